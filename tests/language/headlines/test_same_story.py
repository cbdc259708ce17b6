"""Which items tell one story, by rule and over the labelled pairs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import Item
from bot.language.headlines.same_story import SAME, likeness, same_story
from tests.language.headlines.labels import FRESH
from tests.language.headlines.measures import measure, pair_scores

TITLE = ("Night", "Ferry")
WORDS = ("Night", "Ferry", "season", "2", "3", "Ada", "Moreau", "joins", "leaves", "trailer", "October", "not", "the")
COMMON = (*TITLE, "Harbour", "One")
headlines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


def told(headline: str, summary: str = "") -> Item:
    return Item(headline, "Gazette", summary=summary)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Night Ferry renewed for season 3", "Harbour One orders a third season of Night Ferry"),
        ("Ada Moreau joins Night Ferry", "Night Ferry casts Ada Moreau"),
        ("Night Ferry: trailer for season 3", "Night Ferry: Trailer zu Staffel 3"),
        ("NIGHT FERRY MOVED TO OCTOBER", "Night Ferry moved to October"),
        ("Élodie Brandt directs Night Ferry", "Elodie Brandt to direct Night Ferry"),
        ("'Night Ferry' cast: Ada Moreau returns", "Ada Moreau is back for more Night Ferry"),
        ("Night Ferry starts on 9 October", "Harbour One sets October 9 for the first night of 'Night Ferry'"),
    ],
)
def test_one_event_in_other_words_is_one_story(one: str, other: str) -> None:
    assert same_story(told(one), told(other), COMMON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Night Ferry renewed for season 3", "Night Ferry renewed for season 2"),
        ("Night Ferry: S02E03 reviewed", "Night Ferry: S02E04 reviewed"),
        ("Night Ferry moved to October", "Night Ferry moved to November"),
        ("Ada Moreau joins Night Ferry", "Ivo Marsh joins Night Ferry"),
        ("Ada Moreau joins Night Ferry", "Ada Moreau leaves Night Ferry"),
        ("Night Ferry's second trailer is here", "Night Ferry's first trailer is here"),
        ("Night Ferry is to end", "Night Ferry is not to end"),
        ("Ada Moreau to leave Night Ferry, says paper", "Ada Moreau denies she will leave Night Ferry"),
        ("Night Ferry begins filming", "Night Ferry wraps filming"),
        ("Night Ferry casts a captain", "Rotterdam museum shows coat"),
        ("Ada Moreau on Night Ferry's sharks", "Night Ferry: Ada Moreau wins an award"),
    ],
)
def test_another_event_of_the_show_is_another_story(one: str, other: str) -> None:
    assert not same_story(told(one), told(other), COMMON)


def test_what_stands_in_the_summaries_counts_too() -> None:
    one, other = "Night Ferry goes west", "Captain's coat seen in Galway"
    assert not same_story(told(one), told(other), COMMON)
    summaries = "The crew films in Galway until July.", "Night Ferry is there until July."
    assert same_story(told(one, summaries[0]), told(other, summaries[1]), COMMON)


def test_a_season_in_a_summary_tells_two_stories_apart() -> None:
    one = told("Night Ferry: Ada Moreau on storms and sharks", "She talks of season 2.")
    assert same_story(one, told("Storms, sharks: Ada Moreau talks"), COMMON)
    assert not same_story(one, told("Storms, sharks: Ada Moreau talks", "She looks forward to season 3."), COMMON)


def test_long_summaries_do_not_make_one_story_of_two() -> None:
    padding = " ".join(f"word{number}" for number in range(300))
    one, other = told("Night Ferry haunts a lighthouse", padding), told("Ada Moreau wins at darts", padding)
    assert not same_story(one, other, COMMON)


def test_the_title_alone_makes_no_story() -> None:
    one, other = told("Night Ferry haunts a lighthouse"), told("Night Ferry wins darts")
    assert likeness(one, other, TITLE) < likeness(one, other)


@given(headlines, headlines, headlines, headlines)
def test_two_items_are_as_alike_in_either_order(one: str, other: str, first: str, second: str) -> None:
    left, right = told(one, first), told(other, second)
    assert likeness(left, right, TITLE) == likeness(right, left, TITLE)
    assert 0 <= likeness(left, right, TITLE) <= 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_item_tells_its_own_story(headline: str, summary: str) -> None:
    assert likeness(told(headline, summary), told(headline, summary), TITLE) == 1


@given(headlines, headlines)
def test_same_is_what_is_alike_enough(one: str, other: str) -> None:
    assert same_story(told(one), told(other), TITLE) is (likeness(told(one), told(other), TITLE) >= SAME)


def test_an_item_is_compared_with_five_hundred_at_once() -> None:
    known = [
        told(f"Night Ferry headline {number} of the week", f"Word{number} and more. " * 20) for number in range(500)
    ]
    begun = time.process_time()
    for item in known:
        same_story(told("Night Ferry begins filming"), item, COMMON)
    assert time.process_time() - begun < 0.5


def test_pairs_that_the_rule_was_not_set_by_are_told_apart() -> None:
    # Measured: precision 0.871, recall 0.600.
    measured = measure(pair_scores(FRESH), SAME)
    assert measured.precision >= 0.85
    assert measured.recall >= 0.58
