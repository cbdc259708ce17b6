"""What moderators type for announcements, and how it is read."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcement_views import Written
from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Schedule
from bot.domain.text import utf16_length
from bot.errors import BadInput
from bot.services.announcements.form import (
    clean,
    moment_of,
    read_schedule,
    read_season,
    read_words,
    rule_in_words,
    with_hour,
    written_of,
)

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")


def repeated(rule: str) -> Schedule:
    return read_schedule(Written(rule=rule), AnnouncementKind.REPEAT, BERLIN, NOW)


def announcement(kind: AnnouncementKind, schedule: Schedule) -> Announcement:
    return Announcement(1, 2, kind, AnnouncementState.DRAFT, 3, NOW, 3, NOW, schedule=schedule, season=2)


@pytest.mark.parametrize(
    ("typed", "rule", "at"),
    [
        ("every friday at 20:00", "FREQ=WEEKLY;BYDAY=FR", time(20)),
        ("Every Friday AT 8 pm", "FREQ=WEEKLY;BYDAY=FR", time(20)),
        ("every friday 20:00", "FREQ=WEEKLY;BYDAY=FR", time(20)),
        ("every friday, 8pm", "FREQ=WEEKLY;BYDAY=FR", time(20)),
        ("weekdays noon", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(12)),
        ("daily at 9:00 until 8 march 2027", "FREQ=DAILY;UNTIL=20270308T235959", time(9)),
        ("every friday at 20:00, 5 times", "FREQ=WEEKLY;COUNT=5;BYDAY=FR", time(20)),
        ("FREQ=WEEKLY;BYDAY=FR at 20:00", "FREQ=WEEKLY;BYDAY=FR", time(20)),
        ("every friday at 8pm at 20:00", "FREQ=WEEKLY;BYDAY=FR", time(20)),
    ],
)
def test_a_rule_and_its_hour_are_read_from_one_line(typed: str, rule: str, at: time) -> None:
    schedule = repeated(typed)
    assert (sorted((schedule.rule or "").split(";")), schedule.at) == (sorted(rule.split(";")), at)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "at what time"),
        ("every friday", "at what time"),
        ("every friday at teatime", "teatime"),
        ("every friday at 25:00", "25:00"),
        ("every blursday at 20:00", "every blursday"),
        ("at 20:00", "at what time"),
    ],
)
def test_a_line_that_is_no_rule_with_its_hour_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        repeated(typed)


@pytest.mark.parametrize(("rule", "at"), [("every friday", "20:00"), ("every friday ", " at 8 pm")])
def test_two_options_become_one_line(rule: str, at: str) -> None:
    assert repeated(with_hour(rule, at)).at == time(20)


@pytest.mark.parametrize(
    "typed",
    ["every friday at 20:00", "weekdays at 9am", "every hour at 00:30", "every 2 weeks on monday at 7pm",
     "the last friday of every month at 20:00", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1 at 20:00", "weekends at 10:00"],
)  # fmt: skip
def test_what_the_form_shows_of_a_rule_can_be_read_again(typed: str) -> None:
    repeating = announcement(AnnouncementKind.REPEAT, repeated(typed))
    assert rule_in_words(repeating)
    again = repeated(written_of(repeating, BERLIN).rule)
    assert (again.rule, again.at) == (repeating.schedule.rule, repeating.schedule.at)


def test_a_moment_keeps_the_walls_time_for_what_a_clock_change_does_to_it() -> None:
    schedule = read_schedule(Written(when="2026-03-29 02:30"), AnnouncementKind.ONCE, BERLIN, NOW)
    assert (schedule.starts_on, schedule.at) == (date(2026, 3, 29), time(2, 30))
    once = announcement(AnnouncementKind.ONCE, schedule)
    moment = moment_of(once, BERLIN)
    assert moment is not None
    assert moment.shift == "skipped"
    assert moment_of(once, UTC_ZONE) is None
    assert written_of(once, BERLIN).when == "2026-03-29 03:30"


@pytest.mark.parametrize("typed", ["in 90 seconds", "2026-03-01 18:00:30", "18:00", "in 1 hour"])
def test_what_the_form_shows_of_a_moment_can_be_read_again(typed: str) -> None:
    schedule = read_schedule(Written(when=typed), AnnouncementKind.ONCE, BERLIN, NOW)
    shown = written_of(announcement(AnnouncementKind.ONCE, schedule), BERLIN).when
    assert read_schedule(Written(when=shown), AnnouncementKind.ONCE, BERLIN, NOW).due_at == schedule.due_at


@pytest.mark.parametrize(("typed", "season"), [("2", 2), (" season 12 ", 12), ("S3", 3), ("0", 0)])
def test_a_season_is_a_number(typed: str, season: int) -> None:
    assert read_season(typed) == season


@pytest.mark.parametrize("typed", ["", "two", "-1", "10000", "2.5", "2 and 3"])
def test_anything_else_is_no_season(typed: str) -> None:
    with pytest.raises(BadInput, match="is not a season"):
        read_season(typed)


@pytest.mark.parametrize("url", ["https://example.com", "http://example.com:8080/a?b=c#d", "https://exämple.de/ü"])
def test_whole_addresses_are_taken(url: str) -> None:
    words = read_words(Written(text="x", image_url=f" {url} ", link=url))
    assert (words.image_url, words.link) == (url, url)


@pytest.mark.parametrize(
    "url",
    ["example.com", "ftp://example.com", "javascript:alert(1)", "https://", "https://localhost", "https://a b.com",
     "https://example.com/<x>", "https://user:pass@example.com", "http://example.com:port", "https://[::1",
     "https://example.com/" + "x" * 500],
)  # fmt: skip
def test_other_addresses_are_refused_in_words(url: str) -> None:
    with pytest.raises(BadInput, match="address of the image"):
        read_words(Written(text="x", image_url=url))


@pytest.mark.parametrize("written", [Written(), Written(link="https://example.com"), Written(text=" \n ", title="\t")])
def test_an_announcement_says_something(written: Written) -> None:
    with pytest.raises(BadInput, match="nothing to announce"):
        read_words(written)


@given(st.text(max_size=2100), st.text(max_size=300))
def test_whatever_is_written_is_within_discords_limits_or_refused(text: str, title: str) -> None:
    try:
        words = read_words(Written(text=text, title=title))
    except BadInput:
        return
    assert utf16_length(words.text) <= 2000
    assert utf16_length(words.title) <= 256
    assert words.text == clean(text)


@given(st.text(st.characters(codec=None, categories=["Cs", "L", "Cc"])))
def test_half_characters_can_be_stored(text: str) -> None:
    assert "\x00" not in clean(text)
    clean(text).encode()
