"""Folders with files as IMDb offers them, about invented shows."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.packs.imdb.layouts import LAYOUTS

N = r"\N"
HEADERS = {layout.name: layout.header for layout in LAYOUTS}
Row = Sequence[str]

SHOW = "tt1000001"
EPISODE_1, EPISODE_2, EPISODE_3, UNPLACED, DOUBLE = (f"tt10000{number:03}" for number in range(11, 16))
FILM, PODCAST, OTHER, OTHER_EPISODE = "tt2000001", "tt2000002", "tt2000003", "tt2000004"
MIRA, JON, GUEST, AYO, WRITER = (f"nm00000{number:02}" for number in range(1, 6))


def _title(number: str, kind: str, title: str, year: str = "2015", runtime: str = N, original: str = "") -> Row:
    return (number, kind, title, original or title, "0", year, N, runtime, "Drama")


FILES: Mapping[str, Sequence[Row]] = {
    "title.episode": (
        (EPISODE_1, SHOW, "1", "1"),
        (EPISODE_2, SHOW, "1", "2"),
        (EPISODE_3, SHOW, "2", "1"),
        (UNPLACED, SHOW, N, N),
        (DOUBLE, SHOW, "1", "2"),
        (OTHER_EPISODE, OTHER, "2019", "1"),
    ),
    "title.basics": (
        _title(SHOW, "tvSeries", "Harbour Lights", original="Lumières du port"),
        _title(FILM, "movie", "A Film"),
        _title(PODCAST, "podcastSeries", "A Podcast"),
        _title(OTHER, "tvMiniSeries", '"Quoted" & \\odd', N),
        _title(OTHER_EPISODE, "tvEpisode", "New Year", "2019"),
        _title(EPISODE_1, "tvEpisode", '"The Pier', "2015", "42"),
        _title(EPISODE_2, "tvEpisode", "Episode #1.2", "2015"),
        _title(EPISODE_3, "tvEpisode", "High Water", N),
        _title(UNPLACED, "tvEpisode", "Lost Reel"),
        _title(DOUBLE, "tvEpisode", "Low Water"),
    ),
    "title.principals": (
        (SHOW, "1", MIRA, "actress", N, '["Inspector Vale"]'),
        (SHOW, "2", AYO, "producer", "producer", N),
        (SHOW, "3", GUEST, "actor", N, '["The Keeper"]'),
        (SHOW, "4", JON, "actor", N, '["Tom Rook"]'),
        (FILM, "1", JON, "actor", N, '["Somebody"]'),
        (EPISODE_1, "1", MIRA, "actress", N, '["Inspector Vale"]'),
        (EPISODE_1, "2", JON, "actor", N, r'["Tom \"Tide\" Rook","The Diver"]'),
        (EPISODE_1, "3", AYO, "self", N, '["Self"]'),
        (EPISODE_1, "4", "nm0000099", "actor", N, '["Nobody Knows"]'),
        (EPISODE_2, "1", MIRA, "actress", N, '["Inspector Vale"]'),
        (EPISODE_2, "2", GUEST, "actor", N, "not json"),
        (EPISODE_2, "3", WRITER, "self", N, '["Self"]'),
        (EPISODE_3, "1", JON, "actor", N, N),
        (EPISODE_3, "2", MIRA, "actress", N, '["Inspector Vale"]'),
        (UNPLACED, "1", GUEST, "actor", N, '["Left Out"]'),
        (OTHER_EPISODE, "1", JON, "actor", N, '["The Baker"]'),
    ),
    "title.crew": (
        (SHOW, AYO, N),
        (EPISODE_1, f"{WRITER},{AYO}", WRITER),
        (EPISODE_2, N, f"{AYO},{WRITER},{AYO}"),
        (EPISODE_3, N, N),
        (FILM, AYO, AYO),
    ),
    "name.basics": (
        (MIRA, "Mira Solano", "1980", N, "actress", SHOW),
        (JON, "Jon Carrow", N, N, "actor", N),
        (GUEST, "Gus Tay", N, N, "actor", N),
        (AYO, 'Ayo "Ace" Penn', N, N, "director", N),
        (WRITER, "Wren\u2028Ito", N, N, "writer", N),
        ("nm0000077", "In No Series", N, N, N, N),
    ),
    "title.akas": (
        (SHOW, "1", "Hafenlichter", "DE", "de", "imdbDisplay", N, "0"),
        (SHOW, "2", "HARBOUR LIGHTS", "GB", N, N, N, "0"),
        (FILM, "1", "Ein Film", "DE", N, N, N, "0"),
    ),
}  # fmt: skip


def content_of(name: str, rows: Sequence[Row]) -> bytes:
    """Return a file's content."""
    return "".join(f"{line}\n" for line in (HEADERS[name], *("\t".join(row) for row in rows))).encode()


def write_file(folder: Path, name: str, content: bytes, *, packed: bool = False) -> Path:
    """Write one file under the name that IMDb gives it."""
    path = folder / f"{name}.tsv{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(content, 1) if packed else content)
    return path


def write_folder(folder: Path, files: Mapping[str, Sequence[Row]] = FILES, *, packed: bool = False) -> Path:
    """Write these files to a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        write_file(folder, name, content_of(name, rows), packed=packed)
    return folder
