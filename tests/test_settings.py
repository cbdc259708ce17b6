"""Settings: where they come from, what is said of bad ones, and that the token stays secret."""

import logging
import re
import shutil
from pathlib import Path

import pytest

from bot.domain.shards import Shards
from bot.errors import BadSettings
from bot.settings import Settings, read_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
TOKEN = "MTEw.secret.of-this-test"
NAMES = [name.upper() for name in Settings.model_fields]

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and an environment without settings."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_env(folder: Path, *lines: str) -> None:
    (folder / ".env").write_text("\n".join(lines), encoding="utf-8")


def refusal() -> str:
    with pytest.raises(BadSettings) as caught:
        read_settings()
    return str(caught.value)


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    entries = re.findall(r"^#? ?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert entries == NAMES


def test_the_example_holds_the_defaults(folder: Path) -> None:
    defaults = read_settings()
    shutil.copyfile(EXAMPLE, folder / ".env")
    assert read_settings() == defaults
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    shown = {name.upper(): getattr(defaults, name) for name in Settings.model_fields}
    shown |= {"DISCORD_TOKEN": defaults.token, "DISCORD_API_BASE": defaults.discord_api_base or ""}
    shown |= {"SHARD_COUNT": defaults.shard_count or ""}
    shown["METRICS_PORT"] = defaults.metrics_port or ""
    assert values == {name: str(value) for name, value in shown.items()}


def test_the_example_explains_each_setting_as_the_code_does() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"# {field.description}\n{name.upper()}=" in text


def test_values_come_from_the_file(folder: Path) -> None:
    write_env(
        folder,
        f"DISCORD_TOKEN={TOKEN}",
        "DATABASE=/srv/casefile.db",
        "PACKS=my packs",
        "LOG_LEVEL=debug",
        "DEMO_PORT=0",
        "DEMO_DATABASE=try.db",
        "DISCORD_API_BASE=http://proxy.example:8080/api/v10",
        "SOMETHING_ELSE=of another program",
    )
    settings = read_settings()
    assert settings.token == TOKEN
    assert settings.database == Path("/srv/casefile.db")
    assert settings.packs == Path("my packs")
    assert settings.log_level == "DEBUG"
    assert settings.demo_port == 0
    assert settings.demo_database == Path("try.db")
    assert str(settings.discord_api_base) == "http://proxy.example:8080/api/v10"


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_env(folder, "DATABASE=file.db", "DEMO_PORT=1111")
    monkeypatch.setenv("DATABASE", "environment.db")
    settings = read_settings()
    assert settings.database == Path("environment.db")
    assert settings.demo_port == 1111


def test_white_space_around_the_token_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", f" {TOKEN}\n")
    assert read_settings().token == TOKEN


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LOG_LEVEL", "loud", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("DEMO_PORT", "many", "integer"),
        ("DEMO_PORT", "65536", "65535"),
        ("DEMO_PORT", "-1", "greater than or equal to 0"),
        ("DISCORD_API_BASE", "nonsense", "URL"),
        ("DISCORD_API_BASE", "ftp://example.org", "'http' or 'https'"),
    ],
)
def test_a_bad_value_is_named_in_words(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(name, value)
    said = refusal()
    faults = [line for line in said.splitlines() if line.startswith("  ")]
    assert len(faults) == 1
    assert faults[0].startswith(f"  {name}: ")
    assert words in faults[0]
    assert ".env.example" in said
    assert "pydantic" not in said


@pytest.mark.parametrize(
    ("count", "ids", "shards"),
    [
        ("", "", None),
        ("4", "", Shards(4, 0, 3)),
        ("4", "0-1", Shards(4, 0, 1)),
        ("4", " 2 - 3 ", Shards(4, 2, 3)),
        ("16", "7", Shards(16, 7, 7)),
        ("1", "0", Shards()),
    ],
)
def test_which_shards_a_process_has(
    monkeypatch: pytest.MonkeyPatch, count: str, ids: str, shards: Shards | None
) -> None:
    monkeypatch.setenv("SHARD_COUNT", count)
    monkeypatch.setenv("SHARD_IDS", ids)
    assert read_settings().shards == shards


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"SHARD_IDS": "0-3"}, "SHARD_IDS needs SHARD_COUNT"),
        ({"SHARD_COUNT": "4", "SHARD_IDS": "2-4"}, "SHARD_IDS=2-4 is not among the shards 0 to 3"),
        ({"SHARD_COUNT": "4", "SHARD_IDS": "3-2"}, "SHARD_IDS=3-2 is not among"),
        ({"SHARD_COUNT": "4", "SHARD_IDS": "0,1"}, "SHARD_IDS is the first and the last"),
        ({"SHARD_COUNT": "4", "SHARD_IDS": "-1"}, "SHARD_IDS is the first and the last"),
        ({"SHARD_COUNT": "0"}, "SHARD_COUNT: "),
        ({"SHARD_COUNT": "some"}, "SHARD_COUNT: "),
        ({"PACING": "off"}, "PACING=off needs DISCORD_API_BASE"),
    ],
)
def test_settings_that_do_not_go_together_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert f"  {words}" in refusal()
    assert "Value error" not in refusal()


def test_all_bad_values_are_named_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_env(folder, f"DISCORD_TOKEN={TOKEN}", "LOG_LEVEL=loud", "DISCORD_API_BASE=nonsense")
    monkeypatch.setenv("DEMO_PORT", "many")
    said = refusal()
    assert re.findall(r"^  ([A-Z_]+): ", said, re.MULTILINE) == ["LOG_LEVEL", "DEMO_PORT", "DISCORD_API_BASE"]
    assert TOKEN not in said


def test_a_file_in_another_encoding_is_refused_in_words(folder: Path) -> None:
    (folder / ".env").write_bytes(b"PACKS=Caf\xe9\n")
    assert ".env is not UTF-8" in refusal()


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    settings = read_settings()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").info("%s %r %s", settings, settings, settings.discord_token)
    shown = [repr(settings), str(settings), f"{settings}", settings.model_dump_json(), str(vars(settings)), caplog.text]
    assert settings.token == TOKEN
    assert "database" in caplog.text
    assert [text for text in shown if TOKEN in text] == []


def test_an_address_with_a_password_is_refused_without_repeating_it(folder: Path) -> None:
    write_env(folder, "DISCORD_API_BASE=https://robin:swordfish@proxy.example/api")
    said = refusal()
    assert "DISCORD_API_BASE: the address must have no user or password in it" in said
    assert "swordfish" not in said


def test_what_is_wrong_with_a_setting_begins_with_its_name(folder: Path) -> None:
    write_env(folder, "DATABASE=postgresql://robin:swordfish@host:port/casefile")
    assert "  DATABASE: the URL of a PostgreSQL database can't be read" in refusal()
