"""The cast list over its pages: nobody is lost or shown twice, however many roles are behind one page."""

from pathlib import Path

import pytest

from bot.domain.answers import CastList
from bot.domain.questions import EVERYONE, Question, Topic
from bot.store.schema import migrate
from bot.store.store import open_store
from tests.conftest import TODAY
from tests.helpers.answers import GUILD, answers, loader

CLAIMS = 'claims = [{ source = "tor" }]\n'
HEAD = """format = 1
[show]
id = "crowd"
title = "The Crowd"
[sources]
tor = { outlet = "tor.com", published = 2016-05-01 }
[[seasons]]
number = 1
"""


def people_and_characters(people: int, characters: int) -> str:
    actors = "".join(f'[people.p{n}]\nname = "Player {n}"\n' for n in range(people))
    return actors + "".join(f'[characters.c{n}]\nname = "Character {n}"\n' for n in range(characters))


def role(person: int, character: int, place: str, billing: str, key: str = "season") -> str:
    return (
        f'[[facts]]\nid = "p{person}-c{character}-{key}"\nkind = "cast"\n{place}\npeople = ["p{person}"]\n'
        f'character = "c{character}"\nbilling = "{billing}"\n{CLAIMS}'
    )


def two_players_each() -> tuple[str, set[tuple[str, str]]]:
    """20 characters with two players each."""
    pairs = [(n, n // 2) for n in range(40)]
    facts = "".join(role(person, character, "season = 1", "recurring") for person, character in pairs)
    return HEAD + people_and_characters(40, 20) + facts, {(f"Player {p}", f"Character {c}") for p, c in pairs}


def busy_guest() -> tuple[str, set[tuple[str, str]]]:
    """A guest with a fact for each of twelve episodes, first of all, and 19 others in the season."""
    episodes = "".join(f'[[episodes]]\ncode = "S01E{n:02}"\n' for n in range(1, 13))
    facts = "".join(role(0, 0, f'episode = "S01E{n:02}"', "guest", f"e{n}") for n in range(1, 13))
    facts += "".join(role(n, n, "season = 1", "guest") for n in range(1, 20))
    pack = HEAD + episodes + people_and_characters(20, 20) + facts
    return pack, {(f"Player {n}", f"Character {n}") for n in range(20)}


def daily_soap() -> tuple[str, set[tuple[str, str]]]:
    """14 characters, each with a fact for each of 40 episodes."""
    episodes = "".join(f'[[episodes]]\ncode = "S01E{n:02}"\n' for n in range(1, 41))
    facts = "".join(
        role(p, p, f'episode = "S01E{n:02}"', "recurring", f"e{n}") for p in range(14) for n in range(1, 41)
    )
    pack = HEAD + episodes + people_and_characters(14, 14) + facts
    return pack, {(f"Player {n}", f"Character {n}") for n in range(14)}


@pytest.mark.parametrize("season", [None, 1], ids=["show", "season"])
@pytest.mark.parametrize(
    "made",
    [two_players_each(), busy_guest(), daily_soap()],
    ids=["two players each", "busy guest", "daily soap"],
)
async def test_the_pages_hold_every_role_once(
    tmp_path: Path, made: tuple[str, set[tuple[str, str]]], season: int | None
) -> None:
    text, everybody = made
    database, pack = tmp_path / "casefile.db", tmp_path / "crowd.toml"
    pack.write_text(text, "utf-8")
    migrate(database)
    listed: list[tuple[str, str]] = []
    async with open_store(database) as store:
        await loader(store).load(pack)
        show = await store.reading().names.show_of_server(GUILD)
        assert show is not None
        question = Question(Topic.CAST, show.id, EVERYONE, season)
        for page in range(10):
            answer = await answers(store).again(GUILD, question.at(page), TODAY)
            assert isinstance(answer, CastList)
            assert answer.roles
            listed += [(role.person.name, role.character.name) for role in answer.roles if role.character]
            if not answer.more:
                break
    assert len(listed) == len(everybody)
    assert set(listed) == everybody
