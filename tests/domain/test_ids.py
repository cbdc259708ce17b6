"""Ids rise whatever the clock does."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import Ids

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def ids_at(seconds: list[float], seed: int = 1) -> list[int]:
    times = iter(NOON + timedelta(seconds=second) for second in seconds)
    new_id = Ids(lambda: next(times), Random(seed))
    return [new_id() for _ in seconds]


def test_a_clock_that_stops_gives_new_ids_all_the_same() -> None:
    made = ids_at([0] * 5000)
    assert made == sorted(set(made))


@given(st.lists(st.floats(-1e6, 1e6), max_size=50))
def test_ids_rise_even_when_the_clock_goes_back(seconds: list[float]) -> None:
    made = ids_at(seconds)
    assert made == sorted(set(made))


@given(st.lists(st.floats(-2e9, 2e9), min_size=1, max_size=20))
def test_ids_are_positive_and_fit_into_63_bits(seconds: list[float]) -> None:
    assert all(0 < made < 2**63 for made in ids_at(seconds))


def test_a_later_process_continues_above_an_earlier_one() -> None:
    assert ids_at([0] * 100, seed=1)[-1] < ids_at([1], seed=2)[0]


def test_two_processes_that_start_together_do_not_give_the_same_ids() -> None:
    assert not set(ids_at([0] * 50, seed=1)) & set(ids_at([0] * 50, seed=2))
