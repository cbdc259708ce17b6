"""Reads single values of a table with any columns: numbers, seasons, episodes, titles."""

import re
from urllib.parse import unquote

from bot.domain.codes import EpisodeCode, parse_episode, parse_episodes, parse_season
from bot.packs.any_table.numerals import number_in

_NOTHING = frozenset(
    "-|–|—|--|---|?|??|???|n/a|n.a.|na|nan|<na>|nat|nil|tba|tbd|tbc|null|\\n|none|unknown|not available|not credited"
    "|to be announced|to be determined|uncredited".split("|")
)
_TITLES = frozenset({"none", "unknown", "uncredited", "nil", "nat"})
"""Words that say that nothing is known, but not where a title is expected."""
_NOBODY = frozenset(
    "various|others|more|diverse|verschiedene|divers|varios|vari|vários|anonymous|staff|n.n.|ditto|ibid|several|many"
    "|various directors|various writers|various artists|various people|and others|and more|et al|et al.|staff writers"
    "|no director|no writer|same|see above|todos".split("|")
)
_SPREADSHEET_ERROR = re.compile(r"#(?:ref!|name\?|value!|div/0!|null!|num!|n/a|#+)", re.IGNORECASE)
_SPECIAL = re.compile(r"specials?|special episodes?|sp|sonderfolgen?|specialepisode|spécial|especial|speciale", re.I)
_EPISODE_WORDS = (
    "episode|épisode|episodio|episódio|aflevering|avsnitt|odcinek|folge|chapter|capítulo|kapitel|chapitre|part|серия"
    "|эпизод|ep|e|no|nr|number|#"
)
_SEASON_WORDS = "season|series|staffel|saison|temporada|stagione|seizoen|säsong|sezon|сезон|s|t"
_EPISODE = re.compile(rf"(?:(?:{_EPISODE_WORDS})(?=[\W\d]))?[.:#]?\s*(?P<number>.+)", re.IGNORECASE)
_SEASON = re.compile(rf"(?:(?:{_SEASON_WORDS})(?=[\W\d]))?[.:#]?\s*(?P<number>.+)", re.IGNORECASE)
_SEASON_AFTER = re.compile(rf"(?P<number>.+?)\s+(?:{_SEASON_WORDS})", re.IGNORECASE)
_RUN = re.compile(r"0*(\d{1,4})\s*(?:-|–|—|to|bis|and|und|&|/|,|\+)\s*0*(\d{1,4})", re.IGNORECASE)
_LONGEST_RUN = 30
_NOTE = re.compile(r"\s?\[(?:[a-z]|\d{1,4}|(?:n|nb|note|fn|lower-alpha)\.?\s?\w{1,3})\]$", re.IGNORECASE)
"""A footnote mark at the end of a cell: [2], [a], [n 1]."""
_LONGEST_NOTE, _MOST_NOTES = 20, 10
_QUOTED = re.compile(r'["“„]([^"“”„]+)["”“]')
"""A title as wikis write it."""
_WIKI_PATH = re.compile(r"(?:https?://[\w.-]+)?/wiki/([^\s?#]+)")
_LONGEST_LABEL = 40
DAY_OF_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)?")
_MONTH_WORD = r"(?P<month>[^\W\d_]{3,20})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
WORDED = (
    re.compile(
        rf"(?:[^\W\d_]{{2,20}}\.?,?\s+)??{_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?{_MONTH_WORD},?\s+"
        rf"(?:de\s+)?{_YEAR}(?:\s?г\.?)?"
    ),
    re.compile(rf"(?:[^\W\d_]{{2,20}}\.?,?\s+)??{_MONTH_WORD}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}"),
    re.compile(rf"{_DAY}[-/ ]{_MONTH_WORD}[-/ ](?P<year>\d{{4}}|\d{{2}})"),
    re.compile(rf"{_MONTH_WORD},?\s+(?:de\s+)?{_YEAR}"),
)


def is_blank(cell: str) -> bool:
    """Return whether a cell is empty, or says that nothing is known."""
    return not cell or cell.casefold() in _NOTHING


def is_nobody(cell: str) -> bool:
    """Return whether a cell or a part of one stands for people without naming any, such as "Various"."""
    return is_blank(cell) or cell.casefold() in _NOBODY


def value_of(cell: str) -> str:
    """Return what a cell says, in one line and without footnote marks; "" if it is blank."""
    plain = without_notes(" ".join(cell.split()))
    return "" if is_blank(plain) else plain


def without_notes(cell: str) -> str:
    """Return a cell without the footnote marks at its end."""
    for _ in range(_MOST_NOTES):
        if not cell.endswith("]") or not (found := _NOTE.search(cell, max(0, len(cell) - _LONGEST_NOTE))):
            break
        cell = cell[: found.start()]
    return cell


def title_of(cell: str) -> str:
    """Return the title in a cell, without quotes, footnote marks or a wiki's address; "" if there is none."""
    title = without_notes(" ".join(cell.split())).rstrip("†‡§ ")
    if found := _WIKI_PATH.fullmatch(title):
        title = unquote(found[1]).replace("_", " ").strip()
    if found := _QUOTED.fullmatch(title):
        title = found[1].strip()
    elif title.count('"') == 1 and title.endswith('"'):
        title = title[:-1].strip()
    folded = title.casefold()
    return "" if is_blank(title) and folded not in _TITLES else title


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
    """Return a season's number from 2, 2.0, "Season 2", "Season Two", "2nd season", II or "Special"; else None."""
    if is_special(cell):
        return 0
    if len(cell) > _LONGEST_LABEL:
        return None
    bare = re.sub(r"\s*\([^()]*\)$", "", cell)
    for form in (_SEASON, _SEASON_AFTER):
        found = form.fullmatch(bare)
        number = number_in(found["number"]) if found else None
        if number is not None:
            return number
    return parse_season(cell)


def numbers_of(cell: str) -> tuple[int, ...]:
    """Return an episode's number from 7, 7.0, "Episode 7", "six" or VI, several from "1-2"; () for anything else."""
    if len(cell) > _LONGEST_LABEL:
        return ()
    found = _EPISODE.fullmatch(cell)
    number = number_in(found["number"]) if found else None
    if number is not None:
        return (number,)
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
    return any(form.fullmatch(cell) for form in (DAY_OF_TIME, YEAR_FIRST, NUMBERS, *WORDED))


def looks_like_address(cell: str) -> bool:
    """Return whether a cell begins like a web address."""
    return cell.startswith(("https://", "http://"))
