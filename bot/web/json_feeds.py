"""JSON Feed, versions 1.0 and 1.1."""

from datetime import UTC, datetime
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import from_json

from bot.domain.addresses import host_of
from bot.web.feed_entries import MOST_ITEMS, Entries, Entry, Unreadable
from bot.web.links import whole
from bot.web.text import plain


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


def read_json(text: str, url: str) -> Entries:
    """The feed, without faulty items. Raises Unreadable if the text is not a JSON feed."""
    data, broken = _values(text)
    try:
        feed = _Feed.model_validate(data)
    except ValidationError as error:
        raise _no_feed() from error
    if "jsonfeed.org/version/" not in feed.version:
        raise _no_feed()
    entries: list[Entry] = []
    for given in feed.items[:MOST_ITEMS]:
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
    try:
        cut_off = from_json(text, allow_partial=True)
    except ValueError as error:
        raise Unreadable("That is damaged, and nothing in it can be read. Try again later.") from error
    if isinstance(cut_off, dict):
        whole_of_it = cast(dict[str, Any], cut_off)
        if isinstance(found := whole_of_it.get("items"), list):
            # The last item may be cut off. It will be complete the next time.
            whole_of_it["items"] = cast(list[Any], found)[:-1]
    return cast(object, cut_off), True


def _entry(item: _Item, url: str) -> Entry:
    summary = item.summary or item.content_text or plain(item.content_html)
    link, outlet = item.url, ""
    if not link and item.external_url and (elsewhere := whole(item.external_url, url)):
        link, outlet = elsewhere, host_of(elsewhere)
    published = _moment(item.date_published) or _moment(item.date_modified)
    return Entry(item.id, item.title, link, summary, outlet, published)


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _no_feed() -> Unreadable:
    return Unreadable("That is JSON, but no feed: a JSON Feed has a version that says so, and items.")
