"""Finding the shows, people, characters, seasons and episodes that a typed text means."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from bot.domain.answers import Candidate
from bot.domain.facts import Show, Status
from bot.domain.ids import base36, from_base36
from bot.domain.matching import NameMatch, NameRole, choose, narrow
from bot.domain.names import fold, keys
from bot.domain.questions import Thing
from bot.domain.text import escape, quoted
from bot.errors import BadInput, NoShow
from bot.language.dates import read_day
from bot.store.gateways.names import Found
from bot.store.store import Store

LONGEST_NAME = 200
# The value of a choice from a list: this and an id. Nobody types it.
_PICKED = "id:"
_PICKED_SHOW = "id:w"
_MOST_MATCHES = 60
_MOST_COMPARED = 400
_NEAR_ENOUGH = 65
_MOST_NEAR = 3
MOST_CANDIDATES = 25


@dataclass(frozen=True, slots=True)
class Query:
    """A command's options as typed or picked. `text` is the required option, where the command has one."""

    guild: int
    today: date
    text: str = ""
    season: int | None = None
    show: str | None = None
    as_of: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text may mean in a show: one thing, several things, or none and then similar names."""

    show: Show
    matches: tuple[NameMatch, ...]
    near: tuple[NameMatch, ...] = ()


def pick(thing: Thing) -> str:
    """Return the value of a choice that means this thing."""
    return _PICKED + thing.encode()


def pick_show(show: Show) -> str:
    """Return the value of a choice that means this show."""
    return _PICKED_SHOW + base36(show.id)


def picked(text: str) -> Thing | None:
    """Return the thing that was picked from a list, or None if the text was typed."""
    if not text.startswith(_PICKED):
        return None
    try:
        return Thing.decode(text.removeprefix(_PICKED))
    except ValueError:
        return None


class Finder:
    """Finds shows and names."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def show(self, query: Query) -> int | None:
        """Return the id of the show that the query names, or None if it names none. Raises BadInput."""
        text = (query.show or "").strip()
        if not text:
            return None
        names = self._store.reading().names
        if text.startswith(_PICKED_SHOW):
            try:
                found = await names.show(query.guild, from_base36(text.removeprefix(_PICKED_SHOW)))
            except ValueError:
                found = None
            if found:
                return found.id
        matches = await self.shows(query.guild, text)
        exact = [show for show, key, word in matches if word == 0 and key in keys(text)]
        shows = list(dict.fromkeys(exact or [show for show, _, _ in matches]))
        if len(shows) == 1:
            return shows[0].id
        if shows:
            listed = ", ".join(escape(label, LONGEST_NAME) for _, label in await self.labels(query.guild, shows[:5]))
            raise BadInput(f"Several shows go by {quoted(text, LONGEST_NAME)}: {listed}. Pick one from the list.")
        raise BadInput(
            f"No show called {quoted(text, LONGEST_NAME)} is on record here. Pick one from the list. "
            "With /setup show, the list's last choice looks a show up on TVmaze."
        )

    async def shows(self, guild: int, text: str) -> list[tuple[Show, str, int]]:
        """Return shows with a name, or a word of a name, that begins with the text: each with that key and its word."""
        key = fold(text) if text.strip() else ""
        return await self._store.reading().names.shows_beginning(guild, key, _MOST_MATCHES)

    async def labels(self, guild: int, shows: Sequence[Show]) -> list[tuple[Show, str]]:
        """Return each show with its label in a list: its title, and its network where titles are the same."""
        titles = Counter(fold(show.title) for show in shows)
        labels: list[tuple[Show, str]] = []
        for show in shows:
            is_shared = titles[fold(show.title)] > 1
            network = await self._store.reading().names.network(guild, show.id) if is_shared else None
            labels.append((show, f"{show.title} · {network}" if network else show.title))
        return labels

    async def show_of(self, query: Query) -> Show:
        """Return the show that the query names, else the server's own. Raises NoShow and BadInput."""
        named = await self.show(query)
        if named is not None:
            show = await self._store.reading().names.show(query.guild, named)
        else:
            show = (await self._store.reading().servers.get(query.guild)).show
        return show or await self.only_show(query.guild)

    async def only_show(self, guild: int) -> Show:
        """Return the only show that a server sees, for one that has chosen none. Raises NoShow."""
        show = await self._store.reading().names.only_show(guild)
        if show is None:
            raise NoShow
        return show

    async def find(self, query: Query, show: int | None, roles: Sequence[NameRole], day: date) -> Meant:
        """Return what the text means among the names of these roles; if nothing, with up to three similar names."""
        text = query.text.strip()
        if len(text) > LONGEST_NAME:
            raise BadInput(f"That name is longer than {LONGEST_NAME} characters. Type its first words.")
        if not text:
            raise BadInput("Type a name, or pick one from the list.")
        found = await self._beginning(query.guild, show, roles, keys(text), day)
        if found.show is None and show is None:
            show = (await self.only_show(query.guild)).id
            found = await self._beginning(query.guild, show, roles, keys(text), day)
        if found.show is None:
            raise NoShow
        if found.matches:
            return Meant(found.show, choose(text, found.matches))
        return Meant(found.show, (), await self.near(query.guild, found.show.id, roles, text, day))

    async def _beginning(
        self, guild: int, show: int | None, roles: Sequence[NameRole], typed: Sequence[str], day: date
    ) -> Found:
        names = self._store.reading().names
        found = Found(None, ())
        for key in typed:
            found = await names.beginning(guild, show, roles, key, day, hidden=True, most=_MOST_MATCHES)
            if found.matches or found.show is None:
                return found
        longest = max(typed[0].split(" "), key=len)
        if longest == typed[0]:
            return found
        # No name begins with "k ritter". Some have a word "ritter", and of those we keep the ones with a word in k.
        found = await names.beginning(guild, show, roles, longest, day, hidden=True, most=_MOST_MATCHES)
        return Found(found.show, tuple(with_each_word(typed[0], found.matches)))

    async def near(
        self, guild: int, show: int, roles: Sequence[NameRole], text: str, day: date
    ) -> tuple[NameMatch, ...]:
        """Return up to three names of these roles that are similar to the text."""
        names = self._store.reading().names
        key = keys(text)[0]
        pool: dict[NameMatch, None] = {}
        for beginning in dict.fromkeys(("", *(word[:2] for word in key.split(" ")[:3]))):
            found = await names.beginning(guild, show, roles, beginning, day, hidden=False, most=_MOST_COMPARED)
            pool |= dict.fromkeys(found.matches)
        return nearest(key, pool, _MOST_NEAR)


