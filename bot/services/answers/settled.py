"""The facts that settled or refuted others."""

from collections.abc import Iterable
from datetime import date

from bot.domain.answers import settled_ids
from bot.domain.certainty import known_on
from bot.domain.facts import Known
from bot.store.gateways.facts import AT_ONCE
from bot.store.store import Store


async def later_facts(store: Store, guild: int, known: Iterable[Known], day: date) -> tuple[Known, ...]:
    """What settled or refuted some of these facts, as far as it was known on the day."""
    ids = settled_ids(tuple(one.fact for one in known))
    if not ids:
        return ()
    reading = store.reading().facts
    facts = [await reading.by_id(guild, ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]
    return known_on((fact for some in facts for fact in some), day)
