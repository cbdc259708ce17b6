"""Which shards count as connected."""

from bot.monitoring.connections import Connections

TWO_MINUTES = 120.0


class Clock:
    """Moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_shard_that_never_connected_is_missing() -> None:
    connections = Connections(Clock())
    connections.opened(0)
    assert connections.missing((0, 1), TWO_MINUTES) == [1]
    assert [connections.is_open(shard) for shard in (0, 1)] == [True, False]


def test_a_connection_that_is_lost_is_missing_after_two_minutes_and_no_longer_once_it_is_back() -> None:
    clock = Clock()
    connections = Connections(clock)
    connections.opened(0)
    connections.lost(0)
    assert not connections.is_open(0)
    clock.now += TWO_MINUTES
    assert connections.missing((0,), TWO_MINUTES) == []
    clock.now += 1
    assert connections.missing((0,), TWO_MINUTES) == [0]
    connections.opened(0)
    assert connections.missing((0,), TWO_MINUTES) == []


def test_attempts_that_fail_don_t_make_a_loss_younger() -> None:
    clock = Clock()
    connections = Connections(clock)
    connections.opened(0)
    for _ in range(5):
        connections.lost(0)
        clock.now += TWO_MINUTES / 4
    assert connections.missing((0,), TWO_MINUTES) == [0]
