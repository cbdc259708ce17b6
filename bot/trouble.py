"""What goes wrong between the bot and Discord, whatever the bot does."""

import aiohttp
import discord

TROUBLE = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)
"""Every error with which a request to Discord ends: refused, not answered in time, or never sent. OSError includes
TimeoutError and broken connections."""

_OUT_OF_OUR_HANDS = (401, 403, 404, 408, 429)
_SERVER_ERROR = 500
_ANSWERED_BEFORE = 40060
"""Discord's code for a second first answer: it had an earlier one, although nobody could tell."""


def is_on_the_way(error: BaseException) -> bool:
    """Whether an error says more about the network or Discord than about the bot: a line in the log is enough."""
    if isinstance(error, discord.HTTPException):
        return error.code == _ANSWERED_BEFORE or error.status in _OUT_OF_OUR_HANDS or error.status >= _SERVER_ERROR
    return isinstance(error, TROUBLE)
