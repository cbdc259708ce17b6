"""Formatting around finished text. What people, packs and sites wrote is escaped first: `bot.domain.text`."""

from collections.abc import Iterable

from bot.domain.text import escape, linkable, unescaped, utf16_length

# Two links and four names must fit into a section of 1,024 characters.
_LONGEST_URL = 150
_REST = len("and 1,000,000,000 more")


def bold(escaped: str) -> str:
    return f"**{escaped}**"


def small(formatted: str) -> str:
    """A line in small print."""
    return f"-# {formatted}"


def aside(formatted: str) -> str:
    """A remark beneath an answer, in italics; what it holds must not be bold."""
    return f"*{formatted}*"


def spoiler(escaped: str) -> str:
    """Text behind Discord's spoiler marks; escaped text can't end them."""
    # An escaped bar right before the marks would be taken for a part of them.
    return f"||{escaped}\u200b||" if escaped.endswith("|") else f"||{escaped}||"


def link(escaped: str, url: str | None, longest: int = _LONGEST_URL) -> str:
    """A link to an address, or the text alone where there is no address or it can't be shown safely.

    An address of more than `longest` characters is left out too.
    """
    address = linkable(url) if url is not None else None
    return f"[{escaped}]({address})" if address and len(address) <= longest else escaped


def unformatted(words: str, most: int) -> str:
    """An error's or a reason's words without their formatting, cut to a length."""
    return escape(unescaped(words.replace("**", "")), most)


def listed(parts: Iterable[str]) -> str:
    """Parts as a sentence names them: "a", "a and b", "a, b and c"."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def cut(lines: Iterable[str], limit: int) -> str:
    """As many whole lines as fit; a last line says how many are left out. No line is cut in the middle."""
    whole = "\n".join(lines)
    if utf16_length(whole) + _REST < limit:
        return whole
    lines = whole.split("\n")
    kept: list[str] = []
    size = 0
    for position, line in enumerate(lines):
        rest = len(lines) - position
        needed = utf16_length(line) + 1 + (len(f"and {rest - 1} more") + 1 if rest > 1 else 0)
        if size + needed > limit:
            return "\n".join([*kept, f"and {rest} more"])
        kept.append(line)
        size += utf16_length(line) + 1
    return "\n".join(kept)
