"""Web addresses: which texts are one, and the site that one belongs to."""

import re
from urllib.parse import urlsplit

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+\.[^\s<>\"\\^`{|}]+")


def host_of(url: str) -> str:
    """Return the address's host name without `www.`, or "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_web_address(text: str) -> bool:
    """Return whether the text is a complete http or https address that can be linked to."""
    return _WEB_ADDRESS.fullmatch(text) is not None
