"""How many items of awkward feeds are kept, in all and of the next copy; docs/feeds.md has these figures."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.feeds import Item
from tests.web.feed_texts import RSS, TODAY, read_feed

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 6, tzinfo=UTC)
LIVE = "https://gazette.example/live"
PROGRAMMES = ("News", "Weather", "Night Ferry: the talk", "Music", "A new captain for Night Ferry tonight", "Letters")


def _entry(title: str, link: str = "", own: str = "", at: datetime | None = None) -> str:
    parts = [f"<title>{title}</title>", f"<link>{link}</link>" if link else ""]
    parts += [f'<guid isPermaLink="false">{own}</guid>' if own else "", f"<pubDate>{at}</pubDate>" if at else ""]
    return f"<item>{''.join(parts)}</item>"


def _radio(number: int) -> str:
    """A programme that repeats the same titles, at one address, without ids."""
    return _entry(PROGRAMMES[number % 6], LIVE, at=MORNING + timedelta(hours=number))


def _ticker(number: int) -> str:
    return _entry(f"Night Ferry, minute {number}", LIVE, f"post-{number}")


def _without_ids(number: int) -> str:
    return _entry(f"Part {number}", f"https://gazette.example/{number}", "N/A")


def _words_alone(number: int) -> str:
    return _entry(f"Part {number}")


_made = count()


def _new_ids(number: int) -> str:
    """Of a feed that makes new ids each time."""
    return _entry(f"Part {number}", LIVE, f"{next(_made)}")


def _oldest_first(number: int) -> str:
    return _entry(f"Part {number}", f"https://gazette.example/{number}", at=MORNING - timedelta(days=300 - number))


@pytest.mark.parametrize(
    ("make", "items", "kept"),
    [(_radio, 15, 15), (_ticker, 40, 40), (_without_ids, 20, 20), (_words_alone, 20, 20), (_new_ids, 20, 20),
     (_oldest_first, 300, 200)],
)  # fmt: skip
def test_items_are_kept_once(make: Callable[[int], str], items: int, kept: int) -> None:
    first, again = (_items(make, items) for _ in range(2))
    assert len(first) == kept
    assert _new(again, first) == []
    if make is not _radio:  # a title that was there at this address before is no news
        assert len(_new(_items(make, items + 1), first)) == 1


def _items(make: Callable[[int], str], many: int) -> tuple[Item, ...]:
    return read_feed(RSS.format("".join(make(number) for number in range(many)))).items


def _new(items: tuple[Item, ...], before: tuple[Item, ...]) -> list[Item]:
    noted = {mark for item in before for mark in item.marks}
    return [item for item in items if noted.isdisjoint(item.marks)]
