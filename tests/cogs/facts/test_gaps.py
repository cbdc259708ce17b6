"""Gaps are filled where they are seen: beneath the answer that lacks something, and from its list of corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import open_app
from tests.cogs.facts.actions import (
    LINK,
    add,
    card,
    choose,
    form,
    in_words,
    list_in,
    press,
    send,
    stored_facts,
    words,
)
from tests.cogs.world import Seen, World, seen
from tests.conftest import PACKS

CORRECT = "Suggest a correction"


async def approve_newest(world: World) -> None:
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    shown = card(await world.moderator.select(listed.message, [listed.options[-1].value]))
    assert card(await world.moderator.click(shown.message, label="Approve")).title == "Added"


async def missing_of(world: World, answer: Seen) -> tuple[Seen, str]:
    """The list of what is to correct in an answer, and the custom id of what may be missing from it."""
    listed = card(await world.fan.click(answer.message, label=CORRECT))
    return listed, list_in(listed, "missing:")


async def test_a_director_is_suggested_where_none_is_on_record(world: World) -> None:
    answer = seen(await world.fan.slash(world.channel, "director", of="3x05"))
    opened = await world.fan.click(answer.message, label="Who directed S03E05?")
    assert opened.modal is not None
    assert opened.modal["title"] == "Who directed S03E05?"
    assert list(form(opened)) == ["people", "source", "published"]
    thanks = card(await send(world.fan, opened, {"people": "Zora Quillfeather", "source": f"Variety {LINK}"}))
    assert thanks.description.startswith("Zora Quillfeather directed S03E05")
    assert "**Taken as:** director of S03E05." in thanks.description
    await approve_newest(world)
    after = seen(await world.fan.slash(world.channel, "director", of="3x05"))
    assert after.title == "Zora Quillfeather directed S03E05"
    assert "Who directed S03E05?" not in after.labels


async def test_writers_are_suggested_where_none_are_on_record(world: World) -> None:
    answer = seen(await world.fan.slash(world.channel, "episode", episode="3x05"))
    opened = await world.fan.click(answer.message, label="Who wrote S03E05?")
    card(await send(world.fan, opened, {"people": "Zora Quillfeather, Bo Lin", "source": LINK}))
    await approve_newest(world)
    after = seen(await world.fan.slash(world.channel, "episode", episode="3x05"))
    assert "Zora Quillfeather and Bo Lin" in after.description


async def test_the_cast_and_the_date_of_what_has_none_are_suggested(world: World) -> None:
    card(await add(world.moderator, world.channel, "director", {"people": "Ana Diaz", "where": "S04E01"}))
    answer = seen(await world.fan.slash(world.channel, "episode", episode="4x01"))
    opened = await world.fan.click(answer.message, label="When does S04E01 air?")
    card(await send(world.fan, opened, {"released": "1 March 2027", "source": LINK}))
    await approve_newest(world)
    assert "1 March 2027" in seen(await world.fan.slash(world.channel, "episode", episode="4x01")).description
    season = seen(await world.fan.slash(world.channel, "season", number=4))
    assert not [label for label in season.labels if label.startswith("Who")]  # nobody has said
    await add(world.moderator, world.channel, "release", {"released": "1 March 2020", "where": "season 4"})
    season = seen(await world.fan.slash(world.channel, "season", number=4))
    opened = await world.fan.click(season.message, label="Who is in season 4?")
    card(await send(world.fan, opened, {"people": "Zora Quillfeather as The Lamplighter", "source": LINK}))
    await approve_newest(world)
    assert "Zora Quillfeather" in seen(await world.fan.slash(world.channel, "season", number=4)).description


async def test_the_player_of_a_character_is_suggested_for_a_season_without_one(world: World) -> None:
    await add(world.moderator, world.channel, "release", {"released": "1 March 2020", "where": "season 7"})
    answer = seen(await world.fan.slash(world.channel, "cast", who="Jeri Hogarth", season=7))
    opened = await world.fan.click(answer.message, label="Who plays this character?")
    assert list(form(opened)) == ["people", "where", "source", "published"]
    fields = {"people": "Carrie-Anne Moss", "where": "season 7", "source": LINK}
    assert "a role in season 7" in card(await send(world.fan, opened, fields)).description


async def test_a_gap_of_a_past_day_is_not_one_of_today(world: World) -> None:
    answer = seen(await world.fan.slash(world.channel, "director", of="2x02", as_of="2016-12-31"))
    assert not [label for label in answer.labels if label.startswith("Who direct")]


async def test_the_button_and_the_form_work_after_a_restart(world: World, database: Path) -> None:
    answer = seen(await world.fan.slash(world.channel, "director", of="3x05"))
    opened = await world.fan.click(answer.message, label="Who directed S03E05?")
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        filled = {"people": "Zora Quillfeather", "source": LINK}
        assert card(await send(world.fan, opened, filled)).title == "Thank you"
        again = await world.other_fan.click(answer.message, label="Who directed S03E05?")
        assert "you are counted in" in card(await send(world.other_fan, again, filled)).description
        await world.env.shutdown()


async def test_what_cant_be_read_keeps_what_was_typed(world: World, database: Path) -> None:
    before = stored_facts(database)
    answer = seen(await world.fan.slash(world.channel, "director", of="3x05"))
    opened = await world.fan.click(answer.message, label="Who directed S03E05?")
    faulty = await send(world.fan, opened, {"people": "Ana Diaz", "source": LINK, "published": "soon"})
    assert words(faulty).startswith("“soon” is not a day that can be read.")
    again = await world.fan.click(in_words(faulty).message, label="Correct what I typed")
    assert form(again) == {"people": "Ana Diaz", "source": LINK, "published": "soon"}
    assert stored_facts(database) == before


@pytest.mark.parametrize("gap", ["director.1.e5", "director.1.", "cast.1.p5", "cast.1.c5"])
async def test_a_forged_button_writes_nothing_down(world: World, database: Path, gap: str) -> None:
    before = stored_facts(database)
    pressed = await press(world, world.fan, world.channel, f"gap:{gap}")
    if pressed.modal is None:
        assert "no longer works" in words(pressed)
    else:
        fields = {"people": "Ana Diaz", "source": LINK} | ({"where": "S03E05"} if "where" in form(pressed) else {})
        assert "no longer on record" in words(await send(world.fan, pressed, fields))
    assert stored_facts(database) == before


async def test_something_missing_is_always_offered(world: World) -> None:
    for command, options in (
        ("cast", {"who": "Trish"}), ("director", {"of": "2x02"}), ("season", {"number": 2}), ("news", {}),
        ("episode", {"episode": "3x05"}), ("director", {"of": "S.J. Clarkson"}),
    ):  # fmt: skip
        answer = seen(await world.fan.slash(world.channel, command, **options))
        listed, custom_id = await missing_of(world, answer)
        opened = await world.fan.select(listed.message, ["director"], custom_id=custom_id)
        assert "source" in form(opened), command


async def test_what_is_missing_is_asked_for_by_kind_where_the_answer_is(world: World) -> None:
    answer = seen(await world.fan.slash(world.channel, "director", of="2x02"))
    listed, custom_id = await missing_of(world, answer)
    opened = await world.fan.select(listed.message, ["writer"], custom_id=custom_id)
    assert opened.modal is not None
    assert opened.modal["title"] == "Who wrote S02E02?"
    assert (
        "Zora Bell wrote S02E02"
        in card(await send(world.fan, opened, {"people": "Zora Bell", "source": LINK})).description
    )
    news = seen(await world.fan.slash(world.channel, "news"))
    listed, custom_id = await missing_of(world, news)
    opened = await world.fan.select(listed.message, ["news"], custom_id=custom_id)
    made = card(await send(world.fan, opened, {"statement": "Filming has begun.", "source": LINK}))
    assert made.description.startswith("Filming has begun.")
    chosen = await choose(world, world.fan, world.channel, custom_id, "nothing")
    assert "no longer works" in words(chosen)


async def test_corrections_page_through_all_facts(world: World, database: Path) -> None:
    everything = seen(await world.fan.slash(world.channel, "director", of="season 1"))
    for number in range(26):
        fields = {"people": f"Person {chr(65 + number)}", "where": f"S01E{number % 13 + 1:02}"}
        await add(world.moderator, world.channel, "director", fields)
    listed = card(await world.fan.click(everything.message, label=CORRECT))
    assert "page 1 of 2" in listed.footer
    first = {option.label for option in listed.options}
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        second = card(await world.fan.click(listed.message, label="Next ›"))
        assert "page 2 of 2" in second.footer
        new = [option for option in second.options if option.label not in first]
        assert new
        opened = await world.fan.select(second.message, [new[0].value], custom_id="suggest-of")
        assert "people" in form(opened)
        back = card(await world.fan.click(second.message, label="‹ Back"))
        assert {option.label for option in back.options} == first
        await world.env.shutdown()


async def test_how_it_goes_on_and_who_else_makes_it_can_be_missing_too(world: World) -> None:
    answer = seen(await world.fan.slash(world.channel, "season", number=3))
    listed, custom_id = await missing_of(world, answer)
    opened = await world.fan.select(listed.message, ["renewal"], custom_id=custom_id)
    thanks = card(await world.fan.submit_modal(opened, {"state": ["final season"], "source": LINK}))
    assert thanks.description.startswith("Season 3 is the last")
    assert "**Taken as:** how it goes on with season 3." in thanks.description
    listed, custom_id = await missing_of(world, answer)
    opened = await world.fan.select(listed.message, ["crew"], custom_id=custom_id)
    thanks = card(await send(world.fan, opened, {"people": "Zora Bell", "job": "composer", "source": LINK}))
    assert "Zora Bell is the composer of season 3" in thanks.description
    await approve_newest(world)
