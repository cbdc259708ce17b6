"""`python -m bot doctor` on set-ups that a host may have: each thing that is wrong in its line, with what to do."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.cli.discord_checkup import COMMANDS
from bot.wiring import open_services
from tests.cli.command import PACKS, Ended, casefile
from tests.cli.test_refusals import BROKEN, closed_port
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.loopback.strangers import page
from tests.loopback.world import VIEW_CHANNEL, Application, Guild
from tests.patience import PATIENCE
from tests.small_disk import SmallDisk

COMMAND_PAYLOADS = [{"name": name, "type": 1, "description": "x"} for name in sorted(COMMANDS)]


@dataclass
class SetUp:
    """A bot that has been set up well, until a test breaks it."""

    database: Path
    discord: LoopbackDiscord
    settings: dict[str, str] = field(default_factory=dict[str, str])

    async def doctor(self, *arguments: str) -> Ended:
        settings = {
            "DATABASE": str(self.database), "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_BASE": self.discord.api_base, **self.settings,
        }  # fmt: skip
        ended = await casefile(self.database.parent, "doctor", *arguments, seconds=PATIENCE, **settings)
        assert "Traceback" not in ended.err
        assert self.discord.unknown_routes == []
        assert self.discord.schema_faults == []
        return ended

    def run(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            for statement in statements:
                connection.execute(statement)


async def _set_up(database: Path, discord: LoopbackDiscord) -> SetUp:
    discord.state.sync(None, [dict(payload) for payload in COMMAND_PAYLOADS])
    return SetUp(database, discord)


@pytest.fixture
async def set_up(database: Path) -> AsyncGenerator[SetUp]:
    async with LoopbackDiscord() as discord:
        yield await _set_up(database, discord)


async def test_of_a_good_set_up_all_is_well(set_up: SetUp) -> None:
    ended = await set_up.doctor()
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("All is well.\n")
    for line in (
        "Discord: it accepts the token of casefile.",
        "Intents: none that Discord must grant is asked for.",
        "Servers: the bot is in 1 and has the permissions that it asks for.",
        f"Commands: Discord has all {len(COMMANDS)}.",
        "The clock: it is within 30 seconds of Discord's.",
        "The bot: it is not running on this database just now.",
        "Posts that are due: nothing is wrong.",
    ):
        assert line in ended.out.splitlines()


async def test_the_names_of_commands_are_those_that_the_bot_sends_and_it_is_seen_to_run(database: Path) -> None:
    async with LoopbackDiscord() as discord:
        set_up = SetUp(database, discord)
        log = database.with_name("log")
        async with BotProcess(discord, log, env={"DATABASE": str(database), "PACKS": str(PACKS)}):
            assert {command["name"] for command in discord.commands()} == COMMANDS
            ended = await set_up.doctor()
        assert "The bot: it is running." in ended.out.splitlines()
        assert ended.code == 0
        assert len(discord.identifies) == 1  # the doctor opens no connection of its own


async def test_for_programs_it_is_one_object(set_up: SetUp) -> None:
    said = json.loads((await set_up.doctor("--json")).out)
    assert (said["well"], said["exit_code"]) == (True, 0)
    assert all(check["well"] and check["faults"] == [] and check["advice"] == "" for check in said["checks"])
    set_up.run("DROP INDEX claim_by_source")
    ended = await set_up.doctor("--json")
    said = json.loads(ended.out)
    assert (ended.code, said["well"], said["exit_code"]) == (3, False, 3)
    (wrong,) = (check for check in said["checks"] if not check["well"])
    assert wrong["about"] == "Tables, columns and indexes"
    assert wrong["faults"] == ["it has no index on claim (source_id)"]
    assert wrong["advice"]


Break: TypeAlias = Callable[[SetUp], Awaitable[None]]


async def _settings(it: SetUp) -> None:
    it.settings |= {"LOG_LEVEL": "loud", "DEMO_PORT": "x"}


async def _no_token(it: SetUp) -> None:
    it.settings["DISCORD_TOKEN"] = ""


async def _wrong_token(it: SetUp) -> None:
    it.settings["DISCORD_TOKEN"] = "not-the-right-one"


async def _unreachable(it: SetUp) -> None:
    it.settings["DISCORD_API_BASE"] = f"http://127.0.0.1:{closed_port()}/api/v10"


async def _stranger(it: SetUp) -> None:
    it.discord.refuse("GET", "/users/@me", reply=page(200, "Log in to the hotel's network"), times=99)


async def _server_error(it: SetUp) -> None:
    it.discord.refuse("GET", "/applications/@me", status=500, times=99)


async def _no_database(it: SetUp) -> None:
    it.database.rename(it.database.with_name("elsewhere.db"))


async def _no_folder(it: SetUp) -> None:
    it.settings["DATABASE"] = str(it.database.parent / "missing" / "casefile.db")


async def _damaged(it: SetUp) -> None:
    os.truncate(it.database, 200_000)


async def _old_schema(it: SetUp) -> None:
    it.run("UPDATE alembic_version SET version_num = '0004'")


async def _no_packs(it: SetUp) -> None:
    it.settings["PACKS"] = str(it.database.parent / "packs")


async def _broken_pack(it: SetUp) -> None:
    folder = it.database.parent / "packs"
    folder.mkdir()
    (folder / "broken.toml").write_text(BROKEN, encoding="utf-8")
    it.settings["PACKS"] = str(folder)


async def _clock_behind(it: SetUp) -> None:
    it.discord.set_ahead(timedelta(minutes=5))


async def _clock_ahead(it: SetUp) -> None:
    it.discord.set_ahead(-timedelta(hours=1))


async def _no_starts(it: SetUp) -> None:
    it.discord.set_starts_left(0)


async def _no_commands(it: SetUp) -> None:
    it.discord.state.sync(None, [payload for payload in COMMAND_PAYLOADS if payload["name"] not in ("ask", "cast")])


async def _feed_fails(it: SetUp) -> None:
    since = (datetime.now(UTC) - timedelta(hours=5)).isoformat()
    it.run(
        "INSERT INTO feed (id, url, title, every_minutes, next_look, failures, failing_since, trouble) VALUES"
        f" (1, 'https://news.example/feed', '', 60, '{since}', 9, '{since}', 'The site answered with 404\\.')",
        "INSERT INTO subscription (id, feed_id, guild_id, paused, fresh, made_by, made_at, changed_by)"
        f" VALUES (1, 1, 5, 0, 0, 1, '{since}', 1)",
    )


def _announcement(it: SetUp, due: datetime, trouble: str = "NULL") -> None:
    moment = due.isoformat()
    it.run(
        "INSERT INTO announcement (id, guild_id, kind, state, text, title, image_url, link, late, due_at, next_due,"
        f" made_by, made_at, changed_by, changed_at) VALUES (7, 5, 'once', 'active', 'x', '', '', '', 'send',"
        f" '{moment}', '{moment}', 1, '{moment}', 1, '{moment}')",
        "INSERT INTO target (id, announcement_id, channel_id, forum, paused, checked_at, trouble)"
        f" VALUES (8, 7, 2, 0, 0, '{moment}', {trouble})",
    )


async def _overdue(it: SetUp) -> None:
    _announcement(it, datetime(2026, 11, 1, 9, 30, tzinfo=UTC))


async def _channel(it: SetUp) -> None:
    _announcement(it, datetime.now(UTC) + timedelta(days=1), "'I lack Send Messages.'")


BROKEN_SET_UPS: list[tuple[Break, int, str, str, str]] = [
    (_settings, 2, "Settings", "LOG_LEVEL: ", ".env.example describes each"),
    (_no_token, 2, "Discord", "DISCORD_TOKEN is empty", "Put the bot's token into .env"),
    (_wrong_token, 5, "Discord", "does not accept the token", "Copy the token again"),
    (_unreachable, 6, "Discord", "it can't be reached", "DISCORD_API_BASE"),
    (_stranger, 6, "Discord", "something other than Discord answered (200)", "this machine's network"),
    (_server_error, 6, "Discord", "answers /applications/@me with an error (500)", "If Discord is down, wait"),
    (_no_database, 3, "The database", "casefile.db can't be used: No such file", "python -m bot restore FILE"),
    (_no_folder, 9, "The disk", "can't be looked at", "Check DATABASE"),
    (_damaged, 3, "The file", "malformed", "restore a backup"),
    (_old_schema, 3, "The schema", "it has version 0004", "python -m bot migrate"),
    (_no_packs, 2, "Packs", "is not a folder", "Check PACKS"),
    (_broken_pack, 4, "Packs", "broken.toml: show › netwrk", "Correct the pack"),
    (_clock_behind, 10, "The clock", "seconds behind Discord's", "NTP"),
    (_clock_ahead, 10, "The clock", "seconds ahead of Discord's", "NTP"),
    (_no_starts, 6, "Starts", "no more of them for 2.0 hours", "over and over"),
    (_no_commands, 10, "Commands", "Discord does not have /ask, /cast", "DELETE FROM command_sync"),
    (_feed_fails, 10, "Feeds", "https://news.example/feed has failed since", "If its address has changed"),
    (_overdue, 10, "Posts that are due", "waits for 1 posts, the first since 2026-11-01 09:30 UTC", "start it"),
    (_channel, 10, "Channels with announcements", "the channel 2 of server 5: I lack Send Messages.", "permissions"),
]


def sections(ended: Ended) -> dict[str, str]:
    """What was found wrong, by what it is about."""
    found: dict[str, str] = {}
    about = ""
    for line in ended.out.splitlines():
        if line.startswith("  "):
            found[about] = f"{found.get(about, '')}{line}\n"
        else:
            about = line.removesuffix(":")
    return found


def check(ended: Ended, code: int, about: str, fault: str, advice: str) -> None:
    assert ended.code == code, ended.out
    assert ended.err == ""
    found = sections(ended)
    assert fault in found[about]
    said, _, what_to_do = found[about].partition("What to do: ")
    assert said.count("\n") >= 1
    assert advice in what_to_do
    assert "All is well" not in ended.out


@pytest.mark.parametrize(
    ("broken", "code", "about", "fault", "advice"),
    BROKEN_SET_UPS,
    ids=[each[0].__name__.strip("_").replace("_", " ") for each in BROKEN_SET_UPS],
)
async def test_what_is_wrong_is_named_with_what_to_do(
    set_up: SetUp, broken: Break, code: int, about: str, fault: str, advice: str
) -> None:
    await broken(set_up)
    check(await set_up.doctor(), code, about, fault, advice)


@pytest.mark.parametrize(
    ("guilds", "application", "about", "fault", "advice"),
    [
        ([], Application(), "Servers", "the bot is in none", "https://discord.com/oauth2/authorize"),
        (
            [Guild.sample(), replace(Guild.sample(2), app_permissions=VIEW_CHANNEL)],
            Application(),
            "Servers",
            "Fans of the show 2 (900000000000002000): the bot lacks Add Reactions, Send Messages, Embed Links, "
            "Read Message History, Send Messages In Threads",
            "must give the bot's role these permissions",
        ),
        (
            [Guild.sample()],
            Application(endpoint="https://elsewhere.example/interactions"),
            "Where commands go",
            "Discord sends them to https://elsewhere.example/interactions",
            "Empty Interactions Endpoint URL",
        ),
    ],
    ids=["in no server", "too few permissions", "commands go elsewhere"],
)
async def test_what_is_wrong_at_discord(
    database: Path, guilds: list[Guild], application: Application, about: str, fault: str, advice: str
) -> None:
    async with LoopbackDiscord(guilds, application=application) as discord:
        check(await (await _set_up(database, discord)).doctor(), 10, about, fault, advice)


async def test_a_disk_that_is_nearly_full(loaded_database: Path, disk: SmallDisk) -> None:
    path = disk.path / "casefile.db"
    shutil.copyfile(loaded_database, path)
    async with LoopbackDiscord() as discord:
        check(
            await (await _set_up(path, discord)).doctor(), 9, "The disk", "are free where the database", "Have at least"
        )


async def test_many_servers_are_read_page_by_page(database: Path) -> None:
    async with LoopbackDiscord([Guild.sample(number) for number in range(1, 451)], check=False) as discord:
        ended = await (await _set_up(database, discord)).doctor()
        assert ended.code == 0
        assert "Servers: the bot is in 450 and has" in ended.out
        assert sum(call.path == "/users/@me/guilds" for call in discord.requests) == 3


async def test_the_token_is_never_shown(set_up: SetUp) -> None:
    for broken in (_wrong_token, _server_error, _unreachable):
        await broken(set_up)
        for arguments in ((), ("--json",)):
            ended = await set_up.doctor(*arguments)
            assert set_up.discord.token not in ended.out + ended.err
            assert "not-the-right-one" not in ended.out + ended.err


async def test_it_changes_nothing_while_the_bot_has_the_database_open(set_up: SetUp) -> None:
    async with open_services(set_up.database, PACKS):
        # Not its bytes: to close the file here would give up the locks of this process.
        before = set_up.database.stat().st_mtime_ns
        ended = await set_up.doctor()
        assert ended.code == 0
        assert set_up.database.stat().st_mtime_ns == before
