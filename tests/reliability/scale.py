"""How long a start takes, and how much memory the bot holds, by the number of servers it is in."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from tests.loopback.world import Channel, Guild, Role
from tests.patience import PATIENCE
from tests.reliability.ground import ground, until
from tests.reliability.report import Report
from tests.reliability.shards import MEGABYTE

A_SHARD = 1000
"""So many servers Discord plans for each shard."""
AT_ONCE = 16
READY_WITHIN = 4 * PATIENCE


def guild(number: int, shards: int, channels: int, roles: int) -> Guild:
    """A guild with so many channels and roles, in one shard after the other."""
    made = Guild.of_shard(number % shards, shards, 1 + number // shards)
    return replace(
        made,
        channels=tuple(Channel(made.id + 100 + each, f"channel-{each}", each) for each in range(channels)),
        roles=(*made.roles, *(Role(made.id + 1000 + each, f"Role {each}") for each in range(roles))),
    )


async def scale(
    folder: Path, *, servers: int, channels: int = 20, roles: int = 10, template: Path | None = None
) -> Report:
    """One process; it has as many shards as Discord asks for, one for each thousand servers."""
    shards = max(1, servers // A_SHARD)
    guilds = [guild(number, shards, channels, roles) for number in range(servers)]
    async with ground(folder, guilds, template, check=False, shards=shards, at_once=AT_ONCE) as there:
        process = there.bot()
        process.ready_within(READY_WITHIN)
        report = Report(f"scale, {servers} servers with {channels} channels and {roles} roles each, {shards} shards")
        report.started = there.pids
        begun = time.monotonic()
        await there.start(process)
        try:
            await process.wait_ready()
            report.figures["knows all servers after"] = f"{time.monotonic() - begun:.1f} s"
            await until(
                lambda: there.noted_servers() == servers, READY_WITHIN, "that all servers were noted", every=0.2
            )
            report.figures["noted them all after"] = f"{time.monotonic() - begun:.1f} s"
            report.figures["processor time"] = f"{process.processor_seconds:.1f} s"
            report.figures["memory"] = f"{process.resident_bytes / MEGABYTE:.0f} MB"
        finally:
            await process.stop()
        return report
