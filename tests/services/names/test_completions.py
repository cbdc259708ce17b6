"""What is offered while somebody types: useful, short, and nothing that the answer would not show."""

import pytest

from bot.domain.answers import CastList, EpisodeCredits
from bot.services.names.completions import Completions
from bot.services.names.finder import Query
from bot.store.store import Store
from tests.helpers.answers import GUILD, answers, asked, cast, completions, shown

TYPED = ["", "a", "al", "alisa", "alisa jones", "alisa jonse", "j", "jo", "jones", "jonse", "m", "2", "s", "k ritter"]


async def all_kinds(offers: Completions, question: Query) -> list[str]:
    kinds = (offers.cast, offers.director, offers.episode, offers.about)
    return [label for kind in kinds for label in shown(await kind(question))]


async def test_the_cast_is_offered_before_anything_is_typed_everyone_first(store: Store) -> None:
    offered = shown(await completions(store).cast(asked()))
    assert offered[:3] == ["Everyone: the whole cast", "Jessica Jones (character)", "Trish Walker (character)"]
    assert "Krysten Ritter (actor)" in offered
    assert len(offered) == 25


async def test_episodes_are_offered_before_anything_is_typed_and_seasons_by_their_word(store: Store) -> None:
    assert shown(await completions(store).director(asked("sea"))) == ["Season 1", "Season 2", "Season 3"]
    assert shown(await completions(store).director(asked()))
    assert shown(await completions(store).episode(asked()))[0] == "S01E01 · AKA Ladies Night"


@pytest.mark.parametrize("typed", TYPED)
async def test_at_most_25_are_offered_each_once_and_short_enough(store: Store, typed: str) -> None:
    offers = completions(store)
    for kind in (offers.cast, offers.director, offers.episode, offers.about):
        choices = await kind(asked(typed))
        assert len(choices) <= 25
        assert len({choice.value for choice in choices}) == len(choices)
        assert all(0 < len(choice.label) <= 100 and 0 < len(choice.value) <= 100 for choice in choices)


@pytest.mark.parametrize("typed", TYPED)
async def test_a_name_that_spoils_is_never_offered(store: Store, typed: str) -> None:
    assert not [label for label in await all_kinds(completions(store), asked(typed)) if "Alisa" in label]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tri", "Trish Walker (character)"),
        ("KRY", "Krysten Ritter (actor)"),
        ("k ritter", "Krysten Ritter (actor)"),
        ("krystn", "Krysten Ritter (actor)"),
        ("purple", "Kilgrave (character)"),
        ("walk", "Trish Walker (character)"),
        ("everyo", "Everyone: the whole cast"),
    ],
)
async def test_the_best_match_is_offered_first(store: Store, typed: str, first: str) -> None:
    assert shown(await completions(store).cast(asked(typed)))[0] == first


@pytest.mark.parametrize("typed", ["2x7", "s2e7", "207", "S02E07", "cray", "aka i want", "I Want"])
async def test_an_episode_is_offered_by_code_and_title(store: Store, typed: str) -> None:
    assert shown(await completions(store).episode(asked(typed))) == ["S02E07 · AKA I Want Your Cray Cray"]


async def test_on_a_past_day_titles_that_had_not_aired_are_left_out(store: Store) -> None:
    offers = completions(store)
    assert shown(await offers.director(asked("2x7", "2016-12-01"))) == ["S02E07"]
    assert await offers.director(asked("cray", "2016-12-01")) == []


async def test_on_a_past_day_nobody_is_offered_who_was_not_known_yet(store: Store) -> None:
    offers = completions(store)
    assert shown(await offers.cast(asked("kith"))) == ["Kith Lyonne (character)"]
    assert await offers.cast(asked("kith", "2017-01-01")) == []
    assert shown(await offers.cast(asked("janet"))) == ["Janet McTeer (actor)"]
    assert await offers.cast(asked("janet", "2017-04-29")) == []
    assert shown(await offers.cast(asked("janet", "2017-04-30"))) == ["Janet McTeer (actor)"]


@pytest.mark.parametrize("as_of", ["2014-01-01", "2016-12-01", "2017-06-01", None])
async def test_every_name_that_is_offered_has_an_answer_with_something_in_it(store: Store, as_of: str | None) -> None:
    for choice in await completions(store).cast(asked("", as_of)):
        answer = await answers(store).cast(asked(choice.value, as_of))
        roles = answer.roles if isinstance(answer, CastList) else (await cast(store, choice.value, as_of)).roles
        assert roles or as_of == "2014-01-01", choice.label


async def test_a_picked_name_has_the_same_answer_as_the_typed_one(store: Store) -> None:
    for typed in ("trish walker", "krysten ritter", "everyone"):
        picked = (await completions(store).cast(asked(typed)))[0]
        assert await answers(store).cast(asked(picked.value)) == await answers(store).cast(asked(typed))
    for typed in ("S02E07", "season 2", "S.J. Clarkson"):
        picked = (await completions(store).director(asked(typed)))[0]
        by_pick, by_name = [await answers(store).director(asked(text)) for text in (picked.value, typed)]
        assert by_pick == by_name
    picked = (await completions(store).about(asked("kilgrave")))[0]
    assert await answers(store).news(asked(picked.value)) == await answers(store).news(asked("kilgrave"))


@pytest.mark.parametrize("question", [asked("tri", "whenev"), asked("tri", "2999"), asked("tri", show="no such show")])
async def test_while_another_option_is_wrong_nothing_is_offered(store: Store, question: Query) -> None:
    assert await all_kinds(completions(store), question) == []


@pytest.mark.parametrize("typed", ["zzzz", "x" * 201, "🎤🎤", "%", "_"])
async def test_what_is_like_no_name_is_offered_nothing(store: Store, typed: str) -> None:
    assert await all_kinds(completions(store), asked(typed)) == []


async def test_a_picked_episode_is_that_episode_whatever_is_typed_now(store: Store) -> None:
    (choice,) = await completions(store).episode(asked("smile"))
    answer = await answers(store).director(asked(choice.value))
    assert isinstance(answer, EpisodeCredits)
    assert str(answer.episode.code) == "S01E13"


async def test_another_servers_completions_are_the_same_from_the_base(store: Store) -> None:
    mine, theirs = asked("tri"), Query(GUILD + 1, asked().today, "tri")
    assert await completions(store).cast(mine) == await completions(store).cast(theirs)


async def test_with_nothing_typed_director_offers_seasons_then_episodes_with_their_titles(store: Store) -> None:
    offered = shown(await completions(store).director(asked()))
    assert offered[:3] == ["Season 1", "Season 2", "Season 3"]
    assert len(offered) == 25
    for label in offered[3:]:
        assert " (director)" in label or label[7:].startswith("· AKA "), label
    assert offered[3] == "S01E01 · AKA Ladies Night"


async def test_with_nothing_typed_25_episodes_are_offered_in_order(store: Store) -> None:
    offered = shown(await completions(store).episode(asked()))
    codes = [f"S{season:02}E{number:02}" for season in (1, 2) for number in range(1, 14)]
    assert [label.split(" · ")[0] for label in offered] == codes[:25]
    assert all(" · AKA " in label for label in offered)
