"""Two processes with two shards each: one is killed, then both are restarted in turn, while posts are due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from tests.loopback.process import BotProcess
from tests.loopback.world import Guild
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, NotSoError, ground, now, until
from tests.reliability.report import Report

SHARDS = 4
PARTS = (range(2), range(2, SHARDS))
POSTS_A_SECOND = 40
FINISH_WITHIN = 3 * PATIENCE
MEGABYTE = 1 << 20


def guilds_in_shards(servers: int, shards: int = SHARDS) -> list[Guild]:
    """So many guilds, as many in each shard."""
    return [Guild.of_shard(number % shards, shards, 1 + number // shards) for number in range(servers)]


async def shards(
    folder: Path, *, servers: int = 2500, at_once: int = 1, template: Path | None = None, patient: bool = True
) -> Report:
    """Each server has a post due in each of three rounds: beside a kill, and beside two restarts."""
    guilds = guilds_in_shards(servers)
    async with ground(folder, guilds, template, limits=True, check=False, shards=SHARDS, at_once=at_once) as there:
        report = Report(f"shards, {SHARDS} in 2 processes with {servers} servers", started=there.pids)
        report.killed = there.killed
        there.store_servers()
        running = [there.bot(f"bot{part[0]}", shards=part) for part in PARTS]
        try:
            await _start(there, running, report)
            await _kill_one(there, running[0], guilds, patient, report)
            await _restart_each(there, running, guilds, report)
        except NotSoError as error:
            report.faults.append(str(error))
        finally:
            codes = await asyncio.gather(*(process.stop() for process in running if process.was_started))
        report.figures["exit codes"] = codes
        _judge(there, running, report)
        if patient and there.discord.limits.refused:  # on a busy machine requests arrive in bursts
            report.faults.append(f"Discord refused requests as too many: {there.discord.limits.refused[:3]}")
        return report


async def _start(there: Ground, running: Sequence[BotProcess], report: Report) -> None:
    begun = time.monotonic()
    await asyncio.gather(*(there.start(process) for process in running))
    await asyncio.gather(*(process.wait_ready() for process in running))
    report.figures["both ready after"] = f"{time.monotonic() - begun:.1f} s"
    await until(lambda: there.noted_servers() == len(there.guilds), FINISH_WITHIN, "that all servers were noted")
    memory = [f"{process.resident_bytes / MEGABYTE:.0f} MB" for process in running]
    report.figures["memory of each"] = ", ".join(memory)


async def _kill_one(there: Ground, process: BotProcess, guilds: Sequence[Guild], patient: bool, report: Report) -> None:
    """While one is dead, the other's servers get their posts; the dead one's get them once it is back."""
    _due(there, guilds)
    await until(lambda: there.states()["sent"] > len(guilds) // 10, FINISH_WITHIN, "that a tenth was sent")
    await there.kill(process)
    report.figures["under way when one was killed"] = there.states()["sending"]
    others = {guild.id for guild in guilds if not _has(PARTS[0], guild)}
    await until(lambda: there.open_in(others) == 0, FINISH_WITHIN, "that the other process sent its posts")
    report.figures["posts that waited for the killed one"] = there.states()["waiting"] + there.states()["sending"]
    there.pass_time(35)  # as if the leases had run out
    begun = time.monotonic()
    await there.start(process)
    await process.wait_ready()
    report.figures["ready again after"] = f"{time.monotonic() - begun:.1f} s"
    await until(there.nothing_open, FINISH_WITHIN, "that everything was sent")
    if patient:
        await asyncio.sleep(1)


async def _restart_each(there: Ground, running: Sequence[BotProcess], guilds: Sequence[Guild], report: Report) -> None:
    """A rolling restart: at each moment one of them answers and posts."""
    for process, part in zip(running, PARTS, strict=True):
        _due(there, guilds)
        others = [guild for guild in guilds if not _has(part, guild)]
        begun = time.monotonic()
        code = await process.stop()
        if code != 0:
            report.faults.append(f"a process that was stopped ended with {code}")
        starting = asyncio.create_task(there.start(process))
        for guild in others[:10]:
            answer = await there.discord.slash("cast", {"who": "Trish"}, guild=guild)
            if "Trish Walker" not in answer.embeds[0]["title"]:
                report.faults.append(f"server {guild.id} got no answer while the other process was restarted")
        await starting
        await process.wait_ready()
        report.figures[f"shards {part[0]} to {part[-1]} away for"] = f"{time.monotonic() - begun:.1f} s"
        await until(there.nothing_open, FINISH_WITHIN, "that everything was sent")


def _has(part: range, guild: Guild) -> bool:
    return (guild.id >> 22) % SHARDS in part


def _due(there: Ground, guilds: Sequence[Guild]) -> None:
    begin = now() + timedelta(seconds=0.5)
    moments = [begin + timedelta(seconds=number / POSTS_A_SECOND) for number in range(len(guilds))]
    there.post_in([guild.channels[0].id for guild in guilds], moments)


def _judge(there: Ground, running: Sequence[BotProcess], report: Report) -> None:
    gateway = there.discord.sharded
    opened = [each.at for each in gateway.opened]
    report.figures |= {
        "marked as sent": there.states()["sent"],
        "messages in channels": sum(map(len, there.messages().values())),
        "sessions opened": len(opened),
        "sessions asked for too soon": len(gateway.too_soon),
        "requests that Discord refused as too many": len(there.discord.limits.refused),
        "most requests in a second": max(there.discord.limits.counted.values(), default=0),
    }
    report.faults += there.faults()
    if gateway.too_soon:
        report.faults.append(f"sessions were asked for too soon: {gateway.too_soon}")
    if left := there.left_servers():
        report.faults.append(f"{left} servers were marked as left, though the bot is in all of them")
    if there.noted_servers() != len(there.guilds):
        report.faults.append(f"{there.noted_servers()} of {len(there.guilds)} servers are noted")
    syncs = sum(call.method == "PUT" and call.path.endswith("/commands") for call in there.discord.requests)
    if syncs > 1:
        report.faults.append(f"the commands were sent {syncs} times")
    for process in running:
        if "Traceback" in process.output:
            report.faults.append(f"{process.log.name} has a traceback")
