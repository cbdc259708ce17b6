"""`python -m tests.cogs.answers.record` writes down what the bot says to the listed questions, after a wanted change.

`--small` asks a few of them and writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from pathlib import Path
from typing import TypeAlias

from tests.cogs.answers.asked import ASKED
from tests.helpers.answered import build_one_show, build_two_shows
from tests.helpers.questions import Said, open_asking

SAID = Path(__file__).with_name("said.json")
Record: TypeAlias = dict[str, dict[str, Said]]

_FEW = 5


async def build(folder: Path) -> dict[str, Path]:
    """Make the databases_by_name in an empty folder. Return each by its name in `ASKED`."""
    newer = folder / "newer"
    newer.mkdir()
    one_show, two_shows = folder / "one.db", folder / "two.db"
    await build_one_show(one_show, newer)
    await build_two_shows(one_show, two_shows)
    return {"one show": one_show, "two shows": two_shows}


async def say(most: int | None = None) -> Record:
    """Return what the bot says to each question, or to the first few on each database."""
    said: Record = {}
    with tempfile.TemporaryDirectory() as folder:
        no_packs = Path(folder) / "packs"
        no_packs.mkdir()
        for name, database in (await build(Path(folder))).items():
            async with open_asking(database, no_packs) as asking:
                said[name] = {line: await asking.ask(line) for line in ASKED[name][:most]}
    return said


def recorded() -> Record:
    """What the bot said when it was last recorded."""
    return json.loads(SAID.read_text("utf-8"))


def main() -> None:
    """Write it down, and print how many questions there are."""
    parser = argparse.ArgumentParser(prog="python -m tests.cogs.answers.record", description=__doc__)
    parser.add_argument("--small", action="store_true", help="ask a few questions and write nothing")
    small: bool = parser.parse_args().small
    said = asyncio.run(say(_FEW if small else None))
    if not small:
        text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
        SAID.write_text(f"{text}\n", encoding="utf-8")
    for name, messages in said.items():
        print(f"{name}: {len(messages)} questions and completions")


if __name__ == "__main__":
    main()
