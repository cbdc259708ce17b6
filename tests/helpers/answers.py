"""Asking the services as the commands do, on the shipped pack or on one of a test's own."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from bot.domain.answers import Answer, CastAnswer, Choice, EpisodeCredits, NoMatch, SeasonAnswer, Which
from bot.domain.facts import Known, Status
from bot.domain.ids import Ids
from bot.services.answers.answers import Answers
from bot.services.kit import Kit
from bot.services.names.completions import Completions
from bot.services.names.finder import Finder, Query
from bot.services.shows.loader import PackLoader
from bot.store.store import Store
from tests.conftest import LOADED_AT, TODAY

GUILD = 1_234_567_890_123_456_789


def asked(text: str = "", as_of: str | None = None, season: int | None = None, show: str | None = None) -> Query:
    return Query(GUILD, TODAY, text, season, show, as_of)


def answers(store: Store) -> Answers:
    return Answers(Kit(store, Ids(lambda: LOADED_AT, Random(7)), lambda: LOADED_AT))


def completions(store: Store) -> Completions:
    return Completions(store, Finder(store))


_loads = count(1)


def loader(store: Store) -> PackLoader:
    """Loads packs of the test's own, each time a moment later than the last."""
    moment = LOADED_AT + timedelta(minutes=next(_loads))
    return PackLoader(Kit(store, Ids(lambda: moment, Random(7)), lambda: moment))


async def cast(store: Store, text: str, as_of: str | None = None, season: int | None = None) -> CastAnswer:
    answer = await answers(store).cast(asked(text, as_of, season))
    assert isinstance(answer, CastAnswer), answer
    return answer


async def episode_director(store: Store, text: str, as_of: str | None = None) -> EpisodeCredits:
    answer = await answers(store).director(asked(text, as_of))
    assert isinstance(answer, EpisodeCredits), answer
    return answer


async def season(store: Store, number: int, as_of: str | None = None) -> SeasonAnswer:
    answer = await answers(store).season(asked(season=number, as_of=as_of))
    assert isinstance(answer, SeasonAnswer), answer
    return answer


def labels(answer: Answer) -> list[str]:
    """The names that an answer offers to choose from, or finds near."""
    assert isinstance(answer, Which | NoMatch), answer
    return [candidate.label for candidate in (answer.candidates if isinstance(answer, Which) else answer.near)]


def shown(choices: list[Choice]) -> list[str]:
    return [choice.label for choice in choices]


def people(facts: tuple[Known, ...]) -> list[list[str]]:
    return [[person.name for person in known.fact.people] for known in facts]


def said(known: Known) -> tuple[Status, str, date | None]:
    """How sure a fact is, who said so and when (None: not on record)."""
    first = known.certainty.agreeing[0]
    return known.certainty.status, first.source.outlet, first.published.last if first.published else None


def write_pack(folder: Path, *facts: str, name: str = "small", catalogue: str = "") -> Path:
    """A small pack of two seasons of two episodes each, with these facts."""
    path = folder / f"{name}.toml"
    head = f'format = 1\n[show]\nid = "{name}"\ntitle = "The {name.title()} Show"\n'
    sources = '[sources]\ntor = { outlet = "tor.com", published = 2016-05-01 }\nvar = { outlet = "Variety" }\n'
    seasons = "".join(f"[[seasons]]\nnumber = {number}\n" for number in (1, 2))
    episodes = "".join(f'[[episodes]]\ncode = "S0{s}E0{e}"\n' for s in (1, 2) for e in (1, 2))
    people = '[people]\nann = { name = "Ann Lee" }\nbea = { name = "Bea Kay" }\n'
    path.write_text(f"{head}{sources}{people}{catalogue}{seasons}{episodes}{''.join(facts)}", "utf-8")
    return path


def credit_fact(key: str, person: str = "ann", episode: str = "S01E01") -> str:
    return (
        f'[[facts]]\nid = "{key}"\nkind = "director"\nepisode = "{episode}"\npeople = ["{person}"]\n'
        'claims = [{ source = "tor" }]\n'
    )
