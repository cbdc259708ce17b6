"""Finding the shows, people, characters, seasons and episodes that a typed text means."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from bot.domain.answers import Candidate, ShowChoice
from bot.domain.facts import Show, Status
from bot.domain.ids import base36, from_base36
from bot.domain.matching import NameMatch, NameRole, as_one_word, narrow, sort_out
from bot.domain.names import begins_as_one, fold, is_whole_name, keys, parted, run_together, without_spaces
from bot.domain.questions import Thing
from bot.domain.slips import is_other_name, is_slip
from bot.errors import BadInput, NoShow, UnknownShow
from bot.language.dates import read_day
from bot.language.people import is_misspelt
from bot.store.store import Readable

LONGEST_NAME = 200
# The value of a choice from a list: this and an id. Nobody types it.
_PICKED = "id:"
_PICKED_SHOW = "id:w"
_MOST_MATCHES = 60
_MOST_COMPARED = 400
_NEAR_ENOUGH = 65
_MOST_NEAR = 3
_MOST_SHOWS = 5
_CLEARLY_AHEAD = 10
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
    """What a text may mean in a show: one thing, several things, or none and then similar names.

    `others` may be meant instead of the one thing. `likely` is the similar name that the text is a slip for, if any.
    """

    show: Show
    matches: tuple[NameMatch, ...]
    near: tuple[NameMatch, ...] = ()
    others: tuple[NameMatch, ...] = ()
    likely: NameMatch | None = None


def pick(thing: Thing) -> str:
    """Return the value of a choice that means this thing."""
    return _PICKED + thing.encode()


def pick_show(show: int) -> str:
    """Return the value of a choice that means the show with this id."""
    return _PICKED_SHOW + base36(show)


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

    def __init__(self, store: Readable) -> None:
        self._store = store

    async def show(self, query: Query) -> int | None:
        """Return the id of the show that the query names, or None if it names none. Raises UnknownShow."""
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
        exact = [show for show, key, word in matches if word == 0 and is_whole_name(text, key)]
        shows = list(dict.fromkeys(exact or [show for show, _, _ in matches]))
        if len(shows) == 1:
            return shows[0].id
        near = shows[:_MOST_SHOWS] or await self._shows_near(query.guild, text)
        offered = [ShowChoice(show.id, label) for show, label in await self.labels(query.guild, near)]
        raise UnknownShow(text, offered, are_meant=bool(shows))

    async def shows(self, guild: int, text: str) -> list[tuple[Show, str, int]]:
        """Return shows with a name, or a word of a name, that begins with the text: each with that key and its word."""
        names = self._store.reading().names
        if not text.strip():
            return await names.shows_beginning(guild, "", _MOST_MATCHES)
        for key in keys(text):
            if found := await names.shows_beginning(guild, key, _MOST_MATCHES):
                return found
        written = without_spaces(fold(text))
        found = await names.shows_beginning(guild, run_together(written), _MOST_MATCHES)
        return [(show, parted(key), -1 - word) for show, key, word in found if begins_as_one(written, parted(key))]

    async def shows_to_offer(self, guild: int) -> list[ShowChoice]:
        """Return the server's own show, or else the first ones on record."""
        own = await self._store.reading().names.show_of_server(guild)
        first = dict.fromkeys(show for show, _, _ in await self.shows(guild, ""))
        listed = [own] if own else list(first)[:_MOST_NEAR]
        return [ShowChoice(show.id, label) for show, label in await self.labels(guild, listed)]

    async def _shows_near(self, guild: int, text: str) -> list[Show]:
        """Return up to three shows with a similar name."""
        if len(text) > LONGEST_NAME:
            return []
        key, names = keys(text)[0], self._store.reading().names
        found = [
            (show, folded)
            for beginning in _beginnings(key)
            for show, folded, _ in await names.shows_beginning(guild, beginning, _MOST_COMPARED)
        ]
        scores = _likeness(key, [folded for _, folded in found])
        best = sorted(scores, key=lambda at: (-scores[at], found[at][1]))
        return list(dict.fromkeys(found[at][0] for at in best))[:_MOST_NEAR]

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
        show = await self._store.reading().names.show(query.guild, named) if named is not None else None
        return show or await self.own_show(query.guild)

    async def own_show(self, guild: int) -> Show:
        """Return the show that a server has chosen, else the only one that it sees. Raises NoShow."""
        show = await self._store.reading().names.show_of_server(guild)
        if show is None:
            raise NoShow
        return show

    async def find(self, query: Query, show: int | None, roles: Sequence[NameRole], day: date) -> Meant:
        """Return what the text means among the names of these roles; if nothing, with up to three similar names.

        They are those of a show (None: the server's own). Raises BadInput and NoShow.
        """
        text = query.text.strip()
        if len(text) > LONGEST_NAME:
            raise BadInput(f"That name is longer than {LONGEST_NAME} characters. Type its first words.")
        if not text:
            raise BadInput("Type a name, or pick one from the list.")
        names = self._store.reading().names
        among = await self.own_show(query.guild) if show is None else await names.show(query.guild, show)
        if among is None:
            raise NoShow
        matches = await self._beginning(query.guild, among.id, roles, keys(text), day)
        if matches:
            meant, others = sort_out(text, matches)
            return Meant(among, meant, others=others)
        near = await self.near(query.guild, among.id, roles, text, day)
        return Meant(among, (), near, likely=_likely(fold(text), near))

    async def _beginning(
        self, guild: int, show: int, roles: Sequence[NameRole], typed: Sequence[str], day: date
    ) -> Sequence[NameMatch]:
        async def beginning(key: str) -> Sequence[NameMatch]:
            names = self._store.reading().names
            return await names.beginning(guild, show, roles, key, day, hidden=True, most=_MOST_MATCHES)

        for key in typed:
            if found := await beginning(key):
                return found
        # "o connor" is in the index as a word, and "mary louise" run together.
        written = without_spaces(typed[0])
        among = list(await beginning(written)) if written != typed[0] else []
        if found := as_one_word(written, [*among, *await beginning(run_together(written))]):
            return found
        longest = max(typed[0].split(" "), key=len)
        if longest == typed[0]:
            return ()
        # No name begins with "k ritter". Some have a word "ritter", and of those we keep the ones with a word in k.
        found = with_each_word(typed[0], await beginning(longest))
        return [match for match in found if not is_other_name(typed[0], match.folded)]

    async def near(
        self, guild: int, show: int, roles: Sequence[NameRole], text: str, day: date
    ) -> tuple[NameMatch, ...]:
        """Return up to three names of these roles that are similar to the text."""
        names = self._store.reading().names
        key = keys(text)[0]
        pool: dict[NameMatch, None] = {}
        for beginning in _beginnings(key):
            found = await names.beginning(guild, show, roles, beginning, day, hidden=False, most=_MOST_COMPARED)
            pool |= dict.fromkeys(found)
            if not beginning and len(found) < _MOST_COMPARED:
                break  # these are all the names that there are
        return nearest(key, pool, _MOST_NEAR)


