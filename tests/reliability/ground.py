"""A loopback Discord with channels, a database with posts that are due in them, and what became of each."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Callable, Collection, Generator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.ids import Ids, base36
from bot.services.kit import Kit
from bot.services.shows.loader import PackLoader
from bot.store.address import Address
from bot.store.schema import migrate
from bot.store.store import open_store
from tests.engines.databases import OnServer
from tests.engines.raw import connect
from tests.loopback.calls import Call
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT, BotProcess
from tests.loopback.world import FORUM, Channel, Guild, Json
from tests.patience import PATIENCE

PLACES = 10
"""So many channels an announcement goes to at most."""
POLL = 0.01


class NotSoError(AssertionError):
    """Something did not come about within the time that it may take."""


def utc_text(moment: datetime) -> str:
    """A moment as the database has it."""
    return moment.astimezone(UTC).isoformat()


def now() -> datetime:
    return datetime.now(UTC)


async def until(holds: Callable[[], bool], seconds: float, what: str, every: float = POLL) -> None:
    """Wait until it holds. Raises NotSoError if it does not within so many seconds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise NotSoError(f"{what} did not come about within {seconds:.0f} s")
        await asyncio.sleep(every)


def guilds_with(channels: int, forums: int = 0, each: int = 50) -> list[Guild]:
    """Guilds with so many channels in all; the last ones are forums."""
    base = 930_000_000_000_000_000
    made = [
        Channel(base + number, f"channel-{number}", number % each, FORUM if number >= channels - forums else 0)
        for number in range(channels)
    ]
    parts = [made[first : first + each] for first in range(0, channels, each)]
    return [Guild.with_channels(number, part) for number, part in enumerate(parts, start=1)]


SERVER: ContextVar[OnServer | None] = ContextVar("server", default=None)
"""Where grounds make their databases; None: in files."""


