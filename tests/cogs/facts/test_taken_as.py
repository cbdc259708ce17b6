"""A suggestion has a kind: what it was taken for is shown, can be changed, and answers once it is approved."""

from pathlib import Path

from simcord import MemberActor

from bot.app import open_app
from tests.cogs.facts.actions import (
    add_keeper,
    card,
    choose,
    form,
    id_in,
    in_words,
    keep_log,
    list_in,
    press,
    save,
    send,
    stored_facts,
    suggest,
    words,
)
from tests.cogs.world import Seen, World, look, seen
from tests.conftest import PACKS

SAID = "Jennifer Getzinger directed S03E05"
NEWS = "News about the show, since it is no credit, role or date of what is on record"


async def waiting(actor: MemberActor, world: World) -> Seen:
    """The card of the newest suggestion, as a moderator opens it from the list of what waits."""
    listed = card(await actor.slash(world.channel, "fact review"))
    return card(await actor.select(listed.message, [listed.options[-1].value]))


async def director(world: World, episode: str = "3x05") -> Seen:
    return seen(await world.fan.slash(world.channel, "director", of=episode))


async def test_an_approved_suggestion_changes_the_answer(world: World) -> None:
    before = await director(world)
    assert before.title == "Who directed S03E05?"
    assert "**Not on record**" in before.description
    thanks = await suggest(world.fan, world.channel, SAID)
    assert "**Taken as:** director of S03E05." in thanks.description
    shown = await waiting(world.moderator, world)
    assert shown.value("Taken as") == "Director of S03E05"
    assert shown.value("They wrote") == SAID
    assert card(await world.moderator.click(shown.message, label="Approve")).title == "Added"
    after = await director(world)
    assert after.title == "Jennifer Getzinger directed S03E05"
    assert "Variety" in after.body or "variety.com" in after.body
    assert "Getzinger" not in seen(await world.fan.slash(world.channel, "news")).body


async def test_somebody_new_is_marked_so(world: World) -> None:
    thanks = await suggest(world.fan, world.channel, "Zora Quillfeather directed S03E05")
    for shown in (thanks, await waiting(world.moderator, world)):
        assert shown.value("New on record, for this server") == "• **Zora Quillfeather**"


async def test_where_nothing_fits_it_is_news_and_the_cards_say_so(world: World) -> None:
    for number, said in enumerate(("Jennifer Getzinger directed S09E07", "Filming has begun", "Who directed S03E05?")):
        member = (world.fan, world.other_fan, world.admin)[number]
        thanks = await suggest(member, world.channel, said)
        assert f"**Taken as:** {NEWS[0].lower()}{NEWS[1:]}." in thanks.description, said
        assert (await waiting(world.moderator, world)).value("Taken as") == NEWS


async def test_a_member_chooses_another_kind_after_a_restart(world: World, database: Path) -> None:
    log = await keep_log(world)
    thanks = await suggest(world.fan, world.channel, "Jennifer Getzinger was behind the camera for S03E05")
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        opened = await world.fan.select(thanks.message, ["director"])
        assert form(opened)["where"] == "S03E05"
        again = card(await send(world.fan, opened, {"people": "Jennifer Getzinger"}))
        assert "**Taken as:** director of S03E05." in again.description
        assert "1 of 5 suggestions waiting" in again.footer
        assert len(log.history()) == 1
        posted = look(log.history()[0])
        assert posted.value("Taken as") == "Director of S03E05"
        assert posted.value("They wrote") == "Jennifer Getzinger was behind the camera for S03E05"
        card(await world.moderator.click(log.history()[0], label="Approve"))
        assert (await director(world)).title == "Jennifer Getzinger directed S03E05"
        await world.env.shutdown()


async def test_a_member_makes_news_of_what_was_taken_for_a_credit(world: World) -> None:
    thanks = await suggest(world.fan, world.channel, SAID)
    opened = await world.fan.select(thanks.message, ["news"])
    assert form(opened)["statement"] == SAID
    assert "**Taken as:** news about S03E05" in card(await send(world.fan, opened, {})).description
    shown = await waiting(world.moderator, world)
    assert "They wrote" not in shown.names
    card(await world.moderator.click(shown.message, label="Approve"))
    assert "Getzinger" not in (await director(world)).title
    assert SAID in seen(await world.fan.slash(world.channel, "news", about="3x05")).body


async def test_nobody_else_chooses_the_kind_of_a_members_suggestion(world: World, database: Path) -> None:
    thanks = await suggest(world.fan, world.channel, SAID)
    before = stored_facts(database)
    for actor in (world.other_fan, world.moderator):
        chosen = await choose(world, actor, world.channel, list_in(thanks, "mod-retake"), "news")
        assert words(chosen) == ("Only the member who suggested that can say what it is, as long as it waits.")
    assert "no longer works" in words(
        await choose(world, world.fan, world.channel, list_in(thanks, "mod-retake"), "nothing")
    )
    assert stored_facts(database) == before


