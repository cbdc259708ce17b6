"""Deleting data: of servers that the bot left, of members who ask for it, and what is too old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import first_id_of
from bot.domain.notices import MemberForgotten
from bot.store.database import Gateway, load_queries
from bot.store.gateways.about import changing_heads
from bot.store.gateways.log import MOST_ATTEMPTS
from bot.store.rows import to_utc_text

_sql = load_queries("housekeeping")

# After the heads, in an order in which no row loses what it refers to, and none is deleted uncounted; the server's own
# row is last.
_OF_SERVER = (
    _sql.story_items_of_server,
    _sql.stories_of_server,
    _sql.feed_marks_of_server,
    _sql.feeds_of_server,
    _sql.subscriptions_of_server,
    _sql.feed_turns_of_server,
    _sql.lookups_of_server,
    _sql.looks_of_server,
    _sql.memberships_of_server,
    _sql.boundaries_of_server,
    _sql.seen_of_server,
    _sql.backers_of_server,
    _sql.proposals_of_server,
    _sql.log_lines_of_server,
    _sql.second_looks_of_server,
    _sql.blocked_of_server,
    _sql.typed_of_server,
    _sql.posted_facts_of_server,
    _sql.deliveries_of_server,
    _sql.announcements_of_server,
    _sql.revisions_of_server,
    _sql.batches_of_server,
    _sql.facts_of_server,
    _sql.aliases_of_server,
    _sql.characters_of_server,
    _sql.episodes_of_server,
    _sql.seasons_of_server,
    _sql.people_of_server,
    _sql.sources_of_server,
)
# How each kind of thing is found and deleted; what refers to others comes before what it refers to.
_ORPHANS = (
    (_sql.orphaned_facts, _sql.forget_facts),
    (_sql.orphaned_characters, _sql.forget_characters),
    (_sql.orphaned_episodes, _sql.forget_episodes),
    (_sql.orphaned_seasons, _sql.forget_seasons),
    (_sql.orphaned_people, _sql.forget_people),
    (_sql.orphaned_sources, _sql.forget_sources),
)
KINDS_OF_ORPHANS = range(len(_ORPHANS))
_OF_MEMBER = (
    _sql.unname_revisions,
    _sql.unname_batches,
    _sql.unname_proposals,
    _sql.unname_second_looks,
    _sql.unname_blocks,
    _sql.unname_makers,
    _sql.unname_changers,
    _sql.unname_followers,
    _sql.unname_followers_changes,
    _sql.unname_lookups,
    _sql.forget_typed,
    _sql.forget_watched,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The moments before which things are deleted."""

    drafts: datetime
    imports: datetime
    typed: datetime
    log_lines: datetime
    announcements: datetime
    stories: datetime
    marks: datetime
    lookups: datetime
    web_copies: datetime


