"""What the errors of Discord's API mean: the one table of its JSON error codes.

Only Discord's own word counts: a JSON body with a message, whose code is in the table. Everything else (a proxy's page,
another server's JSON, an unknown code, no answer at all) is trouble on the way, which says nothing about a message or
a channel. The code decides before the status.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

import aiohttp
import discord

from bot.domain.text import escape


class Meaning(Enum):
    """What an error is about."""

    WAY = auto()
    """Trouble on the way: try again."""
    MESSAGE = auto()
    """This message, as it is; others in its channel are welcome."""
    GONE = auto()
    """The message no longer exists."""
    ARCHIVED = auto()
    """The thread is archived: it takes new messages, unless it is also locked."""
    THREAD = auto()
    """The thread is locked."""
    CHANNEL = auto()
    """Every message to this channel."""
    SERVER = auto()
    """Everything in this server."""
    MEMBER = auto()
    """Direct messages to this member."""
    INTERACTION = auto()
    """The interaction is over: it can no longer be answered."""
    DONE = auto()
    """What was asked for has happened already."""
    TOKEN = auto()
    """Discord refuses the bot's token."""


PLACES = frozenset({Meaning.THREAD, Meaning.CHANNEL, Meaning.SERVER})
"""Meanings by which nothing can be posted in a place until somebody changes something there."""

TROUBLE = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)
"""All that a request to Discord can end with."""


class NotDiscord(aiohttp.ClientError):
    """Something between the bot and Discord answered in Discord's place."""


@dataclass(frozen=True, slots=True)
class _Code:
    meaning: Meaning
    words: str


_TOO_LARGE = "It is larger than Discord allows. Shorten it."
_EDITED_TOO_OFTEN = "Discord allows only so many edits of an older message."
_WRONG_KIND = "Nothing can be posted in a channel of this kind."
_UNSEEN_SERVER = "The server is gone, or I'm no longer in it."
_NO_DIRECT_MESSAGES = "They don't take direct messages from me."
_INTERACTION_OVER = "The answer came too late."
_BAD_TOKEN = "Discord does not accept the bot's token."
_BUSY = "Discord is busy."

CODES: Mapping[int, _Code] = {
    # This message
    200000: _Code(Meaning.MESSAGE, "Discord's filter (AutoMod) blocked it. Change its words, or exempt my role there."),
    200001: _Code(Meaning.MESSAGE, "Discord's filter (AutoMod) blocked its title. Change it, or exempt my role there."),
    240000: _Code(Meaning.MESSAGE, "Discord considers one of its links harmful. Change or remove the link."),
    20009: _Code(Meaning.MESSAGE, "Discord considers it explicit content."),
    20031: _Code(Meaning.MESSAGE, "Its title has words that Discord does not allow. Change it."),
    50005: _Code(Meaning.MESSAGE, "The message is not mine to change."),
    50006: _Code(Meaning.MESSAGE, "There is nothing in it that Discord would show."),
    50021: _Code(Meaning.MESSAGE, "Discord's own messages can't be changed."),
    50068: _Code(Meaning.MESSAGE, "Discord does not allow that for a message of this kind."),
    40005: _Code(Meaning.MESSAGE, _TOO_LARGE),
    50045: _Code(Meaning.MESSAGE, _TOO_LARGE),
    50046: _Code(Meaning.MESSAGE, "Discord can't read a file in it."),
    30046: _Code(Meaning.MESSAGE, _EDITED_TOO_OFTEN),  # its status is 429
    20022: _Code(Meaning.MESSAGE, _EDITED_TOO_OFTEN),
    10008: _Code(Meaning.GONE, "The message was deleted."),
    # This thread
    50083: _Code(Meaning.ARCHIVED, "The thread is archived."),
    160005: _Code(Meaning.THREAD, "The thread is locked. Unlock it, or give me Manage Threads there."),
    # This channel
    10003: _Code(Meaning.CHANNEL, "The channel is gone."),
    10087: _Code(Meaning.CHANNEL, "The forum's tags have changed."),
    40058: _Code(Meaning.CHANNEL, "The channel has become a forum. Pick it again."),
    40066: _Code(Meaning.CHANNEL, "The forum asks for a tag that only moderators can set. Allow posts without one."),
    40067: _Code(Meaning.CHANNEL, "The forum asks for a tag on every post. Allow posts without one."),
    50001: _Code(Meaning.CHANNEL, "I can't see the channel. Give me View Channel there."),
    50003: _Code(Meaning.CHANNEL, _WRONG_KIND),
    50008: _Code(Meaning.CHANNEL, _WRONG_KIND),
    50009: _Code(Meaning.CHANNEL, "The server's verification level keeps me out of the channel."),
    50013: _Code(Meaning.CHANNEL, "Discord does not let me post there; check my permissions in that channel."),
    50024: _Code(Meaning.CHANNEL, _WRONG_KIND),
    160002: _Code(Meaning.CHANNEL, "I can't reply there without Read Message History."),
    # This server
    10004: _Code(Meaning.SERVER, _UNSEEN_SERVER),
    50055: _Code(Meaning.SERVER, _UNSEEN_SERVER),
    50095: _Code(Meaning.SERVER, "Discord does not offer this server where I run."),
    60003: _Code(Meaning.SERVER, "The server asks for two-factor authentication from the person who runs me."),
    # This member
    10013: _Code(Meaning.MEMBER, "Discord does not know them."),
    50007: _Code(Meaning.MEMBER, _NO_DIRECT_MESSAGES),
    50033: _Code(Meaning.MEMBER, _NO_DIRECT_MESSAGES),
    50278: _Code(Meaning.MEMBER, _NO_DIRECT_MESSAGES),
    # This interaction
    10015: _Code(Meaning.INTERACTION, _INTERACTION_OVER),
    10062: _Code(Meaning.INTERACTION, _INTERACTION_OVER),
    50027: _Code(Meaning.INTERACTION, _INTERACTION_OVER),
    # Done already
    40033: _Code(Meaning.DONE, "It was published before."),
    40060: _Code(Meaning.DONE, "It was answered before."),
    # The token
    40001: _Code(Meaning.TOKEN, _BAD_TOKEN),
    50014: _Code(Meaning.TOKEN, _BAD_TOKEN),
    # What passes by itself
    20016: _Code(Meaning.WAY, "The channel's slowmode holds it back."),
    20028: _Code(Meaning.WAY, "Too many messages are being posted in the channel."),
    20029: _Code(Meaning.WAY, "Too many messages are being posted in the server."),
    30034: _Code(Meaning.WAY, "Discord takes no more new commands today."),
    40002: _Code(Meaning.WAY, "Discord asks the person who runs me to verify the account."),
    40003: _Code(Meaning.WAY, "Discord allows only so many new direct messages."),
    40004: _Code(Meaning.WAY, "Discord takes no messages at the moment."),
    40006: _Code(Meaning.WAY, "Discord has turned that off for the moment."),
    40062: _Code(Meaning.WAY, _BUSY),
    40333: _Code(Meaning.WAY, "Discord's network refused the request."),
    50109: _Code(Meaning.WAY, "The request arrived damaged."),
    110001: _Code(Meaning.WAY, _BUSY),
    130000: _Code(Meaning.WAY, _BUSY),
    160006: _Code(Meaning.WAY, "There are too many active threads."),
    160007: _Code(Meaning.WAY, "There are too many active threads."),
}
"""What Discord's codes mean that can come back for what the bot does, with words for moderators. 50035 is apart."""

