"""What is hidden of suggestions, wherever they were posted, and what becomes of those that are left behind."""

from pathlib import Path

import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.cogs.facts.actions import (
    LINK,
    add,
    add_news,
    assert_nobody_is_pinged,
    card,
    correct_fact,
    edit,
    fact_of,
    form,
    keep_log,
    query,
    save,
    send,
    stored_facts,
    suggest,
    words,
)
from tests.cogs.world import Seen, World, look, refused, seen

DECISIONS = ["Approve", "Edit and approve", "Reject …", "Block them"]
SECRET = "SECRET ending"
REMOVE = "Remove what is stored about me"
THIRTY_NINE = "S01E01-E13, S02E01-E13, S03E01-E13"


@pytest.fixture
async def log(world: World) -> ChannelHandle:
    return await keep_log(world)


def posted(log: ChannelHandle) -> list[Seen]:
    """The messages of suggestions in the log."""
    return [look(message) for message in log.history() if message.embeds]


def lines(log: ChannelHandle) -> list[str]:
    """The lines of changes in the log."""
    return [message.content for message in log.history() if not message.embeds]


def messages(member: MemberActor) -> list[Seen]:
    """The direct messages that the bot sent to a member."""
    return [look(message) for message in member.user.dm_channel.history()]


def all_text(shown: Seen) -> str:
    return f"{shown.content}\n{shown.bare}\n{shown.body}"


def assert_hidden(shown: Seen) -> None:
    """Check that the secret can be seen only where it is tapped, and that it is there."""
    text = all_text(shown)
    assert SECRET in text
    assert SECRET not in "".join(text.split("||")[::2]), text


def assert_open(shown: Seen) -> None:
    text = all_text(shown)
    assert SECRET in "".join(text.split("||")[::2]), text


async def correct(world: World, member: MemberActor, statement: str, reason: str = "") -> InteractionResult:
    """A member's correction of the one piece of news about season 9."""
    answer = seen(await member.slash(world.channel, "news", season=9))
    opened = await correct_fact(member, answer)
    return await send(member, opened, {"statement": statement, "source": LINK, "reason": reason})


async def reject(world: World, shown: Seen, reason: str = "Not so") -> None:
    opened = await world.moderator.click(shown.message, label="Reject …")
    card(await send(world.moderator, opened, {"reason": reason}))


async def news_of_season_9(world: World) -> str:
    return await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")


# Edited and approved with a spoiler mark


async def test_what_is_edited_and_approved_as_spoiling_is_hidden_in_the_log_and_the_direct_message(
    world: World, log: ChannelHandle
) -> None:
    await suggest(world.fan, world.channel, f"{SECRET}.")
    assert_open(posted(log)[0])
    opened = await world.moderator.click(log.history()[0], label="Edit and approve")
    await save(world.moderator, await send(world.moderator, opened, {"spoils": "S02E13", "where": "season 9"}))
    [after] = posted(log)
    assert after.title == "Suggestion approved"
    assert_hidden(after)
    [message] = messages(world.fan)
    assert_hidden(message)
    for line in lines(log):
        assert SECRET not in "".join(line.split("||")[::2]), line


async def test_a_correction_that_is_edited_and_approved_as_spoiling_is_hidden_too(
    world: World, log: ChannelHandle
) -> None:
    await news_of_season_9(world)
    card(await correct(world, world.fan, f"{SECRET}.", f"{SECRET}, I read it"))
    [waits] = posted(log)
    assert_open(waits)
    opened = await world.moderator.click(waits.message, label="Edit and approve")
    await save(world.moderator, await send(world.moderator, opened, {"spoils": "S02E13"}))
    assert_hidden(posted(log)[0])
    assert_hidden(messages(world.fan)[0])


# Marked while suggestions wait


async def mark(world: World, fact: str, spoils: str) -> Seen:
    return await save(world.moderator, await edit(world.moderator, world.channel, fact, spoils=spoils))


