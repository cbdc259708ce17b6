"""What moderators do with facts, by who may manage the server and by who has the role, and what fans see of it."""

import pytest
from simcord import MemberActor

from tests.cogs.facts.actions import (
    NEW_YEAR,
    POLYGON,
    RUMOUR,
    VARIETY,
    add,
    add_keeper,
    add_news,
    assert_nobody_is_pinged,
    card,
    draft,
    edit,
    fact_of,
    form,
    pick,
    save,
    send,
    words,
)
from tests.cogs.world import Seen, World, refused, seen

WOMEN = "All 13 episodes are directed by women."


@pytest.fixture
async def moderator(world: World) -> MemberActor:
    """Who has the moderators' role and no permission; facts to begin with are added by who may manage the server."""
    return await add_keeper(world)


async def news(world: World, about: str = "season 9") -> str:
    """What a fan reads in the news."""
    return seen(await world.fan.slash(world.channel, "news", season=int(about.split()[-1]))).body


async def season_news(world: World, moderator: MemberActor, statement: str = "Season 9 is made.") -> str:
    return await add_news(moderator, world.channel, statement, where="season 9")


async def test_a_role_that_nobody_knew_is_added_and_answered(world: World, moderator: MemberActor) -> None:
    shown = await draft(moderator, world.channel, "cast", {"people": "Ana Diaz as Zed", "where": "season 2"})
    preview = card(shown)
    assert preview.title == "Before you save"
    assert preview.value("New on record, for this server") == "• **Ana Diaz**\n• **Zed**"
    assert seen(await world.fan.slash(world.channel, "cast", who="Zed")).title == "Nothing found in Jessica Jones"
    assert card(await moderator.click(preview.message, label="Save")).title == "Added"
    answer = seen(await world.fan.slash(world.channel, "cast", who="Zed"))
    assert answer.title == "Ana Diaz plays Zed"
    assert "[Variety](https://variety.com/2019/scoop), 5 Jan 2019" in answer.body
    listed = seen(await world.fan.slash(world.channel, "cast", who="Ana Diaz"))
    assert "Zed" in f"{listed.title} {listed.body}"
    elsewhere = seen(await world.far_fan.slash(world.far_channel, "cast", who="Zed"))
    assert elsewhere.title == "Nothing found in Jessica Jones"


KINDS: list[tuple[str, dict[str, str], str]] = [
    ("director", {"people": "Ana Diaz, Bo Lin", "where": "S02E04"}, "Ana Diaz and Bo Lin directed S02E04"),
    ("writer", {"people": "Ana Diaz", "where": "season 9"}, "Ana Diaz writes for season 9"),
    ("release", {"released": "early 2030", "where": "season 9"}, "Season 9: early 2030"),
    ("news", {"statement": "Season 9 is made."}, "Season 9 is made."),
    (
        "cast",
        {"people": "Ana Diaz", "where": "S02E04", "billing": "guest"},
        "Ana Diaz has a part in S02E04 (guest)",
    ),
]


async def test_every_kind_of_fact_can_be_added(world: World) -> None:
    for kind, fields, sentence in KINDS:
        saved = card(await add(world.moderator, world.channel, kind, fields))
        assert saved.description == sentence
        assert saved.labels == ["Undo", "History", "The fact"]
    assert_nobody_is_pinged(world)


async def test_the_options_of_the_command_are_what_the_form_begins_with(world: World) -> None:
    person = (await world.moderator.autocomplete(world.channel, "fact add", "person", "krysten"))[0]["value"]
    character = (await world.moderator.autocomplete(world.channel, "fact add", "character", "trish w"))[0]["value"]
    episode = (await world.moderator.autocomplete(world.channel, "fact add", "episode", "2x07"))[0]["value"]
    options = {"person": person, "character": character, "episode": episode}
    opened = await world.moderator.slash(world.channel, "fact add", kind="cast", **options)
    assert form(opened)["people"] == "Krysten Ritter as Trish Walker"
    assert form(opened)["where"] == "S02E07"
    preview = card(await send(world.moderator, opened, {}))
    assert "New on record, for this server" not in preview.names
    typed = await world.moderator.slash(world.channel, "fact add", kind="cast", person="Ana Diaz", season=2)
    assert form(typed) | {"people": "Ana Diaz", "where": "season 2"} == form(typed)


