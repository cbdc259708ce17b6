"""What lies beyond a spoiler boundary, rule by rule."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary, read_boundary
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Kind
from bot.domain.shield import Outline, Scope, Sight
from bot.domain.views import Bounds

AIRED = {
    **{EpisodeCode(1, number): date(2015, 11, number) for number in range(1, 5)},
    **{EpisodeCode(2, number): date(2018, 3, number) for number in range(1, 5)},
    **{EpisodeCode(3, number): None for number in range(1, 3)},
    EpisodeCode(0, 1): date(2016, 1, 1),
    EpisodeCode(0, 2): date(2019, 1, 1),
    EpisodeCode(0, 3): None,
}
SEEN = Boundary(1, 3)
S1, S2 = Scope(1), Scope(2)


def at(season: int, number: int) -> Scope:
    return Scope(season, EpisodeCode(season, number))


def cast(*scopes: Scope, billing: Billing | None = Billing.MAIN, spoils: EpisodeCode | None = None) -> Outline:
    return Outline(Kind.CAST, billing, scopes, (spoils,) if spoils else (), None)


def news(*scopes: Scope, said: date | None = None, spoils: EpisodeCode | None = None) -> Outline:
    return Outline(Kind.NEWS, None, scopes, (spoils,) if spoils else (), said)


def sight(upto: Boundary = SEEN) -> Sight:
    return Sight(upto, AIRED, {1: 4})


@pytest.mark.parametrize(
    ("outline", "kept"),
    [
        (cast(S1), (S1,)),  # the main cast of a season that was begun
        (cast(S1, S2), (S1,)),  # a later season of a role
        (cast(S2), None),
        (cast(), ()),  # main cast without a season
        (cast(billing=Billing.GUEST), None),
        (cast(billing=None), None),
        (cast(at(1, 2), billing=Billing.GUEST), (at(1, 2),)),
        (cast(at(1, 2), at(1, 4), billing=Billing.GUEST), (at(1, 2),)),  # guests from their episode on
        (cast(at(1, 4), billing=Billing.GUEST), None),
        (cast(at(1, 4)), (at(1, 4),)),  # the main cast is open from the season's first episode on
        (cast(S1, billing=Billing.GUEST), None),  # in which episode is not known
        (cast(S1, billing=Billing.RECURRING), None),
        (cast(S1, spoils=EpisodeCode(1, 4)), None),
        (cast(S1, spoils=EpisodeCode(1, 3)), (S1,)),
        (news(at(1, 4), said=date(2015, 1, 1)), None),
        (news(at(1, 2)), (at(1, 2),)),
        (news(S2, said=date(2015, 1, 1)), None),
        (news(S1, said=date(2015, 11, 3)), (S1,)),
        (news(S1, said=date(2015, 11, 4)), None),  # the season goes on
        (news(S1), None),
        (news(said=date(2015, 11, 3)), ()),
        (news(said=date(2015, 11, 4)), None),
        (news(), None),
        (news(said=date(2015, 1, 1), spoils=EpisodeCode(2, 1)), None),
    ],
)
def test_what_somebody_sees_who_has_seen_s01e03(outline: Outline, kept: tuple[Scope, ...] | None) -> None:
    assert sight().kept(outline) == kept


@pytest.mark.parametrize("kind", [Kind.DIRECTOR, Kind.WRITER, Kind.CREW, Kind.RELEASE, Kind.RENEWAL])
def test_who_made_it_and_when_it_airs_is_open_unless_it_is_marked(kind: Kind) -> None:
    assert sight().kept(Outline(kind, None, (S2,), (), None)) == (S2,)
    assert sight().kept(Outline(kind, None, (S2,), (EpisodeCode(2, 1),), None)) is None


def test_a_season_that_was_seen_whole_opens_its_guests() -> None:
    guest = cast(S1, billing=Billing.GUEST)
    assert sight(Boundary(1, 4)).kept(guest) == (S1,)
    assert sight(Boundary.of_season(1)).kept(guest) == (S1,)
    # The last episode on record may not be the season's last.
    assert Sight(Boundary(2, 4), {k: v for k, v in AIRED.items() if k.season < 3}).kept(
        cast(S2, billing=Billing.GUEST)
    ) is None  # fmt: skip


def test_a_season_of_which_episodes_are_missing_on_record_is_not_over() -> None:
    guest = cast(S1, billing=Billing.GUEST)
    assert Sight(Boundary(1, 4), AIRED, {1: 8}).kept(guest) is None
    assert Sight(Boundary(1, 4), AIRED, {1: None}).kept(guest) == (S1,)


def test_what_gives_two_episodes_away_is_open_once_both_were_seen() -> None:
    special, later = EpisodeCode(0, 2), EpisodeCode(1, 4)
    assert sight(Boundary(1, 4)).kept(Outline(Kind.CAST, Billing.MAIN, (S1,), (special, later), None)) is None
    assert sight(Boundary(2, 4)).kept(Outline(Kind.CAST, Billing.MAIN, (S1,), (later,), None)) == (S1,)


def test_who_has_not_begun_a_show_of_specials_has_seen_none() -> None:
    special = EpisodeCode(0, 1)
    assert not Sight(NOTHING, {special: date(2016, 1, 1)}).has_seen(special)


def test_a_season_that_no_longer_exists_covers_all_past_the_first_episode() -> None:
    assert sight(Boundary.of_season(9)).upto == Boundary(1, 1)
    assert Sight(Boundary.of_season(9), AIRED, {9: None}).upto == Boundary.of_season(9)
    assert sight(EVERYTHING).upto == EVERYTHING
    assert sight(NOTHING).upto == NOTHING


def test_titles_end_with_the_next_episode() -> None:
    shown = [code for code in sorted(AIRED) if code.season and sight().shows_title(code)]
    assert shown == [EpisodeCode(1, number) for number in (1, 2, 3, 4)]
    assert sight(NOTHING).shows_title(EpisodeCode(1, 1))
    assert not sight(NOTHING).shows_title(EpisodeCode(1, 2))
    assert sight(Boundary(1, 4)).shows_title(EpisodeCode(2, 1))


def test_specials_are_seen_if_they_aired_before_the_first_unseen_episode() -> None:
    special = [EpisodeCode(0, number) for number in (1, 2, 3)]
    assert [sight().has_seen(code) for code in special] == [False, False, False]
    assert [sight(Boundary.of_season(1)).has_seen(code) for code in special] == [True, False, False]


def test_an_episode_that_no_longer_exists_covers_all_past_the_first() -> None:
    assert sight(Boundary(1, 9)).upto == Boundary(1, 1)
    assert sight(Boundary(1, 9)).next == EpisodeCode(1, 2)


PLACES = [S1, S2, Scope(3), *(Scope(code.season, code) for code in AIRED)]
OUTLINES = st.builds(
    Outline,
    st.sampled_from(Kind),
    st.none() | st.sampled_from(Billing),
    st.lists(st.sampled_from(PLACES), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(sorted(AIRED)), max_size=2).map(tuple),
    st.none() | st.dates(date(2014, 1, 1), date(2020, 1, 1)),
)


@given(OUTLINES)
def test_who_has_seen_more_is_shown_no_less(outline: Outline) -> None:
    steps = [NOTHING, *(Boundary.at(code) for code in sorted(AIRED) if code.season), EVERYTHING]
    shown = [sight(upto).kept(outline) for upto in steps]
    for before, after in pairwise(shown):
        assert before is None or (after is not None and set(before) <= set(after)), outline
    assert shown[-1] == outline.scopes


@pytest.mark.parametrize(
    ("channel", "own", "alone", "upto", "opens"),
    [
        (None, None, False, None, None),
        (None, None, True, None, None),
        (SEEN, None, False, SEEN, True),
        (None, SEEN, True, SEEN, True),
        (None, SEEN, False, SEEN, False),  # a mention: all see it, and nobody else has said how far they are
        (SEEN, Boundary(1, 1), False, Boundary(1, 1), True),
        (Boundary(1, 1), SEEN, True, Boundary(1, 1), True),
        (None, EVERYTHING, False, None, None),
        (None, EVERYTHING, True, EVERYTHING, True),
        (EVERYTHING, None, False, EVERYTHING, True),
    ],
)
def test_whose_boundary_holds(
    channel: Boundary | None, own: Boundary | None, upto: Boundary | None, opens: bool | None, *, alone: bool
) -> None:
    shield = Bounds(channel, own).shield(is_alone=alone)
    assert (shield.upto if shield else None, shield.opens if shield else None) == (upto, opens)


def test_an_answer_that_covers_more_than_its_channel_goes_to_one_alone() -> None:
    assert Bounds(None, SEEN).go_to_one_alone
    assert Bounds(SEEN, Boundary(1, 2)).go_to_one_alone
    assert not Bounds(SEEN, SEEN).go_to_one_alone
    assert not Bounds(SEEN, EVERYTHING).go_to_one_alone
    assert not Bounds(None, EVERYTHING).go_to_one_alone
    assert not Bounds(None, None).go_to_one_alone


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_boundary_is_read_as_it_is_written(season: int, number: int) -> None:
    for boundary in (Boundary(season, number), Boundary.of_season(season), NOTHING, EVERYTHING):
        assert read_boundary(str(boundary)) == boundary
    assert NOTHING < Boundary(season, number) < Boundary.of_season(season) < EVERYTHING


@pytest.mark.parametrize("text", ["", "S00E01", "season 0", "yesterday", "S01", "x" * 500])
def test_anything_else_is_no_boundary(text: str) -> None:
    assert read_boundary(text) in (None, Boundary.of_season(1))
