"""A fact's history, step by step."""

from bot.domain.facts import Fact
from bot.domain.moderation import HistoryPage, Step
from bot.domain.revisions import ChangeKind
from bot.domain.text import escape
from bot.ui.buttons import Item, button, turning
from bot.ui.card import Card, Section, card
from bot.ui.facts.differences import all_changed
from bot.ui.facts.sentences import hidden_with, remark, sentence
from bot.ui.members import moment, who

_REASON = 200
_WORDS = {
    ChangeKind.PACK: "loaded",
    ChangeKind.ADD: "added",
    ChangeKind.EDIT: "corrected",
    ChangeKind.CLAIM: "sources changed",
    ChangeKind.RETIRE: "taken out",
    ChangeKind.RESTORE: "brought back",
    ChangeKind.UNDO: "taken back",
    ChangeKind.IMPORT: "imported",
}


def history_card(page: HistoryPage) -> Card:
    """Who changed what, when and why, the newest first, with the way back to each."""
    fact = page.fact
    items: list[Item] = [
        button(f"Back to {_name(step)}", "back", step.revision.id, page.current)
        for step in page.steps
        if not step.is_current
    ]
    batches = dict.fromkeys(step.revision.batch for step in page.steps if step.revision.batch)
    return card(
        "History",
        [sentence(fact)],
        [Section(_heading(step), _lines(step, fact)) for step in page.steps],
        show=fact.show,
        items=[
            *items,
            *turning("history", fact.id, page=page.page, more=page.more),
            *(button("The whole import …", "import", batch) for batch in list(batches)[:1]),
        ],
        notes=(f"page {page.page + 1}" if page.page or page.more else "",),
    )


def _name(step: Step) -> str:
    number = step.revision.number
    return f"no. {number}" if step.revision.own else f"the shared no. {number}"


def _heading(step: Step) -> str:
    current = " · current" if step.is_current else ""
    name = f"No. {step.revision.number}" if step.revision.own else f"Shared no. {step.revision.number}"
    return f"{name} · {_WORDS[step.revision.made.change]}{current}"


def _lines(step: Step, current: Fact) -> list[str]:
    """What a step did; hidden if the fact spoils now, even if that was not known then."""
    revision = step.revision
    made, fact = revision.made, hidden_with(revision.fact, current)
    by = f"{who(made.by)} · {moment(made.at)}"
    if revision.suggested_by is not None:
        by += f" · suggested by {who(revision.suggested_by)}"
    lines = [by]
    if made.reason:
        lines.append(f"Why: {remark(fact, escape(made.reason, _REASON))}")
    if step.before is None:
        return [*lines, sentence(fact)]
    if revision.retired and not step.before.retired:
        lines.append("Out of the answers")
    if step.before.retired and not revision.retired:
        lines.append("In the answers again")
    return [*lines, *all_changed(step.before.fact, revision.fact, current)]
