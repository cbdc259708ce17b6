"""A few names of people and characters in several layers, and which of them a text finds, in plain Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from bot.domain.matching import NameMatch, NameRole
from bot.store.gateways.revisions import BASE
from tests.store.small_world import CHARACTERS, DAYS, LAYERS, OTHER_SHOW, PEOPLE, SHOW

TYPED = ("", "a", "ann", "ann lee", "lee", "be")
_NAMES = ("ann", "ann lee", "anna bea", "bea", "lee ann")


@dataclass(frozen=True, slots=True)
class Name:
    """A row of the index of names."""

    show: int
    layer: int
    prominence: int
    role: NameRole
    thing: int
    folded: str
    word: int
    known_from: date | None
    spoils: bool

    @property
    def shelf(self) -> str:
        """Where the index has it."""
        return f"{self.prominence} {self.role}"

    @property
    def match(self) -> NameMatch:
        """The name as it is found."""
        return NameMatch(self.role, self.thing, self.folded, self.folded, self.word, self.prominence, self.spoils)


@st.composite
def _name(draw: st.DrawFn) -> Name:
    layer = draw(st.sampled_from(LAYERS))
    role = draw(st.sampled_from((NameRole.ACTOR, NameRole.CHARACTER, NameRole.DIRECTOR, NameRole.CREW)))
    things = CHARACTERS if role is NameRole.CHARACTER else PEOPLE
    return Name(
        show=draw(st.sampled_from((SHOW, SHOW, SHOW, OTHER_SHOW))),
        layer=layer,
        prominence=3 if role is NameRole.CREW else draw(st.integers(0, 3)),
        role=role,
        thing=draw(st.sampled_from((*things[BASE], *things[layer]))),
        folded=draw(st.sampled_from(_NAMES)),
        word=draw(st.integers(0, 1)),
        known_from=draw(st.none() | st.sampled_from(DAYS)),
        spoils=draw(st.sampled_from((False, False, True))),
    )


NAMES = st.lists(_name(), min_size=2, max_size=16, unique_by=lambda name: (name.show, name.layer, name.match))


def fill_names(connection: sqlite3.Connection, names: Sequence[Name]) -> None:
    """Write the names."""
    connection.executemany(
        "INSERT INTO alias (id, show_id, layer, shelf, thing_id, name, folded, word, known_from, spoils)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number, name.show, name.layer, name.shelf, name.thing, name.folded, name.folded, name.word,
                name.known_from.isoformat() if name.known_from else "", int(name.spoils),
            )
            for number, name in enumerate(names)
        ],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlainNames:
    """Finds names among a few."""

    names: Sequence[Name]

    def exact(self, guild: int, roles: Sequence[NameRole], key: str, day: date, *, hidden: bool) -> list[Name]:
        """Those with just this key, the prominent first."""
        found = [
            name
            for name in self._visible(guild, roles, day)
            if name.folded == key and (not name.spoils or (hidden and name.word == 0))
        ]
        return sorted(found, key=lambda name: name.shelf)

    def beginning(self, guild: int, roles: Sequence[NameRole], key: str, day: date, *, hidden: bool) -> list[Name]:
        """Those with more than this key, the prominent first."""
        found = [
            name
            for name in self._visible(guild, roles, day)
            if name.folded.startswith(key) and name.folded != key
            if not name.spoils or (hidden and name.word == 0 and name.folded.startswith(f"{key} "))
        ]
        return sorted(found, key=lambda name: (name.shelf, name.folded))

    def _visible(self, guild: int, roles: Sequence[NameRole], day: date) -> list[Name]:
        """A server's names of a thing replace the base's."""
        of_show = [name for name in self.names if name.show == SHOW]
        renamed = {name.thing for name in of_show if name.layer == guild != BASE}
        return [
            name
            for name in of_show
            if name.layer == guild or (name.layer == BASE and name.thing not in renamed)
            if name.role in roles and (name.known_from is None or name.known_from <= day)
        ]
