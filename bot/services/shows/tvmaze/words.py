"""TVmaze's names, jobs and addresses as a pack takes them."""

import re
from collections.abc import Sequence
from unicodedata import category

from bot.domain.addresses import LONGEST_URL, is_picture_address
from bot.domain.facts import Kind
from bot.packs.model import LONGEST_NAME, LONGEST_SENTENCE, LONGEST_SYNOPSIS, http_url
from bot.web.text import plain as without_html

_DIRECTORS = re.compile(r"(?:co-?|guest |series |episode )?director|directed")
_WRITERS = re.compile(
    r"(?:co-?|guest |head |episode |script)?writers?|written|story|teleplay|tele-?script|screenplay|script|adaptation"
)
_ENDING = re.compile(r"\s+by$")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 60
_END_OF_SENTENCE = re.compile(r"[.!?…][\"'”’)]*(?= )")
_UNWRITABLE = ("Cc", "Cs", "Co")


def crew_in_words(job: str, names: Sequence[str]) -> str:
    """The people who did a job on a show, in a sentence of bounded length."""
    begin = "Created by" if job.lower() == "creator" else f"{job[:100]} of the show:"
    for shown in range(len(names), 0, -1):
        more = [f"{len(names) - shown} more"] if shown < len(names) else []
        *first, last = [*names[:shown], *more]
        sentence = f"{begin} {', '.join(first)} and {last}." if first else f"{begin} {last}."
        if len(sentence) <= LONGEST_SENTENCE:
            return sentence
    return f"{begin} {len(names)} people."


def kind_of(job: str | None) -> Kind | None:
    """DIRECTOR or WRITER if a job on an episode is directing or writing it."""
    named = _ENDING.sub("", plain(job).lower())  # "Teleplay By" and "Teleplay" are the same
    return Kind.DIRECTOR if _DIRECTORS.fullmatch(named) else Kind.WRITER if _WRITERS.fullmatch(named) else None


def job_key(job: str | None) -> str:
    """A job as a part of a key; "" if no letter or digit is in it."""
    return _NOT_IN_KEYS.sub("-", plain(job).lower())[:_LONGEST_KEY].strip("-")


def plain(text: str | None) -> str:
    """The text on one line, without HTML and control characters."""
    bare = without_html(text or "")
    shown = "".join(
        " " if char.isspace() else char for char in bare if char.isspace() or category(char) not in _UNWRITABLE
    )
    return " ".join(shown.split())


def synopsis(summary: str | None) -> str | None:
    """A summary as a pack takes it, cut after a sentence or else a word; None if there is nothing to read in it."""
    text = plain(summary)
    if len(text) > LONGEST_SYNOPSIS:
        text = _shortened(text, LONGEST_SYNOPSIS)
    return text if any(category(char)[0] in "LNPS" for char in text) else None


def _shortened(text: str, most: int) -> str:
    ends = [found.end() for found in _END_OF_SENTENCE.finditer(text, 0, most + 1)]
    if ends and ends[-1] > most // 2:
        return text[: ends[-1]]
    whole_words, _, _ = text[:most].rpartition(" ")
    return f"{(whole_words or text[: most - 1]).rstrip(' ,;:-–—')}…"


def is_name(text: str) -> bool:
    """Whether a pack takes this as a name."""
    return len(text) <= LONGEST_NAME and any(category(char)[0] in "LNPS" for char in text)


def address(url: str | None) -> str | None:
    """A page's address, with https for TVmaze's own pages; None if it is not usable."""
    whole = re.sub(r"^http://(?=(?:www\.)?tvmaze\.com/)", "https://", url or "")
    try:
        return http_url(whole) if len(whole) <= LONGEST_URL else None
    except ValueError:
        return None


def picture(url: str | None) -> str | None:
    """A picture's address, with https for TVmaze's own; None if Discord would not take it."""
    whole = re.sub(r"^http://(?=static\.tvmaze\.com/)", "https://", url or "")
    return whole if is_picture_address(whole) else None
