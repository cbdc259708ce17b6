"""What to post, where and when: once, repeatedly, or whenever there is news."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from unicodedata import category

from bot.domain.facts import Show, Status
from bot.domain.revisions import Revision

MOST_PLACES = 10
LONGEST_MESSAGE = 2_000
"""Discord's limit, which earlier releases gave to texts; some of those are still announced."""
MOST_TEXT = 1_900
"""How long a text may be, so that a ping, its reference and how late it is fit into the message too."""
_NAME = 60
_ABOUT = timedelta(hours=1)
_HIDDEN = re.compile(r"\|\|.*?(?:\|\||$)", re.DOTALL)
_MARKS = re.compile(r"[*_~`|>\\]")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters that show nothing
SOONEST = timedelta(seconds=10)
"""How long after it was confirmed something is posted whose time came while it was being written."""
MOST_ANNOUNCEMENTS = 200
"""How many announcements of a server may be waiting or paused at the same time."""


class AnnouncementKind(StrEnum):
    """What makes an announcement due. The text of NEWS, COUNTDOWN and DIGEST is made from facts.

    FEED posts the links of a feed. It belongs to a subscription, and /announce does not show it.
    """

    ONCE = "once"
    REPEAT = "repeat"
    NEWS = "news"
    COUNTDOWN = "countdown"
    DIGEST = "digest"
    FEED = "feed"


class AnnouncementState(StrEnum):
    """A DRAFT has no effect; DONE will never be due again; CANCELLED was ended by a moderator."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class Late(StrEnum):
    """What to do with a post whose time passed while the bot was down: still send it for a day, or skip it."""

    SEND = "send"
    SKIP = "skip"


def _shows(text: str) -> bool:
    """Whether a text has anything visible in it."""
    return any(category(letter)[0] not in "CZ" and letter not in _BLANK for letter in text)


@dataclass(frozen=True, slots=True)
class Words:
    """What a moderator wrote for a post; "" where nothing. `link` is where its title leads."""

    text: str = ""
    title: str = ""
    image_url: str = ""
    link: str = ""

    @property
    def is_empty(self) -> bool:
        return not (_shows(self.text) or _shows(self.title) or self.image_url)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an announcement is due.

    `due_at` is for an announcement that is posted once; without `starts_on` and `at` it was given as a length of time,
    such as "in 2 hours". `rule` is an RFC 5545 RRULE without its prefix; it starts on `starts_on` at `at`, in the
    server's local time. A countdown has only `at` (None: the premiere's hour is not known).
    """

    due_at: datetime | None = None
    rule: str | None = None
    starts_on: date | None = None
    at: time | None = None

    @property
    def is_duration(self) -> bool:
        """Whether the time of a single post was given as a length of time."""
        return self.due_at is not None and self.at is None

    def is_about(self, other: "Schedule") -> bool:
        """Whether both may have been typed with the same words: "in 2 hours" means another moment a minute later."""
        if self.due_at is None or other.due_at is None:
            return (self.due_at, self.rule, self.at) == (other.due_at, other.rule, other.at)
        return abs(self.due_at - other.due_at) <= _ABOUT


@dataclass(frozen=True, slots=True)
class Place:
    """A channel (or forum) that an announcement goes to; `trouble` says what was wrong there at the last check."""

    id: int
    channel: int
    forum: bool = False
    paused: bool = False
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceToCheck:
    """A place of an announcement whose permissions were not checked for a while; `live`: more may be posted there."""

    guild: int
    announcement: int
    place: Place
    live: bool


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to post. `version` rises with each change of it; a draft of a change names what it `replaces`.

    A draft of a change is kept for a while after it was confirmed, with the version 2.

    `covered_until` is where a digest's next stretch of time starts. `ping` is a role's id. `made_by` and
    `changed_by` are members' ids (0: a former member).
    """

    id: int
    guild: int
    kind: AnnouncementKind
    state: AnnouncementState
    made_by: int
    made_at: datetime
    changed_by: int
    changed_at: datetime
    words: Words = Words()
    schedule: Schedule = Schedule()
    places: tuple[Place, ...] = ()
    ping: int | None = None
    publish: bool = False
    late: Late = Late.SEND
    show: Show | None = None
    season: int | None = None
    status: Status | None = None
    episodes: bool = False
    next_due: datetime | None = None
    covered_until: datetime | None = None
    version: int = 1
    replaces: int | None = None
    replaces_version: int | None = None

    @property
    def name(self) -> str:
        """Its name in lists: its title, its first words, or its kind and season.

        Plain text of up to 60 letters, without what is between spoiler marks.
        """
        said = " ".join(_MARKS.sub("", _HIDDEN.sub("…", self.words.title or self.words.text)).split())
        if said:
            return said if len(said) <= _NAME else f"{said[: _NAME - 1]}…"
        of = f" to season {self.season}" if self.season is not None else ""
        return f"{self.kind.capitalize()}{of}"

    @property
    def confirmed_at(self) -> datetime:
        """When it was confirmed; for one that was changed since, when it was first written, a little before."""
        return self.changed_at if self.version == 1 else self.made_at

    def says_the_same(self, other: "Announcement") -> bool:
        """Whether both post the same in the same channels at about the same times, so that one may be a repeat."""
        return self._content == other._content and self.schedule.is_about(other.schedule)

    @property
    def _content(self) -> tuple[object, ...]:
        show = self.show.id if self.show else None
        return (
            self.kind, self.words, frozenset(place.channel for place in self.places), self.ping, show, self.season,
            self.status, self.episodes,
        )  # fmt: skip

    def changed(self, by: int, at: datetime, **changes: Any) -> "Announcement":
        """Return the next version, as a moderator changed it."""
        return replace(self, version=self.version + 1, changed_by=by, changed_at=at, **changes)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an announcement is due. `key` identifies it among the others, so that each is planned once.

    `since` is where a digest's stretch of time starts. `revisions` are the revisions that the post is about.
    """

    key: str
    due_at: datetime
    since: datetime | None = None
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An announcement before it is confirmed, as a moderator sees it.

    `notes` are worth knowing before confirming it: a time that the clock change moves, a day that some months
    lack. `faults` keep it from being confirmed. `next_times` are the first moments at which it would post. `at_once`:
    its time came while it was being written, so it is posted ten seconds after it is confirmed.
    """

    announcement: Announcement
    next_times: tuple[datetime, ...] = ()
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    at_once: bool = False
