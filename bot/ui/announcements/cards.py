"""Announcements that stand: their list, one of them with what became of its posts, what was done to one."""

from datetime import datetime

from bot.domain.announcement_views import AnnouncementPage, AnnouncementView, Described, Ending, Example
from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.deliveries import LATE_AFTER, DeliveryState, DeliveryView
from bot.domain.ids import base36
from bot.domain.posts import NothingToPost
from bot.ui.announcements.draft import Shown, bare
from bot.ui.buttons import Item, button, go, select, stop, turning
from bot.ui.card import Card, Section, card
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
    unformatted,
)
from bot.ui.posts.message import Stamp, message_of
from bot.ui.text import bold, escape, link

_A_PAGE = 8
_TEXT = 700
_REASON = 150
_STANDING = (AnnouncementState.ACTIVE, AnnouncementState.PAUSED)
_SIGNS = {
    DeliveryState.WAITING: "🕓 waits to be sent",
    DeliveryState.SENDING: "📤 is being sent",
    DeliveryState.PUBLISHING: "✅ sent, and waits to be published",
    DeliveryState.SENT: "✅ sent",
    DeliveryState.SKIPPED: "⏭️ skipped",
    DeliveryState.FAILED: "❌ could not be sent",
}


def list_card(page: AnnouncementPage, around: Around) -> Card:
    """A page of a server's announcements, with a list to open one from."""
    if not page.total:
        lead = ["Nothing is announced here yet. Begin with /announce once, repeat, news, countdown or digest."]
        return card("Announcements", lead, show=None, day=None)
    lines = [line for one in page.shown for line in _lines(one, around)]
    options = [(base36(one.announcement.id), _option(one)) for one in page.shown]
    items: list[Item] = [select("say-open", placeholder="Open one …", options=options)] if options else []
    pages = -(-page.total // _A_PAGE)
    return card(
        "Announcements",
        lines or ["There is nothing on this page any more."],
        show=None,
        day=None,
        items=[*items, *turning("say-list", page=page.page, more=page.more)],
        note=f"page {page.page + 1} of {pages}" if pages > 1 else "",
    )


def _lines(described: Described, around: Around) -> list[str]:
    one = described.announcement
    rule = f" · {escape(described.rule, 80)}" if described.rule else ""
    return [
        f"{bold(KINDS[one.kind])} · {escape(first_words(one), 120)} · in {places(one, around, 3)}",
        f"{next_time(one)}{rule}",
        *troubles(one, around)[:1],
    ]


def _option(described: Described) -> str:
    one = described.announcement
    trouble = "⚠️ " if any(place.paused or place.trouble for place in one.places) else ""
    return f"{trouble}{KINDS[one.kind]}: {first_words(one)}"


def announcement_card(view: AnnouncementView, around: Around, title: str = "") -> Card:
    """All of an announcement, what became of its posts, and what can be done about it."""
    one = view.announcement
    sections = [
        Section("When", [next_time(one), *([f"{bold(escape(view.rule, 300))} ({view.zone})"] if view.rule else [])]),
        Section("Where", [places(one, around), *troubles(one, around)]),
        Section("Ping", [around.role(one.ping) if one.ping else "nobody"]),
        Section("If the bot is down then", [LATE[one.late]]),
        *([Section("Published", ["to all servers that follow the channel"])] if one.publish else []),
        Section("Changed last", [f"{who(one.changed_by)} · {moment(one.changed_at)}"]),
    ]
    if view.deliveries:
        lines = [_happened(each, around) for each in view.deliveries]
        sections += [Section(name, part) for name, part in (("Its posts", lines[:3]), ("Earlier", lines[3:])) if part]
    return card(
        title or f"{KINDS[one.kind]}: {first_words(one)}",
        _lead(one),
        sections,
        show=one.show,
        day=None,
        items=_items(view),
        note=f"page {view.page + 1}" if view.page or view.more else "",
    )


def _lead(one: Announcement) -> list[str]:
    lines = [subject(one) or ""]
    if one.words.title:
        lines.append(bold(link(escape(one.words.title, 300), one.words.link or None)))
    if one.words.text:
        lines.append(escape(one.words.text, _TEXT))
    if one.words.image_url:
        lines.append(link("its image", one.words.image_url))
    return [line for line in lines if line]


def _items(view: AnnouncementView) -> list[Item]:
    one = view.announcement
    items: list[Item] = []
    if one.state in _STANDING:
        items.append(button("Edit", "say-edit", one.id))
        if one.state is AnnouncementState.PAUSED or any(place.paused for place in one.places):
            items.append(go("Resume", "say-resume", one.id))
        if one.state is AnnouncementState.ACTIVE:
            items.append(button("Pause", "say-pause", one.id))
        items.append(stop("Cancel", "say-cancel", one.id))
    items.append(button("Test", "say-test", one.id))
    return [*items, *turning("say-show", one.id, page=view.page, more=view.more)]


def _happened(happened: DeliveryView, around: Around) -> str:
    one = happened.delivery
    words = [_SIGNS[one.state], f"in {around.channel(one.channel)}", moment(one.sent_at or one.due_at)]
    if one.sent_at is not None and one.sent_at - one.due_at > LATE_AFTER:
        words.append(f"late: it was due {moment(one.due_at)}")
    if happened.corrected:
        words.append("corrected" if happened.corrected == 1 else f"corrected {happened.corrected} times")
    if one.published_at is not None:
        words.append("published")
    if one.message is not None:
        # A forum's post is a thread of its own.
        where = f"{one.message}" if one.forum else f"{one.channel}/{one.message}"
        words.append(link("message", f"https://discord.com/channels/{one.guild}/{where}"))
    # Of one that was sent after all, the reason may be why an earlier try failed.
    if one.reason and (one.state is not DeliveryState.SENT or one.reason.startswith("Not published")):
        words.append(unformatted(one.reason, _REASON))
    return " · ".join(words)


def confirmed_card(one: Announcement, around: Around) -> Card:
    """That a draft stands from now on."""
    changed = one.version > 1
    lead = [f"{bold(KINDS[one.kind])} · {escape(first_words(one), 200)}"]
    when = [full(one.next_due)] if one.next_due else [next_time(one)]
    return card(
        "Changed" if changed else "Confirmed",
        lead,
        [Section("Next", when), Section("Where", [places(one, around)])],
        show=one.show,
        day=None,
        items=[button("The announcement", "say-show", one.id, 0), button("All announcements", "say-list", 0)],
    )


def cancel_card(view: AnnouncementView, around: Around) -> Card:
    """Asks once more before an announcement ends."""
    one = view.announcement
    lead = [
        f"{bold(KINDS[one.kind])} · {escape(first_words(one), 200)}",
        f"in {places(one, around)} · {next_time(one)}",
        "It is ended for good. What was posted stays. To stop it for a while, pause it.",
    ]
    return card(
        "Cancel this announcement?",
        lead,
        show=one.show,
        day=None,
        items=[stop("Cancel it", "say-end", one.id), button("Keep it", "say-show", one.id, 0)],
    )


def ending_card(ending: Ending, around: Around, *, done: bool = False) -> Card:
    """Which announcements of news end, before or (done) after they did."""
    if not ending.announcements:
        where = f" in {around.channel(ending.channel)}" if ending.channel else ""
        return card("No news", [f"No news are announced{where}, so there is nothing to end."], show=None, day=None)
    lead = [f"• {escape(first_words(one), 120)} · in {places(one, around, 3)}" for one in ending.announcements]
    if ending.channel:
        lead.append(f"What goes to other channels than {around.channel(ending.channel)} too goes on there.")
    if done:
        return card("News ended", lead, show=None, day=None)
    ids = [ending.channel] if ending.channel else []
    items = [stop("End the news", "say-no-news", *ids)]
    return card("End these?", lead, show=None, day=None, items=items)


def example(shown: Example, now: datetime) -> Shown | str:
    """What an announcement would post, or why it would not."""
    if isinstance(shown.post, NothingToPost):
        return shown.post.reason
    return bare(message_of(shown.post, Stamp("example", now, ping=shown.announcement.ping)))
