"""`python -m tests.questions`: how many questions in words are understood, by kind and by show.

A wrong answer is "made up" if it is a card about something that was not asked. The exit code is 1 if fewer than 95 per
cent are right or any is made up. `--once` asks the questions that nothing was fitted to; so that it stays so, what it
gets wrong is not listed. `--small` asks a few, and judges nothing: it only shows that the tool works.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.questions.asking import ONCE, TUNED, Outcome, ask_all, entries, figures

_FEW = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.questions", description=__doc__)
    parser.add_argument("--once", action="store_true", help="ask the questions that nothing was fitted to")
    parser.add_argument("--wrong", action="store_true", help="list what was not understood as it should be")
    parser.add_argument("--small", action="store_true", help="a run of a second that judges nothing")
    options = parser.parse_args()
    if options.once and options.wrong:
        parser.error("what --once gets wrong is not listed")
    with tempfile.TemporaryDirectory() as work:
        questions = entries(ONCE if options.once else TUNED)
        outcomes = asyncio.run(ask_all(Path(work), questions[:_FEW] if options.small else questions))
    _show("by kind", outcomes, lambda outcome: outcome.entry.kind)
    _show("by show", outcomes, lambda outcome: outcome.entry.show)
    total = figures(outcomes)
    print(f"{total.right} of {len(outcomes)} are right ({total.share:.1f} %), {total.made_up} made up")
    if options.wrong:
        for outcome in outcomes:
            if not outcome.is_right:
                _list(outcome)
    return 0 if total.is_enough or options.small else 1


def _show(title: str, outcomes: Iterable[Outcome], part_of: Callable[[Outcome], str]) -> None:
    parts: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        parts.setdefault(part_of(outcome), []).append(outcome)
    print(f"{title:<16} right  wrong  made up")
    for part, found in sorted(parts.items()):
        counted = figures(found)
        print(f"{part:<16} {counted.right:>5}  {counted.wrong:>5}  {counted.made_up:>7}")
    print()


def _list(outcome: Outcome) -> None:
    entry, made = outcome.entry, outcome.made
    wanted = f"{' or '.join(entry.wanted)} {entry.says}".strip()
    print(f"{entry.show}: {entry.asked!r} should be {wanted}, was {made.readings[0]} {made.says}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
