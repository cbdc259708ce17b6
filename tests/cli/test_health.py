"""`python -m bot health` when there is nobody to ask; with a running bot it is tested beside the container."""

import socket
from pathlib import Path

from tests.cli.command import casefile, refused


async def test_without_a_port_there_is_nothing_to_ask(tmp_path: Path) -> None:
    refused(await casefile(tmp_path, "health"), 2, "METRICS_PORT names no port")


async def test_a_bot_that_does_not_run_is_not_alive(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    ended = await casefile(tmp_path, "health", METRICS_PORT=port, METRICS_HOST="0.0.0.0")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"The bot does not answer at 127.0.0.1, port {port}: Connection refused.\n"


async def test_a_host_that_can_be_none(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "health", METRICS_PORT="9464", METRICS_HOST="..none")
    assert (ended.code, ended.out) == (1, "")
    assert "The bot does not answer at ..none" in ended.err
    assert "Traceback" not in ended.err
