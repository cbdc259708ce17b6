"""Reading IMDb's files into the library: all television titles, or one show's.

Each block is saved together with its position, so the import may stop at any moment and be started again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.imdb.files import Block, Position, fingerprint, read_blocks
from bot.packs.imdb.layouts import LAYOUTS, NEEDED, TITLES, Layout, title_id
from bot.services.shows.imdb.rows import keeping
from bot.store.imdb.library import EVERYTHING, Library, Rows
from bot.store.imdb.titles import Mark


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: the file, its rows read in this run, its bytes read, and its size in bytes."""

    file: str
    rows: int
    read: int
    size: int


class Stopped(BadInput):
    """The import was stopped from outside; what was read is kept."""


class ImdbReading:
    """Reads the files that `find_files` found into a library.

    `report` and `asked_to_stop` are called after each block.
    """

    def __init__(
        self,
        library: Library,
        files: Mapping[Layout, Path],
        report: Callable[[Progress], None],
        asked_to_stop: Callable[[], bool],
    ) -> None:
        self._library = library
        self._report = report
        self._asked_to_stop = asked_to_stop
        self._files = files
        self._fingerprints = {layout: fingerprint(path) for layout, path in files.items()}

    def is_read(self, scope: int) -> bool:
        """Whether exactly these files have been read completely for a scope."""
        marks = self._library.marks(scope)
        return all(
            layout.name in marks and marks[layout.name].done and marks[layout.name].fingerprint == of
            for layout, of in self._fingerprints.items()
        )

    def read(self, scope: int = EVERYTHING) -> None:
        """Continue where an earlier run stopped; files from the first changed one on are read again.

        Raises BadInput for what can't be read, and Stopped.
        """
        marks = self._library.marks(scope)
        layouts = [layout for layout in LAYOUTS if layout in self._files]
        for layout in layouts:
            mark = marks.get(layout.name)
            if mark is None or mark.fingerprint != self._fingerprints[layout]:
                names = [later.name for later in LAYOUTS[LAYOUTS.index(layout) :]]
                mark = self._library.begin(scope, names, self._fingerprints[layout])
                marks = {}
            if not mark.done:
                self._read_file(layout, mark)
            if layout is TITLES and scope != EVERYTHING:
                self._check_is_show(scope)

    def _check_is_show(self, scope: int) -> None:
        if self._library.title(scope) is None:
            raise BadInput(
                f"{escape(title_id(scope))} is not a series in these files. "
                "A series' id is in the address of its page at IMDb."
            )

    def _read_file(self, layout: Layout, mark: Mark) -> None:
        path = self._files[layout]
        size = path.stat().st_size
        keep = keeping(self._library, layout, mark.scope)
        rows = 0
        start = Position(mark.position, mark.line) if mark.position else None
        for block in read_blocks(path, layout, start):
            if block.rows:
                mark = self._keep(mark, block, keep(block.rows))
            rows += len(block.rows)
            self._report(Progress(path.name, rows, block.read, size))
            if self._asked_to_stop():
                raise Stopped(
                    f"Stopped at line {block.end.line:,} of {escape(path.name)}. What was read is kept; "
                    "run the same command to continue."
                )
        self._library.add(mark, replace(mark, done=True), {})

    def _keep(self, mark: Mark, block: Block, kept: Rows) -> Mark:
        after = replace(mark, position=block.end.offset, line=block.end.line)
        self._library.add(mark, after, kept)
        return after


def is_whole(library: Library, show: int) -> bool:
    """Whether the files have been read completely for a show, alone or with all others."""
    marks = library.marks(show) or library.marks(EVERYTHING)
    return all(layout.name in marks and marks[layout.name].done for layout in NEEDED)
