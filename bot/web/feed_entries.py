"""Making items of a feed's entries, whatever its format, each with the marks by which it is recognised later."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.addresses import host_of
from bot.domain.feeds import Item
from bot.domain.names import first_fold
from bot.web.links import PAGE, canonical, whole
from bot.web.text import tidy

MOST_ITEMS = 200
LONGEST_TITLE = 300
_LONGEST_SUMMARY = 2_000
_LONGEST_OUTLET = 200
_TITLE_FROM_SUMMARY = 100
# Many episodes have an "Episode recap"; a long headline that occurs once in a feed is about one event.
_DISTINCT_WORDS = 5
_DISTINCT_LENGTH = 24
_FIRST_YEAR = 1995


class Unreadable(Exception):
    """The answer is not a feed, or nothing in it can be read; the text explains it to a moderator."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed has it, in plain text. `outlet` is set only if the feed names another outlet."""

    id: str = ""
    title: str = ""
    link: str = ""
    summary: str = ""
    outlet: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A feed as its format has it. `every` is how often it asks to be read, at most."""

    title: str
    entries: Sequence[Entry]
    every: timedelta | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The URL that was asked for, the URL where the feed was found (its links are relative to it), and the day."""

    asked: str
    found: str
    today: date


def feed_title(feed: Entries, place: Place) -> str:
    """The feed's title; its host if it has none."""
    return tidy(feed.title, _LONGEST_OUTLET) or host_of(place.asked)


def items(feed: Entries, place: Place) -> tuple[Item, ...]:
    """The feed's items in its order, without empty and repeated entries."""
    feed_is = feed_title(feed, place)
    found: dict[tuple[str, ...], Item] = {}
    for entry in feed.entries[:MOST_ITEMS]:
        item = _item(entry, feed_is, place)
        if item is not None:
            found.setdefault(_better(item.marks) or item.marks, item)
    return tuple(_without_shared_marks(found.values()))


def _item(entry: Entry, feed_is: str, place: Place) -> Item | None:
    summary = tidy(entry.summary, _LONGEST_SUMMARY)
    title = tidy(entry.title, LONGEST_TITLE) or tidy(summary, _TITLE_FROM_SUMMARY)
    if not title:
        return None
    url = whole(entry.link, place.found) if entry.link else None
    return Item(
        title,
        tidy(entry.outlet, _LONGEST_OUTLET) or feed_is,
        url,
        summary,
        _day(entry.published, place.today),
        tuple(_marks(entry, title, url, summary, place)),
    )


def _day(published: datetime | None, today: date) -> date | None:
    if published is None or published.year < _FIRST_YEAR:
        return None
    day = published.date()
    return day if day <= today + timedelta(days=1) else None


def _marks(entry: Entry, title: str, url: str | None, summary: str, place: Place) -> Iterable[str]:
    if entry.id:
        # Many sites number their entries, so an id means something only together with the site.
        yield _mark("id", f"{host_of(place.asked)} {entry.id}")
    if url is not None and (page := canonical(url)):
        yield _mark(PAGE, page)
    # Marks are stored, so they never change with `fold`.
    key = first_fold(title)
    if len(key) >= _DISTINCT_LENGTH and len(key.split()) >= _DISTINCT_WORDS:
        yield _mark("title", key)
    yield _mark("text", f"{host_of(place.asked)} {key} {first_fold(summary) if summary else ''}")


def _mark(sort: str, value: str) -> str:
    return f"{sort}:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:20]}"


def _without_shared_marks(found: Iterable[Item]) -> Iterable[Item]:
    """The items without the marks that several of them share, which identify none of them."""
    several = list(found)
    counted = Counter(mark for item in several for mark in item.marks)
    for item in several:
        own = tuple(mark for mark in item.marks if counted[mark] == 1)
        yield replace(item, marks=_better(own) or item.marks[-1:])


def _better(marks: tuple[str, ...]) -> tuple[str, ...]:
    """The marks without the last resort, the item's own words, which a weekly column may use again."""
    return tuple(mark for mark in marks if not mark.startswith("text:"))
