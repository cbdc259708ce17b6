"""The time that a question in words names."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates import read_date, read_day
from bot.language.questions.clauses import Clauses


@dataclass(frozen=True, slots=True)
class When:
    """The first and the last day of a time, and what a question calls it.

    `day` is the past day that it asks about; None for a time to come, since it can only ask what happens then.
    """

    text: str
    first: date
    last: date
    day: date | None

    @classmethod
    def of(cls, parted: Clauses, today: date) -> "When | None":
        """Return the time that a text names, if any. Raises BadInput for one that can't be asked about."""
        if not parted.day:
            return None
        named = read_date(parted.day)
        if parted.is_before:
            last = min(named.first - timedelta(days=1), today)
            return cls(parted.day, date.min, last, last)
        day = None if named.first > today else read_day(parted.day, today)
        return cls(parted.day, named.first, named.last, day)

    def refuse_if_to_come(self, today: date) -> None:
        """Raise BadInput for a time to come: nobody knows yet what will be known then."""
        if self.day is None:
            read_day(self.text, today)
