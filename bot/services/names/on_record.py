"""Who is on record under a whole name, in any of its spellings."""

from bot.domain.facts import Character, Person
from bot.domain.names import keys
from bot.store.store import Gateways


async def people_on_record(gateways: Gateways, guild: int, show: int, name: str) -> list[tuple[str, Person]]:
    """Return the people of a show that a name may mean, each with their key. Two may share one key in two layers."""
    named = gateways.catalogue.people_named
    return [found for folded in keys(name) for found in await named(guild, show, folded)]


async def characters_on_record(gateways: Gateways, guild: int, show: int, name: str) -> list[tuple[str, Character]]:
    """Return the characters of a show that a name may mean, each with its key."""
    named = gateways.catalogue.characters_named
    return [found for folded in keys(name) for found in await named(guild, show, folded)]
