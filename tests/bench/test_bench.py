"""Every tool of the tests runs: each of its small versions, as a program, from nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench import generate
from tests.bench.__main__ import large_store
from tests.cli.command import ROOT, contents, run_module
from tests.reliability import __main__ as reliability

STARTED_BY_OTHER_TESTS = {"bare_bot.py", "probe_bot.py", "clocked_bot.py", "reaching_loopback.py", "polling.py"}
"""Programs that are no tools."""
PRINTED = {
    "tests.bench": ("| Casefile, large store, largest show |", "| not judged |", "Rows of the large store: 40 show,"),
    "tests.bench.imdb": ("| 2,000 rows |", "| every row a part in a series, packed |", "is not judged."),
    "tests.language.headlines": ("Items about the show", "Items of the same story", "<- chosen"),
}
"""What some of them print."""


def programs() -> list[Path]:
    """All modules of the tests that run by themselves."""
    paths = sorted((ROOT / "tests").rglob("*.py"))
    return [path for path in paths if re.search(r"^if __name__ == ", path.read_text(encoding="utf-8"), re.MULTILINE)]


def tools() -> list[str]:
    """Those of them that somebody runs, but for tests.reliability, whose runs have a test each."""
    others = {Path(reliability.__file__)}
    found = [path for path in programs() if path.name not in STARTED_BY_OTHER_TESTS and path not in others]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in found]
    return [name.removesuffix(".__main__") for name in names]


def test_the_tools_are_found() -> None:
    assert set(PRINTED) <= set(tools())
    assert {path.name for path in programs()} >= STARTED_BY_OTHER_TESTS
    assert Path(reliability.__file__) in programs()


@pytest.mark.parametrize("tool", tools())
async def test_a_tool_runs_from_nothing_and_judges_nothing(tool: str, tmp_path: Path) -> None:
    ended = await run_module(tool, tmp_path, "--small")
    assert ended.code == 0, ended
    assert "Traceback" not in ended.err
    assert len([line for line in ended.out.splitlines() if re.search(r"\d", line)]) > 1
    missing = [words for words in PRINTED.get(tool, ()) if words not in ended.out]
    assert missing == [], ended.out
    assert re.search(r"\b(met|missed)\b", ended.out) is None
    assert contents(tmp_path) == []


async def test_without_the_sqlite3_tool_the_import_is_compared_with_executemany(tmp_path: Path) -> None:
    ended = await run_module("tests.bench.imdb", tmp_path, "--small", PATH=str(tmp_path))
    assert ended.code == 0, ended
    assert "There is no sqlite3 tool here" in ended.out
    assert "| executemany, rows a second |" in ended.out


def test_a_large_store_is_kept_until_the_schema_changes(loaded_database: Path, tmp_path: Path) -> None:
    shipped, folder = tmp_path / "shipped.db", tmp_path / "kept"
    shutil.copyfile(loaded_database, shipped)
    folder.mkdir()
    (folder / "large-1.db").write_text("made by older code", encoding="utf-8")
    first = large_store(shipped, folder, generate.SMALL)
    assert contents(folder) == [first.name]
    made = first.stat().st_mtime_ns
    assert large_store(shipped, folder, generate.SMALL) == first
    assert first.stat().st_mtime_ns == made
    with closing(sqlite3.connect(shipped)) as connection:
        connection.execute("ALTER TABLE show ADD COLUMN rating INTEGER")
    second = large_store(shipped, folder, generate.SMALL)
    assert contents(folder) == [second.name]
    assert second != first


def test_the_name_of_a_kept_store_depends_on_its_size(loaded_database: Path, tmp_path: Path) -> None:
    sizes = (generate.SMALL, generate.LARGE)
    assert len({generate.kept(loaded_database, tmp_path, size) for size in sizes}) == 2
