"""Every name of the table, on record in a pack of its own, is found by each of its spellings and aliases."""

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.domain.answers import CastAnswer, Which
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.domain.name_table import NAMES, Entry
from tests.helpers.answers import answers, asked, cast, completions, loader

DIRECTOR = "Steve McQueen (director)"


def quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def pack() -> str:
    head = 'format = 1\n[show]\nid = "names"\ntitle = "Names"\n[sources]\ntor = { outlet = "tor.com" }\n'
    people, facts = "[[seasons]]\nnumber = 1\n[people]\n", ""
    for number, entry in enumerate(NAMES):
        also = [alias for alias in entry.aliases if alias != DIRECTOR]
        people += f"p{number} = {{ name = {quoted(entry.name)}, also = {quoted(also)} }}\n"
        facts += f'[[facts]]\nid = "f{number}"\nkind = "cast"\nseason = 1\npeople = ["p{number}"]\nbilling = "guest"\n'
        facts += 'claims = [{ source = "tor" }]\n'
    people += f'twin = {{ name = "Steve McQueen", also = ["{DIRECTOR}"] }}\n[characters]\nt = {{ name = "Twin" }}\n'
    facts += '[[facts]]\nid = "twin"\nkind = "cast"\nseason = 1\npeople = ["twin"]\ncharacter = "t"\n'
    return f'{head}{people}{facts}claims = [{{ source = "tor" }}]\n'


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    (folder / "names.toml").write_text(pack(), "utf-8")

    async def load() -> None:
        async with open_store(folder / "names.db") as store:
            await loader(store).load(folder / "names.toml")

    migrate(folder / "names.db")
    asyncio.run(load())
    return folder / "names.db"


@pytest.fixture
async def names(named: Path) -> AsyncGenerator[Store]:
    async with open_store(named) as store:
        yield store


async def found(store: Store, typed: str) -> set[str]:
    answer = await answers(store).cast(asked(typed))
    if isinstance(answer, CastAnswer):
        return {answer.who.name}
    assert isinstance(answer, Which), (typed, answer)
    return {choice.label for choice in answer.candidates}


# "@everyone" folds to the word that asks for the whole cast.
@pytest.mark.parametrize("entry", [entry for entry in NAMES if entry.name != "@everyone"], ids=str)
async def test_a_name_is_found_by_each_of_its_spellings_and_aliases(names: Store, entry: Entry) -> None:
    for typed in (entry.name, *entry.same, *entry.aliases):
        assert entry.name.strip() in await found(names, typed), ascii(typed)


async def test_a_name_that_two_people_share_asks_which_with_a_detail_for_each(names: Store) -> None:
    answer = await answers(names).cast(asked("steve mcqueen"))
    assert isinstance(answer, Which)
    details = [choice.detail for choice in answer.candidates if choice.label == "Steve McQueen"]
    assert sorted(details) == ["actor: in a part that was not named", "actor: plays Twin"]


async def test_an_alias_that_only_one_of_two_bears_leads_to_that_one(names: Store) -> None:
    for typed, character in ((DIRECTOR, "Twin"), ("Steve McQueen (actor)", None)):
        (role,) = (await cast(names, typed)).roles
        assert (role.character.name if role.character else None) == character


@pytest.mark.parametrize("entry", NAMES, ids=str)
async def test_what_begins_like_a_name_is_completed(names: Store, entry: Entry) -> None:
    offered = await completions(names).cast(asked(entry.name))
    assert [choice for choice in offered if choice.label.startswith(entry.name.strip()[:60])]
