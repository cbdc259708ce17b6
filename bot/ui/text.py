"""Text that is safe to show: nothing that a user or a pack writes can ping, format or break out of a spoiler mark."""

import re
import unicodedata
from collections.abc import Iterable

from bot.domain.text import utf16_length

ELLIPSIS = "…"

# Characters that format, ping or make a link anywhere, and what makes a list or a quote at the start of a line.
_ACTIVE = re.compile(r"[\\*_~|`\[\]()<>#@]|://")
_LINE_START = re.compile(r"(?:[-+]|\d+\.)(?=\s)")
_PIECE = re.compile(r"\\.|[@:]\u200b/{0,2}|.", re.DOTALL)
# Marks that turn the direction of the text around them; names get isolates of their own instead.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
# What nearly every text is made of: nothing here is invisible, turns a line or stacks up.
_HARMLESS = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_RIGHT_TO_LEFT = ("R", "AL")
_MARKS_IN_A_ROW = 4
# Letters and symbols by their category that show nothing.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Two links and four names must fit into a section of 1,024 characters.
_LONGEST_URL = 150


def plain(text: str) -> str:
    """One line without control characters, for places where Discord formats nothing: labels, choices, footers."""
    line = " ".join(text.split())
    if _HARMLESS.fullmatch(line):
        return line
    kept: list[str] = []
    marks = 0
    for character in line:
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Co") or character in _TURNING:
            continue
        marks = marks + (category in ("Mn", "Me")) if category in ("Mn", "Me", "Cf") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return " ".join("".join(kept).split()) if any(_is_seen(character) for character in kept) else ""


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS


def label(text: str, limit: int) -> str:
    """`plain` text of at most `limit` UTF-16 units (as Discord counts), cut with an ellipsis; never empty."""
    clean = plain(text) or "(no name)"
    if utf16_length(clean) <= limit:
        return clean
    kept = ""
    for character in clean:
        if utf16_length(kept) + utf16_length(character) > limit - 1:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


def escape(text: str, limit: int = 500) -> str:
    """Text that shows as it was written inside formatted text; at most `limit` UTF-16 units after escaping."""
    clean = plain(text)
    escaped = _ACTIVE.sub(_deactivated, clean)
    if start := _LINE_START.match(escaped):
        escaped = f"{escaped[: start.end() - 1]}\\{escaped[start.end() - 1 :]}"
    turns = not _HARMLESS.fullmatch(clean) and any(map(_is_right_to_left, clean))
    room = limit - 2 * turns
    if utf16_length(escaped) > room:
        escaped = _cut_between_escapes(escaped, room - 1) + ELLIPSIS
    escaped = escaped or "(no name)"
    return f"\u2068{escaped}\u2069" if turns else escaped


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def _deactivated(found: re.Match[str]) -> str:
    match found[0]:
        case "@" | "://":
            return found[0][0] + "\u200b" + found[0][1:]
        case character:
            return "\\" + character


def _cut_between_escapes(escaped: str, limit: int) -> str:
    kept: list[str] = []
    size = 0
    for piece in _PIECE.findall(escaped):
        size += utf16_length(piece)
        if size > limit:
            break
        kept.append(piece)
    return "".join(kept)


def bold(escaped: str) -> str:
    return f"**{escaped}**"


def aside(formatted: str) -> str:
    """A remark beneath an answer, in italics; what it holds must not be bold."""
    return f"*{formatted}*"


def spoiler(escaped: str) -> str:
    """Text behind Discord's spoiler marks; escaped text can't end them."""
    return f"||{escaped}||"


def link(escaped: str, url: str | None, longest: int = _LONGEST_URL) -> str:
    """A link to an address, or the text alone where there is no address or it can't be shown safely.

    An address of more than `longest` characters is left out too.
    """
    if url is None or len(url) > longest or not re.fullmatch(r"https?://[^\s<>|\\\"]+", url):
        return escaped
    return f"[{escaped}]({url.replace('(', '%28').replace(')', '%29')})"


def listed(parts: Iterable[str]) -> str:
    """Parts as a sentence names them: "a", "a and b", "a, b and c"."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def cut(lines: Iterable[str], limit: int) -> str:
    """As many whole lines as fit; a last line says how many are left out. No line is cut in the middle."""
    lines = "\n".join(lines).split("\n")
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
