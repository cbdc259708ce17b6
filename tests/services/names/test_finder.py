"""From what a fan types to what is meant."""

import pytest

from bot.domain.answers import CastAnswer, EpisodeAnswer, NoMatch, PersonCredits, SeasonCredits, Which
from bot.errors import BadInput
from bot.store.store import Store
from tests.helpers.answers import answers, asked, cast, episode_director, labels


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Trish", "Trish Walker"),
        ("trish walker", "Trish Walker"),
        ("Walker, Trish", "Trish Walker"),
        ("Patsy", "Trish Walker"),
        ('Patricia "Trish" Walker', "Trish Walker"),
        ("Krysten R", "Krysten Ritter"),
        ("k ritter", "Krysten Ritter"),
        ("RITTER", "Krysten Ritter"),
        ("Ritter, Krysten", "Krysten Ritter"),
        ("Кrysten Ritter", "Krysten Ritter"),
        ("carrie anne", "Carrie-Anne Moss"),
        ("JR Ramirez", "J.R. Ramirez"),
        ("j. r. ramirez", "J.R. Ramirez"),
        ("kilgrave", "Kilgrave"),
        ("purple man", "Kilgrave"),
        ("Rachel Taylor", "Rachael Taylor"),
        ("Jessica Jones", "Jessica Jones"),
        ("whizzer", "Robert Coleman"),
    ],
)
async def test_somebody_in_the_cast_is_found(store: Store, typed: str, name: str) -> None:
    assert (await cast(store, typed)).who.name == name


@pytest.mark.parametrize("typed", ["SJ Clarkson", "S. J. Clarkson", "s.j. clarkson", "Clarkson, S.J.", "clarkson"])
async def test_a_director_is_found_by_any_spelling(store: Store, typed: str) -> None:
    answer = await answers(store).director(asked(typed))
    assert isinstance(answer, PersonCredits)
    assert answer.person.name == "S.J. Clarkson"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("S02E07", "S02E07"),
        ("2x7", "S02E07"),
        ("2x07", "S02E07"),
        ("s2e7", "S02E07"),
        ("207", "S02E07"),
        ("season 2 episode 7", "S02E07"),
        ("AKA I Want Your Cray Cray", "S02E07"),
        ("I Want Your Cray Cray", "S02E07"),
        ("cray cray", "S02E07"),
        ("aka smile", "S01E13"),
        ("Smile", "S01E13"),
        ("A.K.A. Smile", "S01E13"),
        ("WWJD", "S01E08"),
        ("WWJD?", "S01E08"),
        ("1,000 Cuts", "S01E10"),
        ("aka 1000 cuts", "S01E10"),
        ("Its Called Whiskey", "S01E03"),
        ("octopus", "S02E05"),
        ("pork chops", "S02E10"),
    ],
)
async def test_an_episode_is_found_by_its_code_or_title(store: Store, typed: str, code: str) -> None:
    assert str((await episode_director(store, typed)).episode.code) == code
    answer = await answers(store).episode(asked(typed))
    assert isinstance(answer, EpisodeAnswer)
    assert str(answer.episode.code) == code


@pytest.mark.parametrize("typed", ["season 2", "Season 02", "s2", "series 2"])
async def test_a_season_is_found_in_every_form(store: Store, typed: str) -> None:
    answer = await answers(store).director(asked(typed))
    assert isinstance(answer, SeasonCredits)
    assert answer.season == 2


async def test_a_name_that_several_bear_asks_which_with_actor_and_character(store: Store) -> None:
    answer = await answers(store).cast(asked("Walker"))
    assert isinstance(answer, Which)
    assert {(choice.label, choice.detail) for choice in answer.candidates} == {
        ("Trish Walker", "character: played by Rachael Taylor"),
        ("Benjamin Walker", "actor: plays Erik Gelden"),
        ("Dorothy Walker", "character: played by Rebecca De Mornay"),
        ("Young Trish Walker", "character: played by Catherine Blades"),
    }


async def test_each_candidate_leads_to_its_own_answer(store: Store) -> None:
    service = answers(store)
    which = await service.cast(asked("Walker"))
    assert isinstance(which, Which)
    for candidate in which.candidates:
        answer = await service.again(1, which.question.about(candidate.thing), asked().today)
        assert isinstance(answer, CastAnswer)
        assert answer.who.name == candidate.label


async def test_a_first_name_of_two_directors_asks_which(store: Store) -> None:
    assert labels(await answers(store).director(asked("Jennifer"))) == ["Jennifer Lynch", "Jennifer Getzinger"]


@pytest.mark.parametrize("typed", ["Alisa", "Alisa Jones", "alisa jones"])
async def test_a_name_that_spoils_is_found_when_it_is_typed(store: Store, typed: str) -> None:
    answer = await cast(store, typed)
    assert answer.who.name == "Alisa Jones"
    assert [role.person.name for role in answer.roles] == ["Janet McTeer"]


@pytest.mark.parametrize("typed", ["Alisa Jonse", "Alissa Jones", "Alyssa", "Elisa Jones"])
async def test_a_name_that_spoils_is_never_suggested_for_a_slip(store: Store, typed: str) -> None:
    for ask in (answers(store).cast, answers(store).news):
        answer = await ask(asked(typed))
        assert isinstance(answer, NoMatch)
        assert "Alisa Jones" not in labels(answer)


async def test_a_name_that_spoils_is_not_shown_with_the_actor(store: Store) -> None:
    answer = await answers(store).cast(asked("Jan"))
    details = [choice.detail for choice in answer.candidates] if isinstance(answer, Which) else []
    assert not any("Alisa" in detail for detail in details)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kirsten Ritter", "Krysten Ritter"),
        ("Kristen Ritter", "Krysten Ritter"),
        ("Luke Page", "Luke Cage"),
        ("Hogart Jeri", "Jeri Hogarth"),
    ],
)
async def test_a_slip_is_answered_with_what_comes_near(store: Store, typed: str, meant: str) -> None:
    answer = await answers(store).cast(asked(typed))
    assert isinstance(answer, NoMatch)
    assert labels(answer)[0] == meant
    assert len(answer.near) <= 3


@pytest.mark.parametrize("typed", ["zzzz", "Walter White", "🎤", "%", "'; DROP TABLE fact;--"])
async def test_what_is_nothing_like_any_name_is_answered_with_no_guess(store: Store, typed: str) -> None:
    answer = await answers(store).cast(asked(typed))
    assert isinstance(answer, NoMatch)
    assert answer.near == ()
    assert answer.text == typed


async def test_a_director_is_not_suggested_as_an_actor(store: Store) -> None:
    assert isinstance(await answers(store).cast(asked("Anna Foerster")), NoMatch)


async def test_somebody_who_was_not_spoken_of_yet_is_not_found(store: Store) -> None:
    assert isinstance(await answers(store).cast(asked("Kith Lyonne", "2017-01-01")), NoMatch)
    assert (await cast(store, "Kith Lyonne")).roles


@pytest.mark.parametrize("typed", ["", "   ", "x" * 201])
async def test_no_name_and_a_name_beyond_measure_are_refused_in_words(store: Store, typed: str) -> None:
    for ask in (answers(store).cast, answers(store).director, answers(store).episode):
        with pytest.raises(BadInput):
            await ask(asked(typed))


async def test_a_day_that_can_not_be_read_is_refused_before_anything_is_looked_up(store: Store) -> None:
    for ask in (answers(store).cast, answers(store).director, answers(store).season, answers(store).news):
        with pytest.raises(BadInput, match="is not a day"):
            await ask(asked("Trish", as_of="whenever", season=2))
