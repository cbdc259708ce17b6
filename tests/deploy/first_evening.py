"""`python -m tests.deploy.first_evening`: README's way from a clone to an answer, step by step, each with its time.

The tests' Discord stands in for the real one, and the packages count as installed.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

from bot.invite import invite_link
from tests.bench.stores import rows_of
from tests.conftest import ROOT
from tests.deploy.commands import bash, clone, publish
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.loopback.world import Json
from tests.wire.test_casefile import button, title, until

_T = TypeVar("_T")
_SECTION = re.compile(r"^## On your server\n(.*?)^## ", re.MULTILINE | re.DOTALL)


class Evening:
    """Takes README at its word: what it does not say is not done."""

    def __init__(self, folder: Path, discord: LoopbackDiscord) -> None:
        self.took: dict[str, float] = {}
        self._folder = folder
        self._discord = discord
        discord.state.left.add(discord.guilds[0].id)  # nobody has invited the bot yet
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        found = _SECTION.search(text)
        assert found is not None
        self._steps = re.split(r"^\d\. ", found[1], flags=re.MULTILINE)[1:]

    async def walk(self) -> None:
        """Go all the way."""
        guild, self._discord.state.guilds = self._discord.guilds[0], ()
        home = await self._timed("clone", self._clone)
        await self._timed("settings", lambda: self._fill_in(home))
        async with AsyncExitStack() as stack:
            bot = self._bot(home)
            link = await self._timed("start", lambda: self._start(stack, bot))
            assert link == invite_link(self._discord.state.application.id)
            self._discord.state.guilds = (guild,)
            greeting = await self._timed("invite", self._invite)
            await self._timed("set up", lambda: self._set_up(greeting))
            await self._timed("ask", self._ask)

    async def _timed(self, step: str, take: Callable[[], Awaitable[_T]]) -> _T:
        begun = time.monotonic()
        taken = await take()
        self.took[step] = time.monotonic() - begun
        return taken

    async def _clone(self) -> Path:
        published = await asyncio.to_thread(publish, self._folder / "published")
        return await asyncio.to_thread(clone, published, self._folder / "casefile")

    async def _fill_in(self, home: Path) -> None:
        [copying] = re.findall(r"`(cp [^`]+)`", self._steps[1])
        assert (await asyncio.to_thread(bash, copying, home)).returncode == 0
        [line] = re.findall(r"after `(\w+=)`", self._steps[1])
        env = home / ".env"
        text = await asyncio.to_thread(env.read_text, encoding="utf-8")
        assert text.count(f"\n{line}\n") == 1
        text = text.replace(f"\n{line}\n", f"\n{line}{self._discord.token}\n")
        await asyncio.to_thread(env.write_text, text, encoding="utf-8")

    def _bot(self, home: Path) -> BotProcess:
        [running] = re.findall(r"^Run `([^`]+)`", self._steps[2])
        bot = BotProcess(self._discord, self._folder / "terminal.log", argv=running.split(), cwd=home)
        del bot.env["DISCORD_TOKEN"]  # it is in the file
        return bot

    async def _start(self, stack: AsyncExitStack, bot: BotProcess) -> str:
        await stack.enter_async_context(bot)
        said = re.compile(r"To add me to a server, open (\S+)")
        await until(lambda: said.search(bot.output) is not None)
        # Nobody is so fast as to invite it before it has counted the servers that it is in already.
        await until(lambda: bool(rows_of(self._folder / "casefile" / "casefile.db", "SELECT 1 FROM census")))
        return said.findall(bot.output)[0]

    async def _invite(self) -> Json:
        discord = self._discord
        guild = discord.guilds[0]
        discord.state.left.discard(guild.id)
        payload = guild.payload(discord.state.application.user(), all_members=False)
        del payload["unavailable"]  # only servers that come back have it
        await discord.gateway.dispatch("GUILD_CREATE", payload)
        await until(lambda: bool(discord.messages()))
        return discord.messages()[0]

    async def _set_up(self, greeting: Json) -> None:
        labels = [item["label"] for row in greeting["components"] for item in row["components"]]
        assert len(labels) == 4, "README speaks of four buttons"
        moderator = self._discord.guilds[0].moderator
        custom_id = greeting["components"][0]["components"][0]["custom_id"]
        await self._discord.press(greeting, custom_id, member=moderator)
        status = await self._discord.slash("setup status", member=moderator)
        assert status.embeds

    async def _ask(self) -> None:
        [(command, option, value)] = re.findall(r"`/(\w+) (\w+): (\w+)`", self._steps[4])
        answer = await self._discord.slash(command, {option: value})
        assert title(answer) == "Rachael Taylor plays Trish Walker"
        assert button(answer, "Sources")


async def main() -> int:
    """Print what each step took."""
    with tempfile.TemporaryDirectory() as folder:
        async with LoopbackDiscord() as discord:
            evening = Evening(Path(folder), discord)
            await evening.walk()
    for step, seconds in evening.took.items():
        print(f"{step:10} {seconds:6.1f} s")
    print(f"{'together':10} {sum(evening.took.values()):6.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
