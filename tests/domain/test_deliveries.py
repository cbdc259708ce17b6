"""When a delivery is looked for before it is sent again, and how long tries wait."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deliveries import (
    LEASE,
    NONCE_REMEMBERED,
    SEND_WITHIN,
    Delivery,
    DeliveryState,
    wait_after,
)

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
TRIED = Delivery(
    id=2**63 - 1, announcement=1, guild=1, channel=1, occurrence="x", due_at=NOW, state=DeliveryState.SENDING,
    attempts=2, doubtful=True, first_try_at=NOW,
)  # fmt: skip
spans = st.timedeltas(timedelta(days=-2), timedelta(days=2))


@given(spans)
def test_a_doubtful_delivery_is_looked_for_unless_its_nonce_is_surely_known(since: timedelta) -> None:
    known = timedelta() <= since < NONCE_REMEMBERED
    assert TRIED.must_look(NOW + since) is not known
    assert replace(TRIED, forum=True).must_look(NOW + since)
    assert not replace(TRIED, doubtful=False).must_look(NOW + since)
    assert not replace(TRIED, doubtful=False, forum=True).must_look(NOW + since)


def test_a_first_try_is_never_looked_for() -> None:
    assert not replace(TRIED, first_try_at=None).must_look(NOW)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_waits_grow_and_are_bounded(attempts: int, chance: float) -> None:
    wait = wait_after(attempts, chance)
    assert timedelta(seconds=1) <= wait <= timedelta(minutes=10)
    assert wait <= wait_after(attempts + 1, chance)


def test_a_try_ends_within_its_lease_and_its_nonce_outlives_both() -> None:
    assert SEND_WITHIN < LEASE < NONCE_REMEMBERED


def test_discord_takes_the_nonce_of_the_largest_id() -> None:
    assert len(TRIED.nonce) <= 25
    assert TRIED.reference.isalnum()
    assert TRIED.reference != replace(TRIED, id=TRIED.id - 1).reference


@given(spans)
def test_late_and_over_follow_from_when_it_was_due(since: timedelta) -> None:
    assert TRIED.is_late(NOW + since) is (since > timedelta(minutes=2))
    assert TRIED.is_over(NOW + since) is (since > timedelta(days=1))
