"""Keys of things that people write down here. Packs and exports know a thing by its key."""

import re
from collections.abc import Iterator
from hashlib import sha256

from bot.domain.ids import base36
from bot.domain.names import first_fold

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 60
_MOST_KEYS = 20


def key_of(name: str) -> str:
    """Return the key for a name, the same in every version: equal for names that the first version folded alike."""
    slug = first_fold(name).replace(" ", "-")
    if len(slug) <= _LONGEST_SLUG and _SLUG.fullmatch(slug):
        return slug
    return f"n-{base36(int.from_bytes(sha256(slug.encode()).digest()[:7]))}"


def keys_to_try(name: str) -> Iterator[str]:
    """Yield keys for a new name, the best first. A file may have used the first ones for somebody else."""
    first = key_of(name)
    yield first
    for number in range(2, _MOST_KEYS):
        yield f"{first}-{number}"


def spare_key(key: str, row: int) -> str:
    """Return the key for a row whose own key is taken. Nothing else can have it, since the row's id is in it."""
    return f"{key[:_LONGEST_SLUG]}-{base36(row)}"


def fact_key(fact: int) -> str:
    """Return the key for a fact that was written into a form or found in a feed."""
    return f"f-{base36(fact)}"


def source_key(*identity: str | None) -> str:
    """Return the key for a source with this identity, such as its outlet and its address."""
    words = "\n".join(part or "" for part in identity)
    return f"s-{sha256(words.encode()).hexdigest()[:20]}"
