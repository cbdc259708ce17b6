"""Ten thousand posts at once: as fast as Discord's limits allow, never faster, and members are answered meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import math
import re
import time
from datetime import timedelta
from pathlib import Path

from tests.loopback.answers import percentile
from tests.loopback.calls import Call
from tests.loopback.limits import GLOBAL_REQUESTS
from tests.loopback.process import ROOT
from tests.reliability.ground import Ground, NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

SHARE = 0.95
"""Of what the limits allow, this much is to be reached."""
SLOWER = 3.0
"""So many times the p99 of docs/performance.md an answer may take."""
ASK_EVERY = 0.2
SHORT_WAIT = 0.005
JITTER = 0.02
"""Held up for longer than so many seconds, this program takes requests that came evenly for too many at once."""
NAMES = ("Trish", "Jessica", "Kilgrave", "Malcolm", "Jeri")


async def rate(
    folder: Path,
    *,
    posts: int = 10_000,
    channels: int = 500,
    over: float = 60.0,
    baseline: float = 60.0,
    share: float = SHARE,
    slower: float = SLOWER,
    most_work: float = math.inf,
    most_between: int | None = None,
    steady: bool = True,
    template: Path | None = None,
) -> Report:
    """The posts are due over so many seconds; for the ``baseline``'s seconds the bot is asked with nothing to post.

    ``share`` of the rate that is allowed must be reached; an answer may take ``slower`` times the documented p99.
    On a machine that also does other things both are judged by what does not depend on them: so many seconds of the
    bot's processor time a post may cost, and so many posts may arrive between a question and its answer. Without
    ``steady`` a few requests may be too many if this program was held up, as they then seem to have come at once.
    """
    async with ground(folder, guilds_with(channels), template, limits=True, check=False) as there:
        ids = [channel.id for channel in there.channels]
        _choose_show(there)
        arrivals: list[float] = []

        async def arrived(call: Call) -> None:
            arrivals.append(call.at)

        there.discord.moments.arrived = arrived
        process = there.bot()
        async with there.running(process):
            idle = await _asked_for(there, baseline, arrivals)
        # Due evenly, in every channel as often.
        begin = now() + timedelta(seconds=2)
        due = [begin + timedelta(seconds=over) * number / posts for number in range(posts)]
        there.post_in([ids[number % channels] for number in range(posts)], due)
        within = posts / GLOBAL_REQUESTS * 1.5 + 60
        report = Report(f"rate, {posts:,} posts in {channels} channels")
        busy, between, held_up = list[float](), list[int](), list[float]()
        # A collection of what lies about here would hold up requests, which then seem to have come at once.
        gc.collect()
        gc.disable()
        async with there.running(process):
            before = process.processor_seconds
            asking = asyncio.create_task(_ask(there, busy, arrivals, between))
            holding = asyncio.create_task(_note_held_up(held_up))
            try:
                await until(there.nothing_open, within, "that everything was sent", every=0.5)
            except NotSoError as error:
                report.faults.append(str(error))
            finally:
                asking.cancel()
                holding.cancel()
                ended, _ = await asyncio.gather(asking, holding, return_exceptions=True)
                gc.enable()
            if not isinstance(ended, asyncio.CancelledError):
                report.faults.append(f"a question failed while it posted: {ended!r}")
            resident, work = process.resident_bytes, (process.processor_seconds - before) / posts
        report.started, report.killed = there.pids, there.killed
        report.faults += there.faults()
        excused = not steady and max(held_up, default=0.0) > JITTER
        _judge(report, there, arrivals, share * GLOBAL_REQUESTS, posts // 10 if excused else 0)
        _judge_answers(report, idle, busy, slower * documented_p99() / 1000)
        _judge_work(report, work, most_work, max(between, default=0), most_between)
        report.figures["this program was held up for"] = f"{max(held_up, default=0.0) * 1000:.0f} ms at most"
        report.figures["memory of the bot"] = f"{resident / 2**20:.0f} MB"
        return report


def _judge(report: Report, there: Ground, arrivals: list[float], wanted: float, too_many: int) -> None:
    a_second = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0]) if len(arrivals) > 1 else 0.0
    refused = there.discord.limits.refused
    report.figures |= {
        "posts a second": f"{a_second:.2f} of {GLOBAL_REQUESTS} that are allowed ({a_second / GLOBAL_REQUESTS:.1%})",
        "most in any second": most_in_a_second(arrivals),
        "posted over": f"{arrivals[-1] - arrivals[0]:.1f} s" if arrivals else "nothing",
        "429s": f"{len(refused)} {[(one.scope, one.path) for one in refused[:3]]}" if refused else 0,
    }
    if a_second < wanted:
        report.faults.append(f"{a_second:.2f} posts a second, where {wanted} are wanted")
    if len(refused) > too_many:
        report.faults.append(f"{len(refused)} requests were too many")


def _judge_answers(report: Report, idle: list[float], busy: list[float], allowed: float) -> None:
    report.figures |= {
        "/cast while idle": _times(idle),
        "/cast while posting": _times(busy),
        "its p99 may be": f"{allowed * 1000:.1f} ms",
    }
    if busy and percentile(busy, 99) > allowed:
        report.faults.append(f"/cast took {percentile(busy, 99) * 1000:.1f} ms in the slowest of a hundred cases")


def _judge_work(report: Report, work: float, most_work: float, between: int, most_between: int | None) -> None:
    report.figures |= {
        "processor time of the bot a post": f"{work * 1000:.1f} ms",
        "posts between a question and its answer": f"{between} at most",
    }
    if work > most_work:
        report.faults.append(f"a post costs {work * 1000:.1f} ms, where {most_work * 1000:.1f} are the most")
    if most_between is not None and between > most_between:
        report.faults.append(f"{between} posts arrived before a question was answered")


def most_in_a_second(arrivals: list[float]) -> int:
    most, first = 0, 0
    for last, at in enumerate(arrivals):
        while arrivals[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def documented_p99() -> float:
    """Milliseconds that somebody waited for `/cast` at most in 99 of 100 cases, by docs/performance.md."""
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    found = re.search(r"\| `/cast` \|(?: [\d.]+ ms \|){5} ([\d.]+) ms \|", text)
    assert found is not None, "docs/performance.md does not say how long one waits for /cast"
    return float(found[1])


def _times(seconds: list[float]) -> str:
    if not seconds:
        return "not asked"
    p50, p99 = percentile(seconds, 50) * 1000, percentile(seconds, 99) * 1000
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, slowest {max(seconds) * 1000:.1f} ms of {len(seconds)}"


async def _ask(there: Ground, seconds: list[float], arrivals: list[float], between: list[int]) -> None:
    number = 0
    while True:
        await asyncio.sleep(ASK_EVERY)
        before = len(arrivals)
        answer = await there.discord.slash("cast", {"who": NAMES[number % len(NAMES)]})
        assert answer.embeds
        seconds.append(answer.seconds)
        between.append(len(arrivals) - before)
        number += 1


async def _asked_for(there: Ground, lasts: float, arrivals: list[float]) -> list[float]:
    seconds: list[float] = []
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(_ask(there, seconds, arrivals, []), lasts)
    return seconds[3:]


async def _note_held_up(seconds: list[float]) -> None:
    """Note by how much this program's own short waits are too long."""
    while True:
        begun = time.monotonic()
        await asyncio.sleep(SHORT_WAIT)
        seconds.append(time.monotonic() - begun - SHORT_WAIT)


def _choose_show(there: Ground) -> None:
    with there.connected() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO server (guild_id, show_id, changed_at) SELECT ?, id, '' FROM show LIMIT 1",
            (there.guilds[0].id,),
        )
