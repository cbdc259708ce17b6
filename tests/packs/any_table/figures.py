"""How many cells of invented tables, in the manner of public ones, are read right.

Print it with `python -m tests.packs.any_table.figures`.
Each table in `samples` has its cells written out as they must be read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.facts import Kind
from bot.errors import UserError
from bot.packs.any_table import Reading, build, check_understood, find_doubts, understand
from bot.packs.model import FactEntry, Pack, ShowEntry

SAMPLES = Path(__file__).parent / "samples"
SHOW = ShowEntry(id="night-ferry", title="Night Ferry")
TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a table: its cells as they must be read, as they are read, and what was said about it."""

    name: str
    expected: frozenset[str]
    read: frozenset[str]
    doubts: tuple[str, ...]

    @property
    def right(self) -> int:
        return len(self.expected & self.read)

    @property
    def wrong(self) -> frozenset[str]:
        return self.read - self.expected

    @property
    def is_silently_wrong(self) -> bool:
        return bool(self.wrong) and not self.doubts


def samples() -> list[dict[str, Any]]:
    return [table for path in sorted(SAMPLES.glob("*.toml")) for table in tomllib.loads(path.read_text())["tables"]]


def outcome(sample: dict[str, Any]) -> Outcome:
    expected = frozenset(line for line in sample["expected"].splitlines() if line)
    text: str = sample["text"].replace("\n", sample.get("line_end", "\n"))
    content = text.encode(sample.get("encoding", "utf-8"))
    try:
        understood = understand(content, "table.csv", sample.get("maps", []), Reading(season=sample.get("season")))
        check_understood(understood)
        built = build(understood, SHOW, "Fan list", TODAY, skip_bad=sample.get("skip_bad", False))
    except UserError as error:
        return Outcome(sample["name"], expected, frozenset(), (str(error),))
    doubts = tuple(doubt.words for doubt in find_doubts(understood, built))
    return Outcome(sample["name"], expected, frozenset(cells_in(built.pack)), doubts)


def cells_in(pack: Pack) -> Iterator[str]:
    """Yield what a pack says, a line for each cell of a table."""
    for episode in pack.episodes:
        if episode.title:
            yield f"{episode.code} title = {episode.title}"
        if episode.aired:
            yield f"{episode.code} aired = {episode.aired}"
    for fact in pack.facts:
        places = [str(code) for code in fact.codes] or [f"S{season:02}" for season in fact.all_seasons] or ["show"]
        for place in places:
            yield f"{place} {fact.kind} = {_said(fact, pack)}"


def _said(fact: FactEntry, pack: Pack) -> str:
    people = "; ".join(pack.people[key].name for key in fact.people)
    match fact.kind:
        case Kind.CAST:
            return f"{people} as {pack.characters[fact.character].name}" if fact.character else people
        case Kind.CREW:
            return f"{fact.job}: {people}"
        case Kind.RELEASE:
            return fact.released.text if fact.released else ""
        case _:
            return people or str(fact.state)


def main() -> None:
    outcomes = [outcome(sample) for sample in samples()]
    for table in outcomes:
        print(f"{table.right:3} of {len(table.expected):3} right, {len(table.wrong)} wrong: {table.name}")
        for words in table.doubts:
            print(f"      said: {words}")
        for cell in sorted(table.wrong):
            print(f"      wrong: {cell}")
        for cell in sorted(table.expected - table.read):
            print(f"      not read: {cell}")
    cells, right = sum(len(table.expected) for table in outcomes), sum(table.right for table in outcomes)
    silent = sum(len(table.wrong) for table in outcomes if table.is_silently_wrong)
    asked = sum(bool(table.doubts) for table in outcomes)
    print(
        f"{len(outcomes)} tables, {cells} cells: {right} right ({100 * right / cells:.1f} %), "
        f"{sum(len(table.wrong) for table in outcomes)} wrong, {silent} of them without a warning. "
        f"{asked} tables have a warning."
    )


if __name__ == "__main__":
    main()
