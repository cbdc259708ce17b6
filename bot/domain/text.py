"""The one way in which text that people or sites wrote gets into a message.

`escape` and `quoted` make it show as it was written inside formatted text; `label` and `plain` are for places where
Discord formats nothing. Errors, reasons and the log's lines are formatted text too: what they repeat goes through
`quoted` or `escape`. The command line shows the same words with `unescaped`.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

ELLIPSIS = "…"
NO_NAME = "(no name)"

# What formats, pings or makes a link anywhere, and what makes a list at the start of a line. Discord turns ":word:"
# into an emoji and finds addresses and invitations ("discord.gg/…") without brackets around them.
_ACTIVE = re.compile(
    r"[\\*_~|`\[\]()<>#@]|://|:(?=[\w+-]+:)|(?<=discord)\.(?=gg|com)|(?<=discordapp)\.(?=com)", re.IGNORECASE
)
_LINE_START = re.compile(r"(?:[-+]|\d+\.)(?=\s)")
_PIECE = re.compile(r"\\.|[@:.]\u200b/{0,2}|.", re.DOTALL)
_ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])|(?<=[@:.])\u200b|[\u2068\u2069]")
# Marks that turn the direction of the text around them; names get isolates of their own instead.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
# What nearly every text is made of: nothing here is invisible, turns a line or stacks up.
_HARMLESS = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_RIGHT_TO_LEFT = ("R", "AL")
_MARKS_IN_A_ROW = 4
# The flags of England, Scotland and Wales are a black flag and six signs that show nothing by themselves.
_FLAG, _SIGNS_OF_A_FLAG = "\U0001f3f4", 6
# A name, without a user before it that looks like the site: https://variety.com@elsewhere.example.
_LINKABLE = re.compile(r"https?://[\w-]+(?:\.[\w-]+)*\.?(?::\d+)?(?:[/?#][^\s<>|\\\"]*)?")
# Signs of an address that would end its link, or formatting around it.
_ENDING = {ord(sign): f"%{ord(sign):02X}" for sign in "()[]*~`"}
# Letters and symbols by their category that show nothing.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")


_REMEMBERED, _SHORT = 4096, 200
_P = ParamSpec("_P")
_T = TypeVar("_T")


def _remembering(make: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
    """Remember what a function made of the last 4,096 short texts: cards name the same people and outlets again."""
    remembered = lru_cache(_REMEMBERED)(make)

    @wraps(make)
    def made(text: str, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return remembered(text, *args, **kwargs) if len(text) <= _SHORT else make(text, *args, **kwargs)

    return made


def utf16_length(text: str) -> int:
    """Return the text's length as Discord counts it: in UTF-16 units, so that most emoji count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> str:
    """One line without control characters, for places where Discord formats nothing: labels, choices, footers."""
    line = " ".join(text.split())
    if _HARMLESS.fullmatch(line):
        return line
    kept: list[str] = []
    marks, most = 0, _MARKS_IN_A_ROW
    for character in line:
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Co") or character in _TURNING:
            continue
        if category in ("Mn", "Me", "Cf"):
            marks += 1
        else:
            marks, most = 0, _SIGNS_OF_A_FLAG if character == _FLAG else _MARKS_IN_A_ROW
        if marks <= most:
            kept.append(character)
    return " ".join("".join(kept).split()) if any(_is_seen(character) for character in kept) else ""


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS


@_remembering
def label(text: str, limit: int) -> str:
    """`plain` text of at most `limit` UTF-16 units (as Discord counts), cut with an ellipsis; never empty."""
    clean = plain(text) or NO_NAME
    if utf16_length(clean) <= limit:
        return clean
    kept = ""
    for character in clean:
        if utf16_length(kept) + utf16_length(character) > limit - 1:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


@_remembering
def escape(text: str, limit: int = 500) -> str:
    """Text that shows as it was written inside formatted text; at most `limit` UTF-16 units after escaping."""
    clean = plain(text)
    escaped = _ACTIVE.sub(_deactivated, clean)
    if start := _LINE_START.match(escaped):
        escaped = f"{escaped[: start.end() - 1]}\\{escaped[start.end() - 1 :]}"
    turns = not _HARMLESS.fullmatch(clean) and any(map(_is_right_to_left, clean[:limit]))
    escaped = shortened(escaped, limit - 2 * turns) or NO_NAME
    return f"\u2068{escaped}\u2069" if turns else escaped


def quoted(text: str, limit: int = 80) -> str:
    """What somebody wrote, escaped and in quotation marks; at most `limit` UTF-16 units between them."""
    return f"“{escape(text, limit)}”"


@_remembering
def linkable(url: str) -> str | None:
    """A web address without what would end its link or format around it; None if it can't be linked to safely."""
    return url.translate(_ENDING) if _LINKABLE.fullmatch(url) and url.isprintable() else None


def bare_link(url: str) -> str:
    """An address as a link that shows itself, without a preview; escaped if it can't be linked to safely."""
    address = linkable(url)
    return f"<{address}>" if address else escape(url)


def to_copy(address: str) -> str:
    """An address to copy, which leads nowhere by itself. Discord formats nothing in it."""
    return f"`{plain(address).replace('`', '%60')}`"


def unescaped(formatted: str) -> str:
    """Escaped text as a reader of Discord sees it, for where nothing is formatted."""
    return _ESCAPED.sub(r"\1", formatted)


def shortened(escaped: str, limit: int) -> str:
    """Escaped text of at most `limit` UTF-16 units, with an ellipsis where it was cut, which is never in an escape."""
    if utf16_length(escaped) <= limit:
        return escaped
    kept: list[str] = []
    size = 1
    for piece in _PIECE.finditer(escaped):
        size += utf16_length(piece[0])
        if size > limit:
            break
        kept.append(piece[0])
    return "".join(kept) + ELLIPSIS


def printable(text: str) -> str:
    """Text for a terminal: what would control it, or turn a line round, becomes a �. Line ends and tabs stay."""
    return "".join("�" if _controls(character) else character for character in text)


def _controls(character: str) -> bool:
    return character in _TURNING or (character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs"))


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def _deactivated(found: re.Match[str]) -> str:
    match found[0]:
        case "@" | "." | "://":
            return found[0][0] + "\u200b" + found[0][1:]
        case character:
            return "\\" + character
