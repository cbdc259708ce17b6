"""Making items of a feed's entries, whatever its format: which of them count, in plain text, and with their days."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from bot.domain.addresses import host_of
from bot.domain.feeds import Item
from bot.web.feed_marks import Found, identified
from bot.web.links import whole
from bot.web.text import tidy

MOST_ITEMS = 200
LONGEST_TITLE = 300
_LONGEST_SUMMARY = 2_000
_LONGEST_OUTLET = 200
_TITLE_FROM_SUMMARY = 100
_FIRST_YEAR = 1995
_T = TypeVar("_T")


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


def newest(entries: Iterable[_T], published: Callable[[_T], datetime | None], today: date) -> list[_T]:
    """The newest MOST_ITEMS entries, the newest first.

    An entry without a date, or with one that can't be, counts as being as old as the one before it.
    """
    listed = list(entries)
    moments = [moment if _day(moment, today) else None for moment in map(published, listed)]
    last = next((moment for moment in moments if moment), datetime.max.replace(tzinfo=UTC))
    dated: list[tuple[datetime, _T]] = []
    for entry, moment in zip(listed, moments, strict=True):
        last = moment or last
        dated.append((last, entry))
    dated.sort(key=lambda each: each[0], reverse=True)
    return [entry for _, entry in dated[:MOST_ITEMS]]


def items(feed: Entries, place: Place) -> tuple[Item, ...]:
    """The feed's items in its order, without empty and repeated entries."""
    feed_is = feed_title(feed, place)
    read = [(entry, _found(entry, place)) for entry in feed.entries[:MOST_ITEMS]]
    titled = [(entry, found) for entry, found in read if found.title]
    return tuple(
        Item(
            found.title,
            tidy(entry.outlet, _LONGEST_OUTLET) or feed_is,
            found.url,
            found.summary,
            _day(found.published, place.today),
            marks,
        )
        for number, marks in identified([found for _, found in titled])
        for entry, found in (titled[number],)
    )


def _found(entry: Entry, place: Place) -> Found:
    summary = tidy(entry.summary, _LONGEST_SUMMARY)
    title = tidy(entry.title, LONGEST_TITLE) or tidy(summary, _TITLE_FROM_SUMMARY)
    url = whole(entry.link, place.found) if entry.link else None
    return Found(host_of(place.asked), entry.id, url, title, summary, entry.published)


def _day(published: datetime | None, today: date) -> date | None:
    if published is None or published.year < _FIRST_YEAR:
        return None
    day = published.date()
    return day if day <= today + timedelta(days=1) else None
