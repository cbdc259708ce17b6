"""Rules in English: what each form means, what is refused, and that no word of an accepted one is passed over."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dates import MONTHS, day_in_words
from bot.errors import BadInput
from bot.language.recurrence.reading import read_repeat, read_rule
from bot.language.recurrence.rule import Recurrence

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
"""A Sunday, 20:00 in Berlin."""
NINE = time(9)


def read(text: str, at: time = NINE) -> Recurrence:
    return read_rule(text, at, BERLIN, NOW)


def again(rule: Recurrence) -> Recurrence:
    """The rule that its own words are read as."""
    return read_rule(rule.in_words(), rule.at, BERLIN, NOW)


WORDS = [
    # How often
    ("daily", "every day"),
    ("each day", "every day"),
    ("everyday", "every day"),
    ("every other day", "every 2 days"),
    ("every 4th day", "every 4 days"),
    ("every second week on monday", "every 2 weeks on Monday"),
    ("every fortnight on monday", "every 2 weeks on Monday"),
    ("once a week on sunday", "every Sunday"),
    ("once every 2 weeks on mon", "every 2 weeks on Monday"),
    ("every two weeks on friday", "every 2 weeks on Friday"),
    ("every quarter on the 1st", "every 3 months on the 1st"),
    ("annually on 1 may", "every year on 1 May"),
    # Weekdays
    ("every wed.", "every Wednesday"),
    ("tuesdays and thurs", "every Tuesday and Thursday"),
    ("weekly on wednesdays and fridays", "every Wednesday and Friday"),
    ("every friday and every sunday", "every Friday and Sunday"),
    ("mon/wed & fri", "every Monday, Wednesday and Friday"),
    ("every Mon-Wed", "every Monday, Tuesday and Wednesday"),
    ("every Mon thru Wed", "every Monday, Tuesday and Wednesday"),
    ("each week on saturday through tuesday", "every Monday, Tuesday, Saturday and Sunday"),
    ("every other weekend", "every 2 weeks on Saturday and Sunday"),
    ("every 4th week on weekends", "every 4 weeks on Saturday and Sunday"),
    ("every 3 fridays", "every 3 weeks on Friday"),
    ("every friday of the month", "every Friday"),
    ("every friday the 13th", "every Friday the 13th"),
    # Days of a month
    ("every 1st and 3rd friday", "on the 1st and 3rd Friday of every month"),
    ("every first and third monday", "on the 1st and 3rd Monday of every month"),
    ("every 2nd and 4th tuesday", "on the 2nd and 4th Tuesday of every month"),
    ("every first friday", "on the 1st Friday of every month"),
    ("every last friday", "on the last Friday of every month"),
    ("every third friday of the month", "on the 3rd Friday of every month"),
    ("2nd to the last friday of each month", "on the 2nd to last Friday of every month"),
    ("2nd and 2nd last fri of each month", "on the 2nd and 2nd to last Friday of every month"),
    ("first, second, and third friday of each month", "on the 1st, 2nd and 3rd Friday of every month"),
    (
        "first and third friday and second tuesday of each month",
        "on the 2nd Tuesday and the 1st and 3rd Friday of every month",
    ),
    (
        "every 2 months on the last friday and the 2nd tuesday",
        "every 2 months on the 2nd Tuesday and the last Friday",
    ),
    ("first friday of every other month", "every 2 months on the 1st Friday"),
    ("the 4th of every 3rd month", "every 3 months on the 4th"),
    ("every month on the 4th day", "on the 4th of every month"),
    ("every 2nd day of the month", "on the 2nd of every month"),
    ("every fourth of the month", "on the 4th of every month"),
    ("beginning of each month", "on the 1st of every month"),
    ("each month at the end", "on the last day of every month"),
    ("2nd to the last of each month", "on the 2nd to last day of every month"),
    ("first weekday of every month", "on the 1st weekday of every month"),
    (
        "monthly on the first and last instance of wed and fri",
        "on the 1st and last instance of Wednesday and Friday of every month",
    ),
    # Days of a year
    ("every year on Dec 25", "every year on 25 December"),
    ("every july 4th", "every year on 4 July"),
    ("every aug 20 and 30", "every year on 20 and 30 August"),
    ("every 20th and 30th of aug", "every year on 20 and 30 August"),
    ("once a year on the fourth thursday in november", "every year on the 4th Thursday of November"),
    ("every other year on 1 may", "every 2 years on 1 May"),
    ("last day of february", "every year on the last day of February"),
    ("31st day of every year", "on the 31st day of every year"),
    ("every year on day 31", "on the 31st day of every year"),
    ("on the first monday of the year", "on the 1st Monday of every year"),
    ("every Tue and Fri in week 14", "every Tuesday and Friday in week 14"),
    ("every 3 years on Fri in week 12 and 14", "every 3 years on Friday in week 12 and 14"),
    ("the 1st of june and july", "on the 1st of every month at 09:00, in June and July"),
    # Months
    ("every day in june-august", "every day at 09:00, in June, July and August"),
    ("every friday in december", "every Friday at 09:00, in December"),
    ("last weekday of january", "on the last weekday of every month at 09:00, in January"),
    # How many times, how long, until when
    ("fridays twice", "every Friday at 09:00, 2 times"),
    ("fridays 3x", "every Friday at 09:00, 3 times"),
    ("every other friday for 5 times", "every 2 weeks on Friday at 09:00, 5 times"),
    ("every 4th and 10th of the month up to 7x", "on the 4th and 10th of every month at 09:00, 7 times"),
    ("every friday once", "every Friday at 09:00, once"),
    ("tuesdays for the next six weeks", "every Tuesday at 09:00, until 3 January 2027"),
    ("every sat for up to 2 months", "every Saturday at 09:00, until 22 January 2027"),
    ("daily for the next year", "every day at 09:00, until 22 November 2027"),
    ("each thurs until next month", "every Thursday at 09:00, until 1 December 2026"),
    ("daily until friday", "every day at 09:00, until 27 November 2026"),
    ("daily until feb", "every day at 09:00, until 1 February 2027"),
    ("daily until the end of feb", "every day at 09:00, until 28 February 2027"),
    # From when
    ("every day starting next tuesday until feb", "every day at 09:00, from 24 November 2026, until 1 February 2027"),
    ("starting in april, daily until march", "every day at 09:00, from 1 April 2027, until 1 March 2028"),
    ("every 3 fridays from december until february",
     "every 3 weeks on Friday at 09:00, from 4 December 2026, until 1 February 2027"),
    ("every friday from november to february", "every Friday at 09:00, until 28 February 2027"),
    ("fridays starting in may for 10 occurrences", "every Friday at 09:00, 10 times, from 7 May 2027"),
    ("every fourth of the month from jan 1 2027 to dec 25th 2030",
     "on the 4th of every month at 09:00, from 4 January 2027, until 25 December 2030"),
    ("daily starting march 3rd for 2 weeks", "every day at 09:00, from 3 March 2027, until 16 March 2027"),
    ("every 2 weeks on monday from 2 november 2026", "every 2 weeks on Monday at 09:00, from 2 November 2026"),
    ("every friday from tomorrow", "every Friday at 09:00"),
    # Exceptions
    ("daily except in June", "every day at 09:00, except in June"),
    ("daily except on weekends", "on weekdays"),
    ("weekdays but not wednesdays", "every Monday, Tuesday, Thursday and Friday"),
    ("daily except on June 23rd and July 4th", "every day at 09:00, except on 23 June and 4 July"),
    ("every monday except each 2nd monday in March", "every Monday at 09:00, except on the 2nd Monday of March"),
    ("daily except for tomorrow", "every day at 09:00, except on 23 November 2026"),
    ("tuesdays except 1 december 2026", "every Tuesday at 09:00, except on 1 December 2026"),
    ("every 2 days except on sundays", "every 2 days at 09:00, except every Sunday"),
    ("every 4 weekends except in july and sept",
     "every 4 weeks on Saturday and Sunday at 09:00, except in July and September"),
    ("every weekday in december except on 25 december 3 times",
     "on weekdays at 09:00, in December, 3 times, except on 25 December"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_each_form_is_read_and_said_back(text: str, words: str) -> None:
    rule = read(text)
    assert rule.in_words() == (words if "09:00" in words else f"{words} at 09:00")
    assert again(rule) == rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every sunday and the 1st of the month", "names two rules"),
        ("every 2 days and every friday", "names two rules"),
        ("every friday and the 1st of may", "names two rules"),
        ("every friday and the last sunday", "names two rules"),
        ("every june 23rd and july 4th", "names two rules"),
        ("first friday of march and second tuesday of april", "names two rules"),
        ("every 2 weeks and the 1st friday", "names two rules"),
        ("every 2 months and the 1st friday", "names two rules"),
        ("every other friday and every sunday", "names two rules"),
        ("every months on the 1st", "is not a rule that can be read"),
        ("every 5 weekdays", "is not a rule that can be read"),
        ("every other weekday", "is not a rule that can be read"),
        ("every friday 7", "is not a rule that can be read"),
        ("mon, mon and fri", "is not a rule that can be read"),
        ("weekdays and friday", "is not a rule that can be read"),
        ("every day in june and june", "is not a rule that can be read"),
        ("the 1st, 2nd and 1st", "is not a rule that can be read"),
        ("every 2nd friday", "may mean every so many weeks, or a day of every month"),
        ("every second tuesday", "may mean every so many weeks, or a day of every month"),
        ("twice a week", "is not a rule that can be read"),
        ("5 times every week", "is not a rule that can be read"),
        ("twice weekly", "is not a rule that can be read"),
        ("monthly on fri", "is not a rule that can be read"),
        ("every december", "is not a rule that can be read"),
        ("every year on the 31st", "is not a rule that can be read"),
        ("last day", "is not a rule that can be read"),
        ("every day except every day", "is not a rule that can be read"),
        ("daily except in may 2027", "is not a rule that can be read"),
        ("please post every other tuesday", "is not a rule that can be read"),
        ("every friday until 1/2/2027", "1 February 2027"),
        ("every friday 5 times until may", "ends twice"),
        ("every friday for 5 weeks until may", "ends twice"),
        ("fridays except mondays", "leaves out days that the rule does not have"),
        ("tuesdays except 2 december 2026", "leaves out 2 December 2026, which the rule does not have"),
        ("every friday except on 29 november 2026", "leaves out 29 November 2026"),
        ("weekends except saturdays except sundays", "leave nothing of it"),
        ("every 7 days except mondays", "would never happen"),
        ("every friday until sometime", "“sometime” is not a day that can be read"),
        ("every friday 3 times from 2 october 2026", "would not happen again"),
        ("every day except " + ", ".join(f"{day} may" for day in range(1, 14)), "12 exceptions"),
        ("every 0 days", "1 to 1,000"),
        ("every hour, 20 minutes past", "another minute than 09:00"),
    ],
)
def test_what_is_no_single_rule_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read(text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("every friday at 8pm", "every Friday at 20:00"),
        ("at 10 am on the 15th of every month", "on the 15th of every month at 10:00"),
        ("every friday at 20:00 in december", "every Friday at 20:00, in December"),
        ("tuesdays and thursdays at 3:15", "every Tuesday and Thursday at 03:15"),
        ("every other tuesday at noon", "every 2 weeks on Tuesday at 12:00"),
        ("wednesdays at 9 o'clock am", None),
        ("every 3 hours from 7:30", "every 3 hours, counted from 07:30"),
        ("every hour, 30 minutes past at 00:30", "every hour, 30 minutes past"),
        ("every friday at 9", None),
        ("every friday at 8pm and 9pm", None),
        ("every friday at 8pm until 9pm", None),
        ("every 20h", None),
        ("every friday 20h", "every Friday at 20:00"),
        ("FREQ=WEEKLY;BYDAY=FR 20:00", "every Friday at 20:00"),
        ("FREQ=WEEKLY;BYDAY=FR until may at 20:00", None),
        ("every friday at 20:00:30", None),
    ],
)
def test_a_line_has_a_rule_and_its_hour(line: str, words: str | None) -> None:
    if words is None:
        with pytest.raises(BadInput):
            read_repeat(line, BERLIN, NOW)
    else:
        assert read_repeat(line, BERLIN, NOW).in_words() == words


def test_a_rule_that_began_keeps_its_beat() -> None:
    rule = read("every 2 weeks on monday from 2 november 2026")
    assert [moment.wall.day for moment in rule.up_to(NOW, NOW + timedelta(days=30), BERLIN)] == [30, 14]
    count = read("every friday 5 times from 6 november 2026")
    assert [str(moment.wall.date()) for moment in count.up_to(NOW, NOW + timedelta(days=90), BERLIN)] == [
        "2026-11-27", "2026-12-04"
    ]  # fmt: skip


def test_a_count_is_of_those_that_happen() -> None:
    rule = read("every day 3 times except on 24 november")
    assert [moment.wall.day for moment in rule.up_to(NOW, NOW + timedelta(days=30), BERLIN)] == [23, 25, 26]
    hourly = read("every hour except on 24 november 2026")
    found = hourly.up_to(NOW, NOW + timedelta(days=3), BERLIN)
    assert {moment.wall.day for moment in found} == {23, 25}


# Days that a rule names, by its words and without any library: what must come of it.

_Test = Callable[[date], bool]


@dataclass(frozen=True)
class Said:
    """A rule's words, the days that fit them, and how many units it skips between two."""

    words: str
    fits: _Test
    unit: str = "day"
    every: int = 1


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {1: ("1st", "first"), 2: ("2nd", "second"), 3: ("3rd", "third"), 4: ("4th", "fourth"), -1: ("last",)}


