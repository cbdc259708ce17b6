"""From what a person typed to a question with every name found, or to the choice that they have to make."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from bot.domain.answers import Candidate, Missing, NoMatch, Which
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Show
from bot.domain.ids import base36, from_base36
from bot.domain.matching import NameMatch, NameRole, choose, narrow
from bot.domain.names import fold, keys
from bot.domain.questions import Question, Thing
from bot.errors import BadInput, NoShow
from bot.language.dates import read_day
from bot.services.names.query import Query
from bot.store.gateways.names import Found
from bot.store.store import Store

LONGEST_NAME = 200
# What is picked from the list carries an id behind this; nobody types it.
_PICKED = "id:"
_PICKED_SHOW = "id:w"
_MOST_MATCHES = 60
_MOST_COMPARED = 400
_NEAR_ENOUGH = 65
_MOST_NEAR = 3
MOST_CANDIDATES = 25


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text may mean in a show: one thing, several, or none and then what comes near it."""

    show: Show
    matches: tuple[NameMatch, ...]
    near: tuple[NameMatch, ...] = ()


def pick(thing: Thing) -> str:
    """A thing as the value of a choice."""
    return _PICKED + thing.encode()


def pick_show(show: Show) -> str:
    """A show as the value of a choice."""
    return _PICKED_SHOW + base36(show.id)


def picked(text: str) -> Thing | None:
    """The thing that was picked, or None if the text was typed."""
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

    async def show(self, asked: Query) -> int | None:
        """The id of the show that the question names; None if it names none. Raises BadInput for an unknown one."""
        text = (asked.show or "").strip()
        if not text:
            return None
        names = self._store.reading().names
        if text.startswith(_PICKED_SHOW):
            try:
                found = await names.show(asked.guild, from_base36(text.removeprefix(_PICKED_SHOW)))
            except ValueError:
                found = None
            if found:
                return found.id
        matches = await self.shows(asked.guild, text)
        exact = [show for show, key, word in matches if word == 0 and key in keys(text)]
        shows = list(dict.fromkeys(exact or [show for show, _, _ in matches]))
        if len(shows) == 1:
            return shows[0].id
        if shows:
            listed = ", ".join(label for _, label in await self.told_apart(asked.guild, shows[:5]))
            raise BadInput(f"Several shows go by “{text[:LONGEST_NAME]}”: {listed}. Pick one from the list.")
        raise BadInput(
            f"No show called “{text[:LONGEST_NAME]}” is on record here. Pick one from the list. "
            "With /setup show, the list's last choice looks a show up on TVmaze."
        )

    async def shows(self, guild: int, text: str) -> list[tuple[Show, str, int]]:
        """Shows with a name that begins with the text, or has a word that does."""
        key = fold(text) if text.strip() else ""
        return await self._store.reading().names.shows_beginning(guild, key, _MOST_MATCHES)

    async def told_apart(self, guild: int, shows: Sequence[Show]) -> list[tuple[Show, str]]:
        """What to call each of these in a list: those that share a title by where they run too."""
        titles = Counter(fold(show.title) for show in shows)
        labels: list[tuple[Show, str]] = []
        for show in shows:
            again = titles[fold(show.title)] > 1
            network = await self._store.reading().names.network(guild, show.id) if again else None
            labels.append((show, f"{show.title} · {network}" if network else show.title))
        return labels

    async def show_of(self, asked: Query) -> Show:
        """The show that is asked about: the one named, else the server's own. Raises NoShow and BadInput."""
        named = await self.show(asked)
        if named is not None:
            show = await self._store.reading().names.show(asked.guild, named)
        else:
            show = (await self._store.reading().servers.get(asked.guild)).show
        return show or await self.only_show(asked.guild)

    async def only_show(self, guild: int) -> Show:
        """The show of a server that has chosen none, if there is but one. Raises NoShow."""
        show = await self._store.reading().names.only_show(guild)
        if show is None:
            raise NoShow
        return show

    async def find(self, asked: Query, show: int | None, roles: Sequence[NameRole], day: date) -> Meant:
        """What the text means among the names of these roles, with up to three that come near if it means nothing."""
        text = asked.text.strip()
        if len(text) > LONGEST_NAME:
            raise BadInput(f"That name is longer than {LONGEST_NAME} characters. Type its first words.")
        if not text:
            raise BadInput("Type a name, or pick one from the list.")
        found = await self._beginning(asked.guild, show, roles, keys(text), day)
        if found.show is None and show is None:
            show = (await self.only_show(asked.guild)).id
            found = await self._beginning(asked.guild, show, roles, keys(text), day)
        if found.show is None:
            raise NoShow
        if found.matches:
            return Meant(found.show, choose(text, found.matches))
        return Meant(found.show, (), await self._near(asked.guild, found.show.id, roles, text, day))

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
        # "k ritter" begins nothing; "ritter" does, and of those the ones with a word in k come first.
        found = await names.beginning(guild, show, roles, longest, day, hidden=True, most=_MOST_MATCHES)
        whole = [NameMatch(m.role, m.id, m.name, fold(m.name), 0, m.prominence) for m in found.matches]
        return Found(found.show, tuple(narrow(typed[0], whole)))

    async def near(self, asked: Query, show: int, roles: Sequence[NameRole], text: str) -> tuple[NameMatch, ...]:
        """Up to three names of these roles that come near the text."""
        return await self._near(asked.guild, show, roles, text, asked.today)

    async def _near(
        self, guild: int, show: int, roles: Sequence[NameRole], text: str, day: date
    ) -> tuple[NameMatch, ...]:
        names = self._store.reading().names
        key = keys(text)[0]
        pool: dict[NameMatch, None] = {}
        for beginning in dict.fromkeys(("", *(word[:2] for word in key.split(" ")[:3]))):
            found = await names.beginning(guild, show, roles, beginning, day, hidden=False, most=_MOST_COMPARED)
            pool |= dict.fromkeys(found.matches)
        return nearest(key, pool, _MOST_NEAR)


