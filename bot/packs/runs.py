"""Runs of episodes in a pack's table, such as S01E01E02, written out as the episodes that they mean."""

from collections.abc import Mapping
from typing import cast

from bot.domain.codes import EpisodeCode, parse_episodes

_MOST_ADDED = 10_000
"""Episodes that runs add to a pack at most; a run beyond that stays as it is, and is reported as no episode."""


def write_out_runs(table: Mapping[str, object]) -> None:
    """Replace the runs in the table's episodes and facts: a fact is about each of their episodes.

    An entry of a run describes each of its episodes; those after the first go to the end of the list, so that
    reported places keep their numbers.
    """
    episodes, facts = table.get("episodes"), table.get("facts")
    if isinstance(episodes, list):
        _in_episodes(cast(list[object], episodes))
    for fact in cast(list[object], facts) if isinstance(facts, list) else ():
        if isinstance(fact, dict):
            _in_fact(cast(dict[str, object], fact))


def _in_episodes(entries: list[object]) -> None:
    added: list[object] = []
    for number, entry in enumerate(entries):
        if isinstance(entry, dict):
            fields = cast(dict[str, object], entry)
            run = _run(fields.get("code"))
            if run and len(added) + len(run) <= _MOST_ADDED:
                entries[number], *others = ({**fields, "code": str(code)} for code in run)
                added += others
    entries += added


def _in_fact(fact: dict[str, object]) -> None:
    run = _run(fact.get("episode"))
    if run and "episodes" not in fact:
        del fact["episode"]
        fact["episodes"] = list(map(str, run))
    listed = fact.get("episodes")
    if isinstance(listed, list):
        values = cast(list[object], listed)
        if any(map(_run, values)):
            fact["episodes"] = [each for value in values for each in (list(map(str, _run(value))) or [value])]


def _run(value: object) -> tuple[EpisodeCode, ...]:
    """Return the episodes of a run of several; () for anything else."""
    codes = parse_episodes(value) if isinstance(value, str) else ()
    return codes if len(codes) > 1 else ()
