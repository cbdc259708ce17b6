"""The facts that settled or refuted others."""

from collections.abc import Iterable
from datetime import date

from bot.domain.answers import settled_ids
from bot.domain.facts import Known, known_on
from bot.store.store import Store


async def later_facts(store: Store, guild: int, known: Iterable[Known], day: date) -> tuple[Known, ...]:
    """What settled or refuted some of these facts, as far as it was known on the day."""
    ids = settled_ids(tuple(one.fact for one in known))
    if not ids:
        return ()
    return known_on(await store.reading().facts.by_id(guild, ids), day)
