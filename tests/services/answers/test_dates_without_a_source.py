"""Air dates that only the catalogue has: all cards show the same day, and that no source is on record for it."""

from pathlib import Path

import pytest

from bot.domain.answers import Answer
from bot.store.schema import migrate
from bot.store.store import open_store
from tests.helpers.answers import answers, asked, credit_fact, loader, write_pack
from tests.helpers.views import render

UNSOURCED = "*no source is on record for this date*"


def value(answer: Answer, name: str) -> str | None:
    return next(field.value for field in render(answer, 1).embed.fields if field.name == name)


def lead(answer: Answer) -> str:
    return str(render(answer, 1).embed.description)


@pytest.mark.parametrize(("aired", "shown"), [("2018-03-08", "8 March 2018"), ("2030-01-02", "2 January 2030")])
async def test_cards_agree_on_a_date_without_a_source(tmp_path: Path, aired: str, shown: str) -> None:
    migrate(tmp_path / "casefile.db")
    pack = write_pack(tmp_path, credit_fact("one"))
    text = pack.read_text("utf-8").replace('code = "S01E01"\n', f'code = "S01E01"\naired = {aired}\n')
    pack.write_text(text, "utf-8")
    async with open_store(tmp_path / "casefile.db") as store:
        await loader(store).load(pack)
        asking = answers(store)
        episode = str(render(await asking.episode(asked("1x01")), 1).embed.description)
        assert episode.startswith(f"**Air date** {shown}\n{UNSOURCED}\n")
        assert lead(await asking.season(asked(season=1))).startswith(f"**{shown}**\n{UNSOURCED}")
        upcoming = lead(await asking.next(asked()))
        assert (f"on {shown}." in upcoming) is (aired > "2026")
        past = await asking.season(asked(season=1, as_of="2018-03-07"))
        assert lead(past).startswith("▫️ **Not announced** · no date")
        assert UNSOURCED not in lead(await asking.season(asked(season=2)))
