"""What the documents say is what holds: settings, commands, tables, links, examples."""

import re
import sqlite3
import tomllib
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main
from bot.language.moments import read_moment
from bot.language.recurrence.reading import read_rule
from bot.packs.model import Pack
from bot.packs.reader import parse_pack
from bot.settings import Settings
from bot.ui.statuses import LOOKS, NOT_ANNOUNCED, NOT_ON_RECORD
from tests.conftest import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def _section(path: Path, heading: str) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def _table(text: str) -> dict[str, list[str]]:
    lines = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    rows = [[cell.strip().strip("`") for cell in line] for line in lines]
    return {row[0]: row[1:] for row in rows}


def test_readme_lists_every_setting_with_its_default_and_words() -> None:
    listed = _table(_section(ROOT / "README.md", "Settings"))
    assert set(listed) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        shown, words = listed[name.upper()]
        assert words == field.description
        value = field.default.get_secret_value() if hasattr(field.default, "get_secret_value") else field.default
        assert shown == ("" if value is None else str(value)), name


def test_readme_names_every_status_with_its_sign() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for look in (*LOOKS.values(), NOT_ANNOUNCED, NOT_ON_RECORD):
        assert f"| {look.sign} {look.word} |" in text


def test_readme_names_every_command_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    commands = ["run", "demo", "migrate", "health", "doctor", "backup", "restore", "copy", "export", "import", "packs"]
    assert listed == commands
    section = _section(ROOT / "README.md", "The command line")
    for name in listed:
        assert f"python -m bot {name}" in section


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for target in re.findall(r"`make (\w+)`", document.read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{document.name}: make {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (document.parent / target).exists(), target


def test_architecture_describes_every_table(database: Path) -> None:
    described = set(re.findall(r"`(\w+)`", _section(ROOT / "docs" / "architecture.md", "Facts, claims, revisions")))
    with closing(sqlite3.connect(database)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert len(tables) > 30
    assert tables - described == {"alembic_version"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_files_that_documents_name_exist(document: Path) -> None:
    text = re.sub(r"Say you add `/trivia`.*?\n## ", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(r"`([\w/]+/[\w.]+\.(?:py|sql|toml|json))`", text)
    assert [path for path in named if not any((top / path).exists() for top in (ROOT, ROOT / "bot"))] == []


def test_the_example_pack_of_the_documents_has_no_faults() -> None:
    text = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    example = text.split("```toml\n", 1)[1].split("```", 1)[0]
    pack = parse_pack(example.encode(), Path("example.toml"))
    assert isinstance(pack, Pack)
    assert len(pack.facts) == 1


def test_the_lock_files_name_no_index_and_pin_hashes() -> None:
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|file:|--index|--find-links", text)
        pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert len(pinned) > 20
        assert text.count(" \\\n    --hash=") >= len(pinned)


def test_every_dependency_is_in_the_lock_files() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    for requirement in project["dependencies"]:
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        assert f"\n{name[0].lower().replace('.', '-')}==" in locked.replace("discord.py", "discord-py"), requirement


def _examples(document: str, heading: str) -> list[str]:
    """The examples in the first column of the table that follows a text."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8").partition(heading)[2]
    table = re.findall(r"^\|([^|]*)\|", text.partition("|\n\n")[0] + "|", re.MULTILINE)
    return [example for cell in table for example in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("text", _examples("announcements.md", "`/announce once` takes"))
def test_a_time_in_the_documents_is_read(text: str) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert read_moment(text, ZoneInfo("Europe/Berlin"), now).at > now


_RULES = _examples("announcements.md", "`/announce repeat` takes")
_LATER = _examples("announcements.md", "After that you can write")


@pytest.mark.parametrize("text", [*_RULES, *(f"every monday {end}" for end in _LATER)])
def test_a_rule_in_the_documents_is_read(text: str) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    if ("weekends" in text and "except" in text) or text.endswith("december 2026"):
        text = text.replace("every monday", "daily")  # no Monday is left out by them
    rule = read_rule(text, time(9), ZoneInfo("Europe/Berlin"), now)
    assert rule.after(now, ZoneInfo("Europe/Berlin"))


def test_the_documents_have_examples_of_times_and_rules() -> None:
    assert len(_examples("announcements.md", "`/announce once` takes")) > 10
    assert len(_RULES) > 20
    assert len(_LATER) > 10
