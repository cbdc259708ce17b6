"""An approval that is killed: afterwards the suggestion still waits and nothing of it counts, or all of it counts."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import sqlite3
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.ending import cancel
from tests.loopback.answers import Answer
from tests.loopback.components import walk
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.loopback.world import Json
from tests.wire.test_casefile import button, casefile, check_integrity, title, until
from tests.wire.test_moderating import SOURCE, open_suggestion, option, picked

# Around the few milliseconds that an approval takes; None: once it is accepted.
MILLISECONDS = (0, 4, 8, 12, 18, 30, None)
HANDLED = "This was already handled by"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database has about the newest suggestion: its state, and what counts because of it."""

    state: str
    revisions: list[tuple[int, int]]
    head: list[int]
    became: int | None
    claims: list[tuple[object, ...]]
    suggested_claims: list[tuple[object, ...]]
    people: list[str]
    aliases: int
    lines: int
    drafts: int

    @property
    def accepted(self) -> bool:
        return self.state == "accepted"

    def check(self) -> None:
        """All of it counts, or nothing."""
        if not self.accepted:
            assert self.state == "open"
            assert (self.became, self.revisions, self.head, self.aliases, self.lines) == (None, [], [], 0, 0)
            assert self.drafts == 0
            return
        assert self.became is not None
        assert self.revisions == [(self.became, 1)]
        assert self.head == [self.became]
        assert self.claims == self.suggested_claims
        assert self.claims
        assert self.lines == 1
        # A new name is found by each of its words, and run together by each but the last.
        assert self.aliases == (5 if self.people else 0)


_CLAIMS = "SELECT source_id, weight, supports, published, counts_from, via FROM claim WHERE revision_id = ? ORDER BY 1"


def stored(database: Path, newcomer: str | None) -> Stored:
    """Read what there is of the newest suggestion; `newcomer` is the person in it who was not on record."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:

        def rows(query: str, *values: object) -> list[tuple[object, ...]]:
            return connection.execute(query, values).fetchall()

        def numbers(query: str, *values: object) -> list[int]:
            return [int(str(row[0])) for row in rows(query, *values)]

        [(suggestion, state, became, guild, fact)] = connection.execute(
            "SELECT p.revision_id, p.state, p.became_id, p.guild_id, r.fact_id FROM proposal p"
            " JOIN revision r ON r.id = p.revision_id WHERE p.suggested = 1 ORDER BY p.revision_id DESC LIMIT 1"
        ).fetchall()
        current = "SELECT id, number FROM revision WHERE fact_id = ? AND layer = ? AND number IS NOT NULL"
        credited = "SELECT p.name FROM credit c JOIN person p ON p.id = c.person_id WHERE revision_id = ?"
        return Stored(
            state=state,
            revisions=connection.execute(current, (fact, guild)).fetchall(),
            head=numbers("SELECT revision_id FROM head WHERE fact_id = ? AND layer = ?", fact, guild),
            became=became,
            claims=rows(_CLAIMS, became),
            suggested_claims=rows(_CLAIMS, suggestion),
            people=[str(row[0]) for row in rows(credited, became)] if newcomer else [],
            aliases=numbers("SELECT COUNT(*) FROM alias WHERE name = ? AND layer = ?", newcomer, guild)[0],
            lines=numbers("SELECT COUNT(*) FROM log_line WHERE revision_id = ?", became)[0],
            drafts=numbers(
                "SELECT COUNT(*) FROM proposal WHERE carries_out_id = ? AND state <> 'accepted'", suggestion
            )[0],
        )


def is_accepted(database: Path, newcomer: str | None) -> bool:
    return stored(database, newcomer).accepted


async def suggest(discord: LoopbackDiscord, round_: int) -> str | None:
    """A fan suggests something new, or in every other round somebody new for a part; the newcomer's name if any."""
    fan = discord.guilds[0].fan
    if round_ % 2 == 0:
        letters = "".join(chr(ord("a") + (round_ * 7 + n * 11) % 26) for n in range(20))
        answer = await discord.slash("suggest", {"text": f"News of {letters}", "source": SOURCE}, member=fan)
        assert title(answer) == "Thank you"
        return None
    newcomer = f"Newcomer{round_} Von Person"
    answer = await discord.slash("director", {"of": f"S01E{round_:02}"}, member=fan)
    listed = await discord.press(answer, button(answer, "Suggest a correction"), member=fan)
    form = await discord.select(listed, *picked(option(listed, "directed")), member=fan)
    made = await discord.submit_modal(form, {"people": newcomer, "source": SOURCE})
    assert title(made) == "Thank you"
    return newcomer