def _joined(draw: st.DrawFn, words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    *first, last = words
    return ", ".join(first) + draw(st.sampled_from([" and ", ", and ", " & "])) + last


def _is_nth(day: date, places: list[int]) -> bool:
    from_end = day + timedelta(days=7)
    return (day.day + 6) // 7 in places or (-1 in places and from_end.month != day.month)


@st.composite
def _weekly(draw: st.DrawFn) -> Said:
    days = sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=5)))
    every = draw(st.sampled_from([1, 1, 2, 3, 7]))
    names = _joined(draw, [_WEEKDAYS[day][: draw(st.sampled_from([3, 20]))] for day in days])
    begin = "every " if every == 1 else f"every {every} weeks on "
    return Said(begin + names, lambda day: day.weekday() in days, "week", every)


@st.composite
def _nth_weekday(draw: st.DrawFn) -> Said:
    places = sorted(draw(st.sets(st.sampled_from(sorted(_ORDINALS)), min_size=1, max_size=3)))
    weekday = draw(st.integers(0, 6))
    names = _joined(draw, [draw(st.sampled_from(_ORDINALS[place])) for place in places])
    every = draw(st.sampled_from([1, 1, 2, 5]))
    end = "of the month" if every == 1 else f"of every {every} months"
    return Said(
        f"the {names} {_WEEKDAYS[weekday]} {end}",
        lambda day: day.weekday() == weekday and _is_nth(day, places), "month", every,
    )  # fmt: skip


