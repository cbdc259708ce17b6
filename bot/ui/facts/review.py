"""What is waiting for moderators."""

from collections.abc import Sequence

from bot.domain.facts import Fact
from bot.domain.ids import base36
from bot.domain.moderation import ReviewPage
from bot.domain.revisions import Proposal
from bot.ui.buttons import Item, button, select, turning
from bot.ui.card import Card, Section
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import sentence, short_sentence
from bot.ui.members import who

_COUNTED_TO = 200


def review_card(page: ReviewPage) -> Card:
    """A page of what is waiting, with a list to open each from."""
    stale, moved, waiting = page.counts
    sections = [
        *_facts(f"Not touched for {page.stale_days} days: {_count(stale)}", page.stale),
        *_facts(f"The shared facts have newer words: {_count(moved)}", page.moved_on),
        *_suggestions(f"Suggestions: {waiting}", page.suggestions),
    ]
    options = [(f"f{base36(fact.id)}", f"⏳ {short_sentence(fact)}") for fact in page.stale]
    options += [(f"f{base36(fact.id)}", f"📦 {short_sentence(fact)}") for fact in page.moved_on]
    options += [
        (f"s{base36(suggestion.id)}", f"{_sign(suggestion)} {short_sentence(suggestion.fact)}")
        for suggestion in page.suggestions
    ]
    unique = list(dict(reversed(options)).items())[::-1]
    items: list[Item] = [select("open", placeholder="Open one …", options=unique)] if unique else []
    items += turning("review", page=page.page, more=page.more)
    if page.blocked:
        items.append(button(f"Blocked members: {page.blocked}", "blocked"))
    lead = [] if unique else ["Nothing needs a second look. ✨"]
    shown = [*page.stale, *page.moved_on, *(suggestion.fact for suggestion in page.suggestions)]
    # The facts may be about several shows, so all of their credits go into the footer.
    credits_due = " · ".join(dict.fromkeys(fact.show.credit for fact in shown if fact.show.credit))
    return finished_card("For a second look", lead, sections, show=None, items=items, notes=(credits_due,))


def blocked_card(members: Sequence[int]) -> Card:
    """Members who may not suggest, with buttons to let them suggest again."""
    lead = [f"• {who(member)}" for member in members] or ["Nobody is blocked from suggesting."]
    items: list[Item] = [
        button(f"Let no. {n} suggest again", "unblock", member) for n, member in enumerate(members[:20], 1)
    ]
    return finished_card("Blocked from suggesting", lead, show=None, items=items)


def _count(count: int) -> str:
    return f"{_COUNTED_TO} or more" if count >= _COUNTED_TO else str(count)


def _facts(name: str, facts: Sequence[Fact]) -> list[Section]:
    return [Section(name, [f"• {sentence(fact)}" for fact in facts])] if facts else []


def _suggestions(name: str, suggestions: Sequence[Proposal]) -> list[Section]:
    lines = [f"{_sign(proposal)} {sentence(proposal.fact)} · {_from(proposal)}" for proposal in suggestions]
    return [Section(name, lines)] if lines else []


def _sign(suggestion: Proposal) -> str:
    return "📡" if suggestion.story else "💡"


def _from(suggestion: Proposal) -> str:
    return "from feeds" if suggestion.story else who(suggestion.revision.made.by or 0)