class HousekeepingGateway(Gateway):
    async def servers(self) -> frozenset[int]:
        """The servers with anything stored."""
        return frozenset(row["guild"] for row in await _sql.servers(self._executor))

    async def servers_left(self) -> frozenset[int]:
        """The servers that the bot is known to have left."""
        return frozenset(row["guild_id"] for row in await _sql.servers_left(self._executor))

    async def servers_left_by(self, before: datetime) -> tuple[int, ...]:
        """The servers that the bot had left by that moment, the first first."""
        rows = await _sql.servers_left_by(self._executor, before=to_utc_text(before))
        return tuple(row["guild_id"] for row in rows)

    async def set_left(self, guild: int, now: datetime) -> None:
        """Record that the bot is no longer in a server; the first such moment is kept."""
        await _sql.set_left(self._executor, guild=guild, now=to_utc_text(now))

    async def set_back(self, guild: int) -> None:
        """Record that the bot is in a server (again)."""
        await _sql.set_back(self._executor, guild=guild)

    async def forget_server(self, guild: int, before: datetime, most: int) -> bool:
        """Delete up to `most` rows of a server that the bot had left before. Return whether there may be more.

        Rows that belong to a deleted one (a revision's claims) are deleted with it and not counted. The work may stop
        and continue at any time; if the bot came back to the server, nothing is deleted.
        """
        if await _sql.has_left_by(self._executor, guild=guild, before=to_utc_text(before)) is None:
            return False
        most -= await self._forget_heads(guild, most)
        if most <= 0:
            return True
        for delete in _OF_SERVER:
            most -= len(await delete(self._executor, guild=guild, most=most))
            if most <= 0:
                return True
        await _sql.forget_choice_of_show(self._executor, guild=guild)
        if await _sql.shows_of_server(self._executor, guild=guild, most=most):
            return True
        await _sql.forget_server(self._executor, guild=guild)
        return False

    async def _forget_heads(self, guild: int, most: int) -> int:
        facts = [row["fact_id"] for row in await _sql.heads_of_server(self._executor, guild=guild, most=most)]
        async with changing_heads(self._executor, guild, facts):
            await _sql.forget_heads(self._executor, [{"guild": guild, "fact": fact} for fact in facts])
        return len(facts)

    async def tidy(self, kept: Kept, most: int) -> bool:
        """Delete up to `most` rows that are older than `kept`. Return whether there may be more."""
        drafts, imports = to_utc_text(kept.drafts), to_utc_text(kept.imports)
        typed, log_lines = to_utc_text(kept.typed), to_utc_text(kept.log_lines)
        announcements, stories = to_utc_text(kept.announcements), to_utc_text(kept.stories)
        for delete, parameters in (
            (_sql.unsaved_proposals, {"before": drafts}),
            (_sql.unsaved_announcements, {"before": drafts}),
            (_sql.old_deliveries, {"before": announcements}),
            (_sql.ended_announcements, {"before": announcements}),
            (_sql.revisions_of_untaken_batches, {"before": imports}),
            (_sql.untaken_batches, {"before": imports}),
            (_sql.old_typed, {"before": typed}),
            (_sql.old_log_lines, {"before": log_lines, "attempts": MOST_ATTEMPTS}),
            (_sql.rejected_stories, {"before": stories}),
            (_sql.decided_stories, {"before": stories}),
            (_sql.old_marks, {"before": to_utc_text(kept.marks)}),
            (_sql.old_lookups, {"before": to_utc_text(kept.lookups)}),
            (_sql.old_web_copies, {"before": to_utc_text(kept.web_copies)}),
        ):
            most -= len(await delete(self._executor, most=most, **parameters))
            if most <= 0:
                return True
        return False

    async def orphans(self, kind: int, before: datetime, most: int) -> tuple[int, ...]:
        """Servers' own things of one of KINDS_OF_ORPHANS, made before then, that nothing refers to any more."""
        find, _ = _ORPHANS[kind]
        return tuple(row["id"] for row in await find(self._executor, newest=first_id_of(before), most=most))

    async def forget_orphans(self, kind: int, things: Sequence[int]) -> None:
        """Delete these with their names, except those that something refers to again."""
        _, delete = _ORPHANS[kind]
        ids = [{"id": thing} for thing in things]
        await delete(self._executor, ids)
        await _sql.forget_names_of(self._executor, ids)

    async def members(self) -> frozenset[int]:
        """Every member that `forget_member` would find anything about."""
        return frozenset(row["member"] for row in await _sql.members(self._executor))

    async def forget_member(self, user: int, now: datetime) -> None:
        """Replace a member by "a former member" in every server, and delete what concerns only them.

        Suggestions of theirs that wait and that nobody else backs are withdrawn; the others stay, and so do servers'
        decisions to block them.
        """
        await _sql.withdraw_suggestions(self._executor, user=user, now=to_utc_text(now))
        for change in (*_OF_MEMBER, _sql.forget_backer):
            await change(self._executor, user=user)
        self._executor.note(MemberForgotten(user))