@st.composite
def _dates(draw: st.DrawFn) -> Said:
    days = sorted(draw(st.sets(st.integers(1, 28), min_size=1, max_size=4)))
    names = _joined(
        draw, [f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}" for day in days]
    )
    form = draw(st.sampled_from(["monthly on the {}", "every {}", "the {} of every month", "on the {} of the month"]))
    return Said(form.format(names), lambda day: day.day in days, "month")


@st.composite
def _yearly(draw: st.DrawFn) -> Said:
    month, number = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    name = MONTHS[month - 1].lower()[: draw(st.sampled_from([3, 20]))]
    form = draw(
        st.sampled_from(["every {m} {d}", "yearly on {d} {m}", "every year on {m} {d}th", "every {d}th of {m}"])
    )
    return Said(form.format(m=name, d=number), lambda day: (day.month, day.day) == (month, number), "year")


_DAILY = st.integers(1, 9).map(
    lambda every: Said("every day" if every == 1 else f"every {every} days", lambda _: True, "day", every)
)


@st.composite
def _rules(draw: st.DrawFn) -> tuple[str, list[date]]:
    """A rule's words, and its days up to two years later."""
    said = draw(st.one_of(_weekly(), _nth_weekday(), _dates(), _yearly(), _DAILY))
    words, fits = said.words, said.fits
    start = (NOW + timedelta(days=1)).date()
    if said.unit != "year" and draw(st.booleans()):
        months = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))
        without = draw(st.booleans())
        names = _joined(draw, [MONTHS[month - 1] for month in months])
        words += f"{',' if without else ''} {'except ' if without else ''}in {names}"
        fits = _in_months(fits, set(months), not without)
    first_words = ""
    if draw(st.booleans()):
        start += timedelta(days=draw(st.integers(1, 200)))
        first_words = f" from {day_in_words(start)}"
    every_day = [start + timedelta(days=number) for number in range(800)]
    fitting = [day for day in every_day if fits(day)]
    anchor = fitting[0]
    days = [day for day in fitting if _distance(said.unit, anchor, day) % said.every == 0]
    end = draw(st.sampled_from(["times", "until", ""]))
    if end == "until":
        until = days[0] + timedelta(days=draw(st.integers(0, 300)))
        first_words += f" until {day_in_words(until)}"
        days = [day for day in days if day <= until]
    if len(days) > 1 and draw(st.booleans()):
        left_out = draw(st.sampled_from(days[:6]))
        words += f" except on {day_in_words(left_out)}"
        days = [day for day in days if day != left_out]
    if end == "times":
        times = draw(st.integers(1, 5))
        return f"{words}{first_words} for {times} times", days[:times]
    return words + first_words, days


