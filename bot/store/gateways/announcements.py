"""Announcements as they are stored, with the channels that each goes to."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.domain.announcements import (
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Late,
    Place,
    PlaceToCheck,
    Schedule,
    Words,
)
from bot.domain.facts import Status
from bot.domain.notices import AnnouncementsChanged
from bot.store.database import Executor, Row, load_queries
from bot.store.rows import to_moment, to_moment_or_none, to_show, to_utc_text

_sql = load_queries("announcements")


class AnnouncementGateway:
    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def add(self, announcement: Announcement) -> None:
        """Store a new one with its places, each under the id that it bears."""
        await _sql.add(self._executor, **_row(announcement))
        await self._add_places(announcement)
        self._note(announcement)

    async def save(self, announcement: Announcement) -> None:
        """Let a stored one say what this says, with these places in place of those it had."""
        row = _row(announcement)
        for fixed in ("kind", "made_by", "made_at", "replaces", "replaces_version"):
            del row[fixed]
        await _sql.save(self._executor, **row)
        await _sql.forget_targets(self._executor, announcement=announcement.id)
        await self._add_places(announcement)
        self._note(announcement)

    def _note(self, announcement: Announcement) -> None:
        if announcement.state is not AnnouncementState.DRAFT:
            self._executor.note(AnnouncementsChanged(announcement.guild))

    async def _add_places(self, announcement: Announcement) -> None:
        for place in announcement.places:
            await _sql.add_target(
                self._executor,
                id=place.id, announcement=announcement.id, channel=place.channel, forum=int(place.forum),
                paused=int(place.paused), trouble=place.trouble, now=to_utc_text(announcement.changed_at),
            )  # fmt: skip

    async def get(self, guild: int, announcement: int) -> Announcement | None:
        """One of a server's, be it a draft or ended."""
        rows = await _sql.by_id(self._executor, guild=guild, id=announcement)
        return _announcement(rows) if rows else None

    async def listed(self, guild: int, *, most: int, skip: int = 0) -> tuple[Announcement, ...]:
        """A server's without drafts and feeds: those that will be due first, then the paused, then the ended."""
        rows = await _sql.listed(self._executor, guild=guild, most=most, skip=skip)
        found = [await self.get(guild, row["id"]) for row in rows]
        return tuple(one for one in found if one is not None)

    async def live_count(self, guild: int) -> int:
        """How many of a server's wait or are paused, without feeds."""
        return (await _sql.count(self._executor, guild=guild))["standing"] or 0

    async def total(self, guild: int) -> int:
        """How many a server has, without drafts and feeds."""
        return (await _sql.count(self._executor, guild=guild))["all_of_them"] or 0

    async def due(self, now: datetime, most: int, skip: int = 0) -> tuple[tuple[int, int], ...]:
        """Server and id of those that are due, the earliest first."""
        rows = await _sql.due(self._executor, now=to_utc_text(now), most=most, skip=skip)
        return tuple((row["guild_id"], row["id"]) for row in rows)

    async def next_due(self) -> datetime | None:
        """When the next one of any server is due."""
        row = await _sql.next_due(self._executor)
        return to_moment(row["moment"]) if row["moment"] else None

    async def active(self, kind: AnnouncementKind) -> tuple[tuple[int, int], ...]:
        """Server and id of all active ones of a kind."""
        return tuple((row["guild_id"], row["id"]) for row in await _sql.active(self._executor, kind=kind))

    async def following_show(self, guild: int) -> tuple[Announcement, ...]:
        """A server's live announcements about whatever show it has chosen: news and digests."""
        found = [await self.get(guild, row["id"]) for row in await _sql.following_show(self._executor, guild=guild)]
        return tuple(announcement for announcement in found if announcement is not None)

    async def repeating(self, guild: int) -> tuple[int, ...]:
        """The ids of a server's that keep to the clock on its wall."""
        return tuple(row["id"] for row in await _sql.repeating(self._executor, guild=guild))

    async def set_due(self, announcement: int, next_due: datetime | None) -> None:
        """When it is due next (None: not as far as is known)."""
        await _sql.set_due(self._executor, id=announcement, next_due=_moment_text(next_due))

    async def finish(self, announcement: int) -> None:
        """Let it be done, if it will not be due again and nothing of it waits to be sent."""
        await _sql.finish(self._executor, id=announcement)

    async def forget(self, guild: int, announcement: int) -> None:
        """Delete one, with its places and deliveries."""
        await _sql.forget(self._executor, guild=guild, id=announcement)

    async def pause_place(self, announcement: int, channel: int, trouble: str) -> bool:
        """Post nothing more of it there; whether it was going on until now."""
        row = await _sql.pause_target(self._executor, announcement=announcement, channel=channel, trouble=trouble)
        return row is not None

    async def to_check(self, before: datetime, most: int) -> tuple[PlaceToCheck, ...]:
        """Places that were last looked at before that moment, the longest ago first."""
        rows = await _sql.to_check(self._executor, before=to_utc_text(before), most=most)
        return tuple(PlaceToCheck(row["guild_id"], row["announcement_id"], _place(row)) for row in rows)

    async def checked(self, place: int, trouble: str | None, now: datetime) -> None:
        """Note what a look at a place found wrong."""
        await _sql.checked(self._executor, id=place, trouble=trouble, now=to_utc_text(now))