@contextlib.asynccontextmanager
async def approving(discord: LoopbackDiscord, card: Json) -> AsyncGenerator[None]:
    """A moderator presses, and may never get an answer."""
    pressed = asyncio.create_task(press(discord, card))
    try:
        yield
    finally:
        await cancel(pressed)


async def press(discord: LoopbackDiscord, card: Json) -> Answer:
    approve = next(part["custom_id"] for part in walk(card["components"]) if part.get("label") == "Approve")
    # Each press is on the card as it was, whatever has happened to it on the moderator's screen.
    return await discord.press(copy.deepcopy(card), approve, member=discord.guilds[0].moderator)


@contextlib.contextmanager
def locked(database: Path) -> Generator[sqlite3.Connection]:
    """Another program in the middle of a write, which it rolls back in the end."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")


async def opened(discord: LoopbackDiscord) -> Json:
    """The suggestion's card as the moderator sees it."""
    card = await open_suggestion(discord)
    assert card.message is not None
    return copy.deepcopy(card.message)


async def approve_again(discord: LoopbackDiscord, card: Json, database: Path, newcomer: str | None) -> None:
    """After a restart: it works or was done, and another press finds it done."""
    before = stored(database, newcomer)
    again = await press(discord, card)
    if before.accepted:
        assert again.content.startswith(HANDLED)
    else:
        assert title(again) in ("Added", "Saved")
    assert (await press(discord, card)).content.startswith(HANDLED)
    after = stored(database, newcomer)
    assert after.accepted
    after.check()
    if before.accepted:
        assert after == before


async def killed(process: BotProcess, database: Path, newcomer: str | None) -> Stored:
    """End the bot at once and look at what is left."""
    await process.kill()
    left = stored(database, newcomer)
    check_integrity(database)
    left.check()
    return left


async def test_killed_at_any_moment_an_approval_is_whole_or_never_was(discord: LoopbackDiscord, database: Path) -> None:
    guild = discord.guilds[0]
    seen: dict[bool, list[int | None]] = {True: [], False: []}
    async with casefile(discord, database) as process:
        await discord.slash("setup log", {"channel": guild.channels[0]}, member=guild.moderator)
        for round_, milliseconds in enumerate(MILLISECONDS):
            newcomer = await suggest(discord, round_)
            card = await opened(discord)
            async with approving(discord, card):
                if milliseconds is None:
                    await until(partial(is_accepted, database, newcomer))
                else:
                    await asyncio.sleep(milliseconds / 1000)
                left = await killed(process, database, newcomer)
            seen[left.accepted].append(milliseconds)
            await process.start()
            await approve_again(discord, card, database, newcomer)
    print(f"Whole after {seen[True]} ms, nothing after {seen[False]} ms.")
    assert MILLISECONDS[-1] in seen[True]
    assert MILLISECONDS[0] in seen[False]
    check_integrity(database)


@pytest.mark.parametrize("milliseconds", [0, 3, 8, 20])
async def test_killed_as_the_database_becomes_free_an_approval_is_whole_or_never_was(
    discord: LoopbackDiscord, database: Path, milliseconds: int
) -> None:
    guild = discord.guilds[0]
    async with casefile(discord, database) as process:
        await discord.slash("setup log", {"channel": guild.channels[0]}, member=guild.moderator)
        newcomer = await suggest(discord, 7)
        card = await opened(discord)
        with locked(database) as other:
            async with approving(discord, card):
                await asyncio.sleep(0.2)
                assert not stored(database, newcomer).accepted
                other.execute("ROLLBACK")
                await asyncio.sleep(milliseconds / 1000)
                await killed(process, database, newcomer)
        await process.start()
        await approve_again(discord, card, database, newcomer)


async def test_killed_while_another_program_writes_an_approval_never_was(
    discord: LoopbackDiscord, database: Path
) -> None:
    async with casefile(discord, database) as process:
        newcomer = await suggest(discord, 7)
        card = await opened(discord)
        with locked(database):
            async with approving(discord, card):
                await asyncio.sleep(0.3)
                await process.kill()
        check_integrity(database)
        left = stored(database, newcomer)
        assert left.state == "open"
        await process.start()
        assert title(await press(discord, card)) == "Saved"
        assert stored(database, newcomer).accepted


async def test_two_who_approve_at_once_make_one_revision(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database):
        newcomer = await suggest(discord, 7)
        card = await opened(discord)
        both = await asyncio.gather(press(discord, card), press(discord, card))
        assert sorted(answer.content.startswith(HANDLED) for answer in both) == [False, True]
    left = stored(database, newcomer)
    assert left.accepted
    assert len(left.revisions) == 1