def nearest(key: str, pool: Iterable[NameMatch], most: int) -> tuple[NameMatch, ...]:
    """The things whose names are most like the key, best first, if they are near enough to be what was meant."""
    best: dict[Thing, tuple[float, NameMatch]] = {}
    for match in pool:
        begun = " ".join(match.folded.split(" ")[: key.count(" ") + 1])
        score = max(fuzz.ratio(key, match.folded), 0.95 * fuzz.ratio(key, begun))
        if score >= _NEAR_ENOUGH and score > best.get(match.thing, (0.0, match))[0]:
            best[match.thing] = (score, match)
    ranked = sorted(best.values(), key=lambda scored: (-scored[0], scored[1].prominence, scored[1].name))
    return tuple(match for _, match in ranked[:most])


def day_of(asked: Query) -> date | None:
    """The day that was asked for; None for today. Raises BadInput."""
    return read_day(asked.as_of, asked.today) if asked.as_of and asked.as_of.strip() else None


_LABELS = {
    NameRole.ACTOR: "actor",
    NameRole.DIRECTOR: "director",
    NameRole.WRITER: "writer",
    NameRole.CHARACTER: "character",
}


def candidate(match: NameMatch) -> Candidate:
    """A match as something to choose from."""
    return Candidate(match.thing, match.name, _LABELS.get(match.role, ""))


def which(question: Question, meant: Meant, text: str) -> Which:
    """The choice between the several things that a text means."""
    candidates = tuple(candidate(match) for match in meant.matches[:MOST_CANDIDATES])
    return Which(question, meant.show, text, candidates, len(meant.matches) > MOST_CANDIDATES)


def no_match(question: Question, meant: Meant, missing: Missing, text: str, code: EpisodeCode | None = None) -> NoMatch:
    """That nothing goes by the text, with what comes near it; near an episode's code nothing is guessed."""
    if code is not None:
        return NoMatch(question, meant.show, Missing.EPISODE, str(code))
    return NoMatch(question, meant.show, missing, text, tuple(candidate(match) for match in meant.near))
