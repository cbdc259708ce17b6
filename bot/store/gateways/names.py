"""Looking names up in the index of aliases."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from bot.domain.facts import Character, Person, Show
from bot.domain.feeds import ShowNames
from bot.domain.matching import NameMatch, NameRole, name_bounds
from bot.domain.names import fold
from bot.store.database import Executor, Gateway, Row, load_queries
from bot.store.kept import Memory, Sought
from bot.store.rows import to_character, to_show

_sql = load_queries("names")
_ALL = range(4)
PROMINENCES = {
    NameRole.ACTOR: _ALL,
    NameRole.CHARACTER: _ALL,
    NameRole.DIRECTOR: (3,),
    NameRole.WRITER: (3,),
    NameRole.CREW: (3,),
    NameRole.EPISODE: (1,),
    NameRole.SEASON: (0,),
    NameRole.SHOW: (0,),
}
"""Those that names of a role may have."""
_MOST_SHELVES = 12
_NAMED_IN_TEXT = (
    NameRole.SHOW,
    NameRole.ACTOR,
    NameRole.DIRECTOR,
    NameRole.WRITER,
    NameRole.CREW,
    NameRole.CHARACTER,
)


def shelf(prominence: int, role: NameRole) -> str:
    """The index key of the names with one role and prominence; shelves sort by prominence first."""
    assert prominence in PROMINENCES[role], (prominence, role)
    return f"{prominence} {role}"


@cache
def shelves(roles: tuple[NameRole, ...], room_for: int = _MOST_SHELVES) -> dict[str, str | None]:
    """The shelves of these roles in their order, as a statement's parameters with room for so many."""
    names = sorted(shelf(prominence, role) for role in roles for prominence in PROMINENCES[role])
    assert len(names) <= room_for, roles
    empty = [None] * (room_for - len(names))
    return {f"shelf_{number}": name for number, name in enumerate([*names, *empty], start=1)}


class NameGateway(Gateway):
    def __init__(self, executor: Executor, memory: Memory | None = None) -> None:
        super().__init__(executor)
        self._memory = memory

    async def beginning(
        self, guild: int, show: int, roles: Sequence[NameRole], key: str, day: date, *, hidden: bool, most: int
    ) -> tuple[NameMatch, ...]:
        """Names in the show with a word that begins with this key, in no order; "" finds all.

        Names that were not known yet on `day` are left out. Names that spoil are found only if `hidden` is true and
        their first words are typed in full. At most twice `most` are returned, exact matches among them.
        """
        sought = Sought(guild, show, tuple(roles), key, day, hidden, most)
        found = await (
            self._memory.names.get((sought,), self._read_names) if self._memory else self._read_names((sought,))
        )
        return found[sought]

    async def beginning_each(
        self, guild: int, show: int, roles: Sequence[NameRole], keys: Sequence[str], day: date, most: int
    ) -> dict[str, tuple[NameMatch, ...]]:
        """What `beginning` finds for each of these keys, those that spoil among them."""
        sought = [Sought(guild, show, tuple(roles), key, day, True, most) for key in keys]
        found = await (self._memory.names.get(sought, self._read_names) if self._memory else self._read_names(sought))
        return {each.key: found[each] for each in sought}

    async def _read_names(self, sought: Sequence[Sought]) -> dict[Sought, tuple[NameMatch, ...]]:
        found: dict[Sought, tuple[NameMatch, ...]] = {}
        beginning = _sql.names_beginning if self._executor.is_on_file else _sql.names_beginning_by_shelf
        for each in sought:
            low, high = name_bounds(each.key)
            rows = await beginning(
                self._executor,
                guild=each.guild, show=each.show, day=each.day.isoformat(), low=low, high=high,
                hidden=int(each.hidden), most=each.most, **shelves(each.roles),
            )  # fmt: skip
            found[each] = tuple([to_match(row) for row in rows])
        return found

    async def shows_beginning(self, guild: int, key: str, most: int) -> list[tuple[Show, str, int]]:
        """Shows with a name that has a word beginning with this key: show, the name's key from there, which word."""
        low, high = name_bounds(key)
        rows = await _sql.shows_beginning(self._executor, guild=guild, low=low, high=high, most=most)
        return [(to_show(row), row["folded"], row["word"]) for row in rows]

    async def show(self, guild: int, show: int) -> Show | None:
        """A show that the server sees, by its id."""
        own = await self.show_of_server(guild) if self._memory else None
        if own is not None and own.id == show:
            return own
        row = await _sql.show_by_id(self._executor, guild=guild, show=show)
        return to_show(row) if row else None

    async def show_of_server(self, guild: int) -> Show | None:
        """The show that a server has chosen, else the only one that it sees."""
        found = await (
            self._memory.shows.get((guild,), self._read_shows) if self._memory else self._read_shows((guild,))
        )
        return found[guild]

    async def _read_shows(self, guilds: Sequence[int]) -> dict[int, Show | None]:
        found: dict[int, Show | None] = {}
        for guild in guilds:
            rows: list[Row] = await _sql.show_of_server(self._executor, guild=guild)
            found[guild] = to_show(rows[0]) if len(rows) == 1 else None
        return found

    async def of_show(self, guild: int, show: int, day: date) -> ShowNames:
        """All names by which a text of that day may refer to a show, those that spoil among them."""
        rows = await _sql.names_of_show(
            self._executor, guild=guild, show=show, day=day.isoformat(), **shelves(_NAMED_IN_TEXT)
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
    """The name in a row that begins with shelf, thing_id, name, folded, word and spoils."""
    shelf, thing, name, folded, word, spoils = row[:6]
    prominence, role = _on_shelf(shelf)
    return NameMatch(role, thing, name, folded, word, prominence, bool(spoils))


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
