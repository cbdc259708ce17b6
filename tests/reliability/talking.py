"""Members use the bot while strangers answer for Discord: it survives, and answers the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.discord_errors import Meaning
from tests.loopback.calls import Reply
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.world import Json
from tests.patience import PATIENCE
from tests.reliability.ground import NotSoError, until


async def talk_to_strangers(
    discord: LoopbackDiscord, tried: Mapping[str, tuple[Reply, Meaning]], faults: list[str]
) -> int:
    """Let each answer meet the answer to a command, a completion, and the edit of a deferred answer.

    Returns how many interactions there were.
    """
    guild = discord.guilds[0]
    for name, (reply, _) in tried.items():
        asked = discord.slash_payload("cast", {"who": "Trish"}, member=guild.fan)
        typed = discord.autocomplete_payload("cast", "who", {"who": "tri"}, member=guild.fan)
        export = discord.slash_payload("fact export", {"format": "json"}, member=guild.moderator)
        try:
            await _meet(discord, asked, "POST", reply)
            await _meet(discord, typed, "POST", reply)
            await _meet(discord, export, "PATCH", reply)
        except NotSoError as error:
            faults.append(f"interactions, {name}: {error}")
        answer = await discord.slash("cast", {"who": "Trish"}, member=guild.fan)
        if not answer.embeds or "Trish" not in answer.embeds[0]["title"]:
            faults.append(f"interactions, after {name}: {answer.content}")
    return 4 * len(tried)


async def _meet(discord: LoopbackDiscord, interaction: Json, method: str, reply: Reply) -> None:
    """Send an interaction, and answer the bot's first request of this method about it with the reply."""
    refusal = discord.refuse(method, f"/{interaction['token']}/", reply=reply)
    sent = asyncio.ensure_future(discord.dispatch(interaction))
    try:
        await until(lambda: refusal.times == 0, PATIENCE, "a request about it")
    finally:
        sent.cancel()
        await asyncio.gather(sent, return_exceptions=True)
        discord.clear_refusals()
