"""What members suggest: from any answer, without learning what spoils, and decided once, by the first moderator."""

import asyncio
from pathlib import Path

from simcord import ChannelHandle, InteractionResult

from bot.app import open_app
from bot.domain.facts import Kind
from bot.errors import AlreadyHandled
from bot.services.access import Caller
from tests.cogs.facts.actions import (
    LINK,
    NEW_YEAR,
    add_keeper,
    add_news,
    assert_nobody_is_pinged,
    bot_of,
    card,
    correct_fact,
    edit,
    fits,
    form,
    id_in,
    in_words,
    keep_log,
    pick,
    press,
    query,
    save,
    send,
    snapshot,
    stored_facts,
    suggest,
    words,
)
from tests.cogs.world import Seen, World, look, refused, seen
from tests.conftest import PACKS

BUTTON = "Suggest a correction"
OF = "suggest-of"
DECISIONS = ["Approve", "Edit and approve", "Reject …", "Block them"]
ANSWERS: list[tuple[str, dict[str, str | int]]] = [
    ("cast", {"who": "Trish"}),
    ("cast", {"who": "everyone"}),
    ("director", {"of": "2x07"}),
    ("director", {"of": "season 2"}),
    ("season", {"number": 2}),
    ("news", {}),
    ("episode", {"episode": "2x07"}),
]
NOTHING: list[tuple[str, dict[str, str | int]]] = [
    ("cast", {"who": "Zzyzx"}),
    ("director", {"of": "Zzyzx"}),
    ("episode", {"episode": "Zzyzx"}),
]


async def log_message(log: ChannelHandle) -> Seen:
    """The one message in the log."""
    (message,) = log.history()
    return look(message)


async def open_correction(world: World) -> InteractionResult:
    """The form in which a member corrects a piece of news, from its answer's button."""
    await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")
    answer = seen(await world.fan.slash(world.channel, "news", season=9))
    return await correct_fact(world.fan, answer)


async def test_every_answer_with_facts_lets_a_member_suggest(world: World) -> None:
    for command, options in ANSWERS:
        answer = seen(await world.fan.slash(world.channel, command, **options))
        assert answer.labels.count(BUTTON) == 1, command
        listed = card(await world.other_fan.click(answer.message, label=BUTTON))
        assert listed.title == "Which one is not right?"
        facts = [option for option in listed.options if option.value not in list(Kind)]
        assert facts, command
        for option in facts[:2]:
            opened = await world.other_fan.select(listed.message, [option.value], custom_id=OF)
            assert "source" in form(opened)


async def test_where_nothing_was_found_nothing_is_to_correct(world: World) -> None:
    for command, options in NOTHING:
        answer = seen(await world.fan.slash(world.channel, command, **options))
        assert answer.title.startswith("Nothing found")
        assert BUTTON not in answer.labels


async def test_spoilers_are_shown_neither_in_the_list_nor_in_the_form(world: World) -> None:
    fact = await add_news(world.moderator, world.channel, "SECRET ending.", where="season 9", spoils="S02E13")
    await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")
    answer = seen(await world.fan.slash(world.channel, "news", season=9))
    listed = card(await world.fan.click(answer.message, label=BUTTON))
    assert "SECRET" not in listed.bare + listed.body
    assert "Something that spoils S02E13: news, season 9" in [option.label for option in listed.options]
    opened = await world.fan.select(listed.message, [fact.removeprefix("id:f")], custom_id=OF)
    assert "SECRET" not in str(opened.modal)
    thanks = card(await send(world.fan, opened, {"where": "season 9", "source": LINK}))
    assert "SECRET" not in thanks.bare
    assert "||SECRET ending.||" in thanks.description


