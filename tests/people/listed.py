"""All names of people that Faker has for any country, as the words that names are compared by."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

import faker.providers.person as people

import bot.language
from bot.domain.names import fold

FILE = Path(bot.language.__path__[0]) / "people.txt"
_WORD = re.compile(r"[a-z]{3,}")


def listed() -> list[str]:
    """Return each word of each given name and surname once, in order: those in Latin letters, folded."""
    words = {word for name in _names() for word in fold(name).split(" ")}
    return sorted(filter(_WORD.fullmatch, words))


def _names() -> Iterator[str]:
    for country in iter_modules(people.__path__):
        provider = import_module(f"{people.__name__}.{country.name}").Provider
        for key, table in cast("dict[str, object]", vars(provider)).items():
            if "name" in key and isinstance(table, Iterable) and not isinstance(table, str):
                yield from map(str, cast("Iterable[object]", table))
