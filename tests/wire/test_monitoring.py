"""The pages for monitoring systems of a bot that runs as its own process."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import aiohttp
import psutil
from prometheus_client.metrics_core import Metric
from prometheus_client.openmetrics import parser as openmetrics

from bot import __version__
from bot.monitoring.server import CONNECTION_LASTS
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.loopback.world import Json
from tests.monitoring.watched import OF_PROCESS, Scrape, address, page, scrape, watched
from tests.patience import PATIENCE
from tests.wire.test_casefile import answers_to_mentions, button, casefile, until

FIRST = "casefile_first_response_seconds"
UNITS = ("_seconds", "_bytes", "_info", "_total")
COUNTED = {
    "casefile_servers", "casefile_shard_connected", "casefile_store_up", "casefile_feeds", "casefile_feeds_failing",
    "casefile_deliveries_due",
}  # fmt: skip
"""Gauges that count things, which have no unit."""


async def scrape_after_a_look_at_the_loop(bot: BotProcess) -> Scrape:
    """The first look comes when half a second has passed."""
    async with asyncio.timeout(PATIENCE):
        while True:
            seen = await scrape(bot)
            if seen.value("casefile_event_loop_delay_seconds_count") > 0:
                return seen
            await asyncio.sleep(0.05)


async def test_a_scrape_has_what_was_done_and_how_things_are(discord: LoopbackDiscord, database: Path) -> None:
    async with watched(discord, database) as bot:
        answer = await discord.slash("cast", {"who": "Trish"})
        await discord.slash("cast", {"who": "Trish"})
        await discord.press(answer, button(answer, "Sources"))
        await discord.autocomplete("cast", "who", "Tri")
        await discord.slash("feed list", member=discord.guilds[0].fan)
        await discord.say(f"<@{discord.state.application.id}> who plays Trish?")
        await until(lambda: bool(answers_to_mentions(discord)))
        seen = await scrape_after_a_look_at_the_loop(bot)
    assert seen.value(f"{FIRST}_count", form="command", command="cast") == 2
    assert seen.value(f"{FIRST}_bucket", form="command", command="cast", le="+Inf") == 2
    assert 0 < seen.value(f"{FIRST}_sum", form="command", command="cast") < 2 * PATIENCE
    assert seen.value(f"{FIRST}_count", form="completion", command="cast") == 1
    assert seen.value(f"{FIRST}_count", form="button", command="") == 1
    assert seen.value(f"{FIRST}_count", form="mention", command="") == 1
    assert seen.value("casefile_errors_total", kind="refused") == 1
    assert seen.value("casefile_errors_total", kind="unforeseen") == 0
    assert seen.value("casefile_build_info", version=__version__) == 1
    assert seen.value("casefile_servers") == len(discord.guilds)
    assert seen.value("casefile_store_up") == 1
    assert seen.value("casefile_shard_connected", shard="0") == 1
    assert seen.value("casefile_deliveries_due") == 0
    assert seen.value("casefile_oldest_due_delivery_age_seconds") == 0
    assert seen.value("casefile_database_size_bytes") > 100_000
    assert seen.value("casefile_cache_lookups_total", cache="facts", result="hit") > 0
    assert seen.value("process_resident_memory_bytes") > 0
    check_names_and_labels(seen, discord)


def check_names_and_labels(seen: Scrape, discord: LoopbackDiscord) -> None:
    """The names keep to Prometheus' conventions, and no label tells who somebody is."""
    own = {name: kind for name, kind in seen.types.items() if not name.startswith(OF_PROCESS)}
    for name, kind in own.items():
        assert re.fullmatch(r"casefile(_[a-z]+)+", name), name
        if kind == "counter":
            assert f"{name}_total" in seen.names
        elif not name.endswith("_created"):
            assert name.endswith(UNITS) or name in COUNTED, name
    commands = {" ".join(path) for command in discord.commands() for path in _paths(command)}
    labels = {label for name, labels in seen.samples if name.startswith("casefile_") for label in labels}
    values = {value for label, value in labels if label in ("form", "kind", "loop", "cache", "result", "outcome")}
    assert {label for label, _ in labels} == {
        "form", "command", "kind", "loop", "cache", "result", "outcome", "shard", "version", "le"
    }  # fmt: skip
    assert {value for label, value in labels if label == "command"} - {""} <= commands
    assert all(re.fullmatch(r"[a-z_]+", value) for value in values)