async def test_a_correction_fills_in_what_is_current_and_changes_nothing_yet(world: World, database: Path) -> None:
    fact = await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")
    answer = seen(await world.fan.slash(world.channel, "news", season=9))
    opened = await correct_fact(world.fan, answer)
    assert form(opened)["statement"] == "Season 9 is made."
    before = stored_facts(database)
    thanks = card(await send(world.fan, opened, {"statement": "Filming has begun in Queens.", "source": LINK}))
    assert thanks.title == "Thank you"
    assert "1 of 5 suggestions waiting" in thanks.footer
    assert stored_facts(database) == before
    shown = card(await world.moderator.slash(world.channel, "fact show", fact=fact))
    assert shown.value("Suggestions") == "1 waits in /fact review."


async def test_a_correction_that_cant_be_read_keeps_what_was_typed(world: World) -> None:
    opened = await open_correction(world)
    filled = {"where": "nowhere", "source": LINK, "published": "", "reason": "I read it", "statement": "Other words."}
    faulty = await send(world.fan, opened, filled)
    assert "neither a season nor an episode" in words(faulty)
    again = await world.fan.click(in_words(faulty).message, label="Correct what I typed")
    assert form(again) == filled


async def test_suggesting_by_the_command_names_who_it_is_about(world: World) -> None:
    offered = await world.fan.autocomplete(world.channel, "suggest", "about", "trish w")
    options = {"text": "She is back.", "source": LINK, "about": offered[0]["value"]}
    thanks = card(await world.fan.slash(world.channel, "suggest", **options))
    assert thanks.description.startswith("She is back.")
    refusal = refused(world, await world.fan.slash(world.channel, "suggest", **{**options, "about": "Zzyzx"}))
    assert refusal.startswith("Pick who or what it is about")


async def test_the_signs_around_a_link_are_no_part_of_it(world: World) -> None:
    for source in (f"Variety ({LINK})", f"Variety, {LINK}.", f"<{LINK}> Variety", f"[Variety]({LINK})"):
        await suggest(world.fan, world.channel, "Season 9 is made.", source)
        listed = card(await world.moderator.slash(world.channel, "fact review"))
        shown = card(await world.moderator.select(listed.message, [listed.options[-1].value]))
        assert shown.value("Source") == f"• reported · [Variety]({LINK}) · date not recorded", source
        opened = await world.moderator.click(shown.message, label="Reject …")
        card(await send(world.moderator, opened, {"reason": "To try the next"}))


async def test_the_log_shows_a_suggestion_with_buttons_that_outlive_a_restart(world: World, database: Path) -> None:
    log = await keep_log(world)
    words = {"text": "Season 9 is made.", "source": LINK, "about": "season 9"}
    card(await world.fan.slash(world.channel, "suggest", **words))
    posted = await log_message(log)
    fits(posted)
    assert posted.title == "A suggestion"
    assert world.fan.name in posted.value("Suggested by")
    assert posted.labels == DECISIONS
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        (message,) = log.history()
        saved = card(await world.moderator.click(message, label="Approve"))
        assert saved.title == "Added"
        assert "Season 9 is made." in seen(await world.other_fan.slash(world.channel, "news", season=9)).body
        decided = look(log.history()[0])
        assert decided.title == "Suggestion approved"
        assert decided.labels == ["The fact"] or decided.labels == []
        await world.env.shutdown()
    assert_nobody_is_pinged(world)


async def test_who_decides_second_sees_who_was_first(world: World, database: Path) -> None:
    log = await keep_log(world)
    keeper = await add_keeper(world)
    await suggest(world.fan, world.channel)
    ids = {label: id_in(await log_message(log), label) for label in DECISIONS}
    rejecting = await world.admin.click(log.history()[0], label="Reject …")
    card(await keeper.click(log.history()[0], label="Approve"))
    before = stored_facts(database)
    handled = f"This was already handled by <@{keeper.id}> on {NEW_YEAR}: approved."
    assert words(await send(world.admin, rejecting, {"reason": "No"})) == handled
    for label in ("Approve", "Edit and approve"):
        assert words(await press(world, world.moderator, world.channel, ids[label])) == handled
    assert stored_facts(database) == before


