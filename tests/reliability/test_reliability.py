"""What small runs of `python -m tests.reliability` do not show: each step of posting, and limits that are reached."""

from __future__ import annotations

import math
from pathlib import Path

from tests.loopback.limits import GLOBAL_REQUESTS
from tests.reliability.kills import Step, kills
from tests.reliability.rate import rate
from tests.reliability.report import Report


def check(report: Report) -> None:
    print(report.text())
    assert report.holds, report.text()


async def test_killed_at_each_step_everything_arrives_once(tmp_path: Path, template: Path) -> None:
    steps = len(Step)
    report = await kills(tmp_path, times=steps + 1, deliveries=5 * steps, template=template)
    check(report)
    assert report.figures["marked as sent"] == 5 * steps
    assert len(report.killed) == steps + 1


async def test_the_limits_are_used_and_never_exceeded(tmp_path: Path, template: Path) -> None:
    # The command judges by the clock; here other programs may run beside it.
    report = await rate(
        tmp_path, posts=300, channels=100, over=4.0, baseline=1.5, share=0, slower=math.inf, steady=False,
        most_work=1 / GLOBAL_REQUESTS, most_between=GLOBAL_REQUESTS, template=template,
    )  # fmt: skip
    check(report)
