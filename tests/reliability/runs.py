"""What `python -m tests.reliability` can run, each at length and as a small version of a few seconds."""

from __future__ import annotations

import argparse
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.reliability.clock import clock
from tests.reliability.disk import disk
from tests.reliability.downtime import downtime
from tests.reliability.faults import faults
from tests.reliability.gateway import gateway
from tests.reliability.kills import kills
from tests.reliability.processes import processes
from tests.reliability.rate import rate
from tests.reliability.report import Report
from tests.reliability.restore import LIVES, restore
from tests.reliability.scale import scale
from tests.reliability.several import several
from tests.reliability.shards import shards
from tests.reliability.strangers import strangers
from tests.reliability.unreadable import unreadable
from tests.reliability.upgrade import upgrade

Start: TypeAlias = Callable[[Path, argparse.Namespace], Awaitable[Report]]


@dataclass(frozen=True)
class Option:
    """A whole number that a run takes."""

    default: int
    help: str | None = None


@dataclass(frozen=True)
class Run:
    """One thing to try. ``small`` shows that it runs: what must hold is checked, but no rate and no ratio."""

    help: str
    full: Start
    small: Start
    options: Mapping[str, Option] = field(default_factory=dict[str, Option])


def _kills(folder: Path, given: argparse.Namespace, *, times: int, deliveries: int) -> Awaitable[Report]:
    if given.bots > 1:
        return several(folder, bots=given.bots, times=times, deliveries=deliveries, seed=given.seed)
    return kills(folder, times=times, deliveries=deliveries, seed=given.seed)


RUNS: Mapping[str, Run] = {
    "kills": Run(
        "kill the bot at every step of posting",
        lambda folder, given: _kills(folder, given, times=given.times, deliveries=given.deliveries),
        lambda folder, given: _kills(folder, given, times=2, deliveries=10),
        {
            "times": Option(200),
            "deliveries": Option(1000),
            "bots": Option(1, "of several, any is killed at any moment and started again"),
        },
    ),
    "downtime": Run(
        "start after a minute, an hour, two days of not running",
        lambda folder, _: downtime(folder),
        lambda folder, _: downtime(folder),
    ),
    "clock": Run(
        "set the clock forward and back by an hour",
        lambda folder, _: clock(folder),
        lambda folder, _: clock(folder, posts=36, patient=False),
    ),
    "gateway": Run(
        "drop the gateway's connection while posts go out",
        lambda folder, given: gateway(folder, drops=given.drops, posts=given.drops * 8),
        lambda folder, _: gateway(folder, drops=2, posts=40),
        {"drops": Option(50)},
    ),
    "faults": Run(
        "let Discord answer with errors, late or never",
        lambda folder, given: faults(folder, posts=given.posts, forums=given.forums, seed=given.seed),
        lambda folder, given: faults(folder, posts=36, channels=16, forums=6, hangs=0, seed=given.seed),
        {"posts": Option(300), "forums": Option(0, "how many of the 30 channels are forums")},
    ),
    "rate": Run(
        "post as much as Discord's limits allow, and ask meanwhile",
        lambda folder, given: rate(folder, posts=given.posts, channels=given.channels),
        lambda folder, _: rate(folder, posts=20, channels=20, over=1.0, baseline=1.0, share=0, slower=math.inf),
        {"posts": Option(10_000), "channels": Option(500)},
    ),
    "processes": Run(
        "several processes on one database",
        lambda folder, given: processes(folder, bots=given.bots),
        lambda folder, _: processes(folder, bots=2, posts=220, killing=False),
        {"bots": Option(3)},
    ),
    "shards": Run(
        "two processes with two shards each: kill one, then restart both in turn",
        lambda folder, given: shards(folder, servers=given.servers),
        lambda folder, _: shards(folder, servers=40, at_once=4, patient=False),
        {"servers": Option(2500)},
    ),
    "scale": Run(
        "how long a start takes, and how much memory so many servers need",
        lambda folder, given: scale(folder, servers=given.servers, channels=given.channels, roles=given.roles),
        lambda folder, _: scale(folder, servers=20),
        {"servers": Option(1000), "channels": Option(20), "roles": Option(10)},
    ),
    "disk": Run(
        "fill the disk up, over and over, while posts are due",
        lambda folder, given: disk(folder, times=given.times, posts=given.posts, seed=given.seed),
        lambda folder, given: disk(folder, times=2, posts=48, channels=8, patient=False, seed=given.seed),
        {"times": Option(8), "posts": Option(400)},
    ),
    "restore": Run(
        "make a backup while posts go out, kill the bot, damage the database, and restore the backup",
        lambda folder, given: restore(folder, posts=given.posts, seed=given.seed),
        lambda folder, given: restore(folder, posts=36, channels=8, lives=LIVES[1:2], seed=given.seed),
        {"posts": Option(240)},
    ),
    "strangers": Run(
        "let proxies, login pages and Discord answer with all that they may",
        lambda folder, _: strangers(folder),
        lambda folder, _: strangers(folder, every=7),
    ),
    "unreadable": Run(
        "leave a post in doubt in a channel that can't be read",
        lambda folder, _: unreadable(folder),
        lambda folder, _: unreadable(folder),
    ),
}

BY_HAND: Mapping[str, Run] = {
    "upgrade": Run(
        "a process of an earlier commit beside one of this",
        lambda folder, _: upgrade(folder),
        lambda folder, _: upgrade(folder, posts=40),
    ),
}
"""Runs that need the history of the repository, which not every clone has."""
