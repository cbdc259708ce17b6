"""Suggestions: for the moderators who decide on them, and for the members who made them."""

from bot.domain.differences import difference
from bot.domain.facts import Claim, Fact, Status
from bot.domain.moderation import SuggestionView, Word
from bot.domain.revisions import Proposal, ProposalState
from bot.domain.text import escape
from bot.ui.buttons import Item, button, go, select, stop
from bot.ui.card import Card, Section, card
from bot.ui.facts.differences import claims_changed, fields_changed
from bot.ui.facts.kinds import other_kinds
from bot.ui.facts.remarks import newcomer_sections, rival_sections, shown_rivals, status_sections
from bot.ui.facts.sentences import OUTLET, capitalised, claim_line, hidden_with, remark, said_when, sentence, taken_as
from bot.ui.members import backers, moment, who
from bot.ui.statuses import LOOKS, look_of
from bot.ui.text import bold, link

SUGGEST_OF = r"suggest-of"
"""Matches the list of facts to pick the wrong one from."""
_REASON = 400
# Two such articles fit into a section.
_HEADLINE, _URL, _ARTICLES = 140, 250, 2
_WORDS = (
    (Word.CONFIRMED, f"{LOOKS[Status.CONFIRMED].sign} Confirmed: the maker or the network says so"),
    (Word.REPORTED, f"{LOOKS[Status.REPORTED].sign} Reported: an outlet says so"),
    (Word.RUMOURED, f"{LOOKS[Status.RUMOURED].sign} Rumoured: it is speculation"),
    (Word.DENIED, f"{LOOKS[Status.DENIED].sign} Denied: it says that this is not so"),
)
_OUTCOMES = {
    ProposalState.OPEN: "A suggestion",
    ProposalState.ACCEPTED: "Suggestion approved",
    ProposalState.REJECTED: "Suggestion rejected",
    ProposalState.DROPPED: "Suggestion withdrawn",
}


def suggestion_card(view: SuggestionView) -> Card:
    """A suggestion with the difference that it makes and its source; with buttons as long as it waits."""
    proposal, fact = view.proposal, _fact(view)
    made = proposal.revision.made
    sections = [*_difference(view), *_taken(view)]
    if proposal.handled is None:
        sections += [
            *_weight(view),
            *rival_sections(fact, view.rivals),
            *newcomer_sections(fact, view.newcomers),
        ]
    if made.reason:
        heading = "They wrote" if _is_new(proposal) else "They add"
        sections.append(Section(heading, [remark(fact, escape(made.reason, _REASON))]))
    sections.append(_origin(proposal))
    if proposal.handled is not None:
        sections.append(Section("Decided", _decided(proposal, fact)))
    return card(
        _OUTCOMES.get(proposal.state, "A suggestion"),
        [],
        sections,
        show=fact.show,
        colour=look_of(None).colour,
        items=_items(view),
    )


def _is_new(proposal: Proposal) -> bool:
    """Return whether a member suggested a fact that was not on record."""
    return proposal.opened_on is None and not proposal.story


def _adds_a_source(view: SuggestionView) -> bool:
    """Return whether a suggestion leaves a fact as it is and names another source of it."""
    opened_on = view.before if view.proposal.opened_on is not None else None
    return opened_on is not None and not difference(opened_on.fact, view.proposal.fact).fields


def _taken(view: SuggestionView) -> list[Section]:
    """What a member's words were taken for."""
    return [Section("Taken as", [capitalised(taken_as(view.proposal.fact))])] if _is_new(view.proposal) else []


def _weight(view: SuggestionView) -> list[Section]:
    """The status before and after approval; for what comes from feeds, as if a moderator approved it as reported."""
    sections = status_sections(view.certainty_before, view.certainty_after)
    if not view.proposal.story:
        return sections
    return [Section("If you approve it as reported", section.lines) for section in sections]


def _origin(proposal: Proposal) -> Section:
    """Who or what it came from, and when."""
    made = proposal.revision.made
    if proposal.story:
        return Section("From feeds", [f"found {moment(made.at)}"])
    by = backers(proposal.backers or (made.by or 0,))
    return Section("Suggested by", [f"{by} · {moment(made.at)}"])


def _fact(view: SuggestionView) -> Fact:
    """What is suggested, hidden if any wording of the fact spoils."""
    return hidden_with(view.proposal.fact, *view.hiding)


