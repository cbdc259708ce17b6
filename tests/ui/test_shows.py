"""The cards of looking a show up: within Discord's limits and safe, whatever TVmaze calls it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.domain.facts import Show
from bot.domain.show_lookups import Counts, FoundShow, Lookup, LookupState, TakenShow
from bot.ui.shows import AGAIN, CANCEL, PICK, failed_card, fetching_card, results_card, taken_card

LONGEST = "🦀" * 200
NASTY = "**@everyone** ||[x](https://evil.example)||"
LARGEST_ID = 2**63 - 1


def a_lookup(title: str) -> Lookup:
    return Lookup(LARGEST_ID, 1, 2**31 - 1, title, LookupState.RUNNING, 5, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", [LONGEST, NASTY, "\u202eTidewater", "x"])
def test_every_card_is_within_discords_limits_and_formats_nothing_of_a_name(name: str) -> None:
    found = [FoundShow(number, name, 1999, name, name, name, on_record=True) for number in (1, 2, 2, *range(3, 11))]
    show = Show(1, name, "Data from TVmaze (CC BY-SA 4.0)")
    counts = Counts(1, 2, 3, 4, 5, {f"Things of sort {number}": 7 for number in range(5)})
    cards = (
        results_card(name, found),
        results_card(name, []),
        fetching_card(a_lookup(name), 1999, 2005),
        failed_card(name * 10, 2**31 - 1),
        taken_card(TakenShow(show, 5, counts=counts)),
        taken_card(TakenShow(show)),
    )
    for card in cards:
        assert len(card.embed) <= 6000
        assert len(card.embed.description or "") <= 4096
        assert "||" not in (card.embed.description or "")
        assert "@everyone" not in (card.embed.description or "")
        for options in (item["options"] for item in card.view.items if "options" in item):
            assert len(options) == 10
            assert all(len(option["label"].encode("utf-16-le")) // 2 <= 100 for option in options)
            assert all(len(option["description"].encode("utf-16-le")) // 2 <= 100 for option in options)


def test_each_item_is_found_again_by_its_custom_id() -> None:
    for card, template in (
        (results_card("x", [FoundShow(5, "X")]), PICK),
        (fetching_card(a_lookup("x")), CANCEL),
        (failed_card("x", 2**31 - 1), AGAIN),
    ):
        (item,) = card.view.items
        assert len(item["custom_id"]) <= 100
        assert re.fullmatch(template, item["custom_id"])


def test_what_was_taken_is_counted_and_what_was_not_is_mentioned() -> None:
    show = Show(1, "Tidewater", "Data from TVmaze (CC BY-SA 4.0)")
    card = taken_card(TakenShow(show, counts=Counts(1, 2, 0, 1, 1234, {"Entries that could not be read": 3})))
    assert "On record: 1 season, 2 episodes, 1 person and 1,234 facts." in (card.embed.description or "")
    assert "*Entries that could not be read: 3.*" in (card.embed.description or "")
    assert (card.embed.footer.text or "").endswith("Data from TVmaze (CC BY-SA 4.0)")
