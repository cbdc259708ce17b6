"""What `python -m bot doctor` does."""

import asyncio
import sqlite3
from argparse import Namespace
from pathlib import Path

from bot.cli.output import say
from bot.domain.checkup import Checked
from bot.errors import StoreDamaged
from bot.services.servers.doctor import Doctor
from bot.settings import Settings
from bot.store.address import Address
from bot.store.engines import open_for_reading
from bot.store.faults import unusable
from bot.store.store import Gateways


def run(settings: Settings, _: Namespace) -> int:
    """Examine the database, print what is wrong with it and what to do, and return 3 if anything is."""
    address = settings.database
    if isinstance(address, Path):
        try:
            address.open("rb").close()
        except OSError as error:
            raise unusable(address, error) from None
    return asyncio.run(_examine(address))


async def _examine(address: Address) -> int:
    say(f"Examining {address}. This changes nothing, and the bot may go on running.")
    wrong = 0
    try:
        async with open_for_reading(address) as reader:
            async for checked in Doctor(Gateways(reader), is_on_file=reader.is_on_file).examine():
                _print(checked)
                wrong += bool(checked.faults)
    except (sqlite3.Error, OSError) as error:
        raise unusable(address, error) from error
    if not wrong:
        say("All is well.")
        return 0
    say(f"Something is wrong with {'1 thing' if wrong == 1 else f'{wrong} things'} in the list above.")
    return StoreDamaged.exit_code


def _print(checked: Checked) -> None:
    if not checked.faults:
        say(f"{checked.about}: nothing is wrong.")
        return
    say(f"{checked.about}:")
    for fault in (*checked.faults, *(("and more",) if checked.more else ())):
        say(f"  {fault}")
    say(f"  What to do: {checked.advice}")
