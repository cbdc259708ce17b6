"""Cards of shows with more of everything than usual: they stay as low as others, and Discord takes them."""

from pathlib import Path

import pytest

from bot.domain.answers import Answer, CastAnswer, EpisodeCredits, NewsAnswer, NextAnswer, SeasonCredits
from bot.services.names.finder import Query
from bot.store.store import Store
from bot.ui.card import Card
from tests.helpers.answers import GUILD, answers, asked, loader, write_pack
from tests.helpers.heights import embed_height
from tests.helpers.views import render, sources_card
from tests.ui.reading import assert_discord_takes, items

OPENER = 1
FIRST = ("Rosalind", "Bartholomew", "Guinevere", "Leopold", "Anastasia", "Ferdinand", "Wilhelmina")
LAST = ("Featherstone", "Castellanos", "Bramblewood", "Lindqvist", "Papadopoulos", "Hawthorne", "Fairweather")
PEOPLE = 49


def name(number: int) -> str:
    return f"{FIRST[number % 7]} {LAST[number // 7 % 7]}"


def of_season_3(episodes: int = 0) -> str:
    """People with long names, as many characters, and a third season."""
    people = "".join(f'p{n} = {{ name = "{name(n)}" }}\n' for n in range(PEOPLE))
    characters = "".join(f'c{n} = {{ name = "Inspector {name(PEOPLE - n)}" }}\n' for n in range(PEOPLE))
    listed = "".join(f'[[episodes]]\ncode = "S03E{n:02}"\naired = 2016-06-01\n' for n in range(1, episodes + 1))
    return f"{people}[characters]\n{characters}[[seasons]]\nnumber = 3\n{listed}"


def fact(key: str, kind: str, rest: str, claims: str = '{ source = "tor" }') -> str:
    return f'[[facts]]\nid = "{key}"\nkind = "{kind}"\n{rest}\nclaims = [{claims}]\n'


async def load(store: Store, folder: Path, *facts: str, catalogue: str = "") -> None:
    await loader(store).load(write_pack(folder, *facts, catalogue=catalogue))


def about(text: str = "") -> Query:
    return asked(text, show="The Small Show")


async def pages(store: Store, first: Answer) -> list[tuple[Answer, Card]]:
    """Every page of an answer that follows it by its Next button."""
    found: list[tuple[Answer, Card]] = []
    for page in range(200):
        answer = await answers(store).again(GUILD, first.question.at(page), asked().today)
        card = render(answer, OPENER)
        found.append((answer, card))
        following = [item for item in items(card.view.to_components()) if item["label"] == "Next ›"]
        if not following or following[0]["disabled"]:
            return found
    raise AssertionError("it never ends")


def labels(card: Card) -> list[str]:
    return [item["label"] for item in items(card.view.to_components())]


@pytest.mark.parametrize("topic", ["director", "writer"])
async def test_a_season_of_long_credits_is_paged_by_height(store: Store, tmp_path: Path, topic: str) -> None:
    facts = [
        fact(f"f{n}", topic, f'episode = "S03E{n:02}"\npeople = ["p{n}", "p{n + 1}", "p{n + 9}"]') for n in range(1, 27)
    ]
    said = [fact(f"s{n}", topic, f'season = 3\nstatement = "{name(n)} is said to be among them."') for n in range(2)]
    await load(store, tmp_path, *facts, *said, catalogue=of_season_3(26))
    first = await getattr(answers(store), topic)(about("season 3"))
    assert isinstance(first, SeasonCredits)
    turned = await pages(store, first)
    assert max(embed_height(card.embed) for _, card in turned) <= 20
    shown = "\n".join(card.embed.description or "" for _, card in turned)
    assert [shown.count(f"**E{n:02}** ") for n in range(1, 27)] == [1] * 26
    answer, card = turned[-1]
    first_shown = next(n for n in range(1, 27) if f"**E{n:02}** " in (card.embed.description or ""))
    assert f"S03E{first_shown:02}" in (sources_card(answer, OPENER).embed.fields[0].name or "")


