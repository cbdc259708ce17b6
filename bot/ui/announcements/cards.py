"""Confirmed announcements: their list, a single announcement with its posts, and what was done to it."""

from datetime import datetime

from bot.domain.announcement_views import AnnouncementPage, AnnouncementView, Described, Ending, Example
from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.deliveries import LATE_AFTER, DeliveryState, DeliveryView
from bot.domain.ids import base36
from bot.domain.posts import NothingToPost
from bot.domain.text import escape
from bot.ui.announcements.draft import Shown, bare
from bot.ui.buttons import Item, button, go, select, stop, turning
from bot.ui.card import Card, Section, card, page_in_words
from bot.ui.members import moment, who
from bot.ui.places import (
    KINDS,
    LATE,
    Around,
    first_words,
    full,
    next_time,
    places,
    subject,
    troubles,
)
from bot.ui.posts.message import Stamp, message_of
from bot.ui.text import bold, link, unformatted

_A_PAGE = 8
_TEXT = 700
_REASON = 150
_LIVE = (AnnouncementState.ACTIVE, AnnouncementState.PAUSED)
_SIGNS = {
    DeliveryState.WAITING: "🕓 waiting to be sent",
    DeliveryState.SENDING: "📤 being sent",
    DeliveryState.PUBLISHING: "✅ sent, waiting to be published",
    DeliveryState.SENT: "✅ sent",
    DeliveryState.SKIPPED: "⏭️ skipped",
    DeliveryState.FAILED: "❌ could not be sent",
}


