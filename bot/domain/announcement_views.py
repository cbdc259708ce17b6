"""What moderators type and pick for announcements, and what they see of them."""

from dataclasses import dataclass

from bot.domain.announcements import Announcement, AnnouncementKind, Draft
from bot.domain.deliveries import DeliveryView
from bot.domain.facts import Status
from bot.domain.posts import NothingToPost, Post


@dataclass(frozen=True, slots=True)
class Written:
    """An announcement as a person writes it; "" where a field is left empty.

    `when` is for an announcement that is posted once, `rule` for one that repeats ("every Friday at 20:00"), `season`
    and `at` for a countdown.
    """

    when: str = ""
    rule: str = ""
    season: str = ""
    at: str = ""
    text: str = ""
    title: str = ""
    image_url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A channel, thread or forum that was picked."""

    channel: int
    forum: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was picked from lists, beside what was typed. None keeps an earlier choice."""

    kind: AnnouncementKind
    target: Target
    ping: int | None = None
    publish: bool | None = None
    status: Status | None = None
    episodes: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its author sees it, with an example of the post.

    `rule` is its rule in words, `zone` the server's time zone. `original` is the announcement that it changes (None: it
    is new). `moved_on`: somebody has changed that since. `twin` is an announcement that says the same.
    """

    draft: Draft
    zone: str
    post: Post | NothingToPost
    rule: str = ""
    original: Announcement | None = None
    moved_on: bool = False
    twin: Announcement | None = None

    @property
    def announcement(self) -> Announcement:
        return self.draft.announcement

    @property
    def can_be_confirmed(self) -> bool:
        return not self.draft.faults and not self.moved_on


@dataclass(frozen=True, slots=True)
class Described:
    """An announcement with its rule in words ("" where it has none), in a server's time zone."""

    announcement: Announcement
    zone: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncementPage:
    """A page of a server's announcements."""

    shown: tuple[Described, ...]
    page: int
    more: bool
    total: int


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement and what became of its posts, the latest first."""

    announcement: Announcement
    zone: str
    rule: str = ""
    deliveries: tuple[DeliveryView, ...] = ()
    page: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """What an announcement would post now, or why it would not."""

    announcement: Announcement
    post: Post | NothingToPost


@dataclass(frozen=True, slots=True)
class Ending:
    """Announcements of news to end, in one channel or (None) everywhere."""

    announcements: tuple[Announcement, ...]
    channel: int | None = None
