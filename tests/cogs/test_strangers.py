"""Hostile text in every option, form, name and file, and everything that the bot then sends to Discord.

The test walks over the commands, their options, and the buttons, lists and forms that come of them, so that a new one
is tested too. It reads each request that the bot makes: answers, completions, forms, posts, lines of the log.
"""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, TypeAlias, cast

import discord
import pytest
from discord import app_commands
from simcord import ChannelHandle, Env, InteractionResult, ResponseMessage, RoleHandle

from bot.app import open_app
from bot.client import Casefile
from bot.errors import UserError
from bot.ui.first_steps import greeting_card
from bot.web.addresses import MayReach
from bot.web.tvmaze import Site as TvMazeSite
from tests.cogs.feeds.actions import Site, look, reach_all
from tests.cogs.sent import Sent
from tests.cogs.world import World, build
from tests.ui.reading import items
from tests.ui.strangers import HOSTILE, SECRET

# No client sends half a character, and a name in a pack is a line in which something can be seen.
TYPED = [text for text in HOSTILE if text.encode(errors="replace").decode() == text]
NAMES = [text for text in TYPED if text.isprintable() and any(map(str.isalnum, text)) and len(text) <= 90]
VALID = {"words": "Harbour",
    "when": "in 20 minutes", "rule": "every friday at 20:00", "at": "20:00", "text": "Words", "source": "https://source.example/x",
    "people": "Ann Lee", "where": "season 2", "statement": "It is so.", "released": "2020-01-01", "outlet": "Variety",
    "url": "https://source.example/y", "weight": "reported", "reason": "Because.", "season": "2", "speaker": "Somebody",
}  # fmt: skip
FORMED = {"billing", "weight"}
TEXT, BUTTON, LIST, ROLE, CHANNEL = 3, 2, 3, 8, 7
LONGEST = 100


