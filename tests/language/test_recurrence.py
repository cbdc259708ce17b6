"""Rules that repeat: read from what moderators type, counted over clock changes, put in words."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.language.moments import Moment, Shift, place_on_wall
from bot.language.recurrence.reading import read_rule
from bot.language.recurrence.rule import MOST_OFTEN, Recurrence
from tests.patience import work

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
"""A Sunday, 20:00 in Berlin."""
NINE = time(9)


def read(text: str, at: time = NINE) -> Recurrence:
    return read_rule(text, at, BERLIN, NOW)


@pytest.mark.parametrize(
    ("text", "rule", "first", "words"),
    [
        ("every friday", "FREQ=WEEKLY;BYDAY=FR", "11-27", "every Friday at 09:00"),
        ("Friday", "FREQ=WEEKLY;BYDAY=FR", "11-27", "every Friday at 09:00"),
        ("on fridays", "FREQ=WEEKLY;BYDAY=FR", "11-27", "every Friday at 09:00"),
        ("every friday at 9am", "FREQ=WEEKLY;BYDAY=FR", "11-27", "every Friday at 09:00"),
        ("every friday at 9", "FREQ=WEEKLY;BYDAY=FR", "11-27", "every Friday at 09:00"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "11-23", "on weekdays at 09:00"),
        ("every weekend", "FREQ=WEEKLY;BYDAY=SA,SU", "11-28", "at weekends at 09:00"),
        ("at weekends at 09:00", "FREQ=WEEKLY;BYDAY=SA,SU", "11-28", "at weekends at 09:00"),
        ("on weekdays at 09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "11-23", "on weekdays at 09:00"),
        ("mon, wed and fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "11-23", "every Monday, Wednesday and Friday at 09:00"),
        ("mon/wed", "FREQ=WEEKLY;BYDAY=MO,WE", "11-23", "every Monday and Wednesday at 09:00"),
        ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "11-27", "every 2 weeks on Friday at 09:00"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "11-29", "every 2 weeks on Sunday at 09:00"),
        ("weekly", "FREQ=WEEKLY;BYDAY=SU", "11-29", "every Sunday at 09:00"),
        ("daily", "FREQ=DAILY", "11-23", "every day at 09:00"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3", "11-23", "every 3 days at 09:00"),
        ("every day in december", "FREQ=DAILY;BYMONTH=12", "12-01", "every day at 09:00, in December"),
        ("hourly", "FREQ=HOURLY", "11-23", "every hour, on the hour"),
        ("every 2 hours", "FREQ=HOURLY;INTERVAL=2", "11-23", "every 2 hours, counted from 09:00"),
        ("monthly on the 1st", "FREQ=MONTHLY;BYMONTHDAY=1", "12-01", "on the 1st of every month at 09:00"),
        ("every 31st", "FREQ=MONTHLY;BYMONTHDAY=31", "12-31", "on the 31st of every month at 09:00"),
        ("the 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15", "12-01", "on the 1st and 15th of every month at 09:00"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=22", "12-22", "on the 22nd of every month at 09:00"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=22", "12-22", "every 3 months on the 22nd at 09:00"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1", "11-30", "on the last day of every month at 09:00"),
        ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "11-27", "on the last Friday of every month at 09:00"),
        ("2nd tuesday of every month", "FREQ=MONTHLY;BYDAY=2TU", "12-08", "on the 2nd Tuesday of every month at 09:00"),
        ("yearly on 1 december", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "12-01", "every year on 1 December at 09:00"),
        ("every december 1st", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "12-01", "every year on 1 December at 09:00"),
        (
            "fourth thursday of november", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "11-26",
            "every year on the 4th Thursday of November at 09:00",
        ),
        ("every friday 5 times", "FREQ=WEEKLY;COUNT=5;BYDAY=FR", "11-27", "every Friday at 09:00, 5 times"),
        (
            "every friday until 1 january 2027", "FREQ=WEEKLY;UNTIL=20270101T235959;BYDAY=FR", "11-27",
            "every Friday at 09:00, until 1 January 2027",
        ),
        (
            "every friday for 5 weeks", "FREQ=WEEKLY;UNTIL=20261227T235959;BYDAY=FR", "11-27",
            "every Friday at 09:00, until 27 December 2026",
        ),
        ("rrule:freq=weekly;byday=fr;interval=1", "FREQ=WEEKLY;BYDAY=FR", "11-27", "every Friday at 09:00"),
        ("FREQ=DAILY;UNTIL=20261201T233000Z", "FREQ=DAILY;UNTIL=20261201T235959", "11-23",
         "every day at 09:00, until 1 December 2026"),
        ("FREQ=DAILY;UNTIL=20261201T083000Z", "FREQ=DAILY;UNTIL=20261201T235959", "11-23",
         "every day at 09:00, until 1 December 2026"),
        ("FREQ=HOURLY;UNTIL=20261201T233000Z", "FREQ=HOURLY;UNTIL=20261202T003000", "11-23",
         "FREQ=HOURLY;UNTIL=20261202T003000 at 09:00"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU", "11-24",
         "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU at 09:00"),
        ("BYDAY=-1FR,+1MO;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1MO,-1FR", "11-27",
         "on the 1st Monday and the last Friday of every month at 09:00"),
    ],
)  # fmt: skip
def test_what_moderators_type_becomes_a_rule_and_words(text: str, rule: str, first: str, words: str) -> None:
    recurrence = read(text)
    assert (recurrence.rule, f"{recurrence.starts_on:%m-%d}", recurrence.in_words()) == (rule, first, words)
    assert read(rule) == recurrence


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "tomorrow", "every morning", "every leap day", "biweekly", "twice a week", "daily on weekdays",
        "every hour on mondays", "every friday 7", "every 2 week 3 day",
        "FREQ=FORTNIGHTLY", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1FR", "FREQ=MONTHLY;BYDAY=6FR", "FREQ=YEARLY;BYMONTH=12;BYDAY=53MO",
        "FREQ=MONTHLY;BYMONTH=13", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=20271340",
        "FREQ=DAILY;UNTIL=00010101", "FREQ=DAILY;INTERVAL=2,3", "FREQ=DAILY;BYEASTER=1",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYDAY=FR", "FREQ", "FREQ=MONTHLY;BYDAY=FR,1MO", "=",
        "FREQ=DAILY;COUNT=1000000000", "FREQ=DAILY;INTERVAL=0", "DTSTART:20270101\nFREQ=DAILY",
        "FREQ=DAILY;EXDATE=20270101", "FREQ=DAILY\nFREQ=WEEKLY", "x" * 5000, "FREQ=DAILY;INTERVAL=" + "9" * 150,
    ],
)  # fmt: skip
def test_what_is_not_read_whole_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadInput, match=r"“every friday”.*RFC 5545 RRULE such as FREQ=WEEKLY;BYDAY=FR"):
        read(text)


@pytest.mark.parametrize("text", ["every minute", "every 30 minutes", "FREQ=SECONDLY", "FREQ=DAILY;BYMINUTE=0,30"])
def test_more_often_than_once_an_hour_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="more often than once an hour"):
        read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every friday at 20:00", "another hour than 09:00"),
        ("FREQ=DAILY;BYHOUR=9", "has its own field"),
        ("every 3rd thursday", "the 2nd friday of every month"),
        ("every friday until sometime", "not a day that can be read"),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20250101", "ends on 1 January 2025.*last <t:1735286400:F>"),
        ("every friday until 2026-11-26", "ends on 26 November 2026.*last <t:1795161600:F>"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "would never happen"),
        ("FREQ=HOURLY;INTERVAL=2;BYHOUR=10", "would never happen"),
    ],
)
def test_other_refusals_say_what_to_do(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read(text)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks on Sunday at 09:00"),
        ("FREQ=MONTHLY;INTERVAL=3", "every 3 months on the 22nd at 09:00"),
        ("FREQ=YEARLY", "every year on 22 November at 09:00"),
        ("FREQ=YEARLY;BYMONTH=11", "every year on 22 November at 09:00"),
        ("FREQ=DAILY;BYDAY=MO,WE", "FREQ=DAILY;BYDAY=MO,WE at 09:00"),
        ("FREQ=DAILY;UNTIL=20261202T003000", "every day at 09:00, until 1 December 2026"),
    ],
)
def test_a_rule_that_was_stored_without_its_days_takes_them_from_its_first(stored: str, words: str) -> None:
    rule = Recurrence(stored, date(2026, 11, 22), NINE)
    assert rule.in_words() == words
    coming = rule.up_to(NOW, NOW + timedelta(days=400), BERLIN)
    if "UNTIL" in stored:
        assert coming[-1].wall.date() == date(2026, 12, 1)
    # The words name the same days.
    again = (
        read_rule(f"{words.removesuffix(' at 09:00')} from 22 november 2026", NINE, BERLIN, NOW)
        if "=" not in words
        else rule
    )
    assert again.up_to(NOW, NOW + timedelta(days=400), BERLIN) == coming


def test_a_day_still_counts_on_which_a_rule_ends() -> None:
    rule = read("every friday until 2026-11-27")
    assert rule.notes(BERLIN, NOW) == ("It happens once, <t:1795766400:F>.",)
    assert rule.after(datetime(2026, 11, 28, tzinfo=UTC), BERLIN) is None


@pytest.mark.parametrize("freq", ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
@pytest.mark.parametrize("rest", ["BYMONTH=2;BYMONTHDAY=30", "BYMONTH=4,6;BYMONTHDAY=31;BYDAY=MO"])
def test_a_rule_that_never_happens_costs_no_time(freq: str, rest: str) -> None:
    def refused() -> None:
        with pytest.raises(BadInput, match="would never happen"):
            read(f"FREQ={freq};{rest}")

    assert work(refused) < 0.5  # seeking to the year 9999 takes seconds


def test_the_end_of_an_hourly_rule_years_later_is_found_at_once() -> None:
    rule = Recurrence("FREQ=HOURLY", date(2016, 1, 1), NINE)

    def times() -> tuple[Moment, ...]:
        return rule.up_to(datetime(2016, 1, 1, tzinfo=UTC), NOW, BERLIN)

    assert work(lambda: (times(), rule.after(NOW, BERLIN))) < 0.2
    following = rule.after(NOW, BERLIN)
    assert (len(times()), times()[-1].at) == (200, NOW)
    assert following
    assert following.at == NOW + MOST_OFTEN


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("every 31st", "Months without a 31st are left out."),
        ("5th friday of every month", "Months without a 5th Friday are left out."),
        ("every 29 february", "Years without a 29 February are left out."),
        ("FREQ=HOURLY;UNTIL=20270131T090000", "It ends on <t:1801382400:F>."),
        ("every friday 3 times", "It happens 3 more times, last on <t:1796976000:F>."),
    ],
)
def test_notes_say_what_is_left_out_and_when_it_ends(text: str, note: str) -> None:
    assert read(text).notes(BERLIN, NOW) == (note,)


def test_notes_name_the_next_clock_change_that_moves_it() -> None:
    now = datetime(2027, 1, 10, tzinfo=UTC)
    (note,) = read_rule("daily", time(2, 30), BERLIN, now).notes(BERLIN, now)
    assert "02:30 does not exist in Europe/Berlin on 28 March 2027" in note
    assert read_rule("daily", NINE, BERLIN, now).notes(BERLIN, now) == ()
    assert read_rule("daily", time(2, 30), BERLIN, NOW).notes(BERLIN, NOW) == ()  # more than 100 times ahead


def test_a_count_counts_from_the_first_however_late_one_asks() -> None:
    rule = read("every other day 3 times")
    days = [moment.wall.day for moment in rule.up_to(NOW, NOW + timedelta(days=90), BERLIN)]
    assert days == [23, 25, 27]
    assert rule.after(datetime(2026, 11, 27, 7, 59, tzinfo=UTC), BERLIN) is not None
    assert rule.after(datetime(2026, 11, 27, 8, tzinfo=UTC), BERLIN) is None


def test_an_hourly_rule_over_a_gap_of_two_hours_comes_once_at_each_instant() -> None:
    troll = ZoneInfo("Antarctica/Troll")
    rule = Recurrence("FREQ=HOURLY", date(2027, 3, 27), NINE)
    since = datetime(2027, 3, 27, 23, tzinfo=UTC)
    hours = rule.up_to(since, since + timedelta(hours=5), troll)
    assert [moment.at for moment in hours] == [since + timedelta(hours=hour) for hour in range(1, 6)]
    assert all(moment.shift is None for moment in hours)


def test_times_that_a_gap_reorders_come_in_the_order_of_their_instants() -> None:
    troll = ZoneInfo("Antarctica/Troll")  # 01:00 becomes 03:00, so 02:00 comes an hour after 03:00
    rule = Recurrence("FREQ=HOURLY;BYHOUR=2,3", date(2027, 3, 1), NINE)
    at_one, at_two = (datetime(2027, 3, 28, hour, tzinfo=UTC) for hour in (1, 2))
    first, second = rule.after(at_one - timedelta(minutes=30), troll), rule.after(at_one, troll)
    assert first
    assert second
    assert (first.at, first.wall.hour, second.at, second.wall.hour) == (at_one, 3, at_two, 2)
    # Here the stretch that is looked at first begins between the two.
    latest = rule.up_to(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 31, 7, 30, tzinfo=UTC), troll, most=7)
    assert latest[0] == second


def test_a_time_that_was_moved_is_still_to_come_when_the_wall_is_past_it() -> None:
    rule = Recurrence("FREQ=DAILY", date(2026, 11, 1), time(2, 30))
    following = rule.after(datetime(2027, 3, 28, 1, 10, tzinfo=UTC), BERLIN)  # the wall shows 03:10
    assert following
    assert following.at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def _zones_with_changes() -> list[tuple[ZoneInfo, list[datetime]]]:
    """Every zone with the naive days around which its offset changes within five years."""
    days = [datetime(2026, 11, 22) + timedelta(days=day) for day in range(5 * 366)]  # noqa: DTZ001 (a wall's)
    zones: list[tuple[ZoneInfo, list[datetime]]] = []
    for name in sorted(available_timezones() - {"localtime"}):
        zone = ZoneInfo(name)
        offsets = [day.replace(tzinfo=zone).utcoffset() for day in days]
        zones.append((zone, [day for i, day in enumerate(days) if i and offsets[i] != offsets[i - 1]]))
    return zones


ZONES = _zones_with_changes()


@pytest.mark.parametrize("at", [NINE, time(2, 30), time(0), time(1, 15)])
def test_a_daily_time_comes_once_each_day_in_every_zone(at: time) -> None:
    """Four days around every clock change of five years in every zone, and three other weeks of each."""
    rule = Recurrence("FREQ=DAILY", date(2026, 11, 1), at)
    samples = [datetime(2027, 1, 5), datetime(2029, 7, 5), datetime(2031, 9, 5)]  # noqa: DTZ001 (a wall's)
    for zone, changes in ZONES:
        for day in [*changes, *samples]:
            since = (day - timedelta(days=3)).replace(tzinfo=zone)
            moments = rule.up_to(since, (day + timedelta(days=2)).replace(tzinfo=zone), zone)
            expected = {(since + timedelta(days=i)).date() for i in range(6)}
            walls = [moment.wall for moment in moments if moment.wall.date() in expected]
            whole = walls[1:-1]
            assert [wall.date() for wall in whole] == [walls[1].date() + timedelta(days=i) for i in range(len(whole))]
            assert len(whole) >= 3
            for moment in moments:
                shown = moment.at.astimezone(zone)
                assert moment.wall.time() == at
                assert (shown.replace(tzinfo=None) == moment.wall) == (moment.shift is not Shift.SKIPPED)
                assert shown.fold == 0 or moment.shift is Shift.SKIPPED
                if at == NINE:
                    assert (shown.date(), shown.time(), moment.shift) == (moment.wall.date(), NINE, None)


def test_a_time_in_a_gap_moves_on_the_day_of_the_change_alone() -> None:
    rule = Recurrence("FREQ=DAILY", date(2026, 11, 1), time(2, 30))
    moments = rule.up_to(NOW, NOW + timedelta(days=5 * 365), BERLIN, most=5000)
    assert len(moments) == 5 * 365
    assert [str(moment.wall.date()) for moment in moments if moment.shift is Shift.SKIPPED] == [
        "2027-03-28", "2028-03-26", "2029-03-25", "2030-03-31", "2031-03-30"
    ]  # fmt: skip
    assert [str(moment.wall.date()) for moment in moments if moment.shift is Shift.REPEATED] == [
        "2027-10-31", "2028-10-29", "2029-10-28", "2030-10-27", "2031-10-26"
    ]  # fmt: skip


_PARTS = {
    "FREQ": st.sampled_from(["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    "INTERVAL": st.integers(1, 40).map(str),
    "WKST": st.sampled_from(["MO", "SU", "WE"]),
    "COUNT": st.integers(1, 300).map(str),
    "UNTIL": st.sampled_from(["20270401", "20280101T120000Z", "20300101"]),
    "BYDAY": st.sampled_from(["MO", "MO,TH,SU", "1MO", "-1FR,2TU", "SA,SU"]),
    "BYMONTHDAY": st.sampled_from(["1", "1,15", "31", "-1", "29,30,-5"]),
    "BYMONTH": st.sampled_from(["2", "3,10", "12"]),
    "BYSETPOS": st.sampled_from(["1", "-1"]),
    "BYHOUR": st.sampled_from(["1,2,3", "0,12", "9"]),
}


@st.composite
def rules(draw: st.DrawFn) -> tuple[Recurrence, ZoneInfo, datetime]:
    zone = ZoneInfo(draw(st.sampled_from(
        ["Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll", "America/New_York", "Africa/Cairo"]
    )))  # fmt: skip
    names = ["FREQ", *draw(st.lists(st.sampled_from(sorted(_PARTS.keys() - {"FREQ"})), unique=True, max_size=3))]
    text = ";".join(f"{name}={draw(_PARTS[name])}" for name in names)
    now = NOW + timedelta(minutes=draw(st.integers(0, 600_000)))
    at = time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30])))
    try:
        return read_rule(text, at, zone, now), zone, now
    except BadInput:
        assume(False)
        raise


def _reference(rule: Recurrence, zone: ZoneInfo, until: datetime) -> list[datetime]:
    """Every instant up to `until` by way of the whole rule from its beginning."""
    found = rrulestr(rule.rule, dtstart=datetime.combine(rule.starts_on, rule.at)).between(
        datetime(2000, 1, 1), until.replace(tzinfo=None) + timedelta(days=2)  # noqa: DTZ001 (a wall's)
    )  # fmt: skip
    return sorted(at for at in {place_on_wall(wall, zone).at for wall in found} if at <= until)


@settings(max_examples=150)
@given(rules(), st.integers(-5, 30_000), st.integers(0, 12_000), st.integers(1, 60))
def test_after_and_up_to_agree_with_the_whole_rule(
    drawn: tuple[Recurrence, ZoneInfo, datetime], skipped: int, hours: int, most: int
) -> None:
    rule, zone, now = drawn
    since = now + timedelta(hours=skipped)
    until = since + timedelta(hours=hours)
    expected = [at for at in _reference(rule, zone, until) if at > since]
    assert [moment.at for moment in rule.up_to(since, until, zone, most)] == expected[-most:]
    walked: list[Moment] = []
    at = since
    while len(walked) < min(25, len(expected)):
        following = rule.after(at, zone)
        assert following
        walked.append(following)
        at = following.at
    assert [moment.at for moment in walked] == expected[:25]
    assert tuple(walked) == rule.up_to(since, at, zone, 25)
    last = rule.after(until, zone)
    assert last is None or last.at > until


@settings(max_examples=150)
@given(rules())
def test_a_rule_begins_after_now_is_never_too_often_and_reads_itself(
    drawn: tuple[Recurrence, ZoneInfo, datetime],
) -> None:
    rule, zone, now = drawn
    first = rule.after(now, zone)
    assert first
    assert first == rule.after(datetime(2000, 1, 1, tzinfo=UTC), zone)
    assert rule.starts_on <= first.wall.date()
    if not rule.rule.startswith("FREQ=HOURLY"):
        assert first.wall == datetime.combine(rule.starts_on, rule.at)
    assert read_rule(rule.rule, rule.at, zone, now) == rule
    assert read_rule(rule.in_words(), rule.at, zone, now) == rule
    # On the wall: where a gap is two hours long, 03:00 comes before 02:00 does.
    times = sorted(moment.wall for moment in rule.up_to(now, now + timedelta(days=400), zone, 300))
    assert all(later - earlier >= MOST_OFTEN for earlier, later in pairwise(times))
    assert rule.in_words()
    assert all(note.endswith(".") for note in rule.notes(zone, now))


_PHRASES = (
    "every friday|mon|the|1st|last|of|month|2 weeks|hours|on|weekdays|until|2027-01-01|at 9:00|for|5 times|other|/"
)
_WORDS = st.sampled_from(_PHRASES.split("|"))


@settings(max_examples=200)
@given(st.text(max_size=30) | st.lists(_WORDS, max_size=6).map(" ".join))
def test_any_text_is_a_rule_or_refused_in_words(text: str) -> None:
    begun = process_time()
    try:
        rule = read(text)
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)
    else:
        assert read(rule.rule) == rule
    assert process_time() - begun < 1
