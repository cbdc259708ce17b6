"""Which entries of a feed are different items, and which are known from an earlier copy of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.feed_entries import MOST_ITEMS, newest
from bot.web.feed_marks import Found, identified

SITE = "gazette.example"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHARED = "https://gazette.example/live"
TITLES = ("Renewed", "Cast grows", "New trailer")


def _found(
    title: str = "Renewed", link: str | None = SHARED, own: str = "", summary: str = "", at: datetime = NOW
) -> Found:
    return Found(SITE, own, link, title, summary, at)


def _kept(*found: Found) -> list[tuple[str, ...]]:
    return [marks for _, marks in identified(found)]


def _is_known(found: Found, beside: Sequence[Found], before: Sequence[Found]) -> bool:
    """Whether an entry that has others beside it is known from an earlier copy of its feed."""
    noted = {mark for marks in _kept(*before) for mark in marks}
    return not noted.isdisjoint(_kept(found, *beside)[0])


@pytest.mark.parametrize("link", [SHARED, "https://gazette.example/", None], ids=["shared", "front page", "none"])
@pytest.mark.parametrize("ids", [("1", "2", "3"), ("", "", ""), ("N/A",) * 3, ("site-7",) * 3, ("-",) * 3])
def test_titles_tell_items_apart_that_share_their_address(ids: tuple[str, ...], link: str | None) -> None:
    copy = [_found(title, link, own) for title, own in zip(TITLES, ids, strict=True)]
    assert len(_kept(*copy)) == 3
    for entry in copy:
        assert _is_known(entry, [other for other in copy if other is not entry], copy)
        # Alone and without an address, an id that others had before looks like its own.
        assert _is_known(entry, [], copy) or (link is None and ids[0] == "site-7")


def test_ids_tell_items_apart_that_are_the_same_otherwise() -> None:
    assert len(_kept(*(_found(own=str(number)) for number in range(15)))) == 15


def test_moments_and_summaries_tell_items_without_ids_apart() -> None:
    on_the_hour = [_found("News", at=NOW - timedelta(hours=hour)) for hour in range(15)]
    assert len(_kept(*on_the_hour)) == 15
    assert len(_kept(_found(summary="One."), _found(summary="Two."), _found(summary="One."))) == 2


def test_an_entry_that_occurs_twice_is_one_item() -> None:
    assert len(_kept(_found(own="1"), _found(own="1"), _found(own="2"))) == 2
    assert len(_kept(_found(), _found())) == 1


@pytest.mark.parametrize("own", ["", "N/A", "none", "NULL", "0", "--", "https://gazette.example/", "undefined"])
def test_what_stands_for_no_id_identifies_nothing_later(own: str) -> None:
    before = [_found("Renewed", "https://gazette.example/renewed", own)]
    assert not _is_known(_found("Cast grows", "https://gazette.example/cast", own), [], before)


def test_an_id_that_different_items_share_identifies_none_of_them() -> None:
    before = [
        _found("Renewed", "https://gazette.example/1", "k"),
        _found("Cast grows", "https://gazette.example/2", "k"),
    ]
    assert not _is_known(_found("New trailer", "https://gazette.example/3", "k"), [], before)


def test_the_same_words_without_an_address_are_known_unless_an_id_says_otherwise() -> None:
    assert _is_known(_found(link=None, summary="One."), [], [_found(link=None, summary="One.")])
    assert not _is_known(_found(link=None, summary="Two."), [], [_found(link=None, summary="One.")])
    assert not _is_known(_found(link=None, own="2"), [], [_found(link=None, own="1")])


entries = st.builds(
    _found,
    st.sampled_from((*TITLES, "Night Ferry finds a new captain for season two")),
    st.sampled_from((SHARED, "http://www.gazette.example/live/", "https://gazette.example/other", None)),
    st.sampled_from(("", "n/a", "1", "2", "https://gazette.example/live")),
    st.sampled_from(("", "One.")),
)
copies = st.lists(entries, min_size=1, max_size=6)


@given(copies, copies)
def test_the_same_address_with_the_same_title_is_known_whatever_its_id(before: list[Found], now: list[Found]) -> None:
    noted = {mark for marks in _kept(*before) for mark in marks}
    had = {entry.titled_page for entry in before}
    for place, marks in identified(now):
        if now[place].titled_page in had - {None}:
            assert not noted.isdisjoint(marks)


@given(copies)
def test_no_entry_is_lost_and_each_is_known_in_the_next_copy(copy: list[Found]) -> None:
    kept = identified(copy)
    assert {(copy[place].titled_page, copy[place].key) for place, _ in kept} == {
        (entry.titled_page, entry.key) for entry in copy
    }
    assert all(marks for _, marks in kept)
    assert identified(copy) == kept


@given(copies)
def test_an_entry_with_its_own_address_title_and_id_is_new(before: list[Found]) -> None:
    assert not _is_known(_found("Mate found", "https://gazette.example/mate", "77"), before, before)


# Which entries count


@given(st.permutations(range(MOST_ITEMS + 50)))
def test_the_newest_count_wherever_they_are(ages: list[int]) -> None:
    chosen = newest(ages, lambda age: NOW - timedelta(hours=age), NOW.date())
    assert chosen == list(range(MOST_ITEMS))


def test_an_entry_without_a_date_is_as_old_as_the_one_before_it() -> None:
    moments = {"a": None, "b": NOW, "c": None, "d": NOW - timedelta(days=400), "e": None, "f": NOW - timedelta(days=1)}
    moments["g"] = NOW + timedelta(days=30)
    assert newest(moments, moments.__getitem__, NOW.date()) == ["a", "b", "c", "f", "g", "d", "e"]


def test_without_any_date_the_first_count() -> None:
    assert newest(range(300), lambda _: None, NOW.date()) == list(range(MOST_ITEMS))
