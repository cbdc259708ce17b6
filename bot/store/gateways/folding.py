"""The names that are folded anew since `fold` has changed, and how far that is."""

from dataclasses import dataclass

from bot.store.database import Gateway, load_queries
from bot.store.gateways.catalogue_writer import Alias, Named, to_alias

_sql = load_queries("folding")


@dataclass(frozen=True, slots=True)
class Folding:
    """Names up to the id `until` are brought to this version of `fold`, and are done up to `reached`."""

    version: int
    reached: int
    until: int

    def is_done(self, version: int) -> bool:
        """Whether all names are of this version or a later one."""
        return self.version >= version and self.reached >= self.until


class FoldingGateway(Gateway):
    async def state(self) -> Folding:
        """How far the names are folded anew."""
        row = await _sql.state(self._executor)
        return Folding(row["version"], row["reached"], row["until"])

    async def begin(self, version: int) -> Folding:
        """Have all names folded anew that are there now, unless that was begun for this version."""
        await _sql.begin(self._executor, version=version)
        return await self.state()

    async def move(self, reached: int) -> None:
        """Record that the names up to this id are done."""
        await _sql.move(self._executor, reached=reached)

    async def waiting(self, state: Folding, most: int) -> tuple[list[Named], int]:
        """Whose names are among the next `most` rows, and the id up to which these are."""
        rows = await _sql.waiting(self._executor, reached=state.reached, until=state.until, most=most)
        things = dict.fromkeys(Named(row["show_id"], row["layer"], row["thing_id"]) for row in rows)
        return list(things), rows[-1]["id"] if len(rows) == most else state.until

    async def names(self, named: Named) -> list[Alias]:
        """All names of a thing."""
        rows = await _sql.names_of(self._executor, show=named.show, layer=named.layer, thing=named.thing)
        return [to_alias(row) for row in rows]
