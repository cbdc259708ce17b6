"""Many servers on one show, each with five facts of its own, two announcements of news, a post of them, and a digest.

The first server settles in as a real one does, through the services. The others are copies of all the rows that this
added, whatever tables these are in, with ids of their own.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.domain.announcements import AnnouncementKind, Place
from bot.domain.facts import Kind, Status
from bot.domain.moderation import FactWords
from bot.services.access import Caller
from bot.store.store import open_store
from tests.bench.stores import bulk_writing
from tests.helpers.facts import RUMOUR, VARIETY
from tests.helpers.news import Newsroom
from tests.loopback.world import Guild

Rows = Mapping[str, Sequence[tuple[object, ...]]]
OWN_NAME = "Ada Moreau"
"""An actor that each server has added."""
_SPAN = 1_000
"""So far apart are the ids of one guild and the next, as in `Guild.sample`."""
_SMALLEST_ID = 1 << 40
_NEVER = timedelta(days=3650)
_LONG_NUMBER = re.compile(r"\d{15,}")


def generate(shipped: Path, target: Path, servers: int) -> None:
    """Write the store: a copy of the shipped one with so many servers."""
    shutil.copyfile(shipped, target)
    before = _all_rows(target)
    asyncio.run(_settle_in(target))
    after = _all_rows(target)
    added = {table: list(set(rows) - set(before[table])) for table, rows in after.items()}
    copies = _Copies(before, added)
    with bulk_writing(target) as connection:
        for table, changed in added.items():
            # What the first server changed of everybody's rows is no server's own.
            if rows := [row for row in changed if copies.of(row, 1) != row]:
                marks = ", ".join("?" * len(rows[0]))
                made = (copies.of(row, number) for number in range(1, servers) for row in rows)
                connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', made)


async def _settle_in(database: Path) -> None:
    """Let the first server be one like many."""
    guild = Guild.sample(1)
    mod = Caller(guild.id, guild.moderator.id, manages=True)
    async with open_store(database) as store:
        room = Newsroom(store)
        async with store.writing() as gateways:
            await gateways.servers.set_show(guild.id, await room.show(), room.clock())
        for words, claim in (
            (FactWords(people=f"{OWN_NAME} as Ines Vale", where="season 1", billing="guest"), VARIETY),
            (FactWords(people="Tom Brandt as Captain Reyes", where="season 2", billing="recurring"), RUMOUR),
        ):
            await room.add(Kind.CAST, words, claim, caller=mod)
        await room.add(Kind.DIRECTOR, FactWords(people="Nora Lindqvist", where="S03E05"), VARIETY, caller=mod)
        await room.add(Kind.NEWS, FactWords(statement="The harbour returns.", where="season 3"), VARIETY, caller=mod)
        for status in (Status.CONFIRMED, Status.RUMOURED):
            await room.announce(AnnouncementKind.NEWS, guild.id, status=status, **_ids_of(room, guild))
        await room.announce(
            AnnouncementKind.DIGEST, guild.id, next_due=room.clock() + _NEVER, **_ids_of(room, guild)
        )  # fmt: skip
        await room.confirm("There is a fourth season.", mod, where="season 3")
        assert len(await room.posted()) == 1


def _ids_of(room: Newsroom, guild: Guild) -> dict[str, object]:
    return {"id": room.ids(), "places": (Place(room.ids(), guild.channels[0].id),)}


def _all_rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


class _Copies:
    """What the first server's rows are in others. They have their own ids, and those of their own guilds."""

    def __init__(self, before: Rows, added: Rows) -> None:
        shared = set(_ids_in(before))
        own = sorted(set(_ids_in(added)) - shared)
        self._place = {value: number for number, value in enumerate(own)}
        self._above = own[-1] + 1

    def of(self, row: Sequence[object], number: int) -> tuple[object, ...]:
        """A row of the first server, which has number 0, as it is in another."""
        return tuple(self._value(value, number) for value in row)

    def _value(self, value: object, number: int) -> object:
        if isinstance(value, int):
            return self._number(value, number)
        if isinstance(value, str):
            return _LONG_NUMBER.sub(lambda found: str(self._number(int(found[0]), number)), value)
        return value

    def _number(self, value: int, number: int) -> int:
        if (place := self._place.get(value)) is not None:
            return self._above + (number - 1) * len(self._place) + place
        return value + number * _SPAN if _is_of_guild(value) else value


def _ids_in(tables: Rows) -> Iterator[int]:
    return (
        value
        for rows in tables.values()
        for row in rows
        for value in row
        if isinstance(value, int) and value >= _SMALLEST_ID and not _is_of_guild(value)
    )


def _is_of_guild(value: int) -> bool:
    return 0 <= value - Guild.sample(1).id < _SPAN