async def test_two_who_approve_at_the_same_moment_make_one_fact(world: World, database: Path) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel)
    waits = int(id_in(await log_message(log), "Approve").split(":")[1], 36)
    # One click at a time is all that the virtual Discord knows, so the second comes by the service.
    approving = bot_of(world).services.facts.suggestions.approve(
        Caller(world.guild.id, world.admin.id, manages=True), waits
    )
    pressed, other = await asyncio.gather(
        world.moderator.click(log.history()[0], label="Approve"), approving, return_exceptions=True
    )
    assert not isinstance(pressed, BaseException)
    if isinstance(other, AlreadyHandled):
        assert card(pressed).title == "Added"
    else:
        assert words(pressed) == f"This was already handled by <@{world.admin.id}> on {NEW_YEAR}: approved."
    sql = "SELECT COUNT(*) FROM revision WHERE number IS NOT NULL AND layer = ?"
    assert query(database, sql, world.guild.id) == [(1,)]


async def test_a_rejection_says_why_in_the_log_too(world: World, database: Path) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel)
    before = stored_facts(database)
    opened = await world.moderator.click(log.history()[0], label="Reject …")
    rejected = card(await send(world.moderator, opened, {"reason": "No **source** @everyone"}))
    assert rejected.title == "Suggestion rejected"
    decided = await log_message(log)
    assert decided.title == "Suggestion rejected"
    assert decided.labels == []
    assert "No \\*\\*source\\*\\*" in decided.value("Decided")
    assert "@everyone" not in decided.body
    assert stored_facts(database) == before


async def test_a_suggestion_is_edited_and_approved(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "seson 9 is mad")
    opened = await world.moderator.click(log.history()[0], label="Edit and approve")
    assert form(opened)["statement"] == "seson 9 is mad"
    shown = await send(world.moderator, opened, {"statement": "Season 9 is made.", "where": "season 9"})
    assert card(shown).title == "Before you save"
    assert (await log_message(log)).labels == DECISIONS
    saved = await save(world.moderator, shown)
    assert world.fan.name in saved.value("Suggested by")
    assert "Season 9 is made." in seen(await world.fan.slash(world.channel, "news", season=9)).body
    decided = look(log.history()[0])
    assert decided.title == "Suggestion approved"
    assert "Approve" not in decided.labels


async def test_a_suggestion_is_decided_from_the_review(world: World) -> None:
    keeper = await add_keeper(world)
    await suggest(world.fan, world.channel, "Season 9 is made.")
    listed = card(await keeper.slash(world.channel, "fact review"))
    assert "Suggestions: 1" in listed.names
    shown = card(await keeper.select(listed.message, [listed.options[-1].value]))
    assert shown.labels == DECISIONS
    assert card(await keeper.click(shown.message, label="Approve")).title == "Added"
    assert "Suggestions: 1" not in card(await keeper.slash(world.channel, "fact review")).names


async def correct_and_move_on(world: World) -> tuple[str, ChannelHandle]:
    """A suggestion over words that a moderator changed since."""
    log = await keep_log(world)
    fact = await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")
    answer = seen(await world.fan.slash(world.channel, "news", season=9))
    opened = await correct_fact(world.fan, answer)
    await send(world.fan, opened, {"statement": "Filming has begun in Queens.", "source": LINK})
    await save(world.moderator, await edit(world.moderator, world.channel, fact, spoils="S02E13"))
    return fact, log


async def test_a_suggestion_whose_fact_moved_on_can_be_made_to_what_is_current(world: World) -> None:
    _, log = await correct_and_move_on(world)
    (message,) = [posted for posted in log.history() if posted.embeds]
    both = card(await world.moderator.click(message, label="Approve"))
    assert both.title == "Somebody was faster"
    assert "S02E13" in both.value("What it says now") + both.value("They changed")
    done = await world.moderator.click(both.message, label="Make my change to that")
    assert card(done).title == "Saved"
    assert "||Filming has begun in Queens.||" in seen(await world.fan.slash(world.channel, "news", season=9)).body
    assert [look(posted).title for posted in log.history() if posted.embeds] == ["Suggestion approved"]


