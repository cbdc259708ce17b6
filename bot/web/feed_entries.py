"""From what the formats have in common to the items that a feed tells, each with the marks it is known by again."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.addresses import host_of
from bot.domain.feeds import Item
from bot.domain.names import fold
from bot.web.links import PAGE, canonical, whole
from bot.web.text import tidy

MOST_ITEMS = 200
LONGEST_TITLE = 300
_LONGEST_SUMMARY = 2_000
_LONGEST_OUTLET = 200
_TITLE_FROM_SUMMARY = 100
# "Episode recap" is said of many an episode; a headline that is long and stands once in a feed, of one event.
_TELLING_WORDS = 5
_TELLING_LENGTH = 24
_FIRST_YEAR = 1995


class Unreadable(Exception):
    """What came is not a feed, or nothing of it can be read; the text says so to a moderator."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed has it, in plain text. `outlet` only if the feed says that it is another's."""

    id: str = ""
    title: str = ""
    link: str = ""
    summary: str = ""
    outlet: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A feed as its format has it. `every` is how long it asks to be left alone."""

    title: str
    entries: Sequence[Entry]
    every: timedelta | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feed was asked for, where it was found (what its links are relative to), and on which day."""

    asked: str
    found: str
    today: date


def feed_title(feed: Entries, place: Place) -> str:
    """What the feed calls itself; its host if it has no title."""
    return tidy(feed.title, _LONGEST_OUTLET) or host_of(place.asked)


def items(feed: Entries, place: Place) -> tuple[Item, ...]:
    """The feed's items in its order, without entries that say nothing and those that stand there twice."""
    feed_is = feed_title(feed, place)
    found: dict[tuple[str, ...], Item] = {}
    for entry in feed.entries[:MOST_ITEMS]:
        item = _item(entry, feed_is, place)
        if item is not None:
            found.setdefault(_better(item.marks) or item.marks, item)
    return tuple(_told_apart(found.values()))


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
        # Many a site numbers its entries, so an id is only good together with the site.
        yield _mark("id", f"{host_of(place.asked)} {entry.id}")
    if url is not None and (page := canonical(url)):
        yield _mark(PAGE, page)
    key = fold(title)
    if len(key) >= _TELLING_LENGTH and len(key.split()) >= _TELLING_WORDS:
        yield _mark("title", key)
    yield _mark("text", f"{host_of(place.asked)} {key} {fold(summary) if summary else ''}")


def _mark(sort: str, value: str) -> str:
    return f"{sort}:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:20]}"


def _told_apart(found: Iterable[Item]) -> Iterable[Item]:
    """The items without the marks that several have in common: those tell none of them from the others."""
    several = list(found)
    counted = Counter(mark for item in several for mark in item.marks)
    for item in several:
        own = tuple(mark for mark in item.marks if counted[mark] == 1)
        yield replace(item, marks=_better(own) or item.marks[-1:])


def _better(marks: tuple[str, ...]) -> tuple[str, ...]:
    """The marks without the last resort, an item's own words, which a weekly column may use again."""
    return tuple(mark for mark in marks if not mark.startswith("text:"))
