"""What all tests share: a real database with the shipped pack, made once and copied for each test.

It is a SQLite file, or with `--engine postgres` a database on a PostgreSQL server of the tests' own.
"""

import asyncio
import random
import shutil
from collections.abc import AsyncGenerator, Generator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from simcord import Env

from bot.domain.ids import Ids
from bot.services.kit import Kit
from bot.services.shows.loader import PackLoader
from bot.store.address import Address
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.engines.databases import Databases, Files, on_server
from tests.small_disk import NoDiskError, SmallDisk, small_disk

# How long an example takes depends on what else the machine does. Fixtures that make a database are shared by examples.
settings.register_profile(
    "casefile", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("casefile")
# Whether all is done on the virtual Discord, simcord looks every so many seconds while a thread of the store works. Its
# own 50 milliseconds are most of what a virtual hour takes, in which the bot looks a hundred times what is due.
vars(Env)["_settle_internal"].__kwdefaults__["idle"] = 0.005

ROOT = Path(__file__).parent.parent
PACKS = ROOT / "data"
PACK = PACKS / "jessica-jones.toml"
TODAY = date(2026, 11, 22)
LOADED_AT = datetime(2026, 11, 22, tzinfo=UTC)
"""When the pack is loaded; undated claims about what has not aired count from then."""


def _loading() -> datetime:
    return LOADED_AT


async def _load(database: Address) -> None:
    async with open_store(database) as store:
        await PackLoader(Kit(store, Ids(_loading, random.Random(1)), _loading)).load(PACK)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which engine the databases of tests are on."""
    parser.addoption("--engine", choices=("sqlite", "postgres"), default="sqlite", help="the engine of the store")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other engine alone."""
    other = "postgres" if config.getoption("--engine") == "sqlite" else "sqlite"
    left_out = {item for item in items if item.get_closest_marker(other)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Databases]:
    """Makes databases on the engine that the tests run on."""
    if request.config.getoption("--engine") == "sqlite":
        yield Files(lambda: tmp_path_factory.mktemp("database"))
        return
    with on_server() as made:
        yield made


@pytest.fixture(scope="session")
def loaded_database(databases: Databases) -> Address:
    """A database with the shipped pack. All tests share it, so don't change it."""
    address = databases.empty()
    migrate(address)
    asyncio.run(_load(address))
    return address


@pytest.fixture
def database(loaded_database: Address, databases: Databases, tmp_path: Path) -> Generator[Address]:
    """A database of the test's own, with the shipped pack in it."""
    if isinstance(loaded_database, Path):
        path = tmp_path / "casefile.db"
        shutil.copyfile(loaded_database, path)
        yield path
        return
    address = databases.copy(loaded_database)
    yield address
    databases.forget(address)


@pytest.fixture
def disk(tmp_path: Path) -> Generator[SmallDisk]:
    """A file system of a few megabytes that the test can fill up."""
    try:
        with small_disk(tmp_path / "disk") as mounted:
            yield mounted
    except NoDiskError as error:
        pytest.skip(str(error))


@pytest.fixture
async def store(database: Address) -> AsyncGenerator[Store]:
    """An open store of the test's own, with the shipped pack in it."""
    async with open_store(database) as opened:
        yield opened
