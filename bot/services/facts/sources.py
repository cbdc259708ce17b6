"""Sources of claims: found on record, or written down where they are new."""

from bot.domain.facts import Source
from bot.domain.ids import Ids
from bot.domain.keys import source_key
from bot.store.store import Gateways


async def source_on_record(
    gateways: Gateways, ids: Ids, guild: int, source: Source, *, shared_address: bool = False
) -> Source:
    """Return the source as it is on record, written down in the server's layer if it is new.

    An outlet and an address identify a source. With `shared_address`, where all articles of a feed have one address,
    its title does so too.
    """
    if shared_address:
        key = source_key(source.outlet, source.url, source.title)
    elif known := await gateways.catalogue.source_like(guild, source.outlet, source.url):
        return known
    else:
        key = source_key(source.outlet, source.url)
    return await gateways.packs.in_layer(guild).save_source(ids(), key, source)
