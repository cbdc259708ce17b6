"""TVmaze's names, works and addresses as a pack takes them."""

import re
from collections.abc import Sequence
from unicodedata import category

from bot.domain.addresses import LONGEST_URL
from bot.domain.facts import Kind
from bot.packs.model import LONGEST_NAME, LONGEST_SENTENCE, http_url
from bot.web.text import plain as without_html

_DIRECTORS = re.compile(r"(?:co-?|guest |series |episode )?director|directed")
_WRITERS = re.compile(
    r"(?:co-?|guest |head |episode |script)?writers?|written|story|teleplay|tele-?script|screenplay|script|adaptation"
)
_ENDING = re.compile(r"\s+by$")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 60
_UNWRITABLE = ("Cc", "Cs", "Co")


def crew_in_words(work: str, names: Sequence[str]) -> str:
    """Who did this on a show, in a sentence of bounded length."""
    begin = "Created by" if work.lower() == "creator" else f"{work[:100]} of the show:"
    for shown in range(len(names), 0, -1):
        more = [f"{len(names) - shown} more"] if shown < len(names) else []
        *first, last = [*names[:shown], *more]
        sentence = f"{begin} {', '.join(first)} and {last}." if first else f"{begin} {last}."
        if len(sentence) <= LONGEST_SENTENCE:
            return sentence
    return f"{begin} {len(names)} people."


def kind_of(work: str | None) -> Kind | None:
    """Whether somebody's work on an episode was directing or writing it."""
    named = _ENDING.sub("", plain(work).lower())  # "Teleplay By" and "Teleplay" are the same
    return Kind.DIRECTOR if _DIRECTORS.fullmatch(named) else Kind.WRITER if _WRITERS.fullmatch(named) else None


def work_key(work: str | None) -> str:
    """A sort of work as a part of a key; "" where there is nothing to make one of."""
    return _NOT_IN_KEYS.sub("-", plain(work).lower())[:_LONGEST_KEY].strip("-")


def plain(text: str | None) -> str:
    """One line without HTML and without what can't be seen or written."""
    bare = without_html(text or "")
    shown = "".join(" " if one.isspace() else one for one in bare if one.isspace() or category(one) not in _UNWRITABLE)
    return " ".join(shown.split())


def is_name(text: str) -> bool:
    """Whether a pack takes this as a name."""
    return len(text) <= LONGEST_NAME and any(category(one)[0] in "LNPS" for one in text)


def address(url: str | None) -> str | None:
    """A page's address; TVmaze gives some of its own without TLS, and has it for all."""
    whole = re.sub(r"^http://(?=(?:www\.)?tvmaze\.com/)", "https://", url or "")
    try:
        return http_url(whole) if len(whole) <= LONGEST_URL else None
    except ValueError:
        return None
