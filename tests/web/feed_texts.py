"""Reading the text of a feed as if it came from a site."""

from datetime import date

from bot.domain.feeds import ReadFeed
from bot.web.feed_entries import Place
from bot.web.feed_items import read

AT = "https://feeds.example/feed"
TODAY = date(2026, 11, 22)
RSS = '<rss version="2.0"><channel><title>Gazette</title>{}</channel></rss>'
JSON = '{{"version": "https://jsonfeed.org/version/1", "title": "Gazette", "items": [{}]}}'


def read_feed(body: bytes | str, content_type: str = "", at: str = AT) -> ReadFeed:
    """The feed that a site sends at this address."""
    return read(body.encode() if isinstance(body, str) else body, content_type, Place(at, at, TODAY))
