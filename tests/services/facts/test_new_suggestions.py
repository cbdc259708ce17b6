"""What a member's sentence is taken for depends on what is on record; what is not plain is news, and nothing else."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.domain.gaps import Gap
from bot.domain.moderation import FactWords, Saved
from bot.domain.names import fold
from bot.domain.questions import Question, Thing, Topic, What
from bot.errors import AlreadyHandled, BadInput
from bot.store.store import Store
from tests.conftest import open_store
from tests.helpers.facts import FAN, MOD, SECOND_MOD, SERVER_A, Desk, fan

LINK = "https://variety.com/2019/talk"
TAKEN: dict[str, tuple[Kind, str, list[str]]] = {
    "Zora Quillfeather directed S02E07": (Kind.DIRECTOR, "S02E07", ["Zora Quillfeather"]),
    "zora quillfeather directed S02E07": (Kind.NEWS, "", []),
    "krysten ritter directed S02E07": (Kind.DIRECTOR, "S02E07", ["Krysten Ritter"]),
    "Zora Quillfeather and Bo Lin wrote 2x07": (Kind.WRITER, "S02E07", ["Zora Quillfeather", "Bo Lin"]),
    "Zora Quillfeather, Bo Lin, and Cy Roe wrote AKA Start at the Beginning": (
        Kind.WRITER, "S02E01", ["Zora Quillfeather", "Bo Lin", "Cy Roe"],
    ),
    ", ".join(f"Person {chr(65 + n)}x" for n in range(21)) + " wrote S02E07": (Kind.NEWS, "", []),
    "Zora Quillfeather directed S02E07 and S02E08": (Kind.DIRECTOR, "S02E07-E08", ["Zora Quillfeather"]),
    "Zora Quillfeather directed S09E07": (Kind.NEWS, "", []),
    "Zora Quillfeather directed a film": (Kind.NEWS, "", []),
    "Zora Quillfeather never directed S02E07": (Kind.NEWS, "", []),
    "I think Zora Quillfeather directed S02E07": (Kind.NEWS, "", []),
    "Zora Quillfeather wrote and directed S02E07": (Kind.NEWS, "", []),
    "Zora Quillfeather directed S02E07, says Variety": (Kind.NEWS, "", []),
    "S02E07 was not directed by Zora Quillfeather": (Kind.NEWS, "", []),
    "Directed by Zora Quillfeather": (Kind.NEWS, "", []),
    "Zora Quillfeather plays Trish Walker in season 3": (Kind.CAST, "season 3", ["Zora Quillfeather"]),
    "Trish is played by Zora Quillfeather": (Kind.CAST, "", ["Zora Quillfeather"]),
    "Zora Quillfeather plays Trish Walker in season 9": (Kind.NEWS, "", []),
    "Zora Quillfeather plays The Lamplighter in season 3": (Kind.NEWS, "", []),
    "Zora As Bell plays Trish Walker": (Kind.NEWS, "", []),
    "Zora Quillfeather and Bo Lin play Trish Walker": (Kind.NEWS, "", []),
    "season 3 comes out on 14 June 2019": (Kind.RELEASE, "season 3", []),
    "season 3 comes out soon": (Kind.NEWS, "", []),
}  # fmt: skip
NAMES = (
    "Ann Lee",
    "Ida And",
    "Jane Wrote",
    "Jo As",
    "Moira O'Dea",
    "高橋",
    "Анна Ли",
    "Krysten Ritter",
    "Directed By Me",
)
WORDS = st.sampled_from(
    (
        *NAMES,
        "and",
        "wrote",
        "as",
        "directed",
        "plays",
        "by",
        "is",
        "S02E07",
        "2x08",
        "season 2",
        "Trish",
        "in",
        ",",
        "not",
    )
)
SENTENCES = (
    "Zora Quillfeather directed S02E07", "S02E07 was directed by Zora Quillfeather",
    "Zora Quillfeather to write S02E07", "The director of S02E07 is Zora Quillfeather",
    "Zora Quillfeather returns as Trish Walker in season 3", "Trish Walker is played by Zora Quillfeather in season 3",
    "season 3 comes out on 14 July 2019",
)  # fmt: skip
DOUBTS = (
    "not", "never", "nobody", "allegedly", "maybe", "hardly", "reportedly", "didn't", "won’t", "denies", "refused",
    "no", "cannot", "might", "neither", "supposedly",
)  # fmt: skip

hours, users = itertools.count(1), itertools.count(100)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def place(fact: Fact) -> str:
    codes = [episode.code for episode in fact.episodes]
    if codes:
        return str(codes[0]) if len(codes) == 1 else f"{codes[0]}-E{codes[-1].number:02}"
    return f"season {fact.seasons[0]}" if fact.seasons else ""


def people(fact: Fact) -> list[str]:
    return [person.name for person in fact.people]


@pytest.mark.parametrize("text", TAKEN)
async def test_a_sentence_is_taken_for_what_is_on_record(desk: Desk, text: str) -> None:
    fact = (await desk.new_suggestions.in_words(FAN, text, LINK)).proposal.fact
    assert (fact.kind, place(fact), people(fact)) == TAKEN[text]
    assert fact.statement == (text if fact.kind is Kind.NEWS else None)


@pytest.mark.parametrize(
    ("text", "about", "kind"),
    [
        ("Directed by Zora Quillfeather", "2x07", Kind.DIRECTOR),
        ("Zora Quillfeather wrote it", "S02E07", Kind.WRITER),
        ("Zora Quillfeather directed S02E07", "season 2", Kind.DIRECTOR),
        ("Zora Quillfeather directed S02E07", "S02E08", Kind.NEWS),
        ("Zora Quillfeather directed S02E07", "season 3", Kind.NEWS),
        ("Directed by Zora Quillfeather", "S09E07", Kind.NEWS),
        ("Zora Quillfeather directed S02E07", "Krysten Ritter", Kind.NEWS),
        ("Krysten Ritter directed S02E07", "Krysten Ritter", Kind.DIRECTOR),
        ("Zora Quillfeather plays Trish", "Trish Walker", Kind.CAST),
        ("Zora Quillfeather plays Trish", "Jessica Jones", Kind.NEWS),
        ("Zora Quillfeather directed S02E07", "Trish Walker", Kind.NEWS),
    ],
)
async def test_what_it_is_about_fills_in_and_must_agree(desk: Desk, text: str, about: str, kind: Kind) -> None:
    assert (await desk.new_suggestions.in_words(FAN, text, LINK, about)).proposal.fact.kind is kind


@given(texts=st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12, unique=True))
@settings(max_examples=15)
def test_any_sentence_is_taken_for_what_its_words_name(database: Path, texts: list[str]) -> None:
    asyncio.run(_take(database, texts))


async def _take(database: Path, texts: list[str]) -> None:
    async with open_store(database) as store:
        desk = Desk(store)
        desk.clock.move(hours=next(hours))
        for text in texts:
            fact = (await desk.new_suggestions.in_words(fan(next(users)), text, LINK)).proposal.fact
            if fact.kind is Kind.NEWS:
                assert fold(fact.statement or "") == fold(text)
                continue
            assert place(fact) in ("", "S02E07", "S02E08", "S02E07-E08", "season 2")
            for name in people(fact):
                assert name in text


@pytest.mark.parametrize("first", NAMES)
@pytest.mark.parametrize("second", NAMES)
async def test_several_who_directed_are_read_whatever_their_names_contain(desk: Desk, first: str, second: str) -> None:
    if first == second:
        return
    fact = (await desk.new_suggestions.in_words(FAN, f"{first} and {second} directed S02E07", LINK)).proposal.fact
    if fact.kind is Kind.NEWS:
        assert first == "Ida And" or "Directed By Me" in (first, second)
    else:
        assert (fact.kind, people(fact)) == (Kind.DIRECTOR, [first, second])


@given(
    said=st.sampled_from(SENTENCES),
    doubt=st.sampled_from(DOUBTS).flatmap(lambda word: st.sampled_from((word, word.title(), word.upper()))),
    at=st.integers(0, 9),
)
@settings(max_examples=60)
def test_a_sentence_with_a_doubt_or_a_denial_in_it_is_news(database: Path, said: str, doubt: str, at: int) -> None:
    asyncio.run(_take_as_news(database, " ".join((*said.split()[:at], doubt, *said.split()[at:]))))


async def _take_as_news(database: Path, text: str) -> None:
    async with open_store(database) as store:
        desk = Desk(store)
        desk.clock.move(hours=next(hours))
        made = await desk.new_suggestions.in_words(fan(next(users)), text, LINK)
        assert made.proposal.fact.kind is Kind.NEWS, text


async def test_of_two_who_approve_and_one_who_chooses_another_kind_one_is_first(desk: Desk) -> None:
    await desk.let_moderate()
    for number in range(6):
        member, said = fan(60 + number), f"Zora Quillfeather directed S02E{number + 1:02}"
        waits = (await desk.new_suggestions.in_words(member, said, LINK)).proposal
        words = FactWords(people="Zora Quillfeather", where="S02E07")
        done = await asyncio.gather(
            desk.suggestions.approve(MOD, waits.id),
            desk.new_suggestions.take_as(member, waits.id, Kind.WRITER, words),
            desk.suggestions.approve(SECOND_MOD, waits.id),
            return_exceptions=True,
        )
        assert sum(isinstance(each, AlreadyHandled) for each in done) == 2, done


async def test_nobody_is_written_down_for_news(desk: Desk) -> None:
    await desk.new_suggestions.in_words(FAN, "Zora Quillfeather directed S09E07", LINK)
    found = await desk.store.reading().catalogue.people_named(SERVER_A, await desk.show(), "zora quillfeather")
    assert found == ()


async def test_the_same_suggested_twice_waits_once_whatever_it_was_taken_for(desk: Desk) -> None:
    first = await desk.new_suggestions.in_words(FAN, "Zora Quillfeather directed S02E07", LINK)
    again = await desk.new_suggestions.in_words(fan(40), "S02E07 was directed by Zora Quillfeather", f"{LINK}/2")
    assert again.merged
    other = await desk.new_suggestions.in_words(fan(41), "Zora Quillfeather was behind the camera", LINK)
    words = FactWords(people="Zora Quillfeather", where="S02E07")
    joined = await desk.new_suggestions.take_as(fan(41), other.proposal.id, Kind.DIRECTOR, words)
    assert joined.merged
    assert joined.proposal.id == first.proposal.id
    queue = await desk.store.reading().proposals.queue(SERVER_A, most=5)
    assert [proposal.backers for proposal in queue] == [(FAN.user, 40, 41)]


async def test_another_kind_leaves_one_suggestion_with_its_source_and_its_words(desk: Desk) -> None:
    said = "Zora Quillfeather was behind the camera for S02E07"
    old = (await desk.new_suggestions.in_words(FAN, said, LINK)).proposal
    words = await desk.new_suggestions.words_as(FAN, old.id, Kind.DIRECTOR)
    assert words.where == "S02E07"
    words = FactWords(people="Zora Quillfeather", where=words.where)
    new = (await desk.new_suggestions.take_as(FAN, old.id, Kind.DIRECTOR, words)).proposal
    assert (new.fact.kind, new.revision.made.reason) == (Kind.DIRECTOR, said)
    assert [claim.source.url for claim in new.fact.claims] == [LINK]
    with pytest.raises(AlreadyHandled):
        await desk.new_suggestions.take_as(FAN, old.id, Kind.WRITER, words)
    back = (await desk.new_suggestions.take_as(FAN, new.id, Kind.NEWS, FactWords(statement=said))).proposal
    assert (back.fact.statement, back.revision.made.reason) == (said, None)
    assert await desk.store.reading().proposals.queue_length(SERVER_A) == 1


@pytest.mark.parametrize("kind", [Kind.DIRECTOR, Kind.WRITER])
async def test_a_missing_credit_is_suggested_by_its_place(desk: Desk, kind: Kind) -> None:
    gap = Gap(kind, await desk.show(), EpisodeCode(2, 8))
    made = await desk.new_suggestions.fill(FAN, gap, FactWords(people="Zora Quillfeather"), LINK)
    assert (made.proposal.fact.kind, place(made.proposal.fact)) == (kind, "S02E08")
    assert isinstance(await desk.suggestions.approve(MOD, made.proposal.id), Saved)


async def test_a_missing_player_is_suggested_for_exactly_that_character(desk: Desk) -> None:
    character = (await desk.current(await desk.key("s2-trish-walker"))).fact.character
    assert character is not None
    gap = Gap(Kind.CAST, await desk.show(), Thing(What.CHARACTER, character.id))
    with pytest.raises(BadInput, match="just the actor's name"):
        await desk.new_suggestions.fill(FAN, gap, FactWords(people="Zora as Trish Walker"), LINK)
    fact = (await desk.new_suggestions.fill(FAN, gap, FactWords(people="Zora Bell"), LINK)).proposal.fact
    assert (fact.character, people(fact)) == (character, ["Zora Bell"])


async def test_a_missing_part_is_suggested_for_exactly_that_person(desk: Desk) -> None:
    person = (await desk.current(await desk.key("s2-trish-walker"))).fact.people[0]
    gap = Gap(Kind.CAST, await desk.show(), Thing(What.PERSON, person.id))
    made = await desk.new_suggestions.fill(FAN, gap, FactWords(people="Lamplighter as a child"), LINK)
    assert made.proposal.fact.people == (person,)
    assert made.proposal.fact.character is not None
    assert made.proposal.fact.character.name == "Lamplighter as a child"


async def test_what_is_missing_from_an_answer_is_about_what_the_answer_is(desk: Desk) -> None:
    show = await desk.show()
    entry = await desk.store.reading().catalogue.episode(SERVER_A, show, EpisodeCode(2, 8))
    assert entry is not None
    of_episode = Question(Topic.EPISODE, show, Thing(What.EPISODE, entry.episode.id))
    missing = desk.new_suggestions.missing
    assert await missing(SERVER_A, of_episode, Kind.WRITER) == Gap(Kind.WRITER, show, EpisodeCode(2, 8))
    of_cast = Question(Topic.CAST, show, Thing(What.EVERYONE), 2)
    assert await missing(SERVER_A, of_cast, Kind.CAST) == Gap(Kind.CAST, show, Thing(What.SEASON, 2))
    of_character = Question(Topic.CAST, show, Thing(What.CHARACTER, 5))
    assert await missing(SERVER_A, of_character, Kind.RELEASE) == Gap(Kind.RELEASE, show)


async def test_who_is_blocked_fills_no_gap(desk: Desk) -> None:
    made = await desk.new_suggestions.in_words(FAN, "A talk.", LINK)
    await desk.suggestions.block(MOD, made.proposal.id)
    gap = Gap(Kind.DIRECTOR, await desk.show(), EpisodeCode(2, 8))
    for trying in (
        desk.new_suggestions.fill(FAN, gap, FactWords(people="Zora Bell"), LINK),
        desk.new_suggestions.take_as(FAN, made.proposal.id, Kind.NEWS, FactWords(statement="Other")),
    ):
        with pytest.raises(BadInput, match="take no suggestions"):
            await trying
