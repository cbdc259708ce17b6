"""How sure an answer is and who said so, said once on a card; only the lines that differ carry a sign."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.domain.certainty import one_each
from bot.domain.dates import MONTHS, PartialDate
from bot.domain.facts import Claim, Known, naming
from bot.domain.names import fold
from bot.domain.text import escape
from bot.ui.facts.sentences import OUTLET, remark
from bot.ui.statuses import Look, look_at
from bot.ui.text import link, listed

UNDATED = "undated"


@lru_cache(4_000)  # a season's card has several of the same
def sure_line(known: Known) -> str:
    """How sure a fact is, who said so first and when, and how many more outlets do."""
    return f"{look_at(known)} · {who_said(known)}"


def who_said(known: Known) -> str:
    """Who said so first and when, and how many more outlets do."""
    return _who_said(known, [known])


def sure_line_together(several: Sequence[Known]) -> str:
    """The same for facts with one status that are parts of one answer: the weightiest word on any of them.

    `several` has at least one fact. Words in the open come before those of hidden facts.
    """
    known = min(several, key=lambda each: (each.fact.gives_away is not None, naming(each.certainty.agreeing[0])))
    return f"{look_at(known)} · {_who_said(known, several)}"


def _who_said(known: Known, several: Sequence[Known]) -> str:
    first = known.certainty.agreeing[0]
    parts = [f"{remark(known.fact, _who(first))}, {brief(first.published)}"]
    if others := len(_outlets(several)) - 1:
        parts.append(f"and {others} more")
    return ", ".join(parts)


def sure_line_of(several: Sequence[Known]) -> str:
    """The same for facts with one status: the outlet behind most of them, how many more there are, and their years.

    `several` has at least one fact.
    """
    if len(several) == 1:
        return sure_line(several[0])
    look = look_at(several[0])
    outlets = _outlets(several)
    years = sorted({claim.published.first.year for each in several for claim in _agreeing(each) if claim.published})
    when = "" if not years else f", {years[0]}" if years[0] == years[-1] else f", {years[0]} to {years[-1]}"
    in_the_open = Counter(
        fold(claim.source.outlet) for each in several if not each.fact.gives_away for claim in _agreeing(each)
    )
    if not in_the_open:
        return f"{look} · {len(outlets)} {'source' if len(outlets) == 1 else 'sources'}{when}"
    key = in_the_open.most_common(1)[0][0]
    others = f" and {len(outlets) - 1} more" if len(outlets) > 1 else ""
    return f"{look} · {escape(outlets[key], OUTLET)}{others}{when}"


@dataclass(frozen=True, slots=True)
class Signed:
    """Lines, where only those that differ from most carry a sign. `shared` is the look of most of them, and `foot`
    says what the signs mean; it is plain text, and "" without signs."""

    lines: tuple[str, ...]
    shared: Look
    foot: str


def signed(lines: Iterable[tuple[str, Look]], shared: Look | None = None) -> Signed:
    """Lines, each with its look; at least one. `shared` is the look that the card says of all, if it does already."""
    lines = tuple(lines)
    signs = Signs(shared or most_common(look for _, look in lines))
    return Signed(tuple(signs.behind(line, look) for line, look in lines), signs.shared, signs.foot)


@dataclass(slots=True)
class Signs:
    """Puts a sign behind each text that differs from what a card says of all, its `shared` look."""

    shared: Look
    _used: dict[Look, None] = field(default_factory=dict[Look, None])

    def behind(self, text: str, look: Look) -> str:
        """Finished text, with the sign of its look if that is another one."""
        if look is self.shared:
            return text
        self._used[look] = None
        return f"{text} {look.sign}"

    @property
    def foot(self) -> str:
        """What the signs so far mean, in plain text; "" without signs."""
        return " · ".join(f"{look.sign} {look.word.lower()}" for look in self._used)


def most_common(looks: Iterable[Look]) -> Look:
    """The look that most of these are; at least one."""
    return Counter(looks).most_common(1)[0][0]


def brief(day: PartialDate | None) -> str:
    """A date as short as it is understood everywhere: 8 Mar 2018, late 2016, undated."""
    if day is None:
        return UNDATED
    if not day.is_day:
        return str(day)
    return f"{day.first.day} {MONTHS[day.first.month - 1][:3]} {day.first.year:04}"


def seasons_in_words(numbers: Iterable[int]) -> str:
    """Seasons in few words: "season 2", "seasons 1 to 3", "seasons 1, 3 and 5 to 7"; at least one number."""
    runs = _runs(numbers)
    parts = [part for run in runs for part in _run(run)]
    is_one = len(runs) == 1 and len(runs[0]) == 1
    return f"{'season' if is_one else 'seasons'} {listed(parts)}"


def seasons_in_codes(numbers: Iterable[int]) -> str:
    """Seasons as short as they are understood: "S2", "S1–3", "S1, S3, S5–7"."""
    return ", ".join(f"S{run[0]}–{run[-1]}" if len(run) > 1 else f"S{run[0]}" for run in _runs(numbers))


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _run(run: Sequence[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]


def _who(claim: Claim) -> str:
    """Who to name for a claim: the speaker before the outlet that quotes them. Sources has both."""
    if claim.speaker:
        return escape(claim.speaker, OUTLET)
    return link(escape(claim.source.outlet, OUTLET), claim.source.url)


def _agreeing(known: Known) -> Sequence[Claim]:
    return one_each(known.certainty.agreeing)


def _outlets(several: Iterable[Known]) -> dict[str, str]:
    """The outlets that agree, by their keys."""
    return {fold(claim.source.outlet): claim.source.outlet for each in several for claim in _agreeing(each)}
