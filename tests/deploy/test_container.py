"""The container's files: linted, their parts checked, and what is in the image run without an engine."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from bot.settings import Settings
from tests.conftest import ROOT
from tests.deploy.containerfile import CONTAINERFILE, DEPLOY, lay_out, read
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.patience import PATIENCE

COMPOSED = sorted(DEPLOY.glob("compose.*.yml"))
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_PYTHON = {"PATH", "PYTHONUNBUFFERED"}
BUILDS = re.compile(r"\b(gcc|g\+\+|make|build-essential|apt-get|apk|pip install)\b")
HADOLINT = Path(sys.executable).with_name("hadolint")


def composed(path: Path) -> dict[str, Any]:
    return cast(Any, yaml).safe_load(path.read_text(encoding="utf-8"))


def test_hadolint_finds_nothing() -> None:
    found = subprocess.run([HADOLINT, CONTAINERFILE], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, ""), found.stdout + found.stderr


@pytest.mark.parametrize("number", range(2))
def test_every_command_of_the_build_is_a_shell_s(number: int) -> None:
    commands = read()[number].all("RUN")
    assert commands
    for command in commands:
        checked = subprocess.run(["bash", "-n"], input=command, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


def test_the_result_has_no_root_no_build_tools_and_one_place_to_write() -> None:
    packages, result = read()
    assert result.only("USER").split(":") == ["10001", "10001"]
    assert not BUILDS.search(" ".join(result.all("RUN")))
    assert "--require-hashes" in " ".join(packages.all("RUN"))
    assert "pip uninstall --yes" in " ".join(result.all("RUN"))
    state = result.only("VOLUME")
    assert result.environment.keys() - OF_PYTHON <= SETTINGS
    assert all(result.environment[name].startswith(f"{state}/") for name in ("DATABASE", "IMDB_LIBRARY"))


def test_what_is_copied_is_there_and_the_engine_is_given_it() -> None:
    packages, result = read()
    ignore = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignore[0] == "**"
    given = [line[1:] for line in ignore if line.startswith("!")]
    for sources, _ in (*packages.copies(LOCK="requirements.lock"), *result.copies()):
        for source in sources:
            assert (ROOT / source).exists(), source
            assert any(Path(source).match(pattern) for pattern in given), source


async def test_what_is_in_the_image_runs_writes_only_to_its_volume_and_is_found_alive(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    """A folder stands in for the image: the files that it has, its variables and its commands, at other places."""
    root, result = tmp_path / "image", read()[-1]
    lay_out(result, root)
    state = root / result.only("VOLUME").lstrip("/")
    state.mkdir(parents=True)
    before = _files(root)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {
        name: str(root / value.lstrip("/")) if value.startswith("/") else value
        for name, value in result.environment.items()
        if name != "PATH"
    }
    env |= {"METRICS_PORT": str(port), "PYTHONDONTWRITEBYTECODE": "1"}
    argv = [*_here(result.command("ENTRYPOINT")), *result.command("CMD")]
    place = root / result.only("WORKDIR").lstrip("/")
    bot = BotProcess(discord, tmp_path / "bot.log", argv=argv, env=env, cwd=place)
    alive = _here(result.command("HEALTHCHECK"))
    async with bot:
        answer = await discord.slash("cast", {"who": "Trish"})
        assert answer.embeds[0]["title"] == "Rachael Taylor plays Trish Walker"
        assert await _exit_of(alive, bot.env, place) == 0
        assert await _exit_of([*alive, "--ready"], bot.env, place) == 0
    assert bot.returncode == 0
    assert await _exit_of(alive, bot.env, place) == 1
    written = _files(root) - before
    assert written
    assert {path for path in written if not path.is_relative_to(state)} == set()


def _here(command: list[str]) -> list[str]:
    """A command of the image with this machine's Python."""
    assert command[0] == "python"
    return [sys.executable, *command[1:]]


def _files(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


async def _exit_of(command: list[str], env: dict[str, str], place: Path) -> int:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=place, env=env, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    async with asyncio.timeout(PATIENCE):
        return await process.wait()


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_a_composed_bot_can_t_write_outside_its_volume_nor_gain_rights(path: Path) -> None:
    result = read()[-1]
    services = composed(path)["services"]
    bot = services["casefile"]
    assert (path.parent / bot["build"]["context"]).resolve() == ROOT
    assert ROOT / bot["build"]["dockerfile"] == CONTAINERFILE
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert bot["volumes"] == [f"casefile:{result.only('VOLUME')}"]
    assert set(bot["environment"]) <= SETTINGS
    assert (path.parent / bot["env_file"]).resolve() == ROOT / ".env"
    assert bot["environment"]["METRICS_PORT"] == result.environment["METRICS_PORT"]
    assert not any("ports" in service for service in services.values())
    assert {volume.split(":")[0] for service in services.values() for volume in service["volumes"]} == set(
        composed(path)["volumes"]
    )


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_settings_of_this_machine_don_t_reach_a_composed_bot(path: Path) -> None:
    """A copy of .env.example names files of the machine, which the container does not have."""
    paths = {name.upper() for name, field in Settings.model_fields.items() if isinstance(field.default, Path)}
    assert paths - {"DEMO_DATABASE"} <= set(composed(path)["services"]["casefile"]["environment"])


def has_compose() -> bool:
    """Whether this machine has Docker's own reader of compose files. It needs no engine."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    return subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(
    not has_compose(), reason="no docker compose on this machine: its own check of the files is left out"
)
@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_docker_takes_the_compose_files(path: Path, tmp_path: Path) -> None:
    copied, settings = tmp_path / "docs" / "deploy", tmp_path / ".env"
    copied.mkdir(parents=True)
    shutil.copy(path, copied)
    settings.write_text("DISCORD_TOKEN=\nPOSTGRES_PASSWORD=made-up\n", encoding="utf-8")
    command = ["docker", "compose", "--env-file", settings, "--file", copied / path.name, "config", "--quiet"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
