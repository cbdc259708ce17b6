"""Every tool of the tests runs: each of its small versions, as a program, from nothing. And how figures are judged."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench import crowd, large
from tests.bench.__main__ import BENCHMARKS
from tests.bench.figures import Figure, Report
from tests.bench.processor import peak_megabytes, processor_seconds
from tests.bench.statements import name_of
from tests.bench.stores import kept_store, rows_of
from tests.cli.command import ROOT, contents, run_module
from tests.loopback.world import Guild
from tests.patience import PATIENCE
from tests.reliability import __main__ as reliability

STARTED_BY_OTHER_TESTS = {
    "bare_bot.py",
    "probe_bot.py",
    "clocked_bot.py",
    "reaching_loopback.py",
    "polling.py",
    "starting.py",
    "writing.py",
    "first_names.py",
}
"""Programs that are no tools."""
PRINTED = {
    "tests.bench answers": (
        "| `/season`, no show chosen |",
        "| `/cast`, largest show |",
        "| not judged |",
        "Rows of the large store: 40 show,",
        "`names_beginning`",
    ),
    "tests.bench growth": ("| completion of `/news` |", "| content of a digest |", "10 servers.", "| not judged |"),
    "tests.bench overload": ("| deferred while idle | 0.00 answers |", "40 questions at once."),
    "tests.bench neighbours": ("| completion of `/fact edit` |", "60 roles."),
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
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__") for path in found]
    names.remove("tests.bench")
    names.remove("tests.engines.server")  # the Makefile's own question
    return names + [f"tests.bench {benchmark}" for benchmark in BENCHMARKS if benchmark != "engines"]


@pytest.mark.postgres
async def test_engines_are_compared(tmp_path: Path) -> None:
    ended = await run_module("tests.bench", tmp_path, "--small", "engines", seconds=300)
    assert ended.code == 0, ended
    assert "| slowest statement on PostgreSQL |" in ended.out
    assert "| not judged |" in ended.out


def test_the_tools_are_found() -> None:
    assert set(PRINTED) <= set(tools())
    assert {path.name for path in programs()} >= STARTED_BY_OTHER_TESTS
    assert Path(reliability.__file__) in programs()


@pytest.mark.parametrize("tool", tools())
async def test_a_tool_runs_from_nothing_and_judges_nothing(tool: str, tmp_path: Path) -> None:
    module, *arguments = tool.split()
    ended = await run_module(module, tmp_path, *arguments, "--small", seconds=3 * PATIENCE)
    assert ended.code == 0, ended
    assert "Traceback" not in ended.err
    assert len([line for line in ended.out.splitlines() if re.search(r"\d", line)]) > 1
    missing = [words for words in PRINTED.get(tool, ()) if words not in ended.out]
    assert missing == [], ended.out
    assert re.search(r"\b(met|missed)\b", ended.out) is None
    assert contents(tmp_path) == []


def test_the_large_store_is_as_casefile_would_have_written_it(loaded_database: Path, tmp_path: Path) -> None:
    made = tmp_path / "large.db"
    large.generate(loaded_database, made, large.SMALL)
    assert large.counts(made) | {"show": 40, "credit": 3_000} == large.counts(made)
    assert rows_of(made, "PRAGMA foreign_key_check") == []
    assert rows_of(made, "SELECT v.* FROM about_row v EXCEPT SELECT a.* FROM about a") == []
    assert rows_of(made, "SELECT a.* FROM about a EXCEPT SELECT v.* FROM about_row v") == []


def test_a_crowd_is_of_servers_that_have_the_same_apart_from_each_other(loaded_database: Path, tmp_path: Path) -> None:
    crowded, servers = tmp_path / "crowd.db", 5
    crowd.generate(loaded_database, crowded, servers)
    assert rows_of(crowded, "PRAGMA foreign_key_check") == []
    assert rows_of(crowded, "PRAGMA integrity_check") == [("ok",)]
    assert rows_of(crowded, "SELECT v.* FROM about_row v EXCEPT SELECT a.* FROM about a") == []
    guilds = [Guild.sample(number) for number in range(1, servers + 1)]
    for sql, each in (
        ("SELECT layer, COUNT(*) FROM head WHERE layer <> 0 GROUP BY layer", 5),
        ("SELECT guild_id, COUNT(*) FROM announcement WHERE kind = 'news' GROUP BY guild_id", 2),
        ("SELECT guild_id, COUNT(*) FROM announcement WHERE kind = 'digest' GROUP BY guild_id", 1),
        ("SELECT guild_id, COUNT(*) FROM delivery WHERE state = 'sent' GROUP BY guild_id", 1),
    ):
        assert rows_of(crowded, f"{sql} ORDER BY 1") == [(guild.id, each) for guild in guilds], sql
    assert rows_of(crowded, "SELECT channel_id FROM target GROUP BY channel_id ORDER BY channel_id") == [
        (guild.channels[0].id,) for guild in guilds
    ]
    posted = "SELECT occurrence FROM delivery d JOIN delivery_fact f ON f.delivery_id = d.id"
    assert rows_of(crowded, f"{posted} WHERE d.occurrence <> 'news:confirmed:' || f.fact_id") == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads another process's clock as Linux gives it")
def test_the_clock_of_a_process_counts_its_work_in_all_threads() -> None:
    busy = "import threading as t; done = t.Thread(target=sum, args=(range(9**7),)); done.start(); done.join(); input()"
    with subprocess.Popen((sys.executable, "-c", busy), stdin=subprocess.PIPE, text=True) as process:
        while processor_seconds(process.pid) < 0.05:
            assert process.poll() is None
        assert peak_megabytes(process.pid) > 1
        process.communicate("\n")


def test_a_statement_has_its_name() -> None:
    sql = (ROOT / "bot" / "store" / "sql" / "names.sql").read_text(encoding="utf-8")
    statement = sql.split("-- name: shows_beginning", 1)[1].split(")\n", 1)[1].split(";")[0]
    assert name_of(statement) == "shows_beginning"
    assert name_of("SELECT nothing") == "select nothing"


async def test_without_the_sqlite3_tool_the_import_is_compared_with_executemany(tmp_path: Path) -> None:
    ended = await run_module("tests.bench.imdb", tmp_path, "--small", PATH=str(tmp_path))
    assert ended.code == 0, ended
    assert "There is no sqlite3 tool here" in ended.out
    assert "| executemany, rows a second |" in ended.out


async def test_a_store_is_kept_until_the_schema_changes(loaded_database: Path, tmp_path: Path) -> None:
    shipped, folder = tmp_path / "shipped.db", tmp_path / "kept"
    shutil.copyfile(loaded_database, shipped)
    folder.mkdir()
    (folder / "large-1.db").write_text("made by older code", encoding="utf-8")
    (folder / "other-1.db").write_text("another store", encoding="utf-8")
    made: list[Path] = []

    async def store(size: object = large.SMALL) -> Path:
        def make(path: Path) -> None:
            made.append(path)
            large.generate(shipped, path, large.SMALL)

        return await kept_store(folder, "large", shipped, large, size, make)

    first = await store()
    assert contents(folder) == [first.name, "other-1.db"]
    assert await store() == first
    assert len(made) == 1
    with closing(sqlite3.connect(shipped)) as connection:
        connection.execute("ALTER TABLE show ADD COLUMN rating INTEGER")
    second = await store()
    assert contents(folder) == [second.name, "other-1.db"]
    assert len({first, second, await store(large.LARGE)}) == 3


@pytest.mark.parametrize(
    ("measured", "verdict"), [(1.6, "met"), (1.7, "aim missed"), (2.1, "aim missed"), (2.2, "must missed")]
)
def test_a_figure_is_judged_by_what_it_must_and_should_be(
    measured: float, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = Figure("`/cast`", measured, must=2.1, aim=1.6)
    assert figure.verdict == verdict
    assert Report([figure, Figure("only shown", 9.0)]).show(judged=True) == (verdict == "must missed")
    assert f"| 2.10 times | 1.60 times | {verdict} |" in capsys.readouterr().out
    assert Report([figure]).show(judged=False) == 0
    assert verdict not in capsys.readouterr().out
