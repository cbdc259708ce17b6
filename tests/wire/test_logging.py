"""The log of a bot that runs as its own process."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store.store import open_store
from tests.helpers.announcements import announcement, keep
from tests.loopback.loopback import LoopbackDiscord
from tests.wire.test_casefile import answers_to_mentions, button, casefile, until


async def use_everything(discord: LoopbackDiscord) -> set[str]:
    """Use commands, a button, a form, a completion and a mention. Return the tokens of all these interactions."""
    guild = discord.guilds[0]
    card = await discord.slash("cast", {"who": "Trish"})
    sources = await discord.press(card, button(card, "Sources"))
    form = await discord.slash("fact add", {"kind": "release", "season": 4}, member=guild.moderator)
    draft = await discord.submit_modal(form, {"released": "June 2027", "reason": "They said so"})
    completed = await discord.autocomplete("cast", "who", "Tri")
    refused = await discord.slash("feed list", member=guild.fan)
    await discord.say(f"<@{discord.state.application.id}> who plays Trish?")
    await until(lambda: bool(answers_to_mentions(discord)))
    return {answer.interaction["token"] for answer in (card, sources, form, draft, completed, refused)}


@pytest.mark.parametrize("form", ["text", "json"])
async def test_the_whole_log_of_everything_has_no_token(discord: LoopbackDiscord, database: Path, form: str) -> None:
    bot = casefile(discord, database, log_level="DEBUG")
    bot.env |= {"LOG_FORMAT": form}
    # The library also logs what it does about an answer that Discord refuses, and about one that is slow.
    async with bot:
        tokens = await use_everything(discord)
        discord.refuse("POST", "/callback", status=500)
        tokens.add((await discord.slash("cast", {"who": "Trish"})).interaction["token"])
    said = bot.output
    assert len(tokens) == 7
    assert "/interactions/" in said
    assert said.count("INTERACTION_CREATE") >= len(tokens)
    assert "/callback has returned status code 204" in said
    assert [token for token in (*tokens, discord.token) if token in said] == []


async def test_every_line_about_an_interaction_names_it(discord: LoopbackDiscord, database: Path) -> None:
    bot = casefile(discord, database, log_level="DEBUG")
    bot.env |= {"LOG_FORMAT": "json"}
    async with bot:
        cast, refused = await discord.slash("cast", {"who": "Trish"}), await discord.slash("feed list")
    lines = [json.loads(line) for line in bot.output.splitlines()]
    posted = [line for line in lines if "/callback has returned status code" in line["message"]]
    assert [line["interaction_id"] for line in posted] == [answer.interaction["id"] for answer in (cast, refused)]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    sent = [line for line in lines if line["message"] == "Commands were sent to Discord."]
    assert ["interaction_id" in line for line in sent] == [False]


async def test_lines_about_a_post_name_its_delivery(discord: LoopbackDiscord, database: Path) -> None:
    guild, due = discord.guilds[0], datetime.now(UTC) - timedelta(minutes=1)
    channel = guild.channels[0].id
    async with open_store(database) as store:
        await keep(store, announcement(guild=guild.id, due_at=due, channels=(channel,)))
    bot = casefile(discord, database, log_level="DEBUG")
    bot.env |= {"LOG_FORMAT": "json"}
    async with bot:
        await until(lambda: bool(discord.messages()))
    with closing(sqlite3.connect(database)) as connection:
        [(delivery,)] = connection.execute("SELECT id FROM delivery").fetchall()
    lines = [json.loads(line) for line in bot.output.splitlines()]
    posted = [line for line in lines if line["message"].startswith(f"POST {discord.api_base}/channels/{channel}/")]
    assert posted
    assert {line.get("delivery_id") for line in posted} == {str(delivery)}