async def test_rivals_with_different_certainty_are_shown_as_far_as_they_fit(store: Store, tmp_path: Path) -> None:
    weights = ("confirmed", "reported", "rumoured", "rumoured")
    facts = [
        fact(
            f"f{n}",
            "director",
            f'episode = "S01E01"\npeople = ["p{n}"]',
            f'{{ source = "var", weight = "{weights[n]}" }}',
        )
        for n in range(4)
    ]
    await load(store, tmp_path, *facts, catalogue=of_season_3())
    answer = await answers(store).director(about("1x01"))
    assert isinstance(answer, EpisodeCredits)
    embed = render(answer, OPENER).embed
    assert embed_height(embed) <= 8
    lines = (embed.description or "").splitlines()
    assert lines[0] == f"**{name(0)}**"
    assert lines[-1] == "or 2 more"


async def test_a_person_with_sixty_roles_has_several_on_a_page(store: Store, tmp_path: Path) -> None:
    facts = [fact(f"f{n}", "cast", f'season = 3\npeople = ["ann"]\ncharacter = "c{n}"') for n in range(PEOPLE)]
    await load(store, tmp_path, *facts, catalogue=of_season_3())
    first = await answers(store).cast(about("Ann Lee"))
    assert isinstance(first, CastAnswer)
    turned = await pages(store, first)
    assert max(embed_height(card.embed) for _, card in turned) <= 14
    assert len(turned) < PEOPLE / 3


async def test_who_plays_a_character_and_shares_its_name_has_one_button(store: Store, tmp_path: Path) -> None:
    catalogue = 'kit = { name = "Kit Stone" }\n[characters]\nrick = { name = "Rick Stone" }\n'
    main = fact("main", "cast", 'season = 1\npeople = ["ann"]\ncharacter = "rick"\nbilling = "main"')
    young = fact("young", "cast", 'episode = "S01E01"\npeople = ["kit"]\ncharacter = "rick"\nbilling = "guest"')
    await load(store, tmp_path, main, young, catalogue=catalogue)
    answer = await answers(store).cast(about("Stone"))
    assert isinstance(answer, CastAnswer)
    assert answer.read_as is not None
    card = render(answer, OPENER)
    assert_discord_takes(card.embed.to_dict(), card.view.to_components())
    assert labels(card) == ["Roles of Ann Lee", "Roles of Kit Stone", "Sources", "Suggest a correction"]


async def test_an_ending_that_spoils_is_said_behind_its_marks_alone(store: Store, tmp_path: Path) -> None:
    aired = "[[seasons]]\nnumber = 3\n" + "".join(
        f'[[episodes]]\ncode = "S03E{n:02}"\n{day}' for n, day in ((1, "aired = 2016-06-01\n"), (2, ""))
    )
    ended = fact("end", "renewal", 'state = "ended"\nstatement = "They all drown."\nspoils = "S03E01"')
    await load(store, tmp_path, ended, catalogue=aired)
    answer = await answers(store).next(about())
    assert isinstance(answer, NextAnswer)
    embed = render(answer, OPENER).embed
    assert "They all drown" in (embed.description or "")
    assert embed.title == "Next: S03E02"
    await load(store, tmp_path, catalogue=aired)
    without = await answers(store).next(about())
    assert render(without, OPENER).embed.title == embed.title


@pytest.mark.parametrize("as_of", [None, "1999"])
async def test_no_news_offers_something_else(store: Store, tmp_path: Path, as_of: str | None) -> None:
    await load(store, tmp_path)
    answer = await answers(store).news(asked(show="The Small Show", as_of=as_of))
    assert isinstance(answer, NewsAnswer)
    assert not answer.items
    assert labels(render(answer, OPENER)) == ["The whole cast", "What airs next"]
