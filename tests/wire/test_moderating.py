"""What moderators do, over the wire: Discord accepts every request of it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.loopback import answers
from tests.loopback.answers import Answer
from tests.loopback.components import walk
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.openapi import DOCUMENT
from tests.loopback.world import Json
from tests.wire.test_casefile import FAILURE, button, casefile, title, until

SOURCE = "https://deadline.com/2026/scoop Deadline"


def option(answer: Answer, sign: str) -> tuple[str, str]:
    """A list's custom id and the value of its first option with this sign."""
    lists: list[Json] = [component for component in walk(answer.components) if "options" in component]
    return next(
        (list_["custom_id"], choice["value"])
        for list_ in lists
        for choice in list_["options"]
        if sign in choice["label"]
    )


async def open_suggestion(discord: LoopbackDiscord) -> Answer:
    """The newest suggestion's card, as a moderator opens it from the list of what waits."""
    moderator = discord.guilds[0].moderator
    review = await discord.slash("fact review", member=moderator)
    return await discord.select(review, *picked(option(review, "💡")), member=moderator)


def picked(found: tuple[str, str]) -> tuple[str, list[str]]:
    return found[0], [found[1]]


def log(discord: LoopbackDiscord) -> list[Json]:
    """The messages in the log's channel, oldest first, without answers to commands."""
    return [each for each in discord.messages()[::-1] if each["author"]["bot"] and "interaction_metadata" not in each]


async def test_every_request_of_moderators_fits_discords_own_description(
    discord: LoopbackDiscord, database: Path
) -> None:
    if discord.schema is None:
        pytest.skip(f"NOT CHECKED: {DOCUMENT.name}, Discord's OpenAPI document, is absent, so no request was checked")
    async with casefile(discord, database) as process:
        await set_the_log_up(discord)
        await add_a_release(discord)
        await correct_it_again(discord)
        await reject_a_suggestion(discord)
        await approve_a_suggestion(discord)
        await look_around(discord)
    assert "Traceback" not in process.output
    assert discord.schema_faults == []
    assert discord.unknown_routes == []
    seen = {(call.method, call.path.split("/")[1]) for call in discord.requests if call.body is not None}
    # On a busy machine an answer may be deferred first and edited in later.
    assert seen - {("PATCH", "webhooks")} == {
        ("PUT", "applications"), ("POST", "interactions"), ("POST", "channels"), ("PATCH", "channels"),
        ("POST", "users"),
    }  # fmt: skip
    assert [call.status for call in discord.requests if call.status >= 400] == []


async def set_the_log_up(discord: LoopbackDiscord) -> None:
    guild = discord.guilds[0]
    chosen = await discord.slash("setup log", {"channel": guild.channels[0]}, member=guild.moderator)
    assert FAILURE not in chosen.content
    assert (await discord.slash("setup status", member=guild.moderator)).embeds


async def add_a_release(discord: LoopbackDiscord) -> None:
    moderator = discord.guilds[0].moderator
    form = await discord.slash("fact add", {"kind": "release", "season": 4}, member=moderator)
    assert form.type == answers.MODAL
    unread = await discord.submit_modal(form, {"released": "in a while"})
    assert "in a while" in unread.content
    again = await discord.press(unread, button(unread, "Correct what I typed"), member=moderator)
    draft = await discord.submit_modal(again, {"released": "June 2027", "reason": "They said so"})
    assert title(draft) == "Not saved yet"
    source = await discord.press(draft, button(draft, "Add a source"), member=moderator)
    draft = await discord.submit_modal(
        source, {"outlet": "Variety", "url": "https://variety.com/4", "published": "2026-11-20", "weight": "reported"}
    )
    assert title(draft) == "Before you save"
    saved = await discord.press(draft, button(draft, "Save"), member=moderator)
    assert title(saved) == "Added"
    await until(lambda: bool(log(discord)))
    line = log(discord)[-1]
    assert "June 2027" in line["content"]
    sent = [call for call in discord.requests if call.path.endswith("/messages")]
    assert len({call.body["nonce"] for call in sent}) == len(sent)
    assert all(call.body["enforce_nonce"] and len(str(call.body["nonce"])) <= 25 for call in sent)


async def correct_it_again(discord: LoopbackDiscord) -> None:
    """Every button of a fact's own card, and of the cards behind it."""
    moderator = discord.guilds[0].moderator
    typed = await discord.autocomplete("fact show", "fact", "season 4", member=moderator)
    value = typed.choices[0]["value"]
    shown = await discord.slash("fact show", {"fact": value}, member=moderator)
    assert title(shown) == "Release"
    form = await discord.press(shown, button(shown, "Correct"), member=moderator)
    draft = await discord.submit_modal(form, {"statement": "Season 4 comes in June 2027, they say"})
    saved = await discord.press(draft, button(draft, "Save"), member=moderator)
    undone = await discord.press(saved, button(saved, "Undo"), member=moderator)
    assert title(undone) == "Taken back"
    history = await discord.press(undone, button(undone, "History"), member=moderator)
    back = await discord.press(history, button(history, "Back to no. 2"), member=moderator)
    assert title(back) == "Brought back"
    sources = await discord.slash("fact source", {"fact": value}, member=moderator)
    source = await discord.select(sources, *picked(option(sources, "Variety")), member=moderator)
    form = await discord.press(source, button(source, "Correct it"), member=moderator)
    draft = await discord.submit_modal(form, {"speaker": "Melissa Rosenberg"})
    dropped = await discord.press(draft, button(draft, "Throw away"), member=moderator)
    assert title(dropped) == "Thrown away"
    gone = await discord.slash("fact retire", {"fact": value, "reason": "A test"}, member=moderator)
    assert title(gone) == "Taken out of the answers"
    # Only this fact says that there is such a season, so that it is found among those taken out.
    assert title(await discord.press(gone, button(gone, "Undo"), member=moderator)) == "Taken back"