def _paths(command: Json, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    here = (*before, str(command["name"]))
    options: list[Json] = command.get("options") or []
    below = [path for option in options if option["type"] in (1, 2) for path in _paths(option, here)]
    return below or [here]


async def test_who_asks_for_openmetrics_gets_it(discord: LoopbackDiscord, database: Path) -> None:
    accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
    async with (
        watched(discord, database) as bot,
        aiohttp.ClientSession(headers=accept) as session,
        session.get(f"{address(bot)}/metrics") as answer,
    ):
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
        found: Iterable[Metric] = cast(Any, openmetrics).text_string_to_metric_families(await answer.text())
        families = {family.name for family in found}
    assert {"casefile_store_up", "casefile_deliveries"} <= families


async def test_it_is_ready_once_it_is_connected(discord: LoopbackDiscord, database: Path) -> None:
    async with watched(discord, database) as bot:
        assert await page(bot, "/live") == (200, "The bot is alive.\n")
        async with asyncio.timeout(PATIENCE):
            while (await page(bot, "/ready"))[0] != 200:
                await discord.slash("about")
        assert (await page(bot, "/"))[0] == 404


async def test_it_is_not_ready_as_long_as_discord_is_not_reached(discord: LoopbackDiscord, database: Path) -> None:
    discord.refuse("GET", "/users/@me", status=429, retry_after=50.0, times=1000)
    bot = watched(discord, database)
    bot = type(bot)(discord, bot.log, env=bot.env, cwd=database.parent, wait=False)
    async with bot:
        await until(lambda: "Metrics are at" in bot.output)
        assert (await page(bot, "/live"))[0] == 200
        status, words = await page(bot, "/ready")
        assert (status, words) == (503, "Not connected to Discord within the last two minutes: shard 0.\n")
        seen = await scrape(bot)
        assert seen.value("casefile_shard_connected", shard="0") == 0
        assert seen.labels("casefile_shard_latency_seconds") == set()


async def test_without_a_port_there_are_no_pages_and_the_library_is_not_loaded(
    discord: LoopbackDiscord, database: Path
) -> None:
    async with casefile(discord, database) as bot:
        await discord.slash("cast", {"who": "Trish"})
        assert "Metrics are at" not in bot.output
        assert [
            found for found in psutil.Process(bot.pid).net_connections() if found.status == psutil.CONN_LISTEN
        ] == []


async def test_a_port_that_is_taken_is_said_in_words(discord: LoopbackDiscord, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = watched(discord, database, METRICS_PORT=str(port))
        bot = type(bot)(discord, bot.log, env=bot.env, cwd=database.parent, wait=False)
        async with bot:
            assert await bot.wait_ended() == 7
    assert f"Port {port} on this machine is in use" in bot.output
    assert "METRICS_PORT" in bot.output
    assert "Traceback" not in bot.output


async def test_a_host_that_is_not_this_machine_s_is_said_in_words(discord: LoopbackDiscord, database: Path) -> None:
    bot = watched(discord, database, METRICS_HOST="192.0.2.1")
    bot = type(bot)(discord, bot.log, env=bot.env, cwd=database.parent, wait=False)
    async with bot:
        assert await bot.wait_ended() == 2
    assert "METRICS_HOST is 192.0.2.1, which is not an address of this machine." in bot.output


async def test_at_an_ipv6_address_its_own_address_can_be_opened(discord: LoopbackDiscord, database: Path) -> None:
    async with watched(discord, database, METRICS_HOST="::1") as bot:
        assert address(bot).startswith("http://[::1]:")
        assert (await page(bot, "/live"))[0] == 200


UNREADABLE = (
    b"GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: application/openmetrics-text; version=new\r\n\r\n",
    b"GET /live HTTP/1.1\r\nHost: x\r\n" + b"Name: value\r\n" * 10_000 + b"\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00 what a browser says that expects https",
    b"GET /live HTTP/9.9.9\r\nHost x\r\n\r\n",
)


async def test_requests_that_can_t_be_read_leave_nothing_in_the_log(discord: LoopbackDiscord, database: Path) -> None:
    async with watched(discord, database) as bot:
        for request in UNREADABLE:
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(bot))
            writer.write(request)
            with contextlib.suppress(ConnectionError):  # it was closed before all was sent
                assert b" 500 " not in await asyncio.wait_for(reader.read(100), PATIENCE)
            writer.close()
        assert (await page(bot, "/live"))[0] == 200
        assert "ERROR" not in bot.output
        assert "Traceback" not in bot.output


async def test_who_holds_connections_holds_up_nobody(discord: LoopbackDiscord, database: Path) -> None:
    """Neither those who never finish their question, nor those who never read the answer."""
    async with watched(discord, database) as bot:
        before = psutil.Process(bot.pid).num_fds()
        held = [await asyncio.open_connection("127.0.0.1", port_of(bot)) for _ in range(300)]
        for number, (_, writer) in enumerate(held):
            writer.write(b"GET /live HTTP/1.1\r\nHost: " if number % 2 else b"GET /metrics HTTP/1.1\r\n\r\n" * 50)
        assert (await page(bot, "/live"))[0] == 200
        holder = psutil.Process(bot.pid)
        await until(lambda: holder.num_fds() - before < 150, CONNECTION_LASTS / 2)  # soon they end for being slow
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(_end_of(reader) for reader, _ in held))
        for _, writer in held:
            writer.close()


async def _end_of(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(ConnectionError):
        await reader.read()


def port_of(bot: BotProcess) -> int:
    return int(address(bot).rpartition(":")[2])
