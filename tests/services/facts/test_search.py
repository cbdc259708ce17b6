"""Finding the fact that a moderator means, by any words of it."""

import pytest

from bot.domain.facts import Fact, Kind
from bot.domain.moderation import FactWords
from bot.domain.questions import Thing, What
from bot.errors import BadInput, NotModerator
from bot.services.names.finder import pick
from bot.store.store import Store
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    KILLING,
    MOD,
    MOD_OF_B,
    RELEASE,
    SECOND_MOD,
    TRISH,
    Desk,
)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def found(desk: Desk, text: str) -> list[Fact]:
    return [match.fact for match in await desk.search.complete(MOD, text)]


async def found_ids(desk: Desk, text: str) -> list[int]:
    return [fact.id for fact in await found(desk, text)]


@pytest.mark.parametrize(
    "text",
    ["trish season 2", "Season 2 Trish", "rachael s2", "TRISH Walker s2", "tayl s2 cast", "cast trish season 2"],
)
async def test_a_role_is_found_by_any_words_of_it_in_any_order(desk: Desk, text: str) -> None:
    assert await desk.key(TRISH) in await found_ids(desk, text)


@pytest.mark.parametrize("text", ["killing Kilgrave", "kilg kill", "jessica follows"])
async def test_news_is_found_by_the_words_of_its_sentence(desk: Desk, text: str) -> None:
    assert await desk.key("season-2-repercussions") in await found_ids(desk, text)


@pytest.mark.parametrize("text", ["S02E07", "s2e7", "2x07", "2x7", "season 2 episode 7"])
async def test_an_episodes_facts_are_found_however_its_number_is_written(desk: Desk, text: str) -> None:
    fact = (await desk.add(Kind.DIRECTOR, FactWords(people="Ann Newcomer", where="S02E07"))).revision.fact
    facts = await found(desk, text)
    assert fact in facts
    assert {str(episode.code) for fact in facts for episode in fact.episodes} == {"S02E07"}


@pytest.mark.parametrize("text", ["season 2", "s2", "series 2", "Season 02"])
async def test_a_seasons_facts_are_found_however_it_is_written(desk: Desk, text: str) -> None:
    facts = await found(desk, text)
    assert await desk.key(ALL_WOMEN) in [fact.id for fact in facts]
    assert all(2 in fact.seasons for fact in facts)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (ALL_WOMEN, "directed by women"),
        (ALL_WOMEN, "season 2 women"),
        (ALL_WOMEN, "director all 13 episodes"),
        (RELEASE, "release season 3"),
        (RELEASE, "release 2019"),
    ],
)
async def test_a_fact_that_names_nobody_is_found_by_its_words_too(desk: Desk, key: str, text: str) -> None:
    assert await desk.key(key) in await found_ids(desk, text)


async def test_a_credit_is_found_by_who_it_was_and_by_the_episodes_title(desk: Desk) -> None:
    fact = (await desk.add(Kind.WRITER, FactWords(people="Ann Newcomer", where="S01E01"))).revision.fact
    for text in ("ann newcomer", "newcomer writer", "ladies night newcomer"):
        assert await found_ids(desk, text) == [fact.id]
    assert fact.id in await found_ids(desk, "ladies night writer")


async def test_nothing_typed_offers_something_and_no_more_than_25(desk: Desk) -> None:
    offered = await desk.search.complete(MOD, "")
    assert len(offered) == 25
    assert len({match.value for match in offered}) == 25


@pytest.mark.parametrize("text", ["", "trish", "season 2", "women", "S02E07"])
async def test_a_fan_is_offered_nothing(desk: Desk, text: str) -> None:
    assert await desk.search.complete(FAN, text) == []
    assert await desk.search.complete(SECOND_MOD, text) == []
    with pytest.raises(NotModerator):
        await desk.search.resolve(FAN, text)


@pytest.mark.parametrize("text", ["x" * 5000, "id:f1", "\x00", "%", "' OR 1=1 --", "🦄", " " * 40])
async def test_odd_texts_are_borne(desk: Desk, text: str) -> None:
    assert len(await desk.search.complete(MOD, text)) <= 25


