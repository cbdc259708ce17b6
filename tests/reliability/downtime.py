"""What was due while the bot was not running: sent and marked as delayed, or skipped, and never twice."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.loopback.world import Json
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, Row, ground, guilds_with, now, until
from tests.reliability.report import Report

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FINISH_WITHIN = PATIENCE


@dataclass(frozen=True, slots=True)
class Missed:
    """An announcement that was due so long ago; ``state`` and ``delayed`` are what has to come of its post."""

    ago: timedelta
    late: str
    state: str
    delayed: bool = False


MISSED = (
    Missed(MINUTE, "send", "sent"),
    Missed(MINUTE, "skip", "sent"),
    Missed(3 * MINUTE, "send", "sent", delayed=True),
    Missed(3 * MINUTE, "skip", "skipped"),
    Missed(HOUR, "send", "sent", delayed=True),
    Missed(HOUR, "skip", "skipped"),
    Missed(23 * HOUR, "send", "sent", delayed=True),
    Missed(2 * DAY, "send", "skipped"),
    Missed(2 * DAY, "skip", "skipped"),
)


def is_delayed(message: Json) -> bool:
    return "delayed" in message["content"].rpartition("\n")[2]


async def downtime(folder: Path, *, template: Path | None = None) -> Report:
    """Start the bot after all that, let it be killed at its first post, and start it again."""
    async with ground(folder, guilds_with(5, forums=1), template) as there:
        channels = [channel.id for channel in there.channels]
        made = {there.announce(channels, now() - missed.ago, late=missed.late): missed for missed in MISSED}
        # Every day at an hour that has just passed, missed on the two days before as well.
        daily = there.announce(
            channels[:1], (now() - 2 * DAY - HOUR).replace(second=0, microsecond=0), rule="FREQ=DAILY"
        )
        process = there.bot()
        await there.kill_at_first_post(there.bot())
        there.pass_time(35)
        async with there.running(process):
            await until(there.nothing_open, FINISH_WITHIN, "that all was sent or skipped")
            await asyncio.sleep(1)  # in which something could come twice
        report = Report("downtime", started=there.pids, killed=there.killed)
        report.faults = there.faults(states=("sent", "skipped"))
        report.figures["announcements"] = f"{len(made) + 1} in {len(channels)} channels"
        for announcement, missed in made.items():
            rows = there.rows(f"announcement_id = {announcement}")
            title = f"due {missed.ago} ago, late: {missed.late}"
            report.figures[title] = _outcome(there, rows)
            report.faults += _wrong(there, title, missed, rows, len(channels))
        rows = there.rows(f"announcement_id = {daily}")
        report.figures["daily, missed three times"] = _outcome(there, rows)
        if [row.state for row in rows] != ["skipped", "skipped", "sent"] or not _delayed(there, rows[-1]):
            report.faults.append(f"of a daily one that was missed three times: {rows}")
        return report


def _delayed(there: Ground, row: Row) -> bool:
    return any(is_delayed(message) for message in there.messages()[row.reference])


def _outcome(there: Ground, rows: list[Row]) -> str:
    words = [f"{row.state}{' as delayed' if _delayed(there, row) else ''}" for row in rows]
    return ", ".join(f"{words.count(word)} {word}" for word in sorted(set(words)))


def _wrong(there: Ground, title: str, missed: Missed, rows: list[Row], channels: int) -> list[str]:
    found = [f"{title}: {row.id} is {row.state} ({row.reason})" for row in rows if row.state != missed.state]
    if len(rows) != channels:
        found.append(f"{title}: {len(rows)} posts for {channels} channels")
    wrongly = [row.id for row in rows if row.state == "sent" and _delayed(there, row) != missed.delayed]
    not_ = "not " if missed.delayed else ""
    return found + [f"{title}: {row} is {not_}marked as delayed" for row in wrongly]
