"""What `python -m bot copy FROM TO` does."""

import asyncio
import sqlite3
import sys
from argparse import Namespace
from pathlib import Path

from bot.cli.output import say
from bot.domain.text import escape
from bot.errors import BadInput
from bot.settings import Settings
from bot.store.address import Address, to_address
from bot.store.copying import copy_store
from bot.store.faults import unusable


def run(_: Settings, options: Namespace) -> int:
    """Copy a store from one place to another, and say for each table how many rows it has, and a digest of them."""
    source, target = _address(options.source), _address(options.target)
    if source == target:
        raise BadInput("Both are the same place.")
    say(f"Copying {source} to {target}. Stop the bot first: what it changes from now on is not copied.")
    try:
        if isinstance(source, Path):
            source.open("rb").close()
        copied = asyncio.run(copy_store(source, target, _show))
    except (sqlite3.Error, OSError) as error:
        raise unusable(source, error) from error
    for table in copied:
        say(f"  {table.table}: {table.rows:,} rows, {table.digest} in both")
    total = sum(table.rows for table in copied)
    say(f"All {total:,} rows are the same in both. Put the new place into DATABASE, and start the bot.")
    return 0


def _address(text: str) -> Address:
    try:
        return to_address(text)
    except ValueError as error:
        words = str(error)
        raise BadInput(f"{escape(words[0].upper() + words[1:])}.") from None


def _show(table: str, done: int, count: int) -> None:
    """One line that is written over, where somebody looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K  {table}: {done:,} of {count:,}")
        sys.stderr.write("\r\x1b[K" if done == count else "")
        sys.stderr.flush()
