"""A rule's text, as it is stored: an RFC 5545 RRULE, then a line for its beginning and for each exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING, FREE = ("MO", "TU", "WE", "TH", "FR"), ("SA", "SU")
ORDER = (
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS",
    "BYHOUR", "BYDAY",
)  # fmt: skip
DAYS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
"""The parts that name days."""
_BEGINS, _WITHOUT_DAYS, _WITHOUT = "DTSTART:", "EXDATE:", "EXRULE:"
_DAY = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class RuleText:
    """The parts of a rule. `parts` are those of its RRULE, by name.

    `begins`: the first day, if it was named. `without`: RRULEs of days that are left out; `without_days`: such days.
    """

    parts: Mapping[str, str]
    begins: date | None = None
    without: tuple[str, ...] = ()
    without_days: tuple[date, ...] = field(default=())

    @classmethod
    @lru_cache(maxsize=1024)  # it is asked for each time that a post is planned or shown
    def parse(cls, text: str) -> "RuleText":
        """Read what was stored."""
        first, *lines = text.split("\n")
        begins = [_day(line.removeprefix(_BEGINS)) for line in lines if line.startswith(_BEGINS)]
        days = [line.removeprefix(_WITHOUT_DAYS) for line in lines if line.startswith(_WITHOUT_DAYS)]
        return cls(
            MappingProxyType(split(first)),
            begins[0] if begins else None,
            tuple(line.removeprefix(_WITHOUT) for line in lines if line.startswith(_WITHOUT)),
            tuple(_day(day) for line in days for day in line.split(",")),
        )

    def __str__(self) -> str:
        lines = [joined(self.parts)]
        if self.begins:
            lines.append(f"{_BEGINS}{self.begins:{_DAY}}")
        if self.without_days:
            lines.append(_WITHOUT_DAYS + ",".join(f"{day:{_DAY}}" for day in sorted(set(self.without_days))))
        lines += [_WITHOUT + rule for rule in sorted(set(self.without))]
        return "\n".join(lines)

    @property
    def freq(self) -> str:
        return self.parts["FREQ"]

    @property
    def interval(self) -> int:
        return int(self.parts.get("INTERVAL", 1))

    @property
    def has_exceptions(self) -> bool:
        return bool(self.without or self.without_days)

    def listed(self, name: str) -> tuple[str, ...]:
        """The values of one part."""
        return tuple(value for value in self.parts.get(name, "").split(",") if value)

    def changed(self, **parts: str | None) -> "RuleText":
        """This rule with other parts; None takes one away."""
        kept = {name: value for name, value in {**self.parts, **parts}.items() if value is not None}
        return replace(self, parts=kept)


def split(rrule: str) -> dict[str, str]:
    """The parts of an RRULE by their names."""
    return {name: value for name, _, value in (part.partition("=") for part in rrule.split(";"))}


def joined(parts: Mapping[str, str]) -> str:
    """An RRULE of these parts, in the order in which they are always written."""
    return ";".join(f"{name}={parts[name]}" for name in ORDER if name in parts)


def end_of(parts: Mapping[str, str]) -> datetime:
    """The local time after which a rule with an UNTIL does not happen."""
    return datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (a wall's time has no zone)


def _day(text: str) -> date:
    return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