async def test_a_name_that_comes_near_one_on_record_is_asked_about(world: World) -> None:
    fields = {"people": "Kristen Riter as Jessica Jones", "where": "season 9"}
    preview = card(await draft(world.moderator, world.channel, "cast", fields))
    assert "**Kristen Riter** (not Krysten Ritter?)" in preview.value("New on record, for this server")


async def test_what_is_recorded_already_is_shown_before_it_is_saved(world: World) -> None:
    await season_news(world, world.moderator)
    again = card(await draft(world.moderator, world.channel, "news", {"statement": "season 9 is made"}))
    twin = card(
        await draft(world.moderator, world.channel, "news", {"statement": "season 9 is made", "where": "season 9"})
    )
    assert "Season 9 is made." in (again.body + twin.body)
    assert "This is already recorded as" in again.names + twin.names


async def test_a_draft_without_a_source_is_not_saved(world: World, moderator: MemberActor) -> None:
    opened = await moderator.slash(world.channel, "fact add", kind="news")
    shown = card(await send(moderator, opened, {"statement": "Season 9 is made."}))
    assert shown.title == "Not saved yet"
    assert [button.disabled for button in shown.buttons if button.label == "Save"] == [True]


async def test_words_are_corrected_and_the_preview_says_what_changes(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    shown = await edit(moderator, world.channel, fact, statement="Filming has begun in Queens.", reason="It began")
    preview = card(shown)
    assert preview.value("Now") == "Season 9 is made."
    assert preview.value("Then") == "Filming has begun in Queens."
    assert preview.value("Why") == "It began"
    assert "Check the sources" in preview.names
    assert "Season 9 is made." in await news(world)
    saved = await save(moderator, shown)
    assert (saved.title, saved.description) == ("Saved", "Filming has begun in Queens.")
    assert "Filming has begun in Queens." in await news(world)
    assert "Season 9 is made." not in await news(world)


async def test_the_words_of_a_draft_can_be_changed_before_it_is_saved(world: World, moderator: MemberActor) -> None:
    shown = await draft(moderator, world.channel, "news", {"statement": "Season 8 is made.", "where": "season 9"})
    again = await moderator.click(card(shown).message, label="Change the words")
    assert form(again)["statement"] == "Season 8 is made."
    await send(moderator, again, {"statement": "Season 9 is made."})
    await save(moderator, shown)
    assert "Season 9 is made." in await news(world)
    assert "Season 8" not in await news(world)


async def test_what_was_thrown_away_can_be_taken_up_again(world: World, moderator: MemberActor) -> None:
    shown = await draft(moderator, world.channel, "news", {"statement": "Season 9 is made.", "where": "season 9"})
    gone = card(await moderator.click(card(shown).message, label="Throw away"))
    assert gone.title == "Thrown away"
    assert "Season 9" not in await news(world)
    assert card(await moderator.click(gone.message, label="Open it again")).title == "Before you save"
    await save(moderator, shown)
    assert "Season 9 is made." in await news(world)


async def test_what_changes_nothing_is_not_saved(world: World) -> None:
    fact = await season_news(world, world.moderator)
    preview = card(await edit(world.moderator, world.channel, fact))
    assert preview.title == "Not saved yet"
    assert "The fact already says that." in preview.description


async def test_a_source_is_added_and_moves_the_status(world: World, moderator: MemberActor) -> None:
    fact = fact_of(card(await add(world.moderator, world.channel, "news", {"statement": "A talk."}, RUMOUR)))
    listed = await moderator.slash(world.channel, "fact source", fact=fact)
    shown = await send(moderator, await moderator.click(card(listed).message, label="Add a source"), VARIETY)
    assert card(shown).value("Status") == "💬 **Rumoured** → 📰 **Reported**"
    saved = await save(moderator, shown)
    assert saved.value("Status") == "💬 **Rumoured** → 📰 **Reported**"


async def test_a_source_is_corrected(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    listed = await moderator.slash(world.channel, "fact source", fact=fact)
    source = await moderator.select(card(listed).message, ["0"])
    assert card(source).labels == ["Correct it", "Withdraw it", "‹ All sources"]
    opened = await moderator.click(card(source).message, label="Correct it")
    assert form(opened) == {**VARIETY, "speaker": ""}
    shown = await send(moderator, opened, {"outlet": "Deadline", "weight": "confirmed"})
    await save(moderator, shown)
    assert (await news(world)).startswith("✅")
    assert "Deadline" in await news(world)
    assert "Variety" not in await news(world)


async def test_a_source_is_withdrawn_but_never_the_last(world: World, moderator: MemberActor) -> None:
    made = await add(
        world.moderator, world.channel, "news", {"statement": "A talk.", "where": "season 9"}, VARIETY, RUMOUR
    )
    fact = fact_of(card(made))
    listed = await moderator.slash(world.channel, "fact source", fact=fact)
    source = await moderator.select(card(listed).message, ["0"])
    shown = await moderator.click(card(source).message, label="Withdraw it")
    assert card(shown).value("Status") == "📰 **Reported** → 💬 **Rumoured**"
    await save(moderator, shown)
    assert "Variety" not in await news(world)
    listed = await moderator.slash(world.channel, "fact source", fact=fact)
    source = await moderator.select(card(listed).message, ["0"])
    assert words(await moderator.click(card(source).message, label="Withdraw it")).startswith(
        "That is its only source."
    )
    back = await moderator.click(card(source).message, label="‹ All sources")
    assert card(back).title == "Sources"


async def test_a_source_that_denies_takes_a_fact_down(world: World) -> None:
    fact = await season_news(world, world.moderator)
    listed = await world.moderator.slash(world.channel, "fact source", fact=fact)
    opened = await world.moderator.click(card(listed).message, label="Add a source")
    shown = await send(world.moderator, opened, {**POLYGON, "weight": "denied"})
    assert "Denied" in card(shown).value("Status")
    await save(world.moderator, shown)
    assert (await news(world)).startswith("❌")


async def test_a_fact_is_taken_out_by_the_command_and_brought_back(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    gone = card(await moderator.slash(world.channel, "fact retire", fact=fact, reason="A hoax"))
    assert gone.title == "Taken out of the answers"
    assert gone.value("Why") == "A hoax"
    assert "Season 9 is made." not in await news(world)
    (offered,) = await moderator.autocomplete(world.channel, "fact show", "fact", "season 9 made")
    assert "(taken out)" in offered["name"]
    shown = card(await moderator.slash(world.channel, "fact show", fact=offered["value"]))
    assert shown.value("Status") == "⏸️ **Out of the answers**"
    assert card(await moderator.click(shown.message, label="Bring back")).title == "Brought back"
    assert "Season 9 is made." in await news(world)


async def test_a_fact_is_taken_out_by_the_cards_form(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    shown = card(await moderator.slash(world.channel, "fact show", fact=fact))
    opened = await moderator.click(shown.message, label="Take out")
    assert form(opened) == {"reason": ""}
    assert card(await send(moderator, opened, {"reason": "A hoax"})).title == "Taken out of the answers"
    assert "Season 9 is made." not in await news(world)
    again = refused(world, await moderator.slash(world.channel, "fact retire", fact=fact, reason="Twice"))
    assert again == f"This was already handled by <@{moderator.id}> on {NEW_YEAR}: it is out of the answers."


async def test_a_pack_fact_is_taken_out_in_one_server_alone(world: World) -> None:
    fact = await pick(world.moderator, world.channel, "all 13 women")
    card(await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="Not here"))
    near = seen(await world.fan.slash(world.channel, "director", of="season 2"))
    far = seen(await world.far_fan.slash(world.far_channel, "director", of="season 2"))
    assert (WOMEN in near.body, WOMEN in far.body) == (False, True)


async def test_the_last_change_is_taken_back_and_that_too(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    await save(moderator, await edit(moderator, world.channel, fact, statement="Season 9 is filmed."))
    assert card(await moderator.slash(world.channel, "fact undo", fact=fact)).title == "Taken back"
    assert "Season 9 is made." in await news(world)
    undone = card(await moderator.slash(world.channel, "fact undo", fact=fact))
    assert undone.description == "Season 9 is filmed."
    assert "Season 9 is filmed." in await news(world)


async def test_what_was_just_saved_is_taken_back_by_its_button(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    saved = await save(moderator, await edit(moderator, world.channel, fact, statement="Season 9 is filmed."))
    assert card(await moderator.click(saved.message, label="Undo")).title == "Taken back"
    assert "Season 9 is made." in await news(world)


async def test_undoing_an_addition_takes_it_out(world: World) -> None:
    saved = card(await add(world.moderator, world.channel, "news", {"statement": "A talk.", "where": "season 9"}))
    undone = card(await world.moderator.click(saved.message, label="Undo"))
    assert "Not in the answers" in undone.names
    assert "A talk." not in await news(world)


async def test_nothing_is_taken_back_where_the_server_changed_nothing(world: World) -> None:
    fact = await pick(world.moderator, world.channel, "all 13 women")
    refusal = refused(world, await world.moderator.slash(world.channel, "fact undo", fact=fact))
    assert refusal.startswith("This server has changed nothing about that fact")


async def history_of(world: World, moderator: MemberActor, changes: int) -> tuple[str, Seen]:
    """A fact that was corrected so often, and the first page of its history."""
    fact = await season_news(world, world.moderator, "Words 0")
    for change in range(1, changes + 1):
        shown = await edit(world.moderator, world.channel, fact, statement=f"Words {change}", reason=f"Reason {change}")
        await save(world.moderator, shown)
    return fact, card(await moderator.slash(world.channel, "fact history", fact=fact))


async def test_history_shows_each_change_and_leads_back_to_any(world: World, moderator: MemberActor) -> None:
    _, page = await history_of(world, moderator, 5)
    assert page.names == [
        "No. 6 · corrected · current",
        "No. 5 · corrected",
        "No. 4 · corrected",
        "No. 3 · corrected",
    ]
    newest = page.value("No. 6 · corrected · current")
    assert "Why: Reason 5" in newest
    assert world.moderator.name in newest
    assert "Words" in newest
    assert page.labels == ["Back to no. 5", "Back to no. 4", "Back to no. 3", "‹ Back", "Next ›"]
    second = card(await moderator.click(page.message, label="Next ›"))
    assert second.names == ["No. 2 · corrected", "No. 1 · added"]
    assert "page 2" in second.footer
    first = card(await moderator.click(second.message, label="‹ Back"))
    assert first.names == page.names
    second = card(await moderator.click(first.message, label="Next ›"))
    back = card(await moderator.click(second.message, label="Back to no. 2"))
    assert (back.title, back.description) == ("Brought back", "Words 1")
    assert "Words 1" in await news(world)
    listed = card(await moderator.click(back.message, label="History"))
    assert listed.names[0] == "No. 7 · brought back · current"


async def test_going_back_from_a_page_that_is_out_of_date_changes_nothing(world: World) -> None:
    fact, page = await history_of(world, world.moderator, 1)
    await save(world.moderator, await edit(world.moderator, world.channel, fact, statement="Newer"))
    refusal = words(await world.moderator.click(page.message, label="Back to no. 1"))
    assert refusal == "Something has changed since that card was made. Look at /fact history first."
    assert "Newer" in await news(world)


async def test_a_pack_fact_goes_back_to_the_packs_words(world: World, moderator: MemberActor) -> None:
    fact = await pick(moderator, world.channel, "all 13 women")
    await save(moderator, await edit(moderator, world.channel, fact, statement="Women direct it all."))
    page = card(await moderator.slash(world.channel, "fact history", fact=fact))
    # The pack was loaded by the machine's clock, which is ahead of the virtual one.
    assert set(page.names) == {"No. 1 · corrected · current", "Shared no. 1 · loaded"}
    back = card(await moderator.click(page.message, label="Back to the shared no. 1"))
    assert "Follows the shared facts again" in back.names
    assert WOMEN in seen(await world.fan.slash(world.channel, "director", of="season 2")).body


async def test_who_may_manage_the_server_does_all_that_who_has_the_role_does(world: World) -> None:
    manager, channel = world.moderator, world.channel
    fact = await season_news(world, manager)
    await save(manager, await edit(manager, channel, fact, statement="Season 9 is filmed."))
    listed = card(await manager.slash(channel, "fact source", fact=fact))
    shown = await send(manager, await manager.click(listed.message, label="Add a source"), POLYGON)
    await save(manager, shown)
    listed = card(await manager.slash(channel, "fact source", fact=fact))
    source = card(await manager.select(listed.message, ["0"]))
    await save(manager, await manager.click(source.message, label="Withdraw it"))
    card(await manager.slash(channel, "fact retire", fact=fact, reason="A hoax"))
    shown = card(await manager.slash(channel, "fact show", fact=fact))
    card(await manager.click(shown.message, label="Bring back"))
    card(await manager.slash(channel, "fact undo", fact=fact))
    page = card(await manager.slash(channel, "fact history", fact=fact))
    assert page.names[0] == "No. 7 · taken back · current"
    page = card(await manager.click(page.message, label="Next ›"))
    assert card(await manager.click(page.message, label="Back to no. 1")).description == "Season 9 is made."
    assert "Season 9 is made." in await news(world)
    assert "[Variety]" in await news(world)


async def test_a_facts_card_leads_to_all_that_can_be_done(world: World, moderator: MemberActor) -> None:
    fact = await season_news(world, world.moderator)
    shown = card(await moderator.slash(world.channel, "fact show", fact=fact))
    assert shown.labels == ["Correct", "Sources …", "History", "Still so", "Undo the last change", "Take out"]
    assert form(await moderator.click(shown.message, label="Correct"))["statement"] == "Season 9 is made."
    assert card(await moderator.click(shown.message, label="Sources …")).title == "Sources"
    shown = card(await moderator.slash(world.channel, "fact show", fact=fact))
    assert card(await moderator.click(shown.message, label="History")).title == "History"
    shown = card(await moderator.slash(world.channel, "fact show", fact=fact))
    assert card(await moderator.click(shown.message, label="Undo the last change")).title == "Taken back"
    from_pack = card(await moderator.slash(world.channel, "fact show", fact="all 13 women"))
    assert "Undo the last change" not in from_pack.labels
    assert "shared by all servers" in from_pack.footer


async def test_a_fact_is_found_by_words_of_it_or_the_choice_is_asked_for(world: World) -> None:
    shown = card(await world.moderator.slash(world.channel, "fact show", fact="all 13 women"))
    assert WOMEN in shown.description
    many = refused(world, await world.moderator.slash(world.channel, "fact show", fact="krysten"))
    assert "facts have these words. Pick one from the list" in many
    none = refused(world, await world.moderator.slash(world.channel, "fact edit", fact="zzyzx"))
    assert none.startswith("No fact with “zzyzx” is on record.")


async def test_a_fact_that_was_taken_out_stays_out_when_it_is_corrected(world: World) -> None:
    fact = await season_news(world, world.moderator)
    card(await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="A hoax"))
    shown = await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed.")
    assert "Not in the answers" in (await save(world.moderator, shown)).names
    assert "Season 9" not in await news(world)


async def test_why_the_last_change_was_made_is_no_reason_for_the_next(world: World) -> None:
    fact = await season_news(world, world.moderator)
    await save(world.moderator, await edit(world.moderator, world.channel, fact, spoils="S02E13", reason="It spoils"))
    opened = await world.moderator.slash(world.channel, "fact edit", fact=fact)
    assert form(opened)["reason"] == ""


async def test_sources_of_the_opposite_do_not_vouch_for_a_statement(world: World) -> None:
    fact = await season_news(world, world.moderator)
    preview = card(await edit(world.moderator, world.channel, fact, statement="Season 9 is not made."))
    assert "Check the sources" in preview.names
