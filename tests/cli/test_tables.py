"""`python -m bot import csv`: tables with any columns."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.cli.command import casefile, environment
from tests.patience import PATIENCE

SERVER = "1100000000000000001"
EPISODES = """Staffel;Folge;Titel;Regie;Erstausstrahlung
1;1;Überfahrt;Ada Moreau, Bo Lind;31.12.2018
1;2;Nebel;James Whitmore, Jr.;07.01.2019
"""
ROWS = 1200


def write(folder: Path, text: str = EPISODES) -> Path:
    path = folder / "episodes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def heads(database: Path, show: str) -> int:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(
            "SELECT COUNT(*) FROM head JOIN fact ON fact.id = fact_id JOIN show ON show.id = fact.show_id "
            "WHERE show.key = ?", (show,)
        ).fetchone()[0]  # fmt: skip


async def test_a_table_is_shown_first_and_taken_only_with_yes(tmp_path: Path, database: Path) -> None:
    write(tmp_path)
    words = ("import", "csv", "episodes.csv", "--show", "Night Ferry", "--source", "Fan list")
    shown = await casefile(tmp_path, *words, DATABASE=str(database))
    assert (shown.code, shown.err) == (0, "")
    for expected in ("Regie", "director", "Ada Moreau · Bo Lind", "One row is an episode.", "4 facts", "2 episodes"):
        assert expected in shown.out
    assert "Nothing was changed. Add --yes to take it." in shown.out
    assert heads(database, "night-ferry") == 0
    taken = await casefile(tmp_path, *words, "--yes", DATABASE=str(database))
    assert "Added 4 and changed 0 facts" in taken.out
    assert heads(database, "night-ferry") == 4


async def test_a_table_goes_into_one_server(tmp_path: Path, database: Path) -> None:
    write(tmp_path)
    words = ("import", "csv", "episodes.csv", "--show", "Jessica Jones", "--source", "Fan list", "--map", "aired=")
    refused = await casefile(tmp_path, *words, "--yes", DATABASE=str(database))
    assert refused.code == 8
    assert "--server ID" in refused.err
    shown = await casefile(tmp_path, *words, "--server", SERVER, DATABASE=str(database))
    assert "2 new" in shown.out
    assert "Add --yes to take it." in shown.out
    taken = await casefile(tmp_path, *words, "--server", SERVER, "--yes", DATABASE=str(database))
    assert "Added 2 and changed 0 facts" in taken.out


async def test_a_faulty_table_is_reported_by_line_and_nothing_is_taken(tmp_path: Path, database: Path) -> None:
    write(tmp_path, EPISODES + "x;3;Sturm;=1+1;08.01.2019\n1;4;Ebbe;Ada;32.01.2019\n")
    words = ("import", "csv", "episodes.csv", "--show", "Night Ferry", "--source", "Fan list", "--yes")
    ended = await casefile(tmp_path, *words, DATABASE=str(database))
    assert ended.code == 8
    assert "Traceback" not in ended.err
    assert "line 4, Regie: contains a formula" in ended.err
    assert "line 5, Erstausstrahlung: 32.01.2019 is not a day" in ended.err
    assert heads(database, "night-ferry") == 0


@contextlib.asynccontextmanager
async def importing(file: Path, database: Path) -> AsyncGenerator[asyncio.subprocess.Process]:
    """An import for all servers under way, to be killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "import", "csv", str(file),
        "--show", "Night Ferry", "--source", "Fan list", "--yes",
        cwd=file.parent,
        env=environment({"DATABASE": str(database), "PYTHONUNBUFFERED": "1"}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


@pytest.mark.parametrize("milliseconds", [0, 150])
async def test_killed_in_the_middle_the_store_is_whole_and_starting_again_finishes(
    tmp_path: Path, database: Path, milliseconds: int
) -> None:
    names = ["".join(chr(ord("A") + int(digit)) for digit in str(row)) for row in range(ROWS)]
    rows = "".join(f"{1 + row // 100};{1 + row % 100};Part {row};Ann {names[row]};\n" for row in range(ROWS))
    file = write(tmp_path, EPISODES.split("\n", 1)[0] + "\n" + rows)
    async with importing(file, database) as process:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while not (await process.stdout.readline()).startswith(b"About Night Ferry"):
                assert not process.stdout.at_eof()
        await asyncio.sleep(milliseconds / 1000)
    assert heads(database, "night-ferry") in (0, ROWS)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    words = ("import", "csv", str(file), "--show", "Night Ferry", "--source", "Fan list", "--yes")
    ended = await casefile(tmp_path, *words, DATABASE=str(database))
    assert (ended.code, ended.err) == (0, "")
    assert heads(database, "night-ferry") == ROWS


RUNNING = """No.,Season,Title,Directed by
1,1,Crossing,Ada Moreau
2,1,Fog,Bo Lind
3,2,Lanterns,Ada Moreau
"""


async def test_what_looks_wrong_is_taken_only_if_a_person_says_that_it_is_right(tmp_path: Path, database: Path) -> None:
    write(tmp_path, RUNNING)
    words = ("import", "csv", "episodes.csv", "--show", "Night Ferry", "--source", "Fan list")
    shown = await casefile(tmp_path, *words, DATABASE=str(database))
    assert shown.code == 0
    assert "Directors: 2. Most often Ada Moreau (2), Bo Lind (1)." in shown.out
    assert "This looks wrong" in shown.out
    assert "needs --accept-warnings" in shown.out
    refused = await casefile(tmp_path, *words, "--yes", DATABASE=str(database))
    assert refused.code == 8
    assert "Nothing was changed, because of what looks wrong above." in refused.err
    assert heads(database, "night-ferry") == 0
    mapped = await casefile(tmp_path, *words, "--yes", "--map", "overall=No.", DATABASE=str(database))
    assert (mapped.code, mapped.err) == (0, "")
    assert heads(database, "night-ferry") == 3
    accepted = await casefile(tmp_path, *words, "--yes", "--accept-warnings", DATABASE=str(database))
    assert "Added 0 and changed 0 facts" in accepted.out


async def test_a_further_part_keeps_what_the_first_one_made(tmp_path: Path, database: Path) -> None:
    header = "Season,Episode,Title,Director,Cast\n"
    write(tmp_path, header + "1,1,Crossing,Ada Moreau,Hal Moss (The Pilot)\n1,2,Fog,Bo Lind,Hal Moss (The Pilot)\n")
    (tmp_path / "more.csv").write_text(header + "1,3,Ebb,Ada Moreau,Hal Moss (The Pilot)\n1,4,Flow,Bo Lind,\n")
    words = ("--show", "Night Ferry", "--source", "Fan list", "--yes")
    await casefile(tmp_path, "import", "csv", "episodes.csv", *words, DATABASE=str(database))
    replacing = await casefile(tmp_path, "import", "csv", "more.csv", *words, DATABASE=str(database))
    assert replacing.code == 8
    assert "would be retired. If it is a further part, add --add." in replacing.out
    added = await casefile(tmp_path, "import", "csv", "more.csv", *words, "--add", DATABASE=str(database))
    assert "Added 2 and changed 1 facts; 0 are no longer in the table." in added.out
    for part in ("more.csv", "episodes.csv"):
        again = await casefile(tmp_path, "import", "csv", part, *words, "--add", DATABASE=str(database))
        assert "Added 0 and changed 0 facts; 0 are no longer in the table." in again.out
    exported = await casefile(tmp_path, "export", "--show", "Night Ferry", "--format", "csv", DATABASE=str(database))
    assert "S01E01; S01E02; S01E03" in exported.out


async def test_rows_with_faults_may_be_left_out(tmp_path: Path, database: Path) -> None:
    write(tmp_path, EPISODES + f"1;3;Sturm;{'B' * 312};08.01.2019\n1;4;Ebbe;Ada Moreau;32.01.2019\n")
    words = ("import", "csv", "episodes.csv", "--show", "Night Ferry", "--source", "Fan list")
    refused = await casefile(tmp_path, *words, DATABASE=str(database))
    assert refused.code == 8
    assert "line 4, Regie: has a name of 312 characters; at most 200" in refused.err
    assert "leave them out with --skip-bad" in refused.err
    shown = await casefile(tmp_path, *words, "--skip-bad", DATABASE=str(database))
    assert shown.code == 0
    assert "2 rows can't be read and would be left out:" in shown.out
    assert "line 5, Erstausstrahlung: 32.01.2019 is not a day" in shown.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "--show", "Nope"), 'No show called “Nope” is on record. Name one that is: --show "Jessica Jones".'),
        (("export", "--show", "Jesica Jones"), 'Name one that is: --show "Jessica Jones".'),
        (("import", "csv", "episodes.csv", "--show", "Grey", "--source", "x"), "Night Ferry (2), Day Ferry (1)"),
        (("import", "csv", "episodes.json", "--show", "Grey", "--source", "x"), "is JSON, not CSV"),
        (("import", "csv", "episodes.csv", "--show", "X", "--source", "x", "--season", "-1"), "--season takes"),
    ],
)
async def test_what_cannot_be_done_is_said_in_words_of_the_command_line(
    tmp_path: Path, database: Path, arguments: tuple[str, ...], words: str
) -> None:
    write(tmp_path, "Show,Season,Episode,Title\nNight Ferry,1,1,Fog\nNight Ferry,1,2,Ebb\nDay Ferry,1,1,Sunrise\n")
    (tmp_path / "episodes.json").write_text('[{"season": 1}]')
    ended = await casefile(tmp_path, *arguments, DATABASE=str(database))
    assert ended.code == 8
    assert words in ended.err
    assert "/setup" not in ended.err
    assert "Traceback" not in ended.err
