"""Channels and roles by their names, and an announcement in a line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Late
from bot.domain.text import escape, label, plain
from bot.ui.statuses import look_of
from bot.ui.text import bold, listed, unformatted

_NAME = 100
_FIRST_WORDS = 60
_TROUBLE = 200
_CHANNEL = re.compile(r"<#(\d{1,20})>")
KINDS = {
    AnnouncementKind.ONCE: "Once",
    AnnouncementKind.REPEAT: "Repeated",
    AnnouncementKind.NEWS: "News",
    AnnouncementKind.COUNTDOWN: "Countdown",
    AnnouncementKind.DIGEST: "Digest",
    AnnouncementKind.FEED: "Feed",
}
LATE = {
    Late.SEND: "sent up to a day late, and marked as delayed",
    Late.SKIP: "skipped",
}


@dataclass(frozen=True, slots=True)
class Around:
    """The channels and roles of announcements: their names by id, and which channels are announcement channels."""

    channels: Mapping[int, str] = field(default_factory=dict[int, str])
    roles: Mapping[int, str] = field(default_factory=dict[int, str])
    publishing: frozenset[int] = frozenset()

    def channel(self, channel: int) -> str:
        """A channel by its name, which every client shows; by its mention where the name is not known."""
        name = self.channels.get(channel)
        return bold(escape(f"#{name}", _NAME)) if name else f"<#{channel}>"

    def role(self, role: int) -> str:
        name = self.roles.get(role)
        return bold(escape(f"@{name}", _NAME)) if name else "a role that was deleted"

    def put_into(self, text: str) -> str:
        """The text with channel mentions replaced by the channels' names."""
        return _CHANNEL.sub(lambda found: self.channel(int(found[1])), text)


def full(at: datetime) -> str:
    """A moment in full and how far away it is, in each reader's own time zone."""
    stamp = int(at.timestamp())
    shown = f"<t:{stamp}:D>, <t:{stamp}:T>" if at.second else f"<t:{stamp}:F>"  # F shows no seconds
    return f"{shown} (<t:{stamp}:R>)"


def short(at: datetime) -> str:
    stamp = int(at.timestamp())
    shown = f"<t:{stamp}:D>, <t:{stamp}:T>" if at.second else f"<t:{stamp}:f>"
    return f"{shown} · <t:{stamp}:R>"


def first_words(announcement: Announcement) -> str:
    """What distinguishes it from others, without formatting."""
    show = announcement.show.title if announcement.show else "the show"
    match announcement.kind:
        case AnnouncementKind.ONCE | AnnouncementKind.REPEAT | AnnouncementKind.FEED:
            words = plain(announcement.words.title) or plain(announcement.words.text) or "an image"
        case AnnouncementKind.NEWS:
            words = f"{show}: what is {announcement.status or 'new'}"
        case AnnouncementKind.COUNTDOWN:
            words = f"{show}, season {announcement.season}"
        case AnnouncementKind.DIGEST:
            words = f"{show}: what is new"
    return label(words, _FIRST_WORDS)


def places(announcement: Announcement, around: Around, most: int = 10) -> str:
    """Where it is posted."""
    names = [around.channel(place.channel) for place in announcement.places[:most]]
    rest = len(announcement.places) - most
    return listed([*names, f"{rest} more"] if rest > 0 else names) if names else "nowhere yet"


def next_time(announcement: Announcement) -> str:
    """When it will be due, or how it ended."""
    match announcement.state:
        case AnnouncementState.PAUSED:
            return "⏸️ paused"
        case AnnouncementState.DONE:
            return "✔️ over"
        case AnnouncementState.CANCELLED:
            return "✖️ cancelled"
        case AnnouncementState.DRAFT:
            return "not confirmed yet"
        case AnnouncementState.ACTIVE:
            pass
    if announcement.next_due is not None:
        return f"next {short(announcement.next_due)}"
    if announcement.kind is AnnouncementKind.COUNTDOWN:
        return "as soon as a date is on record"
    if announcement.kind is AnnouncementKind.NEWS:
        return "whenever there is news"
    return "on its way"


def troubles(announcement: Announcement, around: Around) -> list[str]:
    """What is wrong in its places."""
    found: list[str] = []
    for place in announcement.places:
        if place.paused or place.trouble:
            state = "paused" if place.paused else "at risk"
            words = unformatted(place.trouble or "it could not be posted there", _TROUBLE)
            found.append(f"⚠️ {state} in {around.channel(place.channel)}: {words}")
    return found


def subject(announcement: Announcement) -> str | None:
    """What an announcement that is made of facts is about; None for the others."""
    show = bold(escape(announcement.show.title, 200)) if announcement.show else "the show"
    match announcement.kind:
        case AnnouncementKind.NEWS:
            status = look_of(announcement.status) if announcement.status else "on record"
            return f"News of {show} as soon as it is {status}"
        case AnnouncementKind.COUNTDOWN:
            episodes = ", and each episode on its day" if announcement.episodes else ""
            hour = f"; it begins at {announcement.schedule.at:%H:%M}" if announcement.schedule.at else ""
            return f"Countdown to season {announcement.season} of {show}{episodes}{hour}"
        case AnnouncementKind.DIGEST:
            return f"What is new about {show} since the last digest"
        case _:
            return None
