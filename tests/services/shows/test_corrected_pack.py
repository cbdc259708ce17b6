"""A pack that took an article for another outlet's is corrected: the correction reaches servers like any newer pack."""

from pathlib import Path

import pytest

from bot.domain.facts import Fact, Status
from bot.domain.moderation import ClaimWords
from bot.services.shows.loader import PackLoader
from bot.store.store import Store
from tests.helpers.answers import write_pack
from tests.helpers.facts import MOD, SERVER_A, SERVER_B, Desk, outlets

WRONG, RIGHT, ADDRESS = "Wrong Report", "Right Times", "https://right.example/article"
OLD_SOURCES = f'[sources.article]\noutlet = "{WRONG}"\ntitle = "An update"\npublished = "late 2016"\n'
# The outlet that was named by mistake has an article of its own, which says some of the same.
NEW_SOURCES = (
    f'[sources.right]\noutlet = "{RIGHT}"\ntitle = "The update"\nurl = "{ADDRESS}"\npublished = "late 2016"\n'
    f'[sources.wrong-2016-11]\noutlet = "{WRONG}"\npublished = "2016-11"\n'
)
RETURN, OPENING = "The captain is back.", "opening"


def facts(source: str, *more: str) -> tuple[str, str]:
    claims = "".join(f'{{ source = "{each}" }}, ' for each in (source, *more))
    return (
        f'[[facts]]\nid = "return"\nkind = "news"\nseason = 2\nstatement = "{RETURN}"\n'
        f'claims = [{{ source = "{source}", weight = "rumoured", note = "Calls it alleged." }}]\n',
        f'[[facts]]\nid = "{OPENING}"\nkind = "director"\nepisode = "S01E01"\npeople = ["ann"]\nclaims = [{claims}]\n',
    )


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> Desk:
    """Two servers with a show whose pack names the wrong outlet."""
    desk = Desk(store)
    await desk.choose_small_show(tmp_path, *facts("article"), catalogue=OLD_SOURCES)
    return desk


async def correct(desk: Desk, folder: Path) -> None:
    desk.clock.move(days=1)
    newer = write_pack(folder, *facts("right", "wrong-2016-11"), catalogue=NEW_SOURCES)
    assert await PackLoader(desk.kit).load(newer)


async def seen(desk: Desk, key: str, guild: int) -> Fact:
    fact = await desk.seen(await desk.key(key), guild)
    assert fact is not None
    return fact


async def test_servers_see_the_right_outlet_and_what_the_other_really_said(desk: Desk, tmp_path: Path) -> None:
    assert outlets(await seen(desk, OPENING, SERVER_A)) == [WRONG]
    await correct(desk, tmp_path)
    for guild in (SERVER_A, SERVER_B):
        [claim] = (await seen(desk, "return", guild)).claims
        source = claim.source
        assert (source.outlet, source.title, source.url) == (RIGHT, "The update", ADDRESS)
        assert (str(claim.published), claim.note) == ("late 2016", "Calls it alleged.")
        assert outlets(await seen(desk, OPENING, guild)) == [RIGHT, WRONG]


async def test_history_keeps_what_the_older_pack_said(desk: Desk, tmp_path: Path) -> None:
    before = (await seen(desk, "return", SERVER_A)).revision_id
    await correct(desk, tmp_path)
    old = await desk.store.reading().revisions.get(SERVER_A, before)
    assert old is not None
    assert outlets(old.fact) == [WRONG]
    assert (await seen(desk, "return", SERVER_A)).revision_id != before


async def test_a_servers_own_words_stay_and_the_correction_waits_for_review(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key("return")
    await desk.edit(fact, statement="The captain may be back.")
    await correct(desk, tmp_path)
    own = await seen(desk, "return", SERVER_A)
    assert (own.statement, outlets(own)) == ("The captain may be back.", [WRONG])
    page = await desk.review.page(MOD, 0)
    assert [item.id for item in page.moved_on] == [fact]
    # What it did not change follows the pack, and so does the other server.
    assert outlets(await seen(desk, OPENING, SERVER_A)) == [RIGHT, WRONG]
    assert (await seen(desk, "return", SERVER_B)).statement == RETURN
    base = await desk.store.reading().revisions.base(fact)
    assert base is not None
    await desk.history.take_base(MOD, fact, base.id)
    taken = await seen(desk, "return", SERVER_A)
    assert (taken.statement, outlets(taken)) == (RETURN, [RIGHT])
    assert (await desk.review.page(MOD, 0)).moved_on == ()


async def test_a_source_that_a_server_added_stays_beside_its_own_words(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key("return")
    await desk.claim(fact, ClaimWords("Polygon", "https://www.polygon.com/x", published="2017-01-05"))
    await correct(desk, tmp_path)
    own = await seen(desk, "return", SERVER_A)
    assert outlets(own) == [WRONG, "Polygon"]
    assert [item.id for item in (await desk.review.page(MOD, 0)).moved_on] == [fact]


async def test_loading_the_corrected_pack_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    await correct(desk, tmp_path)
    before = [(await seen(desk, key, SERVER_A)).revision_id for key in ("return", OPENING)]
    assert not await PackLoader(desk.kit).load(tmp_path / "small.toml")
    assert before == [(await seen(desk, key, SERVER_A)).revision_id for key in ("return", OPENING)]


async def test_two_outlets_that_say_the_same_confirm_it_where_one_reported_it(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(OPENING)

    async def status() -> Status | None:
        view = await desk.history.show(MOD, fact)
        return view.certainty.status if view.certainty else None

    assert await status() is Status.REPORTED
    await correct(desk, tmp_path)
    assert await status() is Status.CONFIRMED
