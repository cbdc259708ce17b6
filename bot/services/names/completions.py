"""Completions for what a person is typing, filtered as the answer will be: nothing that spoils or was not yet known."""

from collections.abc import Sequence
from datetime import date

from bot.domain.answers import Choice
from bot.domain.matching import NameMatch, NameRole, narrow
from bot.domain.names import fold, keys
from bot.domain.questions import EVERYONE, Thing
from bot.errors import UserError
from bot.services.names.finder import LONGEST_NAME, Finder, candidate, day_of, nearest, pick, pick_show
from bot.services.names.query import Query
from bot.store.gateways.names import Found
from bot.store.store import Store

MOST_CHOICES = 25
_MOST_MATCHES = 30
# One or two letters begin very many names, and a thing may have a dozen: so many are looked at for the best 25.
_MOST_OF_SHORT = 500
_SHORT = 2
_MOST_COMPARED = 200
_EVERYONE = Choice("Everyone: the whole cast", pick(EVERYONE))


class Completions:
    """Each method gives at most 25 choices, best first, and none on doubt."""

    def __init__(self, store: Store, finder: Finder) -> None:
        self._store = store
        self._finder = finder

    async def cast(self, asked: Query) -> list[Choice]:
        choices = await self._complete(asked, (NameRole.CHARACTER, NameRole.ACTOR))
        return [_EVERYONE, *choices][:MOST_CHOICES] if "everyone".startswith(fold(asked.text)) else choices

    async def director(self, asked: Query) -> list[Choice]:
        return await self._complete(asked, (NameRole.SEASON, NameRole.DIRECTOR, NameRole.EPISODE))

    async def episode(self, asked: Query) -> list[Choice]:
        return await self._complete(asked, (NameRole.EPISODE,))

    async def about(self, asked: Query) -> list[Choice]:
        roles = (NameRole.CHARACTER, NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.EPISODE)
        return await self._complete(asked, roles)

    async def person(self, asked: Query) -> list[Choice]:
        return await self._complete(asked, (NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER))

    async def character(self, asked: Query) -> list[Choice]:
        return await self._complete(asked, (NameRole.CHARACTER,))

    async def show(self, guild: int, text: str) -> list[Choice]:
        """Shows by any of their names."""
        if len(text) > LONGEST_NAME:
            return []
        matches = await self._finder.shows(guild, text)
        shows = dict.fromkeys(show for show, _, _ in sorted(matches, key=lambda one: (one[2] > 0, one[1])))
        labels = await self._finder.told_apart(guild, list(shows)[:MOST_CHOICES])
        return [Choice(label, pick_show(show)) for show, label in labels]

    async def _complete(self, asked: Query, roles: Sequence[NameRole]) -> list[Choice]:
        if len(asked.text) > LONGEST_NAME:
            return []
        try:
            show = await self._finder.show(asked)
            day = day_of(asked) or asked.today
        except UserError:
            return []  # another option is half typed or wrong; the answer will say so
        key = keys(asked.text)[0] if asked.text.strip() else ""
        most = _MOST_OF_SHORT if len(key) <= _SHORT else _MOST_MATCHES * (3 if NameRole.EPISODE in roles else 1)
        found = await self._beginning(asked.guild, show, roles, key, day, most)
        if found.show is None and show is None:
            try:
                show = (await self._finder.only_show(asked.guild)).id
            except UserError:
                return []
            found = await self._beginning(asked.guild, show, roles, key, day, most)
        matches: Sequence[NameMatch] = _best_first(found.matches, roles)
        if not matches and len(key) > 1:
            matches = await self._alike(asked.guild, show, roles, key, day)
        return [Choice(_label(match), pick(match.thing)) for match in matches[:MOST_CHOICES]]

    async def _alike(
        self, guild: int, show: int | None, roles: Sequence[NameRole], key: str, day: date
    ) -> list[NameMatch]:
        """Names of which each typed word begins a word, else names spelt much like what was typed."""
        longest = max(key.split(" "), key=len)
        found = await self._beginning(guild, show, roles, longest, day, _MOST_COMPARED)
        whole = [NameMatch(m.role, m.id, m.name, fold(m.name), 0, m.prominence) for m in found.matches]
        if narrowed := narrow(key, whole):
            return _best_first(tuple(narrowed), roles)
        alike = await self._beginning(guild, show, roles, key[:2], day, _MOST_COMPARED)
        return list(nearest(key, alike.matches, MOST_CHOICES))

    async def _beginning(
        self, guild: int, show: int | None, roles: Sequence[NameRole], key: str, day: date, most: int
    ) -> Found:
        return await self._store.reading().names.beginning(guild, show, roles, key, day, hidden=False, most=most)


def _best_first(matches: Sequence[NameMatch], roles: Sequence[NameRole]) -> list[NameMatch]:
    """One match for each thing. Episodes and seasons in order of broadcast, people in order of prominence."""

    def place(match: NameMatch) -> tuple[int, bool, int, str, int]:
        numbered = match.name if match.role in _NUMBERED else ""
        return match.prominence, match.word > 0, roles.index(match.role), numbered, match.id

    best: dict[Thing, NameMatch] = {}
    for match in sorted(matches, key=place):
        known = best.setdefault(match.thing, match)
        # The same episode is found by its number alone and, once it aired, by a label with its title.
        if match.role is NameRole.EPISODE and len(match.name) > len(known.name):
            best[match.thing] = match
    return list(best.values())


_NUMBERED = (NameRole.EPISODE, NameRole.SEASON)


def _label(match: NameMatch) -> str:
    detail = candidate(match).detail
    return f"{match.name} ({detail})" if detail else match.name
