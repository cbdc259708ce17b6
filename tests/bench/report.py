"""The figures as Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from tests.loopback.answers import percentile

if TYPE_CHECKING:
    from tests.bench.__main__ import Target


@dataclass(frozen=True)
class Aim:
    """How many times what `base` takes `target` may take, at most."""

    words: str
    base: "Target"
    target: "Target"
    what: Literal["answers", "completions"]
    most: float

    @property
    def ratio(self) -> float:
        base: list[float] = getattr(self.base, self.what)
        target: list[float] = getattr(self.target, self.what)
        return percentile(target, 50) / percentile(base, 50)


def report(
    targets: "Sequence[Target]",
    counts: Mapping[str, int],
    start_ups: tuple[float, float],
    memory: Mapping[str, float],
    aims: Sequence[Aim],
    *,
    judged: bool = True,
) -> tuple[str, bool]:
    """The tables, and whether an aim was missed; if nothing is judged, none is."""
    lines = [
        "| bot | answer p50 | p99 | completion p50 | p99 | answers a second in a burst | its p99 | memory |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for target in targets:
        figures = [_ms(values, q) for values in (target.answers, target.completions) for q in (50, 99)]
        rate = f"{median(target.rates):,.0f}"
        slowest = f"{median(target.slowest):.2f} s"
        lines.append(f"| {target.name} | {' | '.join(figures)} | {rate} | {slowest} | {memory[target.name]:.0f} MB |")
    lines += ["", "| aim | at most | measured | |", "|---|---|---|---|"]
    for aim in aims:
        words = f"{aim.words}: {aim.target.name} to {aim.base.name}"
        verdict = _verdict(aim) if judged else "not judged"
        lines.append(f"| {words} | {aim.most:.1f} times | {aim.ratio:.2f} times | {verdict} |")
    rows = ", ".join(f"{count:,} {table}" for table, count in counts.items())
    lines += ["", f"Rows of the large store: {rows}."]
    lines += [f"Start to ready: {start_ups[0]:.2f} s with no database yet, {start_ups[1]:.2f} s after that."]
    lines += [f"Each figure is over {len(targets[0].answers):,} answers, the bots asked in turns."]
    return "\n".join(lines), judged and any(aim.ratio > aim.most for aim in aims)


def _ms(values: list[float], percent: float) -> str:
    return f"{percentile(values, percent) * 1000:.2f} ms"


def _verdict(aim: Aim) -> str:
    return "met" if aim.ratio <= aim.most else "missed"
