"""How the link of a feed's item looks in its channel: unreviewed at first, later with what moderators made of it."""

import discord

from bot.domain.addresses import LONGEST_URL
from bot.domain.dates import day_in_words
from bot.domain.facts import Fact, Status
from bot.domain.names import fold
from bot.domain.posts import LinkPost
from bot.domain.revisions import ProposalState
from bot.domain.text import escape, label
from bot.ui.card import card
from bot.ui.facts.sentences import NO_DATE, OUTLET, guarded, hidden_with, plain_sentence, remark, sentence
from bot.ui.posts.headline import Safe
from bot.ui.statuses import NEUTRAL, look_at
from bot.ui.text import aside, bold, link, spoiler

_HEADLINE = 400
_SHOW = 60
_TITLE = 120
_UNREVIEWED = "Unreviewed: no moderator has checked this yet. It may contain spoilers."
_REJECTED = "Moderators looked at this and rejected it."
_TAKEN_OUT = "Taken out of this server's answers since."


def link_line(post: LinkPost, safe: Safe) -> str:
    """The line that a phone shows. The headline is not in it: nobody may have looked yet whether it spoils."""
    if spoils := _fact(post).gives_away:
        return f"📡 {safe(post.show.title, _SHOW)}: something that spoils {spoils} · {_state(post)}"
    return f"📡 {safe(post.show.title, _SHOW)} in {safe(post.item.outlet, OUTLET)} · {_state(post)}"


def _state(post: LinkPost) -> str:
    match post.state:
        case ProposalState.ACCEPTED:
            return str(post.now.certainty.status) if post.now else "taken out of the answers"
        case ProposalState.REJECTED:
            return "rejected"
        case _:
            return "unreviewed"


def link_embed(post: LinkPost) -> discord.Embed:
    """The headline as a link, who published it and when, and how sure that is."""
    item, fact = post.item, _fact(post)
    headline = bold(link(escape(item.title, _HEADLINE), item.url, LONGEST_URL))
    if _is_gone(post):
        headline = f"~~{headline}~~"
    day = day_in_words(item.published) if item.published else NO_DATE
    # A headline that nobody has read may give an episode away.
    shown = headline if post.state is ProposalState.ACCEPTED or fact.gives_away else spoiler(headline)
    lines = [guarded(fact, shown), f"{remark(fact, escape(item.outlet, OUTLET))} · {day}", *_reviewed(post, fact)]
    colour = look_at(post.now).colour if post.now else NEUTRAL
    return card(f"{label(post.show.title, _TITLE)} · from a feed", lines, [], show=None, colour=colour).embed


def _fact(post: LinkPost) -> Fact:
    """The current fact, or else what was suggested; hidden if either gives something away."""
    return hidden_with(post.now.fact, post.fact) if post.now else post.fact


def _is_gone(post: LinkPost) -> bool:
    if post.state is ProposalState.ACCEPTED:
        return post.now is None or post.now.certainty.status is Status.DENIED
    return post.state is ProposalState.REJECTED


def _reviewed(post: LinkPost, fact: Fact) -> list[str]:
    if post.state is ProposalState.REJECTED:
        return [aside(_REJECTED)]
    if post.state is not ProposalState.ACCEPTED:
        return [f"⚠️ {_UNREVIEWED}"]
    if post.now is None:
        return [aside(_TAKEN_OUT)]
    said = [] if fold(plain_sentence(fact)) == fold(post.item.title) else [sentence(fact)]
    return [str(look_at(post.now)), *said]
