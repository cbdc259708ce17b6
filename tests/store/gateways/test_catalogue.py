"""What is read of a show's seasons and episodes."""

from datetime import date

from bot.store.gateways.revisions import BASE
from bot.store.store import Store
from tests.store.layers import show_id


async def test_a_show_first_aired_when_its_first_season_did(store: Store) -> None:
    show, catalogue = await show_id(store), store.reading().catalogue
    assert await catalogue.first_aired(BASE, show, 2) == date(2018, 3, 8)
    assert await catalogue.first_aired(BASE, show, 9) is None
    assert await catalogue.first_aired(BASE, show, None) == date(2015, 11, 20)
