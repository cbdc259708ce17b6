"""What the doctor looks at on this machine: settings, packs, the disk, and whether the bot runs."""

import os
import shutil
from pathlib import Path

from bot.domain.checkup import Checked, checked
from bot.errors import BadSettings, CasefileError, PackFaults, StoreUnwritable
from bot.packs.reader import packs_in, read_pack
from bot.settings import Settings
from bot.store.file import BESIDE, beside
from bot.store.in_use import is_in_use

LOOK_AT_IT = 10
"""The exit code of what the bot runs with, and somebody must look at all the same."""
_MOST = 20
_LEAST_FREE = 200_000_000  # bytes
_FOLDER = "Check PACKS, and who may read that folder. Casefile's own packs are in the folder data."
_PACK = "Correct the pack; the bot does not start with it. python -m bot packs check says all that is wrong."


def settings_read(settings: Settings) -> Checked:
    """Settings that could be read."""
    from_env = (
        ".env is read" if Path(".env").is_file() else "there is no .env here, so the environment and defaults count"
    )
    return Checked("Settings", well=f"{from_env}; the database is {settings.database}")


def packs(folder: Path) -> tuple[Checked, int]:
    """The packs that the bot loads at its start."""
    try:
        paths, faults = packs_in(folder), list[str]()
    except BadSettings as error:
        return Checked("Packs", (str(error).removesuffix("."),), advice=_FOLDER), error.exit_code
    for path in paths:
        try:
            read_pack(path)
        except PackFaults as error:
            faults += [f"{path.name}: {fault}" for fault in error.faults]
    well = f"{len(paths):,} in {folder}, without a fault"
    return checked("Packs", tuple(faults), _PACK, most=_MOST, well=well), PackFaults.exit_code


def disk(database: Path) -> tuple[Checked, int]:
    """The room for the database: an update and a backup beside it take as much as it has, and its log some more."""
    whole = beside(database, "")
    try:
        size = sum(path.stat().st_size for end in ("", *BESIDE) if (path := beside(database, end)).exists())
        free = shutil.disk_usage(whole.parent).free
    except OSError as error:
        faults = (f"{whole.parent} can't be looked at: {error.strerror or error}",)
        return Checked("The disk", faults, advice="Check DATABASE."), StoreUnwritable.exit_code
    faults = ()
    if free < max(2 * size, _LEAST_FREE):
        faults += (f"only {_megabytes(free)} are free where the database of {_megabytes(size)} is",)
    if not os.access(whole.parent, os.W_OK):
        faults += (f"this user may not write in {whole.parent}",)
    advice = f"Have at least {_megabytes(max(2 * size, _LEAST_FREE))} free, and let the bot's user own the folder."
    well = f"{_megabytes(free)} are free, and the database has {_megabytes(size)}"
    return checked("The disk", faults, advice, most=_MOST, well=well), StoreUnwritable.exit_code


def bot_runs(database: Path) -> Checked:
    """Whether the bot has the database open."""
    try:
        runs = is_in_use(database)
    except CasefileError as error:
        return Checked(
            "The bot", (f"it is not known whether it runs: {error}",), advice="Check who may read the folder."
        )
    return Checked("The bot", well="it is running" if runs else "it is not running on this database just now")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
