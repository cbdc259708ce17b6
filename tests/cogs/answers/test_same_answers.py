"""The listed questions get the recorded messages and completions, custom ids included.

After a wanted change of what the bot says, `python -m tests.cogs.answers.record` writes them down anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from discord import app_commands
from simcord import Env

from bot.client import Casefile
from bot.store.address import Address
from bot.ui.answers.buttons import Press
from tests.cogs.answers.asked import ASKED
from tests.cogs.answers.record import SAID, recorded
from tests.engines.databases import Databases
from tests.helpers.questions import COMMANDS, Said, open_asking, parse

RECORDED = recorded()
ALL = [line for lines in ASKED.values() for line in lines]


async def differing(
    database: Address, no_packs: Path, lines: Sequence[str], record: dict[str, Said]
) -> dict[str, Said]:
    """What is said differently, on a bot that is asked everything twice."""
    found: dict[str, Said] = {}
    async with open_asking(database, no_packs) as asking:
        for line in [*lines, *lines]:
            said = await asking.ask(line)
            if said != record[line]:
                found[line] = said
    return found


@pytest.mark.parametrize("name", ASKED)
async def test_each_question_gets_its_recorded_answer_twice(
    databases_by_name: dict[str, Address], databases: Databases, no_packs: Path, name: str
) -> None:
    database = databases.copy(databases_by_name[name])
    found = await differing(database, no_packs, ASKED[name], RECORDED[name])
    assert found == {line: RECORDED[name][line] for line in found}


def test_the_record_has_just_the_listed_questions() -> None:
    assert {name: set(lines) for name, lines in ASKED.items()} == {name: set(said) for name, said in RECORDED.items()}
    assert len(ALL) == sum(len(said) for said in RECORDED.values()) >= 88


def test_every_kind_of_button_and_list_is_in_the_record() -> None:
    text = SAID.read_text("utf-8")
    missing = [press for press in Press if f'"custom_id": "{press}:' not in text]
    assert missing == [Press.UNVEIL]  # where nobody has set a boundary, there is nothing to show


def test_every_option_is_used_and_everything_that_completes_is_completed(simcord_env: Env) -> None:
    used: set[tuple[str, str]] = set()
    completed: set[tuple[str, str]] = set()
    for line in ALL:
        parsed = parse(line)
        used |= {(parsed.command, option) for option in parsed.options}
        completed |= {(parsed.command, parsed.typed[0])} if parsed.typed else set()
    for name in COMMANDS:
        command = cast(Casefile, simcord_env.bot).tree.get_command(name)
        assert isinstance(command, app_commands.Command)
        assert [option.name for option in command.parameters if (name, option.name) not in used | completed] == []
        completing = [option.name for option in command.parameters if option.autocomplete]
        assert [option for option in completing if (name, option) not in completed] == []
