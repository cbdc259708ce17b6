"""Text from strangers: without HTML, and without invisible characters.

Mentions and Discord's markup stay in it: the code that shows the text escapes them.
"""

import asyncio
import re
import unicodedata
import warnings
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "head", "title", "svg", "math"]
_BLOCK = re.compile(
    r"</?(?:p|br|hr|div|[uod]l|li|d[td]|t[rdh]|table|h[1-6]|blockquote|pre|section|article|figure|figcaption|img)\b",
    re.IGNORECASE,
)
_LONGEST_HTML = 10_000
# Word processors leave such sections behind, and the parser gives up at those it does not know.
_SECTION = re.compile(r"<!\[(?!CDATA\[)")
_UNFINISHED_TAG = re.compile(r"<[^<>]*\Z")
# Letters and marks by category, but invisible.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"


async def load_parser() -> None:
    """Load what `plain` may need, in a thread: it takes as long as forty answers."""
    await asyncio.to_thread(import_module, "bs4")


def markup(html: str) -> "BeautifulSoup":
    """Parse a piece of HTML, however damaged it is."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(_SECTION.sub("<! [", html), "html.parser")


def plain(html: str) -> str:
    """The text of a piece of HTML as a person would read it; only the beginning of a very long one."""
    if len(html) > _LONGEST_HTML:
        html = _UNFINISHED_TAG.sub("", html[:_LONGEST_HTML])
    if "<" not in html and "&" not in html:
        return html
    from bs4 import MarkupResemblesLocatorWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a summary may be nothing but a link
        # The parser drops the "&" of a reference that the end cuts off: "Q&A" would become "QA".
        soup = markup(_BLOCK.sub(r" \g<0>", html) + "\n")
    for tag in soup(_UNSEEN):
        tag.decompose()
    return soup.get_text().strip()


def tidy(text: str, most: int) -> str:
    """The text on one line, without control, bidirectional and invisible characters, of `most` characters at most."""
    text = unicodedata.normalize("NFC", text)
    seen = "".join(c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in text if c not in _BLANK)
    folded = " ".join(seen.split())
    return folded if len(folded) <= most else f"{folded[: most - 1].rstrip()}…"
