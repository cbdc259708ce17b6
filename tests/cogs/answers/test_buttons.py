"""Pages and buttons: in place, for the person who asked, and after any restart."""

from pathlib import Path

from bot.app import open_app
from tests.cogs.world import World, look, seen
from tests.conftest import PACKS


async def test_next_turns_the_page_in_place(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    first = seen(asked)
    turned = await world.fan.click(first.message, label="Next ›")
    second = seen(asked)
    assert turned.acknowledged
    assert "page 2" in second.footer
    assert second.description != first.description
    assert len(world.channel.history()) == 1
    await world.fan.click(second.message, label="‹ Back")
    assert seen(asked).description == first.description


async def test_only_the_person_who_asked_turns_the_pages(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    first = seen(asked)
    refusal = seen(await world.other_fan.click(first.message, label="Next ›"))
    assert refusal.ephemeral
    assert refusal.content == "Only the person who asked can turn these pages. Ask the same question to get your own."
    assert seen(asked).description == first.description


async def test_the_same_person_turns_pages_of_sources_of_their_own(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2"))
    listed = await world.other_fan.click(card.message, label="Sources")
    first = seen(listed)
    assert "page 1 of" in first.footer
    await world.other_fan.click(first.message, label="Next ›")
    second = seen(listed)
    assert "page 2 of" in second.footer
    assert second.fields != first.fields
    assert second.ephemeral


async def test_buttons_work_after_a_restart(world: World, database: Path) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    which = await world.fan.slash(world.channel, "cast", who="Walker")
    answer = await world.fan.slash(world.channel, "cast", who="Trish")
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.fan.click(seen(asked).message, label="Next ›")
        assert "page 2" in seen(asked).footer
        refusal = seen(await world.other_fan.click(seen(asked).message, label="Next ›"))
        assert refusal.content.startswith("Only the person who asked")
        chosen = seen(await world.fan.select(seen(which).message, [seen(which).options[0].value]))
        assert chosen.title == "Benjamin Walker plays Erik Gelden"
        assert seen(await world.fan.click(seen(answer).message, label="Sources")).title == "Who said so"
        related = seen(await world.fan.click(seen(answer).message, label="Roles of Rachael Taylor"))
        assert related.title == "Rachael Taylor plays Trish Walker"
        await world.env.shutdown()


async def test_no_view_stays_in_memory(world: World) -> None:
    for who in ("everyone", "Walker", "Trish", "Kirsten Ritter"):
        seen(await world.fan.slash(world.channel, "cast", who=who))
    assert list(world.env.bot.persistent_views) == []


async def test_the_custom_ids_of_a_message_differ(world: World) -> None:
    for command, options in (
        ("cast", {"who": "everyone"}),
        ("director", {"of": "season 2"}),
        ("director", {"of": "S03E03"}),
        ("episode", {"episode": "2x07"}),
        ("season", {"number": 2}),
        ("news", {}),
    ):
        ids = [button.custom_id for button in seen(await world.fan.slash(world.channel, command, **options)).buttons]
        assert ids
        assert len(ids) == len(set(ids))
        assert max(map(len, ids)) <= 100


async def test_pages_turn_on_the_message_that_others_see(world: World) -> None:
    asked = seen(await world.fan.slash(world.channel, "news"))
    await world.fan.click(asked.message, label="Next ›")
    (message,) = world.channel.history(viewer=world.other_fan)
    assert "page 2 of" in look(message).footer


async def test_sources_are_those_of_the_page_that_is_shown_and_leave_nobody_out(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    await world.fan.click(seen(asked).message, label="Next ›")
    second = seen(asked)
    listed = await world.fan.click(second.message, label="Sources")
    named: list[str] = []
    for page in range(30):
        card = seen(listed)
        assert f"page {page + 1} of" in card.footer
        named += [value.strip("|").split(" plays ")[0] for _, value in card.fields]
        if next(button for button in card.buttons if button.label == "Next ›").disabled:
            break
        await world.fan.click(card.message, label="Next ›")
    assert set(named) == {line.split("**")[1] for line in second.description.splitlines()[1:]}
    assert seen(asked).description == second.description