async def test_a_suggestion_whose_fact_moved_on_can_be_changed_or_left(world: World) -> None:
    _, log = await correct_and_move_on(world)
    (message,) = [posted for posted in log.history() if posted.embeds]
    both = card(await world.moderator.click(message, label="Approve"))
    opened = await world.moderator.click(both.message, label="Change mine")
    shown = await send(world.moderator, opened, {"statement": "Filming has begun."})
    assert card(shown).title == "Somebody was faster"
    assert card(await world.moderator.click(card(shown).message, label="Make my change to that")).title == "Saved"
    assert [look(posted).title for posted in log.history() if posted.embeds] == ["Suggestion approved"]


async def test_a_suggestion_whose_fact_moved_on_can_be_left_as_it_is(world: World, database: Path) -> None:
    _, log = await correct_and_move_on(world)
    (message,) = [posted for posted in log.history() if posted.embeds]
    both = card(await world.moderator.click(message, label="Approve"))
    before = stored_facts(database)
    left = card(await world.moderator.click(both.message, label="Leave theirs"))
    assert (left.title, left.labels) == ("Thrown away", ["Open it again"])
    assert stored_facts(database) == before
    answer = seen(await world.fan.slash(world.channel, "news", season=9)).body
    assert "Season 9 is made." in answer
    assert "Filming has begun" not in answer
    # The suggestion itself still waits for a decision.
    assert query(database, "SELECT state FROM proposal WHERE suggested = 1") == [("open",)]
    (message,) = [posted for posted in log.history() if posted.embeds]
    assert (look(message).title, look(message).labels) == ("A suggestion", DECISIONS)
    assert "Suggestions: 1" in card(await world.moderator.slash(world.channel, "fact review")).names


async def test_sources_of_the_opposite_do_not_vouch_for_a_suggestion(world: World) -> None:
    opened = await open_correction(world)
    card(await send(world.fan, opened, {"statement": "Season 9 is not made.", "source": "A fan"}))
    review = card(await world.moderator.slash(world.channel, "fact review"))
    shown = card(await world.moderator.select(review.message, [review.options[-1].value]))
    assert "Rumoured" in card(await world.moderator.click(shown.message, label="Approve")).value("Status")


async def test_the_same_suggested_by_two_is_one_with_both_named(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "Season 9 is made.")
    again = await suggest(world.other_fan, world.channel, "season 9 is made")
    assert f"This was already suggested, {NEW_YEAR}; you are counted in." in again.description
    assert len(log.history()) == 1
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    shown = card(await world.moderator.select(listed.message, [listed.options[-1].value]))
    for member in (world.fan, world.other_fan):
        assert member.name in shown.value("Suggested by")
        assert member.name in look(log.history()[0]).value("Suggested by")


async def test_a_member_has_five_waiting_at_most(world: World) -> None:
    for number, thing in enumerate(("A film", "Two books", "Some comics", "This game", "Her podcast"), 1):
        thanks = await suggest(world.fan, world.channel, f"{thing} is to come.")
        assert f"{number} of 5 suggestions waiting" in thanks.footer
    options = {"text": "Nobody knows why.", "source": LINK}
    refusal = refused(world, await world.fan.slash(world.channel, "suggest", **options))
    assert refusal.startswith("5 of your suggestions wait already.")
    card(await world.other_fan.slash(world.channel, "suggest", **options))


