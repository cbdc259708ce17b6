"""Undoes what programs do to letters on the way into a table: HTML, UTF-8 encoded twice, invisible characters."""

import html
import re
import unicodedata

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_BREAK = re.compile(r"<(?:br|p|li|div)\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|div|em|i|li|p|q|small|span|strong|sub|sup|u|ul)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_TWICE = re.compile(r"[ÂÃÄÅÐÑ×ØÎÏâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""The first letters of an encoding's bytes, read as letters of their own."""
LOST = "\ufffd"
"""What stands in a text for a letter that a program could not read."""
_JOINERS = "\u200c\u200d"
_JOINED_FROM = "\u0600"
"""From here on, Unicode has alphabets in which a joiner within a word is part of its spelling."""


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


def without_invisible(cell: str) -> str:
    """Return the cell without invisible characters. It keeps its lines, as some cells have a name on each."""
    if not cell.isascii():
        cell = "".join(
            " " if unicodedata.category(character) == "Zs" else character
            for index, character in enumerate(cell)
            if not _is_stray(cell, index)
        )
    return "\n".join(line for part in cell.split("\n") if (line := " ".join(re.split(r"[ \t\v\f]+", part)).strip()))


def _is_stray(cell: str, index: int) -> bool:
    """Return whether this character is invisible and not part of a word's spelling."""
    character = cell[index]
    if unicodedata.category(character) != "Cf":
        return False
    within = 0 < index < len(cell) - 1
    return not (character in _JOINERS and within and cell[index - 1] >= _JOINED_FROM <= cell[index + 1])


def has_invisible(cell: str) -> bool:
    """Return whether a cell has characters that can't be seen, or look like a space."""
    if cell.isascii():
        return False
    return any(_is_stray(cell, index) or character == "\u00a0" for index, character in enumerate(cell))
