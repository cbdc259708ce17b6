"""A database whose names are folded as the first version did; `python -m tests.helpers.first_names DATABASE` folds
them anew, as the bot does, until it is killed."""

import asyncio
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path

from discord.utils import utcnow

from bot.domain.ids import Ids
from bot.domain.names import first_fold, suffixes, title_keys
from bot.services.names.aliases import codes_of
from bot.services.names.refolding import Refolding
from bot.store.store import Store, open_store
from tests.engines.raw import connect

_COLUMNS = "show_id, layer, shelf, thing_id, name, known_from, spoils"


def fold_as_before(database: Path, written: Mapping[str, str]) -> None:
    """Store all names as the first version did. `written` has other names by their keys, as they were written."""
    with closing(connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        (last,) = connection.execute("SELECT MAX(id) FROM alias").fetchone()
        rows = connection.execute(f"SELECT {_COLUMNS}, folded, word FROM alias ORDER BY {_COLUMNS}").fetchall()
        before = [
            (*group, folded, word)
            for group, found in groupby(rows, lambda row: row[:7])
            for folded, word in _keys(group[2], group[4], [(row[7], row[8]) for row in found], written)
        ]
        connection.execute("DELETE FROM alias")
        connection.executemany(
            f"INSERT INTO alias (id, {_COLUMNS}, folded, word) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(last + number, *row) for number, row in enumerate(before, start=1)],
        )
        connection.execute("UPDATE folding SET version = 1, reached = 0, until = 0")
        connection.execute("COMMIT")


def _keys(shelf: str, name: str, keys: list[tuple[str, int]], written: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    whole = [key for key, word in keys if word == 0]
    if shelf.endswith("season"):
        yield from keys
        return
    found: dict[str, int] = {}
    titles: tuple[str, ...] = ()
    shown = name
    if shelf.endswith("episode"):
        code, _, shown = name.partition(" · ")
        codes = codes_of(int(code[1:3]), int(code[4:]))
        found = dict.fromkeys(codes, 0)
        whole = [key for key in whole if key not in codes] if shown else []
        titles = title_keys(first_fold(shown)) if shown else ()
    names = [shown] if shown else []
    names += [written[key] for key in whole if key in written]
    for each in names:
        for word, suffix in enumerate(suffixes(first_fold(each))):
            first = 0 if suffix in titles else word
            found[suffix] = min(first, found.get(suffix, first))
    yield from found.items()


async def fold_all(store: Store, seed: int = 3, pause: float = 0.0) -> int:
    """Fold all names anew, as the bot does after a start. Return how many pieces that took."""
    refolding, pieces = Refolding(store, Ids(utcnow, random.Random(seed))), 1
    while await refolding.fold_some():
        pieces += 1
        await asyncio.sleep(pause)
    return pieces


async def _main(database: Path) -> None:
    async with open_store(database) as store:
        await fold_all(store, random.randrange(10**6), pause=0.02)


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
