"""How high a card is on a phone: the lines that a reader has to scroll past."""

import re
from textwrap import wrap

WIDTH = 42
"""About as many characters fit into a line of an embed on a phone."""
# An escaped character stays, a link keeps its words, and marks of formatting take no room.
_MARKUP = re.compile(
    r"\\(?P<escaped>.)|\[(?P<words>(?:\\.|[^\]\\])*)\]\(<?https?://[^)]*\)|\*\*|\|\||__|~~|[*_`]|(?m:^(?:-# |#{1,3} ))"
)


def height(text: str) -> int:
    """The lines that formatted text takes, wrapped at words; 0 for no text."""
    return sum(map(_lines, _shown(text).split("\n"))) if text else 0


def _lines(line: str) -> int:
    return len(wrap(line, WIDTH)) if len(line) > WIDTH and not line.isspace() else 1


def _shown(text: str) -> str:
    return _MARKUP.sub(lambda found: found["escaped"] or _shown(found["words"] or ""), text)
