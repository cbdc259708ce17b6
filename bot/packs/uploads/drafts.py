"""From a CSV table's rows to a checked pack, or to its faults by line and column."""

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.codes import EpisodeCode, parse_episode, parse_episodes, parse_season
from bot.packs.entries import Entries, RowFaults, Spot
from bot.packs.faults import Location
from bot.packs.model import Pack, ShowEntry
from bot.packs.names import Named, Roster, digest, read_named, slug
from bot.packs.uploads.cells import FACT_COLUMNS, Row

_YES = {"yes", "y", "true", "1", "x"}
_NO = {"", "no", "n", "false", "0"}
_WHOLE_NUMBER = re.compile(r"(\d{1,9})(\.0+)?")
_AS_WRITTEN = (
    "revision", "statement", "released", "job", "spoils", "set_size", "settled_by", "refuted_by",
)  # fmt: skip
_LATER = ("state", "job")
"""Columns that older tables don't have. Without them a row has the same id as before."""
_COLUMNS = {
    ("facts", "episode"): "episodes",
    ("facts", "seasons"): "season",
    ("facts", "claims"): "the row",
    ("claims", "source"): "outlet",
    ("sources", "title"): "source_title",
    ("people", "name"): "people",
    ("people", "[key]"): "people",
    ("characters", "name"): "character",
    ("characters", "[key]"): "character",
    ("characters", "spoils"): "character_spoils",
    ("seasons", "number"): "season",
    ("episodes", "code"): "episodes",
}