def _in_months(fits: _Test, months: set[int], inside: bool) -> _Test:
    return lambda day: fits(day) and (day.month in months) == inside


def _distance(unit: str, anchor: date, day: date) -> int:
    match unit:
        case "day":
            return (day - anchor).days
        case "week":
            return (day - timedelta(day.weekday()) - anchor + timedelta(anchor.weekday())).days // 7
        case "month":
            return (day.year - anchor.year) * 12 + day.month - anchor.month
        case _:
            return day.year - anchor.year


@settings(max_examples=150)
@given(_rules())
def test_a_rule_comes_on_the_days_that_its_words_name_and_is_said_back(drawn: tuple[str, list[date]]) -> None:
    text, days = drawn
    rule = read(text)
    until = NOW + timedelta(days=700)
    found = [moment.wall.date() for moment in rule.up_to(NOW, until, BERLIN, 1000)]
    assert found == [day for day in days if day <= until.date()]
    assert again(rule) == rule
    line = rule.in_words()
    assert read_repeat(line, BERLIN, NOW) == rule


# "fridays from may" begins on the same day as "fridays from 2 may".
_EXACT = [text for text, _ in WORDS if not re.search(r"(?:from|starting)(?: in)? [a-z]", text)]
_FOREIGN = st.sampled_from(
    "purple 7 2 12 friday fridays june 5th last second weekend months quarterly except until times twice "
    "yesterday never 2027 20:30 3x hours other".split()
)


@settings(max_examples=150)
@given(st.sampled_from(_EXACT) | _rules().map(lambda drawn: drawn[0]), _FOREIGN, st.integers(0, 40))
def test_another_word_makes_another_rule_or_none(text: str, word: str, place: int) -> None:
    words = text.split()
    at = place % (len(words) + 1)
    longer = " ".join([*words[:at], word, *words[at:]])
    rule = read(text)
    try:
        other = read(longer)
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)
    else:
        # "2nd and 3rd friday" may as well name its weekday twice.
        assert other != rule or (word[:3] == "fri" and "fri" in text.lower()), longer
        assert again(other) == other


_ANY = st.sampled_from(
    "every each other on the of in and , - mon friday weekdays weekend 1st third last 2 12 31 day days week weeks "
    "month months year june december 25 until for times twice from starting except daily monthly yearly once a week 14 "
    "instance first to through 2027 tomorrow next 9:00 hour hourly".split()
)


@settings(max_examples=500)
@given(st.lists(_ANY, min_size=1, max_size=9).map(" ".join))
def test_what_is_accepted_is_said_back_in_words_that_mean_the_same(text: str) -> None:
    try:
        rule = read(text)
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)
    else:
        assert again(rule) == rule
        assert "=" not in rule.in_words()
