"""Everything in the article that the bot started from can be asked, with its source and how sure it is."""

from datetime import date

import pytest

from bot.domain.answer_facts import facts_in
from bot.domain.answers import NewsAnswer, PersonCredits, SeasonCredits
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Known, Status
from bot.store.store import Store
from tests.helpers.answers import answers, asked, cast, episode_director, people, said, season

THEN = "late 2016"
ARTICLE, WRITTEN = "International Business Times Australia", date(2016, 12, 31)
EW = date(2019, 1, 8)
CONFIRMED, REPORTED, RUMOURED = Status.CONFIRMED, Status.REPORTED, Status.RUMOURED

# What /news answers: the person or season it is about, words of the statement, who is quoted, how sure it was and is.
NEWS = [
    ("Melissa Rosenberg", "executive producer", None, REPORTED, REPORTED),
    ("season 2", "Alias Investigations", None, REPORTED, REPORTED),
    ("", "wants to give women strength", None, REPORTED, REPORTED),
    ("Krysten Ritter", "Critics and viewers alike", None, REPORTED, REPORTED),
    ("Krysten Ritter", "Golden Globe party", None, REPORTED, REPORTED),
    ("season 1", "streamed on Netflix", None, REPORTED, REPORTED),
    ("David Tennant", "main villain of season 1", None, REPORTED, REPORTED),
    ("Rachael Taylor", "closest friend", None, REPORTED, REPORTED),
    ("season 1", "Jessica kills Kilgrave", None, REPORTED, REPORTED),
    ("season 2", "heavy emotional load", None, REPORTED, REPORTED),
    ("season 2", "what follows from her killing", None, RUMOURED, RUMOURED),
    ("Krysten Ritter", "left confused", "Krysten Ritter", REPORTED, REPORTED),
    ("Melissa Rosenberg", "bond of Jessica and Trish", "Melissa Rosenberg", REPORTED, REPORTED),
    ("Melissa Rosenberg", "lovers, relatives, friends", "Melissa Rosenberg", REPORTED, REPORTED),
    ("David Tennant", "appears in flashbacks", None, RUMOURED, RUMOURED),
]


async def news(store: Store, about: str, as_of: str | None) -> tuple[Known, ...]:
    answer = await answers(store).news(asked(about, as_of))
    assert isinstance(answer, NewsAnswer), answer
    return facts_in(answer)


@pytest.mark.parametrize(("about", "words", "speaker", "then", "today"), NEWS, ids=[row[1] for row in NEWS])
async def test_what_the_article_says_is_among_the_news(
    store: Store, about: str, words: str, speaker: str | None, then: Status, today: Status
) -> None:
    for as_of, status in ((THEN, then), (None, today)):
        (known,) = [known for known in await news(store, about, as_of) if words in (known.fact.statement or "")]
        assert said(known) == (status, ARTICLE, WRITTEN)
        assert known.certainty.agreeing[0].speaker == speaker


async def test_what_the_article_says_is_linked_to_it(store: Store) -> None:
    (known,) = [known for known in await news(store, "", THEN) if "Golden Globe" in (known.fact.statement or "")]
    source = known.certainty.claims[0].source
    assert source.url is not None
    assert source.url.startswith("https://www.ibtimes.com.au/jessica-jones-season-2-news")


async def test_the_article_is_not_quoted_before_its_last_possible_day(store: Store) -> None:
    outlets = {claim.source.outlet for known in await news(store, "", "2016-12-30") for claim in known.certainty.claims}
    assert outlets
    assert ARTICLE not in outlets


@pytest.mark.parametrize(
    ("who", "actor", "character"),
    [("Jessica Jones", "Krysten Ritter", "Jessica Jones"), ("Trish", "Rachael Taylor", "Trish Walker")],
)
async def test_who_returns_in_season_2_is_confirmed(store: Store, who: str, actor: str, character: str) -> None:
    for as_of in (THEN, None):
        (role,) = (await cast(store, who, as_of, season=2)).roles
        assert role.person.name == actor
        assert role.character is not None
        assert role.character.name == character
        assert said(role.parts[0]) == (CONFIRMED, ARTICLE, WRITTEN)


async def test_the_return_of_kilgrave_is_a_rumour_then_and_confirmed_later(store: Store) -> None:
    (role,) = (await cast(store, "Kilgrave", "2017-01-01", season=2)).roles
    assert role.person.name == "David Tennant"
    assert said(role.parts[0]) == (RUMOURED, ARTICLE, WRITTEN)
    (role,) = (await cast(store, "Kilgrave", season=2)).roles
    assert role.parts[0].certainty.status is CONFIRMED
    assert [change.status for change in role.parts[0].certainty.history] == [RUMOURED, CONFIRMED]


async def test_that_women_direct_all_of_season_2_was_confirmed_by_rosenberg(store: Store) -> None:
    of_episode = (await episode_director(store, "S02E07", THEN)).of_season[0]
    of_season = await answers(store).director(asked("season 2"))
    assert isinstance(of_season, SeasonCredits)
    for known in (of_episode, of_season.of_season[0]):
        assert known.fact.statement == "All 13 episodes are directed by women."
        assert known.fact.set_size == 13
        assert said(known) == (CONFIRMED, "slashfilm.com", date(2016, 10, 23))
        assert known.certainty.agreeing[0].speaker == "Melissa Rosenberg"
        (article,) = [claim for claim in known.certainty.claims if claim.source.outlet == ARTICLE]
        assert (article.speaker, article.via) == ("Melissa Rosenberg", "Variety")


async def test_three_women_directed_in_season_1(store: Store) -> None:
    for name in ("Rosemary Rodriguez", "Uta Briesewitz", "SJ Clarkson"):
        answer = await answers(store).director(asked(name, THEN))
        assert isinstance(answer, PersonCredits)
        three = next(credit for credit in answer.credits if credit.fact.set_size == 3)
        assert people((three,)) == [["S.J. Clarkson", "Rosemary Rodriguez", "Uta Briesewitz"]]
        assert ARTICLE in {claim.source.outlet for claim in three.certainty.claims}


@pytest.mark.parametrize("code", ["S01E01", "S01E02"])
async def test_clarkson_directed_the_first_two_episodes(store: Store, code: str) -> None:
    for as_of, latest in ((THEN, (CONFIRMED, ARTICLE, WRITTEN)), (None, (CONFIRMED, "Entertainment Weekly", EW))):
        (known,) = (await episode_director(store, code, as_of)).credits
        assert people((known,)) == [["S.J. Clarkson"]]
        assert said(known) == latest
        assert ARTICLE in {claim.source.outlet for claim in known.certainty.claims}


@pytest.mark.parametrize(
    ("name", "today"),
    [("S.J. Clarkson", RUMOURED), ("Rosemary Rodriguez", REPORTED), ("Uta Briesewitz", REPORTED)],
)
async def test_that_the_three_direct_again_is_a_guess(store: Store, name: str, today: Status) -> None:
    for as_of, status in ((THEN, RUMOURED), (None, today)):
        answer = await answers(store).director(asked(name, as_of))
        assert isinstance(answer, PersonCredits)
        (again,) = [credit for credit in answer.credits if credit.fact.seasons == (2,) and credit.fact.episodes == ()]
        assert again.certainty.status is status


async def test_no_director_of_season_2_had_been_named(store: Store) -> None:
    (known,) = [known for known in await news(store, "season 2", THEN) if "who directs" in (known.fact.statement or "")]
    assert ARTICLE in {claim.source.outlet for claim in known.certainty.claims}
    assert (await season(store, 2, THEN)).directed == 0


async def test_season_2_was_reported_for_early_2018(store: Store) -> None:
    (release,) = (await season(store, 2, THEN)).releases
    assert said(release) == (REPORTED, ARTICLE, WRITTEN)
    assert release.fact.released is not None
    assert release.fact.released.text == "early 2018"
    assert not release.fact.released.is_day
    assert "The Defenders" in (release.fact.statement or "")


async def test_what_gives_away_the_end_of_season_1_is_marked_as_a_spoiler(store: Store) -> None:
    found = await news(store, "", THEN)
    about_the_end = [known for known in found if "kill" in (known.fact.statement or "").casefold()]
    assert len(about_the_end) == 3
    assert {known.fact.spoils for known in about_the_end} == {EpisodeCode(1, 13)}
