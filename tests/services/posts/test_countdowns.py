"""The steps of a countdown: from what the server has on record, at its hour, once for each day."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.announcements import Announcement, Occurrence
from bot.domain.facts import Kind
from bot.domain.moderation import ClaimWords, FactWords
from bot.services.posts.countdowns import airings, premiere, steps
from bot.store.store import Store
from tests.helpers.facts import MOD, MOD_OF_B, RUMOUR, SERVER_B, VARIETY
from tests.helpers.news import CONFIRMED, DENIAL, Newsroom, on, utc

LONDON, NEW_YORK, UTC_ZONE = ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("UTC")
RELEASE = "season-2-release"


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


async def steps_of(room: Newsroom, countdown: Announcement, zone: ZoneInfo = UTC_ZONE) -> tuple[Occurrence, ...]:
    return await steps(room.store.reading(), countdown, zone, room.clock.today)


async def keys(room: Newsroom, countdown: Announcement) -> list[str]:
    return [step.key for step in await steps_of(room, countdown)]


async def bare_season(room: Newsroom, folder: Path, *facts: str) -> Announcement:
    """A countdown to season 1 of a show with nothing else on record."""
    await room.choose_small_show(folder, *facts)
    return await room.countdown(1)


def release(key: str, released: str, *claims: str, where: str = "season = 1", more: str = "") -> str:
    said = ", ".join(claims or ('{ source = "tor", weight = "confirmed" }',))
    return f'[[facts]]\nid = "{key}"\nkind = "release"\n{where}\nreleased = "{released}"\n{more}claims = [{said}]\n'


async def test_four_steps_at_the_hour_of_the_servers_zone(room: Newsroom) -> None:
    found = await steps_of(room, await room.countdown(2, time(20)), NEW_YORK)
    assert [(step.key, step.due_at) for step in found] == [
        ("2018-03-08/30", utc(2018, 2, 7, 1)),
        ("2018-03-08/7", utc(2018, 3, 2, 1)),
        ("2018-03-08/1", utc(2018, 3, 8, 1)),
        ("2018-03-08/0", utc(2018, 3, 9, 1)),
    ]


async def test_the_clock_change_between_two_steps_moves_neither_on_the_wall(room: Newsroom) -> None:
    countdown = await room.countdown(2, time(20))
    await room.edit(await room.key(RELEASE), released="2018-03-28")
    found = await steps_of(room, countdown, LONDON)
    assert [step.due_at.hour for step in found] == [20, 20, 19, 19]


async def test_where_the_hour_is_not_known_it_is_nine(room: Newsroom) -> None:
    assert {step.due_at.time() for step in await steps_of(room, await room.countdown())} == {time(9)}


async def test_each_step_is_planned_with_the_current_revision(room: Newsroom) -> None:
    countdown, fact = await room.countdown(), await room.key(RELEASE)
    assert {step.revisions for step in await steps_of(room, countdown)} == {(await room.current(fact),)}
    saved = await room.edit(fact, released="2018-03-09")
    found = await steps_of(room, countdown)
    assert [[each.id for each in step.revisions] for step in found] == [[saved.revision.id]] * 4
    assert found[0].key == "2018-03-09/30"


@pytest.mark.parametrize("released", ["2018-03", "2018-Q1", "early 2018", "2018"])
async def test_an_imprecise_date_gets_no_countdown(room: Newsroom, released: str) -> None:
    countdown = await room.countdown()
    await room.edit(await room.key(RELEASE), released=released)
    assert await keys(room, countdown) == []


async def test_a_date_that_was_retired_gets_none(room: Newsroom) -> None:
    countdown = await room.countdown()
    await room.history.retire(MOD, await room.key(RELEASE), "It was wrong.")
    assert await keys(room, countdown) == []  # "early 2018" is left


async def test_a_date_that_is_denied_gets_none(room: Newsroom) -> None:
    countdown = await room.countdown()
    await room.claim(await room.key(RELEASE), DENIAL)
    assert await keys(room, countdown) == []


@pytest.mark.parametrize(("claim", "counts"), [(VARIETY, True), (CONFIRMED, True), (RUMOUR, False)])
async def test_a_date_counts_that_is_at_least_reported(
    room: Newsroom, tmp_path: Path, claim: ClaimWords, counts: bool
) -> None:
    countdown = await bare_season(room, tmp_path)
    await room.add(Kind.RELEASE, FactWords(where="season 1", released="2027-01-31"), claim)
    assert bool(await keys(room, countdown)) is counts


async def test_a_day_within_a_better_attested_quarter_is_what_is_known(room: Newsroom, tmp_path: Path) -> None:
    report = '{ source = "tor" }'
    countdown = await bare_season(room, tmp_path, release("q", "2027-Q1"), release("d", "2027-01-31", report))
    assert (await keys(room, countdown))[0] == "2027-01-31/30"


async def test_a_better_attested_year_that_contradicts_the_day_wins(room: Newsroom, tmp_path: Path) -> None:
    report = '{ source = "tor" }'
    countdown = await bare_season(room, tmp_path, release("y", "2028"), release("d", "2027-01-31", report))
    assert await keys(room, countdown) == []


async def test_of_two_days_the_better_attested_counts(room: Newsroom, tmp_path: Path) -> None:
    report = '{ source = "tor" }'
    countdown = await bare_season(room, tmp_path, release("a", "2027-02-01", report), release("b", "2027-01-31"))
    assert {key[:10] for key in await keys(room, countdown)} == {"2027-01-31"}


async def test_a_day_that_another_fact_refutes_gets_none(room: Newsroom, tmp_path: Path) -> None:
    off = '[[facts]]\nid = "off"\nkind = "news"\nstatement = "It is off."\nclaims = [{ source = "tor" }]\n'
    countdown = await bare_season(room, tmp_path, off, release("d", "2027-01-31", more='refuted_by = "off"\n'))
    assert await keys(room, countdown) == []
    await room.history.retire(MOD, await room.key("off"), "It was wrong.")
    assert len(await keys(room, countdown)) == 4


async def test_the_first_episodes_day_counts_where_the_season_has_none(room: Newsroom, tmp_path: Path) -> None:
    first = release("e", "2027-01-31", where='episode = "S01E01"')
    second = release("f", "2027-01-30", where='episode = "S01E02"')
    countdown = await bare_season(room, tmp_path, first, second)
    assert (await keys(room, countdown))[-1] == "2027-01-31/0"


async def test_nothing_is_counted_down_to_without_a_season(room: Newsroom) -> None:
    countdown = await room.countdown()
    assert await keys(room, on(countdown, season=9)) == []
    assert await keys(room, on(countdown, season=None)) == []
    assert await keys(room, on(countdown, show=None, episodes=True)) == []


async def test_one_servers_date_is_no_other_servers(room: Newsroom) -> None:
    ours, theirs = await room.countdown(), await room.countdown(guild=SERVER_B)
    await room.edit(await room.key(RELEASE), MOD_OF_B, released="2018-05-05")
    assert (await keys(room, ours))[0] == "2018-03-08/30"
    assert (await keys(room, theirs))[0] == "2018-05-05/30"


# Episodes


async def test_episodes_of_a_day_are_one_occurrence(room: Newsroom, tmp_path: Path) -> None:
    days = {("S01E01", "2027-01-01"), ("S01E02", "2027-01-08")}
    facts = [release(code.lower(), day, where=f'episode = "{code}"') for code, day in sorted(days)]
    countdown = on(await bare_season(room, tmp_path, release("s", "2026-12-31"), *facts), episodes=True)
    assert (await keys(room, countdown))[-2:] == ["aired/2027-01-01", "aired/2027-01-08"]
    await room.edit(await room.key("s01e02"), released="2027-01-01")
    found = await steps_of(room, countdown)
    assert [step.key for step in found][4:] == ["aired/2027-01-01"]
    assert len(found[-1].revisions) == 2
    assert found[-1].due_at == utc(2027, 1, 1, 9)


async def test_the_premieres_day_is_not_posted_twice(room: Newsroom) -> None:
    countdown = on(await room.countdown(), episodes=True)
    assert await keys(room, countdown) == [f"2018-03-08/{days}" for days in (30, 7, 1, 0)]
    await room.edit(await room.key(RELEASE), released="2018-03-07")
    found = await steps_of(room, countdown)
    assert found[-1].key == "aired/2018-03-08"
    assert len(found[-1].revisions) == 13


async def test_a_whole_season_on_a_day_is_known_as_such(room: Newsroom) -> None:
    countdown = await room.countdown()
    [airing] = await airings(room.store.reading(), countdown, room.clock.today)
    assert (airing.day, len(airing.aired), airing.whole) == (date(2018, 3, 8), 13, True)
    day = await room.key("air-date-s02e13")
    await room.edit(day, released="2018-03-09")
    first, second = await airings(room.store.reading(), countdown, room.clock.today)
    assert (first.whole, len(first.aired), second.whole, len(second.aired)) == (False, 12, False, 1)
    await room.history.retire(MOD, day, "Nobody knows.")
    [first] = await airings(room.store.reading(), countdown, room.clock.today)
    assert len(first.aired) == 12


async def test_an_episodes_day_in_the_catalogue_alone_counts(room: Newsroom, tmp_path: Path) -> None:
    await room.choose_small_show(
        tmp_path, catalogue='[[seasons]]\nnumber = 3\n[[episodes]]\ncode = "S03E01"\naired = 2027-01-31\n'
    )
    countdown = on(await room.countdown(3), episodes=True)
    [step] = await steps_of(room, countdown)
    assert (step.key, step.revisions) == ("aired/2027-01-31", ())


# Any day and zone

ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe")


@settings(max_examples=60)
@given(
    day=st.dates(date(1970, 1, 1), date(2090, 12, 31)),
    hour=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(
        ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe"]
    ),
)
async def test_the_steps_rise_and_lie_so_many_days_before(store: Store, day: date, hour: time, zone: str) -> None:
    room = Newsroom(store)
    countdown = await room.countdown(2, hour)
    await room.edit(await room.key(RELEASE), released=day.isoformat(), people="")
    begins = await premiere(store.reading(), countdown, room.clock.today)
    assert begins is not None
    assert begins.day == day
    found = await steps_of(room, countdown, ZoneInfo(zone))
    assert [step.key for step in found] == [f"{day}/{days}" for days in (30, 7, 1, 0)]
    assert all(step.due_at.tzinfo is UTC for step in found)
    for step, days in zip(found, (30, 7, 1, 0), strict=True):
        wall = datetime.combine(day - timedelta(days), hour)
        shown = step.due_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert shown == wall or timedelta() < shown - wall <= timedelta(days=1)  # a time that the wall never shows
