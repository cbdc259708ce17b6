"""Reads IMDb's own files (title.basics.tsv.gz and the others) from front to back, in blocks of bounded size."""

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.imdb.layouts import LAYOUTS, NEEDED, Layout

LONGEST_LINE = 1024 * 1024
_BLOCK = 1024 * 1024
_GZIP = b"\x1f\x8b"
_ENDS = 64 * 1024


@dataclass(frozen=True, slots=True)
class Position:
    """The end of a row: bytes from the start of the uncompressed text, and the line, counted from 1."""

    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """Rows, each with its kept cells in order; where they end; and how many bytes of the file were read so far."""

    rows: Sequence[tuple[str, ...]]
    end: Position
    read: int


def find_files(folder: Path) -> dict[Layout, Path]:
    """Return the files in a folder, compressed or not; the newer of two. Raises BadInput, which names missing ones."""
    if not folder.is_dir():
        raise BadInput(
            f"{escape(str(folder))} is not a folder. Name the folder with title.basics.tsv.gz and the others in it."
        )
    found: dict[Layout, Path] = {}
    for layout in LAYOUTS:
        paths = [path for ending in (".tsv.gz", ".tsv") if (path := folder / f"{layout.name}{ending}").is_file()]
        if paths:
            found[layout] = max(paths, key=lambda path: path.stat().st_mtime_ns)
    missing = [f"{layout.name}.tsv.gz" for layout in NEEDED if layout not in found]
    if missing:
        raise BadInput(
            f"{escape(', '.join(missing))} {'is' if len(missing) == 1 else 'are'} not in {escape(str(folder))}. "
            "IMDb offers them at https://datasets.imdbws.com/ for personal and non-commercial use; download them, "
            "compressed or not."
        )
    return found


def fingerprint(path: Path) -> str:
    """Return a text that changes when the file does, made from its size, its time and its ends. Raises BadInput."""
    try:
        with path.open("rb") as file:
            ends = sha256(file.read(_ENDS))
            about = path.stat()
            file.seek(max(0, about.st_size - _ENDS))
            ends.update(file.read(_ENDS))
    except OSError as error:
        raise _unreadable(path, error) from None
    return f"{about.st_size}-{about.st_mtime_ns}-{ends.hexdigest()[:16]}"


def read_blocks(path: Path, layout: Layout, start: Position | None = None) -> Iterator[Block]:
    """Yield the rows from `start` on, where an earlier reading ended. Blocks without rows report the progress there.

    Raises BadInput with file and line for what can't be read, after yielding the rows before it.
    """
    try:
        with path.open("rb") as raw, closing(_unpacked(raw)) as stream:
            reading = _Reading(path, layout, raw, stream)
            if start is None:
                reading.check_header()
            else:
                yield from reading.skip_to(start)
            yield from reading.blocks()
    except OSError as error:
        raise _unreadable(path, error) from None


def _unpacked(raw: BufferedReader) -> IO[bytes]:
    packed = raw.peek(2)[:2] == _GZIP
    return cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw


def _unreadable(path: Path, error: OSError) -> BadInput:
    return BadInput(f"{escape(str(path))} can't be read: {escape(error.strerror or str(error))}.")


class _Reading:
    """A file that is being read."""

    def __init__(self, path: Path, layout: Layout, raw: BufferedReader, stream: IO[bytes]) -> None:
        self._path = path
        self._layout = layout
        self._raw = raw
        self._stream = stream
        self._at = Position(0, 1)

    def check_header(self) -> None:
        expected = f"{self._layout.header}\n".encode()
        found = self._read(len(expected))
        if found != expected:
            raise self._fault(0, f"this is not the first line of IMDb's {self._layout.name}, which names its columns")
        self._at = Position(len(expected), 2)

    def skip_to(self, start: Position) -> Iterator[Block]:
        if self._stream is self._raw:
            self._raw.seek(start.offset)
        else:
            left = start.offset
            while left and (skipped := len(self._read(min(left, _BLOCK)))):
                left -= skipped
                yield Block((), start, self._raw.tell())
        self._at = start

    def blocks(self) -> Iterator[Block]:
        for content in self._whole_lines():
            text, fault = self._decoded(content)
            rows = self._rows(text)
            if len(rows) != text.count("\n"):
                text, fault = self._up_to_fault(text)
                rows = self._rows(text)
            self._at = Position(self._at.offset + len(text.encode()), self._at.line + len(rows))
            yield Block(rows, self._at, self._raw.tell())
            if fault:
                raise fault

    def _rows(self, text: str) -> list[tuple[str, ...]]:
        return cast(list[tuple[str, ...]], self._layout.row.findall(text))

    def _whole_lines(self) -> Iterator[bytes]:
        rest = b""
        while content := self._read(_BLOCK):
            content = rest + content
            end = content.rfind(b"\n") + 1
            rest = content[end:]
            if end:
                yield content[:end]
            if len(rest) > LONGEST_LINE:
                raise self._fault(0, f"this line is longer than {LONGEST_LINE:,} bytes")
        if rest:
            yield rest + b"\n"

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            words = "somewhere after this line the compressed file is broken or cut off; download it again"
            raise self._fault(0, words) from None

    def _decoded(self, content: bytes) -> tuple[str, BadInput | None]:
        """Return the text as far as it is UTF-8, and what is wrong with the line after that."""
        try:
            return content.decode(), None
        except UnicodeDecodeError as error:
            sound = content[: content.rfind(b"\n", 0, error.start) + 1].decode()
            return sound, self._fault(sound.count("\n"), "this line is not UTF-8")

    def _up_to_fault(self, text: str) -> tuple[str, BadInput]:
        """Return the text before the first line that is not a row, and what is wrong with that line."""
        sound = 0
        for number, line in enumerate(text.split("\n")):
            if not self._layout.row.fullmatch(f"{line}\n"):
                return text[:sound], self._fault(number, self._what_is_wrong(line))
            sound += len(line) + 1
        raise AssertionError("every line is a row")

    def _what_is_wrong(self, line: str) -> str:
        cells, columns = line.split("\t"), self._layout.columns
        if len(cells) != len(columns):
            return f"{self._layout.name} has {len(columns)} columns, and this line has {len(cells)}"
        for cell, column in zip(cells, columns, strict=True):
            if not re.fullmatch(column.pattern, cell, re.ASCII):
                return f"{column.name} should be {column.words}, but is {cell[:40]!r}"
        raise AssertionError("the line is a row")

    def _fault(self, further: int, words: str) -> BadInput:
        """Return a fault that is `further` lines after the current one."""
        return BadInput(f"{escape(str(self._path))}, line {self._at.line + further:,}: {escape(words)}.")
