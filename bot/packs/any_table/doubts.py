"""What looks wrong in the way a table is read. A person must say that it is right before anything is taken."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.packs.any_table.words import Meaning


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that looks wrong, in sentences. It is settled if a person says which column has `settled_by`."""

    words: str
    settled_by: Meaning | None = None


def unsettled(doubts: Iterable[Doubt], mapped: Collection[Meaning]) -> tuple[Doubt, ...]:
    """Return the doubts that no mapping has settled, each once."""
    return tuple(dict.fromkeys(doubt for doubt in doubts if doubt.settled_by not in mapped))