LOCKED = CODES[160005].words
INVALID_FORM = 50035
_FIELD = re.compile(r"^In ([A-Za-z_]\w*)", re.MULTILINE)
_FIELD_MEANINGS: Mapping[str, _Code] = {
    "applied_tags": _Code(Meaning.CHANNEL, "The forum's tags have changed."),
    "channel_id": CODES[10003],
    "guild_id": CODES[10004],
    "recipient_id": CODES[50033],
}
"""What a field of a form that Discord refuses is about; any other is a part of the message."""

_UNAUTHORIZED, _TOO_MANY, _SERVER_ERROR = 401, 429, 500


def meaning_of(error: BaseException) -> Meaning:
    """Return what an error of a request to Discord is about."""
    said = _said(error)
    return said.meaning if said else Meaning.WAY


def is_refusal(error: BaseException) -> bool:
    """Whether Discord itself says that it did not carry out the request. Otherwise it may have, before the trouble."""
    if not isinstance(error, discord.HTTPException):
        return isinstance(error, discord.RateLimited)
    return error.status == _TOO_MANY or (error.status < _SERVER_ERROR and _said(error) is not None)


def is_json(headers: Mapping[str, str]) -> bool:
    """Whether an answer is JSON as Discord sends it. The library reads no other type as JSON."""
    return headers.get("Content-Type") == "application/json"


def in_words(error: BaseException) -> str:
    """Return an error as a sentence for moderators, without anything that a stranger wrote."""
    if said := _said(error):
        return said.words
    match error:
        case discord.HTTPException():
            code = f", code {error.code}" if error.code else ""
            return f"Discord answered with an error ({error.status}{code})."
        case discord.RateLimited():
            return "Discord's limits delayed it."
        case NotDiscord() | TimeoutError():
            return str(error) or "Discord did not answer."
        case _:
            return "Discord could not be reached."


def _said(error: BaseException) -> _Code | None:
    """What Discord itself says; None if it says nothing that is in the table."""
    if not isinstance(error, discord.HTTPException) or not error.text:
        return None
    if error.code == INVALID_FORM:
        return _of_form(error.text)
    # With a token that it refuses Discord sends no code. Proxies send these words too, but not as JSON.
    if (error.status, error.code, error.text) == (_UNAUTHORIZED, 0, "401: Unauthorized") and is_json(
        error.response.headers
    ):
        return CODES[50014]
    return CODES.get(error.code)


def _of_form(text: str) -> _Code:
    """What a refused form is about: a place, if every field that Discord names is about one."""
    fields = _FIELD.findall(text)
    about = [_FIELD_MEANINGS.get(field) for field in fields]
    if about and about[0] and all(about):
        return about[0]
    named = f" ({escape(', '.join(dict.fromkeys(fields)))})" if fields else ""
    return _Code(Meaning.MESSAGE, f"Discord does not accept it as it is{named}.")
