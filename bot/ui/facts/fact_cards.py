"""What moderators see of a fact: a draft before it is saved, what was saved, and the fact itself."""

from collections.abc import Iterator, Sequence

import discord

from bot.domain.facts import Certainty, Fact, Status
from bot.domain.moderation import FactView, Preview, Saved
from bot.domain.revisions import ChangeKind, Revision
from bot.domain.spoilers import WHOLE_SERVER, PlaceBoundary
from bot.domain.text import escape
from bot.ui.buttons import Item, button, go, stop
from bot.ui.card import Card, Section, card
from bot.ui.facts.differences import all_changed, claims_changed, fields_changed
from bot.ui.facts.kinds import other_kinds
from bot.ui.facts.remarks import newcomer_sections, rival_sections, shown_rivals, status_sections
from bot.ui.facts.sentences import (
    capitalised,
    claim_line,
    hidden_with,
    place,
    remark,
    sentence,
)
from bot.ui.members import backers, moment, who
from bot.ui.statuses import NOT_ANNOUNCED, look_of

_REASON = 300
_MOST_CLAIMS = 10
_MOST_BOUNDARIES = 5


def preview_card(preview: Preview) -> Card:
    """A draft: what the fact says now, what it would say, and what to do with it."""
    if preview.theirs is not None:
        return _conflict_card(preview, preview.theirs)
    fact, draft = preview.fact, preview.proposal.id
    add_source = button if fact.claims else go
    items = [
        go("Save", "save", draft, *shown_rivals(preview.rivals), disabled=not preview.can_be_saved),
        button("Change the words", "words", draft),
        add_source("Add a source", "claim", draft),
        *([button("Sources …", "claims", draft)] if fact.claims else []),
        stop("Throw away", "drop", draft),
        *([other_kinds("words-as", draft)] if preview.proposal.opened_on is None else []),
    ]
    notes = [] if fact.claims else ["It has no source yet: press **Add a source**."]
    if preview.change is not None and not preview.change:
        notes.append("The fact already says that.")
        notes += _by(preview.before) if preview.before is not None and preview.before.own else []
    if preview.before is not None and preview.before.retired:
        notes.append("It was taken out of the answers and stays out until somebody brings it back.")
    return card(
        "Before you save" if preview.can_be_saved else "Not saved yet",
        notes,
        [
            *_before_and_after(preview),
            *status_sections(preview.certainty_before, preview.certainty_after),
            *rival_sections(fact, preview.rivals),
            *_remarks(preview),
        ],
        show=fact.show,
        colour=_colour(preview.certainty_after),
        items=items,
        notes=(_kind(fact),),
    )


def _before_and_after(preview: Preview) -> list[Section]:
    fact = preview.fact
    if preview.before is None:
        return [Section("New", [sentence(fact), *_hidden_mark(fact)]), *_sources(fact)]
    before = preview.before.fact
    fields = fields_changed(before, fact)
    sections = [Section("Now", [sentence(hidden_with(before, fact))])]
    if fields:
        sections += [Section("Then", [sentence(fact)]), Section("Changed", fields)]
    change = preview.change
    if change and change.claims:
        sections.append(Section("Sources", claims_changed(hidden_with(fact, before), change.claims)))
    return sections


def _hidden_mark(fact: Fact) -> list[str]:
    return [f"Hidden until tapped: it spoils {fact.spoils}."] if fact.spoils else []


def _sources(fact: Fact) -> list[Section]:
    lines = [f"• {claim_line(fact, claim)}" for claim in fact.claims[:_MOST_CLAIMS]]
    rest = len(fact.claims) - _MOST_CLAIMS
    return [Section("Sources", [*lines, f"and {rest} more"] if rest > 0 else lines)] if lines else []


def _remarks(preview: Preview) -> list[Section]:
    sections = newcomer_sections(preview.fact, preview.newcomers)
    if preview.twin is not None:
        sections.append(Section("This is already recorded as", [sentence(preview.twin.fact), *_by(preview.twin)]))
    if preview.grown:
        words = "Another site published this story while you were looking. It is now among the sources; save again."
        sections.append(Section("Not saved yet: a source came in", [words]))
    if preview.contradicted:
        words = "See what it contradicts. Save again if both should be on record."
        sections.append(Section("Not saved yet", [words]))
    if preview.unvouched:
        words = "Its sources were about the earlier words. Withdraw those that don't say this: **Sources …**"
        sections.append(Section("Check the sources", [words]))
    if reason := preview.proposal.revision.made.reason:
        sections.append(Section("Why", [remark(preview.fact, escape(reason, _REASON))]))
    return sections


def _conflict_card(preview: Preview, theirs: Revision) -> Card:
    """Both versions side by side; nothing is lost whichever is chosen."""
    fact, draft = preview.fact, preview.proposal.id
    before = preview.before.fact if preview.before else None
    current = hidden_with(theirs.fact, fact)
    mine = all_changed(before, fact, current) if before else [sentence(hidden_with(fact, current))]
    other = all_changed(before, theirs.fact, current) if before else [sentence(current)]
    if theirs.retired:
        other = ["It was taken out of the answers.", *other]
    lead = [f"{who(theirs.made.by)} changed this fact while you were writing. Nothing of yours is lost: choose."]
    return card(
        "Somebody was faster",
        lead,
        [
            Section("What it says now", [sentence(current), *_by(theirs)]),
            Section("They changed", other or ["nothing visible"]),
            Section("You would change", mine or ["nothing"]),
        ],
        show=fact.show,
        colour=look_of(Status.RUMOURED).colour,
        items=[
            go("Make my change to that", "over", draft, theirs.id),
            button("Change mine", "words", draft),
            stop("Leave theirs", "drop", draft),
        ],
    )


