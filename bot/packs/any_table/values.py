"""Reads single values of a table with any columns: numbers, seasons, episodes, and the dates of a whole column."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from dateparser.date import DateDataParser

from bot.domain.codes import EpisodeCode, parse_episode, parse_episodes, parse_season
from bot.domain.dates import PartialDate

_BLANK = frozenset({"-", "–", "—", "--", "?", "n/a", "tba", "tbd", "tbc", "none", "null", "unknown", "\\n"})
_SPREADSHEET_ERROR = re.compile(r"#(?:ref!|name\?|value!|div/0!|null!|num!|n/a|#+)", re.IGNORECASE)
_SPECIAL = re.compile(r"specials?|special episodes?|sp|sonderfolgen?|specialepisode|spécial|especial|speciale", re.I)
_EPISODE = re.compile(
    r"(?:episode|épisode|episodio|episódio|aflevering|avsnitt|odcinek|folge|ep|e|no|nr|#)?[.:]?\s*0*(\d{1,4})(?:[.,]0+)?",
    re.IGNORECASE,
)
_RUN = re.compile(r"0*(\d{1,4})\s*(?:-|–|—|to|bis|&|/|,|\+)\s*0*(\d{1,4})", re.IGNORECASE)
_LONGEST_RUN = 30
_SEASON = re.compile(
    r"(?:season|series|staffel|saison|temporada|stagione|seizoen|säsong|sezon|s|t)?[.:]?\s*0*(\d{1,4})(?:[.,]0+)?"
    r"|0*(\d{1,4})\.\s*(?:staffel|season)",
    re.IGNORECASE,
)
_DAY_OF_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\s?\d{1,2}\1\s?\d{2}")
_BESIDE = re.compile(r"(?:\s*(?:\(\d{4}-\d{2}-\d{2}\)|\[\w{1,4}\]))+$")
"""What a table copied from a wiki has after a date: the same day again, and footnote marks."""
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_WORD = r"(?P<month>[^\W\d_]{3,20})\.?"
_WORDED = (
    re.compile(rf"(?:[^\W\d_]{{2,20}}\.?,?\s+)??(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?{_WORD},?\s+(?:de\s+)?(?P<year>\d{{4}})"),
    re.compile(rf"(?:[^\W\d_]{{2,20}}\.?,?\s+)??{_WORD}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}})-{_WORD}-(?P<year>\d{{4}})"),
    re.compile(rf"{_WORD},?\s+(?:de\s+)?(?P<year>\d{{4}})"),
)  # fmt: skip
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"]
_MOST_WORDS_ASKED = 300
_FIRST_YEAR = 1900


def is_blank(cell: str) -> bool:
    """Return whether a cell is empty, or says that nothing is known."""
    return not cell or cell.casefold() in _BLANK


def value_of(cell: str) -> str:
    """Return what a cell says, in one line; "" if it is blank."""
    return "" if is_blank(cell) else " ".join(cell.split())


def fault_of_cell(cell: str) -> str | None:
    """Return what is wrong with a cell, whichever column it is in."""
    if cell.startswith("="):
        return "contains a formula; save the table with its values"
    if _SPREADSHEET_ERROR.fullmatch(cell):
        return f"contains {cell}, which a spreadsheet shows when a formula fails; fix it there"
    return None


def is_special(cell: str) -> bool:
    """Return whether a season's or an episode's cell says that it is a special."""
    return _SPECIAL.fullmatch(cell) is not None


def season_of(cell: str) -> int | None:
    """Return a season's number from 2, 2.0, "Season 2", "Staffel 2", "S2" or "Special"; None for anything else."""
    if is_special(cell):
        return 0
    found = _SEASON.fullmatch(cell)
    return int(found[1] or found[2]) if found else parse_season(cell)


def numbers_of(cell: str) -> tuple[int, ...]:
    """Return an episode's number from 7, 7.0, "Episode 7" or "Folge 7", several from "1-2"; () for anything else."""
    if found := _EPISODE.fullmatch(cell):
        return (int(found[1]),)
    if found := _RUN.fullmatch(cell):
        first, last = int(found[1]), int(found[2])
        return tuple(range(first, last + 1)) if first < last < first + _LONGEST_RUN else ()
    return ()


