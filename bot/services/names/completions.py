"""Completions for what a person is typing, filtered like the answers: no spoilers, nothing known only later."""

from collections.abc import Sequence
from datetime import date

from bot.domain.answers import Choice
from bot.domain.matching import PERSON_ROLES, NameMatch, NameRole, with_its_words
from bot.domain.names import fold, keys, run_together, without_spaces
from bot.domain.questions import EVERYONE, Thing
from bot.errors import UserError
from bot.services.names.finder import (
    LONGEST_NAME,
    Finder,
    Query,
    candidate,
    day_of,
    nearest,
    pick,
    pick_show,
    with_each_word,
)
from bot.store.store import Readable

MOST_CHOICES = 25
_MOST_MATCHES = 30
# One or two letters begin very many names, and a thing may have a dozen, so the best 25 are chosen from this many.
_MOST_OF_SHORT = 500
_SHORT = 2
_MOST_COMPARED = 200
_EVERYONE = Choice("Everyone: the whole cast", pick(EVERYONE))


class Completions:
    """Each method returns at most 25 choices, best first, and none where the input is wrong."""

    def __init__(self, store: Readable, finder: Finder) -> None:
        self._store = store
        self._finder = finder

    async def cast(self, query: Query) -> list[Choice]:
        choices = await self._complete(query, (NameRole.CHARACTER, NameRole.ACTOR, NameRole.CREW))
        return [_EVERYONE, *choices][:MOST_CHOICES] if "everyone".startswith(fold(query.text)) else choices

    async def director(self, query: Query) -> list[Choice]:
        return await self._complete(query, (NameRole.SEASON, NameRole.DIRECTOR, NameRole.EPISODE))

    async def writer(self, query: Query) -> list[Choice]:
        return await self._complete(query, (NameRole.SEASON, NameRole.WRITER, NameRole.EPISODE))

    async def episode(self, query: Query) -> list[Choice]:
        return await self._complete(query, (NameRole.EPISODE,))

    async def about(self, query: Query) -> list[Choice]:
        return await self._complete(query, (NameRole.CHARACTER, *PERSON_ROLES, NameRole.EPISODE))

    async def person(self, query: Query) -> list[Choice]:
        return await self._complete(query, PERSON_ROLES)

    async def character(self, query: Query) -> list[Choice]:
        return await self._complete(query, (NameRole.CHARACTER,))

    async def show(self, guild: int, text: str) -> list[Choice]:
        """Return shows by any of their names."""
        if len(text) > LONGEST_NAME:
            return []
        matches = await self._finder.shows(guild, text)
        shows = dict.fromkeys(show for show, _, _ in sorted(matches, key=lambda match: (match[2] > 0, match[1])))
        labels = await self._finder.labels(guild, list(shows)[:MOST_CHOICES])
        return [Choice(label, pick_show(show.id)) for show, label in labels]

    async def _complete(self, query: Query, roles: Sequence[NameRole]) -> list[Choice]:
        if len(query.text) > LONGEST_NAME:
            return []
        try:
            show = await self._finder.show(query) or (await self._finder.own_show(query.guild)).id
            day = day_of(query) or query.today
        except UserError:
            return []  # another option is half typed or wrong, and the answer will say so
        key = keys(query.text)[0] if query.text.strip() else ""
        most = _MOST_OF_SHORT if len(key) <= _SHORT else _MOST_MATCHES * (3 if NameRole.EPISODE in roles else 1)
        found = await self._beginning(query.guild, show, roles, key, day, most)
        matches: Sequence[NameMatch] = _best_first(found, roles)
        if not matches and len(key) > 1:
            matches = await self._written_otherwise(query.guild, show, roles, query.text, day)
        if not matches and len(key) > 1:
            matches = await self._alike(query.guild, show, roles, key, day)
        return [Choice(_label(match), pick(match.thing)) for match in matches[:MOST_CHOICES]]

    async def _written_otherwise(
        self, guild: int, show: int, roles: Sequence[NameRole], text: str, day: date
    ) -> list[NameMatch]:
        """Names that begin with another spelling of the text, else with its letters, wherever the spaces are."""
        key, *others = keys(text)
        for begun in dict.fromkeys((*others, without_spaces(key), run_together(key))):
            found = await self._beginning(guild, show, roles, begun, day, _MOST_COMPARED) if begun != key else ()
            if found:
                return _best_first([with_its_words(match) for match in found], roles)
        return []

    async def _alike(self, guild: int, show: int, roles: Sequence[NameRole], key: str, day: date) -> list[NameMatch]:
        """Names with a word that begins with each typed word, else names spelt much like the text."""
        longest = max(key.split(" "), key=len)
        found = await self._beginning(guild, show, roles, longest, day, _MOST_COMPARED)
        if narrowed := with_each_word(key, found):
            return _best_first(narrowed, roles)
        alike = await self._beginning(guild, show, roles, key[:2], day, _MOST_COMPARED)
        return list(nearest(key, alike, MOST_CHOICES))

    async def _beginning(
        self, guild: int, show: int, roles: Sequence[NameRole], key: str, day: date, most: int
    ) -> tuple[NameMatch, ...]:
        return await self._store.reading().names.beginning(guild, show, roles, key, day, hidden=False, most=most)


def _best_first(matches: Sequence[NameMatch], roles: Sequence[NameRole]) -> list[NameMatch]:
    """Return one match for each thing: episodes and seasons in order of broadcast, people by prominence."""

    def place(match: NameMatch) -> tuple[int, bool, int, str, int]:
        numbered = match.name if match.role in _NUMBERED else ""
        return match.prominence, match.word > 0, roles.index(match.role), numbered, match.id

    best: dict[Thing, NameMatch] = {}
    for match in sorted(matches, key=place):
        known = best.setdefault(match.thing, match)
        # An episode has a label with its number alone and, once it aired, one with its title too.
        if match.role is NameRole.EPISODE and len(match.name) > len(known.name):
            best[match.thing] = match
    return list(best.values())


_NUMBERED = (NameRole.EPISODE, NameRole.SEASON)


def _label(match: NameMatch) -> str:
    detail = candidate(match).detail
    return f"{match.name} ({detail})" if detail else match.name