def saved_card(saved: Saved) -> Card:
    """What was just saved, with a button to undo it."""
    revision, fact = saved.revision, saved.revision.fact
    titles = {
        ChangeKind.ADD: "Added",
        ChangeKind.RETIRE: "Taken out of the answers",
        ChangeKind.UNDO: "Taken back",
        ChangeKind.RESTORE: "Brought back",
    }
    changed = all_changed(saved.before.fact, fact) if saved.before else []
    sections = [Section("Changed", changed)] if changed else []
    if (suggestion := saved.suggestion) is not None:
        by = "feeds" if suggestion.story else backers(suggestion.backers or (0,))
        sections.append(Section("Suggested by", [by]))
    if revision.retired:
        sections.append(Section("Not in the answers", ["It can be brought back at any time."]))
    elif revision.follows:
        sections.append(Section("Follows the shared facts again", ["What they say counts here now."]))
    return card(
        titles.get(revision.made.change, "Saved"),
        [sentence(fact)],
        [*sections, *status_sections(saved.certainty_before, saved.certainty_after), *_why(revision)],
        show=fact.show,
        colour=_colour(saved.certainty_after),
        items=[
            button("Undo", "undo", fact.id, revision.id),
            button("History", "history", fact.id, 0),
            button("The fact", "fact", fact.id),
        ],
        notes=(f"revision {revision.number}",),
    )


def dropped_card(draft: int) -> Card:
    """A draft was thrown away, with a button to open it again."""
    lead = ["Nothing was changed. What you wrote is kept for a week."]
    return card("Thrown away", lead, show=None, items=[button("Open it again", "preview", draft)])


def fact_card(view: FactView) -> Card:
    """A fact with everything that a moderator can do about it."""
    revision, fact = view.revision, view.revision.fact
    certainty = [str(look_of(view.certainty.status if view.certainty else None))]
    if revision.retired:
        certainty = ["⏸️ **Out of the answers**"]
    sections = [
        Section("Status", certainty),
        *_sources(fact),
        Section("Last changed", [*_by(revision), *_reason(revision)]),
    ]
    if view.base_moved_on and view.base is not None:
        newer = all_changed(fact, view.base.fact) or ["The same words."]
        sections.append(Section("The shared facts have newer words", newer))
    if view.waiting:
        sections.append(
            Section("Suggestions", [f"{view.waiting} {'waits' if view.waiting == 1 else 'wait'} in /fact review."])
        )
    if view.covering:
        sections.append(Section("Hidden, whole or in part", [*_covering(view.covering)]))
    return card(
        capitalised(fact.kind),
        [sentence(fact), *_hidden_mark(fact)],
        sections,
        show=fact.show,
        colour=_colour(view.certainty),
        items=_fact_items(view),
        notes=(_kind(fact) + ("" if revision.own else " · shared by all servers"),),
    )


def _covering(boundaries: Sequence[PlaceBoundary]) -> Iterator[str]:
    for boundary in boundaries[:_MOST_BOUNDARIES]:
        where = "this server" if boundary.place == WHOLE_SERVER else f"<#{boundary.place:d}>"
        yield f"in {where}, where answers go up to {boundary.upto}"
    if (rest := len(boundaries) - _MOST_BOUNDARIES) > 0:
        yield f"and in {rest} other channels or categories"


def _fact_items(view: FactView) -> list[Item]:
    revision, fact = view.revision, view.revision.fact
    items: list[Item] = []
    if view.base_moved_on and view.base is not None:
        items += [
            go("Take the shared words", "take", fact.id, view.base.id),
            button("Keep ours", "keep", fact.id, view.base.id),
        ]
    items += [
        button("Correct", "words", revision.id),
        button("Sources …", "claims", revision.id),
        button("History", "history", fact.id, 0),
        button("Still so", "look", fact.id),
    ]
    if revision.own:
        items.append(button("Undo the last change", "undo", fact.id, revision.id))
    items.append(go("Bring back", "restore", fact.id) if revision.retired else stop("Take out", "retire", fact.id))
    return items


def _by(revision: Revision) -> list[str]:
    return [f"{who(revision.made.by)} · {moment(revision.made.at)}"]


def _why(revision: Revision) -> list[Section]:
    return [Section("Why", lines)] if (lines := _reason(revision)) else []


def _reason(revision: Revision) -> list[str]:
    return [remark(revision.fact, escape(revision.made.reason, _REASON))] if revision.made.reason else []


def _kind(fact: Fact) -> str:
    return f"{fact.kind}, {place(fact)}"


def _colour(certainty: Certainty | None) -> discord.Colour:
    return look_of(certainty.status).colour if certainty else NOT_ANNOUNCED.colour
