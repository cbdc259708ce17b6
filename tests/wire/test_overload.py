"""Many questions at once: each is promised an answer in time, and gets one that the right people see."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest_asyncio

from tests.loopback.answers import DEFERRED_MESSAGE, MESSAGE, Answer
from tests.loopback.calls import UNKNOWN_INTERACTION, Call
from tests.loopback.faults import Chances
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.strangers import said
from tests.wire.test_casefile import button, casefile, until

MANY = 700
"""More than may wait before answers are promised."""
QUESTIONS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("cast", {"who": "Trish"}),
    ("cast", {"who": "everyone"}),
    ("cast", {"who": "Trsih Wolker"}),
    ("cast", {"who": "zz qq"}),
    ("season", {"number": 2}),
    ("cast", {"who": "Trish", "as_of": "foo"}),
)
NO_DAY = "“foo” is not a day that can be read."
RESTARTING = "Casefile is restarting."
_BEING_REMOVED = "One moment…"
WRONG = ("Traceback", "never retrieved", "was destroyed", "Session is closed")


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord that waits for as long as a busy machine takes."""
    async with LoopbackDiscord(answer_deadline=None) as served:
        yield served
        assert served.unknown_routes == []
        assert served.schema_faults == []


def is_promise(call: Call) -> bool:
    return call.path.endswith("/callback") and call.body["type"] == DEFERRED_MESSAGE


def is_over(answer: Answer) -> bool:
    """Whether its words have come: in its first message, or after that was removed."""
    return bool(answer.followups) if answer.deleted else not answer.loading and answer.content != _BEING_REMOVED


async def ask_many(discord: LoopbackDiscord, count: int = MANY) -> list[asyncio.Task[Answer]]:
    """Ask so many questions at once, each kind in turn, and return their first responses to come."""
    asked: list[asyncio.Task[Answer]] = []
    for number in range(count):
        name, given = QUESTIONS[number % len(QUESTIONS)]
        asked.append(asyncio.create_task(discord.slash(name, given)))
    await asyncio.sleep(0)
    return asked


def check(number: int, answer: Answer) -> None:
    """One message is left, and the right people see it."""
    is_error = "as_of" in QUESTIONS[number % len(QUESTIONS)][1]
    if is_error and answer.type == DEFERRED_MESSAGE:
        assert answer.deleted
        (message,) = answer.followups
        assert message["content"].startswith(NO_DAY)
        assert message["flags"] & 64
    else:
        assert answer.followups == []
        assert bool(answer.embeds) is not is_error
        assert answer.ephemeral is is_error


async def test_each_of_many_questions_is_answered_once_and_errors_stay_private(
    discord: LoopbackDiscord, database: Path
) -> None:
    async with casefile(discord, database) as process:
        for name, given in QUESTIONS:  # an idle bot never promises
            assert (await discord.slash(name, given)).type == MESSAGE
        answers = await asyncio.gather(*await ask_many(discord))
        promised = [answer for answer in answers if answer.type == DEFERRED_MESSAGE]
        assert promised
        for number, answer in enumerate(answers):
            check(number, await answer.until(is_over))
        assert (await discord.slash("cast", {"who": "Trish"})).type == MESSAGE
        assert not [message for message in discord.messages() if message["content"]]
        assert not [words for words in WRONG if words in process.output]


async def test_a_promise_that_comes_too_late_is_a_line_in_the_log(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database) as process:
        refused = discord.refuse("POST", "/callback", reply=said(UNKNOWN_INTERACTION), times=MANY, concerns=is_promise)
        asked = await ask_many(discord)
        await until(lambda: "came too late" in process.output)
        discord.clear_refusals()
        late = MANY - refused.times
        await until(lambda: sum(task.done() for task in asked) + process.output.count("came too late") >= MANY)
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        assert late
        assert (await discord.slash("cast", {"who": "Trish"})).embeds
        assert not [words for words in WRONG if words in process.output]


async def test_a_promise_whose_answer_is_lost_leaves_nothing_in_the_open(
    discord: LoopbackDiscord, database: Path
) -> None:
    async with casefile(discord, database) as process:
        discord.set_chances(Chances(random.Random(1), lost_after=1.0, concerns=is_promise))
        answers = await asyncio.gather(*await ask_many(discord))
        discord.set_chances(None)
        for answer in answers:
            if answer.type == DEFERRED_MESSAGE:
                await answer.until(is_over)
                if answer.embeds and not answer.deleted:
                    continue  # it came in place of the promise
                assert answer.deleted
                (message,) = answer.followups
                assert message["flags"] & 64
                assert message["content"].startswith((NO_DAY, "Something went wrong on our side; nothing was changed."))
        assert not [words for words in WRONG if words in process.output]


async def test_who_waits_when_it_stops_reads_so(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database) as process:
        asked = await ask_many(discord)
        await until(lambda: any(map(is_promise, discord.requests)))
        assert await process.stop() == 0
        said = 0
        for answer in (task.result() for task in asked if task.done()):
            if is_over(answer):  # a busy machine has no time for all of them
                words = [message["content"] for message in answer.followups] if answer.deleted else [answer.content]
                said += words[0].startswith(RESTARTING)
                assert answer.deleted or answer.embeds or answer.ephemeral
        assert said
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        assert not [words for words in WRONG if words in process.output]


async def test_a_button_that_waits_is_answered_as_it_must_be_seen(discord: LoopbackDiscord, database: Path) -> None:
    """In place, or to the person alone; an error of one that changes its own card leaves that as it is."""
    other = discord.guilds[0].members[1]
    async with casefile(discord, database):
        card = await discord.slash("cast", {"who": "everyone"})
        asked = await ask_many(discord)
        acts = [
            discord.press(card, button(card, "Sources")),
            discord.press(card, button(card, "Next"), member=other),
            discord.press(card, button(card, "Next")),
        ]
        sources, not_theirs, turned = await asyncio.gather(*acts)
        assert sources.ephemeral
        assert sources.embeds
        assert not_theirs.ephemeral
        assert not_theirs.content.startswith("Only the person who asked")
        await turned.until(lambda answer: "page 2" in answer.embeds[0]["footer"]["text"])
        await asyncio.gather(*asked)
