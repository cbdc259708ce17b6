"""`python -m bot export` and `python -m bot import`."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import PACKS, casefile

SERVER = "1100000000000000001"
_NO_SERVERS = ("0", "-5", str(2**63), "99999999999999999999999")


async def test_what_is_exported_is_imported_without_a_change(tmp_path: Path) -> None:
    for form in ("toml", "csv", "json"):
        out = await casefile(tmp_path, "export", "--format", form, "-o", f"file.{form}")
        assert (out.code, out.out, out.err) == (0, "", ""), form
        ended = await casefile(tmp_path, "import", f"file.{form}", "--server", SERVER, "--yes")
        assert (ended.code, ended.err) == (0, "")
        assert "247 unchanged" in ended.out
        assert "There is nothing to change." in ended.out


async def test_a_file_is_taken_only_with_yes(tmp_path: Path) -> None:
    text = (PACKS / "jessica-jones.toml").read_text(encoding="utf-8")
    (tmp_path / "new.toml").write_text(text.replace("Trish Walker", "Patsy Walker"), encoding="utf-8")
    shown = await casefile(tmp_path, "import", "new.toml", "--server", SERVER)
    assert (shown.code, shown.err) == (0, "")
    assert "5 changed" in shown.out
    assert "Add --yes to take it." in shown.out
    with closing(sqlite3.connect(tmp_path / "casefile.db")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM head WHERE layer <> 0").fetchone() == (0,)
    taken = await casefile(tmp_path, "import", "new.toml", "--server", SERVER, "--yes")
    assert "Added 0 and changed 5 facts" in taken.out
    here = await casefile(tmp_path, "export", "--server", SERVER, "--show", "Jessica Jones")
    base = await casefile(tmp_path, "export")
    assert "Patsy Walker" in here.out
    assert 'name = "Patsy Walker"' not in base.out


@pytest.mark.parametrize(
    ("content", "words"),
    [("nonsense =", "has 1 fault, and nothing was taken from it"), (None, "can't be read"), ("", "fault")],
)
async def test_a_file_with_faults_ends_with_8(tmp_path: Path, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / "bad.toml").write_text(content, encoding="utf-8")
    ended = await casefile(tmp_path, "import", "bad.toml", "--server", SERVER, "--yes")
    assert ended.code == 8
    assert words in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "--show", "Nothing Such"), "Nothing Such"),
        (("export", "-o", "missing/file.toml"), "can't be written"),
        *((("import", "bad.toml", "--server", bad), "--server") for bad in _NO_SERVERS),
        *((("export", "--server", bad), "--server") for bad in _NO_SERVERS),
        (("import", "/dev/zero", "--server", SERVER), "/dev/zero is not a regular file"),
        (("import", "pipe.toml", "--server", SERVER), "pipe.toml is not a regular file"),
        (("import", "folder.toml", "--server", SERVER), "can't be read"),
    ],
)
async def test_what_cannot_be_done_ends_with_8(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "bad.toml").write_text("x", encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    ended = await casefile(tmp_path, *arguments)
    assert ended.code == 8
    assert words in ended.err
    assert "Traceback" not in ended.err
