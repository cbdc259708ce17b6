"""What a card about the cast leaves out is behind one button that says so."""

from tests.cogs.answers.article import ARTICLE
from tests.cogs.world import World, seen


async def behind_sources(world: World, who: str) -> str:
    card = seen(await world.fan.slash(world.channel, "cast", who=who))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    return "\n".join([*sources.names, sources.body])


async def test_each_parts_own_sources_and_days(world: World) -> None:
    body = await behind_sources(world, "Trish")
    for where in ("season 1", "season 2", "season 3"):
        assert f"✅ Confirmed · {where}" in body
    assert ARTICLE in body
    assert "late 2016" in body
    assert "date not recorded" in body
    assert "fictionbox.de" in body


async def test_how_a_status_changed(world: World) -> None:
    assert "Reported 28 May 2019 and confirmed (date not recorded)" in await behind_sources(world, "Trish")


async def test_the_outlet_that_quotes_somebody_and_the_one_that_it_repeats(world: World) -> None:
    body = await behind_sources(world, "Kilgrave")
    assert "Melissa Rosenberg in [newsarama.com](" in body
    assert "repeating Entertainment Weekly" in body


async def test_a_part_as_it_was_known_before_it_had_a_name(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Janet McTeer"))
    assert "not named" not in card.body
    assert "in a part that nobody has named yet" in await behind_sources(world, "Janet McTeer")


async def test_a_job_in_full(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Melissa Rosenberg"))
    assert card.description.startswith("Creator of the show\n")
    assert "Melissa Rosenberg created the show." in await behind_sources(world, "Melissa Rosenberg")


async def test_the_billing_of_a_listed_role_and_who_else_is_in_the_show(world: World) -> None:
    listed = seen(await world.fan.slash(world.channel, "cast", who="everyone", season=2))
    sources = seen(await world.fan.click(listed.message, label="Sources"))
    assert "Krysten Ritter plays Jessica Jones in season 2 (main cast)" in sources.body
    actor = seen(await world.fan.slash(world.channel, "cast", who="Krysten R"))
    everyone = seen(await world.fan.click(actor.message, label="Cast"))
    assert everyone.title == "The cast of Jessica Jones"
