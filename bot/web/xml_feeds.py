"""RSS 0.9x to 2.0, RDF and Atom, as feedparser reads them."""

import io
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import feedparser  # pyright: ignore[reportMissingTypeStubs]

from bot.domain.addresses import host_of
from bot.domain.text import to_copy
from bot.web.feed_entries import MOST_ITEMS, Entries, Entry, Unreadable
from bot.web.links import whole
from bot.web.text import markup, plain

_Parsed = Mapping[str, Any]

_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_FEED_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json)", re.IGNORECASE)
_HEAD = 100_000
_LONGEST_CODE = 7
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_REFERENCE = re.compile(r"&#(?:(?P<hex>x)(?P<digits>[0-9a-f]+)|(?P<number>[0-9]+));?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,6})\s*")


def read_xml(text: str, url: str) -> Entries:
    """The feed. Raises Unreadable if the text is not a feed, or declares entities."""
    if _WEB_PAGE.match(text):
        raise Unreadable(_web_page(text, url))
    # Without this word in the very text that it gets, no parser can be made to expand anything.
    if "<!entity" in text.lower():
        raise Unreadable(
            "That feed declares its own entities, which can make a feed grow without limit. It is not read."
        )
    parsed = _parsed(text, url)
    entries = cast(list[_Parsed], parsed["entries"])[:MOST_ITEMS]
    if not parsed["version"] and not entries:
        raise Unreadable("That is not a feed: RSS, Atom and JSON Feed are read. Look for a feed's address on the site.")
    broken = bool(parsed["bozo"])
    if broken and len(entries) == len(parsed["entries"]) and _ends_within_an_entry(text):
        # It will be complete the next time, and would not be recognised as the same.
        entries = entries[:-1]
    if broken and not entries:
        raise Unreadable("That feed is damaged, and nothing in it can be read. Try again later.")
    feed = cast(_Parsed, parsed["feed"])
    return Entries(_words(feed, "title"), [_entry(entry) for entry in entries], _every(feed), broken)


def _parsed(text: str, url: str) -> _Parsed:
    # A stream, since a string might be opened as a file or an address. The headers keep the parser from using the
    # encoding that the text declares: the text is already decoded.
    text = text.strip()
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :].lstrip()
    stream = io.BytesIO(_REFERENCE.sub(_valid_reference, text).encode("utf-8", "replace"))
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    parse = cast(Any, feedparser).parse
    return cast(_Parsed, parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False))


def _valid_reference(reference: re.Match[str]) -> str:
    """A character reference, or a replacement for an invalid one, for which the parser would give up the whole feed."""
    digits = (reference["digits"] or reference["number"]).lstrip("0")
    code = int(digits or "0", 16 if reference["hex"] else 10) if len(digits) <= _LONGEST_CODE else sys.maxunicode + 1
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode else reference[0]


def _ends_within_an_entry(text: str) -> bool:
    begun = max(text.rfind("<item"), text.rfind("<entry"))
    return begun > max(text.rfind("</item"), text.rfind("</entry"))


def _entry(entry: _Parsed) -> Entry:
    source = cast(_Parsed, entry.get("source") or {})
    at = str(source.get("href") or source.get("link") or "")
    outlet = _words(source, "title") or (host_of(at) if "://" in at else "")
    summary = _words(entry, "summary") or _content(entry)
    link = str(entry.get("link") or "")
    return Entry(str(entry.get("id") or ""), _words(entry, "title"), link, summary, outlet, _published(entry))


def _words(of: _Parsed, name: str) -> str:
    value = of.get(name)
    kind = cast(_Parsed, of.get(f"{name}_detail") or {}).get("type")
    return _text(value, kind)


def _content(entry: _Parsed) -> str:
    for content in cast(list[_Parsed], entry.get("content") or []):
        if words := _text(content.get("value"), content.get("type")):
            return words
    return ""


def _text(value: object, kind: object) -> str:
    if not isinstance(value, str):
        return ""
    return value if kind == "text/plain" else plain(value)


def _published(entry: _Parsed) -> datetime | None:
    # Not the parser's own look-up, which warns if it uses one date for the other.
    own = dict(entry)
    parsed = own.get("published_parsed") or own.get("updated_parsed")
    if parsed is None:
        return None
    try:
        return datetime(*parsed[:5], tzinfo=UTC)
    except ValueError:
        return None


def _every(feed: _Parsed) -> timedelta | None:
    """The longest interval that the feed asks for: RSS's minutes, or a number of times in a period."""
    asked: list[timedelta] = []
    if minutes := _NUMBER.fullmatch(str(feed.get("ttl") or "")):
        asked.append(timedelta(minutes=int(minutes[1])))
    if period := _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower()):
        times = _NUMBER.fullmatch(str(feed.get("sy_updatefrequency") or "1"))
        asked.append(period / max(1, int(times[1]) if times else 1))
    return max(asked, default=None) or None


def _web_page(text: str, url: str) -> str:
    soup = markup(text[:_HEAD])
    for link in soup.find_all("link", rel="alternate", type=_FEED_TYPES, href=True):
        if address := whole(str(link["href"]), url):
            return f"That is a web page, not a feed. Add its feed instead: {to_copy(address)}"
    return "That is a web page, not a feed. Look for a link called RSS, Atom or feed on it, and add that address."
