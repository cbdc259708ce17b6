"""JSON Feed, versions 1.0 and 1.1."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import from_json

from bot.domain.addresses import host_of
from bot.web.feed_dates import read_moment
from bot.web.feed_entries import Entries, Entry, Unreadable, newest
from bot.web.links import whole
from bot.web.text import plain

# All escapes, so that a "u" after an escaped backslash is not taken for one. The parser gives up the whole feed for
# half of a pair.
_ESCAPE = re.compile(
    r"\\(?:u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|(?P<half>u[Dd][89A-Fa-f][0-9A-Fa-f]{2})|.)",
    re.DOTALL,
)


def _or_nothing(value: object) -> object:
    return "" if value is None else value


_Words = Annotated[str, BeforeValidator(_or_nothing)]


class _Item(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: _Words = ""
    title: _Words = ""
    url: _Words = ""
    external_url: _Words = ""
    summary: _Words = ""
    content_text: _Words = ""
    content_html: _Words = ""
    date_published: _Words = ""
    date_modified: _Words = ""


class _Feed(BaseModel):
    version: str
    title: _Words = ""
    items: list[Any]


def read_json(text: str, url: str, today: date) -> Entries:
    """The feed's newest entries, without faulty items. Raises Unreadable if the text is not a JSON feed."""
    data, broken = _values(text)
    try:
        feed = _Feed.model_validate(data)
    except ValidationError as error:
        raise _no_feed() from error
    if "jsonfeed.org/version/" not in feed.version:
        raise _no_feed()
    entries: list[Entry] = []
    for given in newest(feed.items, _given_moment, today):
        try:
            entries.append(_entry(_Item.model_validate(given), url))
        except ValidationError:
            broken = True
    if broken and not entries:
        raise Unreadable("That feed is damaged, and nothing in it can be read. Try again later.")
    return Entries(feed.title, entries, broken=broken)


def _values(text: str) -> tuple[object, bool]:
    try:
        return from_json(text), False
    except ValueError:
        pass
    mended = _ESCAPE.sub(_whole_character, text)
    try:
        return from_json(mended), True
    except ValueError:
        return _beginning(mended), True


def _whole_character(escape: re.Match[str]) -> str:
    return "\ufffd" if escape["half"] else escape[0]


def _beginning(text: str) -> object:
    try:
        cut_off = from_json(text, allow_partial=True)
    except ValueError as error:
        raise Unreadable("That is damaged, and nothing in it can be read. Try again later.") from error
    if isinstance(cut_off, dict):
        whole_of_it = cast(dict[str, Any], cut_off)
        if isinstance(found := whole_of_it.get("items"), list):
            # The last item may be cut off. It will be complete the next time.
            whole_of_it["items"] = cast(list[Any], found)[:-1]
    return cast(object, cut_off)


def _entry(item: _Item, url: str) -> Entry:
    summary = item.summary or item.content_text or plain(item.content_html)
    link, outlet = item.url, ""
    if not link and item.external_url and (elsewhere := whole(item.external_url, url)):
        link, outlet = elsewhere, host_of(elsewhere)
    published = _moment(item.date_published) or _moment(item.date_modified)
    return Entry(item.id, item.title, link, summary, outlet, published)


def _given_moment(given: object) -> datetime | None:
    """When an item that was not checked yet says that it was published."""
    if not isinstance(given, dict):
        return None
    said = cast(dict[str, object], given)
    return _moment(str(said.get("date_published") or "")) or _moment(str(said.get("date_modified") or ""))


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return read_moment(value)


def _no_feed() -> Unreadable:
    return Unreadable("That is JSON, but no feed: a JSON Feed has a version that says so, and items.")
