"""NUL in text is refused before it gets to either engine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.feeds import Feed
from bot.errors import BadInput
from bot.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


async def test_text_with_a_nul_is_refused_and_nothing_is_saved(store: Store) -> None:
    async def save() -> None:
        async with store.writing() as gateways:
            await gateways.servers.set_timezone(1, "Europe/Berlin", NOW)
            await gateways.servers.set_timezone(2, "Europe/\0Berlin", NOW)

    with pytest.raises(BadInput, match="NUL"):
        await save()
    assert (await store.reading().servers.get(1)).timezone == "UTC"


async def test_the_same_goes_for_many_rows_at_once(store: Store) -> None:
    async with store.writing() as gateways:
        await gateways.feeds.add(Feed(1, "https://feed.example", "Feed", NOW))
    with pytest.raises(BadInput, match="NUL"):
        async with store.writing() as gateways:
            await gateways.feeds.note(1, ["a", "b\0"], NOW, 10)
    assert await store.reading().feeds.marks(1) == {}


async def test_nothing_is_found_by_it(store: Store) -> None:
    with pytest.raises(BadInput, match="NUL"):
        await store.reading().feeds.by_url("https://feed.example/\0")
