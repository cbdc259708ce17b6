"""Reads a pack's TOML file and returns the pack, or every fault in words for its author."""

import stat
import tomllib
from pathlib import Path

from bot.errors import BadSettings, PackFault, PackFaults
from bot.packs.checks import check
from bot.packs.faults import Findings
from bot.packs.model import Pack

# A pack is read into memory as a whole. The largest show there is fits many times over.
LARGEST = 20 * 1024 * 1024


def packs_in(folder: Path) -> list[Path]:
    """Return the packs of a folder, in order. Raises BadSettings if it can't be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        raise BadSettings(f"PACKS names {folder}, which is not a folder.") from None
    except OSError as error:
        raise BadSettings(f"PACKS names {folder}, which can't be read: {error.strerror or error}.") from None


def read_pack(path: Path) -> Pack:
    """Return the pack in this file. Raises PackFaults with all of its faults."""
    return parse_pack(read_file(path), path)


def read_file(path: Path) -> bytes:
    """Return a pack's content. Raises PackFaults if it is too large or can't be read."""
    try:
        found = path.stat()
        if stat.S_ISFIFO(found.st_mode):  # which would be waited for
            raise PackFaults(path, [PackFault("the file", "is a pipe")])
        if found.st_size > LARGEST:
            raise PackFaults(path, [PackFault("the file", f"is larger than {LARGEST // 1024**2} MB")])
        return path.read_bytes()
    except OSError as error:
        raise PackFaults(path, [PackFault("the file", f"can't be read: {error.strerror or error}")]) from None


def parse_pack(content: bytes, path: Path) -> Pack:
    """Return the pack in a file's content. Raises PackFaults with all of its faults."""
    table = _table(content, path)
    findings = Findings(table)
    pack = check(table, findings)
    if pack is None:
        raise PackFaults(path, [PackFault(fault.place, fault.words) for fault in findings.faults])
    return pack


def _table(content: bytes, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PackFaults(path, [PackFault(f"byte {error.start + 1}", "is not UTF-8; save the file as UTF-8")]) from None
    except ValueError as error:
        # Python itself refuses a number with thousands of digits; tomllib does not.
        raise PackFaults(path, [PackFault("TOML", f"can't be read: {error}")]) from None
    except RecursionError:
        raise PackFaults(path, [PackFault("TOML", "is nested too deeply")]) from None
