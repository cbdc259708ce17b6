"""/spoilers: how far a member has watched, for them alone and in every server."""

import shutil
from contextlib import closing
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.app import open_app
from bot.domain.spoilers import MOST_OF_MEMBER
from bot.ui.height import height
from tests.cogs.world import Seen, World, refused, seen
from tests.conftest import PACK
from tests.engines.raw import connect
from tests.store.rows_of import rows

EXAMPLES = "Type an episode such as S01E03, its title, season 1, season 1 finale, nothing or everything."
WATCHED, HERE = "You have watched", "In this channel"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Jessica Jones, and a show that no server has chosen."""
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copyfile(PACK, folder / PACK.name)
    shutil.copyfile(Path(__file__).with_name("second.toml"), folder / "harbour-lights.toml")
    return folder


@pytest.fixture
async def chosen(world: World) -> World:
    """Both servers are about Jessica Jones."""
    seen(await world.moderator.slash(world.channel, "setup show", show="Jessica Jones"))
    seen(await world.far_moderator.slash(world.far_channel, "setup show", show="Jessica Jones"))
    return world


async def say(world: World, upto: str, actor: MemberActor | None = None, **options: object) -> Seen:
    card = seen(await (actor or world.fan).slash(world.channel, "spoilers seen", upto=upto, **options))
    assert card.ephemeral
    assert card.title == "How far you have watched"
    return card


async def status(actor: MemberActor, channel: ChannelHandle) -> Seen:
    card = seen(await actor.slash(channel, "spoilers status"))
    assert card.ephemeral
    return card


async def offered(world: World, typed: str, **filled: object) -> list[str]:
    found = await world.fan.autocomplete(world.channel, "spoilers seen", "upto", typed, **filled)
    return [choice["name"] for choice in found]


@pytest.mark.parametrize(
    ("upto", "reach", "short"),
    [
        ("S01E03", "go up to S01E03", "S01E03"),
        ("1x03", "go up to S01E03", "S01E03"),
        ("103", "go up to S01E03", "S01E03"),
        ("AKA Smile", "go up to S01E13", "S01E13"),
        ("crush syndrome", "go up to S01E02", "S01E02"),
        ("pilot", "go up to S01E01", "S01E01"),
        ("season 1 finale", "go up to S01E13", "S01E13"),
        ("Season 2", "go up to the end of season 2", "season 2"),
        ("nothing", "give nothing away, as if no episode had been watched", "nothing"),
        ("Everything", "cover everything", "everything"),
    ],
)
async def test_a_member_says_how_far(chosen: World, upto: str, reach: str, short: str) -> None:
    card = await say(chosen, upto)
    first, *rest = card.description.split("\n")
    assert first == f"Your answers about **Jessica Jones** now {reach}."
    assert "sent to you alone" in rest[0]
    assert "An answer to a mention is seen by all" in rest[1]
    assert (await status(chosen.fan, chosen.channel)).value(WATCHED) == f"Jessica Jones · {short}"
    assert height(card.description) <= 10


@pytest.mark.parametrize("upto", ["S01E99", "season 9", "season 9 finale", "9x01"])
async def test_only_what_is_on_record_can_be_a_boundary(chosen: World, database: Path, upto: str) -> None:
    words = refused(chosen, await chosen.fan.slash(chosen.channel, "spoilers seen", upto=upto))
    assert words == f"“{upto}” of Jessica Jones is not on record. {EXAMPLES}"
    assert rows(database, "seen") == []


async def test_what_is_no_episode_is_refused_with_examples_and_names_no_title(chosen: World, database: Path) -> None:
    for upto in ("Krysten Ritter", "AKA Smirks", "**x**"):
        words = refused(chosen, await chosen.fan.slash(chosen.channel, "spoilers seen", upto=upto))
        assert words.startswith("I know no episode “")
        assert words.endswith(EXAMPLES)
        assert "Smile" not in words
    assert rows(database, "seen") == []


async def test_a_part_of_a_title_is_none_so_that_it_does_not_tell_which_there_are(chosen: World) -> None:
    for typed in ("aka", "playl", "AKA Playlan"):
        words = refused(chosen, await chosen.fan.slash(chosen.channel, "spoilers seen", upto=typed))
        assert words.startswith("I know no episode")


async def test_another_show_can_be_named_and_an_unknown_one_is_refused(chosen: World, database: Path) -> None:
    card = await say(chosen, "season 1", show="Harbour")
    assert "**Harbour Lights** now go up to the end of season 1" in card.description
    words = refused(chosen, await chosen.fan.slash(chosen.channel, "spoilers seen", upto="1x01", show="Zorblax"))
    assert "Zorblax" in words
    await say(chosen, "S01E03")
    assert (await status(chosen.fan, chosen.channel)).value(WATCHED).split("\n") == [
        "Harbour Lights · season 1",
        "Jessica Jones · S01E03",
    ]
    assert len(rows(database, "seen")) == 2


async def test_without_a_show_the_member_is_asked_for_one(world: World, database: Path) -> None:
    for command, options in (("spoilers seen", {"upto": "1x01"}), ("spoilers off", {})):
        words = refused(world, await world.fan.slash(world.channel, command, **options))
        assert words.startswith("No show is chosen for this server yet.")
    assert rows(database, "seen") == []


async def test_two_members_have_their_own_boundaries(chosen: World) -> None:
    await say(chosen, "S01E03")
    await say(chosen, "season 2", chosen.other_fan)
    assert (await status(chosen.fan, chosen.channel)).value(WATCHED) == "Jessica Jones · S01E03"
    assert (await status(chosen.other_fan, chosen.channel)).value(WATCHED) == "Jessica Jones · season 2"


async def test_a_member_of_two_servers_has_one_boundary(chosen: World, database: Path) -> None:
    await say(chosen, "S01E03")
    assert (await status(chosen.far_fan, chosen.far_channel)).value(WATCHED) == "Jessica Jones · S01E03"
    seen(await chosen.far_fan.slash(chosen.far_channel, "spoilers seen", upto="S01E05"))
    assert (await status(chosen.fan, chosen.channel)).value(WATCHED) == "Jessica Jones · S01E05"
    assert len(rows(database, "seen")) == 1


async def test_off_ends_it_and_says_so_if_there_was_none(chosen: World, database: Path) -> None:
    await say(chosen, "S01E03")
    ended = seen(await chosen.fan.slash(chosen.channel, "spoilers off"))
    assert (ended.ephemeral, ended.title) == (True, "Ended")
    assert ended.description == "Your answers about **Jessica Jones** now go as far as each channel does."
    assert rows(database, "seen") == []
    again = seen(await chosen.fan.slash(chosen.channel, "spoilers off"))
    assert (again.ephemeral, again.title) == (True, "Nothing to end")
    words = refused(chosen, await chosen.fan.slash(chosen.channel, "spoilers off", show="Zorblax"))
    assert "Zorblax" in words


async def test_who_said_nothing_reads_what_holds_in_the_channel(chosen: World) -> None:
    card = await status(chosen.fan, chosen.channel)
    assert card.value(WATCHED).startswith("You have not said")
    assert card.value(HERE) == "No boundary: answers here cover everything on record."


async def test_the_channels_boundary_is_shown_also_in_its_threads(chosen: World) -> None:
    category = chosen.guild.create_category("Season 1")
    inside = chosen.guild.create_text_channel("episode talk", category=category)
    setting = chosen.moderator.slash
    seen(await setting(chosen.channel, "setup spoilers", upto="season 2"))
    seen(await setting(chosen.channel, "setup spoilers", upto="season 1", channel=category))
    seen(await setting(chosen.channel, "setup spoilers", upto="season 1", show="Harbour Lights"))
    assert (await status(chosen.fan, chosen.channel)).value(HERE).split("\n") == [
        "Harbour Lights · season 1 · set for the whole server",
        "Jessica Jones · season 2 · set for the whole server",
    ]
    assert f"Jessica Jones · season 1 · set for <#{category.id}>" in (await status(chosen.fan, inside)).value(HERE)
    seen(await setting(chosen.channel, "setup spoilers", upto="S01E03", channel=inside))
    found = chosen.env.bot.get_channel(inside.id)
    assert isinstance(found, discord.TextChannel)
    await found.create_thread(name="thread", type=discord.ChannelType.public_thread, auto_archive_duration=60)
    for place in (inside, *inside.threads):
        assert f"Jessica Jones · S01E03 · set for <#{inside.id}>" in (await status(chosen.fan, place)).value(HERE)


async def test_it_outlives_a_restart(chosen: World, database: Path, packs: Path) -> None:
    await say(chosen, "S01E03")
    async with open_app(database, packs, always_sync=True) as restarted:
        await chosen.env.restart_bot(restarted)
        assert (await status(chosen.fan, chosen.channel)).value(WATCHED) == "Jessica Jones · S01E03"
        await chosen.env.shutdown()


async def test_privacy_lists_it_to_the_member_alone_and_removes_it(chosen: World, database: Path) -> None:
    await say(chosen, "S01E03")
    await say(chosen, "season 2", chosen.other_fan)
    page = seen(await chosen.fan.slash(chosen.channel, "privacy"))
    assert page.ephemeral
    assert page.value("How far you have watched") == "Jessica Jones, S01E03"
    direct = seen(await chosen.fan.user.slash("privacy"))
    assert direct.value("How far you have watched") == "Jessica Jones, S01E03"
    question = seen(await chosen.fan.click(page.message, label="Remove what is stored about me"))
    assert "how far you have watched" in question.value("What is removed")
    seen(await chosen.fan.click(question.message, label="Remove it"))
    assert [row[0] for row in rows(database, "seen")] == [chosen.other_fan.id]
    assert "How far you have watched" not in seen(await chosen.fan.slash(chosen.channel, "privacy")).names


async def test_it_is_in_no_log(chosen: World, caplog: pytest.LogCaptureFixture) -> None:
    log = chosen.guild.create_text_channel("log")
    seen(await chosen.moderator.slash(chosen.channel, "setup log", channel=log))
    caplog.clear()
    with caplog.at_level("DEBUG", "bot"), caplog.at_level("DEBUG", "cogs"):
        await say(chosen, "S01E03")
        seen(await chosen.fan.slash(chosen.channel, "spoilers off"))
        await chosen.env.settle()
    assert log.history() == []
    assert str(chosen.fan.id) not in caplog.text


async def test_a_member_can_say_it_for_two_hundred_shows(chosen: World, database: Path) -> None:
    with closing(connect(database)) as connection:
        for number in range(1, MOST_OF_MEMBER):
            show = "INSERT INTO show (id, layer, key, title) VALUES (?, 0, ?, ?)"
            connection.execute(show, (number, f"show-{number}", f"Show {number:03}"))
            connection.execute("INSERT INTO seen VALUES (?, ?, 1, 1, '')", (chosen.fan.id, number))
        connection.commit()
    await say(chosen, "S01E03")
    words = refused(
        chosen, await chosen.fan.slash(chosen.channel, "spoilers seen", upto="season 1", show="Harbour Lights")
    )
    assert words.startswith("You have said for 200 shows how far you have watched, which is the limit.")
    assert "S01E05" in (await say(chosen, "S01E05")).description
    assert len(rows(database, "seen")) == MOST_OF_MEMBER
    listed = (await status(chosen.fan, chosen.channel)).value(WATCHED)
    assert listed.endswith(" more")
    assert seen(await chosen.fan.slash(chosen.channel, "privacy")).value("How far you have watched").endswith(" more")


async def test_at_first_no_title_is_offered(chosen: World) -> None:
    assert await offered(chosen, "") == [
        "nothing", "S01E01", "S01E02", "S01E03", "S01E04", "S01E05", "season 1", "season 2", "season 3", "everything",
    ]  # fmt: skip
    assert await offered(chosen, "s01e0") == [f"S01E0{number}" for number in range(1, 10)]
    assert await offered(chosen, "smile") == []
    assert await offered(chosen, "aka") == []


async def test_titles_are_offered_as_far_as_the_member_has_watched(chosen: World) -> None:
    await say(chosen, "S01E02")
    assert await offered(chosen, "") == [
        "nothing", "S01E03", "S01E04", "S01E05", "S01E06", "S01E07", "season 1", "season 2", "season 3", "everything",
    ]  # fmt: skip
    assert await offered(chosen, "1x0") == [
        "S01E01 · AKA Ladies Night", "S01E02 · AKA Crush Syndrome", *(f"S01E0{number}" for number in range(3, 10)),
    ]  # fmt: skip
    assert await offered(chosen, "aka") == ["S01E01 · AKA Ladies Night", "S01E02 · AKA Crush Syndrome"]
    assert await offered(chosen, "smile") == []
    await say(chosen, "season 1")
    assert await offered(chosen, "smile") == ["S01E13 · AKA Smile"]
    assert await offered(chosen, "2x01") == ["S02E01"]


async def test_words_and_seasons_complete_and_what_is_picked_is_read(chosen: World) -> None:
    assert await offered(chosen, "not") == ["nothing"]
    assert await offered(chosen, "Ev") == ["everything"]
    assert await offered(chosen, "season") == ["season 1", "season 2", "season 3"]
    assert (await offered(chosen, "2"))[0] == "season 2"
    assert len(await offered(chosen, "s")) <= 25
    assert await offered(chosen, "x" * 200) == []
    for choice in await chosen.fan.autocomplete(chosen.channel, "spoilers seen", "upto", ""):
        await say(chosen, choice["value"])


async def test_they_are_of_the_show_that_is_filled_in(chosen: World) -> None:
    assert await offered(chosen, "", show="Harbour Lights") == ["nothing", "season 1", "everything"]
    assert await offered(chosen, "", show="Zorblax") == []


async def test_one_members_boundary_shows_no_titles_to_another(chosen: World) -> None:
    await say(chosen, "everything", chosen.other_fan)
    assert await offered(chosen, "1x02") == ["S01E02"]


async def test_a_boundary_whose_episode_is_gone_shows_no_titles(chosen: World, database: Path) -> None:
    await say(chosen, "S01E05")
    with closing(connect(database)) as connection:
        connection.execute("UPDATE seen SET number = 99")
        connection.commit()
    assert await offered(chosen, "1x02") == ["S01E02"]