def list_card(page: AnnouncementPage, around: Around) -> Card:
    """A page of a server's announcements, with a list to open one from."""
    if not page.total:
        lead = ["Nothing is announced here yet. Begin with /announce once, repeat, news, countdown or digest."]
        return card("Announcements", lead, show=None)
    lines = [line for described in page.shown for line in _lines(described, around)]
    options = [(base36(described.announcement.id), _option(described)) for described in page.shown]
    items: list[Item] = [select("say-open", placeholder="Open one …", options=options)] if options else []
    pages = -(-page.total // _A_PAGE)
    return card(
        "Announcements",
        lines or ["Nothing is left on this page."],
        show=None,
        items=[*items, *turning("say-list", page=page.page, more=page.more)],
        notes=(page_in_words(page.page, pages),),
    )


def _lines(described: Described, around: Around) -> list[str]:
    announcement = described.announcement
    rule = f" · {escape(described.rule, 80)}" if described.rule else ""
    return [
        f"{bold(KINDS[announcement.kind])} · {escape(first_words(announcement), 120)} · "
        f"in {places(announcement, around, 3)}",
        f"{next_time(announcement)}{rule}",
        *troubles(announcement, around)[:1],
    ]


def _option(described: Described) -> str:
    announcement = described.announcement
    trouble = "⚠️ " if any(place.paused or place.trouble for place in announcement.places) else ""
    return f"{trouble}{KINDS[announcement.kind]}: {first_words(announcement)}"


def announcement_card(view: AnnouncementView, around: Around, title: str = "") -> Card:
    """An announcement with its posts and what can be done with it."""
    announcement = view.announcement
    sections = [
        Section(
            "When",
            [
                next_time(announcement),
                *([f"{bold(escape(view.rule, 300))} ({escape(view.zone)})"] if view.rule else []),
            ],
        ),
        Section("Where", [places(announcement, around), *troubles(announcement, around)]),
        Section("Ping", [around.role(announcement.ping) if announcement.ping else "nobody"]),
        Section("If the bot is down then", [LATE[announcement.late]]),
        *([Section("Published", ["to all servers that follow the channel"])] if announcement.publish else []),
        Section("Last changed", [f"{who(announcement.changed_by)} · {moment(announcement.changed_at)}"]),
    ]
    if view.deliveries:
        lines = [_happened(each, around) for each in view.deliveries]
        sections += [Section(name, part) for name, part in (("Its posts", lines[:3]), ("Earlier", lines[3:])) if part]
    return card(
        title or f"{KINDS[announcement.kind]}: {first_words(announcement)}",
        _lead(announcement),
        sections,
        show=announcement.show,
        items=_items(view),
        notes=(f"page {view.page + 1}" if view.page or view.more else "",),
    )


def _lead(announcement: Announcement) -> list[str]:
    lines = [subject(announcement) or ""]
    if announcement.words.title:
        lines.append(bold(link(escape(announcement.words.title, 300), announcement.words.link or None)))
    if announcement.words.text:
        lines.append(escape(announcement.words.text, _TEXT))
    if announcement.words.image_url:
        lines.append(link("its image", announcement.words.image_url))
    return [line for line in lines if line]


def _items(view: AnnouncementView) -> list[Item]:
    announcement = view.announcement
    items: list[Item] = []
    if announcement.state in _LIVE:
        items.append(button("Edit", "say-edit", announcement.id))
        if announcement.state is AnnouncementState.PAUSED or any(place.paused for place in announcement.places):
            items.append(go("Resume", "say-resume", announcement.id))
        if announcement.state is AnnouncementState.ACTIVE:
            items.append(button("Pause", "say-pause", announcement.id))
        items.append(stop("Cancel", "say-cancel", announcement.id))
    items.append(button("Test", "say-test", announcement.id))
    return [*items, *turning("say-show", announcement.id, page=view.page, more=view.more)]


def _happened(happened: DeliveryView, around: Around) -> str:
    delivery = happened.delivery
    words = [
        _SIGNS[delivery.state],
        f"in {around.channel(delivery.channel)}",
        moment(delivery.sent_at or delivery.due_at),
    ]
    if delivery.sent_at is not None and delivery.sent_at - delivery.due_at > LATE_AFTER:
        words.append(f"late: it was due {moment(delivery.due_at)}")
    if happened.corrected:
        words.append("corrected" if happened.corrected == 1 else f"corrected {happened.corrected} times")
    if delivery.published_at is not None:
        words.append("published")
    if delivery.message is not None:
        # A forum's post is a thread of its own.
        where = f"{delivery.message}" if delivery.forum else f"{delivery.channel}/{delivery.message}"
        words.append(link("message", f"https://discord.com/channels/{delivery.guild}/{where}"))
    # After a delivery was sent, its reason may be why an earlier try failed.
    if delivery.reason and (delivery.state is not DeliveryState.SENT or delivery.reason.startswith("Not published")):
        words.append(unformatted(delivery.reason, _REASON))
    return " · ".join(words)


def confirmed_card(announcement: Announcement, around: Around) -> Card:
    """A draft was confirmed."""
    changed = announcement.version > 1
    lead = [f"{bold(KINDS[announcement.kind])} · {escape(first_words(announcement), 200)}"]
    when = [full(announcement.next_due)] if announcement.next_due else [next_time(announcement)]
    return card(
        "Changed" if changed else "Confirmed",
        lead,
        [Section("Next", when), Section("Where", [places(announcement, around)])],
        show=announcement.show,
        items=[button("The announcement", "say-show", announcement.id, 0), button("All announcements", "say-list", 0)],
    )


def cancel_card(view: AnnouncementView, around: Around) -> Card:
    """Ask again before an announcement ends."""
    announcement = view.announcement
    lead = [
        f"{bold(KINDS[announcement.kind])} · {escape(first_words(announcement), 200)}",
        f"in {places(announcement, around)} · {next_time(announcement)}",
        "This ends it for good. What was posted stays. To stop it for a while, pause it.",
    ]
    return card(
        "Cancel this announcement?",
        lead,
        show=announcement.show,
        items=[stop("Cancel it", "say-end", announcement.id), button("Keep it", "say-show", announcement.id, 0)],
    )


def ending_card(ending: Ending, around: Around, *, done: bool = False) -> Card:
    """The announcements of news that end, before or (`done`) after they did."""
    if not ending.announcements:
        where = f" in {around.channel(ending.channel)}" if ending.channel else ""
        return card("Nothing to end", [f"No news is announced{where}, so there is nothing to end."], show=None)
    lead = [f"• {escape(first_words(ended), 120)} · in {places(ended, around, 3)}" for ended in ending.announcements]
    if ending.channel:
        lead.append(f"Those that also go to other channels than {around.channel(ending.channel)} continue there.")
    if done:
        return card("News ended", lead, show=None)
    ids = [ending.channel] if ending.channel else []
    items = [stop("End the news", "say-no-news", *ids)]
    return card("End these?", lead, show=None, items=items)


def example(shown: Example, now: datetime) -> Shown | str:
    """What an announcement would post, or why it would not."""
    if isinstance(shown.post, NothingToPost):
        return shown.post.reason
    return bare(message_of(shown.post, Stamp("example", now, ping=shown.announcement.ping)))
