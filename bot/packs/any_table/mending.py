"""Undoes what programs do to letters on the way into a table: HTML, and UTF-8 that was encoded twice."""

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_BREAK = re.compile(r"<(?:br|p|li|div)\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|div|em|i|li|p|q|small|span|strong|sub|sup|u|ul)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_TWICE = re.compile(r"[ÂÃÄÅÐÑ×ØÎÏâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""The first letters of an encoding's bytes, read as letters of their own."""
LOST = "\ufffd"
"""What stands in a text for a letter that a program could not read."""


def mended(cell: str) -> str:
    """Return the text that a cell was meant to have."""
    if "<" in cell:
        cell = _TAG.sub("", _BREAK.sub("\n", cell))
    if "&" in cell:
        cell = _ENTITY.sub(lambda found: html.unescape(found[0]), cell)
    return _decoded(cell) if not cell.isascii() and _TWICE.search(cell) else cell


def _decoded(cell: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return cell.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return cell
