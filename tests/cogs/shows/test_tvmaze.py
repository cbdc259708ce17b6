"""/setup show with a show that is not on record: looked up on TVmaze, which answers on loopback here."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import aiohttp
import pytest
from simcord import InteractionResult, MemberActor

from bot.app import open_app
from bot.client import Casefile
from bot.services.shows.lookups import LOOK_UP
from bot.ui.card import Card
from bot.web.tvmaze import Site
from cogs.shared import responding
from cogs.shared.context import Interaction
from cogs.shows import lookups
from tests.cogs.sent import Sent
from tests.cogs.world import Seen, World, look, refused, seen
from tests.web.tvmaze_server import POSTER, SHOW, Answer, TvMazeServer, tidewater, tvmaze_server

TITLE = "Tidewater"
CREDIT = "TVmaze (CC BY-SA 4.0)"


@pytest.fixture
async def tvmaze() -> AsyncGenerator[TvMazeServer]:
    async with tvmaze_server(tidewater()) as server:
        yield server


@pytest.fixture
async def simcord_bot(database: Path, packs: Path, tvmaze: TvMazeServer) -> AsyncGenerator[Casefile]:
    async with open_app(database, packs, always_sync=True, tvmaze=Site(tvmaze.url, 0, 0)) as client:
        yield client


async def looked_up(world: World, text: str = TITLE, who: MemberActor | None = None) -> InteractionResult:
    return await (who or world.moderator).slash(world.channel, "setup show", show=f"{LOOK_UP}{text}")


def shown(result: InteractionResult) -> Seen:
    """The card as it is now."""
    message = result.response
    assert message is not None
    return look(message)


async def pick(world: World, result: InteractionResult, value: str = str(SHOW)) -> InteractionResult:
    assert result.response is not None
    return await world.moderator.select(result.response, [value])


async def test_a_title_that_no_show_on_record_has_can_be_looked_up(world: World) -> None:
    offered = await world.moderator.autocomplete(world.channel, "setup show", "show", "tidew")
    assert [(choice["name"], choice["value"]) for choice in offered] == [
        ("Look “tidew” up on TVmaze", f"{LOOK_UP}tidew")
    ]
    known = await world.moderator.autocomplete(world.channel, "setup show", "show", "Jessica Jones")
    assert [choice["name"] for choice in known] == ["Jessica Jones"]
    elsewhere = await world.fan.autocomplete(world.channel, "cast", "show", "tidew")
    assert elsewhere == []


async def test_a_title_that_was_typed_is_looked_up_with_a_button_that_outlives_a_restart(
    world: World, tvmaze: TvMazeServer, database: Path, packs: Path
) -> None:
    offered = seen(await world.moderator.slash(world.channel, "setup show", show=f" {TITLE}  "))
    assert offered.ephemeral
    assert offered.labels == ["Look it up on TVmaze"]
    async with open_app(database, packs, always_sync=True, tvmaze=Site(tvmaze.url, 0, 0)) as restarted:
        await world.env.restart_bot(restarted)
        await world.moderator.click(offered.message, label="Look it up on TVmaze")
        listed = look(offered.message)
        assert listed.title == "Which show is it?"
        assert [option.label for option in listed.options] == ["Tidewater (2019)"]
        await world.moderator.select(listed.message, [str(SHOW)])
        assert look(offered.message).title == "The show is chosen"
        await world.env.shutdown()


@pytest.mark.parametrize("title", ["x" * 81, "𝕫" * 80, "a"])
async def test_what_no_title_is_like_is_not_looked_up(world: World, title: str) -> None:
    offered = seen(await world.moderator.slash(world.channel, "setup show", show=title))
    assert offered.labels == []
    assert "Type the first words of its title" in offered.description


@pytest.mark.parametrize("title", ["@everyone", "\u202eבדיקה <@666>", "**x** [y](https://evil.example)"])
async def test_any_title_can_be_looked_up(world: World, title: str) -> None:
    sent = Sent(world.env)
    offered = seen(await world.moderator.slash(world.channel, "setup show", show=title))
    assert offered.labels == ["Look it up on TVmaze"]
    assert sent.check() == 1


async def test_a_long_title_is_looked_up_whole(world: World, tvmaze: TvMazeServer) -> None:
    offered = seen(await world.moderator.slash(world.channel, "setup show", show="S" * 80))
    tvmaze.put(f"/search/shows?q={'S' * 80}", [])
    await world.moderator.click(offered.message, label="Look it up on TVmaze")
    assert look(offered.message).title == "Nothing found"


async def test_a_picked_show_is_fetched_and_becomes_the_servers(world: World) -> None:
    found = await looked_up(world)
    listed = shown(found)
    assert listed.ephemeral
    assert [(option.label, option.description) for option in listed.options] == [
        ("Tidewater (2019)", "Channel Nought · English · Running")
    ]
    await pick(world, found)
    card = shown(found)
    assert card.title == "The show is chosen"
    assert "2 seasons, 3 episodes, 1 special, 7 people and 14 facts" in card.body
    assert card.footer.endswith(CREDIT)
    assert card.labels == []
    answer = seen(await world.fan.slash(world.channel, "director", of="1x02"))
    assert "Eve Stone and Finn Ray" in answer.title + answer.body
    assert answer.footer.endswith(CREDIT)


async def test_a_fetched_show_has_its_poster_and_its_synopses_with_their_credit(
    world: World, tvmaze: TvMazeServer
) -> None:
    await pick(world, await looked_up(world))
    card = seen(await world.fan.slash(world.channel, "episode", episode="1x02"))
    assert card.message.embeds[0].thumbnail.url == POSTER.replace("http://", "https://")
    assert card.footer.endswith(f"Data from {CREDIT}")
    synopsis = seen(await world.fan.click(card.message, label="Synopsis"))
    assert synopsis.description.splitlines()[1:] == [
        "||Ropes and fog.|| (spoils S01E02)",
        r"*Text: TVmaze \(CC BY-SA 4.0\)*",
    ]
    assert not any("uploads" in call.path for call in tvmaze.calls)


async def test_a_show_on_record_is_just_chosen(world: World, tvmaze: TvMazeServer) -> None:
    await pick(world, await looked_up(world))
    asked = len(tvmaze.calls)
    found = await looked_up(world)
    assert shown(found).options[0].description.startswith("already on record")
    await pick(world, found)
    assert shown(found).title == "The show is chosen"
    assert "On record" not in shown(found).body
    assert len(tvmaze.calls) == asked + 1


async def test_a_title_that_nothing_has_is_answered_so(world: World, tvmaze: TvMazeServer) -> None:
    tvmaze.put("/search/shows?q=No+Such+*Thing*", [])
    card = shown(await looked_up(world, "No Such *Thing*"))
    assert card.title == "Nothing found"
    assert r"“No Such \*Thing\*”" in card.body


async def test_trouble_at_tvmaze_is_explained_and_can_be_tried_again(world: World, tvmaze: TvMazeServer) -> None:
    found = await looked_up(world)
    tvmaze.pages["/episodes/9002/guestcrew"] = Answer(b"", 503)
    await pick(world, found)
    assert shown(found).title == "That did not work"
    assert r"TVmaze answers with an error \(503\)" in shown(found).body
    offered = seen(await world.fan.slash(world.channel, "season", number=1, show=TITLE))
    assert "No show called" in offered.description
    tvmaze.put_all(tidewater())
    await world.moderator.click(shown(found).message, label="Try again")
    assert shown(found).title == "The show is chosen"


async def test_what_a_restart_broke_off_can_still_be_cancelled(world: World, tvmaze: TvMazeServer) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    tvmaze.before["/episodes/9002/guestcrew"] = bot.services.shows.lookups.stop
    found = await looked_up(world)
    await pick(world, found)
    assert shown(found).title == "Fetching from TVmaze"
    assert shown(found).labels == ["Cancel"]
    second = await looked_up(world)
    (words,) = (await pick(world, second)).followups
    assert "being fetched for this server already" in words.content
    await world.moderator.click(shown(found).message, label="Cancel")
    assert shown(found).title == "Cancelled"
    assert shown(found).labels == []
    tvmaze.before.clear()
    await pick(world, second)
    assert shown(second).title == "The show is chosen"


async def test_what_was_broken_off_continues_at_the_next_start(
    world: World, tvmaze: TvMazeServer, database: Path, packs: Path
) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    tvmaze.before["/episodes/9002/guestcrew"] = bot.services.shows.lookups.stop
    await pick(world, await looked_up(world))
    tvmaze.before.clear()
    async with open_app(database, packs, always_sync=True, tvmaze=Site(tvmaze.url, 0, 0)) as restarted:
        await world.env.restart_bot(restarted)
        answer = seen(await world.fan.slash(world.channel, "director", of="1x02"))
        assert "Eve Stone and Finn Ray" in answer.title + answer.body
        await world.env.shutdown()


async def test_only_managers_look_shows_up(world: World) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    (setup,) = [command for command in await bot.tree.fetch_commands() if command.name == "setup"]
    world.guild.set_command_permissions(setup, {world.guild.default_role: True})
    words = refused(world, await looked_up(world, who=world.fan))
    assert words == "Only members who can manage this server can do that."


async def test_a_connection_to_discord_that_breaks_ends_no_lookup(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await looked_up(world)
    shown_before = lookups._show  # pyright: ignore[reportPrivateUsage]
    breaks = iter((aiohttp.ServerDisconnectedError(), TimeoutError()))

    async def breaking(interaction: Interaction, card: Card) -> None:
        if error := next(breaks, None):
            raise error
        await shown_before(interaction, card)

    monkeypatch.setattr(lookups, "_show", breaking)
    monkeypatch.setattr(responding, "SECONDS_BETWEEN_EDITS", 0.0)
    await pick(world, found)
    assert shown(found).title == "The show is chosen"