async def make_database(address: Address) -> None:
    """A database with the shipped pack, as the bot would make it at its first start."""
    migrate(address)
    async with open_store(address) as store:
        await PackLoader(Kit(store, Ids(now, random.Random(1)), now)).load_folder(ROOT / "data")


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery as it is stored."""

    id: int
    channel: int
    state: str
    message: int | None
    attempts: int
    doubtful: int
    due_at: str
    reason: str | None
    first_try_at: str | None

    @property
    def reference(self) -> str:
        return base36(self.id)

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "sending", "publishing")


@dataclass
class Ground:
    """``pids`` are the processes that were started; ``posts`` counts the requests to post, by reference.

    Processes write their logs into the folder ``logs``, else beside the database.
    """

    discord: LoopbackDiscord
    database: Address
    guilds: Sequence[Guild]
    folder: Path
    logs: Path | None = None
    pids: list[int] = field(default_factory=list[int])
    killed: list[int] = field(default_factory=list[int])
    posts: Counter[str] = field(default_factory=Counter[str])
    crashes: int = 0
    _last_id: int = 0
    _announcements: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def channels(self) -> list[Channel]:
        return [channel for guild in self.guilds for channel in guild.channels]

    def bot(
        self,
        name: str = "bot",
        *,
        discord: LoopbackDiscord | None = None,
        clock: Path | None = None,
        shards: range | None = None,
        root: Path = ROOT,
    ) -> BotProcess:
        """A process of the bot that is not started yet; with ``clock``, one whose clock is ahead as the file says.

        It has these ``shards`` of a Discord that asks for some, and the code that is in ``root``.
        """
        environment = {
            "DATABASE": getattr(self.database, "url", str(self.database)),
            "PACKS": str(ROOT / "data"),
            "LOG_LEVEL": "INFO",
            "PYTHONPATH": str(root),
        }
        if shards is not None:
            environment |= {"SHARD_COUNT": str(self.discord.sharded.count), "SHARD_IDS": f"{shards[0]}-{shards[-1]}"}
        if clock is not None:
            environment["CLOCK_FILE"] = str(clock)
        module = ("tests.reliability.clocked_bot",) if clock is not None else ("bot", "run")
        log = (self.logs or self.folder) / f"{name}.log"
        return BotProcess(
            discord or self.discord, log, argv=(sys.executable, "-m", *module),
            env=environment, cwd=self.folder, wait=False, shards=shards,
        )  # fmt: skip

    @contextlib.asynccontextmanager
    async def running(self, process: BotProcess, *, ready: bool = True) -> AsyncGenerator[BotProcess]:
        """Run a process for a while; it is stopped in the end, or killed if it does not stop."""
        await self.start(process)
        try:
            if ready:
                await process.wait_ready()
            yield process
        finally:
            await process.stop()

    async def start(self, process: BotProcess) -> None:
        await process.start()
        self.pids.append(process.pid)

    async def kill(self, process: BotProcess) -> None:
        """End it at once."""
        if process.returncode is None:
            self.killed.append(process.pid)
            await process.kill()

    async def kill_at_first_post(self, process: BotProcess, within: float = PATIENCE) -> None:
        """Start it, and end it when its next post is in its channel and it got no answer."""
        killed = asyncio.Event()

        async def kill(_: Call) -> None:
            await self.kill(process)
            killed.set()

        self.discord.moments.carried_out = kill
        await self.start(process)
        try:
            await asyncio.wait_for(killed.wait(), within)
        finally:
            await self.kill(process)
        self.discord.moments.clear()
        await self.discord.settled()

    @contextlib.contextmanager
    def connected(self) -> Generator[sqlite3.Connection]:
        with contextlib.closing(connect(self.database, isolation_level=None, timeout=10)) as connection:
            yield connection

    @contextlib.contextmanager
    def writing_locked(self) -> Generator[None]:
        """Another program in the middle of a write."""
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                connection.execute("ROLLBACK")

    @property
    def has_server(self) -> bool:
        """Whether the database is on a server."""
        return not isinstance(self.database, Path)

    async def crash(self) -> None:
        """Kill the database's server, and start it again; nothing where there is none."""
        if found := SERVER.get():
            await asyncio.to_thread(found.server.kill)
            await asyncio.sleep(0.5)  # in which the bot meets a server that is not there
            await asyncio.to_thread(found.server.start)
            self.crashes += 1

    def new_id(self) -> int:
        made = int((now().timestamp() - 1_577_836_800) * 1000) << 22
        self._last_id = max(self._last_id + 1, made)
        return self._last_id

    def post_in(self, channels: Sequence[int], due: Sequence[datetime] | datetime) -> list[int]:
        """Let there be a post due in each of the channels, with every channel as often as it is named."""
        moments = [due] * len(channels) if isinstance(due, datetime) else due
        made: list[int] = []
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for channel, moment in zip(channels, moments, strict=True):
                announcement = self._announcement_for(connection, channel)
                made.append(self.new_id())
                connection.execute(
                    "INSERT INTO delivery (id, announcement_id, guild_id, channel_id, forum, occurrence, due_at, state,"
                    " try_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?)",
                    (
                        made[-1], announcement, self.guild_of(channel).id, channel, int(self.is_forum(channel)),
                        str(made[-1]), utc_text(moment), utc_text(moment),
                    ),
                )  # fmt: skip
            connection.execute("COMMIT")
        return made

    def announce(
        self, channels: Sequence[int], due: datetime, *, late: str = "send", rule: str | None = None, text: str = "Due"
    ) -> int:
        """Let there be an announcement that is due at that moment, or by a rule whose next time that is."""
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            made = self._announce(connection, channels, due, late=late, rule=rule, text=text)
            connection.execute("COMMIT")
        return made

    def _announcement_for(self, connection: sqlite3.Connection, channel: int) -> int:
        """The announcement that has been posted in a channel and its neighbours before, and is done."""
        if channel not in self._announcements:
            guild = self.guild_of(channel)
            among = [channel.id for channel in guild.channels]
            first = among.index(channel) // PLACES * PLACES
            together = among[first : first + PLACES]
            made = self._announce(connection, together, now(), done=True, text="What was announced")
            self._announcements.update(dict.fromkeys(together, made))
        return self._announcements[channel]

    def _announce(
        self,
        connection: sqlite3.Connection,
        channels: Sequence[int],
        due: datetime,
        *,
        late: str = "send",
        rule: str | None = None,
        text: str = "",
        done: bool = False,
    ) -> int:
        made, moment, made_at = self.new_id(), utc_text(due), utc_text(now())
        values: Json = {
            "id": made, "guild_id": self.guild_of(channels[0]).id, "kind": "repeat" if rule else "once",
            "state": "done" if done else "active", "text": text, "title": "", "image_url": "", "link": "",
            "late": late, "due_at": None if rule else moment, "rule": rule, "next_due": None if done else moment,
            "starts_on": due.date().isoformat() if rule else None,
            "at_time": due.strftime("%H:%M") if rule else None,
            "made_by": 1, "made_at": made_at, "changed_by": 1, "changed_at": made_at,
        }  # fmt: skip
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO announcement ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        for channel in channels:
            connection.execute(
                "INSERT INTO target (id, announcement_id, channel_id, forum, checked_at) VALUES (?, ?, ?, ?, ?)",
                (self.new_id(), made, channel, int(self.is_forum(channel)), made_at),
            )
        return made

    def store_servers(self) -> None:
        """Let every guild have chosen something, so that there is something to lose."""
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO server (guild_id, changed_at) VALUES (?, ?)",
                [(guild.id, utc_text(now())) for guild in self.guilds],
            )
            connection.execute("COMMIT")

    def left_servers(self) -> int:
        """How many servers the bot is believed to have left."""
        with self.connected() as connection:
            return connection.execute("SELECT COUNT(*) FROM server WHERE left_at IS NOT NULL").fetchone()[0]

    def noted_servers(self) -> int:
        """How many servers the bot is known to be in, and has nothing to say to."""
        with self.connected() as connection:
            return connection.execute("SELECT COUNT(*) FROM membership WHERE greeting = 'done'").fetchone()[0]

    def open_in(self, guilds: Collection[int]) -> int:
        """How many deliveries to these guilds have not become what they will be."""
        with self.connected() as connection:
            waiting = connection.execute("SELECT guild_id FROM delivery WHERE state IN ('waiting', 'sending')")
            return sum(guild in guilds for (guild,) in waiting)

    def guild_of(self, channel: int) -> Guild:
        return self.discord.state.places.guilds[channel]

    def is_forum(self, channel: int) -> bool:
        return self.discord.state.places.channels[channel].type == FORUM

    def rows(self, where: str = "1 = 1") -> list[Row]:
        """The deliveries in the order in which they are to go out."""
        with self.connected() as connection:
            found = connection.execute(
                "SELECT id, channel_id, state, message_id, attempts, doubtful, due_at, reason, first_try_at"
                f" FROM delivery WHERE {where} ORDER BY due_at, id"
            ).fetchall()
        return [Row(*row) for row in found]

    def free_channels(self, *, certain: bool = False) -> int:
        """In how many channels the next post can be claimed at once; ``certain``: and was never tried."""
        moment = utc_text(now())
        heads: dict[int, tuple[str, str, str | None, int]] = {}
        with self.connected() as connection:
            for channel, *head in connection.execute(
                "SELECT channel_id, state, try_at, lease_until, attempts FROM delivery"
                " WHERE state IN ('waiting', 'sending') ORDER BY due_at, id"
            ):
                heads.setdefault(channel, (head[0], head[1], head[2], head[3]))
        return sum(
            ((state == "waiting" and try_at <= moment) or (state == "sending" and (lease or "") <= moment))
            and not (certain and attempts)
            for state, try_at, lease, attempts in heads.values()
        )

    def states(self) -> Counter[str]:
        with self.connected() as connection:
            return Counter(dict(connection.execute("SELECT state, COUNT(*) FROM delivery GROUP BY state").fetchall()))

    def nothing_open(self) -> bool:
        """Whether all that is due was planned, and became what it will be."""
        with self.connected() as connection:
            wanted = (
                "SELECT 1 FROM delivery WHERE state IN ('waiting', 'sending', 'publishing')"
                " UNION ALL SELECT 1 FROM announcement WHERE state = 'active' AND next_due <= ? LIMIT 1"
            )
            return connection.execute(wanted, (utc_text(now()),)).fetchone() is None

    def pass_time(self, seconds: float) -> None:
        """Let it be later for what is not done yet: in the database as for Discord's memory of nonces."""
        self.discord.pass_time(seconds)
        by = timedelta(seconds=seconds)
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for column in ("first_try_at", "lease_until", "try_at"):
                open_rows = connection.execute(
                    f"SELECT id, {column} FROM delivery WHERE state IN ('waiting', 'sending') AND {column} IS NOT NULL"
                ).fetchall()
                for row_id, text in open_rows:
                    earlier = utc_text(datetime.fromisoformat(text) - by)
                    connection.execute(f"UPDATE delivery SET {column} = ? WHERE id = ?", (earlier, row_id))
            connection.execute("COMMIT")

    def logins(self) -> int:
        """How many processes have logged in so far."""
        return sum(call.path == "/users/@me" for call in self.discord.requests)

    def messages(self) -> dict[str, list[Json]]:
        """What the bot has posted by itself, by the reference at its foot."""
        found: dict[str, list[Json]] = defaultdict(list)
        author = str(self.discord.state.application.id)
        for message in self.discord.every_message():
            if message["author"]["id"] == author and "interaction_metadata" not in message:
                for reference in references(message) or [""]:
                    found[reference].append(message)
        return found

    def count_posts(self) -> None:
        """Count from now on how often each post is sent; a test's own hooks go through ``on_arrival``."""
        self.on_arrival(None)

    def on_arrival(self, hook: Callable[[Call], object] | None) -> None:
        """Call this, and await what it returns, whenever a post has reached Discord and is not carried out yet."""

        async def arrived(call: Call) -> None:
            self.posts.update([reference_of(call)])
            if hook is not None:
                waits = hook(call)
                if asyncio.iscoroutine(waits):
                    await waits

        self.discord.moments.arrived = arrived

    def faults(self, *, states: Sequence[str] = ("sent",), ordered: bool = True) -> list[str]:
        """What does not hold: each arrived once and is marked as sent, with its message, in order in its channel."""
        found = self._doubled_or_lost(states)
        if ordered:
            found += self._disordered()
        if isinstance(self.database, Path):
            found += self._damages()
        found += [f"Discord's document: {fault}" for fault in self.discord.schema_faults[:5]]
        found += [f"Discord has no route {route}" for route in self.discord.unknown_routes[:5]]
        return found

    def _damages(self) -> list[str]:
        found: list[str] = []
        with self.connected() as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                found.append("the database is damaged")
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                found.append("the database has rows whose others are missing")
        return found

    def _doubled_or_lost(self, states: Sequence[str]) -> list[str]:
        found: list[str] = []
        messages, rows = self.messages(), self.rows()
        for row in rows:
            posted = messages.pop(row.reference, [])
            wanted = 1 if row.state == "sent" else 0
            if row.state not in states:
                found.append(f"{row.id} is {row.state} ({row.reason})")
            if len(posted) != wanted:
                found.append(f"{row.id} ({row.reference}) is {row.state} and was posted {len(posted)} times")
            elif posted and posted[0]["id"] != str(row.message):
                found.append(f"{row.id} is marked with message {row.message} and is {posted[0]['id']}")
            nonces = {self.discord.nonces.of_message.get(int(message["id"])) for message in posted}
            if posted and not self.is_forum(row.channel) and nonces != {str(row.id)}:
                found.append(f"{row.id} was posted with the nonces {nonces}")
        found += [f"{len(left)} messages bear the strange reference {name!r}" for name, left in messages.items()]
        return found

    def _disordered(self) -> list[str]:
        by_channel: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows("state = 'sent'"):
            by_channel[row.channel].append(row)
        return [
            f"the posts in {channel} are not in order: {[row.id for row in rows]}"
            for channel, rows in by_channel.items()
            if [row.message for row in rows] != sorted(row.message or 0 for row in rows)
        ]