async def test_what_gives_something_away_is_shown_in_full_only_for_two_typed_words(desk: Desk) -> None:
    killing = await desk.key(KILLING)

    async def is_open(text: str) -> bool:
        [match] = [candidate for candidate in await desk.search.complete(MOD, text) if candidate.fact.id == killing]
        return match.open

    assert not await is_open("kills")
    assert await is_open("jessica kills")
    assert all(match.open for match in await desk.search.complete(MOD, "friendship"))


async def test_a_fact_whose_characters_name_gives_something_away_is_not_shown_for_one_word(desk: Desk) -> None:
    for text in ("alisa", "janet"):
        for match in await desk.search.complete(MOD, text):
            if match.fact.character and match.fact.character.spoils:
                assert not match.open


async def test_a_server_finds_its_own_facts_and_no_others(desk: Desk) -> None:
    fact = (await desk.add_news("Jessica adopts an alpaca.")).revision.fact.id
    await desk.write_new(Kind.NEWS, FactWords(statement="Jessica adopts an armadillo."))
    assert await found_ids(desk, "alpaca") == [fact]
    assert await found_ids(desk, "armadillo") == []
    assert await desk.search.complete(MOD_OF_B, "alpaca") == []
    with pytest.raises(BadInput, match="No fact with"):
        await desk.search.resolve(MOD_OF_B, "alpaca")
    with pytest.raises(BadInput, match="no longer on record"):
        await desk.search.resolve(MOD_OF_B, pick(Thing(What.FACT, fact)))


async def test_a_fact_is_found_by_the_words_that_this_server_gave_it(desk: Desk) -> None:
    fact = await desk.key("season-2-friendship")
    await desk.edit(fact, statement="Two alpacas are friends.")
    assert await found_ids(desk, "alpacas") == [fact]
    assert await desk.search.complete(MOD_OF_B, "alpacas") == []


async def test_retired_facts_are_found_again_and_marked(desk: Desk) -> None:
    fact = await desk.key(TRISH)
    await desk.history.retire(MOD, fact, "Wrong")
    [match] = [candidate for candidate in await desk.search.complete(MOD, "trish s2 cast") if candidate.fact.id == fact]
    assert match.retired
    assert not any(candidate.retired for candidate in await desk.search.complete(MOD_OF_B, "trish s2 cast"))
    assert await desk.search.resolve(MOD, match.value) == fact
    await desk.history.restore(MOD, fact)
    assert not any(candidate.retired for candidate in await desk.search.complete(MOD, "trish s2 cast"))


async def test_what_was_picked_is_that_fact(desk: Desk) -> None:
    for match in (await desk.search.complete(MOD, "trish"))[:5]:
        assert await desk.search.resolve(MOD, match.value) == match.fact.id


async def test_words_of_one_fact_alone_mean_that_one(desk: Desk) -> None:
    fact = (await desk.add_news("Jessica adopts an alpaca.")).revision.fact.id
    for text in ("alpaca", "adopts ALPACA", "jessica adopts an alpaca."):
        assert await desk.search.resolve(MOD, text) == fact


async def test_words_of_several_ask_for_more(desk: Desk) -> None:
    for adjective in ("small", "large"):
        await desk.add_news(f"Jessica adopts a {adjective} alpaca.")
    with pytest.raises(BadInput, match=r"2 facts have these words\. Pick one"):
        await desk.search.resolve(MOD, "alpaca")


@pytest.mark.parametrize("text", ["", "   ", "zzyzx", "id:p1", "id:f1", "id:fzzzzzzzzzzzz", "id:nonsense"])
async def test_words_of_none_are_refused_with_what_to_do(desk: Desk, text: str) -> None:
    with pytest.raises(BadInput, match=r"Type a name|pick it from the list"):
        await desk.search.resolve(MOD, text)


async def test_a_correction_and_a_card_are_opened_by_any_words_of_the_fact(desk: Desk) -> None:
    fact = await desk.key(TRISH)
    current = await desk.current(fact)
    opened = await desk.editing.open(MOD, "trish season 2 cast")
    assert (opened.revision, opened.kind) == (current.id, Kind.CAST)
    assert opened.words == (await desk.editing.words(MOD, current.id))[1]
    assert await desk.search.view(MOD, "trish season 2 cast") == await desk.history.show(MOD, fact)
    for trying in (desk.editing.open, desk.search.view):
        with pytest.raises(BadInput):
            await trying(MOD, "nothing of the sort")
        with pytest.raises(NotModerator):
            await trying(FAN, "trish season 2 cast")