def _row(one: Announcement) -> dict[str, object]:
    schedule, words = one.schedule, one.words
    return {
        "id": one.id, "guild": one.guild, "kind": one.kind, "state": one.state, "version": one.version,
        "replaces": one.replaces, "replaces_version": one.replaces_version,
        "text": words.text, "title": words.title, "image_url": words.image_url, "link": words.link,
        "ping": one.ping, "publish": int(one.publish), "late": one.late,
        "due_at": _moment_text(schedule.due_at), "rule": schedule.rule,
        "starts_on": schedule.starts_on.isoformat() if schedule.starts_on else None,
        "at_time": schedule.at.isoformat("minutes") if schedule.at else None,
        "show": one.show.id if one.show else None, "season": one.season, "status": one.status,
        "episodes": int(one.episodes),
        "next_due": _moment_text(one.next_due), "covered_until": _moment_text(one.covered_until),
        "made_by": one.made_by, "made_at": to_utc_text(one.made_at),
        "changed_by": one.changed_by, "changed_at": to_utc_text(one.changed_at),
    }  # fmt: skip


def _announcement(rows: Sequence[Row]) -> Announcement:
    row = rows[0]
    return Announcement(
        id=row["id"],
        guild=row["guild_id"],
        kind=AnnouncementKind(row["kind"]),
        state=AnnouncementState(row["state"]),
        made_by=row["made_by"],
        made_at=to_moment(row["made_at"]),
        changed_by=row["changed_by"],
        changed_at=to_moment(row["changed_at"]),
        words=Words(row["text"], row["title"], row["image_url"], row["link"]),
        schedule=_schedule(row),
        places=tuple(_place(each) for each in rows if each["target_id"] is not None),
        ping=row["ping_role"],
        publish=bool(row["publish"]),
        late=Late(row["late"]),
        show=to_show(row) if row["show_id"] is not None else None,
        season=row["season"],
        status=Status(row["status"]) if row["status"] else None,
        episodes=bool(row["episodes"]),
        next_due=to_moment_or_none(row["next_due"]),
        covered_until=to_moment_or_none(row["covered_until"]),
        version=row["version"],
        replaces=row["replaces_id"],
        replaces_version=row["replaces_version"],
    )


def _schedule(row: Row) -> Schedule:
    return Schedule(
        due_at=to_moment_or_none(row["due_at"]),
        rule=row["rule"],
        starts_on=date.fromisoformat(row["starts_on"]) if row["starts_on"] else None,
        at=time.fromisoformat(row["at_time"]) if row["at_time"] else None,
    )


def _place(row: Row) -> Place:
    return Place(row["target_id"], row["channel_id"], bool(row["forum"]), bool(row["paused"]), row["trouble"])


def _moment_text(moment: datetime | None) -> str | None:
    return to_utc_text(moment) if moment else None
