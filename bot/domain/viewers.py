"""Who an answer is for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and where. `places` are the ids of the channel and of the category that it is in.

    A thread's place is its channel. `is_alone`: nobody else sees the answer.
    """

    user: int
    places: tuple[int, ...]
    is_alone: bool
