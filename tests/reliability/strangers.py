"""Proxies, login pages and Discord itself answer with all that they may; each answer counts for what it is about.

Each case has a channel of its own: its first post, correction or publication meets one answer, once, and another post
waits behind it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from bot.discord_errors import CODES, INVALID_FORM, PLACES, Meaning
from tests.loopback.calls import Reply
from tests.loopback.process import BotProcess
from tests.loopback.strangers import ON_THE_WAY, UNAUTHORIZED, said, wrong
from tests.loopback.world import ANNOUNCEMENT, FORUM, TEXT, Channel, Guild, WireError
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, NotSoError, Row, ground, now, reference_of, until
from tests.reliability.report import Report
from tests.reliability.talking import talk_to_strangers

FINISH_WITHIN = 3 * PATIENCE
EACH = 50
"""So many channels a guild has at most."""
LATER = Channel(930_000_000_000_999_999, "later")
"""A channel with a post that is due a little later: it wakes the bot, which publishes again only once in a minute."""
WAKE_AFTER = timedelta(seconds=10)
HANDLED = "ERROR bot.failures "
UNHANDLED = ("Traceback", "never retrieved", "Unclosed")


class Kind(StrEnum):
    """What meets the answer."""

    POST = "posts"
    POSTED = "posts that were carried out"
    FORUM_POST = "forum posts"
    FORUM_POSTED = "forum posts that were carried out"
    PUBLISHING = "publications"
    CORRECTION = "corrections"


@dataclass(frozen=True, slots=True)
class Case:
    kind: Kind
    name: str
    reply: Reply
    meaning: Meaning
    channel: Channel


def replies() -> Mapping[str, tuple[Reply, Meaning]]:
    """Every answer, with what it means; those about the token are apart."""
    found = {name: (reply, Meaning.WAY) for name, reply in ON_THE_WAY.items()}
    found |= {f"{code}": (said(code), known.meaning) for code, known in CODES.items()}
    forms = {
        "embeds": Meaning.MESSAGE, "message_reference": Meaning.MESSAGE, "nonce": Meaning.MESSAGE,
        "applied_tags": Meaning.CHANNEL, "guild_id": Meaning.SERVER,
    }  # fmt: skip
    for field, meaning in forms.items():
        found[f"{INVALID_FORM} {field}"] = (said(INVALID_FORM, errors=wrong(field, "0")), meaning)
    return {name: each for name, each in found.items() if each[1] is not Meaning.TOKEN}


async def strangers(folder: Path, *, every: int = 1, template: Path | None = None) -> Report:
    """``every``: of all answers only each second, third and so on is tried."""
    tried = dict(list(replies().items())[::every])
    cases = _cases(tried)
    async with ground(folder, _guilds(cases), template) as there:
        report = Report(f"strangers, {len(tried)} answers", started=there.pids)
        try:
            await _post(there, cases, report)
            await _correct(there, cases, report)
            async with there.running(there.bot("talking")) as process:
                report.figures["interactions"] = await talk_to_strangers(there.discord, tried, report.faults)
                _check_log(process, report)
            for name, reply in (("401", UNAUTHORIZED), ("40001", said(40001)), ("50014", said(50014)))[::every]:
                await _refuse_the_token(there, cases[0].channel.id, name, reply, report)
        except (NotSoError, WireError) as error:
            report.faults.append(str(error))
        report.faults += [f"Discord's document: {fault}" for fault in there.discord.schema_faults[:5]]
        report.faults += [f"Discord has no route {route}" for route in there.discord.unknown_routes[:5]]
        return report


def _cases(tried: Mapping[str, tuple[Reply, Meaning]]) -> list[Case]:
    types = {Kind.FORUM_POST: FORUM, Kind.FORUM_POSTED: FORUM, Kind.PUBLISHING: ANNOUNCEMENT}
    made: list[Case] = []
    for kind in Kind:
        for name, (reply, meaning) in tried.items():
            if kind in (Kind.POSTED, Kind.FORUM_POSTED) and name not in ON_THE_WAY:
                continue  # what Discord itself refuses it does not carry out
            number = len(made)
            channel = Channel(930_000_000_000_000_000 + number, f"channel-{number}", 0, types.get(kind, TEXT))
            made.append(Case(kind, name, reply, meaning, channel))
    return made


def _guilds(cases: Sequence[Case]) -> list[Guild]:
    """Guilds whose channels are all for cases of one kind."""
    found: list[Guild] = []
    for kind in Kind:
        channels = [case.channel for case in cases if case.kind is kind]
        for first in range(0, len(channels), EACH):
            found.append(Guild.with_channels(len(found) + 1, channels[first : first + EACH]))
    return [*found, Guild.with_channels(len(found) + 1, [LATER])]


async def _post(there: Ground, cases: Sequence[Case], report: Report) -> None:
    """Let the first post of each channel, or its publication, meet its answer. Corrections come later."""
    for case in cases:
        there.post_in([case.channel.id] * 2, now())
    there.post_in([LATER.id], now() + WAKE_AFTER)
    _publish(there, [case.channel.id for case in cases if case.kind is Kind.PUBLISHING])
    rows = _by_channel(there)
    for case in cases:
        _meet(there, case, rows[case.channel.id][0])
    await _run(there, "posting", report)
    rows = _by_channel(there)
    paused = _paused(there)
    for case in cases:
        first, second = rows[case.channel.id]
        found = _outcome(there, case, first), second.state, case.channel.id in paused
        if found != _expected(case):
            report.faults.append(f"{case.kind}, {case.name}: {found} instead of {_expected(case)} ({first.reason})")
    report.figures |= {str(kind): sum(case.kind is kind for case in cases) for kind in Kind}
    report.figures["states after posting"] = dict(sorted(there.states().items()))
    sent = {row.reference for row in there.rows("state = 'sent'")}
    messages = Counter({reference: len(found) for reference, found in there.messages().items()})
    report.faults += [f"{name} is {count} times in its channel" for name, count in messages.items() if count != 1]
    report.faults += [f"{name} is lost" for name in sent - set(messages)]


def _meet(there: Ground, case: Case, first: Row) -> None:
    path, after = f"/channels/{case.channel.id}/", case.kind in (Kind.POSTED, Kind.FORUM_POSTED)
    if case.kind is Kind.PUBLISHING:
        there.discord.refuse("POST", path, reply=case.reply, concerns=lambda call: call.path.endswith("/crosspost"))
    elif case.kind is not Kind.CORRECTION:
        there.discord.refuse(
            "POST", path, reply=case.reply, after=after,
            concerns=lambda call: call.sends and reference_of(call) == first.reference,
        )  # fmt: skip


def _expected(case: Case) -> tuple[str, str, bool]:
    """How the first and the second post of a case end, and whether posting in its channel is paused."""
    refused = case.meaning not in (Meaning.WAY, Meaning.ARCHIVED)
    if case.kind is Kind.CORRECTION:
        return "sent", "sent", False
    if case.kind is Kind.PUBLISHING:
        stays = case.meaning not in (Meaning.WAY, Meaning.DONE)
        return "sent, not published" if stays else "published", "sent", False
    if case.meaning in PLACES:
        return "failed", "skipped", True
    return "failed" if refused else "sent", "sent", False


def _outcome(there: Ground, case: Case, row: Row) -> str:
    if case.kind is not Kind.PUBLISHING or row.state != "sent":
        return row.state
    with there.connected() as connection:
        published = connection.execute("SELECT published_at FROM delivery WHERE id = ?", (row.id,)).fetchone()[0]
    return "published" if published else "sent, not published"


async def _correct(there: Ground, cases: Sequence[Case], report: Report) -> None:
    """Let the edit of a message meet its answer: it is edited, or replied to, or nothing is left to correct."""
    chosen = [case for case in cases if case.kind is Kind.CORRECTION]
    rows, made = _by_channel(there), dict[int, Row]()
    for case in chosen:
        original = rows[case.channel.id][0]
        (correction, _) = there.post_in([case.channel.id] * 2, now())
        with there.connected() as connection:
            connection.execute("UPDATE delivery SET corrects_id = ? WHERE id = ?", (original.id, correction))
        made[correction] = original
        path = f"/channels/{case.channel.id}/messages/{original.message}"
        there.discord.refuse("PATCH", path, reply=case.reply)
    await _run(there, "correcting", report)
    rows = _by_channel(there)
    for case in chosen:
        original, _, correction, other = rows[case.channel.id]
        found = correction.state
        if found == "sent":
            found = "edited" if correction.message == original.message else "replied to"
        wanted = {Meaning.WAY: "edited", Meaning.GONE: "skipped"}.get(case.meaning, "replied to")
        if (found, other.state) != (wanted, "sent"):
            report.faults.append(f"{case.kind}, {case.name}: {found} instead of {wanted}; then {other.state}")


async def _refuse_the_token(there: Ground, channel: int, name: str, reply: Reply, report: Report) -> None:
    """Discord refuses the token while a post is due: the bot ends and says so, and the post arrives afterwards."""
    (made,) = there.post_in([channel], now())
    there.discord.refuse("POST", f"/channels/{channel}/messages", reply=reply)
    process = there.bot(f"token-{name}")
    await there.start(process)
    code = await process.wait_ended()
    (row,) = there.rows(f"id = {made}")
    if (code, row.state, row.doubtful) != (5, "waiting", 0) or "does not accept the token" not in process.output:
        report.faults.append(f"token, {name}: ended with {code}, the post is {row.state}, in doubt {row.doubtful}")
    _check_log(process, report)
    await _run(there, f"after-{name}", report)
    (row,) = there.rows(f"id = {made}")
    if row.state != "sent":
        report.faults.append(f"token, {name}: afterwards the post is {row.state}")


async def _run(there: Ground, name: str, report: Report) -> None:
    """Run the bot until everything became what it will be."""
    async with there.running(there.bot(name)) as process:
        await until(there.nothing_open, FINISH_WITHIN, f"that everything was done while {name}", every=0.2)
        await asyncio.sleep(0.5)
    _check_log(process, report)


def _check_log(process: BotProcess, report: Report) -> None:
    """Nothing is left unhandled. An answer that Discord refuses as it is may be logged with its traceback."""
    before = ""
    for line in process.output.splitlines():
        if any(sign in line for sign in UNHANDLED) and HANDLED not in before:
            report.faults.append(f"{process.log.name}: {line} (after: {before})")
        before = line


def _by_channel(there: Ground) -> dict[int, list[Row]]:
    """The deliveries of each channel, in the order of their ids."""
    found: dict[int, list[Row]] = {}
    for row in sorted(there.rows(), key=lambda row: row.id):
        found.setdefault(row.channel, []).append(row)
    return found


def _publish(there: Ground, channels: Sequence[int]) -> None:
    with there.connected() as connection:
        for channel in channels:
            connection.execute(
                "UPDATE announcement SET publish = 1"
                " WHERE id IN (SELECT announcement_id FROM target WHERE channel_id = ?)", (channel,)
            )  # fmt: skip


def _paused(there: Ground) -> set[int]:
    with there.connected() as connection:
        return {row[0] for row in connection.execute("SELECT channel_id FROM target WHERE paused = 1")}
