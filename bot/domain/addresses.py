"""Web addresses as they are written: their hosts."""

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """Return the host's name without "www."; "" if the address has none or can't be read."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
