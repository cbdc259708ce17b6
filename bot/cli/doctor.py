"""What `python -m bot doctor` does."""

import asyncio
import json
import sqlite3
from argparse import Namespace
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from bot.cli.discord_checkup import examine_discord
from bot.cli.machine_checkup import LOOK_AT_IT, bot_runs, disk, packs, settings_read
from bot.cli.output import say
from bot.domain.checkup import Checked
from bot.domain.text import unescaped
from bot.errors import BadSettings, CasefileError, DatabaseUnusable, StoreDamaged, StoreUnwritable
from bot.services.servers.doctor import Doctor
from bot.settings import Settings
from bot.store.address import Address
from bot.store.engines import open_for_reading
from bot.store.faults import unusable
from bot.store.store import Gateways

_PATH = (
    "Check DATABASE, and who may read the file. The first start of the bot makes it; a lost one comes from a backup: "
    "python -m bot restore FILE"
)
_CLIENT = "Install it with: make postgres. Or have DATABASE name a file."
_SERVER = "Check DATABASE, and whether its server runs and lets this user in. Its own log may say more."
Found: TypeAlias = tuple[Checked, int]
"""What was looked at, and the exit code if anything is wrong with it."""


def run(settings: Settings, options: Namespace) -> int:
    """Examine all that the bot needs, and return the exit code of the first thing that is wrong, or 0."""
    return asyncio.run(_report(_examine(settings), as_json=options.json))


def with_bad_settings(error: BadSettings, options: Namespace) -> int:
    """Say which settings can't be read; nothing else can be looked at then."""

    async def only_settings() -> AsyncGenerator[Found]:
        first, *lines = str(error).splitlines()
        faults = tuple(line.strip() for line in lines) or (first,)
        yield Checked("Settings", faults, advice="Correct them in .env; .env.example describes each."), error.exit_code

    return asyncio.run(_report(only_settings(), as_json=options.json))


async def _examine(settings: Settings) -> AsyncGenerator[Found]:
    yield settings_read(settings), BadSettings.exit_code
    yield packs(settings.packs)
    if isinstance(settings.database, Path):
        yield disk(settings.database)
        yield bot_runs(settings.database), LOOK_AT_IT
    async for found in _examine_database(settings.database):
        yield found
    async for found in examine_discord(settings):
        yield found


async def _examine_database(address: Address) -> AsyncGenerator[Found]:
    try:
        if isinstance(address, Path):
            await asyncio.to_thread(lambda: address.open("rb").close())
        async with open_for_reading(address) as reader:
            doctor = Doctor(Gateways(reader), lambda: datetime.now(UTC), is_on_file=reader.is_on_file)
            is_sound = True
            async for checked in doctor.examine():
                yield checked, StoreDamaged.exit_code
                is_sound = is_sound and not (checked.faults and checked.about in Doctor.NEEDED)
            if is_sound:
                async for checked in doctor.examine_work():
                    yield checked, LOOK_AT_IT
    except BadSettings as error:
        yield Checked("The database", (str(error).partition(". ")[0],), advice=_CLIENT), error.exit_code
    except (DatabaseUnusable, StoreUnwritable, sqlite3.Error, OSError) as error:
        why = error if isinstance(error, CasefileError) else unusable(address, error)
        advice = _PATH if isinstance(address, Path) else _SERVER
        what = why.what if isinstance(why, DatabaseUnusable) else unescaped(str(why))
        yield Checked("The database", (what.removesuffix("."),), advice=advice), StoreDamaged.exit_code


async def _report(examination: AsyncGenerator[Found], *, as_json: bool) -> int:
    code, wrong = 0, 0
    everything: list[Checked] = []
    if not as_json:
        say("This changes nothing, and the bot may go on running.")
    async for checked, its_code in examination:
        everything.append(checked)
        wrong += bool(checked.faults)
        code = code or (its_code if checked.faults else 0)
        if not as_json:
            _print(checked)
    if as_json:
        _print_json(everything, code)
    elif wrong:
        say(f"Something is wrong with {'1 thing' if wrong == 1 else f'{wrong} things'} in the list above.")
    else:
        say("All is well.")
    return code


def _print(checked: Checked) -> None:
    if not checked.faults:
        say(f"{checked.about}: {checked.well}.")
        return
    say(f"{checked.about}:")
    for fault in (*checked.faults, *(("and more",) if checked.more else ())):
        say(f"  {fault}")
    say(f"  What to do: {checked.advice}")


def _print_json(everything: list[Checked], code: int) -> None:
    checks = [
        {
            "about": checked.about,
            "well": not checked.faults,
            "faults": list(checked.faults),
            "more": checked.more,
            "advice": checked.advice,
        }
        for checked in everything
    ]
    say(json.dumps({"well": code == 0, "exit_code": code, "checks": checks}, indent=2, ensure_ascii=False))