def pack() -> str:
    """A show in which every name is hostile, each role, source and word once in the open and once as a spoiler."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    lines = ["format = 1", "[show]", 'id = "hostile"', f"title = {quoted('Storm ' + NAMES[0])}"]
    lines += ["[[seasons]]", "number = 1", "[[seasons]]", "number = 2", "[sources]"]
    for place, name in enumerate(NAMES):
        for hidden in ("", SECRET):
            words = quoted(f"{name} {hidden}".strip())
            url = quoted(f"https://source.example/a_(b)_*c*{hidden}")
            lines.append(f"s{place}{hidden} = {{ outlet = {words}, title = {words}, url = {url} }}")
    lines += [
        "[people]",
        *(f"p{place} = {{ name = {quoted(f'Per {place} {name}')} }}" for place, name in enumerate(NAMES)),
    ]
    lines += ["[characters]", *(f"c{place} = {{ name = {quoted('c ' + name)} }}" for place, name in enumerate(NAMES))]
    lines += [
        f'h{place} = {{ name = {quoted(f"{SECRET} {name}")}, spoils = "S01E01" }}' for place, name in enumerate(NAMES)
    ]
    lines += ["[[episodes]]", 'code = "S01E01"', "aired = 2020-01-01", f"title = {quoted(NAMES[1])}"]
    for place, name in enumerate(NAMES):

        def claims(hidden: str, place: int = place, name: str = name) -> str:
            words = quoted(f"{name} {hidden}".strip())
            return f'claims = [{{ source = "s{place}{hidden}", speaker = {words}, via = {words}, note = {words} }}]'

        for season, character, hidden in ((1, f"c{place}", ""), (2, f"h{place}", SECRET)):
            lines += ["[[facts]]", f'id = "cast-{place}-{season}"', 'kind = "cast"', f"season = {season}"]
            lines += [f'people = ["p{place}"]', f'character = "{character}"', claims(hidden)]
        lines += ["[[facts]]", f'id = "news-{place}"', 'kind = "news"', f"statement = {quoted(f'{SECRET} {name}')}"]
        lines += ["season = 2", 'spoils = "S01E01"', claims(SECRET)]
        lines += ["[[facts]]", f'id = "open-{place}"', 'kind = "news"', f"statement = {quoted(name)}"]
        lines += ["season = 2", claims("")]
        lines += ["[[facts]]", f'id = "director-{place}"', 'kind = "director"', 'episode = "S01E01"']
        lines += [f'people = ["p{place}"]', claims("")]
    return "\n".join(lines)


@pytest.fixture
def may_reach() -> MayReach:
    return reach_all


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "hostile.toml").write_text(pack(), encoding="utf-8")
    return folder


Act: TypeAlias = Callable[[], Awaitable[InteractionResult | None]]
"""Does something once more, such as using a command."""


class Walk:
    """Uses whatever the bot offers, with hostile text, and checks what it sends."""

    def __init__(self, world: World, feed: str, channel: ChannelHandle, role: RoleHandle, start: int) -> None:
        self._moderator = world.moderator
        self._env = world.env
        self._feed = feed
        self._channel = channel
        self._role = role
        self._texts = cycle((*TYPED[start:], *TYPED[:start]))
        self._sent = Sent(world.env)
        self._used: set[str] = set()
        self.used_forms: set[str] = set()

    def text(self, limit: int = 1000) -> str:
        return next(self._texts)[:limit] or "||"

    def check(self) -> None:
        self._sent.check()

    async def command(self, name: str, options: list[app_commands.Parameter | Any]) -> None:
        """Use a command with valid options while that offers anything new, then with each of its texts hostile."""
        self._used.clear()
        asked = {option.name: await self._valid(name, option) for option in options if option.required}
        pressed = -1
        while pressed < len(self._used):
            pressed = len(self._used)
            await self._use(name, asked)
        for option in options:
            if option.type is not discord.AppCommandOptionType.string or option.choices:
                continue
            text = self.text(int(option.max_value or LONGEST))
            if option.autocomplete:
                await self._moderator.autocomplete(self._channel, name, option.name, text, **_others(asked, option))
            await self._use(name, {**asked, option.name: text})

    async def _valid(self, command: str, option: Any) -> Any:
        match option.type:
            case discord.AppCommandOptionType.integer:
                return 2
            case discord.AppCommandOptionType.channel:
                return self._channel
            case discord.AppCommandOptionType.role:
                return self._role
            case discord.AppCommandOptionType.attachment:
                return (f"{self.text(40)}.toml", f"nonsense = {self.text()}".encode())
            case _ if option.choices:
                return option.choices[0].value
            case _ if option.name == "url":
                return self._feed
            case _ if option.autocomplete:
                offered = await self._moderator.autocomplete(self._channel, command, option.name, "")
                assert SECRET not in str(offered)
                return offered[0]["value"] if offered else self.text(50)
            case _:
                return VALID.get(option.name) or self.text(50)

    async def _use(self, command: str, options: Mapping[str, Any]) -> None:
        await self._follow(lambda: self._moderator.slash(self._channel, command, **options), 2)

    async def _follow(self, act: Act, deep: int) -> None:
        """Do something, and what its answer offers."""
        result = await act()
        await self._env.settle()
        self.check()
        if result is None:
            return
        if result.modal is not None:
            await self._fill(act, result, deep)
        for message in (*([result.response] if result.response else []), *result.followups):
            for item in items(message.components) if deep else ():
                if item["custom_id"].split(":")[0] not in self._used:
                    await self._follow(partial(self._press, message, item), deep - 1)

    async def _press(self, message: ResponseMessage, item: Mapping[str, Any]) -> InteractionResult | None:
        """Press a button or pick from a list, if it is still there."""
        here = [each["custom_id"] for each in items(message.components) if not each.get("disabled")]
        if item["custom_id"] not in here or (item["type"] == LIST and not item["options"]):
            return None
        self._used.add(item["custom_id"].split(":")[0])
        if item["type"] == BUTTON:
            return await self._moderator.click(message, custom_id=item["custom_id"])
        if item["type"] == LIST:
            picked = [item["options"][0]["value"]]
            return await self._moderator.select(message, picked, custom_id=item["custom_id"])
        return None

    async def _fill(self, act: Act, opened: InteractionResult, deep: int) -> None:
        """Send a form with each of its fields hostile, with all of them, and with none."""
        assert opened.modal is not None
        self.used_forms.add(opened.modal["custom_id"].split("-form")[0])
        fields = [cast(dict[str, Any], row["component"]) for row in opened.modal["components"]]
        longest = {field["custom_id"]: field.get("max_length", 100) for field in fields if field["type"] != LIST}
        before = {field["custom_id"]: field.get("value") or "" for field in fields}
        picked = {
            field["custom_id"]: [field["options"][0]["value"]] if field.get("required") else []
            for field in fields
            if field["type"] == LIST
        }
        for hostile in (*([name] for name in longest), list(longest), []):
            filled = {
                name: self.text(most) if name in hostile else (before[name] or VALID.get(name, ""))[:most]
                for name, most in longest.items()
            }
            await self._follow(partial(self._moderator.submit_modal, opened, filled | picked), deep)
            again = await act()
            if again is None or again.modal is None:
                break
            opened = again

    async def other_show(self, greeting: int) -> None:
        """Fill in the form of the first step of set-up, which is gone once a show is picked."""
        (message,) = [each for each in self._channel.history() if each.id == greeting]
        step = await self._moderator.click(message, label="Choose the show")
        asked = step.response or step.followups[0]
        await self._follow(lambda: self._moderator.click(asked, label="Another show …"), 0)

    async def log(self) -> None:
        """Press one of each kind of button in the channel with the log and the links."""
        self._used.clear()
        for message in self._channel.history():
            for item in items([row.to_dict() for row in message.components]):
                if item["type"] == BUTTON and item["custom_id"].split(":")[0] not in self._used:
                    await self._follow(partial(self._press_in_channel, message.id, item["custom_id"]), 1)

    async def _press_in_channel(self, message: int, custom_id: str) -> InteractionResult | None:
        (current,) = [each for each in self._channel.history() if each.id == message]
        here = items([row.to_dict() for row in current.components])
        if custom_id not in [item["custom_id"] for item in here if not item.get("disabled")]:
            return None
        self._used.add(custom_id.split(":")[0])
        return await self._moderator.click(current, custom_id=custom_id)


def _others(asked: Mapping[str, Any], option: Any) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name != option.name}


@pytest.fixture
async def simcord_bot(database: Path, packs: Path, may_reach: MayReach) -> AsyncGenerator[Casefile]:
    """The bot, with a TVmaze that refuses each connection at once."""
    nobody = TvMazeSite("http://127.0.0.1:1/", 0, 0)
    async with open_app(database, packs, always_sync=True, may_reach=may_reach, tvmaze=nobody) as client:
        yield client


@pytest.fixture
def hostile(simcord_env: Env) -> tuple[World, ChannelHandle, RoleHandle]:
    """A world whose moderator uses a channel and a role with hostile names, and has one too."""
    world = build(simcord_env)
    channel = world.guild.create_text_channel("x **ZZ** ||ZZ|| @everyone <#666>")
    role = world.guild.create_role("x [ZZ](https://evil.example) @everyone <@&666>")
    return world, channel, role


@pytest.mark.parametrize("start", [0, 11])
async def test_nothing_that_the_bot_sends_obeys_hostile_text(
    hostile: tuple[World, ChannelHandle, RoleHandle], site: Site, database: Path, start: int
) -> None:
    world, channel, role = hostile
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    headline = f"Storm {NAMES[start % len(NAMES)]}"
    url = site.say(*(f"{headline} {name}" for name in NAMES[:3]), title=TYPED[start])
    walk = Walk(world, url, channel, role, start)
    moderator = world.moderator
    greeting = greeting_card()
    posted = await bot.get_partial_messageable(channel.id).send(embed=greeting.embed, view=greeting.view)
    await walk.other_show(posted.id)
    await posted.delete()
    picked, *_ = await moderator.autocomplete(channel, "setup show", "show", "Storm")
    await moderator.slash(channel, "setup show", show=picked["value"])
    await moderator.slash(channel, "setup log", channel=channel)
    for number in range(4):
        source = f"{NAMES[start % 9]} https://source.example/{number}"
        await world.fan.slash(channel, "suggest", text=f"{walk.text(200)} {number}", source=source[:100])
    await world.env.settle()
    await walk.log()
    await moderator.slash(channel, "feed add", url=url, channel=channel)
    site.say(*(f"{headline} {name}" for name in NAMES), title=TYPED[start])
    await look(world, database)
    await walk.log()
    found = [command for command in bot.tree.walk_commands() if isinstance(command, app_commands.Command)]
    for command in found:
        await walk.command(command.qualified_name, list(command.parameters))
    site.fail()
    await look(world, database)
    for _ in range(4):
        await world.env.advance_time(600)
        walk.check()
    assert walk.used_forms >= set(bot.forms)
    for error in world.env.errors:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        assert isinstance(cause, UserError)
