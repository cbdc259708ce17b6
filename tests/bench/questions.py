"""What members ask and type: distinct names, so that no single answer is measured over and over."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.stores import rows_of

MOST = 300


@dataclass(frozen=True, slots=True)
class Question:
    """A command with its options. If one is being `typed`, it is completed instead."""

    command: str
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    typed: str | None = None
    by_moderator: bool = False


CAST, COMPLETION, SEASON, NEWS = "`/cast`", "autocomplete", "`/season`", "`/news`"
DIRECTOR, EPISODE = "`/director`", "`/episode`"
ASK = "`/ask` who plays somebody"


def questions_about(database: Path, show: int) -> dict[str, list[Question]]:
    """What can be asked about a show, by command."""
    names, codes = character_names(database, show), _episode_codes(database, show)
    seasons = [number for (number,) in rows_of(database, "SELECT number FROM season WHERE show_id = ?", show)]
    directors = _director_names(database, show)
    of = [*codes, *(f"season {number}" for number in seasons), *directors]
    random.Random(4).shuffle(of)
    return {
        CAST: [Question("cast", {"who": name}) for name in names],
        COMPLETION: [Question("cast", {"who": name[:3]}, typed="who") for name in names],
        SEASON: [Question("season", {"number": number}) for number in seasons],
        NEWS: [Question("news"), *(Question("news", {"season": number}) for number in seasons)],
        DIRECTOR: [Question("director", {"of": each}) for each in of],
        EPISODE: [Question("episode", {"episode": code}) for code in codes],
        ASK: asked_in_words(names),
    }


def asked_in_words(names: Sequence[str]) -> list[Question]:
    """Who plays these characters, in words."""
    return [Question("ask", {"question": f"who plays {name}?"}) for name in names]


def character_names(database: Path, show: int) -> list[str]:
    """Characters of a show in random order, without those whose names spoil."""
    sql = "SELECT name FROM character WHERE show_id = ? AND layer = 0 AND spoils_id IS NULL ORDER BY id"
    return _some([str(name) for (name,) in rows_of(database, sql, show)])


def _director_names(database: Path, show: int) -> list[str]:
    sql = (
        "SELECT DISTINCT name FROM alias"
        " WHERE show_id = ? AND layer = 0 AND word = 0 AND shelf LIKE '% director' ORDER BY name"
    )
    return _some([str(name) for (name,) in rows_of(database, sql, show)])


def _episode_codes(database: Path, show: int) -> list[str]:
    sql = "SELECT s.number, e.number FROM episode e JOIN season s ON s.id = e.season_id WHERE s.show_id = ?"
    return _some([f"S{season:02}E{number:02}" for season, number in rows_of(database, sql, show)])


def _some(found: Sequence[str]) -> list[str]:
    return random.Random(3).sample(found, min(MOST, len(found)))
