"""A draft of an announcement before it is confirmed: the message as it will look, and when and where it goes."""

from dataclasses import dataclass

import discord

from bot.domain.announcement_views import DraftView
from bot.domain.announcements import MOST_PLACES, Announcement, AnnouncementKind, Late
from bot.domain.posts import NothingToPost
from bot.domain.text import escape
from bot.ui.buttons import Item, Layout, button, custom_id, go, menu, option, options_menu, stop
from bot.ui.card import Card, Section, card, embed_length
from bot.ui.members import moment, who
from bot.ui.places import KINDS, LATE, Around, first_words, full, next_time, places, subject
from bot.ui.posts.message import PostMessage, Stamp, message_of
from bot.ui.statuses import LOOKS, NEUTRAL
from bot.ui.text import aside, bold

_WHOLE = 6000
_WRONG = discord.Colour.gold()
_PREVIEW = "preview"
_EXAMPLE = "Above is an example. The real post shows what is on record by then, and nothing twice."
_WITH_FORM = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT, AnnouncementKind.DIGEST, AnnouncementKind.COUNTDOWN)
_WITH_WORDS = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)
CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
    discord.ChannelType.forum,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of up to two embeds, with its buttons."""

    content: str
    embeds: tuple[discord.Embed, ...]
    view: Layout


def draft_card(view: DraftView, around: Around) -> Shown:
    """The message as it will look, and a card that says when and where it is posted."""
    info = _moved_on(view, around) if view.moved_on else _info(view, around)
    if isinstance(view.post, NothingToPost):
        return Shown("", (info.embed,), info.view)
    message = example_of(view)
    if sum(map(embed_length, (*message.embeds, info.embed))) > _WHOLE:
        info.embed.set_footer(text="It is too long to show here; /announce test shows it once you confirm.")
        return Shown("", (info.embed,), info.view)
    return Shown(message.content, (*message.embeds, info.embed), info.view)


def example_of(view: DraftView) -> PostMessage:
    """The draft's message."""
    assert not isinstance(view.post, NothingToPost)
    times, announcement = view.draft.next_times, view.announcement
    return message_of(
        view.post, Stamp(_PREVIEW, times[0] if times else announcement.changed_at, ping=announcement.ping)
    )


def _info(view: DraftView, around: Around) -> Card:
    announcement, draft = view.announcement, view.draft
    title = "Before you confirm" if view.can_be_confirmed else "Not ready yet"
    lead = [f"⚠️ {around.put_into(fault)}" for fault in draft.faults]
    if not lead and view.original is not None:
        lead = [
            f"It replaces the announcement “{escape(first_words(view.original), 200)}”, {next_time(view.original)}."
        ]
    if not lead and view.twin is not None:
        lead = [
            f"⚠️ {who(view.twin.made_by)} already announced this on {moment(view.twin.confirmed_at)}.",
            f"The other one: {next_time(view.twin)}",
            "Confirm this one only if it should be posted once more.",
        ]
    sections = [
        *_subject(view),
        Section("When", _when(view)),
        Section("Where", [places(announcement, around)]),
        Section("Ping", [around.role(announcement.ping) if announcement.ping else "nobody"]),
        Section("If the bot is down then", [LATE[announcement.late]]),
        *([Section("Published", ["to all servers that follow the channel"])] if announcement.publish else []),
        *([Section("Worth knowing", [around.put_into(note) for note in draft.notes])] if draft.notes else []),
    ]
    notes = KINDS[announcement.kind].lower(), view.zone
    colour = NEUTRAL if view.can_be_confirmed and view.twin is None else _WRONG
    return card(title, lead, sections, show=announcement.show, colour=colour, items=_items(view, around), notes=notes)


def _subject(view: DraftView) -> list[Section]:
    words = subject(view.announcement)
    if words is None:
        return []
    if not isinstance(view.post, NothingToPost):
        return [Section("What", [words, aside(_EXAMPLE)])]
    return [Section("What", [words] if view.draft.faults else [words, view.post.reason])]


def _when(view: DraftView) -> list[str]:
    times = view.draft.next_times
    if view.rule:
        return [f"{bold(escape(view.rule, 300))} ({escape(view.zone)})", *(f"• {full(at)}" for at in times)]
    if view.announcement.kind is AnnouncementKind.NEWS:
        return ["as soon as it is on record"]
    if view.draft.at_once:
        return ["ten seconds after you confirm"]
    if not times:
        return ["not known yet"]
    return [full(times[0])] if len(times) == 1 else [f"• {full(at)}" for at in times]