async def test_suggestions_of_a_fact_that_is_marked_as_spoiling_are_hidden_in_the_log_at_once(
    world: World, log: ChannelHandle
) -> None:
    fact = await news_of_season_9(world)
    card(await correct(world, world.fan, f"{SECRET}."))
    card(await correct(world, world.other_fan, f"{SECRET} of hers.", f"{SECRET}, she said"))
    for waits in posted(log):
        assert_open(waits)
    await mark(world, fact, "S02E13")
    assert len(posted(log)) == 2
    for waits in posted(log):
        assert waits.labels == DECISIONS
        assert_hidden(waits)
    assert_nobody_is_pinged(world)


async def test_suggestions_that_were_decided_are_hidden_with_their_fact_too(world: World, log: ChannelHandle) -> None:
    fact = await news_of_season_9(world)
    card(await correct(world, world.fan, f"{SECRET}."))
    await reject(world, posted(log)[0])
    assert_open(posted(log)[0])
    await mark(world, fact, "S02E13")
    [rejected] = posted(log)
    assert rejected.title == "Suggestion rejected"
    assert_hidden(rejected)


async def test_a_suggestion_that_comes_after_the_mark_is_hidden_wherever_it_is_shown(
    world: World, log: ChannelHandle
) -> None:
    fact = await news_of_season_9(world)
    await mark(world, fact, "S02E13")
    assert_hidden(card(await correct(world, world.fan, f"{SECRET}.", f"{SECRET}, I read it")))
    [waits] = posted(log)
    assert_hidden(waits)
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    assert SECRET not in listed.bare
    assert SECRET not in "".join(listed.body.split("||")[::2])
    shown = card(await world.moderator.select(listed.message, [listed.options[-1].value]))
    assert_hidden(shown)
    await reject(world, shown, f"{SECRET} is no source")
    [message] = messages(world.fan)
    assert message.title == "Your suggestion in Near was rejected"
    assert_hidden(message)
    assert_hidden(posted(log)[0])


async def test_a_form_that_was_opened_before_the_mark_is_thanked_for_with_a_hidden_card(
    world: World, log: ChannelHandle
) -> None:
    fact = await news_of_season_9(world)
    answer = seen(await world.fan.slash(world.channel, "news", season=9))
    opened = await correct_fact(world.fan, answer)
    await mark(world, fact, "S02E13")
    assert_hidden(card(await send(world.fan, opened, {"statement": f"{SECRET}.", "source": LINK})))
    assert_hidden(posted(log)[0])
    await reject(world, posted(log)[0])
    assert_hidden(messages(world.fan)[0])


async def test_suggestions_are_open_again_once_the_mark_is_taken_back(world: World, log: ChannelHandle) -> None:
    fact = await news_of_season_9(world)
    card(await correct(world, world.fan, f"{SECRET}."))
    await mark(world, fact, "S02E13")
    assert_hidden(posted(log)[0])
    card(await world.moderator.slash(world.channel, "fact undo", fact=fact))
    assert_open(posted(log)[0])
    card(await world.moderator.slash(world.channel, "fact undo", fact=fact))
    assert_hidden(posted(log)[0])
    await mark(world, fact, "")
    assert_open(posted(log)[0])


async def test_suggestions_are_hidden_and_open_with_the_revision_that_the_history_goes_back_to(
    world: World, log: ChannelHandle
) -> None:
    fact = await news_of_season_9(world)
    card(await correct(world, world.fan, f"{SECRET}."))
    await mark(world, fact, "S02E13")
    page = card(await world.moderator.slash(world.channel, "fact history", fact=fact))
    assert card(await world.moderator.click(page.message, label="Back to no. 1")).title == "Brought back"
    assert_open(posted(log)[0])
    page = card(await world.moderator.slash(world.channel, "fact history", fact=fact))
    assert card(await world.moderator.click(page.message, label="Back to no. 2")).title == "Brought back"
    assert_hidden(posted(log)[0])


# Taking back


