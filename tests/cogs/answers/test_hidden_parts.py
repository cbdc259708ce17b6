"""A part that gives something away is hidden whole; the open parts of the same role are shown as ever."""

from pathlib import Path

import pytest

from tests.cogs.world import World, refused, seen

EVIL = """
format = 1
show = { id = "evil", title = "Evil Twins" }
[sources]
a = { outlet = "Alpha", published = 2019-03-01 }
b = { outlet = "Beta", published = 2019-03-01 }
c = { outlet = "Gamma", published = 2019-03-01 }
[people]
cat = { name = "Cat Secret" }
ann = { name = "Ann Rumour" }
[characters]
villain = { name = "The Villain" }
[[seasons]]
number = 1
[[episodes]]
code = "S01E01"
aired = 2019-01-01
[[facts]]
id = "villain"
kind = "cast"
season = 1
people = ["cat"]
character = "villain"
spoils = "S01E01"
claims = [{ source = "a" }]
[[facts]]
id = "director"
kind = "director"
episode = "S01E01"
people = ["ann"]
claims = [{ source = "a", weight = "rumoured" }]
[[facts]]
id = "news"
kind = "news"
statement = "There will be a second season."
claims = [{ source = "a" }, { source = "b", denies = true }, { source = "c", weight = "rumoured" }]
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "evil.toml").write_text(EVIL, encoding="utf-8")
    return folder


async def test_a_hidden_casting_names_the_actor_nowhere_in_the_open(world: World) -> None:
    for who in ("The Villain", "everyone"):
        card = seen(await world.fan.slash(world.channel, "cast", who=who, show="Evil Twins"))
        assert "Cat Secret" not in "".join([card.title, *(button.label or "" for button in card.buttons)])
        assert "Cat Secret" in card.body
        assert all("Cat Secret" not in part for part in card.body.split("||")[::2])


async def test_a_rumour_is_no_answer_in_a_title(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="1x01", show="Evil Twins"))
    assert card.title == "Who directed S01E01?"
    person = seen(await world.fan.slash(world.channel, "director", of="Ann Rumour", show="Evil Twins"))
    assert person.title == "Ann Rumour as a director"


async def test_nobody_is_credited_with_what_another_said(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", show="Evil Twins"))
    heading = "❌ **1 Mar 2019** · Beta; reported by Alpha; rumoured by Gamma"
    assert f"{heading}\n• There will be a second season." in card.body
    assert "❌ denied" in card.footer


async def test_a_day_before_television_is_refused_in_words(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "season", number=1, as_of="1850", show="Evil Twins"))
    assert "before there was television" in words


async def test_the_open_parts_of_a_role_are_shown_as_ever(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Luke Cage", show="Jessica Jones"))
    assert card.title == "Mike Colter plays Luke Cage"
    open_part, hidden_part, _ = card.description.splitlines()
    assert open_part == "Main cast, season 1"
    assert hidden_part == "||Guest, S03E13|| (spoils S03E13) 📰"
    assert "📰 reported" in card.footer


async def test_news_that_name_a_character_are_found_by_it(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Kilgrave", show="Jessica Jones"))
    assert "Kilgrave appears in flashbacks." in card.body


async def test_a_day_that_is_not_on_record_is_not_made_up(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Kilgrave", show="Jessica Jones"))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert "Rumoured late 2016 and confirmed (date not recorded)" in sources.body


async def test_the_sources_of_a_hidden_part_do_not_say_where_it_is(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Luke Cage", show="Jessica Jones"))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.names == ["✅ Confirmed · season 1", "📰 Reported · spoils S03E13"]
    assert all("Luke Cage in S03E13" not in part for part in sources.body.split("||")[::2])