def codes_of(cell: str) -> tuple[EpisodeCode, ...]:
    """Return the episodes in a cell: S02E07, 2x07, S01E01-E03, or several between commas; () for anything else."""
    if code := parse_episode(cell):
        return (code,)
    codes: dict[EpisodeCode, None] = {}
    for part in re.split(r"[;,\n]", cell):
        found = parse_episodes(part) if part.strip() else ()
        if part.strip() and not found:
            return ()
        codes.update(dict.fromkeys(found))
    return tuple(codes)


def looks_like_date(cell: str) -> bool:
    """Return whether a cell has the form of a day, in any order."""
    return any(form.fullmatch(cell) for form in (_DAY_OF_TIME, _YEAR_FIRST, _NUMBERS, _SHORT_YEAR, *_WORDED))


def looks_like_address(cell: str) -> bool:
    """Return whether a cell begins like a web address."""
    return cell.startswith(("https://", "http://"))


class DateColumn:
    """The dates of one column, which all have the same order.

    The day comes first, unless a second number in the column is over twelve and no first number is. `ambiguous` is an
    example from a column that proves neither order.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        bare = (_BESIDE.sub("", cell) for cell in cells)
        numbers = [(int(found[1]), int(found[3]), cell) for cell in bare if (found := _NUMBERS.fullmatch(cell))]
        day_first = any(first > 12 for first, _, _ in numbers)
        self.month_first = not day_first and any(second > 12 for _, second, _ in numbers)
        doubtful = (cell for first, second, cell in numbers if first != second)
        self.ambiguous = None if day_first or self.month_first else next(doubtful, None)
        self._months: dict[str, int | None] = {}
        self._parser = DateDataParser(
            languages=_LANGUAGES, settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
        )

    def read(self, cell: str) -> PartialDate:
        """Return the date in a cell, as precise as it is written. Raises ValueError with words."""
        read = self._read(_BESIDE.sub("", cell))
        if read.first.year < _FIRST_YEAR:
            raise ValueError(f"{cell} is before there was television")
        return read

    def _read(self, cell: str) -> PartialDate:
        if found := _DAY_OF_TIME.fullmatch(cell):
            return PartialDate.parse(found[1])
        if found := _YEAR_FIRST.fullmatch(cell):
            return _day(cell, int(found[1]), int(found[3]), int(found[4]))
        if found := _NUMBERS.fullmatch(cell):
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            if self.month_first:
                return _day(cell, year, first, second, " (the column has the month first)")
            return _day(cell, year, second, first, " (the column has the day first)")
        if _SHORT_YEAR.fullmatch(cell):
            raise ValueError(f"{cell} has a year with two digits; write all four")
        if found := _MONTH_YEAR.fullmatch(cell):
            return PartialDate.parse(f"{found[2]}-{int(found[1]):02}")
        return self._worded(cell)

    def _worded(self, cell: str) -> PartialDate:
        for form in _WORDED:
            found = form.fullmatch(cell)
            month = self._month(found["month"].casefold()) if found else None
            if found is None or month is None:
                continue
            year, parts = int(found["year"]), found.groupdict()
            return _day(cell, year, month, int(parts["day"])) if "day" in parts else _month_of(year, month)
        try:
            return PartialDate.parse(re.sub(r"\.0+", "", cell).casefold().replace("q", "Q"))
        except ValueError:
            raise ValueError(f"{cell[:40]} can't be read as a date; write one such as 2018-03-08") from None

    def _month(self, word: str) -> int | None:
        """Return the month that a word names in any of the languages. Asks about only so many words per column."""
        if word not in self._months:
            if len(self._months) >= _MOST_WORDS_ASKED:
                return None
            read: Any = self._parser.get_date_data(f"1 {word} 2000").date_obj
            self._months[word] = read.month if read and (read.year, read.day) == (2000, 1) else None
        return self._months[word]


def _month_of(year: int, month: int) -> PartialDate:
    return PartialDate.parse(f"{year:04}-{month:02}")


def _day(cell: str, year: int, month: int, day: int, order: str = "") -> PartialDate:
    try:
        return PartialDate.of_day(date(year, month, day))
    except ValueError:
        raise ValueError(f"{cell} is not a day in the calendar{order}") from None