class Draft:
    """A pack in the making: takes a table's rows, then checks what they make together."""

    def __init__(self, show: ShowEntry, faults: RowFaults) -> None:
        self._faults = faults
        self._entries = Entries(show, faults)
        self._people = Roster()
        self._characters = Roster()
        self._facts: dict[str, tuple[Row, list[object]]] = {}
        """Each fact's first row and its claims, by the fact's id."""
        self._sources: dict[tuple[str, ...], str] = {}
        self._made: dict[tuple[str, ...], str] = {}
        self._given: set[str] = set()

    def pack(self, rows: Sequence[Row], filename: str, today: date | None) -> Pack:
        """Return the pack that the rows make. Raises FileFaults with every fault, named by this filename."""
        self._given = {row["id"] for row in rows}
        for row in rows:
            for roster, column in ((self._people, "people"), (self._characters, "character")):
                for named in read_named(row[column]):
                    roster.note(named)
        for row in rows:
            self._take(row)
            if self._faults.ended:
                break
        return self._entries.checked(filename, today, self._spot_at)

    def _spot_at(self, location: Location) -> Spot:
        line, column = self._entries.spot_at(location)
        match location:
            case ("facts", int(), "claims", int(), *rest):
                section = "claims"
            case (str(section), int() | str(), *rest):
                pass
            case _:
                return line, column
        key = str(rest[0]) if rest else ""
        return line, _COLUMNS.get((section, key), key or column)

    def _take(self, row: Row) -> None:
        key = row["id"] or self._made_id(row)
        if key in self._facts:
            self._compare(self._facts[key][0], row)
        else:
            self._facts[key] = (row, [])
            fact = {**self._fact(row), "id": key, "claims": self._facts[key][1]}
            self._entries.enter("facts", key, fact, (row.line, "the row"))
        claims = self._facts[key][1]
        self._entries.note("facts", key, ("claims", len(claims)), (row.line, "the row"))
        claims.append(self._claim(row))

    def _made_id(self, row: Row) -> str:
        """Return an id for a row without one: equal for equal content, and not one that the table gives elsewhere."""
        content = tuple(row[column] for column in FACT_COLUMNS[1:] if column not in _LATER or row[column])
        if content not in self._made:
            key, attempt = f"row-{digest(*content)}", 1
            while key in self._given:
                attempt += 1
                key = f"row-{digest(*content, str(attempt))}"
            self._made[content] = key
        return self._made[content]

    def _compare(self, first: Row, row: Row) -> None:
        for column in FACT_COLUMNS:
            if row[column] and row[column] != first[column]:
                words = f"differs from line {first.line}, which has the same id; give another fact its own id"
                self._faults.add(row.line, column, words)

    def _fact(self, row: Row) -> dict[str, object]:
        fact: dict[str, object] = {key: row[key] for key in _AS_WRITTEN if row[key]}
        fact |= {key: row[key].casefold() for key in ("kind", "billing", "state") if row[key]}
        fact |= self._subject(row)
        if row["people"]:
            fact["people"] = [self._person(named, row) for named in read_named(row["people"])]
        if row["character"]:
            fact["character"] = self._character(row)
        self._episode(row["spoils"], row.line, "spoils")
        return fact

    def _subject(self, row: Row) -> dict[str, object]:
        """Return what the fact is about. A season beside its own episodes is left out."""
        codes = [code for part in _parts(row["episodes"]) for code in _episodes(part)]
        known = [self._episode(code, row.line, "episodes") for code in codes]
        seasons = [_season(part) for part in _parts(row["season"])]
        for season in seasons:
            if isinstance(season, int):
                self._entries.enter("seasons", str(season), {"number": season}, (row.line, "season"))
        subject: dict[str, object] = {}
        if codes:
            subject["episodes" if len(codes) > 1 else "episode"] = codes if len(codes) > 1 else codes[0]
        if seasons and set(seasons) != {code.season if code else None for code in known}:
            subject["seasons" if len(seasons) > 1 else "season"] = seasons if len(seasons) > 1 else seasons[0]
        return subject

    def _episode(self, text: str, line: int, column: str) -> EpisodeCode | None:
        code = parse_episode(text)
        if code is not None:
            self._entries.enter("seasons", str(code.season), {"number": code.season}, (line, column))
            self._entries.enter("episodes", str(code), {"code": str(code)}, (line, column))
        return code

    def _person(self, named: Named, row: Row) -> str:
        key = self._people.key(named, lambda words: self._faults.add(row.line, "people", words))
        self._entries.enter("people", key, {"name": named[0]}, (row.line, "people"))
        return key

    def _character(self, row: Row) -> str:
        named, *others = read_named(row["character"]) or [("", None)]
        if others:
            words = r"names several; a fact has one character; write a ; within a name as \;"
            self._faults.add(row.line, "character", words)
        key = self._characters.key(named, lambda words: self._faults.add(row.line, "character", words))
        entry = self._entries.enter("characters", key, {"name": named[0]}, (row.line, "character"))
        if spoils := row["character_spoils"]:
            self._episode(spoils, row.line, "character_spoils")
            if entry.setdefault("spoils", spoils) != spoils:
                words = f"differs from what another row has for {named[0]}: {entry['spoils']}"
                self._faults.add(row.line, "character_spoils", words)
        return key

    def _claim(self, row: Row) -> dict[str, object]:
        claim: dict[str, object] = {key: row[key] for key in ("published", "speaker", "via", "note") if row[key]}
        if row["weight"]:
            claim["weight"] = row["weight"].casefold()
        denies = row["denies"].casefold()
        if denies not in _YES | _NO:
            self._faults.add(row.line, "denies", "write yes if the source says that it is not so, else nothing")
        return claim | {"denies": denies in _YES, "source": self._source(row)}

    def _source(self, row: Row) -> str:
        content = (row["outlet"], row["source_title"], row["url"], row["origin"])
        if content not in self._sources:
            identity = content if row["origin"] else content[:3]
            self._sources[content] = f"{slug(row['outlet'] or 'nobody')}-{digest(*identity)}"
        given = dict(zip(("outlet", "title", "url", "origin"), content, strict=True))
        source: dict[str, object] = {key: value for key, value in given.items() if value}
        self._entries.enter("sources", self._sources[content], source, (row.line, "outlet"))
        return self._sources[content]


def _parts(cell: str) -> list[str]:
    """Return the parts of a cell between its semicolons."""
    return [part for piece in cell.split(";") if (part := piece.strip())]


def _episodes(text: str) -> list[str]:
    """Return the episodes that a part of a cell names, such as S01E01E02; any other text unchanged."""
    return list(map(str, parse_episodes(text))) or [text]


def _season(text: str) -> int | str:
    """Return a season's number, written as 2, 2.0 or "Season 2"; any other text unchanged."""
    if found := _WHOLE_NUMBER.fullmatch(text):
        return int(found[1])
    number = parse_season(text)
    return text if number is None else number