async def reject_a_suggestion(discord: LoopbackDiscord) -> None:
    guild = discord.guilds[0]
    answer = await discord.slash("season", {"number": 4}, member=guild.fan)
    listed = await discord.press(answer, button(answer, "Suggest a correction"), member=guild.fan)
    form = await discord.select(listed, *picked(option(listed, "Season 4")), member=guild.fan)
    made = await discord.submit_modal(form, {"released": "July 2027", "source": SOURCE})
    assert title(made) == "Thank you"
    await until(lambda: bool(log(discord)[-1]["embeds"]))
    posted = log(discord)[-1]
    assert posted["components"]
    card = await open_suggestion(discord)
    form = await discord.press(card, button(card, "Reject"), member=guild.moderator)
    rejected = await discord.submit_modal(form, {"reason": "Deadline did not say that"})
    assert title(rejected) == "Suggestion rejected"
    await until(lambda: len(discord.state.direct_messages(guild.fan)) == 1)
    notice = discord.state.direct_messages(guild.fan)[0]
    assert "rejected" in notice["embeds"][0]["title"]
    await until(lambda: posted["embeds"][0]["title"] == "Suggestion rejected")
    assert posted["components"] == []


async def approve_a_suggestion(discord: LoopbackDiscord) -> None:
    """From the log's own message, whose buttons answer only the moderator."""
    guild = discord.guilds[0]
    options = {"text": "A fourth season is being written", "source": SOURCE, "about": "Trish"}
    assert title(await discord.slash("suggest", options, member=guild.fan)) == "Thank you"
    await until(lambda: bool(log(discord)[-1]["components"]))
    posted = log(discord)[-1]
    approve = next(part["custom_id"] for part in walk(posted["components"]) if part.get("label") == "Approve")
    refused = await discord.press(posted, approve, member=guild.fan)
    assert refused.ephemeral
    assert "Only moderators" in refused.content
    saved = await discord.press(posted, approve, member=guild.moderator)
    assert saved.ephemeral
    assert title(saved) == "Added"
    await until(lambda: len(discord.state.direct_messages(guild.fan)) == 2)
    await until(lambda: "fourth season" in log(discord)[-1]["content"])
    await until(lambda: posted["embeds"][0]["title"] == "Suggestion approved")


async def look_around(discord: LoopbackDiscord) -> None:
    moderator = discord.guilds[0].moderator
    for kind in ("toml", "csv", "json"):
        exported = await discord.slash("fact export", {"format": kind}, member=moderator)
        await exported.until(lambda answer: bool(answer.attachments), 10.0)
    typed = await discord.autocomplete("fact show", "fact", "trish", member=moderator)
    fact = await discord.slash("fact show", {"fact": typed.choices[0]["value"]}, member=moderator)
    review = await discord.press(fact, button(fact, "Still so"), member=moderator)
    assert title(review) == "For a second look"
    for path, given in (("cast", "Trish"), ("director", "S02E07"), ("writer", "S02E07"), ("news", "")):
        kind = {"kind": path, **({"episode": given} if given.startswith("S") else {})}
        form = await discord.slash("fact add", kind, member=moderator)
        assert form.type == answers.MODAL
    for command in ("fact add", "fact review"):
        options = {"kind": "news"} if command == "fact add" else {}
        refused = await discord.slash(command, options, member=discord.guilds[0].fan)
        assert "Only moderators" in refused.content


@pytest.mark.parametrize("refused", ["users", "messages"])
async def test_who_can_not_get_a_direct_message_is_notified_at_the_next_command(
    discord: LoopbackDiscord, database: Path, refused: str
) -> None:
    guild = discord.guilds[0]
    async with casefile(discord, database):
        await discord.slash("suggest", {"text": "A fourth season is coming", "source": SOURCE}, member=guild.fan)
        card = await open_suggestion(discord)
        part = "/users/@me/channels" if refused == "users" else "/messages"
        discord.refuse("POST", part, status=403, times=10)
        assert title(await discord.press(card, button(card, "Approve"), member=guild.moderator)) == "Added"
        await until(lambda: any(call.status == 403 for call in discord.requests))
        assert discord.state.direct_messages(guild.fan) == []
        answer = await discord.slash("cast", {"who": "Trish"}, member=guild.fan)
        await answer.until(lambda answer: bool(answer.followups))
        assert "approved" in answer.followups[0]["embeds"][0]["title"]
        await until(lambda: notified(database) == [True])
        quiet = await discord.slash("cast", {"who": "Trish"}, member=guild.fan)
        await asyncio.sleep(0.2)
        assert quiet.followups == []


def notified(database: Path) -> list[bool]:
    with closing(sqlite3.connect(database)) as connection:
        return [bool(row[0]) for row in connection.execute("SELECT notified_at IS NOT NULL FROM backer")]
