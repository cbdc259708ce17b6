"""RSS 0.9x to 2.0, RDF and Atom, as feedparser reads them."""

import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import feedparser  # pyright: ignore[reportMissingTypeStubs]

from bot.domain.addresses import host_of
from bot.domain.text import to_copy
from bot.web.feed_dates import read_moment
from bot.web.feed_entries import Entries, Entry, Unreadable, newest
from bot.web.links import whole
from bot.web.repairs import mended
from bot.web.text import markup, plain

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_Parsed = Mapping[str, Any]

_BEFORE = r"\s*(?:<\?xml\b[^>]*\?>\s*)?(?><!--.*?-->\s*)*+"
_HTML = r"<!doctype\s+html\b[^>]*>\s*+(?:<\?xml\b[^>]*\?>\s*+)?+(?><!--.*?-->\s*+)*+"
_WEB_PAGE = re.compile(rf"{_BEFORE}(?:{_HTML}(?!<(?:rss|feed|rdf:rdf)\b)|<(?:html|head|body)\b)", re.I | re.S)
# The declaration and a page's document type, which some programs put before a feed too.
_DOCUMENT_TYPE = re.compile(rf"\A(?:{_BEFORE}{_HTML}|<\?xml\b[^>]*\?>\s*)", re.I | re.S)
_FEED_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json)", re.IGNORECASE)
_COMMENTS = re.compile(
    "comment|kommentar|coment[aá]rio|commenti|reacties|komentarz|komentář|комментар|коментар|yorum|σχόλι|コメント|评论|評論|댓글",
    re.IGNORECASE,
)
_HEAD = 100_000
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_COMPLETE = re.compile(r"https?://", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,6})\s*")


def read_xml(text: str, url: str, today: date) -> Entries:
    """The feed's newest entries. Raises Unreadable if the text is not a feed, or declares entities."""
    if _WEB_PAGE.match(text):
        raise Unreadable(_web_page(text, url))
    # Without this word in the very text that it gets, no parser can be made to expand anything.
    if "<!entity" in text.lower():
        raise Unreadable(
            "That feed declares its own entities, which can make a feed grow without limit. It is not read."
        )
    parsed, broken = _parsed(text)
    entries = cast(list[_Parsed], parsed["entries"])
    if not parsed["version"] and not entries:
        raise Unreadable("That is not a feed: RSS, Atom and JSON Feed are read. Look for a feed's address on the site.")
    if broken and _ends_within_an_entry(text):
        # It will be complete the next time, and would not be recognised as the same.
        entries = entries[:-1]
    if broken and not entries:
        raise Unreadable("That feed is damaged, and nothing in it can be read. Try again later.")
    feed = cast(_Parsed, parsed["feed"])
    chosen = [_entry(entry, text) for entry in newest(entries, _published, today)]
    return Entries(_words(feed, "title"), chosen, _every(feed), broken)


def _parsed(text: str) -> tuple[_Parsed, bool]:
    """What the parser made of the text, and whether it is malformed."""
    # A stream, since a string might be opened as a file or an address. The headers keep the parser from using the
    # encoding that the text declares: the text is already decoded. It gets no address, so links stay as they are.
    body, was_mended = mended(_DOCUMENT_TYPE.sub("", text.strip(), count=1))
    headers = {"content-type": "application/xml; charset=utf-8"}
    parse = cast(Any, feedparser).parse
    stream = io.BytesIO(body.encode())
    parsed = cast(_Parsed, parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False))
    return parsed, was_mended or bool(parsed["bozo"])


def _ends_within_an_entry(text: str) -> bool:
    begun = max(text.rfind("<item"), text.rfind("<entry"))
    return begun > max(text.rfind("</item"), text.rfind("</entry"))


def _entry(entry: _Parsed, text: str) -> Entry:
    source = cast(_Parsed, entry.get("source") or {})
    at = str(source.get("href") or source.get("link") or "")
    outlet = _words(source, "title") or (host_of(at) if "://" in at else "")
    summary = _words(entry, "summary") or _content(entry)
    own, title = str(entry.get("id") or ""), _words(entry, "title")
    return Entry(own, title, _link(entry, text), summary, outlet, _published(entry))


def _link(entry: _Parsed, text: str) -> str:
    """The address in the entry's link; its id if that is written as a complete address and there is no link."""
    link = str(entry.get("link") or "")
    if any(str(given.get("href") or "") == link for given in cast(list[_Parsed], entry.get("links") or [])):
        return link
    # The parser may have made an address of "post-123".
    is_written = _COMPLETE.match(link) and (link in text or link.replace("&", "&amp;") in text)
    return link if is_written else ""


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
    for name in ("published", "updated"):
        # The parser takes some dates with the day first, or with slashes, for other days.
        if moment := read_moment(str(own.get(name) or "")) or _parsed_moment(own.get(f"{name}_parsed")):
            return moment
    return None


def _parsed_moment(parsed: tuple[int, ...] | None) -> datetime | None:
    try:
        return datetime(*parsed[:5], tzinfo=UTC) if parsed else None
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
    if address := _recommended(markup(text[:_HEAD]), url):
        return f"That is a web page, not a feed. Add its feed instead: {to_copy(address)}"
    return "That is a web page, not a feed. Look for a link called RSS, Atom or feed on it, and add that address."


def _recommended(page: "BeautifulSoup", url: str) -> str | None:
    """The first feed that a page names, apart from those with its readers' comments."""
    based = page.find("base", href=True)
    base = (whole(_href(based), url) if based else None) or url
    for link in page.find_all("link", rel="alternate", type=_FEED_TYPES, href=True):
        about = unquote(f"{_href(link)} {link.get('title') or ''}")
        if not _COMMENTS.search(about) and (address := whole(_href(link), base)):
            return address
    return None


def _href(tag: "Tag") -> str:
    return str(tag["href"])
