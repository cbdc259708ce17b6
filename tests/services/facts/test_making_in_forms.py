"""Renewals and crew as forms are read, where Discord itself would refuse what is wrong."""

import pytest

from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.store.store import Store
from tests.helpers.facts import Desk, faults


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


@pytest.mark.parametrize("state", ["", "over", "Ended ", "*"])
async def test_a_state_that_is_not_on_the_list_is_refused(desk: Desk, state: str) -> None:
    [fault] = await faults(desk.write_new(Kind.RENEWAL, FactWords(state=state)))
    assert fault.startswith("Say how it goes on: ordered, renewed, in production, finished, final season, cancelled")


async def test_a_job_must_be_named(desk: Desk) -> None:
    assert await faults(desk.write_new(Kind.CREW, FactWords(people="Ann Lee"))) == [
        "Name the job, such as “showrunner”."
    ]


async def test_all_faults_are_said_at_once(desk: Desk) -> None:
    assert len(await faults(desk.write_new(Kind.CREW, FactWords(where="nowhere", spoils="soon")))) >= 3
