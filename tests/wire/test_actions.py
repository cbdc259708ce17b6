"""Everything that a member can do on the loopback Discord, done to a bot that answers it all."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback.answers import DEFERRED_MESSAGE, DEFERRED_UPDATE, MODAL, UPDATE, Answer
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.messages import FLAG_EPHEMERAL
from tests.loopback.process import BotProcess
from tests.loopback.world import WireError

pytestmark = pytest.mark.asyncio

PROBE_BOT = (sys.executable, str(Path(__file__).with_name("probe_bot.py")))


@pytest_asyncio.fixture
async def bot(discord: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotProcess(discord, tmp_path / "probe.log", argv=PROBE_BOT) as process:
        yield process


async def panel(discord: LoopbackDiscord) -> Answer:
    guild = discord.guilds[0]
    options = {"member": guild.moderator, "pages": 3, "role": guild.roles[0]}
    return await discord.slash("setup show", options)


@pytest.mark.usefixtures("bot")
async def test_a_subcommand_gets_every_kind_of_option(discord: LoopbackDiscord) -> None:
    answer = await panel(discord)
    guild = discord.guilds[0]
    permissions = answer.content.rsplit(" ", 1)[1]
    assert answer.content == f"Mo Moderator 3 dry Moderators {permissions}"
    assert int(permissions) & (1 << 5)
    with pytest.raises(WireError, match=r"value 6 is not in 1\.\.5"):
        await discord.slash("setup show", {"member": guild.fan, "pages": 6})
    with pytest.raises(WireError, match="takes one of"):
        await discord.slash("setup show", {"member": guild.fan, "tone": "warm"})
    with pytest.raises(WireError, match="needs a subcommand"):
        await discord.slash("setup")


@pytest.mark.usefixtures("bot")
async def test_buttons_and_selects(discord: LoopbackDiscord) -> None:
    shown = await panel(discord)
    assert (await discord.press(shown, "next")).type == UPDATE
    assert shown.content == "page 2"
    assert (await discord.select(shown, "page", ["Page 1"])).content == "picked Page 1"
    whom = await discord.select(shown, "whom", [discord.guilds[0].moderator])
    assert whom.content == "picked Mo Moderator"
    with pytest.raises(WireError, match="is disabled"):
        await discord.press(shown, "never")
    with pytest.raises(WireError, match="no component 'back'"):
        await discord.press(shown, "back")
    with pytest.raises(WireError, match="offers"):
        await discord.select(shown, "page", ["Page 9"])

    later = await discord.press(shown, "later")
    await later.until(lambda answer: answer.content == "later")
    assert later.type == DEFERRED_UPDATE
    assert shown.components == []


@pytest.mark.usefixtures("bot")
async def test_a_modal_from_a_command_and_from_a_button(discord: LoopbackDiscord) -> None:
    for opened in (
        await discord.slash("note"),
        await discord.press(await panel(discord), "note"),
    ):
        assert opened.type == MODAL
        sent = await discord.submit_modal(opened, {"text": "hi", "mood": "Bad"})
        assert sent.content == "noted: hi (Bad)"
        assert sent.ephemeral
        with pytest.raises(WireError, match=r"no fields \['subject'\]"):
            await discord.submit_modal(opened, {"subject": "x"})
        with pytest.raises(WireError, match="characters"):
            await discord.submit_modal(opened, {"text": "x" * 101, "mood": "Bad"})


@pytest.mark.usefixtures("bot")
async def test_a_deferred_answer_its_edit_and_followup(discord: LoopbackDiscord) -> None:
    answer = await discord.slash("slow")
    assert answer.type == DEFERRED_MESSAGE
    await answer.settled()
    await answer.until(lambda changed: changed.content == "done!")
    assert answer.ephemeral
    assert [message["components"][0]["type"] for message in answer.followups] == [17]


@pytest.mark.usefixtures("bot")
async def test_a_deferred_answer_that_turns_out_to_be_private(discord: LoopbackDiscord) -> None:
    answer = await discord.slash("private")
    assert answer.type == DEFERRED_MESSAGE
    await answer.until(lambda changed: changed.complete)
    assert answer.deleted
    assert discord.messages() == []
    (private,) = answer.followups
    assert private["content"] == "only for you"
    assert private["flags"] & FLAG_EPHEMERAL


@pytest.mark.usefixtures("bot")
async def test_a_file_and_its_deletion(discord: LoopbackDiscord) -> None:
    answer = await discord.slash("file")
    assert answer.attachments[0]["filename"] == "export.json"
    assert answer.attachments[0]["size"] == len(b"{}")
    await answer.until(lambda changed: changed.deleted)
    assert discord.messages() == []


@pytest.mark.usefixtures("bot")
async def test_channel_messages_and_a_rate_limit(discord: LoopbackDiscord) -> None:
    answer = await discord.slash("post")
    assert answer.content == "read ['edited']"
    discord.refuse("POST", "/channels/", status=429, retry_after=0.3)
    limited = await discord.slash("post")
    assert limited.seconds > 0.3
    assert [call.status for call in discord.requests].count(429) == 1


@pytest.mark.usefixtures("bot")
async def test_the_bot_reads_only_what_mentions_it(discord: LoopbackDiscord) -> None:
    await discord.say("nobody asked")
    await discord.say(f"<@{discord.state.application.id}> hello")
    await discord.slash("post")
    said = [message["content"] for message in discord.messages()]
    assert "you said: <@1100000000000000001> hello" in said
    assert len([text for text in said if text.startswith("you said")]) == 1


@pytest.mark.usefixtures("bot")
async def test_no_answer_is_an_error(discord: LoopbackDiscord) -> None:
    with pytest.raises(WireError, match="no answer to 'mute'"):
        await discord.slash("mute", seconds=0.3)


async def test_a_late_answer_is_refused(tmp_path: Path) -> None:
    async with (
        LoopbackDiscord(answer_deadline=0.0) as discord,
        BotProcess(discord, tmp_path / "probe.log", argv=PROBE_BOT),
    ):
        with pytest.raises(WireError, match="answered only after"):
            await discord.slash("note")
        burst = await discord.dispatch_many(lambda _: discord.slash_payload("note"), 3)
        none = await discord.dispatch_many(lambda _: discord.slash_payload("mute"), 3, seconds=0.3)
    assert (burst.unanswered, none.unanswered) == (3, 3)
    assert len(discord.late) == 4
