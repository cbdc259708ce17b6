"""What the cards of announcements share: channels and roles by their names, an announcement in a line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Late
from bot.ui.statuses import look_of
from bot.ui.text import bold, escape, label, listed, plain

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
    """What Discord says of the channels and roles that announcements name: their names by id, and which channels are
    for announcements."""

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
        """Words with the channels that they mention by name."""
        return _CHANNEL.sub(lambda found: self.channel(int(found[1])), text)


def full(at: datetime) -> str:
    """A moment in full and how far away it is, in each reader's own time zone."""
    stamp = int(at.timestamp())
    return f"<t:{stamp}:F> (<t:{stamp}:R>)"


def short(at: datetime) -> str:
    stamp = int(at.timestamp())
    return f"<t:{stamp}:f> · <t:{stamp}:R>"


def first_words(one: Announcement, most: int = _FIRST_WORDS) -> str:
    """What tells it from others, without formatting."""
    show = one.show.title if one.show else "the show"
    match one.kind:
        case AnnouncementKind.ONCE | AnnouncementKind.REPEAT | AnnouncementKind.FEED:
            words = plain(one.words.title) or plain(one.words.text) or "an image"
        case AnnouncementKind.NEWS:
            words = f"{show}: what is {one.status or 'new'}"
        case AnnouncementKind.COUNTDOWN:
            words = f"{show}, season {one.season}"
        case AnnouncementKind.DIGEST:
            words = f"{show}: what is new"
    return label(words, most)


def places(one: Announcement, around: Around, most: int = 10) -> str:
    """Where it goes to."""
    names = [around.channel(place.channel) for place in one.places[:most]]
    rest = len(one.places) - most
    return listed([*names, f"{rest} more"] if rest > 0 else names) if names else "nowhere yet"


def next_time(one: Announcement) -> str:
    """When it will be due, or how it ended."""
    match one.state:
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
    if one.next_due is not None:
        return f"next {short(one.next_due)}"
    if one.kind is AnnouncementKind.COUNTDOWN:
        return "as soon as a day is on record"
    if one.kind is AnnouncementKind.NEWS:
        return "whenever there is something to tell"
    return "on its way"


def troubles(one: Announcement, around: Around) -> list[str]:
    """What is wrong in its places."""
    found: list[str] = []
    for place in one.places:
        if place.paused or place.trouble:
            state = "paused" if place.paused else "at risk"
            words = unformatted(place.trouble or "it could not be posted there", _TROUBLE)
            found.append(f"⚠️ {state} in {around.channel(place.channel)}: {words}")
    return found


def unformatted(words: str, most: int) -> str:
    """Words of the bot's own, which may hold some of Discord's, safe to show."""
    return escape(words.replace("**", "").replace("\u200b", ""), most)


def subject(one: Announcement) -> str | None:
    """What one that takes its words from the facts tells of."""
    show = bold(escape(one.show.title, 200)) if one.show else "the show"
    match one.kind:
        case AnnouncementKind.NEWS:
            return f"News of {show} as soon as it is {look_of(one.status) if one.status else 'on record'}"
        case AnnouncementKind.COUNTDOWN:
            episodes = ", and each episode on its day" if one.episodes else ""
            hour = f"; it begins at {one.schedule.at:%H:%M}" if one.schedule.at else ""
            return f"The days to season {one.season} of {show}{episodes}{hour}"
        case AnnouncementKind.DIGEST:
            return f"What is new about {show} since the time before"
        case _:
            return None
