"""Links in feeds: whole, without what only follows their readers about, and in one spelling to compare them by."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bot.domain.addresses import LONGEST_URL, host_of
from bot.domain.feeds import Item

PAGE = "url"
"""The sort of mark that an item has from its address, unless others of its feed lead there too."""
# What would end a link, or format it, where it is shown.
_UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' "<>\\^`|'})
_TRACKING = re.compile(
    r"utm_\w*|(?:fb|g|gb|wb|dcl|ms|tw|yc|ttc|igsh|li_fat_)(?:cl)?id|mc_[ce]id|_hs(?:enc|mi)|igshid|_ga|_gl|ref_src|cmpid",
    re.IGNORECASE,
)


def whole(link: str, base: str) -> str | None:
    """The link as an address of its own, without tracking; None if it leads to no web page or is too long to keep."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    url = urlunsplit(parts._replace(query="&".join(kept)))
    url = url.translate(_UNSAFE)
    return url if len(url) <= LONGEST_URL and url.isprintable() else None


def canonical(url: str) -> str | None:
    """What all spellings of a whole link have in common; None for a site's front page, which tells nothing apart."""
    parts = urlsplit(url)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/")
    if not path and not query:
        return None
    return f"{host_of(url)}{path}?{query}"


def own_page(item: Item) -> str | None:
    """The article that an item leads to; None where all items of a feed lead to one page, which tells none of them."""
    own = any(mark.startswith(f"{PAGE}:") for mark in item.marks)
    return canonical(item.url) if item.url and own else None
