"""Looking at everything in the database: what the engine finds wrong with it, and what contradicts itself."""

from bot.domain.facts import Fact, Show
from bot.store.database import Gateway, load_queries
from bot.store.gateways.catalogue_writer import Alias, to_alias
from bot.store.layout import LAYOUT, SERVER_LAYOUT, lacking
from bot.store.rows import to_facts, to_show

_sql = load_queries("checkups")


class CheckupGateway(Gateway):
    """The methods with `most` return so many faults at most, in words."""

    async def of_file(self, most: int) -> tuple[str, ...]:
        """What SQLite finds wrong with the pages of the file, its indexes and its constraints.

        A server looks after its own.
        """
        if not self._executor.is_on_file:
            return ()
        rows = await self._executor.fetch(f"PRAGMA integrity_check({most})", {})
        return tuple(row[0] for row in rows if row[0] != "ok")

    async def of_references(self, most: int) -> tuple[str, ...]:
        """Rows that refer to rows that are gone. A server never lets that happen."""
        if not self._executor.is_on_file:
            return ()
        rows = await self._executor.fetch(
            'SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT :most', {"most": most}
        )
        return tuple(f"{count:,} rows of {table} refer to missing rows of {parent}" for table, parent, count in rows)

    async def version(self) -> str | None:
        """The version of its schema."""
        row = await _sql.version(self._executor)
        return row["version_num"] if row else None

    async def of_layout(self) -> tuple[str, ...]:
        """What is missing of the newest schema."""
        layout = LAYOUT if self._executor.is_on_file else SERVER_LAYOUT
        return lacking(await self._executor.fetch(layout, {}))

    async def of_heads(self, most: int) -> tuple[str, ...]:
        """The facts whose head is not their newest revision."""
        rows = await _sql.wrong_heads(self._executor, most=most)
        return tuple(f"the fact {row['key']} {_in_layer(row['layer'])}: {row['fault']}" for row in rows)

    async def of_about(self, most: int) -> tuple[str, ...]:
        """The facts that are not found by exactly what they are about."""
        rows = await _sql.wrong_about(self._executor, most=most)
        return tuple(f"the fact {row['key']} {_in_layer(row['layer'])}: {row['fault']}" for row in rows)

    async def of_deliveries(self, most: int) -> tuple[str, ...]:
        """Posts that will never be sent, or are not known."""
        rows = await _sql.wrong_deliveries(self._executor, most=most)
        return tuple(f"the post {row['id']} of server {row['guild_id']}: {row['fault']}" for row in rows)

    async def layers(self) -> tuple[tuple[Show, int], ...]:
        """Each show with each layer that has facts or names of it."""
        return tuple((to_show(row), row["layer"]) for row in await _sql.layers(self._executor))

    async def facts(self, show: int, layer: int) -> tuple[Fact, ...]:
        """What a layer itself says of a show now, without what is retired."""
        return tuple(to_facts(await _sql.facts_of_layer(self._executor, show=show, layer=layer)))

    async def names(self, show: int, layer: int) -> tuple[Alias, ...]:
        """The names that a layer itself has of a show."""
        return tuple(to_alias(row) for row in await _sql.names_of_layer(self._executor, show=show, layer=layer))


def _in_layer(layer: int) -> str:
    return f"of server {layer}" if layer else "of the base"