async def test_who_is_blocked_suggests_nothing_until_they_are_let_again(world: World, database: Path) -> None:
    log = await keep_log(world)
    keeper = await add_keeper(world)
    await suggest(world.fan, world.channel)
    shown = await keeper.click(log.history()[0], label="Block them")
    assert shown.response is not None
    after = look(shown.response)
    assert "Let them suggest again" in after.labels
    assert world.fan.name in after.value("Suggested by")
    options = {"text": "Another talk.", "source": LINK}
    before = snapshot(database)
    refusal = refused(world, await world.fan.slash(world.channel, "suggest", **options))
    assert refusal == "The moderators of this server take no suggestions from you."
    answer = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    opened = await correct_fact(world.fan, answer)
    assert words(await send(world.fan, opened, {"source": LINK})) == refusal
    assert snapshot(database) == before
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    assert "Blocked members: 1" in listed.labels
    members = card(await world.moderator.click(listed.message, label="Blocked members: 1"))
    assert world.fan.name in members.description
    freed = card(await world.moderator.click(members.message, label="Let no. 1 suggest again"))
    assert freed.description == "Nobody is blocked from suggesting."
    card(await world.fan.slash(world.channel, "suggest", **options))


async def test_blocking_in_the_log_leaves_the_decision_open(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel)
    await world.moderator.click(log.history()[0], label="Block them")
    assert (await log_message(log)).labels == [*DECISIONS[:3], "Let them suggest again"]
    await world.moderator.click(log.history()[0], label="Let them suggest again")
    assert (await log_message(log)).labels == DECISIONS


async def test_all_cards_of_a_member_show_whether_they_are_blocked(world: World) -> None:
    log = await keep_log(world)
    for statement in ("Season 9 is made.", "Season 10 is made."):
        await suggest(world.fan, world.channel, statement)
    await suggest(world.other_fan, world.channel, "Season 11 is made.")
    blocked = [*DECISIONS[:3], "Let them suggest again"]
    await world.moderator.click(log.history()[0], label="Block them")
    assert [look(posted).labels for posted in log.history()] == [blocked, blocked, DECISIONS]
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    members = card(await world.moderator.click(listed.message, label="Blocked members: 1"))
    await world.moderator.click(members.message, label="Let no. 1 suggest again")
    assert [look(posted).labels for posted in log.history()] == [DECISIONS] * 3


async def test_another_server_sees_none_of_it(world: World) -> None:
    await suggest(world.fan, world.channel, "Season 9 is made.")
    listed = card(await world.far_moderator.slash(world.far_channel, "fact review"))
    assert "Suggestions: 1" not in listed.names
    assert "Season 9" not in listed.body


async def test_a_suggestion_in_the_log_names_members_and_pings_nobody(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "@everyone <@&1> **look** ||x|| https://evil.example")
    (message,) = log.history()
    assert not message.mention_everyone
    assert message.mentions == []
    assert "@everyone" not in look(message).body
    assert_nobody_is_pinged(world)


async def test_the_button_works_after_a_restart(world: World, database: Path) -> None:
    answer = seen(await world.fan.slash(world.channel, "season", number=2))
    listed = card(await world.fan.click(answer.message, label=BUTTON))
    opened = await world.fan.select(listed.message, [listed.options[0].value], custom_id=OF)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert card(await send(world.fan, opened, {"source": LINK})).title == "Thank you"
        listed = card(await world.other_fan.click(answer.message, label=BUTTON))
        opened = await world.other_fan.select(listed.message, [listed.options[1].value], custom_id=OF)
        assert card(await send(world.other_fan, opened, {"source": LINK})).title == "Thank you"
        await world.env.shutdown()


async def test_a_fact_that_was_taken_out_since_is_not_corrected(world: World) -> None:
    answer = seen(await world.fan.slash(world.channel, "director", of="season 2"))
    listed = card(await world.fan.click(answer.message, label=BUTTON))
    fact = await pick(world.moderator, world.channel, "all 13 women")
    opened = await world.fan.select(listed.message, [fact.removeprefix("id:f")], custom_id=OF)
    card(await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="No"))
    assert "no longer on record" in words(await send(world.fan, opened, {"source": LINK}))
