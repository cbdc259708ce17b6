"""Turns: a few at a time, servers by turns, each server's own in order, and nothing is ever left standing."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.turns import Turn, Turns

AT_ONCE, OF_EACH = 3, 2
SERVERS = st.integers(1, 4)


class _Closed(Exception):
    pass


async def comes(turn: Turn) -> bool:
    """Whether it has come, without waiting for it."""
    await asyncio.sleep(0)
    return turn.is_on


def check(turns: Turns, taken: list[Turn]) -> None:
    """As many work as may, none of a server before an earlier one of it."""
    on = Counter(turn.server for turn in taken if turn.is_on)
    assert on.total() <= AT_ONCE
    assert all(count <= OF_EACH for count in on.values())
    waiting = [turn for turn in taken if not turn.is_on]
    for turn in waiting:
        assert on.total() == AT_ONCE or on[turn.server] == OF_EACH, "somebody waits for nothing"
    for server in on:
        order = [turn.is_on for turn in taken if turn.server == server]
        assert order == sorted(order, reverse=True)


@given(st.lists(st.tuples(st.booleans(), SERVERS, st.integers(0, 9)), max_size=40))
def test_as_many_work_as_may_and_each_server_keeps_its_order(acts: list[tuple[bool, int, int]]) -> None:
    async def run() -> None:
        turns, taken = Turns(AT_ONCE, OF_EACH), list[Turn]()
        for begins, server, number in acts:
            if begins:
                taken.append(turns.take(server))
            elif taken:
                # One that works ends, or one that waits gives up.
                taken.pop(number % len(taken)).end()
            check(turns, taken)
        while taken:
            taken.pop(0).end()
            check(turns, taken)
        assert turns.ahead(1) == 0

    asyncio.run(run())


async def test_a_server_that_asks_for_much_is_not_before_the_others() -> None:
    turns = Turns(AT_ONCE, OF_EACH)
    crowd = [turns.take(1) for _ in range(100)]
    assert turns.ahead(1) == 98
    other = [turns.take(2) for _ in range(2)]
    assert await comes(other[0])
    assert turns.ahead(3) <= 2
    third = turns.take(3)
    crowd[0].end()
    assert [turn.is_on for turn in (crowd[2], other[1], third)] == [True, False, False]
    crowd[1].end()
    assert [turn.is_on for turn in (crowd[3], other[1], third)] == [False, True, False]
    crowd[2].end()
    assert third.is_on


async def test_who_waits_too_long_or_is_cancelled_takes_no_place() -> None:
    turns = Turns(1, 1)
    first, second, third, last = (turns.take(1) for _ in range(4))
    with pytest.raises(TimeoutError):
        await second.comes(0.001)
    second.end()
    waiting = asyncio.ensure_future(third.comes(60))
    await asyncio.sleep(0)
    waiting.cancel()
    first.end()  # the turn of the third comes in the moment in which it is cancelled
    with pytest.raises(asyncio.CancelledError):
        await waiting
    third.end()
    await last.comes(60)
    assert last.is_on


async def test_nobody_waits_once_it_is_closed() -> None:
    turns = Turns(1, 1)
    first, second = turns.take(1), turns.take(2)
    turns.close(_Closed)
    with pytest.raises(_Closed):
        await second.comes(60)
    second.end()
    first.end()
    with pytest.raises(_Closed):
        turns.take(1)
