"""/cast as a fan sees it."""

import logging

import pytest
from simcord import OptionError

from tests.cogs.answers.article import ARTICLE
from tests.cogs.world import World, look, refused, seen

CHARACTERS_OF_WALKER = {
    "Benjamin Walker": "actor: plays Erik Gelden",
    "Trish Walker": "character: played by Rachael Taylor",
    "Dorothy Walker": "character: played by Rebecca De Mornay",
    "Young Trish Walker": "character: played by Catherine Blades",
}


async def test_a_character_is_answered_with_actor_status_source_and_day(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    assert card.title == "Rachael Taylor plays Trish Walker"
    where, sure = card.description.splitlines()
    assert where == "Main cast, seasons 1 to 3"
    assert sure.startswith(f"✅ **Confirmed** · {ARTICLE}, late 2016, and ")
    assert card.footer == "Jessica Jones · as of 1 January 2026 · poster: TVmaze"
    assert not card.ephemeral


async def test_an_actor_is_found_by_an_initial(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Krysten R"))
    assert card.title == "Krysten Ritter plays Jessica Jones"


async def test_an_undated_source_is_shown_as_such_and_linked(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Terry Chen"))
    assert "[Wikipedia](https://en.wikipedia.org/wiki/Jessica_Jones_season_2), undated" in card.description


async def test_a_past_day_hides_what_was_not_yet_known(world: World) -> None:
    past = seen(await world.fan.slash(world.channel, "cast", who="Trish", as_of="2016-12-01"))
    assert past.description.startswith("Main cast, season 1\n")
    assert "as of 1 December 2016" in past.footer
    assert past.message.embeds[0].author.name == "As of 1 December 2016"
    by_new_year = seen(await world.fan.slash(world.channel, "cast", who="Trish", as_of="late 2016"))
    assert by_new_year.description.startswith("Main cast, seasons 1 and 2\n")


async def test_a_season_narrows_the_answer(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Eddy Costa", season=2))
    assert card.title == "John Ventimiglia plays Eddy Costa"
    assert card.description == "Recurring or guest, season 2\n📰 **Reported** · fictionbox.de, undated"


async def test_a_season_without_the_role_is_not_announced(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish", season=9))
    assert "Not announced" in card.description
    assert "Nobody has said who plays Trish Walker in season 9." in card.description
    assert card.title == "Who plays Trish Walker?"


async def test_everyone_lists_the_main_cast_first(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="everyone"))
    assert card.title == "The cast of Jessica Jones"
    sure, first, *_ = card.description.splitlines()
    assert sure.startswith("✅ **Confirmed** · ")
    assert first == "**Krysten Ritter** · Jessica Jones *S1–3*"
    assert "page 1" in card.footer
    assert [(button.label, button.disabled) for button in card.buttons] == [
        ("‹ Back", True),
        ("Next ›", False),
        ("Sources", False),
        ("Suggest a correction", False),
    ]


async def test_everyone_of_one_season_leaves_out_the_others(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Everyone", season=2))
    assert card.title == "The cast of Jessica Jones, season 2"
    assert "Oscar Arocho" in card.description
    assert "Hope Shlottman" not in card.description


async def test_a_shared_name_asks_which_and_the_choice_is_answered(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="Walker")
    card = seen(asked)
    assert card.title == "Which “Walker” do you mean?"
    assert {option.label: option.description for option in card.options} == CHARACTERS_OF_WALKER
    assert "4 in Jessica Jones go by that name" in card.description
    (actor,) = [option.value for option in card.options if option.label == "Benjamin Walker"]
    chosen = seen(await world.fan.select(card.message, [actor]))
    assert chosen.title == "Benjamin Walker plays Erik Gelden"


async def test_a_choice_keeps_the_day_that_was_asked_for(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Walker", as_of="2019-12-31"))
    (trish,) = [option.value for option in card.options if option.label == "Trish Walker"]
    chosen = seen(await world.fan.select(card.message, [trish]))
    assert chosen.title == "Rachael Taylor plays Trish Walker"
    assert "as of 31 December 2019" in chosen.footer


async def test_somebody_elses_name_is_offered_as_a_button_that_answers(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Kirsten Ritter"))
    assert card.title == "Nothing found in Jessica Jones"
    assert "Did you mean one of these?" in card.description
    assert card.labels == ["Krysten Ritter"]
    answer = seen(await world.fan.click(card.message, label="Krysten Ritter"))
    assert answer.title == "Krysten Ritter plays Jessica Jones"
    assert answer.ephemeral


async def test_an_unknown_name_says_so_and_offers_the_whole_cast(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Zorblax"))
    assert "No actor or character called **“Zorblax”** is on record." in card.description
    assert card.labels == ["The whole cast", "News"]


async def test_a_day_to_come_is_refused(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "cast", who="Trish", as_of="2026-01-02"))
    assert words.startswith("2026-01-02 has not come yet")


async def test_a_day_that_cannot_be_read_is_refused(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "cast", who="Trish", as_of="the other day"))
    assert "is not a day that can be read" in words


async def test_a_show_can_be_named_by_another_of_its_names(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish", show="JJ"))
    assert card.title == "Rachael Taylor plays Trish Walker"


async def test_a_blank_name_is_refused(world: World) -> None:
    assert refused(world, await world.fan.slash(world.channel, "cast", who="  ")).startswith("Type a name")


async def test_a_name_of_200_characters_is_answered_and_a_longer_one_is_not_accepted(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="x" * 200))
    assert card.title == "Nothing found in Jessica Jones"
    with pytest.raises(OptionError):
        await world.fan.slash(world.channel, "cast", who="x" * 201)


async def test_an_entry_that_is_gone_is_refused(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "cast", who="id:p1"))
    assert words == "That entry is no longer on record. Ask again and pick from the list."


async def test_completions_begin_with_everyone_and_answer_when_picked(world: World) -> None:
    offered = await world.fan.autocomplete(world.channel, "cast", "who", "")
    assert len(offered) == 25
    assert offered[0]["name"] == "Everyone: the whole cast"
    assert offered[1]["name"] == "Jessica Jones (character)"
    everyone = seen(await world.fan.slash(world.channel, "cast", who=offered[0]["value"]))
    assert everyone.title == "The cast of Jessica Jones"
    answer = seen(await world.fan.slash(world.channel, "cast", who=offered[1]["value"]))
    assert answer.title == "Krysten Ritter plays Jessica Jones"


async def test_completions_know_no_more_than_the_day_that_is_filled_in(world: World) -> None:
    now = await world.fan.autocomplete(world.channel, "cast", "who", "oscar a")
    then = await world.fan.autocomplete(world.channel, "cast", "who", "oscar a", as_of="2016-12-01")
    assert [choice["name"] for choice in now] == ["Oscar Arocho (character)"]
    assert then == []


async def test_completions_are_none_while_the_day_is_half_typed(world: World, caplog: pytest.LogCaptureFixture) -> None:
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri", as_of="2016-13") == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_the_show_completes_and_can_be_picked(world: World) -> None:
    (choice,) = await world.fan.autocomplete(world.channel, "cast", "show", "jes")
    assert choice["name"] == "Jessica Jones"
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish", show=choice["value"]))
    assert card.title == "Rachael Taylor plays Trish Walker"


async def test_sources_are_listed_to_anybody_who_asks(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Krysten R"))
    sources = seen(await world.other_fan.click(card.message, label="Sources"))
    assert sources.ephemeral
    assert sources.title == "Who said so"
    of_season_2 = sources.value("✅ Confirmed · season 2")
    assert f"• confirmed · {ARTICLE} “Jessica Jones season 2: news, release date" in of_season_2
    assert "• reported · fictionbox.de" in of_season_2
    assert "[Wikipedia](https://en.wikipedia.org/wiki/Jessica_Jones_season_2)" in of_season_2


async def test_a_related_question_is_answered_to_anybody_who_asks(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    roles = seen(await world.other_fan.click(card.message, label="Roles of Rachael Taylor"))
    assert roles.ephemeral
    assert roles.title == "Rachael Taylor plays Trish Walker"
    everyone = seen(await world.other_fan.click(roles.message, label="Cast"))
    assert everyone.title == "The cast of Jessica Jones"


async def test_a_list_says_once_how_sure_it_is_and_marks_only_what_differs(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    await world.fan.click(seen(asked).message, label="Next ›")
    await world.fan.click(seen(asked).message, label="Next ›")
    card = seen(asked)
    sure, heading, dorothy, *others = card.description.splitlines()
    assert sure.startswith("📰 **Reported** · ")
    assert heading == "*Recurring and guest roles*"
    assert dorothy == "**Rebecca De Mornay** · Dorothy Walker *S1, S3* ✅ (*S2*)"
    assert {line[-1] for line in others} == {"✅", "*"}
    assert "✅ confirmed" in card.footer


async def test_the_pages_of_the_cast_are_all_there_is_and_nobody_twice(world: World) -> None:
    result = await world.fan.slash(world.channel, "cast", who="everyone")
    lines: list[str] = []
    for _ in range(20):
        card = seen(result)
        lines += [line for line in card.description.splitlines() if " · " in line and line[0] not in "✅📰"]
        if next(button for button in card.buttons if button.label == "Next ›").disabled:
            break
        await world.fan.click(card.message, label="Next ›")
    assert len(lines) == len(set(lines))
    assert len(lines) > 50
    assert any("Young Kilgrave" in line for line in lines)
    history = world.channel.history()
    assert len(history) == 1
    assert look(history[0]).title == "The cast of Jessica Jones"


# Names as people type them


async def test_a_slip_that_can_only_mean_one_name_is_answered_and_says_so(world: World) -> None:
    for who in (world.fan, world.moderator, world.admin):
        card = seen(await who.slash(world.channel, "cast", who="Kristen Riter"))
        assert card.title == "Krysten Ritter plays Jessica Jones"
        assert card.description.startswith("I took “Kristen Riter” for **Krysten Ritter**.")


async def test_an_exact_name_says_nothing_of_how_it_was_read(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="krystenritter"))
    assert card.title == "Krysten Ritter plays Jessica Jones"
    assert "I took" not in card.description


async def test_who_shares_a_surname_with_the_main_cast_is_on_a_button(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Lyonne"))
    assert card.title == "Who plays Kith Lyonne?" or card.title.endswith("plays Kith Lyonne")
    assert {"Peter Lyonne", "Laurent Lyonne"} <= set(card.labels)
    other = seen(await world.fan.click(card.message, label="Peter Lyonne"))
    assert "Peter Lyonne" in other.title
    assert other.ephemeral


async def test_a_surname_of_nobody_in_the_main_cast_by_their_own_name_asks_which(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Thompson"))
    assert card.title == "Which “Thompson” do you mean?"
    assert {option.label for option in card.options} == {"Kilgrave", "Albert Thompson", "Louise Thompson"}


async def test_a_name_that_spoils_is_on_no_button(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Jones"))
    assert "Young Jessica Jones" in card.labels
    assert not any("Alisa" in label for label in card.labels)
