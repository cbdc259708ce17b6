"""What a run found: figures, and what does not hold."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_SHOWN = 20


@dataclass
class Report:
    """``faults`` are what must hold and does not."""

    title: str
    figures: dict[str, object] = field(default_factory=dict[str, object])
    faults: list[str] = field(default_factory=list[str])
    started: list[int] = field(default_factory=list[int])
    killed: list[int] = field(default_factory=list[int])

    @property
    def holds(self) -> bool:
        return not self.faults

    def text(self) -> str:
        lines = [f"{self.title}: {'holds' if self.holds else 'DOES NOT HOLD'}"]
        lines += [f"  {name}: {value}" for name, value in self.figures.items()]
        lines += [f"  processes started: {_ids(self.started)}", f"  processes killed: {_ids(self.killed)}"]
        lines += [f"  FAULT: {fault}" for fault in self.faults[:MOST_SHOWN]]
        if len(self.faults) > MOST_SHOWN:
            lines.append(f"  and {len(self.faults) - MOST_SHOWN} more faults")
        return "\n".join(lines)


def _ids(pids: list[int]) -> str:
    return f"{len(pids)} ({', '.join(map(str, pids))})" if pids else "none"