def with_each_word(key: str, matches: Iterable[NameMatch]) -> list[NameMatch]:
    """Return the matches whose whole name has a word for each of the key's, beginning with it."""
    whole = [
        match if match.word == 0 else NameMatch(match.role, match.id, match.name, fold(match.name), 0, match.prominence)
        for match in matches
    ]
    return narrow(key, whole)


def _likely(key: str, near: Sequence[NameMatch]) -> NameMatch | None:
    """Return the similar name that the key is a slip for: it is clearly ahead of all others, or there is none."""
    if not near or not (is_slip(key, near[0].folded) or _is_misspelt_by_its_first_words(key, near[0].folded)):
        return None
    # A surname that several have means one of them only where it would without the slip.
    meant, _ = sort_out(near[0].folded, [match for match in near if match.folded == near[0].folded])
    if len(meant) != 1:
        return None
    # A whole name is ahead of a name that has it as a part: "Trish Walker" of "Young Trish Walker".
    is_whole = near[0].word == 0
    others = [match for match in near if match.folded != near[0].folded]
    scores = [fuzz.ratio(key, fold(match.name) if is_whole else match.folded) for match in others]
    return meant[0] if fuzz.ratio(key, near[0].folded) - max(scores, default=0) >= _CLEARLY_AHEAD else None


def _is_misspelt_by_its_first_words(key: str, name: str) -> bool:
    """Whether a key is a slip for a name, or several words of it are for its first words: "captian ines"."""
    words = key.count(" ") + 1
    return is_misspelt(key, name if words == 1 else " ".join(name.split(" ", words)[:words]))


def nearest(key: str, pool: Iterable[NameMatch], most: int) -> tuple[NameMatch, ...]:
    """Return the things whose names are most like the key, best first, and like it enough to be what was meant."""
    names = tuple(pool)
    scores = _likeness(key, [match.folded for match in names])
    best: dict[Thing, tuple[float, NameMatch]] = {}
    for at in sorted(scores):
        match, score = names[at], scores[at]
        if score > best.get(match.thing, (0.0, match))[0]:
            best[match.thing] = (score, match)
    ranked = sorted(best.values(), key=lambda scored: (-scored[0], scored[1].prominence, scored[1].name))
    return tuple(match for _, match in ranked[:most])


def _beginnings(key: str) -> tuple[str, ...]:
    """Return the beginnings of names among which similar ones are looked for, that of all names first."""
    return tuple(dict.fromkeys(("", *(word[:2] for word in key.split(" ")[:3]))))


def _likeness(key: str, whole: Sequence[str]) -> dict[int, float]:
    """Return how like the key each name is, whole or by its first words, by its place among those like it enough."""
    words = key.count(" ") + 1
    begun = [" ".join(folded.split(" ", words)[:words]) for folded in whole]
    scores: dict[int, float] = {}
    for spellings, share in ((whole, 1.0), (begun, 0.95)):
        # All at once, since nobody else is answered while names are compared.
        for _, score, at in process.extract(key, spellings, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=None):
            scores[at] = max(share * score, scores.get(at, 0.0))
    return {at: score for at, score in scores.items() if score >= _NEAR_ENOUGH}


def day_of(query: Query) -> date | None:
    """Return the day that the query asks about, or None for today. Raises BadInput."""
    return read_day(query.as_of, query.today) if query.as_of and query.as_of.strip() else None


_LABELS = {
    NameRole.ACTOR: "actor",
    NameRole.DIRECTOR: "director",
    NameRole.WRITER: "writer",
    NameRole.CREW: "crew",
    NameRole.CHARACTER: "character",
}


def candidate(match: NameMatch) -> Candidate:
    """Return a match as something to choose from."""
    return Candidate(match.thing, match.name, _LABELS.get(match.role, ""))
