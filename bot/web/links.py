"""Links in feeds: made absolute, without tracking, and normalised to compare them."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bot.domain.addresses import LONGEST_URL, host_of
from bot.domain.feeds import Item

PAGE = "url"
"""The kind of mark that an item has from its address, unless other items of its feed lead there too."""
# Characters that would end or format a link where it is shown.
_UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' "<>\\^`|'})
_BARE_HOST = re.compile(r"\Awww\.", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w*|(?:fb|g|gb|wb|dcl|ms|tw|yc|ttc|igsh|li_fat_)(?:cl)?id|mc_[ce]id|_hs(?:enc|mi)|igshid|_ga|_gl|ref_src|cmpid",
    re.IGNORECASE,
)


def whole(link: str, base: str) -> str | None:
    """The link as an absolute URL without tracking; None if it does not lead to a web page or is too long."""
    try:
        parts = urlsplit(urljoin(base, _BARE_HOST.sub("//www.", link.strip())))
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
    """One spelling for all variants of an absolute link; None for a site's front page, which identifies nothing."""
    parts = urlsplit(url)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/")
    if not path and not query:
        return None
    return f"{host_of(url)}{path}?{query}"


def own_page(item: Item) -> str | None:
    """The article that an item leads to; None if several items of its feed lead to the same page."""
    own = any(mark.startswith(f"{PAGE}:") for mark in item.marks)
    return canonical(item.url) if item.url and own else None
