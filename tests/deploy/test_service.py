"""The systemd unit, checked by systemd's own tools; they look at the file and start nothing."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.containerfile import DEPLOY

SERVICE = DEPLOY / "casefile.service"
MOST_EXPOSED = 15
"""Of 100; a unit without any restriction has 96."""
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="no systemd-analyze on this machine (Debian: apt-get install systemd)",
)


def options() -> dict[str, str]:
    """The service's options; of those that are given several times, the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(SERVICE, encoding="utf-8")
    return dict(parser["Service"])


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program and a document that exist on this machine."""
    text = SERVICE.read_text(encoding="utf-8")
    text = text.replace("/opt/casefile/.venv/bin/python", sys.executable).replace("/opt/casefile", str(tmp_path))
    path = tmp_path / SERVICE.name
    path.write_text(text, encoding="utf-8")
    return path


@needs_systemd
def test_systemd_takes_the_unit(unit: Path) -> None:
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    about = [line for line in checked.stderr.splitlines() if SERVICE.name in line]
    assert (checked.returncode, about) == (0, []), checked.stderr


@needs_systemd
def test_the_unit_may_do_little(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", unit]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Overall exposure level" in checked.stdout


def test_it_is_not_started_again_where_that_changes_nothing() -> None:
    from bot.errors import (
        BadSettings,
        DatabaseUnreachable,
        DatabaseUnusable,
        DiscordRefused,
        DiscordUnreachable,
        PackFaults,
    )

    final = {int(code) for code in options()["RestartPreventExitStatus"].split()}
    assert final == {error.exit_code for error in (BadSettings, DatabaseUnusable, PackFaults, DiscordRefused)}
    assert not final & {DatabaseUnreachable.exit_code, DiscordUnreachable.exit_code}


def test_it_starts_the_bot_in_its_folder_and_keeps_its_files_in_its_state() -> None:
    found = options()
    assert found["ExecStart"] == f"{found['WorkingDirectory']}/.venv/bin/python -m bot run"
    kept = dict(pair.split("=") for pair in found["Environment"].split())
    state = f"/var/lib/{found['StateDirectory']}"
    assert all(Path(kept[name]).parent == Path(state) for name in ("DATABASE", "IMDB_LIBRARY"))
