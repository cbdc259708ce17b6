"""The feeds that a server follows: what was added, their list, what one says now."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.dates import day_in_words
from bot.domain.feeds import Added, Subscription, Tested, TestedItem
from bot.ui.buttons import button, stop, turning
from bot.ui.card import Card, card
from bot.ui.facts.sentences import capitalised
from bot.ui.places import Around, unformatted
from bot.ui.text import bold, escape, link, listed

FEEDS_A_PAGE = 8
_TITLE = 120
_HEADLINE, _URL = 160, 250
_OUTLET = 60
_TROUBLE = 200
_SHOWN_ITEMS = 12
_SHOWN_NAMES = 4
_NOTHING = "No feed is followed here yet. /feed add follows one; what it tells about your show waits in /fact review."
_PUT_RIGHT = "Put it right and use /feed resume; for another channel, remove the feed and add it again."
_QUEUE = "They wait in /fact review, and in the log channel if there is one (/setup log)."


def added_card(added: Added, notes: Sequence[str], around: Around) -> Card:
    """That a feed is followed from now on, and what will come of it; `notes` say why nothing will."""
    one = added.subscription
    counted = f"{added.about} of its {_count(added.items, 'item')}" if added.items else "It has no items yet, so none"
    lead = [
        _named(one),
        f"{counted} would have been taken as being about your show. What is there already is not news.",
        f"New items about your show become suggestions for the moderators. {_QUEUE}",
        f"{capitalised(_links(one, around))}. It is looked at every {_how_long(one.feed.every)}.",
        *_warnings(notes),
    ]
    return card("Followed from now on", lead, show=None, day=None)


def feeds_card(followed: Sequence[Subscription], notes: Sequence[str], page: int, around: Around) -> Card:
    """A page of the feeds that a server follows, each with what is wrong with it; `notes` are about all of them."""
    if not followed:
        return card("Feeds", [_NOTHING], show=None, day=None)
    pages = -(-len(followed) // FEEDS_A_PAGE)
    page = min(page, pages - 1)
    shown = followed[page * FEEDS_A_PAGE : (page + 1) * FEEDS_A_PAGE]
    return card(
        "Feeds",
        [*_warnings(notes), *(line for one in shown for line in _lines(one, around))],
        show=None,
        day=None,
        items=turning("feed-list", page=page, more=page + 1 < pages),
        note=f"page {page + 1} of {pages}" if pages > 1 else "",
    )


def feed_card(title: str, one: Subscription, around: Around) -> Card:
    """One feed, after something was done to it."""
    return card(title, _lines(one, around), show=None, day=None)


def remove_card(one: Subscription, around: Around) -> Card:
    """Asks once more before a feed is followed no longer."""
    lead = [
        *_lines(one, around)[:1],
        "It is followed no longer then. What it brought stays: suggestions, facts and posts. To stop it for a while, "
        "use /feed pause.",
    ]
    items = [stop("Remove it", "feed-remove", one.id), button("Keep it", "feed-list", 0)]
    return card("Remove this feed?", lead, show=None, day=None, items=items)


def removed_card(one: Subscription) -> Card:
    """That a feed is followed no longer."""
    return card("Removed", [_named(one), "What it brought stays."], show=None, day=None)


def items_card(tested: Tested) -> Card:
    """The newest items of a feed, each with whether it would be taken and why."""
    taken = sum(one.relevance.about for one in tested.items)
    lead = [_named(tested.subscription)]
    if tested.broken:
        lead.append("⚠️ The feed is malformed; this is what could be read of it.")
    lead.append(f"{taken} of {_count(len(tested.items), 'item')} would be taken. Nothing is changed by this look.")
    lead += [_item(one) for one in tested.items[:_SHOWN_ITEMS]]
    return card("What the feed says now", lead, show=None, day=None)


def _item(one: TestedItem) -> str:
    sign = "✅" if one.relevance.about else "▫️ not about the show:"
    item = one.item
    headline = link(escape(item.title, _HEADLINE), item.url, _URL)
    day = f" · {day_in_words(item.published)}" if item.published else ""
    return f"{sign} {headline} · {escape(item.outlet, _OUTLET)}{day} · {_why(one)}"


def _why(one: TestedItem) -> str:
    if not one.found:
        return "it names nothing of the show"
    found = list(dict.fromkeys(one.found))  # a show may be called like a character of it
    names = [escape(name, _OUTLET) for name in found[:_SHOWN_NAMES]]
    rest = len(found) - _SHOWN_NAMES
    told = listed([*names, f"{rest} more"] if rest > 0 else names)
    return f"it names {told}" if one.relevance.about else f"it names only {told}"


def _warnings(notes: Sequence[str]) -> list[str]:
    return [f"⚠️ {note}" for note in notes]


def _lines(one: Subscription, around: Around) -> list[str]:
    feed = one.feed
    waiting = f" · {_count(one.waiting, 'suggestion')} of it waiting" if one.waiting else ""
    read = f"read <t:{int(feed.read_at.timestamp())}:R>" if feed.read_at else "not read yet"
    state = "⏸️ paused" if one.paused else f"{read}, every {_how_long(feed.every)}"
    lines = [_named(one), f"{state} · {_links(one, around)}{waiting}"]
    if feed.trouble and feed.failing_since:
        since = f"<t:{int(feed.failing_since.timestamp())}:R>"
        lines.append(f"⚠️ failing since {since}: {escape(feed.trouble, _TROUBLE)} It is still tried again and again.")
    if one.channel is not None and one.channel_trouble:
        words = unformatted(one.channel_trouble, _TROUBLE)
        lines.append(f"⚠️ in {around.channel(one.channel)}: {words} {_PUT_RIGHT}")
    return lines


def _named(one: Subscription) -> str:
    return bold(link(escape(one.feed.title, _TITLE), one.feed.url))


def _links(one: Subscription, around: Around) -> str:
    if one.channel is None:
        return "no links are posted"
    return f"links go to {around.channel(one.channel)}, marked as unreviewed"


def _how_long(wait: timedelta) -> str:
    minutes = max(round(wait.total_seconds() / 60), 1)
    if minutes < 60 or minutes % 60:
        return _count(minutes, "minute")
    return "hour" if minutes == 60 else f"{minutes // 60} hours"


def _count(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"
