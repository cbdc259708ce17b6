"""Folding the names in the store anew since `fold` has changed, a few at a time.

Until a name's turn comes it is found by its old key, since `bot.domain.names.keys` gives that too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.codes import parse_episode
from bot.domain.ids import Ids
from bot.domain.matching import NameRole
from bot.domain.names import FOLDING, first_fold, fold, stored_keys, title_keys
from bot.services.names.aliases import codes_of, title_words
from bot.store.gateways.catalogue_writer import Alias
from bot.store.store import Gateways, Store

_AT_ONCE = 100
"""Rows for each transaction: few enough that nobody else waits for long."""


class Refolding:
    """Brings the names of every layer and from every origin to this version of `fold`."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    async def is_needed(self) -> bool:
        """Return whether names are stored as an earlier version folded them."""
        return not (await self._store.reading().folding.state()).is_done(FOLDING)

    async def fold_some(self) -> bool:
        """Fold the next few names anew; return whether more wait.

        It may be stopped at any time, and the next call continues. Raises StoreBusy and StoreUnwritable.
        """
        if (await self._store.reading().folding.state()).is_done(FOLDING):
            return False
        async with self._store.writing() as gateways:
            state = await gateways.folding.begin(FOLDING)
            things, reached = await gateways.folding.waiting(state, _AT_ONCE)
            for named in things:
                before = await gateways.folding.names(named)
                after = refolded(before)
                if set(after) != set(before):
                    await self._replace(gateways, named.show, named.layer, named.thing, after)
            await gateways.folding.move(reached)
            return reached < state.until

    async def _replace(self, gateways: Gateways, show: int, layer: int, thing: int, names: Iterable[Alias]) -> None:
        rows = [(self._ids(), alias) for alias in names]
        await gateways.packs.in_layer(layer).replace_aliases(show, [thing], rows)


def refolded(names: Sequence[Alias]) -> list[Alias]:
    """Return all names of a thing in one layer as they are folded now.

    Of most only the keys are stored, and these are folded again. The name that is shown is folded as it is written.
    """
    alike: dict[Alias, list[Alias]] = {}
    for alias in names:
        alike.setdefault(replace(alias, folded="", word=0), []).append(alias)
    return list(dict.fromkeys(made for shown, some in alike.items() for made in _of_group(shown, some)))


def _of_group(shown: Alias, names: Sequence[Alias]) -> Iterator[Alias]:
    whole = sorted(alias.folded for alias in names if alias.word == 0)
    if shown.role is NameRole.EPISODE:
        code, _, title = shown.name.partition(" · ")
        episode = parse_episode(code)
        codes = set(codes_of(*episode)) if episode else set[str]()
        yield from (alias for alias in names if alias.folded in codes)
        keys = _titles(title, [key for key in whole if key not in codes]) if title else {}
    elif shown.role is NameRole.SEASON:
        keys = {alias.folded: alias.word for alias in names}
    else:
        keys = stored_keys((shown.name, *_others(shown.name, whole)))
    for key, word in keys.items():
        yield replace(shown, folded=key, word=word)


def _titles(title: str, whole: Sequence[str]) -> dict[str, int]:
    # A title without its article is a key of the title with it, and no title of its own.
    shortened = {title_keys(key)[-1] for key in whole if len(title_keys(key)) > 1}
    return title_words((title, *_others(title, [key for key in whole if key not in shortened])))


def _others(shown: str, whole: Iterable[str]) -> Iterator[str]:
    """Yield the keys that are not only the old key of the name that is shown."""
    old = first_fold(shown)
    return (key for key in whole if key != old or key == fold(shown))