def references(message: Json) -> list[str]:
    """The words at the foot of a message or its embeds that may be references: ten digits or more to the base of 36."""
    embeds: list[Json] = message.get("embeds") or []
    feet = [str(embed["footer"]["text"]) for embed in embeds if embed.get("footer")]
    last = (message.get("content") or "").rpartition("\n")[2]
    feet += [last] if last.startswith("-# ") else []
    words = [word for foot in feet for word in foot.split()]
    return [word for word in words if len(word) >= 10 and word.isalnum() and any(sign.isdigit() for sign in word)]


def reference_of(call: Call) -> str:
    """The reference of what is to be posted."""
    body: Json = call.body.get("message", call.body)
    return next(iter(references(body)), "")


@contextlib.asynccontextmanager
async def ground(
    folder: Path,
    guilds: Sequence[Guild],
    template: Path | None = None,
    *,
    limits: bool = False,
    check: bool = True,
    logs: Path | None = None,
    shards: int = 1,
    at_once: int = 1,
) -> AsyncGenerator[Ground]:
    """A ground of one's own in an empty folder; ``template`` spares it the making of the database.

    The logs are elsewhere if there is a folder for them.
    """
    database: Address = folder / "casefile.db"
    if server := SERVER.get():
        database = await asyncio.to_thread(server.empty)
        await make_database(database)
    elif template is None:
        await make_database(database)
    else:
        shutil.copyfile(template, database)
    async with LoopbackDiscord(
        guilds, limits=limits, check=check, answer_deadline=None, shards=shards, at_once=at_once
    ) as discord:
        yield Ground(discord, database, guilds, folder, logs)
