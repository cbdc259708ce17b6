"""The reference of a post: small words under it, by which the bot finds it again, and moderators its announcement."""

import re

import discord

from bot.domain.text import utf16_length

_WORDS = ("Announcement", "·")
_SMALL = "-#"
# A quote that goes on to the end of a message; one within a block of code is none.
_OPEN_QUOTE = re.compile(r"```.*?```|^ *>>> +(?P<quoted>.*)", re.DOTALL | re.MULTILINE)


def footer(reference: str) -> str:
    """The words at the foot of a card."""
    return " ".join((*_WORDS, reference))


def with_last_line(text: str, reference: str, remark: str, limit: int) -> str | None:
    """Formatted text with the reference in a small line under it; None if that has more than `limit` UTF-16 units.

    The line has no marks but the one that makes it small, so that it closes nothing that the text left open. A quote
    that would go on into the line is written as one that ends before it, which looks the same.
    """
    line = " ".join((_SMALL, *_WORDS, reference, *([f"· {remark}"] if remark else [])))
    for above in (_ending_its_quote(text), text):
        content = f"{above}\n{line}" if above else line
        if utf16_length(content) <= limit:
            return content
    return None


def bears(message: discord.Message, reference: str) -> bool:
    """Whether the message has this reference, in its last line or in its footer. What is above them doesn't count."""
    last = message.content.rpartition("\n")[2].split()
    if last[: len(_WORDS) + 2] == [_SMALL, *_WORDS, reference]:
        return True
    return any(reference in (embed.footer.text or "").split() for embed in message.embeds)


def _ending_its_quote(text: str) -> str:
    for found in _OPEN_QUOTE.finditer(text):
        if found["quoted"] is not None:
            lines = found["quoted"].split("\n")
            return text[: found.start()] + "\n".join(f"> {line}" for line in lines)
    return text
