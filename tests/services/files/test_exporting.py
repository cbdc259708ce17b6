"""An export holds all that a server sees, and importing it again changes nothing."""

from dataclasses import replace

import pytest

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Weight
from bot.domain.imports import Format
from bot.domain.revisions import ChangeKind, Made
from bot.errors import BadInput, NotModerator
from bot.packs.model import Pack, ShowEntry
from bot.packs.uploads.reading import read_upload
from bot.services.access import Caller
from bot.services.files import exporting
from bot.store.gateways.revisions import BASE, Scopes
from bot.store.store import Store
from tests.helpers.imports import CAPTAIN, FAR, NEAR, files
from tests.store.layers import MADE_AT, SERVER, all_women, revise

SHOW = ShowEntry(id="jessica-jones", title="Jessica Jones")


async def change_by_hand(store: Store) -> None:
    """A server's own words, an air date of its own, a spoiler, a denial, and a fact that it took out."""
    view = await files(store).view(SERVER)
    air_date, role, *_ = (view[key] for key in ("air-date-s01e01", *(key for key in view if "trish" in key)))
    women = await all_women(store, SERVER)
    assert women is not None
    async with store.writing() as gateways:
        await revise(gateways, women, SERVER, "All women, we hear.")
        gone = next(fact for key, fact in view.items() if key.endswith("-director"))
        await revise(gateways, gone, SERVER, "Gone", retired=True)
        spoilt = await gateways.catalogue.episode_row(BASE, role.show.id, EpisodeCode(1, 13))
        assert spoilt is not None
        seasons = await gateways.catalogue.season_ids(role.show.id)
        denied = replace(role.claims[0], supports=False, weight=Weight.CONFIRMED, note="He said: “no” = never; really")
        own = replace(role, revision_id=1, spoils=EpisodeCode(1, 13), claims=(*role.claims, denied))
        made = Made(ChangeKind.EDIT, MADE_AT, 1)
        await gateways.revisions.add(own, SERVER, made, Scopes(seasons, spoilt.id), over=role.revision_id)
        moved = replace(air_date, revision_id=2, released=PartialDate.parse("2015-11"))
        await gateways.revisions.add(moved, SERVER, made, Scopes(seasons), over=air_date.revision_id)


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("changed", [False, True], ids=["as the base has it", "with words of its own"])
async def test_an_export_imported_again_changes_nothing(store: Store, form: Format, changed: bool) -> None:
    made = files(store)
    if changed:
        await change_by_hand(store)
        await made.take(CAPTAIN)
    before = await made.view(SERVER)
    filename, content = await made.export(form=form)
    preview = await made.prepare(content, filename=filename)
    assert (preview.batch, preview.same, preview.newer) == (None, len(before), 0)
    assert await made.view(SERVER) == before


@pytest.mark.parametrize("form", list(Format))
async def test_what_a_server_made_is_the_same_in_another(store: Store, form: Format) -> None:
    made = files(store)
    await change_by_hand(store)
    await made.take(CAPTAIN)
    filename, content = await made.export(form=form)
    await made.take(content, FAR, filename)
    again, content_there = await made.export(FAR, form)
    preview = await made.prepare(content_there, NEAR, again)
    # What was taken out here is no part of the file, so it stays there; all else is alike.
    assert (preview.new.count, preview.changed.count) == (0, 0)
    assert preview.conflicts.count + preview.newer <= 1


async def test_an_export_says_what_it_holds(store: Store) -> None:
    made = files(store)
    await change_by_hand(store)
    whole = await made.exporting.export(NEAR)
    assert whole.filename.startswith("jessica-jones-2")
    assert whole.filename.endswith(".toml")
    assert (whole.facts, whole.own, whole.left_out) == (246, 3, 0)
    pack = as_pack(whole.content)
    first = next(entry for entry in pack.episodes if entry.code == EpisodeCode(1, 1))
    assert first.aired is not None
    assert not first.aired_sources, "the server's own air date is a fact"
    assert "aired-s01e01" in {fact.id for fact in pack.facts}
    assert all(fact.revision for fact in pack.facts)


async def test_other_names_are_in_an_export(store: Store) -> None:
    made = files(store)
    await made.take(CAPTAIN)
    pack = as_pack((await made.exporting.export(NEAR)).content)
    assert pack.people["ada-moreau"].also == ("aj moreau",)
    assert "jj" in pack.show.also
    assert as_pack((await made.exporting.export(FAR)).content).people.get("ada-moreau") is None


async def test_only_moderators_export(store: Store) -> None:
    with pytest.raises(NotModerator):
        await files(store).exporting.export(Caller(SERVER, 9))


async def test_what_discord_would_not_take_is_refused_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST", 10_000)
    with pytest.raises(BadInput, match="The file would have"):
        await files(store).exporting.export(NEAR)


def as_pack(content: bytes) -> Pack:
    return read_upload(content, "export.toml", SHOW)
