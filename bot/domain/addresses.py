"""Web addresses: which texts are one, and the site that one belongs to."""

import re
from urllib.parse import urlsplit

LONGEST_URL = 2000
LONGEST_IMAGE = 2048
"""The longest address of a picture that Discord takes."""
_HOST_AND_PATH = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+\.[^\s<>\"\\^`{|}]+")


_SIGN = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
_PICTURE = re.compile(
    r"https://(?=[^/]{1,253}/)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
    rf"/(?:{_SIGN})+(?:\?(?:{_SIGN}|\?)*)?"
)


def host_of(url: str) -> str:
    """Return the address's host name without `www.`, or "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_web_address(text: str) -> bool:
    """Return whether the text is a complete http or https address that can be linked to."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def is_picture_address(text: str) -> bool:
    """Return whether Discord takes the text as a picture's address: with https, a site's name and ASCII signs alone.

    Discord refuses a whole message for one that it does not take.
    """
    return len(text) <= LONGEST_IMAGE and _PICTURE.fullmatch(text) is not None


def read_web_address(text: str) -> str:
    """Return the complete address that a person typed or copied: "<variety.com/2019>" is https://variety.com/2019.

    Raises ValueError in words.
    """
    url = text.strip().strip("<>")
    if "://" not in url and _HOST_AND_PATH.match(url):
        url = f"https://{url}"
    if not is_web_address(url):
        raise ValueError("write the address in full, beginning with https:// or http://, without spaces")
    urlsplit(url)
    if len(url) > LONGEST_URL:
        raise ValueError(f"it is longer than {LONGEST_URL:,} characters")
    return url
