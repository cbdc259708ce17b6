"""What changed, word by word: what went is struck through and what came is bold."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.domain.differences import ClaimChange, Difference, difference
from bot.domain.facts import Fact
from bot.domain.text import escape, utf16_length
from bot.ui.facts.sentences import BILLINGS, claim_line, hidden_with, place, plain_names
from bot.ui.text import bold, spoiler

_LONGEST = 400
# A longer line would not fit into a section with its name, and no line is ever cut within.
_LONGEST_LINE = 850
# Comparing takes time as the product of both; two sentences of 500 characters have no more words than these.
_MOST_PAIRS = 250 * 250
_MOST_CLAIMS = 6
_LABELS = {
    "statement": "Words",
    "people": "Who",
    "character": "Character",
    "billing": "Billing",
    "seasons": "Where",
    "episodes": "Where",
    "released": "When",
    "set_size": "How many",
    "state": "How it goes on",
    "job": "Job",
    "spoils": "Spoils",
    "settled_by": "Settled",
    "outcome": "Settled",
}


def words_changed(before: str, after: str) -> str:
    """A text with what went struck through and what came in bold; the whole of both where word by word is too long."""
    old, new = before.split(), after.split()
    if len(old) * len(new) > _MOST_PAIRS:
        return _whole(before, after)
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(escape(" ".join(old[a:b]), _LONGEST))
            continue
        if b > a:
            parts.append(f"~~{escape(' '.join(old[a:b]), _LONGEST)}~~")
        if d > c:
            parts.append(bold(escape(" ".join(new[c:d]), _LONGEST)))
    changed = " ".join(parts)
    return changed if utf16_length(changed) <= _LONGEST_LINE else _whole(before, after)


def _whole(before: str, after: str) -> str:
    return f"~~{escape(before, _LONGEST)}~~ {bold(escape(after, _LONGEST))}"


def fields_changed(before: Fact, after: Fact, *others: Fact) -> list[str]:
    """A line for each field of the statement that changed; hidden if any wording gives something away."""
    lines: dict[str, str] = {}
    for name in difference(before, after).fields:
        words = _LABELS[name]
        lines.setdefault(words, f"{words}: {words_changed(_value(before, name), _value(after, name))}")
    hides = any(fact.gives_away for fact in (before, after, *others))
    return [spoiler(line) if hides else line for line in lines.values()]


def claims_changed(fact: Fact, changes: Sequence[ClaimChange]) -> list[str]:
    """A line for each source that came, went or was corrected."""
    lines: list[str] = []
    for change in changes[:_MOST_CLAIMS]:
        if change.before is None and change.after is not None:
            lines.append(f"➕ {claim_line(fact, change.after)}")
        elif change.before is not None and change.after is None:
            lines.append(f"➖ {claim_line(fact, change.before)}")
        elif change.before is not None and change.after is not None:
            lines += [f"✏️ {claim_line(fact, change.before)}", f"→ {claim_line(fact, change.after)}"]
    rest = len(changes) - _MOST_CLAIMS
    return [*lines, f"and {rest} more"] if rest > 0 else lines


def all_changed(before: Fact, after: Fact, *others: Fact) -> list[str]:
    """Everything that changed from one wording to another; hidden if any wording gives something away."""
    change: Difference = difference(before, after)
    hidden = hidden_with(after, before, *others)
    return [*fields_changed(before, after, *others), *claims_changed(hidden, change.claims)]


def _value(fact: Fact, name: str) -> str:
    match name:
        case "statement":
            return fact.statement or "(none)"
        case "people":
            return plain_names(fact.people) if fact.people else "(nobody)"
        case "character":
            return fact.character.name if fact.character else "(not said)"
        case "billing":
            return BILLINGS[fact.billing] if fact.billing else "(not said)"
        case "released":
            return str(fact.released) if fact.released else "(none)"
        case "state":
            return fact.state or "(not said)"
        case "job":
            return fact.job or "(not said)"
        case "spoils":
            return str(fact.spoils) if fact.spoils else "nothing"
        case "set_size":
            return str(fact.set_size or "(not said)")
        case "settled_by" | "outcome":
            return str(fact.outcome) if fact.outcome else "(no)"
        case _:
            return place(fact)
