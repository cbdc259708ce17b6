"""What is pointed out about a fact before it counts: how sure it will be, what contradicts it, and what is new."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.facts import Certainty, Fact, Known
from bot.domain.moderation import Newcomer, newest_of
from bot.domain.text import escape
from bot.ui.card import Section
from bot.ui.facts.sentences import NAME, hidden_with, remark, sentence, status_line
from bot.ui.statuses import look_of
from bot.ui.text import bold

_MOST_RIVALS = 3


def status_sections(before: Certainty | None, after: Certainty | None) -> list[Section]:
    """How sure it was and would be, as far as that can be said."""
    then = str(look_of(after.status if after else None))
    if before is not None and after is not None and before.status is not after.status:
        return [Section("Status", [f"{look_of(before.status)} → {then}"])]
    return [Section("Status", [then])] if after else []


def rival_sections(fact: Fact, rivals: Sequence[Known]) -> list[Section]:
    """The facts that can't hold together with a fact, each with its status and who said so; hidden if the fact is."""
    if not rivals:
        return []
    lines: list[str] = []
    for rival in rivals[:_MOST_RIVALS]:
        hidden = replace(rival, fact=hidden_with(rival.fact, fact))
        lines += [sentence(hidden.fact), status_line(hidden)]
    rest = len(rivals) - _MOST_RIVALS
    return [Section("This contradicts what is on record", [*lines, f"and {rest} more"] if rest > 0 else lines)]


def shown_rivals(rivals: Sequence[Known]) -> list[int]:
    """What a button to save or approve says of the contradictions on its card: nothing if there are none."""
    return [newest_of(rivals)] if rivals else []


def newcomer_sections(fact: Fact, newcomers: Sequence[Newcomer]) -> list[Section]:
    """What is new on record with a fact, with what comes near it; hidden if the fact is."""
    lines = [f"• {remark(fact, _newcomer(newcomer))}" for newcomer in newcomers]
    return [Section("New on record, for this server", lines)] if lines else []


def _newcomer(newcomer: Newcomer) -> str:
    near = f" (not {' or '.join(escape(name, NAME) for name in newcomer.near)}?)" if newcomer.near else ""
    return f"{bold(escape(newcomer.name, NAME))}{near}"