async def test_what_was_decided_stays_what_it_is(world: World) -> None:
    thanks = await suggest(world.fan, world.channel, SAID)
    opened = await world.fan.select(thanks.message, ["writer"])
    shown = await waiting(world.moderator, world)
    card(await world.moderator.click(shown.message, label="Approve"))
    assert "approved" in words(await send(world.fan, opened, {"people": "Jennifer Getzinger"}))
    assert "approved" in words(await world.fan.select(thanks.message, ["writer"]))


async def test_a_kind_that_cant_be_read_keeps_what_was_typed(world: World) -> None:
    thanks = await suggest(world.fan, world.channel, "The finale was great")
    opened = await world.fan.select(thanks.message, ["writer"])
    faulty = await send(world.fan, opened, {"people": "Ana Diaz", "where": "the finale"})
    assert "neither a season nor an episode" in words(faulty)
    again = await world.fan.click(in_words(faulty).message, label="Correct what I typed")
    assert form(again)["people"] == "Ana Diaz"
    assert "writer of S02E13" in card(await send(world.fan, again, {"where": "S02E13"})).description


async def test_a_moderator_takes_it_for_another_kind_while_reviewing(world: World) -> None:
    keeper = await add_keeper(world)
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "Jennifer Getzinger was behind the camera for S03E05")
    shown = await waiting(keeper, world)
    opened = await keeper.select(shown.message, ["director"])
    assert form(opened)["where"] == "S03E05"
    saved = await save(keeper, await send(keeper, opened, {"people": "Jennifer Getzinger"}))
    assert saved.title == "Added"
    assert (await director(world)).title == "Jennifer Getzinger directed S03E05"
    decided = look(log.history()[0])
    assert decided.title == "Suggestion approved"
    fact = card(await keeper.click(log.history()[0], label="The fact"))
    assert fact.title == "Director"


async def test_edit_and_approve_offers_another_kind_on_its_preview(world: World, database: Path) -> None:
    await suggest(world.fan, world.channel, SAID)
    shown = await waiting(world.moderator, world)
    opened = await world.moderator.click(shown.message, label="Edit and approve")
    assert form(opened)["people"] == "Jennifer Getzinger"
    preview = card(await send(world.moderator, opened, {}))
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        other = await world.moderator.select(preview.message, ["writer"])
        assert form(other)["people"] == "Jennifer Getzinger"
        changed = await send(world.moderator, other, {})
        assert "Jennifer Getzinger wrote S03E05" in card(changed).body
        assert (await save(world.moderator, changed)).title == "Added"
        episode = seen(await world.fan.slash(world.channel, "episode", episode="3x05"))
        assert "**Writer** Jennifer Getzinger 📰" in episode.description
        assert "**Director** ▪️ not on record\n" in episode.description
        await world.env.shutdown()


async def test_only_moderators_take_drafts_and_suggestions_for_another_kind(world: World) -> None:
    await suggest(world.fan, world.channel, SAID)
    shown = await waiting(world.moderator, world)
    refusal = words(await choose(world, world.fan, world.channel, list_in(shown, "mod-words-as"), "writer"))
    assert refusal.startswith("Only moderators may do that")


async def test_a_fact_on_record_keeps_its_kind(world: World) -> None:
    await suggest(world.fan, world.channel, SAID)
    shown = await waiting(world.moderator, world)
    saved = card(await world.moderator.click(shown.message, label="Approve"))
    fact = card(await world.moderator.click(saved.message, label="The fact"))
    revision = id_in(fact, "Correct").split(":")[1]
    chosen = await choose(world, world.moderator, world.channel, f"mod-words-as:{revision}", "news")
    assert words(chosen) == "That form belongs to another fact. Start again with the command."


async def test_a_role_and_a_date_are_read_too(world: World) -> None:
    for member, said, taken in (
        (world.fan, "Carrie-Anne Moss is back as Jeri Hogarth in season 3", "a role in season 3"),
        (world.other_fan, "S03E05 was written by Ana Diaz and Bo Lin", "writer of S03E05"),
        (world.admin, "season 3 comes out on 14 June 2019", "air date of season 3"),
    ):
        assert f"**Taken as:** {taken}." in (await suggest(member, world.channel, said)).description


async def test_the_list_on_a_public_card_is_refused_to_a_stranger_in_words(world: World) -> None:
    pressed = await press(world, world.fan, world.channel, "mod-retake:zzz")
    assert "no longer" in words(pressed)