def with_each_word(key: str, matches: Iterable[NameMatch]) -> list[NameMatch]:
    """Return the matches whose whole name has a word for each of the key's, beginning with it."""
    whole = [NameMatch(m.role, m.id, m.name, fold(m.name), 0, m.prominence) for m in matches]
    return narrow(key, whole)


def nearest(key: str, pool: Iterable[NameMatch], most: int) -> tuple[NameMatch, ...]:
    """Return the things whose names are most like the key, best first, and like it enough to be what was meant."""
    best: dict[Thing, tuple[float, NameMatch]] = {}
    for match in pool:
        begun = " ".join(match.folded.split(" ")[: key.count(" ") + 1])
        score = max(fuzz.ratio(key, match.folded), 0.95 * fuzz.ratio(key, begun))
        if score >= _NEAR_ENOUGH and score > best.get(match.thing, (0.0, match))[0]:
            best[match.thing] = (score, match)
    ranked = sorted(best.values(), key=lambda scored: (-scored[0], scored[1].prominence, scored[1].name))
    return tuple(match for _, match in ranked[:most])


def day_of(query: Query) -> date | None:
    """Return the day that the query asks about, or None for today. Raises BadInput."""
    return read_day(query.as_of, query.today) if query.as_of and query.as_of.strip() else None


_LABELS = {
    NameRole.ACTOR: "actor",
    NameRole.DIRECTOR: "director",
    NameRole.WRITER: "writer",
    NameRole.CHARACTER: "character",
}


def candidate(match: NameMatch) -> Candidate:
    """Return a match as something to choose from."""
    return Candidate(match.thing, match.name, _LABELS.get(match.role, ""))
