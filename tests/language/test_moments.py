"""The moment that a person writes, and what clock changes make of it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.language.calendar.hours import read_time_of_day
from bot.language.moments import Shift, notes_on, place_on_wall, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
"""A Sunday, 20:00 in Berlin."""


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2026-12-01 18:00", "2026-12-01 18:00"),
        ("2026-12-01T18:00", "2026-12-01 18:00"),
        (" 2026/12/01   6 PM ", "2026-12-01 18:00"),
        ("1 december 18:00", "2026-12-01 18:00"),
        ("dec 1 8pm", "2026-12-01 20:00"),
        ("8pm on 1 december", "2026-12-01 20:00"),
        ("december 1, 2026 6:00 pm", "2026-12-01 18:00"),
        ("1 jan 9:00", "2027-01-01 09:00"),
        ("13/12/2026 18:00", "2026-12-13 18:00"),
        ("12/13/2026 18:00", "2026-12-13 18:00"),
        ("31.12.2026 23:59", "2026-12-31 23:59"),
        ("the 5th at 18:00", "2026-12-05 18:00"),
        ("on the 25th 18:00", "2026-11-25 18:00"),
        ("tomorrow 6pm", "2026-11-23 18:00"),
        ("6pm tomorrow", "2026-11-23 18:00"),
        ("tomorrow at noon", "2026-11-23 12:00"),
        ("tomorrow at 20h", "2026-11-23 20:00"),
        ("tomorrow at 9", "2026-11-23 09:00"),
        ("tomorrow @ 18:00", "2026-11-23 18:00"),
        ("day after tomorrow 18:00", "2026-11-24 18:00"),
        ("in 3 days at 9:00", "2026-11-25 09:00"),
        ("friday 20:00", "2026-11-27 20:00"),
        ("next friday at 8pm", "2026-11-27 20:00"),
        ("18:00 on friday", "2026-11-27 18:00"),
        ("monday at 9", "2026-11-23 09:00"),
        ("Tue, 1 Dec 2026 18:00", "2026-12-01 18:00"),
        ("sunday 21:00", "2026-11-22 21:00"),
        ("sunday 19:00", "2026-11-29 19:00"),
        ("next sunday 21:00", "2026-11-29 21:00"),
        ("sunday 29 november 21:00", "2026-11-29 21:00"),
        ("tonight at 9pm", "2026-11-22 21:00"),
        ("21:00", "2026-11-22 21:00"),
        ("20:00", "2026-11-22 20:00"),
        ("18:00", "2026-11-23 18:00"),
        ("8.30 pm", "2026-11-22 20:30"),
        ("20h utc", "2026-11-22 21:00"),
        ("noon", "2026-11-23 12:00"),
        ("midnight", "2026-11-23 00:00"),
        ("in 2 hours", "2026-11-22 22:00"),
        ("in 1h30m", "2026-11-22 21:30"),
        ("in 2 days 3 hours", "2026-11-24 23:00"),
        ("now", "2026-11-22 20:00"),
        ("12:00Z", "2026-11-23 13:00"),
        ("2026-12-01T18:00Z", "2026-12-01 19:00"),
        ("tomorrow 18:00 utc", "2026-11-23 19:00"),
        ("2026-12-01 18:00 UTC+2", "2026-12-01 17:00"),
        ("2026-12-01 18:00 +05:30", "2026-12-01 13:30"),
        ("2026-12-01T18:00-05:00", "2026-12-02 00:00"),
    ],
)
def test_what_moderators_type_is_read_in_the_servers_local_time(text: str, wall: str) -> None:
    moment = read_moment(text, BERLIN, NOW)
    assert (f"{moment.wall:%Y-%m-%d %H:%M}", moment.shift) == (wall, None)
    assert moment.at == moment.wall.replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        # Parts of the day
        ("tonight at 9", "2026-11-22 21:00"),
        ("tonight 9:30", "2026-11-22 21:30"),
        ("tonight at 12", "2026-11-23 00:00"),
        ("midnight tonight", "2026-11-23 00:00"),
        ("tonight 21:00", "2026-11-22 21:00"),
        ("this evening at 11", "2026-11-22 23:00"),
        ("tomorrow evening at 8", "2026-11-23 20:00"),
        ("tomorrow at 8 in the evening", "2026-11-23 20:00"),
        ("tomorrow afternoon at 3", "2026-11-23 15:00"),
        ("tomorrow afternoon at 12", "2026-11-23 12:00"),
        ("tomorrow morning at 9", "2026-11-23 09:00"),
        ("friday night at 10", "2026-11-27 22:00"),
        ("friday night at 12", "2026-11-28 00:00"),
        ("at 8 in the morning", "2026-11-23 08:00"),
        ("at 9 o'clock tomorrow", "2026-11-23 09:00"),
        # Days that come again
        ("the 31st at 18:00", "2026-12-31 18:00"),
        ("the 22nd 18:00", "2026-12-22 18:00"),
        ("the 22nd 21:00", "2026-11-22 21:00"),
        ("friday the 27th 20:00", "2026-11-27 20:00"),
        ("29 february 18:00", "2028-02-29 18:00"),
        ("last friday in december 20:00", "2026-12-25 20:00"),
        ("3rd Thu in Apr at 10 o'clock", "2027-04-15 10:00"),
        ("40th day of 2027 18:00", "2027-02-09 18:00"),
        # Digits with one reading
        ("12/25 20:00", "2026-12-25 20:00"),
        ("11/30 20:00", "2026-11-30 20:00"),
        ("6/30 20:00", "2027-06-30 20:00"),
        ("31.12. 18:00", "2026-12-31 18:00"),
        ("friday 20.30", "2026-11-27 20:30"),
        ("11/11 18:00", "2027-11-11 18:00"),
        # "h" beside a day
        ("20h tomorrow", "2026-11-23 20:00"),
        ("tomorrow 2h30", "2026-11-23 02:30"),
        # How far away
        ("3 days 20:00", "2026-11-25 20:00"),
        ("in a fortnight at 8pm", "2026-12-06 20:00"),
        ("in 2 months 18:00", "2027-01-22 18:00"),
        ("in half an hour", "2026-11-22 20:30"),
        ("in an hour and a half", "2026-11-22 21:30"),
        ("in fifteen minutes", "2026-11-22 20:15"),
        ("in 2h30", "2026-11-22 22:30"),
        ("in 24h", "2026-11-23 20:00"),
        ("2h30m", "2026-11-22 22:30"),
        ("2d3h", "2026-11-24 23:00"),
        ("in 2 days 3h30", "2026-11-24 23:30"),
        ("36h", "2026-11-24 08:00"),
        ("2 hours", "2026-11-22 22:00"),
    ],
)
def test_each_form_of_a_time_is_read(text: str, wall: str) -> None:
    assert f"{read_moment(text, BERLIN, NOW).wall:%Y-%m-%d %H:%M}" == wall


def test_a_day_of_the_month_is_the_next_that_there_is() -> None:
    january = datetime(2027, 1, 30, 12, tzinfo=UTC)
    assert f"{read_moment('the 29th 18:00', BERLIN, january).wall:%Y-%m-%d}" == "2027-03-29"
    assert f"{read_moment('the 30th 18:00', BERLIN, january).wall:%Y-%m-%d}" == "2027-01-30"
    assert f"{read_moment('the 30th 12:00', BERLIN, january).wall:%Y-%m-%d}" == "2027-03-30"


@pytest.mark.parametrize("hours", range(1, 25))
@pytest.mark.parametrize("minutes", ["", "30"])
def test_an_hour_with_an_h_alone_may_be_a_length_and_is_refused_with_both(hours: int, minutes: str) -> None:
    if hours == 24 and minutes:
        return
    with pytest.raises(BadInput, match="may be a length of time or a time of day") as refused:
        read_moment(f"{hours}h{minutes}", BERLIN, NOW)
    in_words, at = str(refused.value).split("“")[2:]
    length = timedelta(hours=hours, minutes=int(minutes or 0))
    assert read_moment(in_words.split("”")[0], BERLIN, NOW).at == NOW + length
    assert f"{read_moment(at.split('”')[0], BERLIN, NOW).wall:%H:%M}" == f"{hours % 24:02}:{minutes or '00'}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tonight at 9am", "09:00 is not in the night"),
        ("tomorrow morning at 14:00", "14:00 is not in the morning"),
        ("tomorrow evening at 3", "03:00 is not in the evening"),
        ("tonight at 09:00", "09:00 is not in the night"),
        ("tomorrow at midnight", "the beginning or the end of that day"),
        ("friday midnight", "the beginning or the end of that day"),
        ("tomorrow 9", "not a time that can be read"),
        ("friday 7", "not a time that can be read"),
        ("now 20:00", "not a time that can be read"),
        ("in 2 hours utc", "not a time that can be read"),
        ("in 2 hours 20:00", "not a time that can be read"),
        ("in 2 hours tomorrow", "not a time that can be read"),
        ("3 days ago 18:00", "not a time that can be read"),
        ("tomorrow friday saturday 20:00", "not a time that can be read"),
        ("tomorrow 25 december 20:00", "not a time that can be read"),
        ("tomorrow evening morning at 8", "not a time that can be read"),
        ("next friday 27 november 20:00", "not a time that can be read"),
        ("friday next week 20:00", "not a time that can be read"),
        ("every friday 20:00", "not a time that can be read"),
        ("13/13 20:00", "not a time that can be read"),
        ("5th monday in february 20:00", "not a time that can be read"),
        ("tomorrow tuesday 20:00", "23 November 2026 is a Monday"),
        ("friday the 28th 20:00", "28 November 2026 is a Saturday"),
        ("1/12 20:00", "1 December 2026 or 12 January 2027"),
    ],
)
def test_what_contradicts_itself_or_is_not_all_understood_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_moment(text, BERLIN, NOW)


_TODAY = date(2026, 11, 22)


@st.composite
def _days(draw: st.DrawFn) -> tuple[str, date]:
    """A day after today in words, and the day."""
    day = _TODAY + timedelta(days=draw(st.integers(1, 364)))
    month, short = f"{day:%B}", f"{day:%b}"
    forms = [f"{day}", f"{day:%Y/%m/%d}", f"{day.day} {month}", f"{short} {day.day}th", f"the {day.day}th of {month}"]
    forms += [f"{day:%A}, {day.day} {short} {day.year}", f"{month} {day.day}, {day.year}"]
    forms += [f"in {(day - _TODAY).days} days", f"{(day - _TODAY).days}d"]
    if day.day > 12:
        forms += [f"{day.day}/{day.month}", f"{day.month}/{day.day}", f"{day.day}.{day.month}.{day.year}"]
    if day <= _TODAY + timedelta(days=6):
        forms += [f"{day:%A}", f"this {day:%a}", f"next {day:%A}", f"on {day:%A}"]
    if day <= date(2026, 12, 21):
        forms += [f"the {day.day}th", f"{day:%A} the {day.day}th"]
    return draw(st.sampled_from(forms)).lower(), day


@st.composite
def _hours(draw: st.DrawFn) -> tuple[str, time]:
    """A time of day in words, and the time."""
    at = time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 5, 30, 59])))
    half = f"{at.hour % 12 or 12}{'' if not at.minute else f':{at.minute:02}'}"
    mark = "p" if at.hour >= 12 else "a"
    forms = [
        f"{at:%H:%M}",
        f"at {at:%H:%M}",
        f"@ {at:%H:%M}",
        f"{half}{mark}m",
        f"{half} {mark}.m.",
        f"at {half}{mark}m",
    ]
    forms.append(f"{at.hour}h{at.minute:02}")
    if not at.minute:
        forms.append(f"at {at.hour}")
    for part, hours in {"morning": range(1, 12), "afternoon": range(12, 19), "evening": range(17, 24)}.items():
        if at.hour in hours:
            forms += [
                f"{part} at {half}",
                f"{half} o'clock in the {part}" if not at.minute else f"{half} in the {part}",
            ]
    return draw(st.sampled_from(forms)), at


_TIMES = (
    st.tuples(_days(), _hours(), st.sampled_from(["{} {}", "{}, {}"]))
    .map(lambda drawn: (drawn[2].format(drawn[0][0], drawn[1][0]), datetime.combine(drawn[0][1], drawn[1][1])))
    .filter(lambda drawn: not re.search(r"^(in )?\d+ ?d.* \d+h\d\d$", drawn[0]))
)  # "in 2 days 3h30" is a length


@settings(max_examples=300)
@given(_TIMES)
def test_any_day_goes_with_any_hour(drawn: tuple[str, datetime]) -> None:
    text, wall = drawn
    assert read_moment(text, BERLIN, NOW).wall == wall


_FOREIGN = st.sampled_from(
    "purple 7 2 12 31 5th june yesterday soon from now hours minutes or every noon 21:15 3am 2h ago 2027-05-05 "
    "12/12 week".split()
)


@settings(max_examples=300)
@given(
    _TIMES.map(lambda drawn: drawn[0]) | st.sampled_from(["in 2 hours", "tonight at 9", "in 1h30m"]),
    _FOREIGN,
    st.integers(0),
)
def test_another_word_makes_another_time_or_none(text: str, word: str, place: int) -> None:
    words = text.split()
    at = place % (len(words) + 1)
    longer = " ".join([*words[:at], word, *words[at:]])
    try:
        other = read_moment(longer, BERLIN, NOW)
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)
    else:
        assert other != read_moment(text, BERLIN, NOW), longer


@pytest.mark.parametrize(
    "text",
    ["tomorrow", "friday", "2026-12-01", "31 december", "in 3 days", "in a week", "tonight", "friday evening", "2d"],
)
def test_a_day_without_an_hour_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match=f"Add the hour, such as “{text} 20:00”"):
        read_moment(text, BERLIN, NOW)


@pytest.mark.parametrize("text", ["12/1/2026 18:00", "1.12.2026 18:00", "01-12-2026 18:00", "20:00 1/12"])
def test_a_day_that_may_be_two_is_refused_with_both(text: str) -> None:
    with pytest.raises(BadInput, match=r"1 December 2026.*2026-12-01"):
        read_moment(text, BERLIN, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "hello 18:00", "25:00", "tomorrow 25:00", "2026-02-30 18:00", "31 february 18:00", "may 18:00",
        "2027 18:00", "next month 18:00", "next week 18:00", "2026-12-01 18:00 EST", "friday 20:00 berlin time",
        "friday 20:00 21:00", "20:00:61", "friday 20:00:30 21:00:30", "friday 18:00-20:00", "2026-12-01 10:00-12:00",
        "1790000000", "10", "tomorrow 18:00 and friday 18:00", "2026-12-01 18:00 +26:00", "in 99999999 years",
        "x" * 5000, "२०:00",
    ],
)  # fmt: skip
def test_what_can_not_be_read_whole_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadInput, match=r"not a time that can be read.*2026-12-01 18:00"):
        read_moment(text, BERLIN, NOW)


@pytest.mark.parametrize("text", ["today 18:00", "yesterday 18:00", "2026-11-22 18:00", "13/1/2026 18:00"])
def test_a_time_that_is_over_is_refused_with_the_next_such(text: str) -> None:
    tomorrow = int(datetime(2026, 11, 23, 18, tzinfo=BERLIN).timestamp())
    with pytest.raises(BadInput, match=f"is in the past. Write “tomorrow 18:00” for <t:{tomorrow}:F>"):
        read_moment(text, BERLIN, NOW)


def test_a_weekday_that_is_not_the_dates_is_refused() -> None:
    with pytest.raises(BadInput, match="1 December 2026 is a Tuesday"):
        read_moment("monday 2026-12-01 18:00", BERLIN, NOW)


def test_five_years_ahead_is_enough() -> None:
    assert read_moment("2031-11-20 18:00", BERLIN, NOW).wall.year == 2031
    with pytest.raises(BadInput, match="within the next five years"):
        read_moment("2032-11-20 18:00", BERLIN, NOW)


def test_a_length_of_time_passes_the_same_over_a_clock_change() -> None:
    before = datetime(2026, 3, 28, 23, 30, 20, tzinfo=UTC)
    moment = read_moment("in 2 hours", BERLIN, before)
    assert moment.at == datetime(2026, 3, 29, 1, 30, 20, tzinfo=UTC)
    assert f"{moment.wall:%H:%M:%S}" == "03:30:20"
    # A second such hour is the second on the wall as well.
    again = read_moment("in 3 hours", BERLIN, datetime(2026, 10, 24, 22, 30, tzinfo=UTC))
    assert (again.at, again.shift) == (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), None)


def test_an_hour_with_an_offset_is_the_next_there() -> None:
    noon = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)  # 12:00 in Berlin
    assert read_moment("12:00Z", BERLIN, noon).at == noon + timedelta(hours=1)


def test_a_local_time_that_is_skipped_or_repeated_has_a_note() -> None:
    skipped = read_moment("2027-03-28 02:30", BERLIN, NOW)
    assert (skipped.at, skipped.shift) == (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), Shift.SKIPPED)
    stamp = f"<t:{int(skipped.at.timestamp())}:F>"
    assert notes_on(skipped, BERLIN) == (
        f"02:30 does not exist in Europe/Berlin on 28 March 2027, since the clocks go forward: "
        f"it becomes 03:30 ({stamp}).",
    )
    repeated = read_moment("2027-10-31 02:30", BERLIN, NOW)
    assert (repeated.at, repeated.shift) == (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), Shift.REPEATED)
    assert "02:30 happens twice in Europe/Berlin on 31 October 2027" in notes_on(repeated, BERLIN)[0]
    assert notes_on(read_moment("21:00", BERLIN, NOW), BERLIN) == ()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@given(st.integers(0, 59 * 60))
def test_while_an_hour_repeats_its_times_are_those_that_come_next(zone: str, past: int) -> None:
    place = ZoneInfo(zone)
    year = (datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(365 * 48))
    repeats = next(at for at in year if at.astimezone(place).fold)
    now = repeats + timedelta(seconds=past % (29 * 60 if zone == "Australia/Lord_Howe" else 59 * 60))
    coming = (now + timedelta(minutes=1)).replace(second=0)
    moment = read_moment(f"{coming.astimezone(place):%H:%M}", place, now)
    assert (moment.at, notes_on(moment, place)) == (coming, ())


@pytest.mark.parametrize(
    ("zone", "wall", "shown"),
    [("Australia/Lord_Howe", "2027-10-03 02:15", "02:45"), ("Antarctica/Troll", "2027-03-28 02:15", "04:15")],
)
def test_a_gap_moves_a_time_by_its_own_length(zone: str, wall: str, shown: str) -> None:
    placed = place_on_wall(datetime.fromisoformat(wall), ZoneInfo(zone))
    assert placed.shift is Shift.SKIPPED
    assert f"{placed.at.astimezone(ZoneInfo(zone)):%H:%M}" == shown


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20:00", time(20)), ("8pm", time(20)), ("8 PM", time(20)), ("8.30 pm", time(20, 30)),
        ("8:30 p.m.", time(20, 30)), ("20h", time(20)), ("20h30", time(20, 30)), ("20.30", time(20, 30)),
        ("9:05", time(9, 5)), ("noon", time(12)),
        ("midnight", time(0)), ("12am", time(0)), ("12pm", time(12)), ("at 20:00", time(20)), ("0:00", time(0)),
    ],
)  # fmt: skip
def test_an_hour_is_read(text: str, read: time) -> None:
    assert read_time_of_day(text) == read


@pytest.mark.parametrize(
    "text", ["", "9", "2000", "24:00", "12:60", "13pm", "0am", "20:00:00", "8:00:30 pm", "evening", "8pm Z"]
)
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not an hour that can be read"):
        read_time_of_day(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("in 1 minute", timedelta(minutes=1)),
        ("in a minute", timedelta(minutes=1)),
        ("in 90 seconds", timedelta(seconds=90)),
        ("in 10s", timedelta(seconds=10)),
        ("in 1m30s", timedelta(seconds=90)),
        ("in 1 minute and 30 seconds", timedelta(seconds=90)),
        ("1 hour from now", timedelta(hours=1)),
        ("90s", timedelta(seconds=90)),
        ("in 1.5 hours", timedelta(minutes=90)),
        ("in 2 days 3 hours 4 seconds", timedelta(days=2, hours=3, seconds=4)),
        ("now", timedelta()),
    ],
)
def test_a_length_of_time_counts_from_the_very_second(text: str, length: timedelta) -> None:
    asked = datetime(2026, 11, 22, 13, 31, 3, 900_000, tzinfo=UTC)
    moment = read_moment(text, BERLIN, asked)
    assert (moment.at, moment.is_duration) == (asked.replace(microsecond=0) + length, True)


_ZONES = sorted(available_timezones())
_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}


@st.composite
def _lengths(draw: st.DrawFn) -> tuple[str, timedelta]:
    """A length of time in words."""
    units = draw(st.lists(st.sampled_from(sorted(_UNITS)), min_size=1, unique=True))
    counted = {unit: draw(st.integers(1, 200)) for unit in sorted(units, key=lambda unit: -_UNITS[unit])}
    days = draw(st.integers(0, 400))
    words = " ".join(f"{number} {unit}" for unit, number in counted.items())
    seconds = sum(number * _UNITS[unit] for unit, number in counted.items())
    return f"in {f'{days} days ' if days else ''}{words}", timedelta(days=days, seconds=seconds)


@given(_lengths(), st.sampled_from(_ZONES), st.integers(0, 4 * 365 * 24 * 3600))
def test_a_length_of_time_is_the_same_to_the_second_in_every_zone(
    length: tuple[str, timedelta], zone: str, seconds: int
) -> None:
    text, lasts = length
    now = NOW + timedelta(seconds=seconds, microseconds=seconds % 1_000_000)
    moment = read_moment(text, ZoneInfo(zone), now)
    assert moment.at == now.replace(microsecond=0) + lasts
    assert moment.wall == moment.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
@given(st.integers(-7200, 7200), _lengths())
def test_a_length_of_time_ignores_each_clock_change(zone: str, around: int, length: tuple[str, timedelta]) -> None:
    place = ZoneInfo(zone)
    hours = (NOW + timedelta(hours=hour) for hour in range(365 * 24))
    change = next(at for at in hours if at.astimezone(place).utcoffset() != NOW.astimezone(place).utcoffset())
    now = change + timedelta(seconds=around)
    text, lasts = length
    assert read_moment(text, place, now).at == now + lasts


@given(st.sampled_from(["18:00", "8pm", "tomorrow 6pm", "friday 20:00", "noon", "2027-12-01 18:00"]), st.integers(0))
def test_a_time_on_the_clock_is_a_whole_minute_at_whatever_second_it_is_typed(text: str, seconds: int) -> None:
    now = NOW + timedelta(seconds=seconds % 30_000_000, milliseconds=seconds % 1000)
    moment = read_moment(text, BERLIN, now)
    assert (moment.at.second, moment.at.microsecond, moment.is_duration) == (0, 0, False)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 18:00:30", "18:00:30 tomorrow", "20:00:30", "at 20:00:30", "8:00:30 pm", "tomorrow at 8:00:30pm",
        "2026-12-01T18:00:30Z", "2026-12-01T18:00:30+02:00", "2026-12-01 18:00:30 +02:00",
    ],
)  # fmt: skip
def test_a_second_that_is_named_is_read(text: str) -> None:
    moment = read_moment(text, BERLIN, NOW)
    assert (moment.wall.second, moment.is_duration) == (30, False)


@given(st.integers(300, 5 * 365 * 24 * 60))
def test_every_minute_as_iso_has_it_is_read(minutes: int) -> None:
    wall = NOW.replace(tzinfo=None) + timedelta(minutes=minutes)
    assert read_moment(f"{wall:%Y-%m-%d %H:%M}", BERLIN, NOW) == place_on_wall(wall, BERLIN)


_PHRASES = "in|at|on|tomorrow|friday|next|2|18:00|8pm|2026-12-01|1/2|hours|h|Z|+02:00|the 5th|31st|may|noon|ago|-"
_WORDS = st.sampled_from(_PHRASES.split("|"))


@given(st.text(max_size=30) | st.lists(_WORDS, max_size=5).map(" ".join), st.integers(0, 10**9))
def test_any_text_is_a_second_ahead_or_refused(text: str, seconds: int) -> None:
    now = NOW + timedelta(seconds=seconds)
    try:
        moment = read_moment(text, BERLIN, now)
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)
    else:
        assert now <= moment.at <= now + timedelta(days=5 * 367)
        assert moment.at.microsecond == 0
        assert moment.is_duration or moment.at.second == 0
