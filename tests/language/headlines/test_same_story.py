"""Which items are the same story, by rule and over the labelled pairs."""

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


def item(headline: str, summary: str = "") -> Item:
    return Item(headline, "Gazette", summary=summary)


@pytest.mark.parametrize(
    ("headline", "other"),
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
def test_one_event_in_other_words_is_one_story(headline: str, other: str) -> None:
    assert same_story(item(headline), item(other), COMMON)


@pytest.mark.parametrize(
    ("headline", "other"),
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
def test_another_event_of_the_show_is_another_story(headline: str, other: str) -> None:
    assert not same_story(item(headline), item(other), COMMON)


def test_what_the_summaries_say_counts_too() -> None:
    headline, other = "Night Ferry goes west", "Captain's coat seen in Galway"
    assert not same_story(item(headline), item(other), COMMON)
    summaries = "The crew films in Galway until July.", "Night Ferry is there until July."
    assert same_story(item(headline, summaries[0]), item(other, summaries[1]), COMMON)


def test_a_season_in_a_summary_separates_two_stories() -> None:
    interview = item("Night Ferry: Ada Moreau on storms and sharks", "She talks of season 2.")
    assert same_story(interview, item("Storms, sharks: Ada Moreau talks"), COMMON)
    assert not same_story(interview, item("Storms, sharks: Ada Moreau talks", "She looks forward to season 3."), COMMON)


def test_long_summaries_do_not_make_one_story_of_two() -> None:
    padding = " ".join(f"word{number}" for number in range(300))
    left, right = item("Night Ferry haunts a lighthouse", padding), item("Ada Moreau wins at darts", padding)
    assert not same_story(left, right, COMMON)


def test_the_title_alone_makes_no_story() -> None:
    left, right = item("Night Ferry haunts a lighthouse"), item("Night Ferry wins darts")
    assert likeness(left, right, TITLE) < likeness(left, right)


@given(headlines, headlines, headlines, headlines)
def test_two_items_are_as_alike_in_either_order(headline: str, other: str, first: str, second: str) -> None:
    left, right = item(headline, first), item(other, second)
    assert likeness(left, right, TITLE) == likeness(right, left, TITLE)
    assert 0 <= likeness(left, right, TITLE) <= 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_item_is_the_same_story_as_itself(headline: str, summary: str) -> None:
    assert likeness(item(headline, summary), item(headline, summary), TITLE) == 1


@given(headlines, headlines)
def test_same_is_what_is_alike_enough(headline: str, other: str) -> None:
    assert same_story(item(headline), item(other), TITLE) is (likeness(item(headline), item(other), TITLE) >= SAME)


def test_an_item_is_compared_with_five_hundred_at_once() -> None:
    known = [
        item(f"Night Ferry headline {number} of the week", f"Word{number} and more. " * 20) for number in range(500)
    ]
    begun = time.process_time()
    for earlier in known:
        same_story(item("Night Ferry begins filming"), earlier, COMMON)
    assert time.process_time() - begun < 0.5


def test_pairs_that_the_rule_was_not_set_by_are_recognised() -> None:
    # Measured: precision 0.871, recall 0.600.
    measured = measure(pair_scores(FRESH), SAME)
    assert measured.precision >= 0.85
    assert measured.recall >= 0.58