async def test_the_reason_of_what_is_taken_back_is_not_posted_again(world: World, log: ChannelHandle) -> None:
    fact = await news_of_season_9(world)
    await save(
        world.moderator,
        await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed.", reason="It began"),
    )
    for _ in range(2):
        undone = card(await world.moderator.slash(world.channel, "fact undo", fact=fact))
        assert "It began" not in all_text(undone)
    assert sum("It began" in line for line in lines(log)) == 1
    page = card(await world.moderator.slash(world.channel, "fact history", fact=fact))
    for name, value in page.fields:
        assert ("It began" in value) is (name == "No. 2 · corrected"), name


# Out of the answers


async def test_what_is_approved_for_a_fact_that_is_out_of_the_answers_is_not_said_to_be_in_them(
    world: World, log: ChannelHandle
) -> None:
    fact = await news_of_season_9(world)
    card(await correct(world, world.fan, "Filming has begun in Queens."))
    card(await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="A hoax"))
    both = card(await world.moderator.click(posted(log)[0].message, label="Approve"))
    assert both.title == "Somebody was faster"
    done = card(await world.moderator.click(both.message, label="Make my change to that"))
    assert "Not in the answers" in done.names
    [message] = messages(world.fan)
    assert message.title == "Your suggestion in Near was approved"
    assert "in the answers now" not in message.body
    assert "not in the answers at the moment" in message.body
    assert "Filming" not in seen(await world.fan.slash(world.channel, "news", season=9)).body


