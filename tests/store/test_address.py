"""Where a store is: a file or a URL, whose password nobody sees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import BadSettings
from bot.settings import Settings, read_settings
from bot.store import engines
from bot.store.address import ServerAddress, to_address
from bot.store.schema import migrate

pytestmark = pytest.mark.sqlite

SECRET = "s3cret%2Fword"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://bot@db.example:5432/casefile", "postgresql://bot@db.example:5432/casefile"),
        (f"postgresql://bot:{SECRET}@db.example/casefile", "postgresql://bot:***@db.example/casefile"),
        (f"postgres://bot:{SECRET}@[::1]:5433/casefile?sslmode=require",
         "postgres://bot:***@[::1]:5433/casefile?sslmode=require"),
        (f"postgresql:///casefile?host=/run/pg&password={SECRET}", "postgresql:///casefile?host=/run/pg&password=***"),
        (f"postgresql://db.example?dbname=casefile&sslpassword={SECRET}",
         "postgresql://db.example?dbname=casefile&sslpassword=***"),
    ],
)  # fmt: skip
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    address = to_address(url)
    assert isinstance(address, ServerAddress)
    assert address.url == url
    assert str(address) == shown
    for words in (str(address), repr(address), f"{address}", f"{[address]}"):
        assert "cret" not in words


@pytest.mark.parametrize("text", ["casefile.db", "./postgresql", "/var/lib/casefile/casefile.db", "C:\\bots\\a.db"])
def test_all_else_is_a_file(text: str) -> None:
    assert to_address(text) == Path(text)


def test_a_file_in_ones_home_is_found() -> None:
    assert to_address("~/casefile.db") == Path.home() / "casefile.db"


@pytest.mark.parametrize(
    "url",
    ["postgresql:casefile", "postgresql://bot:s3cret@db.example", "postgresql://bot:s3cret@db.example:port/casefile",
     "postgresql://bot:s3cret@[::1/casefile", "POSTGRESQL:/bot:s3cret@/"],
)  # fmt: skip
def test_a_url_that_cant_be_read_is_refused_without_repeating_it(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE", url)
    with pytest.raises(BadSettings, match="DATABASE") as caught:
        read_settings()
    assert "postgresql://user:password@host:5432/database" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_settings_never_show_the_password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE", "postgresql://bot:s3cret@db.example/casefile")
    settings = read_settings()
    assert isinstance(settings.database, ServerAddress)
    assert "s3cret" not in f"{settings!r} {settings}"


def test_the_file_is_the_default() -> None:
    assert Settings.model_fields["database"].default == Path("casefile.db")


def test_without_the_package_the_words_say_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_spec(name: str) -> object:
        assert name == "asyncpg"
        return None

    monkeypatch.setattr(engines, "find_spec", find_spec)
    with pytest.raises(BadSettings, match="make postgres"):
        migrate(ServerAddress("postgresql://db.example/casefile"))


def test_with_a_file_nothing_of_postgresql_is_loaded(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom bot import app\nfrom bot.wiring import open_services\n"
        "async def start():\n"
        f"    async with open_services(Path({str(tmp_path / 'casefile.db')!r}), Path({str(tmp_path)!r})): pass\n"
        "asyncio.run(start())\n"
        "print([name for name in sys.modules if 'postgres' in name or 'asyncpg' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
