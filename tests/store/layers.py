"""Facts of the loaded pack, and revisions over them as a server's moderators make them."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from bot.domain.facts import Fact, Kind
from bot.domain.revisions import ChangeKind, Made
from bot.store.gateways.revisions import BASE, Scopes
from bot.store.store import Gateways, Store

SERVER, OTHER_SERVER = 2**63 - 1, 2**62 + 1
MADE_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_revision_ids = count(2**62)


async def show_id(store: Store) -> int:
    show = await store.reading().names.show_of_server(BASE)
    assert show is not None
    return show.id


async def season_news(store: Store, guild: int, season: int = 2) -> dict[int, Fact]:
    """The season's director facts, as this server sees them."""
    facts = await store.reading().facts.credits_of_season(guild, await show_id(store), season, Kind.DIRECTOR)
    return {fact.id: fact for fact in facts}


async def all_women(store: Store, guild: int) -> Fact | None:
    """What this server sees of the fact that women direct all of season 2."""
    base = await season_news(store, BASE)
    ids = [fact.id for fact in base.values() if fact.statement and fact.statement.startswith("All 13 episodes")]
    return (await season_news(store, guild)).get(ids[0]) if ids else None


async def revise(gateways: Gateways, fact: Fact, layer: int, statement: str, *, retired: bool = False) -> Fact:
    """Add a revision with another statement to one layer."""
    revised = replace(fact, revision_id=next(_revision_ids), statement=statement)
    made = Made(ChangeKind.RETIRE if retired else ChangeKind.EDIT, MADE_AT, by=OTHER_SERVER, reason="A test")
    scopes = Scopes(await gateways.catalogue.season_ids(fact.show.id))
    await gateways.revisions.add(revised, layer, made, scopes, retired=retired, over=fact.revision_id)
    return revised
