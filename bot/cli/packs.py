"""What `python -m bot packs` does."""

import json
from argparse import Namespace
from pathlib import Path

from bot.cli.output import say, say_why
from bot.errors import BadSettings, PackFaults
from bot.packs.model import pack_schema
from bot.packs.reader import packs_in, read_pack
from bot.settings import Settings


def check(settings: Settings, options: Namespace) -> int:
    """Check the given packs, or all in PACKS, and report every fault."""
    paths: list[Path] = options.paths or packs_in(settings.packs)
    if not paths:
        raise BadSettings(f"There is no pack in {settings.packs}. Name a file, or another folder in PACKS.")
    code = 0
    for path in paths:
        try:
            pack = read_pack(path)
            say(f"{path}: no faults in {len(pack.facts)} facts and {len(pack.episodes)} episodes.")
        except PackFaults as error:
            say_why(error)
            code = error.exit_code
    return code


def print_schema(_: Settings, __: Namespace) -> int:
    """Print the JSON Schema of a pack."""
    say(json.dumps(pack_schema(), indent=2, ensure_ascii=False))
    return 0
