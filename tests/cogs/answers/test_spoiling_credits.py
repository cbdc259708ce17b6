"""A credit that gives something away: who directed, and what its sources say of it, are behind spoiler marks."""

from pathlib import Path

import pytest

from tests.cogs.world import Seen, World, seen
from tests.helpers.answers import write_pack
from tests.ui.reading import in_the_open

NAME, NOTE, TITLE = "Ann Lee", "She came back for it.", "Her return"
CREDIT = f"""
[[facts]]
id = "spoiling"
kind = "director"
episode = "S01E02"
people = ["ann"]
spoils = "S02E01"
claims = [{{ source = "leak", note = "{NOTE}" }}]
"""
SOURCE = f'[sources.leak]\noutlet = "Leaks"\ntitle = "{TITLE}"\npublished = 2016-05-01\n'
SHOW = {"show": "The Small Show"}


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    write_pack(folder, CREDIT, catalogue=SOURCE)
    return folder


def assert_hidden(card: Seen) -> None:
    for words in (NAME, NOTE, TITLE):
        assert words not in card.bare
        assert words not in in_the_open(card.body)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("director", {"of": "S01E02"}),
        ("director", {"of": "season 1"}),
        ("episode", {"episode": "S01E02"}),
    ],
)
async def test_the_director_is_named_behind_marks_alone(world: World, command: str, options: dict[str, str]) -> None:
    card = seen(await world.fan.slash(world.channel, command, **options, **SHOW))
    assert_hidden(card)
    assert NAME in card.body
    assert "(spoils S02E01)" in card.body


@pytest.mark.parametrize("episode", ["S01E01", "S02E01"])
async def test_the_director_is_not_named_among_those_of_other_episodes(world: World, episode: str) -> None:
    assert_hidden(seen(await world.fan.slash(world.channel, "director", of=episode, **SHOW)))


async def test_the_season_does_not_name_the_director(world: World) -> None:
    assert_hidden(seen(await world.fan.slash(world.channel, "season", number=1, **SHOW)))


async def test_what_its_sources_say_is_hidden_too(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S01E02", **SHOW))
    assert_hidden(card)
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert_hidden(sources)
    assert NOTE in sources.body
    assert TITLE in sources.body


async def test_a_person_who_is_only_known_by_it_is_not_offered(world: World) -> None:
    for typed in ("", "a", "ann", "lee"):
        offered = await world.fan.autocomplete(world.channel, "director", "of", typed, **SHOW)
        assert [choice["name"] for choice in offered if NAME in choice["name"]] == []
