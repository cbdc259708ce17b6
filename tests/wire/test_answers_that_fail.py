"""What is saved stays so when its answer fails: the person reads what is known, and a repeat says when it was made."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from contextlib import closing, suppress
from copy import deepcopy
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest

from tests.loopback.answers import Answer
from tests.loopback.calls import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, Call
from tests.loopback.faults import Chances
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.strangers import said
from tests.loopback.world import Json, WireError
from tests.wire.test_casefile import button, casefile, until

SAVED = "This was saved, so don't do it again; only the answer could not be shown. /announce list shows it."
ANNOUNCED = "It begins!"
LOST = "did not arrive"


def is_callback(call: Call) -> bool:
    return call.path.endswith("/callback")


def always(**shares: float) -> Callable[[LoopbackDiscord], None]:
    """Every answer gets this fault."""

    def set_up(discord: LoopbackDiscord) -> None:
        chances = Chances(random.Random(1), concerns=is_callback)
        for name, share in shares.items():
            setattr(chances, name, share)
        discord.set_chances(chances)

    return set_up


def refusal(times: int) -> Callable[[LoopbackDiscord], None]:
    """Discord refuses the first answers: it knows no such interaction."""

    def set_up(discord: LoopbackDiscord) -> None:
        discord.refuse("POST", "/callback", reply=said(UNKNOWN_INTERACTION), times=times)

    return set_up


def once_lost(discord: LoopbackDiscord) -> None:
    """The first answer never arrives."""
    lost: list[Call] = []

    def concerns(call: Call) -> bool:
        first = is_callback(call) and not lost
        if first:
            lost.append(call)
        return first

    discord.set_chances(Chances(random.Random(1), lost_before=1.0, concerns=concerns))


async def draft(discord: LoopbackDiscord) -> Answer:
    given = {"when": "in 2 hours", "text": ANNOUNCED}
    return await discord.slash("announce once", given, member=discord.guilds[0].moderator)


def announced(database: Path) -> list[tuple[Any, ...]]:
    with closing(connect(database)) as connection:
        return connection.execute("SELECT state, text FROM announcement WHERE state <> 'draft'").fetchall()


def words_in(answer: Answer | None) -> list[str]:
    """The words in an answer and after it, without cards."""
    if answer is None:
        return []
    first = [] if answer.message is None or answer.embeds else [answer.content]
    return [*first, *(message["content"] for message in answer.followups)]


@pytest.mark.parametrize(
    ("fail", "reached"),
    [
        pytest.param(refusal(1), True, id="unknown once"),
        pytest.param(refusal(9), False, id="unknown for good"),
        pytest.param(once_lost, True, id="lost on the way there"),
        pytest.param(always(lost_before=1.0), False, id="no connection"),
        pytest.param(always(lost_after=1.0), True, id="lost on the way back"),
        pytest.param(always(error_after=1.0), True, id="an error after it arrived"),
    ],
)
async def test_an_announcement_whose_confirmation_could_not_be_shown_is_made_once(
    discord: LoopbackDiscord, database: Path, fail: Callable[[LoopbackDiscord], None], reached: bool
) -> None:
    moderator = discord.guilds[0].moderator
    async with casefile(discord, database) as process:
        written = await draft(discord)
        confirm, before = button(written, "Confirm"), deepcopy(written.message or {})
        fail(discord)
        pressing = asyncio.create_task(discord.press(written, confirm, member=moderator))
        await until(lambda: bool(announced(database)))
        if reached:
            answer = await pressing
            await until(lambda: any(words.startswith(SAVED) for words in words_in(answer)))
            (words,) = words_in(answer)
            assert re.search(r"the reference [A-Z2-9]{6}\.$", words)
        else:
            await until(lambda: LOST in process.output)
            pressing.cancel()
            with suppress(asyncio.CancelledError, WireError):
                await pressing
        discord.clear_refusals()
        discord.set_chances(None)
        repeated = await discord.press(before, confirm, member=moderator)
        handled = rf"This was already handled by <@{moderator.id}> on <t:\d+:f>: confirmed\."
        assert re.fullmatch(handled, repeated.content)
        again = await draft(discord)
        card = again.embeds[-1]
        assert re.match(r"⚠️ \S+ already announced this on <t:\d+:f>\.\nThe other one: next <t:", card["description"])
        assert button(again, "Confirm once more")
        assert announced(database) == [("active", ANNOUNCED)]
    assert "Traceback" not in process.output
    assert "never retrieved" not in process.output


@pytest.mark.usefixtures("database")
async def test_what_was_only_asked_or_drafted_is_not_said_to_be_saved(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database):
        for command, given in (
            ("cast", {"who": "Trish"}),
            ("announce once", {"when": "in 2 hours", "text": ANNOUNCED}),
        ):
            discord.refuse("POST", "/callback", reply=said(UNKNOWN_INTERACTION))
            answer = await discord.slash(command, given, member=discord.guilds[0].moderator)
            assert answer.content.startswith("Something went wrong on our side; nothing was changed.")
    assert announced(database) == []


SAVES: list[tuple[str, Json, str]] = [
    ("setup timezone", {"zone": "Europe/Berlin"}, "/setup status shows it."),
    ("setup show", {"show": "Jessica Jones"}, "/setup status shows it."),
    ("fact retire", {"fact": "all 13 women", "reason": "A test"}, "/fact history shows it."),
    ("suggest", {"text": "Season 9 is made.", "source": "A fan"}, "If it keeps happening"),
]


@pytest.mark.parametrize(("command", "given", "where"), SAVES, ids=[command for command, _, _ in SAVES])
async def test_whatever_is_saved_is_said_to_be_saved(
    discord: LoopbackDiscord, database: Path, command: str, given: Json, where: str
) -> None:
    async with casefile(discord, database):
        discord.refuse("POST", "/callback", reply=said(ALREADY_ACKNOWLEDGED))
        answer = await discord.slash(command, given, member=discord.guilds[0].moderator)
        assert answer.content.startswith("This was saved, so don't do it again; only the answer could not be shown.")
        assert where in answer.content


async def test_nothing_escapes_when_discord_can_not_be_reached(discord: LoopbackDiscord, database: Path) -> None:
    """Commands, presses, forms, completions, mentions: each is a line in the log."""
    moderator = discord.guilds[0].moderator
    async with casefile(discord, database) as process:
        card = await discord.slash("cast", {"who": "Trish"})
        written = await draft(discord)
        form = await discord.press(written, button(written, "Change the words"), member=moderator)
        discord.set_chances(Chances(random.Random(1), lost_before=1.0, concerns=lambda _: True))
        acts = [
            discord.slash("cast", {"who": "Trish"}),
            discord.press(card, button(card, "Sources")),
            discord.submit_modal(form, {"when": "in 3 hours", "text": "Other words"}),
        ]
        tasks = [asyncio.ensure_future(act) for act in acts]
        await discord.say(f"<@{discord.state.application.id}> who plays Trish?")
        await until(lambda: process.output.count(LOST) == len(acts) and "on_message failed" in process.output)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        discord.set_chances(None)
        assert (await discord.slash("cast", {"who": "Trish"})).embeds
        assert await process.stop() == 0
    assert "never retrieved" not in process.output
    assert "Traceback" not in process.output