def _difference(view: SuggestionView) -> list[Section]:
    fact, current = _fact(view), view.before
    if view.proposal.story and view.proposal.opened_on is None:
        return [Section("New", [sentence(fact)]), *_articles(fact)]
    if current is None or view.proposal.opened_on is None:
        claims = [f"• {claim_line(fact, claim)}" for claim in fact.claims]
        return [Section("New", [sentence(fact)]), Section("Source", claims)]
    before = hidden_with(current.fact, *view.hiding)
    fields = fields_changed(before, fact)
    added = claims_changed(hidden_with(fact, before), difference(before, fact).claims)
    return [
        Section("Now", [sentence(hidden_with(before, fact))]),
        *([Section("Suggested", [sentence(fact)]), Section("Changed", fields)] if fields else []),
        *([Section("Source", added)] if added else []),
    ]


def _articles(fact: Fact) -> list[Section]:
    """The articles about a story, for a moderator to read."""
    lines = [_article(fact, claim) for claim in fact.claims]
    parts = [lines[start : start + _ARTICLES] for start in range(0, len(lines), _ARTICLES)]
    return [Section("More sources" if number else "Sources", part) for number, part in enumerate(parts)]


def _article(fact: Fact, claim: Claim) -> str:
    """What a feed led to, in a line: the outlet, its headline and the day."""
    source = claim.source
    headline = link(escape(source.title or "without a headline", _HEADLINE), source.url, _URL)
    return f"• {remark(fact, f'{escape(source.outlet, OUTLET)}: {headline}')} · {said_when(claim)}"


def _decided(proposal: Proposal, fact: Fact) -> list[str]:
    assert proposal.handled is not None
    line = f"{who(proposal.handled.by)} · {moment(proposal.handled.at)}"
    if not proposal.handled.answer:
        return [line]
    return [line, remark(fact, escape(proposal.handled.answer, _REASON))]


def _items(view: SuggestionView) -> list[Item]:
    proposal = view.proposal
    if proposal.state is not ProposalState.OPEN:
        return (
            [button("The fact", "fact", view.became or proposal.fact.id)]
            if proposal.state is ProposalState.ACCEPTED
            else []
        )
    by = proposal.author
    rest: list[Item] = [
        button("Edit and approve", "words", proposal.id),
        stop("Reject …", "reject", proposal.id),
        *([other_kinds("words-as", proposal.id)] if _is_new(proposal) else []),
    ]
    if proposal.story:
        return [select("approve-as", proposal.id, placeholder="Approve as …", options=_WORDS), *rest]
    items = [go("Approve", "approve", proposal.id, *shown_rivals(view.rivals)), *rest]
    if by:
        items.append(
            button("Let them suggest again", "unblock", by, proposal.id)
            if view.blocked
            else button("Block them", "block", proposal.id)
        )
    return items


def outcome_card(view: SuggestionView, server: str) -> Card:
    """What a member is sent about the decision on their suggestion."""
    proposal, fact = view.proposal, _fact(view)
    accepted = proposal.state is ProposalState.ACCEPTED
    sections: list[Section] = []
    if proposal.handled and proposal.handled.answer:
        sections.append(Section("Why", [remark(fact, escape(proposal.handled.answer, _REASON))]))
    lead = "Thank you: it is in the answers now." if accepted else "The moderators did not take it this time."
    if accepted and view.retired:
        lead = "Thank you: it was approved, but this fact is not in the answers at the moment."
    return card(
        f"Your suggestion in {server} was {'approved' if accepted else 'rejected'}",
        [*_repeated(view), lead],
        sections,
        show=fact.show,
        colour=look_of(None).colour,
    )


def suggested_card(view: SuggestionView, *, merged: bool, open_count: int, most: int) -> Card:
    """A suggestion was received: what it was taken for, and a list from which its author picks another kind."""
    fact, proposal = _fact(view), view.proposal
    lead = "The moderators will look at it."
    if merged:
        lead = f"This was already suggested, {moment(proposal.revision.made.at)}; you are counted in."
    elif _adds_a_source(view):
        lead = f"That is on record already. {lead} If they approve it, your source is added."
    is_new = _is_new(proposal)
    is_told = (is_new or _adds_a_source(view)) and not view.is_covered
    taken = [f"{bold('Taken as:')} {taken_as(fact)}."] if is_told else []
    return card(
        "Thank you",
        [*_repeated(view), *taken, lead, "You will hear what they decide."],
        [] if merged or view.is_covered else newcomer_sections(fact, view.newcomers),
        show=fact.show,
        items=[other_kinds("retake", proposal.id)] if is_new and not merged else [],
        notes=(f"{open_count} of {most} suggestions waiting",),
    )


def _repeated(view: SuggestionView) -> list[str]:
    """What a member suggested, unless that has a part in it that their spoiler boundary covers."""
    return [] if view.is_covered else [sentence(_fact(view))]
