"""The figures of a benchmark, judged and written as Markdown."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, with the most that it must be and the most that it should be; both may be left open."""

    words: str
    measured: float
    must: float | None = None
    aim: float | None = None
    unit: str = "times"

    @property
    def is_missed(self) -> bool:
        """Whether it is more than it must be."""
        return self.must is not None and self.measured > self.must

    @property
    def verdict(self) -> str:
        if self.must is None and self.aim is None:
            return ""
        if self.is_missed:
            return "must missed"
        return "aim missed" if self.aim is not None and self.measured > self.aim else "met"

    def in_words(self, value: float | None) -> str:
        if value is None:
            return ""
        return f"{value:,.0f} {self.unit}" if value >= 100 else f"{value:,.2f} {self.unit}"


def as_table(figures: Sequence[Figure], *, judged: bool) -> str:
    """The figures as a table."""
    lines = ["| what | measured | must | aim | |", "|---|---|---|---|---|"]
    for figure in figures:
        cells = [figure.in_words(value) for value in (figure.measured, figure.must, figure.aim)]
        verdict = figure.verdict if judged or not figure.verdict else NOT_JUDGED
        lines.append(f"| {figure.words} | {' | '.join(cells)} | {verdict} |")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Report:
    """What a benchmark found; `notes` come below the table."""

    figures: Sequence[Figure]
    notes: Sequence[str] = ()

    def show(self, *, judged: bool) -> int:
        """Print it. Return the exit code, which is 1 if a figure is more than it must be."""
        load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        print(
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}; load {load}\n"
        )
        print(as_table(self.figures, judged=judged))
        for note in self.notes:
            print(f"\n{note}")
        return int(judged and any(figure.is_missed for figure in self.figures))
