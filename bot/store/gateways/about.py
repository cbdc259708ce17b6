"""Keeping what the current facts are about in step with which revisions are current."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from bot.store.database import Executor, Row, load_queries

_sql = load_queries("about")


@asynccontextmanager
async def changing_heads(executor: Executor, layer: int, facts: Sequence[int]) -> AsyncGenerator[None]:
    """Update what facts are about, around a change of their current revisions in a layer."""
    heads = [{"fact": fact, "layer": layer} for fact in facts]
    await _sql.forget(executor, heads)
    yield
    await _sql.add(executor, heads)


async def facts_of_batch(executor: Executor, batch: int) -> list[int]:
    """Return the facts that a batch has revisions of."""
    rows: list[Row] = await _sql.of_batch(executor, batch=batch)
    return [row["fact"] for row in rows]
