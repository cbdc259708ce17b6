"""`python -m bot import imdb`."""

from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command import Ended, casefile, environment
from tests.packs.imdb.rows import FILES, SHOW, content_of, write_file, write_folder
from tests.patience import PATIENCE, TRIES

PARTS = 120_000
EPISODES = PARTS // 10


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A series with so many parts that reading them can be interrupted."""
    episodes = [f"tt{5_000_000 + number}" for number in range(EPISODES)]
    files = {
        **FILES,
        "title.episode": [(episode, SHOW, "1", str(number)) for number, episode in enumerate(episodes)],
        "title.basics": [
            FILES["title.basics"][0],
            *((episode, "tvEpisode", "x", "x", "0", "2001", "", "", "") for episode in episodes),
        ],
        "title.principals": [
            (episode, str(place), f"nm{number % 5000:07}", "actor", "", '["Somebody With A Name"]')
            for number, episode in enumerate(episodes)
            for place in range(10)
        ],
        "name.basics": [(f"nm{number:07}", f"Name {number}", "", "", "", "") for number in range(5000)],
    }
    return write_folder(tmp_path_factory.mktemp("many"), files)


@dataclass(frozen=True)
class Undisturbed:
    """An import that nothing interrupted, and the most memory that it took, in kilobytes."""

    library: Path
    most_memory: int


_MEASURED = """
from bot.__main__ import main
from tests.bench.imdb import most_memory
main()
print(most_memory())
"""


def _measured(folder: Path, files: Path) -> Undisturbed:
    command = (sys.executable, "-c", _MEASURED, "import", "imdb", str(files))
    out = subprocess.run(
        command, cwd=folder, env=environment(), check=True, capture_output=True, timeout=PATIENCE
    ).stdout
    return Undisturbed(folder / "imdb.db", int(out.split()[-1]))


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """The same files, read from beginning to end."""
    return _measured(tmp_path_factory.mktemp("undisturbed"), many)


def _parts(library: Path) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(library)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute(
            "SELECT (SELECT COUNT(*) FROM credit), (SELECT SUM(title * place + person) FROM credit), "
            "(SELECT COUNT(*) FROM episode), (SELECT COUNT(*) FROM person)"
        ).fetchall()


async def _interrupted(folder: Path, files: Path, signum: int) -> Ended:
    """An import that gets a signal in the middle of the parts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "import", "imdb", str(files),
        cwd=folder, env=environment(), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            while not _begun(folder / "imdb.db") and process.returncode is None:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        if process.returncode is None:
            process.send_signal(signum)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


def _begun(library: Path) -> bool:
    if not library.exists():
        return False
    with closing(sqlite3.connect(library)) as connection:
        try:
            [(begun,)] = connection.execute(
                "SELECT COUNT(*) FROM mark WHERE file = 'title.principals' AND position > 0 AND done = 0"
            )
        except sqlite3.OperationalError:
            return False  # it is just being made
    return begun > 0


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGINT], ids=lambda signum: signum.name)
async def test_interrupted_in_the_middle_it_continues_to_the_same_library(
    tmp_path: Path, many: Path, undisturbed: Undisturbed, signum: signal.Signals
) -> None:
    for number in range(TRIES):  # on a busy machine it may have ended before it gets the signal
        folder = tmp_path / str(number)
        folder.mkdir()
        ended = await _interrupted(folder, many, signum)
        [(parts, *_)] = _parts(folder / "imdb.db")
        if parts < PARTS:
            break
        assert ended.code == 0
    else:
        pytest.fail("it ended each time before it got the signal")
    assert parts > 0
    if signum == signal.SIGINT:
        assert ended.code == 130
        assert ended.err.splitlines()[-1].startswith("Stopped at line ")
        assert "run the same command to continue." in ended.err
        read = re.search(r"title\.episode\.tsv: 100%, ([\d,]+) rows, ([\d,]+) a second", ended.err)
        assert read is not None
        rows, rate = (int(number.replace(",", "")) for number in read.groups())
        assert rate < rows * 1000  # a block is read in more than a thousandth of a second
    again = await casefile(folder, "import", "imdb", str(many))
    assert again.code == 0, again.err
    assert "title.episode" not in again.err
    assert _parts(folder / "imdb.db") == _parts(undisturbed.library)


def test_memory_does_not_grow_with_the_files(tmp_path: Path, undisturbed: Undisturbed) -> None:
    few = _measured(tmp_path, write_folder(tmp_path / "few"))
    assert _parts(undisturbed.library)[0][0] == PARTS
    assert undisturbed.most_memory - few.most_memory < 60 * 1024


async def test_a_show_is_taken_and_the_second_time_nothing_changes(tmp_path: Path) -> None:
    write_folder(tmp_path / "files", packed=True)
    first = await casefile(tmp_path, "import", "imdb", "files", "--title", SHOW)
    assert (first.code, first.out.splitlines()[0]) == (0, "Harbour Lights: 3 episodes, 13 facts, 5 people."), first.err
    assert "  Left out: episodes whose season or number is unknown (1)." in first.out
    assert "Added 13, changed 0 and retired 0 facts." in first.out
    assert "IMDb (https://www.imdb.com)" in first.out
    again = await casefile(tmp_path, "import", "imdb", "files", "--title", SHOW)
    assert "Nothing changed." in again.out
    exported = await casefile(tmp_path, "export", "--show", "Harbour Lights")
    assert 'name = "Inspector Vale"' in exported.out
    write_file(tmp_path / "files", "title.crew", content_of("title.crew", []))
    (tmp_path / "files" / "title.crew.tsv.gz").unlink()
    less = await casefile(tmp_path, "import", "imdb", "files", "--title", SHOW)
    assert "Added 0, changed 0 and retired 3 facts." in less.out


async def test_everything_is_read_once_and_a_show_comes_from_the_library(tmp_path: Path) -> None:
    write_folder(tmp_path / "files")
    first = await casefile(tmp_path, "import", "imdb", "files")
    words = "The library imdb.db has 2 shows, 6 episodes, 14 parts and 5 people."
    assert (first.code, first.out.startswith(words)) == (0, True), first
    assert "title.principals.tsv: 100%, 16 rows" in first.err
    again = await casefile(tmp_path, "import", "imdb", "files")
    assert again.out.startswith("These files are already in the library: nothing changed.\n")
    show = await casefile(tmp_path, "import", "imdb", "files", "--title", f"https://www.imdb.com/title/{SHOW}/")
    assert (show.code, "principals" in show.err) == (0, False), show


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "nowhere is not a folder."),
        (("empty",), "title.episode.tsv.gz, title.basics.tsv.gz"),
        (
            ("files", "--title", "Harbour Lights"),
            "--title takes an id such as tt0000001, and Harbour Lights is not one.",
        ),
        (("files", "--title", "tt2000001"), "tt2000001 is not a series in these files."),
    ],
)
async def test_what_cannot_be_done_is_reported_before_anything_is_kept(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    write_folder(tmp_path / "files")
    (tmp_path / "empty").mkdir()
    ended = await casefile(tmp_path, "import", "imdb", *arguments)
    assert (ended.code, ended.out) == (8, "")
    assert words in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "casefile.db").exists()
