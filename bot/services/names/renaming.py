"""Keeping names in step when a pack gives somebody another name who is in other shows or in servers' facts too."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.facts import Character, Person
from bot.domain.ids import Ids
from bot.domain.names import stored_keys
from bot.store.gateways.catalogue_writer import Alias
from bot.store.store import Gateways


async def rename_elsewhere(gateways: Gateways, ids: Ids, things: Iterable[Person | Character]) -> None:
    """Have people and characters found by the names that they have now, wherever they are on record.

    Call it within the transaction that saved these names.
    """
    for thing in things:
        for named in await gateways.packs.named_otherwise(thing.id, thing.name):
            aliases = await gateways.folding.names(named)
            rows = [(ids(), alias) for alias in _renamed(aliases, thing.name)]
            await gateways.packs.in_layer(named.layer).replace_aliases(named.show, [thing.id], rows)


def _renamed(aliases: Sequence[Alias], name: str) -> Iterator[Alias]:
    """Yield the names of a person or a character with a new one, which is shown from then on."""
    whole: dict[Alias, list[str]] = {}
    for alias in aliases:
        keys = whole.setdefault(replace(alias, name=name, folded="", word=0), [])
        if alias.word == 0:
            keys.append(alias.folded)
    for shown, keys in whole.items():
        for key, word in stored_keys((name, *sorted(keys))).items():
            yield replace(shown, folded=key, word=word)
