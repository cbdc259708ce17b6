"""What identifies an entry of a feed: within one copy of the feed, and from one copy to the next.

Within a copy, an entry's own id tells it from all others; without one, its words, address and moment do. From one copy
to the next any of its marks identifies it, whatever its id: many sites make new ids each time.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.domain.addresses import host_of
from bot.domain.names import first_fold
from bot.web.links import PAGE, canonical, whole

_ID, _TITLED, _TITLE, _TEXT = "id", "titled", "title", "text"
# What programs write where they have no id.
_NO_ID = frozenset("n/a na nan nil no none null undefined unknown false true id guid tbd default empty 0 -1".split())
# Many episodes have an "Episode recap"; a long headline that occurs once in a feed is about one event.
_DISTINCT_WORDS = 5
_DISTINCT_LENGTH = 24


@dataclass(frozen=True)
class Found:
    """An entry in plain text. `url` is absolute; `site` is the host that the feed was asked for at."""

    site: str
    id: str
    url: str | None
    title: str
    summary: str
    published: datetime | None

    @cached_property
    def page(self) -> str | None:
        """The page that it leads to; None for a site's front page."""
        return canonical(self.url) if self.url else None

    @cached_property
    def key(self) -> str:
        """The title, the same for all spellings. Marks are stored, so they never change with `fold`."""
        return first_fold(self.title)

    @property
    def titled_page(self) -> tuple[str, str] | None:
        """Its page, or its site's front page, with its title; None without an address."""
        return (self.page or host_of(self.url), self.key) if self.url else None

    @property
    def has_distinct_title(self) -> bool:
        """Whether the title is long enough to be about one event."""
        return len(self.key) >= _DISTINCT_LENGTH and len(self.key.split()) >= _DISTINCT_WORDS


def identified(found: Sequence[Found]) -> list[tuple[int, tuple[str, ...]]]:
    """Each different entry of a copy by its place, with its marks. Of an entry that occurs twice, the first counts."""
    ids = _own_ids(found)
    places = {_within_copy(entry, ids): place for place, entry in reversed(list(enumerate(found)))}
    kept = sorted(places.values())
    marks = {place: tuple(_marks(found[place], ids)) for place in kept}
    counted = Counter(mark for own in marks.values() for mark in own)
    return [(place, tuple(_usable(found[place], marks[place], counted))) for place in kept]


def _own_ids(found: Iterable[Found]) -> frozenset[str]:
    """The ids that identify an entry: not those that different entries share, or that stand for none."""
    bearers: dict[str, set[object]] = {}
    for entry in found:
        bearers.setdefault(entry.id, set()).add(entry.titled_page or entry.key)
    return frozenset(id_ for id_, different in bearers.items() if len(different) == 1 and _says_something(id_))


def _says_something(id_: str) -> bool:
    if id_.strip().lower() in _NO_ID or not any(sign.isalnum() for sign in id_):
        return False
    # A site's front page is not one entry's address.
    return "://" not in id_ or (url := whole(id_, id_)) is None or canonical(url) is not None


def _within_copy(entry: Found, ids: frozenset[str]) -> object:
    return entry.id if entry.id in ids else (entry.url, entry.key, entry.summary, entry.published)


def _marks(entry: Found, ids: frozenset[str]) -> Iterable[str]:
    if entry.id in ids:
        # Many sites number their entries, so an id means something only together with the site.
        yield _mark(_ID, f"{entry.site} {entry.id}")
    if entry.page:
        yield _mark(PAGE, entry.page)
    if entry.has_distinct_title:
        yield _mark(_TITLE, entry.key)


def _usable(entry: Found, marks: Iterable[str], counted: Counter[str]) -> Iterable[str]:
    """The marks that no other entry of the copy has, and what the same entry has again in the next copy."""
    own = [mark for mark in marks if counted[mark] == 1]
    yield from own
    if entry.titled_page:
        yield _mark(_TITLED, " ".join(entry.titled_page))
    if not own:
        # The last resort, since a weekly column may use the same words again.
        yield _mark(_TEXT, f"{entry.site} {entry.key} {first_fold(entry.summary) if entry.summary else ''}")


def _mark(sort: str, value: str) -> str:
    return f"{sort}:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:20]}"
