"""Which announcement may be a repeat of another."""

from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.announcements import AnnouncementKind, Schedule, Words
from tests.helpers.announcements import CHANNEL, NOON, SECOND_CHANNEL, announcement

HOUR = timedelta(hours=1)
FRIDAYS = Schedule(rule="FREQ=WEEKLY;BYDAY=FR", at=time(20))


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"made_by": 12, "changed_at": NOON + HOUR}, True),
        ({"due_at": NOON + HOUR + timedelta(minutes=1)}, True),
        ({"due_at": NOON + 3 * HOUR}, False),
        ({"channels": (SECOND_CHANNEL, CHANNEL)}, True),
        ({"channels": (CHANNEL,)}, False),
        ({"words": Words(text="Another")}, False),
        ({"ping": 5}, False),
        ({"kind": AnnouncementKind.REPEAT}, False),
    ],
)
def test_it_repeats_another_if_it_posts_the_same_in_the_same_channels_at_about_the_same_time(
    changes: dict[str, Any], same: bool
) -> None:
    everywhere: dict[str, Any] = {"channels": (CHANNEL, SECOND_CHANNEL)}
    assert announcement(**everywhere | changes).says_the_same(announcement(**everywhere)) is same


@pytest.mark.parametrize(
    ("schedule", "same"),
    [
        (FRIDAYS, True),
        (Schedule(rule=FRIDAYS.rule, at=time(21)), False),
        (Schedule(rule="FREQ=WEEKLY;BYDAY=SA", at=time(20)), False),
        (Schedule(due_at=NOON), False),
    ],
)
def test_one_that_repeats_is_the_same_by_its_rule_and_hour(schedule: Schedule, same: bool) -> None:
    first = announcement(AnnouncementKind.REPEAT, schedule=FRIDAYS)
    assert announcement(AnnouncementKind.REPEAT, schedule=schedule).says_the_same(first) is same
