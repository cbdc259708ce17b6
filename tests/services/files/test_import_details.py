"""What imports say of seasons, episodes and characters: seen once they are confirmed, and never before."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from discord.utils import utcnow

from bot.domain.answers import CastAnswer
from bot.domain.codes import EpisodeCode
from bot.domain.ids import Ids
from bot.domain.imports import Preview, Taken
from bot.domain.matching import NameRole
from bot.errors import FileFaults
from bot.packs.model import Pack
from bot.services.files import importing
from bot.services.files.catalogue import Additions, find_catalogue
from bot.services.shows.pack_contents import BaseCatalogue
from bot.services.shows.view import ShowView
from bot.store.store import Store
from tests.helpers.facts import Desk
from tests.helpers.imports import CAPTAIN, GAZETTE, HEAD, NEAR, Files, files
from tests.services.files.test_importing import check_whole, found, rows
from tests.store.layers import SERVER

SEVEN = (
    HEAD
    + GAZETTE
    + """people = { ada-moreau = { name = "Ada Moreau" } }
characters = { captain = { name = "Captain Ines Vale" } }
seasons = [{ number = 2 }, { number = 7, episodes = 8 }]
episodes = [
  { code = "S02E13" },
  { code = "S07E01", title = "AKA Secret", aired = 2024-05-05, runtime = 50, title_sources = ["gazette"] },
]
"""
)
NEWS = """[[facts]]
id = "s7"
kind = "news"
statement = "Season seven."
season = 7
claims = [{ source = "gazette", published = 2024-03-02 }]
"""
ABOUT_EPISODE = """[[facts]]
id = "s7e1"
kind = "cast"
episode = "S07E01"
people = ["ada-moreau"]
character = "captain"
claims = [{ source = "gazette", published = 2024-03-02 }]
"""
DETAILS = ', title = "AKA Secret", aired = 2024-05-05, runtime = 50, title_sources = ["gazette"]'
BARE = SEVEN.replace(DETAILS, "").replace(", episodes = 8", "")
FIRST = EpisodeCode(7, 1)
MARKED = BARE.replace('name = "Captain Ines Vale"', 'name = "Captain Ines Vale", spoils = "S02E13"')


async def episode(store: Store, show: int) -> tuple[str | None, str | None, int | None, int]:
    """Title, air date and running time of the first episode of season 7, and how many sources vouch for them."""
    catalogue = store.reading().catalogue
    entry = await catalogue.episode(SERVER, show, FIRST)
    assert entry is not None
    episode = entry.episode
    return (
        episode.title,
        episode.aired and episode.aired.isoformat(),
        entry.runtime,
        len(await catalogue.sources(episode.id)),
    )


async def cancelled(made: Files, text: str) -> Preview:
    preview = await made.prepare(text)
    assert preview.batch is not None
    await made.importing.cancel(NEAR, preview.batch)
    return preview


async def test_what_was_cancelled_leaves_no_title_date_or_source(store: Store, database: Path) -> None:
    made = files(store)
    show = (await cancelled(made, SEVEN + ABOUT_EPISODE)).show.id
    row = await store.reading().catalogue.episode_row(SERVER, show, FIRST)
    assert row is None or (row.title, row.aired) == (None, None)
    assert await store.reading().catalogue.first_aired(SERVER, show, 7) is None
    await made.take(BARE + NEWS + ABOUT_EPISODE)
    assert await episode(store, show) == (None, None, None, 0)
    assert (await store.reading().catalogue.seasons(SERVER, show))[7] is None
    for table in ("staged_episode", "staged_season", "staged_source"):
        assert rows(database, f"SELECT COUNT(*) FROM {table} WHERE batch_id NOT IN (SELECT id FROM batch)") == [(0,)]
    check_whole(database)


async def test_a_confirmed_import_fills_in_what_an_episode_lacks(store: Store, database: Path) -> None:
    made = files(store)
    show = (await made.take(BARE + ABOUT_EPISODE)).show.id
    waiting = await made.prepare(SEVEN + ABOUT_EPISODE)
    assert (waiting.new.count, waiting.changed.count, waiting.same, waiting.filled) == (0, 0, 1, 2)
    assert await episode(store, show) == (None, None, None, 0)
    assert waiting.batch is not None
    assert isinstance(await made.importing.take(NEAR, waiting.batch), Taken)
    assert await episode(store, show) == ("AKA Secret", "2024-05-05", 50, 1)
    assert (await store.reading().catalogue.seasons(SERVER, show))[7] == 8
    assert "S07E01 · AKA Secret" in await found(store, SERVER, "aka secret", NameRole.EPISODE)
    again = await made.prepare(SEVEN + ABOUT_EPISODE)
    assert (again.batch, again.filled) == (None, 0)
    other = SEVEN.replace("AKA Secret", "Another title")
    assert (await made.prepare(other + ABOUT_EPISODE)).batch is None, "what is on record stays"
    check_whole(database)


async def test_of_two_files_that_wait_with_other_titles_the_sources_of_the_first_vouch(store: Store) -> None:
    made = files(store)
    show = (await made.take(BARE + ABOUT_EPISODE)).show.id
    other = SEVEN.replace("AKA Secret", "Another title").replace("runtime = 50", "runtime = 51")
    tidings = other.replace("sources = { ", 'sources = { tidings = { outlet = "Screen Tidings" }, ').replace(
        'title_sources = ["gazette"]', 'title_sources = ["tidings"], runtime_sources = ["tidings"]'
    )
    waiting = [await made.prepare(text + ABOUT_EPISODE) for text in (SEVEN, tidings)]
    for preview in waiting:
        assert preview.batch is not None
        assert isinstance(await made.importing.take(NEAR, preview.batch), Taken)
    assert await episode(store, show) == ("AKA Secret", "2024-05-05", 50, 1)


async def test_sources_of_a_title_that_is_not_given_are_kept_for_one(store: Store) -> None:
    show = (await files(store).take(SEVEN.replace('title = "AKA Secret", ', "") + ABOUT_EPISODE)).show.id
    assert await episode(store, show) == (None, "2024-05-05", 50, 1)


async def test_what_an_undone_import_said_is_no_record_for_the_next(store: Store) -> None:
    made = files(store)
    taken = await made.take(SEVEN + ABOUT_EPISODE)
    await made.importing.undo(NEAR, taken.batch)
    await made.take(SEVEN.replace("AKA Secret", "AKA Other").replace(", runtime = 50", "") + ABOUT_EPISODE)
    assert await episode(store, taken.show.id) == ("AKA Other", "2024-05-05", None, 1)


async def test_a_name_on_record_is_marked_as_spoiling_and_the_mark_undone(store: Store) -> None:
    made = files(store)
    await made.take(BARE + ABOUT_EPISODE)
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == ["Captain Ines Vale"]
    preview = await made.prepare(MARKED + ABOUT_EPISODE)
    assert (preview.same, preview.filled, preview.unmarked) == (1, 1, 0)
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == ["Captain Ines Vale"]
    assert preview.batch is not None
    taken = await made.importing.take(NEAR, preview.batch)
    assert isinstance(taken, Taken)
    assert taken.marked
    assert await made.importing.see(NEAR, taken.batch) == taken
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == []
    fact = (await made.view(SERVER))["s7e1"]
    assert fact.character is not None
    assert fact.character.spoils == EpisodeCode(2, 13)
    assert (await made.prepare(MARKED + ABOUT_EPISODE)).batch is None
    assert (await made.prepare(BARE + ABOUT_EPISODE)).batch is None, "a file without the mark takes none away"
    await made.importing.undo(NEAR, taken.batch)
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == ["Captain Ines Vale"]


async def test_names_that_only_spoiling_facts_give_are_not_suggested(store: Store) -> None:
    made = files(store)
    spoiling = ABOUT_EPISODE.replace("[[facts]]", '[[facts]]\nspoils = "S02E13"')
    await made.take(BARE + spoiling)
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == []
    assert await found(store, SERVER, "ada") == []
    plain = ABOUT_EPISODE.replace('"s7e1"', '"s7e1-too"').replace("S07E01", "S02E13")
    await made.take(BARE + spoiling + plain)
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == ["Captain Ines Vale"]
    assert await found(store, SERVER, "ada") == ["Ada Moreau"]


async def test_a_name_that_was_marked_meanwhile_keeps_that_mark(store: Store) -> None:
    made = files(store)
    await made.take(BARE + ABOUT_EPISODE)
    preview = await made.prepare(MARKED + ABOUT_EPISODE)
    assert preview.batch is not None
    await made.take(MARKED.replace('spoils = "S02E13"', 'spoils = "S07E01"') + ABOUT_EPISODE)
    await made.importing.take(NEAR, preview.batch)
    fact = (await made.view(SERVER))["s7e1"]
    assert fact.character is not None
    assert fact.character.spoils == FIRST


async def test_a_cancelled_file_marks_nobody(store: Store) -> None:
    made = files(store)
    await cancelled(made, MARKED + ABOUT_EPISODE)
    await made.take(BARE + ABOUT_EPISODE)
    assert await found(store, SERVER, "captain", NameRole.CHARACTER) == ["Captain Ines Vale"]


async def test_a_mark_of_a_name_of_the_pack_is_counted_and_not_taken(store: Store) -> None:
    made = files(store)
    _, content = await made.export()
    text = content.decode()
    name = 'name = "Trish Walker"\n'
    assert text.count(name) == 1
    preview = await made.prepare(text.replace(name, f'{name}spoils = "S02E13"\n'))
    assert (preview.batch, preview.filled, preview.unmarked) == (None, 0, 1)


@pytest.mark.parametrize("text", [CAPTAIN, SEVEN + NEWS + ABOUT_EPISODE], ids=["captain", "seven"])
async def test_imports_prepared_at_once_share_what_they_write_down(store: Store, database: Path, text: str) -> None:
    made = files(store)
    previews = await asyncio.gather(*(made.prepare(f"{text}# {number}\n") for number in range(4)))
    batches = [preview.batch for preview in previews]
    assert None not in batches
    assert len(set(batches)) == 4
    for table in ("person", "character", "season", "source", "fact"):
        assert rows(database, f"SELECT COUNT(*) FROM {table} WHERE layer <> 0") == [(2 if table == "fact" else 1,)]
    taken = [await made.importing.take(NEAR, batch) for batch in batches if batch]
    assert [type(result) for result in taken] == [Taken, Preview, Preview, Preview]
    assert (await made.prepare(text)).batch is None
    check_whole(database)


async def test_rows_that_a_form_writes_meanwhile_are_the_same_ones(
    store: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The import has read what there is, and writes later than a form that names the same things."""
    made = files(store)

    async def find(store: Store, ids: Ids, guild: int, pack: Pack, view: ShowView) -> tuple[BaseCatalogue, Additions]:
        read = await find_catalogue(store, ids, guild, pack, view)
        async with store.writing() as gateways:
            own = gateways.packs.in_layer(guild)
            season = await own.save_season(ids(), view.show.show.id, 7, None)
            await own.save_episode(ids(), season, 1, title=None, aired=None, runtime=None, imdb=None)
            [(key, source)] = read[1].sources
            await own.save_source(ids(), key, source)
        return read

    monkeypatch.setattr(importing, "find_catalogue", find)
    preview = await made.prepare(SEVEN + NEWS + ABOUT_EPISODE)
    assert preview.batch is not None
    assert isinstance(await made.importing.take(NEAR, preview.batch), Taken)
    for table in ("season", "episode", "source"):
        assert rows(database, f"SELECT COUNT(*) FROM {table} WHERE layer <> 0") == [(1,)]
    assert await episode(store, preview.show.id) == ("AKA Secret", "2024-05-05", 50, 1)


async def test_a_claim_of_a_day_to_come_is_no_import(store: Store) -> None:
    with pytest.raises(FileFaults, match="has not come yet"):
        await files(store).prepare(SEVEN + NEWS.replace("2024-03-02", '"9999"'))


async def test_a_new_claim_of_a_span_under_way_counts_from_today(store: Store) -> None:
    made = files(store)
    await made.take(SEVEN + NEWS.replace("2024-03-02", f'"{utcnow().year}"'))
    [claim] = (await made.view(SERVER))["s7"].claims
    assert claim.counts_from == min(utcnow().date(), claim.published.last if claim.published else date.max)


async def test_somebody_with_an_imported_job_is_found_by_name(store: Store) -> None:
    people = 'people = { ada = { name = "Ada Moreau" } }\n'
    job = (
        '[[facts]]\nid = "ada"\nkind = "crew"\njob = "composer"\npeople = ["ada"]\nclaims = [{ source = "gazette" }]\n'
    )
    await files(store).take(HEAD + GAZETTE + people + job)
    desk = Desk(store)
    answer = await desk.answers.cast(desk.asked("ada moreau", NEAR.guild))
    assert isinstance(answer, CastAnswer), answer
    assert answer.who.name == "Ada Moreau"
