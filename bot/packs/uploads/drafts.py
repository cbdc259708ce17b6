"""From a table's rows to a pack's table as TOML would give it, with the row and column of every value in it."""

import re
from collections.abc import Sequence
from itertools import islice

from bot.domain.codes import EpisodeCode, parse_episode, parse_season
from bot.errors import PackFault
from bot.packs.faults import Location, in_print
from bot.packs.limits import MOST_ENTRIES
from bot.packs.model import ShowEntry
from bot.packs.names import Named, Roster, digest, read_named, slug
from bot.packs.uploads.cells import FACT_COLUMNS, Row

_YES = {"yes", "y", "true", "1", "x"}
_NO = {"", "no", "n", "false", "0"}
_WHOLE_NUMBER = re.compile(r"(\d{1,9})(\.0+)?")
_AS_WRITTEN = (
    "revision", "statement", "released", "spoils", "set_size", "settled_by", "refuted_by",
)  # fmt: skip
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


class RowFaults:
    """A table's faults by line and column. Of more than `most` the rest is only counted."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.faults: list[PackFault] = []
        self.count = 0
        self.ended = False

    def tell(self, line: int, column: str, words: str) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.faults) < self._most:
            self.faults.append(PackFault(column, in_print(words, 600), line))


class Draft:
    """A pack in the making. Faults of the rows are told at once; those of what they make are for `checks` to find."""

    def __init__(self, show: ShowEntry, faults: RowFaults) -> None:
        self._show = show
        self._faults = faults
        self._people = Roster()
        self._characters = Roster()
        self._entries: dict[str, dict[str, dict[str, object]]] = {
            section: {} for section in ("sources", "people", "characters", "seasons", "episodes", "facts")
        }
        self._first: dict[tuple[str, int | str], tuple[int, str]] = {}
        self._facts: dict[str, tuple[Row, list[int], list[object]]] = {}
        self._sources: dict[tuple[str, str, str], str] = {}
        self._made: dict[tuple[str, ...], str] = {}
        self._given: set[str] = set()

    def of_rows(self, rows: Sequence[Row]) -> dict[str, object]:
        """The pack's table."""
        self._given = {row["id"] for row in rows}
        for row in rows:
            for roster, column in ((self._people, "people"), (self._characters, "character")):
                for named in read_named(row[column]):
                    roster.note(named)
        for row in rows:
            self._take(row)
            if self._faults.ended:
                break
        by_id = {section: self._entries[section] for section in ("sources", "people", "characters")}
        in_order = {section: list(self._entries[section].values()) for section in ("seasons", "episodes", "facts")}
        return {"format": 1, "show": self._show, **by_id, **in_order}

    def place(self, location: Location) -> tuple[int, str]:
        """The line and the column of a value in the table."""
        match location:
            case ("facts", int(index), "claims", int(claim), *rest):
                section, line, column = "claims", self._lines(index)[claim], "the row"
            case ("facts", int(index), *rest):
                section, line, column = "facts", self._lines(index)[0], "the row"
            case (str(section), int(key) | str(key), *rest):
                line, column = self._first.get((section, key), (1, section))
            case _:
                return 1, "the file"
        key = str(rest[0]) if rest else ""
        return line, _COLUMNS.get((section, key), key or column)

    def _lines(self, fact: int) -> list[int]:
        _, lines, _ = next(islice(self._facts.values(), fact, None))
        return lines

    def _take(self, row: Row) -> None:
        key = row["id"] or self._made_id(row)
        if key in self._facts:
            self._compare(self._facts[key][0], row)
        else:
            claims: list[object] = []
            self._facts[key] = (row, [], claims)
            fact = {**self._fact(row), "id": key, "claims": claims}
            self._enter("facts", key, fact, row.line, "the row")
        _, lines, claims = self._facts[key]
        lines.append(row.line)
        claims.append(self._claim(row))

    def _made_id(self, row: Row) -> str:
        """The same for the same content, and no id that the table gives to another fact."""
        content = row.cells[1 : len(FACT_COLUMNS)]
        if content not in self._made:
            key, again = f"row-{digest(*content)}", 1
            while key in self._given:
                again += 1
                key = f"row-{digest(*content, str(again))}"
            self._made[content] = key
        return self._made[content]

    def _compare(self, first: Row, row: Row) -> None:
        for column in FACT_COLUMNS:
            if row[column] and row[column] != first[column]:
                words = f"differs from line {first.line}, which has the same id; another fact needs an id of its own"
                self._faults.tell(row.line, column, words)

    def _enter(self, section: str, key: str, entry: dict[str, object], line: int, column: str) -> dict[str, object]:
        """The entry of this key, which is new unless it is there already."""
        entries = self._entries[section]
        if key in entries:
            return entries[key]
        if len(entries) < MOST_ENTRIES:
            place = key if section in ("sources", "people", "characters") else len(entries)
            self._first[section, place] = (line, column)
            entries[key] = entry
        elif not self._faults.ended:
            self._faults.ended = True
            words = f"has more than {MOST_ENTRIES:,} {section}; split it and send the parts"
            self._faults.tell(line, "the file", words)
        return entry

    def _fact(self, row: Row) -> dict[str, object]:
        fact: dict[str, object] = {key: row[key] for key in _AS_WRITTEN if row[key]}
        fact |= {key: row[key].casefold() for key in ("kind", "billing") if row[key]}
        fact |= self._subject(row)
        if row["people"]:
            fact["people"] = [self._person(named, row) for named in read_named(row["people"])]
        if row["character"]:
            fact["character"] = self._character(row)
        self._episode(row["spoils"], row.line, "spoils")
        return fact

    def _subject(self, row: Row) -> dict[str, object]:
        """What the fact is about. A season beside episodes of its own says nothing more."""
        codes = _parts(row["episodes"])
        known = [self._episode(code, row.line, "episodes") for code in codes]
        seasons = [_season(part) for part in _parts(row["season"])]
        for season in seasons:
            if isinstance(season, int):
                self._enter("seasons", str(season), {"number": season}, row.line, "season")
        subject: dict[str, object] = {}
        if codes:
            subject["episodes" if len(codes) > 1 else "episode"] = codes if len(codes) > 1 else codes[0]
        if seasons and set(seasons) != {code.season if code else None for code in known}:
            subject["seasons" if len(seasons) > 1 else "season"] = seasons if len(seasons) > 1 else seasons[0]
        return subject

    def _episode(self, text: str, line: int, column: str) -> EpisodeCode | None:
        code = parse_episode(text)
        if code is not None:
            self._enter("seasons", str(code.season), {"number": code.season}, line, column)
            self._enter("episodes", str(code), {"code": str(code)}, line, column)
        return code

    def _person(self, named: Named, row: Row) -> str:
        key = self._people.key(named, lambda words: self._faults.tell(row.line, "people", words))
        self._enter("people", key, {"name": named[0]}, row.line, "people")
        return key

    def _character(self, row: Row) -> str:
        named, *others = read_named(row["character"]) or [("", None)]
        if others:
            words = r"names several; a fact has one character, and a ; within a name is written \;"
            self._faults.tell(row.line, "character", words)
        key = self._characters.key(named, lambda words: self._faults.tell(row.line, "character", words))
        entry = self._enter("characters", key, {"name": named[0]}, row.line, "character")
        if spoils := row["character_spoils"]:
            self._episode(spoils, row.line, "character_spoils")
            if entry.setdefault("spoils", spoils) != spoils:
                words = f"differs from what another row has for {named[0]}: {entry['spoils']}"
                self._faults.tell(row.line, "character_spoils", words)
        return key

    def _claim(self, row: Row) -> dict[str, object]:
        claim: dict[str, object] = {key: row[key] for key in ("published", "speaker", "via", "note") if row[key]}
        if row["weight"]:
            claim["weight"] = row["weight"].casefold()
        denies = row["denies"].casefold()
        if denies not in _YES | _NO:
            self._faults.tell(row.line, "denies", "write yes where the source says that it is not so, else nothing")
        return claim | {"denies": denies in _YES, "source": self._source(row)}

    def _source(self, row: Row) -> str:
        content = (row["outlet"], row["source_title"], row["url"])
        if content not in self._sources:
            self._sources[content] = f"{slug(row['outlet'] or 'nobody')}-{digest(*content)}"
        given = {"outlet": content[0], "title": content[1], "url": content[2]}
        source: dict[str, object] = {key: value for key, value in given.items() if value}
        self._enter("sources", self._sources[content], source, row.line, "outlet")
        return self._sources[content]


def _parts(cell: str) -> list[str]:
    """What stands between a cell's semicolons."""
    return [part for piece in cell.split(";") if (part := piece.strip())]


def _season(text: str) -> int | str:
    """A season's number, as 2, 2.0 or "Season 2"; what is none of these as it stands."""
    if found := _WHOLE_NUMBER.fullmatch(text):
        return int(found[1])
    number = parse_season(text)
    return text if number is None else number
