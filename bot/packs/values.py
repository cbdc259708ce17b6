"""Reads and checks single values of a pack."""

from datetime import date
from unicodedata import category

from bot.domain.codes import EpisodeCode, parse_episode
from bot.domain.dates import PartialDate


def _date_text(value: object) -> object:
    return value.isoformat() if type(value) is date else value


def partial_date(value: object) -> PartialDate:
    """Return a date as a file gives it. Raises ValueError."""
    if isinstance(value, PartialDate):
        return value
    value = _date_text(value)
    if isinstance(value, str):
        return PartialDate.parse(value)
    raise ValueError("write a date such as 2018-03-08, or in quotes 2018-03, 2018-Q1, early 2018 or 2018")


def episode_code(value: object) -> EpisodeCode:
    """Return an episode as a file gives it. Raises ValueError."""
    if isinstance(value, EpisodeCode):
        return value
    code = parse_episode(value) if isinstance(value, str) else None
    if code is None:
        raise ValueError("write an episode as S02E07, in quotes")
    return code


def without_control_characters(value: str, allowed: str = "") -> str:
    """Return the text unchanged. Raises ValueError for a control character that is not allowed.

    Most can't be seen, and some make spreadsheets and terminals do strange things.
    """
    for character in value:
        if category(character) == "Cc" and character not in allowed:
            raise ValueError(f"contains the control character U+{ord(character):04X}, which can't be seen; remove it")
    return value


def visible(value: str) -> str:
    """Return the text unchanged. Raises ValueError if nothing in it can be seen."""
    if not any(category(character)[0] in "LNPS" for character in value):
        raise ValueError("has nothing in it that can be seen")
    return value


def of_some_lines(value: str) -> str:
    """Return the text unchanged. Raises ValueError for control characters other than line ends and tabs."""
    return without_control_characters(value, "\n\t")
