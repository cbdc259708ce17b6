"""The machine's clock is set forward and back by an hour while posts are under way and while the bot is down."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from tests.loopback.calls import Call
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, NotSoError, ground, guilds_with, now, until
from tests.reliability.report import Report

HOUR = 3600.0
CHANNELS = 6
"""So few that several posts wait for each other in every channel."""
FINISH_WITHIN = PATIENCE
NOTICED_WITHIN = 75.0


class Clock:
    """The bot's clock, ahead of the machine's by the seconds in a file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "clock"
        self.set(0)

    def set(self, ahead: float) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_text(str(ahead), encoding="ascii")
        fresh.replace(self.path)


async def clock(folder: Path, *, posts: int = 60, patient: bool = True, template: Path | None = None) -> Report:
    """Half of the posts are due now, half in half an hour. With patience a running bot has to notice the clock."""
    async with ground(folder, guilds_with(CHANNELS, forums=1), template) as there:
        hands, half = Clock(folder), posts // 2
        channels = [channel.id for channel in there.channels]
        there.post_in([channels[number % CHANNELS] for number in range(half)], now())
        there.post_in([channels[number % CHANNELS] for number in range(posts - half)], now() + timedelta(minutes=30))
        report = Report(f"clock, {posts} posts", started=there.pids, killed=there.killed)
        process = there.bot(clock=hands.path)
        async with there.running(process, ready=False):
            await _arrived(there, half // 3)
            hands.set(HOUR)
            report.figures["set forward by an hour after"] = _sent(there)
            await _set_back_at(there, hands, half + half // 3)
            report.figures["set back by an hour after"] = _sent(there)
            await asyncio.sleep(1)  # in which what was under way arrives
            await until(lambda: not there.states()["sending"], FINISH_WITHIN, "that nothing was under way any more")
            stood_still = len(there.messages())
            await asyncio.sleep(1)
            report.figures["waited for their time then"] = posts - stood_still
            if len(there.messages()) != stood_still or stood_still > posts - CHANNELS:
                raise NotSoError(f"{stood_still} of {posts} were posted though it was not their time")
            if patient:
                hands.set(HOUR)
                await until(lambda: len(there.messages()) > stood_still, NOTICED_WITHIN, "that the clock was noticed")
                hands.set(0)
                await asyncio.sleep(2)
        hands.set(HOUR)
        await _kill_at_next(there, hands)
        # What was claimed by the clock of then seems claimed for another hour.
        hands.set(0)
        async with there.running(there.bot(clock=hands.path)):
            await asyncio.sleep(1)
        hands.set(HOUR)
        there.pass_time(35)
        async with there.running(there.bot(clock=hands.path), ready=False):
            await until(there.nothing_open, FINISH_WITHIN, "that everything was sent")
        report.faults += there.faults()
        report.figures["posted"] = sum(map(len, there.messages().values()))
        report.figures["repeated requests that Discord's nonce swallowed"] = there.discord.nonces.repeated
        return report


def _sent(there: Ground) -> str:
    return f"{there.states()['sent']} were marked as sent, {there.states()['sending']} were under way"


async def _arrived(there: Ground, count: int) -> None:
    await until(lambda: len(there.messages()) >= count, FINISH_WITHIN, f"that {count} posts arrived")


async def _set_back_at(there: Ground, hands: Clock, count: int) -> None:
    """Set the clock back when that post arrives, before it is in its channel: only what is under way follows."""
    back = asyncio.Event()

    def arrived(_: Call) -> None:
        if len(there.messages()) + 1 >= count and not back.is_set():
            hands.set(0)
            back.set()

    there.on_arrival(arrived)
    try:
        await asyncio.wait_for(back.wait(), FINISH_WITHIN)
    except TimeoutError:
        raise NotSoError(f"{count} posts did not arrive within {FINISH_WITHIN:.0f} s") from None
    there.count_posts()


async def _kill_at_next(there: Ground, hands: Clock) -> None:
    """Let the process be killed when its next post is in its channel and it got no answer."""
    await there.kill_at_first_post(there.bot(clock=hands.path), FINISH_WITHIN)
