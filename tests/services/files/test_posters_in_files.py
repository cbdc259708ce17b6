"""Posters and synopses in exports and imports."""

import pytest

from bot.domain.facts import Show, Synopsis
from bot.domain.imports import Format
from bot.errors import FileFaults
from bot.packs.model import ShowEntry
from bot.packs.uploads.reading import read_upload
from bot.store.store import Store
from tests.helpers.imports import GAZETTE, NEAR, Files, files
from tests.services.files.test_import_details import FIRST
from tests.store.layers import SERVER

POSTER = "https://pictures.example/tide/poster.jpg"
HEAD = f"""format = 1
show = {{ id = "tide", title = "Tide", image = "{POSTER}", image_credit = "Channel Nought" }}
{GAZETTE}seasons = [{{ number = 7 }}]
"""
NEWS = """
[[facts]]
id = "news"
kind = "news"
episode = "S07E01"
statement = "There is a tide."
claims = [{ source = "gazette", published = 2024-03-02 }]
"""
BARE = f'{HEAD}episodes = [{{ code = "S07E01" }}]{NEWS}'
STORY = Synopsis("Water rises,\nand falls.", "The Gazette")


def with_story(story: Synopsis) -> str:
    text = story.text.replace("\n", "\\n")
    return BARE.replace('"S07E01" }', f'"S07E01", synopsis = "{text}", synopsis_credit = "{story.credit}" }}', 1)


async def tide(made: Files) -> Show:
    row = await made.store.reading().exports.show_by_key(SERVER, "tide")
    assert row is not None
    return row.show


async def story_of(made: Files) -> Synopsis | None:
    entry = await made.store.reading().catalogue.episode(SERVER, (await tide(made)).id, FIRST)
    return entry.synopsis if entry else None


@pytest.mark.parametrize("form", [Format.TOML, Format.JSON])
async def test_both_come_with_a_file_and_go_with_an_export(store: Store, form: Format) -> None:
    made = files(store)
    await made.take(with_story(STORY))
    show = await tide(made)
    assert (show.image, show.image_credit) == (POSTER, "Channel Nought")
    assert await story_of(made) == STORY
    exported = await made.exporting.of_show(SERVER, show, form)
    pack = read_upload(exported.content, exported.filename, ShowEntry(id="tide", title="Tide"))
    assert (pack.show.image, pack.show.image_credit) == (POSTER, "Channel Nought")
    assert [(each.synopsis, each.synopsis_credit) for each in pack.episodes] == [(STORY.text, STORY.credit)]
    again = await made.importing.prepare(NEAR, exported.filename, exported.content)
    assert again.batch is None


async def test_a_synopsis_is_filled_in_and_never_replaced(store: Store) -> None:
    made = files(store)
    await made.take(BARE)
    assert await story_of(made) is None
    await made.take(with_story(STORY))
    assert await story_of(made) == STORY
    other = await made.prepare(with_story(Synopsis("Something else.", "Somebody else")))
    assert other.batch is None
    assert await story_of(made) == STORY


async def test_a_bad_address_is_a_fault_with_its_line(store: Store) -> None:
    made = files(store)
    with pytest.raises(FileFaults) as caught:
        await made.prepare(BARE.replace("https://pictures", "http://pictures"))
    (fault,) = caught.value.faults
    assert (fault.place, fault.line) == ("show › image", 2)
    assert "beginning with https://" in fault.words
