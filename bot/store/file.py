"""The database as a file: what its first bytes say, and whether the one at a path is still the one that was opened."""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Self

_SIZE = 100
_MAGIC = b"SQLite format 3\x00"
_LARGEST_PAGE = 65536
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside an open database, by the end of its name."""
LEFT_BESIDE = (*BESIDE, "-journal")
"""What it may have left beside one, and then takes for a part of it."""


def beside(database: Path, end: str) -> Path:
    """A file that belongs to a database by its name. Whatever links lead to the database, it is the same one."""
    whole = Path(os.path.realpath(database))  # unlike resolve(), of links in a circle too, which opening then names
    return whole.with_name(whole.name + end)


class Lost(Enum):
    """Why changes would go nowhere. What was overwritten in place stays lost, whatever is at the path later."""

    MISSING = "it was removed or moved"
    REPLACED = "another file is in its place"
    OVERWRITTEN = "another database, or an older copy, was written over it"
    CUT = "it was cut off"
    WITHOUT_LOG = "its -wal or -shm file was removed or replaced"

    @property
    def is_elsewhere(self) -> bool:
        """Whether what was opened is still whole, under another name or none."""
        return self in (Lost.MISSING, Lost.REPLACED)

    @property
    def is_final(self) -> bool:
        """Whether only a restart helps, even if everything looks right again."""
        return self in (Lost.OVERWRITTEN, Lost.CUT)


@dataclass(frozen=True, slots=True)
class Header:
    """What SQLite writes at the beginning of a database.

    `identity` is a number of this database's own (0: none yet). `stamp` rises with time, as transactions write it.
    `layout` changes with the tables, and with every VACUUM.
    """

    page_size: int
    pages: int
    layout: int
    stamp: int
    identity: int

    @classmethod
    def of(cls, found: bytes) -> Self | None:
        """The header of a file that begins so; None if it begins like no database."""
        if len(found) < _SIZE or not found.startswith(_MAGIC):
            return None
        size = int.from_bytes(found[16:18])
        pages, layout, stamp, identity = (int.from_bytes(found[at : at + 4]) for at in (28, 40, 60, 68))
        return cls(_LARGEST_PAGE if size == 1 else size, pages, layout, stamp, identity)

    @property
    def size(self) -> int:
        """How many bytes the file has at least."""
        return self.page_size * self.pages


class Watch:
    """Looks whether the file at a path is still the one that is open.

    A copy that another program writes over the file keeps its place in the file system. It is recognised by its header:
    another database has another identity, and an older copy of this one a lower stamp.

    The file stays open for that until `close`, which must come after SQLite has closed it: on POSIX systems a program
    that closes a file gives up its locks on it, also those of its other descriptors.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._others = tuple(beside(path, end) for end in BESIDE)
        self._places = _places(path, self._others)
        self._file = path.open("rb", buffering=0)
        self._header, self._size = self._read()
        self.lost: Lost | None = None

    def look(self) -> Lost | None:
        """Return why changes would go nowhere; None if all is well. Waits for the disk."""
        if self.lost is None or not self.lost.is_final:
            self.lost = self._found()
        return self.lost

    def size(self) -> int:
        """Return how many bytes the file and its log take. Waits for the disk. Raises OSError."""
        log = self._others[0]
        return self._path.stat().st_size + (log.stat().st_size if log.exists() else 0)

    def close(self) -> None:
        """Look no more."""
        self._file.close()

    def _read(self) -> tuple[Header | None, int]:
        size = self._file.seek(0, os.SEEK_END)  # first, as a file that is being enlarged is never too short then
        self._file.seek(0)
        return Header.of(self._file.read(_SIZE)), size

    def _found(self) -> Lost | None:
        try:
            database, *others = _places(self._path, self._others)
            header, size = self._read()
        except (FileNotFoundError, NotADirectoryError):
            return Lost.MISSING
        except OSError:  # it can't be looked at, which does not mean that it is gone
            return self.lost
        known, *known_others = self._places
        if database != known:
            return Lost.REPLACED if database else Lost.MISSING
        if others != known_others:
            return Lost.WITHOUT_LOG
        return self._in_place(header, size)

    def _in_place(self, header: Header | None, size: int) -> Lost | None:
        known = self._header
        if header is None:
            return Lost.CUT if known else None
        if known is None:
            self._header, self._size = header, size
            return None
        if header.identity != known.identity and known.identity:
            return Lost.OVERWRITTEN
        # While SQLite lets the file grow, its header is ahead of its size; but only a shorter file has lost anything.
        # And one that VACUUM made shorter may be growing again.
        if size < header.size and size < self._size and header.layout == known.layout:
            return Lost.CUT
        if header.stamp < known.stamp:
            return Lost.OVERWRITTEN
        self._header, self._size = header, size
        return None


def _places(path: Path, others: tuple[Path, ...]) -> list[tuple[int, int] | None]:
    return [_place(name) for name in (path, *others)]


def _place(path: Path) -> tuple[int, int] | None:
    """Where a file is in the file system; None if there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