def _items(view: DraftView, around: Around) -> list[Item]:
    announcement, id_ = view.announcement, view.announcement.id
    items: list[Item] = _confirming(view)
    if announcement.kind in _WITH_FORM:
        words = "Change the words" if announcement.kind in _WITH_WORDS else "Change the time"
        items.append(button(words, "say-words", id_))
    items.append(
        button("If late: skip", "say-late", id_, 1)
        if announcement.late is Late.SEND
        else button("If late: send within a day", "say-late", id_, 0)
    )
    if announcement.kind is AnnouncementKind.COUNTDOWN:
        words = "Without the episodes" if announcement.episodes else "Each episode too"
        items.append(button(words, "say-episodes", id_, int(not announcement.episodes)))
    if announcement.publish or any(place.channel in around.publishing for place in announcement.places):
        words = "Don't publish" if announcement.publish else "Publish it too"
        items.append(button(words, "say-publish", id_, int(not announcement.publish)))
    items.append(stop("Discard", "say-drop", id_))
    if announcement.kind is AnnouncementKind.NEWS:
        items.append(_status_select(announcement))
    return [*items, _channel_select(announcement), _role_select(announcement, around)]


def _confirming(view: DraftView) -> list[Item]:
    draft, disabled = view.announcement.id, not view.can_be_confirmed
    if view.twin is None:
        return [go("Confirm", "say-confirm", draft, disabled=disabled)]
    again = go("Confirm once more", "say-confirm", draft, disabled=disabled)
    return [again, button("The other one", "say-show", view.twin.id, 0)]


def _channel_select(announcement: Announcement) -> Item:
    return menu(
        discord.ComponentType.channel_select,
        custom_id("say-where", announcement.id),
        "Where …",
        most=MOST_PLACES,
        channel_types=[kind.value for kind in CHANNEL_TYPES],
        default_values=[_chosen(place.channel, "channel") for place in announcement.places[:MOST_PLACES]],
    )


def _role_select(announcement: Announcement, around: Around) -> Item:
    ping = announcement.ping
    return menu(
        discord.ComponentType.role_select,
        custom_id("say-ping", announcement.id),
        "Ping a role …",
        least=0,
        default_values=[_chosen(ping, "role")] if ping is not None and ping in around.roles else [],
    )


def _chosen(thing: int, kind: str) -> Item:
    return {"id": str(thing), "type": kind}


def _status_select(announcement: Announcement) -> Item:
    options = [
        option(status.value, f"What becomes {status.value}", sign=look.sign, chosen=status is announcement.status)
        for status, look in LOOKS.items()
    ]
    return options_menu(custom_id("say-status", announcement.id), "What to post …", options)


def _moved_on(view: DraftView, around: Around) -> Card:
    """Somebody else changed the announcement meanwhile; nothing is lost whichever version is chosen."""
    announcement, theirs = view.announcement, view.original
    assert theirs is not None
    lead = [
        f"{who(theirs.changed_by)} changed this announcement while you were writing, {moment(theirs.changed_at)}. "
        "Nothing of yours is lost: choose."
    ]
    words = theirs.words.title or theirs.words.text
    current = [f"{KINDS[theirs.kind]} · {next_time(theirs)}", f"in {places(theirs, around)}"]
    if words:
        current.append(escape(words, 300))
    return card(
        "Somebody was faster",
        lead,
        [Section("What it is now", current)],
        show=announcement.show,
        colour=_WRONG,
        items=[
            go("Use mine instead", "say-over", announcement.id, theirs.version),
            stop("Leave theirs", "say-drop", announcement.id),
        ],
        notes=("yours is above" if not isinstance(view.post, NothingToPost) else "",),
    )


def dropped_card(draft: int) -> Card:
    """A draft was discarded, with a button to open it again."""
    lead = ["It will not be posted. What you wrote is kept for a while."]
    return card("Discarded", lead, show=None, items=[button("Open it again", "say-draft", draft)])


def bare(message: PostMessage) -> Shown:
    """A message by itself."""
    return Shown(message.content, tuple(message.embeds), Layout([]))
