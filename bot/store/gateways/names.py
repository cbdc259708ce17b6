"""Looking names up in the index of aliases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.domain.facts import Character, Person, Show
from bot.domain.feeds import ShowNames
from bot.domain.matching import NameMatch, NameRole, prefix_bounds
from bot.domain.names import fold
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import to_character, to_show

_sql = load_queries("names")
_PROMINENCES = range(4)
_MOST_ROLES = 5
_NAMED_IN_TEXT = (NameRole.SHOW, NameRole.ACTOR, NameRole.DIRECTOR, NameRole.WRITER, NameRole.CHARACTER)


def shelf(prominence: int, role: NameRole) -> str:
    """The index key of the names with one role and prominence; shelves sort by prominence first."""
    return f"{prominence} {role}"


@cache
def shelves(roles: tuple[NameRole, ...], room_for: int) -> dict[str, str | None]:
    """The shelves of these roles as a statement's parameters, with room for so many roles."""
    names = [shelf(prominence, role) for prominence in _PROMINENCES for role in roles]
    empty = [None] * (len(_PROMINENCES) * (room_for - len(roles)))
    return {f"shelf_{number}": name for number, name in enumerate([*names, *empty], start=1)}


@dataclass(frozen=True, slots=True)
class Found:
    """The show that was searched (None: none is chosen) and the names that match in it, in no order."""

    show: Show | None
    matches: tuple[NameMatch, ...]


class NameGateway(Gateway):
    async def beginning(
        self, guild: int, show: int | None, roles: Sequence[NameRole], key: str, day: date, *, hidden: bool, most: int
    ) -> Found:
        """Names in the show (None: the server's own) with a word that begins with this key; "" finds all.

        Names that were not known yet on `day` are left out. Names that spoil are found only if `hidden` is true and
        their first words are typed in full. At most twice `most` are returned, exact matches among them.
        """
        low, high = prefix_bounds(key)
        rows = await _sql.names_beginning(
            self._executor,
            guild=guild, show=show, day=day.isoformat(), low=low, high=high, hidden=int(hidden), most=most,
            **shelves(tuple(roles), _MOST_ROLES),
        )  # fmt: skip
        show_found = to_show(rows[0]) if rows else None
        return Found(show_found, tuple(to_match(row) for row in rows if row["shelf"] is not None))

    async def shows_beginning(self, guild: int, key: str, most: int) -> list[tuple[Show, str, int]]:
        """Shows with a name that has a word beginning with this key: show, the name's key from there, which word."""
        low, high = prefix_bounds(key)
        rows = await _sql.shows_beginning(self._executor, guild=guild, low=low, high=high, most=most)
        return [(to_show(row), row["folded"], row["word"]) for row in rows]

    async def show(self, guild: int, show: int) -> Show | None:
        row = await _sql.show_by_id(self._executor, guild=guild, show=show)
        return to_show(row) if row else None

    async def only_show(self, guild: int) -> Show | None:
        """The one show there is for this server, if there is just one."""
        rows = await _sql.only_show(self._executor, guild=guild)
        return to_show(rows[0]) if len(rows) == 1 else None

    async def of_show(self, guild: int, show: int, day: date) -> ShowNames:
        """All names by which a text of that day may refer to a show, those that spoil among them."""
        rows = await _sql.names_of_show(
            self._executor, guild=guild, show=show, day=day.isoformat(), **shelves(_NAMED_IN_TEXT, _MOST_ROLES)
        )
        return _show_names(rows, await self.network(guild, show))

    async def network(self, guild: int, show: int) -> str | None:
        """The network of a show."""
        row = await _sql.network_of_show(self._executor, guild=guild, show=show)
        return row["network"] if row else None

    async def person(self, guild: int, person: int) -> Person | None:
        row = await _sql.person_by_id(self._executor, guild=guild, person=person)
        return Person(row["id"], row["name"]) if row else None

    async def character(self, guild: int, character: int) -> Character | None:
        row = await _sql.character_by_id(self._executor, guild=guild, character=character)
        return to_character(row) if row else None


def to_match(row: Row) -> NameMatch:
    """The name in a row with shelf, thing_id, name, folded, word and spoils."""
    prominence, role = _on_shelf(row["shelf"])
    return NameMatch(role, row["thing_id"], row["name"], row["folded"], row["word"], prominence, bool(row["spoils"]))


def _show_names(rows: Iterable[Row], network: str | None) -> ShowNames:
    titles: list[str] = []
    people: dict[int, list[str]] = {}
    characters: dict[int, list[str]] = {}
    for row in rows:
        _, role = _on_shelf(row["shelf"])
        # Only the name that a thing is shown by is stored as it is written.
        name: str = row["name"] if fold(row["name"]) == row["folded"] else row["folded"]
        if role is NameRole.SHOW:
            names = titles
        else:
            names = (characters if role is NameRole.CHARACTER else people).setdefault(row["thing_id"], [])
        if name not in names:
            names.append(name)
    return ShowNames(
        tuple(titles),
        {thing: tuple(names) for thing, names in people.items()},
        {thing: tuple(names) for thing, names in characters.items()},
        network,
    )


@cache
def _on_shelf(shelf: str) -> tuple[int, NameRole]:
    prominence, _, role = shelf.partition(" ")
    return int(prominence), NameRole(role)