async def test_the_preview_of_a_retired_fact_shows_no_status_that_it_wont_have(world: World) -> None:
    fact = await news_of_season_9(world)
    card(await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="A hoax"))
    preview = card(await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    for status in ("Reported", "Confirmed", "Rumoured"):
        assert f"**{status}**" not in preview.body


# A fact over many episodes


async def test_a_fact_over_39_episodes_is_corrected_hidden_and_corrected_by_a_fan(
    world: World, log: ChannelHandle
) -> None:
    made = await add(world.moderator, world.channel, "writer", {"people": "Ana Diaz", "where": THIRTY_NINE})
    fact = fact_of(card(made))
    opened = await world.moderator.slash(world.channel, "fact edit", fact=fact)
    assert form(opened)["where"] == THIRTY_NINE
    await save(world.moderator, await send(world.moderator, opened, {"people": "Ana Diaz, Bo Lin"}))
    await mark(world, fact, "S03E13")
    answer = seen(await world.fan.slash(world.channel, "episode", episode="S02E04"))
    opened = await correct_fact(world.fan, answer, fact)
    card(await send(world.fan, opened, {"people": "Cy Roe", "source": LINK}))
    done = card(await world.moderator.click(posted(log)[0].message, label="Approve"))
    assert done.title == "Saved"
    opened = await world.moderator.slash(world.channel, "fact edit", fact=fact)
    assert (form(opened)["where"], form(opened)["people"]) == (THIRTY_NINE, "Cy Roe")


# Members who had their name removed


async def remove(member: MemberActor, channel: ChannelHandle) -> None:
    page = seen(await member.slash(channel, "privacy"))
    question = seen(await member.click(page.message, label=REMOVE))
    seen(await member.click(question.message, label="Remove it"))


async def test_what_a_member_who_was_removed_had_suggested_is_withdrawn(
    world: World, log: ChannelHandle, database: Path
) -> None:
    await suggest(world.fan, world.channel, "Season 9 is made.")
    await remove(world.fan, world.channel)
    before = stored_facts(database)
    for label in DECISIONS[:2]:
        said = words(await world.moderator.click(log.history()[0], label=label))
        assert said.endswith(": withdrawn."), said
    assert stored_facts(database) == before
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    assert "Suggestions: 1" not in listed.names
    assert messages(world.fan) == []


async def test_removing_ones_name_again_and_again_leaves_no_more_than_five_waiting(
    world: World, database: Path
) -> None:
    for _ in range(2):
        for thing in ("A film", "Two books", "Some comics", "This game", "Her podcast"):
            await suggest(world.fan, world.channel, f"{thing} is to come.")
        options = {"text": "Nobody knows why.", "source": LINK}
        refusal = refused(world, await world.fan.slash(world.channel, "suggest", **options))
        assert refusal.startswith("5 of your suggestions wait already.")
        assert query(database, "SELECT COUNT(*) FROM proposal WHERE state = 'open'") == [(5,)]
        await remove(world.fan, world.channel)
        assert query(database, "SELECT COUNT(*) FROM proposal WHERE state = 'open'") == [(0,)]


async def test_what_another_member_backs_stays_and_blocking_blocks_that_one(world: World, log: ChannelHandle) -> None:
    await suggest(world.fan, world.channel, "Season 9 is made.")
    await suggest(world.other_fan, world.channel, "season 9 is made")
    await remove(world.fan, world.channel)
    after = card(await world.moderator.click(posted(log)[0].message, label="Block them"))
    assert "Let them suggest again" in after.labels
    assert world.other_fan.name in after.value("Suggested by")
    assert world.fan.name not in after.value("Suggested by")
    options = {"text": "Another talk.", "source": LINK}
    assert refused(world, await world.other_fan.slash(world.channel, "suggest", **options)).startswith("The moderators")
    card(await world.fan.slash(world.channel, "suggest", **options))


# Left behind


async def left_behind(world: World, log: ChannelHandle) -> Seen:
    """A suggestion over words that a moderator changed since, as a moderator sees it who would approve it."""
    fact = await news_of_season_9(world)
    card(await correct(world, world.fan, "Filming has begun in Queens."))
    await mark(world, fact, "S02E13")
    both = card(await world.moderator.click(posted(log)[0].message, label="Approve"))
    assert both.title == "Somebody was faster"
    assert "Filming has begun in Queens." in both.body
    assert "Season 9 is made." in both.body
    return both


async def test_a_suggestion_that_is_left_for_what_is_current_waits_on(world: World, log: ChannelHandle) -> None:
    both = await left_behind(world, log)
    card(await world.moderator.click(both.message, label="Leave theirs"))
    [waits] = posted(log)
    assert (waits.title, waits.labels) == ("A suggestion", DECISIONS)
    assert "Suggestions: 1" in card(await world.moderator.slash(world.channel, "fact review")).names
    assert messages(world.fan) == []
    body = seen(await world.fan.slash(world.channel, "news", season=9)).body
    assert "Season 9 is made." in body
    assert "Filming" not in body
    await reject(world, waits)
    assert [notice.title for notice in messages(world.fan)] == ["Your suggestion in Near was rejected"]


async def test_a_suggestion_made_to_what_is_current_leaves_the_queue(world: World, log: ChannelHandle) -> None:
    both = await left_behind(world, log)
    assert card(await world.moderator.click(both.message, label="Make my change to that")).title == "Saved"
    assert [entry.title for entry in posted(log)] == ["Suggestion approved"]
    assert "Suggestions: 1" not in card(await world.moderator.slash(world.channel, "fact review")).names
    assert "||Filming has begun in Queens.||" in seen(await world.fan.slash(world.channel, "news", season=9)).body
    assert [notice.title for notice in messages(world.fan)] == ["Your suggestion in Near was approved"]


# What nobody can read


@pytest.mark.parametrize("what", ["edit", "correct", "retire", "reject"])
async def test_a_reason_with_half_a_character_is_answered_in_words(world: World, log: ChannelHandle, what: str) -> None:
    half = "It \ud83d was said"
    fact = await news_of_season_9(world)
    if what == "edit":
        done = await edit(world.moderator, world.channel, fact, reason=half, statement="New.")
    elif what == "correct":
        done = await correct(world, world.fan, "New.", half)
    elif what == "retire":
        done = await world.moderator.slash(world.channel, "fact retire", fact=fact, reason=half)
    else:
        await suggest(world.fan, world.channel)
        opened = await world.moderator.click(posted(log)[0].message, label="Reject …")
        done = await send(world.moderator, opened, {"reason": half})
    assert "nobody can read" in (refused(world, done) if what == "retire" else words(done))
