"""A fact's sources, to add, correct or withdraw."""

from collections.abc import Sequence

from bot.domain.revisions import Revision
from bot.domain.text import escape
from bot.ui.buttons import Item, button, go, select, stop
from bot.ui.card import Card, Section, card
from bot.ui.facts.sentences import claim_line, guarded, sentence, shared_lists, short_claim

_NOTE = 300
_MOST_OPTIONS = 25


def claims_card(revision: Revision) -> Card:
    """A fact's sources, to pick from or add to."""
    fact = revision.fact
    options = [
        (str(position), f"{position + 1}. {short_claim(fact, claim)}") for position, claim in enumerate(fact.claims)
    ]
    picking: list[Item] = []
    if options:
        words = "Pick one to correct or withdraw"
        picking.append(select("pick-claim", revision.id, placeholder=words, options=options[:_MOST_OPTIONS]))
    lines = [f"{position + 1}. {claim_line(fact, claim)}" for position, claim in enumerate(fact.claims)]
    shared = shared_lists(fact, fact.claims)
    return card(
        "Sources",
        [sentence(fact)],
        [*_chunks(lines), *([Section("Of one list", shared)] if shared else [])],
        show=fact.show,
        items=[*picking, go("Add a source", "claim", revision.id)],
    )


def _chunks(lines: Sequence[str]) -> list[Section]:
    """Sources in sections of four, which always fit."""
    return [
        Section("Who says so" if start == 0 else "And", lines[start : start + 4]) for start in range(0, len(lines), 4)
    ]


def claim_card(revision: Revision, position: int) -> Card:
    """One source, to correct or withdraw."""
    fact = revision.fact
    claim = fact.claims[position]
    return card(
        "This source",
        [sentence(fact)],
        [
            Section(
                "Says", [claim_line(fact, claim), *([guarded(fact, escape(claim.note, _NOTE))] if claim.note else [])]
            )
        ],
        show=fact.show,
        items=[
            button("Correct it", "correct", revision.id, position),
            stop("Withdraw it", "withdraw", revision.id, position),
            button("‹ All sources", "claims", revision.id),
        ],
    )
