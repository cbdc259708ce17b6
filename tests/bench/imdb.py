"""`python -m tests.bench.imdb`: reading IMDb's files beside `sqlite3`'s own `.import`, in one run and in turns.

Both read the same generated title.principals, from which Casefile keeps the parts in series; `.import` keeps every cell
of every row as it is. The figures are of processor time, so that what else the machine does counts for nothing; the
exit code is 1 if the aim is missed. A run with `--small` takes seconds and judges nothing: it only shows that the
benchmark works.
"""

import argparse
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.packs.imdb.rows import N, Row, content_of, write_file

ROWS, ROUNDS = 1_000_000, 3
SMALL_ROWS, SMALL_ROUNDS = 2_000, 1
A_TITLE = 10
AIM = 100_000
"""Credits a second on one core."""

_COLUMNS = ("tconst", "ordering", "nconst", "category", "job", "characters")
_TABLE = f"CREATE TABLE principals ({', '.join(f'{column} TEXT' for column in _COLUMNS)})"
_SHORTEST = 0.0001
"""The clock of processor time may not have moved in a small run."""
_PARTS = ("actor", "actress", "self")
_CREW = ("director", "writer", "producer", "composer", "editor")
_SHOW = "tt0000001"
_OURS = """
import json, sys
from pathlib import Path
from bot.packs.imdb.files import find_files
from bot.services.shows.imdb.reading import ImdbReading
from bot.store.imdb.library import open_library
from tests.bench.imdb import most_memory, processor_time
files_at = [("", processor_time())]
def report(progress):
    files_at.append((progress.file, processor_time()))
with open_library(Path(sys.argv[2]), writing=True) as library:
    ImdbReading(library, find_files(Path(sys.argv[1])), report, lambda: False).read()
    kept = library.counts().credits
files = [file for file, _ in files_at]
first = next(i for i, file in enumerate(files) if file.startswith("title.principals"))
last = max(i for i, file in enumerate(files) if file.startswith("title.principals"))
print(json.dumps([files_at[last][1] - files_at[first - 1][1], kept, most_memory() // 1024]))
"""


@dataclass(frozen=True)
class Ours:
    """Of one import: seconds for the credits, how many were kept, and the most memory in MB."""

    seconds: float
    kept: int
    megabytes: int


def processor_time() -> float:
    """Seconds that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def most_memory() -> int:
    """Kilobytes that this program has ever had in memory; what a parent had before it counts for resource's figure."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1])


def generate(folder: Path, rows: int, share: float, *, packed: bool) -> None:
    """Files with this share of credits that are parts in series, the others films' and the crew's."""
    chance = random.Random(5)
    numbers = sorted(f"tt{n:07}" for n in chance.sample(range(2, 40_000_000), rows // A_TITLE))
    series = [number for number in numbers if chance.random() < share]
    for name, content in (
        ("title.episode", [(number, _SHOW, "1", str(place)) for place, number in enumerate(series)]),
        ("title.basics", list(_titles(numbers, set(series)))),
        ("title.principals", list(_credits(numbers, set(series), chance))),
        ("title.crew", [(number, "nm0000001", "nm0000002,nm0000003") for number in numbers]),
        ("name.basics", [(f"nm{n:07}", f"Name {n}", N, N, N, N) for n in range(1, 100_000)]),
    ):
        write_file(folder, name, content_of(name, content), packed=packed)


def _titles(numbers: Sequence[str], series: set[str]) -> Iterator[Row]:
    yield (_SHOW, "tvSeries", "Harbour", "Harbour", "0", "2001", N, N, "Drama")
    for number in numbers:
        yield (
            number,
            "tvEpisode" if number in series else "movie",
            "High Water",
            "High Water",
            "0",
            "2001",
            N,
            "42",
            N,
        )


def _credits(numbers: Sequence[str], series: set[str], chance: random.Random) -> Iterator[Row]:
    for number in numbers:
        for place in range(1, A_TITLE + 1):
            person = f"nm{chance.randrange(1, 100_000):07}"
            if number in series or place < A_TITLE // 2:
                character = json.dumps([f"Somebody No. {chance.randrange(1000)}"])
                yield (number, str(place), person, chance.choice(_PARTS), N, character)
            else:
                yield (number, str(place), person, chance.choice(_CREW), "executive producer", N)


def ours(folder: Path, work: Path) -> Ours:
    """Read a folder in a process of its own."""
    library = _fresh(work / "ours.db")
    out = subprocess.run(
        (sys.executable, "-c", _OURS, str(folder), str(library)), check=True, capture_output=True
    ).stdout
    return Ours(*json.loads(out))


def tool(sqlite: str | None, file: Path, work: Path, rows: int) -> float:
    """Seconds that `.import` takes, or, where there is no such tool, Python's executemany of rows split beforehand."""
    database = _fresh(work / "tool.db")
    if sqlite is None:
        return _executemany(file, database)
    commands = (
        "PRAGMA journal_mode = WAL;", "PRAGMA synchronous = NORMAL;", f"{_TABLE};", ".mode ascii",
        r'.separator "\t" "\n"', f'.import --skip 1 "{file}" principals',
    )  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run((sqlite, str(database)), input="\n".join(commands).encode(), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM principals").fetchone() == (rows,)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _executemany(file: Path, database: Path) -> float:
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").split("\n")[1:-1]]
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
        begun = processor_time()
        connection.executemany(f"INSERT INTO principals ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.commit()
        return processor_time() - begun


def _fresh(database: Path) -> Path:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    return database


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.imdb", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a run of seconds that judges no aim")
    small: bool = parser.parse_args().small
    rows, times = (SMALL_ROWS, SMALL_ROUNDS) if small else (ROWS, ROUNDS)
    sqlite = shutil.which("sqlite3")
    name = "`.import`" if sqlite else "executemany"
    if sqlite is None:
        print("There is no sqlite3 tool here (on Debian: apt install sqlite3): compared with Python's executemany.\n")
    print(f"| {rows:,} rows | rows a second | credits kept a second | {name}, rows a second | ratio | memory |")
    print("|---|---|---|---|---|---|")
    missed = False
    for words, share in (("every row a part in a series", 1.0), ("the films' and the crew's too", 0.3)):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            files, packed = work / "plain", work / "packed"
            for place, is_packed in ((files, False), (packed, True)):
                place.mkdir()
                generate(place, rows, share, packed=is_packed)
            rounds = [
                (tool(sqlite, files / "title.principals.tsv", work, rows), ours(files, work), ours(packed, work))
                for _ in range(times)
            ]
        theirs = max(median(round_[0] for round_ in rounds), _SHORTEST)
        for form, place in (("", 1), (", packed", 2)):
            measured: list[Ours] = [round_[1] if place == 1 else round_[2] for round_ in rounds]
            seconds = max(median(run.seconds for run in measured), _SHORTEST)
            kept = measured[0].kept / seconds
            missed |= kept < AIM
            print(
                f"| {words}{form} | {rows / seconds:,.0f} | {kept:,.0f} | {rows / theirs:,.0f} "
                f"| {seconds / theirs:.2f} times | {max(one.megabytes for one in measured)} MB |",
                flush=True,
            )
    verdict = "not judged" if small else "missed" if missed else "met"
    print(f"\nProcessor time, the median of {times} in turns. The aim of {AIM:,} a second is {verdict}.")
    return 1 if missed and not small else 0


if __name__ == "__main__":
    sys.exit(main())
