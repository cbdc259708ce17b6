"""What the command line prints is what a person reads on Discord, and nothing in it controls the terminal."""

import asyncio
import logging
import os
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.output import say, say_why
from bot.domain.text import quoted
from bot.errors import BadInput, BadSettings
from tests.cli.command import casefile, contents, environment
from tests.ui.strangers import HOSTILE


def test_an_error_is_printed_without_discords_formatting(capsys: pytest.CaptureFixture[str]) -> None:
    say_why(BadInput(f"{quoted('a_(b) @everyone https://x.example')} is wrong."))
    say_why(BadSettings(r"C:\_here\*.toml is missing."))
    written = capsys.readouterr()
    assert written.err == "“a_(b) @everyone https://x.example” is wrong.\nC:\\_here\\*.toml is missing.\n"
    assert written.out == ""


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_that_is_printed_controls_the_terminal(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(text)
    say_why(BadInput(f"{quoted(text, 2000)} is wrong."))
    written = capsys.readouterr()
    for sign in "\x00\x07\x1b\r\x85\u202e\u202c\u2066\u200f\ud800":
        assert sign not in written.out + written.err


async def test_a_files_name_is_printed_as_it_is(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "import", "csv", "a_(b)\x1b[31m.csv", "--show", "X")
    assert ended.err.splitlines()[-1].startswith("a_(b)[31m.csv can't be read: ")
    assert ended.code == BadInput.exit_code


def test_lines_of_the_log_control_nothing_either(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = root.handlers[:]
    root.handlers.clear()
    try:
        assert main(["packs", "schema"]) == 0
        logging.getLogger("x").warning("A title: %s", "\x1b[2Jgone")
    finally:
        root.handlers[:] = before
    assert "A title: �[2Jgone" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("doctor",), ("backup", "copies", "--keep", "1")])
async def test_a_command_to_which_nobody_listens_does_its_work(database: Path, command: tuple[str, ...]) -> None:
    """As of `python -m bot doctor | head`."""
    reading, writing = os.pipe()
    os.close(reading)
    backups = made(database.with_name("copies"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command,
        cwd=database.parent, env=environment({"DATABASE": str(database)}),
        stdout=writing, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    os.close(writing)
    _, complaint = await process.communicate()
    assert complaint == b""
    assert process.returncode == (2 if command == ("doctor",) else 0)
    assert len(contents(backups)) == (command[0] == "backup")


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder
