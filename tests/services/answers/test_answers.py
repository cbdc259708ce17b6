"""What the bot answers: it says what is not known, shows contradictions side by side, and answers for a day."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.answer_facts import facts_in
from bot.domain.answers import (
    CastAnswer,
    CastList,
    EpisodeAnswer,
    NewsAnswer,
    NoMatch,
    PersonCredits,
    SeasonAnswer,
    SeasonCredits,
)
from bot.domain.certainty import rivals
from bot.domain.facts import Kind, Outcome, Status
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.errors import BadInput
from bot.services.names.finder import Finder, Query
from bot.store.store import Store
from tests.conftest import TODAY
from tests.helpers.answers import GUILD, answers, asked, cast, episode_director, people, said, season


async def season_directors(store: Store, text: str, as_of: str | None = None) -> SeasonCredits:
    answer = await answers(store).director(asked(text, as_of))
    assert isinstance(answer, SeasonCredits)
    return answer


async def news_of(store: Store, question: Query) -> NewsAnswer:
    answer = await answers(store).news(question)
    assert isinstance(answer, NewsAnswer)
    return answer


async def test_a_director_who_is_not_recorded_is_not_made_up(store: Store) -> None:
    answer = await episode_director(store, "S03E05")
    assert answer.credits == ()
    assert answer.of_season[0].fact.statement == "Krysten Ritter directs one episode of season 3."
    assert said(answer.of_season[0]) == (Status.CONFIRMED, "gadgets.ndtv.com", date(2018, 6, 28))
    assert [person.name for person in answer.elsewhere][:2] == ["Michael Lehmann", "Krysten Ritter"]


async def test_before_anybody_said_anything_the_answer_is_empty(store: Store) -> None:
    answer = await episode_director(store, "S02E07", "2014-01-01")
    assert (answer.credits, answer.of_season, answer.elsewhere) == ((), (), ())
    assert answer.episode.title is None


async def test_in_december_2016_no_episode_of_season_2_had_a_director(store: Store) -> None:
    answer = await season_directors(store, "season 2", "2016-12-01")
    assert len(answer.episodes) == 13
    assert all(episode.credits == () for episode in answer.episodes)
    assert all(episode.episode.title is None for episode in answer.episodes)
    assert [known.certainty.status for known in answer.of_season] == [Status.CONFIRMED, Status.RUMOURED]


async def test_today_the_credits_on_record_are_shown_and_the_gaps_left(store: Store) -> None:
    answer = await season_directors(store, "season 3")
    named = {episode.episode.code.number: people(episode.credits) for episode in answer.episodes}
    assert named[1] == [["Michael Lehmann"]]
    assert {number for number, credit in named.items() if not credit} == {5, 6}


async def test_every_episode_of_season_2_has_another_director(store: Store) -> None:
    answer = await season_directors(store, "season 2")
    named = [people(episode.credits) for episode in answer.episodes]
    assert len({names[0][0] for names in named}) == len(named) == 13
    assert [len(names) for names in named] == [1] * 13


async def test_outlets_that_may_share_one_list_do_not_confirm_each_other(store: Store) -> None:
    """Two outlets name the director of S02E07, and an independent one is needed besides, as there is for S01E06."""
    for code, status in (("S02E07", Status.REPORTED), ("S01E06", Status.CONFIRMED)):
        [credit] = (await episode_director(store, code)).credits
        assert len({claim.source.outlet for claim in credit.certainty.claims}) == 2
        assert credit.certainty.status is status


async def test_what_was_reported_before_the_second_source_was_not_yet_confirmed(store: Store) -> None:
    known = (await episode_director(store, "S02E07", "2016-10-21")).of_season[0]
    assert said(known) == (Status.REPORTED, "thereelbits.com", date(2016, 10, 21))
    assert (await episode_director(store, "S02E07", "2016-10-20")).of_season == ()


async def test_a_vague_date_is_settled_by_the_day_and_no_rival_of_it(store: Store) -> None:
    answer = await season(store, 2)
    day, vague = answer.releases
    assert [str(release.fact.released) for release in (day, vague)] == ["8 March 2018", "early 2018"]
    assert day.certainty.status is Status.CONFIRMED
    assert vague.fact.outcome is Outcome.SETTLED
    assert not rivals(day.fact, vague.fact)
    assert vague.fact.settled_by in [known.fact.id for known in answer.later]


async def test_what_settles_a_fact_is_not_shown_before_its_day(store: Store) -> None:
    answer = await season(store, 2, "2017-01-01")
    assert len(answer.releases) == 1
    assert answer.later == ()


async def test_two_lists_of_writers_are_shown_side_by_side(store: Store) -> None:
    answer = await answers(store).episode(asked("S01E13"))
    assert isinstance(answer, EpisodeAnswer)
    with_king, without = answer.writers
    assert sorted(people((with_king, without)), key=len) == [
        ["Melissa Rosenberg", "Scott Reynolds"],
        ["Jamie King", "Scott Reynolds", "Melissa Rosenberg"],
    ]
    assert rivals(with_king.fact, without.fact)
    assert {credit.certainty.status for credit in answer.writers} == {Status.REPORTED}


async def test_credits_that_look_exchanged_are_shown_both_ways(store: Store) -> None:
    answer = await answers(store).episode(asked("S03E03"))
    assert isinstance(answer, EpisodeAnswer)
    assert people(answer.directors) == [["Anton Cropper"], ["Lisa Randolph"]]
    assert people(answer.writers) == [["Lisa Randolph"], ["Anton Cropper"]]
    assert rivals(answer.directors[0].fact, answer.directors[1].fact)


async def test_a_rumour_that_was_refuted_comes_last_and_names_what_refuted_it(store: Store) -> None:
    answer = await season_directors(store, "season 2")
    last = answer.of_season[-1]
    assert people((last,)) == [["Lexi Alexander"]]
    assert last.fact.outcome is Outcome.REFUTED
    assert last.fact.settled_by in [known.fact.id for known in answer.later]


async def test_what_somebody_directed_is_in_order_of_broadcast(store: Store) -> None:
    answer = await answers(store).director(asked("Neasa Hardiman"))
    assert isinstance(answer, PersonCredits)
    assert [str(credit.fact.episodes[0].code) for credit in answer.credits] == ["S02E10", "S03E13"]


async def test_an_episode_has_its_title_day_runtime_and_who_vouches_for_them(store: Store) -> None:
    answer = await answers(store).episode(asked("S02E07"))
    assert isinstance(answer, EpisodeAnswer)
    assert (answer.episode.title, answer.episode.aired) == ("AKA I Want Your Cray Cray", date(2018, 3, 8))
    assert answer.runtime == 54
    assert {source.detail for source in answer.sources} == {"title", "runtime", "imdb"}
    assert answer.releases[0].certainty.status is Status.CONFIRMED
    assert people((*answer.directors, *answer.writers)) == [["Jennifer Getzinger"], ["Hilly Hicks Jr."]]
    assert "Krysten Ritter" in [role.person.name for role in answer.main_cast]


async def test_a_guest_of_one_episode_is_in_that_episode_alone(store: Store) -> None:
    last, before = [await answers(store).episode(asked(code)) for code in ("S03E13", "S03E12")]
    assert isinstance(last, EpisodeAnswer)
    assert isinstance(before, EpisodeAnswer)
    assert [role.person.name for role in last.cast] == ["Mike Colter"]
    assert before.cast == ()


@pytest.mark.parametrize(
    ("code", "near", "seasons"),
    [("S09E01", [], (1, 2, 3)), ("S02E14", ["S02E11", "S02E12", "S02E13"], (2,)), ("2x99", ["S02E11"], (2,))],
)
async def test_an_episode_that_is_not_on_record_is_not_guessed(
    store: Store, code: str, near: list[str], seasons: tuple[int, ...]
) -> None:
    for ask in (answers(store).director, answers(store).episode, answers(store).news):
        answer = await ask(asked(code))
        assert isinstance(answer, NoMatch)
        assert [each.label[:6] for each in answer.near][: len(near)] == near
        assert answer.seasons == seasons


async def test_what_is_offered_is_what_was_known_on_that_day(store: Store) -> None:
    early = await answers(store).director(asked("S02E99", "2015-12-01"))
    assert isinstance(early, NoMatch)
    assert (early.near, early.seasons) == ((), (1,))
    before_it_aired = await answers(store).director(asked("S02E99", "2018-03-01"))
    assert isinstance(before_it_aired, NoMatch)
    assert [each.label for each in before_it_aired.near] == ["S02E11", "S02E12", "S02E13"]
    assert (await season(store, 3, "2016-12-01")).seasons == (1, 2)
    assert (await season(store, 3)).seasons == ()
    assert (await season(store, 9)).seasons == (1, 2, 3)


async def test_a_season_nobody_spoke_about_has_an_empty_answer(store: Store) -> None:
    answer = await season(store, 7, "2018-12-01")
    assert {known.fact.kind for known in facts_in(answer)} == {Kind.CREW}  # those who make the show
    assert answer.size is None


async def test_an_unnamed_part_is_shown_while_it_was_unnamed(store: Store) -> None:
    answer = await cast(store, "Janet McTeer", "2017-05-01")
    assert [(role.character, role.parts[0].certainty.status) for role in answer.roles] == [(None, Status.REPORTED)]


async def test_an_unnamed_part_leaves_the_season_once_it_has_its_name(store: Store) -> None:
    for as_of, names in (("2017-05-01", [None]), (None, ["Alisa Jones"])):
        answer = await season(store, 2, as_of)
        roles = [role for role in answer.cast if role.person.name == "Janet McTeer"]
        assert [role.character.name if role.character else None for role in roles] == names


@pytest.mark.parametrize("number", [None, 1, 2, 3])
async def test_the_pages_of_the_cast_list_hold_everybody_once(store: Store, number: int | None) -> None:
    show = await Finder(store).own_show(GUILD)
    question = Question(Topic.CAST, show.id, EVERYONE, number)
    seen: list[tuple[str, str | None]] = []
    for page in range(20):
        answer = await answers(store).again(GUILD, question.at(page), TODAY)
        assert isinstance(answer, CastList)
        assert len(answer.roles) <= 10
        seen += [(role.person.name, role.character.name if role.character else None) for role in answer.roles]
        if not answer.more:
            break
    assert len(seen) == len(set(seen)) > 10
    assert ("Krysten Ritter", "Jessica Jones") in seen
    assert seen[0] == ("Krysten Ritter", "Jessica Jones")


@pytest.mark.parametrize("word", ["everyone", "Everybody", "ALL"])
async def test_everyone_is_the_cast_list(store: Store, word: str) -> None:
    answer = await answers(store).cast(asked(word))
    assert isinstance(answer, CastList)
    assert answer.more


async def test_the_cast_list_of_a_past_day_has_nobody_from_later(store: Store) -> None:
    answer = await answers(store).cast(asked("everyone", "2017-01-01", season=2))
    assert isinstance(answer, CastList)
    assert sorted(role.person.name for role in answer.roles) == ["David Tennant", "Krysten Ritter", "Rachael Taylor"]


async def test_news_is_newest_first_each_item_with_its_day(store: Store) -> None:
    items = (await news_of(store, asked())).items
    dated = [(item.claims[0].published is not None, item.day) for item in items]
    assert dated == sorted(dated, reverse=True)
    assert {is_dated for is_dated, _ in dated} == {True, False}
    assert all(claim.counts_from == item.day for item in items for claim in item.claims)


async def test_news_says_how_sure_it_was_then_and_is_now(store: Store) -> None:
    items = (await news_of(store, asked("season 2"))).items
    women = [item for item in items if item.known.fact.statement == "All 13 episodes are directed by women."]
    assert [(item.day, item.then.status) for item in women][-3:] == [
        (date(2016, 10, 23), Status.CONFIRMED),
        (date(2016, 10, 22), Status.REPORTED),
        (date(2016, 10, 21), Status.REPORTED),
    ]
    assert {item.known.certainty.status for item in women} == {Status.CONFIRMED}


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.REPORTED, Status.RUMOURED])
async def test_news_can_be_narrowed_to_a_status(store: Store, status: Status) -> None:
    items = (await news_of(store, Query(GUILD, TODAY, status=status))).items
    assert items
    assert {item.known.certainty.status for item in items} == {status}


@pytest.mark.parametrize("text", ["Krysten Ritter", "S03E02", "season 3"])
async def test_news_can_be_narrowed_to_somebody_an_episode_or_a_season(store: Store, text: str) -> None:
    found = facts_in(await news_of(store, asked(text)))
    credit = [known for known in found if known.fact.kind is Kind.DIRECTOR and known.fact.episodes]
    assert people(tuple(credit)) == [["Krysten Ritter"]]
    assert len(found) < len(facts_in(await news_of(store, asked())))


async def test_news_of_a_past_day_holds_nothing_from_later(store: Store) -> None:
    items = (await news_of(store, asked(as_of="2017-01-01"))).items
    assert items
    assert max(item.day for item in items) <= date(2017, 1, 1)


async def test_a_question_that_a_button_carries_has_the_same_answer(store: Store) -> None:
    service = answers(store)
    first = (
        await service.cast(asked("Trish", "2017-01-01")),
        await service.director(asked("season 2", "2017-01-01")),
        await service.director(asked("S02E07")),
        await service.director(asked("SJ Clarkson")),
        await service.season(asked(season=2)),
        await service.episode(asked("Smile")),
        await service.news(asked("Kilgrave")),
    )
    for answer in first:
        again = Question.decode(answer.question.encode())
        assert await service.again(GUILD, again, TODAY) == replace(answer, read_as=None)


@pytest.mark.parametrize(
    "question",
    [
        Question(Topic.CAST, None, Thing(What.PERSON, 404)),
        Question(Topic.CAST, 404, EVERYONE),
        Question(Topic.DIRECTOR, None, Thing(What.EPISODE, 404)),
        Question(Topic.DIRECTOR, None, Thing(What.PERSON, 404)),
        Question(Topic.EPISODE, None, Thing(What.EPISODE, 404)),
        Question(Topic.SEASON, 404, None, 2),
        Question(Topic.NEWS, 404),
        Question(Topic.NEWS, None),
    ],
)
async def test_what_is_no_longer_there_is_refused_in_words(store: Store, question: Question) -> None:
    with pytest.raises(BadInput, match="no longer on record"):
        await answers(store).again(GUILD, question, TODAY)


async def test_every_answer_keeps_the_day_that_it_was_asked_for(store: Store) -> None:
    for as_of, day in (("2017-01-01", date(2017, 1, 1)), (None, TODAY)):
        answer = await cast(store, "Trish", as_of)
        assert isinstance(answer, CastAnswer)
        assert answer.day == day
        overview = await season(store, 2, as_of)
        assert isinstance(overview, SeasonAnswer)
        assert overview.day == day
