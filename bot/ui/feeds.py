"""The feeds that a server follows: what was added, their list, what a feed says now."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.dates import day_in_words
from bot.domain.feeds import Added, Subscription, Tested, TestedItem
from bot.domain.text import escape
from bot.ui.buttons import button, stop, turning
from bot.ui.card import Card, card, page_in_words
from bot.ui.facts.sentences import capitalised
from bot.ui.places import Around
from bot.ui.text import bold, link, listed, unformatted

FEEDS_A_PAGE = 8
_TITLE = 120
_HEADLINE, _URL = 160, 250
_OUTLET = 60
_TROUBLE = 200
_SHOWN_ITEMS = 12
_SHOWN_NAMES = 4
_NOTHING = "No feed is followed here yet. Add one with /feed add; what it says about your show waits in /fact review."
_PUT_RIGHT = "Fix that and use /feed resume. For another channel, remove the feed and add it again."
_QUEUE = "They wait in /fact review, and in the log channel if there is one (/setup log)."


def added_card(added: Added, notes: Sequence[str], around: Around) -> Card:
    """A feed was added, with what will come of it; `notes` say why nothing will."""
    followed = added.subscription
    counted = "It has no items yet."
    if added.items:
        are = "is" if added.about == 1 else "are"
        counted = f"{added.about} of its {_count(added.items, 'item')} {are} about your show."
    lead = [
        _named(followed),
        f"{counted} Only new items are taken.",
        f"New items about your show become suggestions for the moderators. {_QUEUE}",
        f"{capitalised(_links(followed, around))}. It is checked every {_how_long(followed.feed.every)}.",
        *_warnings(notes),
    ]
    return card("Feed added", lead, show=None)


def feeds_card(followed: Sequence[Subscription], notes: Sequence[str], page: int, around: Around) -> Card:
    """A page of the feeds that a server follows, each with what is wrong with it; `notes` are about all of them."""
    if not followed:
        return card("Feeds", [_NOTHING], show=None)
    pages = -(-len(followed) // FEEDS_A_PAGE)
    page = min(page, pages - 1)
    shown = followed[page * FEEDS_A_PAGE : (page + 1) * FEEDS_A_PAGE]
    return card(
        "Feeds",
        [*_warnings(notes), *(line for followed in shown for line in _lines(followed, around))],
        show=None,
        items=turning("feed-list", page=page, more=page + 1 < pages),
        notes=(page_in_words(page, pages),),
    )


def feed_card(title: str, followed: Subscription, around: Around) -> Card:
    """One feed, after something was done to it."""
    return card(title, _lines(followed, around), show=None)


def remove_card(followed: Subscription, around: Around) -> Card:
    """Ask again before a feed is removed."""
    lead = [
        *_lines(followed, around)[:1],
        "This server stops following it. Its suggestions, facts and posts stay. "
        "To stop it for a while, use /feed pause.",
    ]
    items = [stop("Remove it", "feed-remove", followed.id), button("Keep it", "feed-list", 0)]
    return card("Remove this feed?", lead, show=None, items=items)


def removed_card(followed: Subscription) -> Card:
    """A feed was removed."""
    return card("Removed", [_named(followed), "Its suggestions, facts and posts stay."], show=None)


def items_card(tested: Tested) -> Card:
    """The newest items of a feed, each with whether it would be taken and why."""
    taken = sum(item.relevance.about for item in tested.items)
    lead = [_named(tested.subscription)]
    if tested.broken:
        lead.append("⚠️ The feed is malformed; this is what could be read of it.")
    lead.append(f"{taken} of {_count(len(tested.items), 'item')} would be taken. This test changes nothing.")
    lead += [_item(item) for item in tested.items[:_SHOWN_ITEMS]]
    return card("What the feed says now", lead, show=None)


def _item(tested: TestedItem) -> str:
    sign = "✅" if tested.relevance.about else "▫️ not about the show:"
    item = tested.item
    headline = link(escape(item.title, _HEADLINE), item.url, _URL)
    day = f" · {day_in_words(item.published)}" if item.published else ""
    return f"{sign} {headline} · {escape(item.outlet, _OUTLET)}{day} · {_why(tested)}"


def _why(tested: TestedItem) -> str:
    if not tested.found:
        return "it names nothing of the show"
    found = list(dict.fromkeys(tested.found))  # a show may have the same name as a character of it
    names = [escape(name, _OUTLET) for name in found[:_SHOWN_NAMES]]
    rest = len(found) - _SHOWN_NAMES
    words = listed([*names, f"{rest} more"] if rest > 0 else names)
    return f"it names {words}" if tested.relevance.about else f"it names only {words}"


def _warnings(notes: Sequence[str]) -> list[str]:
    return [f"⚠️ {note}" for note in notes]


def _lines(followed: Subscription, around: Around) -> list[str]:
    feed = followed.feed
    waiting = f" · {_count(followed.waiting, 'suggestion')} waiting" if followed.waiting else ""
    read = f"read <t:{int(feed.read_at.timestamp())}:R>" if feed.read_at else "not read yet"
    state = "⏸️ paused" if followed.paused else f"{read}, every {_how_long(feed.every)}"
    lines = [_named(followed), f"{state} · {_links(followed, around)}{waiting}"]
    if feed.trouble and feed.failing_since:
        since = f"<t:{int(feed.failing_since.timestamp())}:R>"
        lines.append(f"⚠️ failing since {since}: {unformatted(feed.trouble, _TROUBLE)} It is still retried.")
    if followed.channel is not None and followed.channel_trouble:
        words = unformatted(followed.channel_trouble, _TROUBLE)
        lines.append(f"⚠️ in {around.channel(followed.channel)}: {words} {_PUT_RIGHT}")
    return lines


def _named(followed: Subscription) -> str:
    return bold(link(escape(followed.feed.title, _TITLE), followed.feed.url))


def _links(followed: Subscription, around: Around) -> str:
    if followed.channel is None:
        return "no links are posted"
    return f"links go to {around.channel(followed.channel)}, marked as unreviewed"


def _how_long(wait: timedelta) -> str:
    minutes = max(round(wait.total_seconds() / 60), 1)
    if minutes < 60 or minutes % 60:
        return _count(minutes, "minute")
    return "hour" if minutes == 60 else f"{minutes // 60} hours"


def _count(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"
