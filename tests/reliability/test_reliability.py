"""Small versions of what `python -m tests.reliability` does at length; each ends within a few seconds."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.loopback.limits import GLOBAL_REQUESTS
from tests.reliability.clock import clock
from tests.reliability.disk import disk as fill_the_disk
from tests.reliability.downtime import downtime
from tests.reliability.faults import faults
from tests.reliability.gateway import gateway
from tests.reliability.kills import Step, kills
from tests.reliability.processes import processes
from tests.reliability.rate import rate
from tests.reliability.report import Report
from tests.reliability.strangers import strangers


def check(report: Report) -> None:
    print(report.text())
    assert report.holds, report.text()


async def test_killed_at_each_step_everything_arrives_once(tmp_path: Path, template: Path) -> None:
    steps = len(Step)
    report = await kills(tmp_path, times=steps + 1, deliveries=5 * steps, template=template)
    check(report)
    assert report.figures["marked as sent"] == 5 * steps
    assert len(report.killed) == steps + 1


async def test_what_was_due_while_it_was_down_is_sent_late_or_skipped(tmp_path: Path, template: Path) -> None:
    check(await downtime(tmp_path, template=template))


async def test_a_clock_that_is_set_doubles_nothing(tmp_path: Path, template: Path) -> None:
    check(await clock(tmp_path, posts=36, patient=False, template=template))


async def test_a_lost_connection_to_the_gateway_holds_nothing_up(tmp_path: Path, template: Path) -> None:
    check(await gateway(tmp_path, drops=2, posts=40, template=template))


async def test_errors_of_discord_double_nothing(tmp_path: Path, template: Path) -> None:
    check(await faults(tmp_path, posts=36, channels=16, forums=6, hangs=0, template=template))


async def test_the_limits_are_used_and_never_exceeded(tmp_path: Path, template: Path) -> None:
    # The command judges by the clock; here other programs may run beside it.
    report = await rate(
        tmp_path, posts=300, channels=100, over=4.0, baseline=1.5, share=0, slower=math.inf, steady=False,
        most_work=1 / GLOBAL_REQUESTS, most_between=GLOBAL_REQUESTS, template=template,
    )  # fmt: skip
    check(report)


@pytest.mark.usefixtures("disk")  # skips where nothing can be mounted
async def test_a_disk_that_fills_up_loses_and_doubles_nothing(tmp_path: Path, template: Path) -> None:
    check(await fill_the_disk(tmp_path, times=2, posts=48, channels=8, patient=False, template=template))


async def test_several_processes_post_nothing_twice(tmp_path: Path, template: Path) -> None:
    check(await processes(tmp_path, bots=2, posts=220, killing=False, template=template))


async def test_answers_of_strangers_lose_and_double_nothing(tmp_path: Path, template: Path) -> None:
    check(await strangers(tmp_path, every=7, template=template))
