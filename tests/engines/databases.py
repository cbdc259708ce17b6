"""Databases for tests: copies of one that is made once, on the engine that pytest was started with."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bot.store.address import Address, ServerAddress
from bot.store.copying import copy_store
from bot.store.postgres.connection import connect
from bot.store.postgres.schema import finished
from tests.engines.server import Server, open_server


class Databases(Protocol):
    """Makes databases."""

    def empty(self) -> Address:
        """A database without anything in it."""
        ...

    def copy(self, original: Address) -> Address:
        """A copy of a database that nobody has open."""
        ...

    def forget(self, address: Address) -> None:
        """Remove one."""
        ...


class Files(Databases):
    """Those of SQLite, in folders that the test has anyway."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    def empty(self) -> Path:
        return self._folder() / "casefile.db"

    def copy(self, original: Address) -> Path:
        assert isinstance(original, Path)
        path = self._folder() / "casefile.db"
        shutil.copyfile(original, path)
        return path

    def forget(self, address: Address) -> None:
        """Nothing: it goes with its folder."""


class OnServer(Databases):
    """Those of a server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._numbers = itertools.count(1)

    def empty(self, options: str = "") -> ServerAddress:
        return self._make("template0", options)

    def copy(self, original: Address) -> ServerAddress:
        assert isinstance(original, ServerAddress)
        return self._make(_name(original))

    def forget(self, address: Address) -> None:
        assert isinstance(address, ServerAddress)
        self._run(f"DROP DATABASE IF EXISTS {_name(address)} WITH (FORCE)")

    def _make(self, template: str, options: str = "") -> ServerAddress:
        name = f"casefile_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        return self.server.address(name)

    def _run(self, statement: str) -> None:
        async def run() -> None:
            raw = await connect(self.server.address("postgres"))
            try:
                await raw.execute(statement)
            finally:
                await raw.close()

        finished(run())


@contextmanager
def copied(databases: Databases, original: Address) -> Generator[Address]:
    """A copy that is there for the block."""
    address = databases.copy(original)
    try:
        yield address
    finally:
        databases.forget(address)


def on_engine(file: Path, databases: Databases) -> Address:
    """A database in a file, or its copy on the server that the tests run on."""
    if not isinstance(databases, OnServer):
        return file
    address = databases.empty()
    finished(copy_store(file, address, lambda _, __, ___: None))
    return address


def _name(address: ServerAddress) -> str:
    return address.url.partition("@/")[2].partition("?")[0]


@contextmanager
def on_server(*, durable: bool = False) -> Generator[OnServer]:
    """Databases on a server that is there for the block. Raises NoServerError."""
    with open_server(durable=durable) as server:
        yield OnServer(server)
