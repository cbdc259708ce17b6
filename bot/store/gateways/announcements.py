"""Announcements as they are stored, with the channels that each goes to."""

from collections.abc import Iterable, Sequence
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
from bot.domain.shards import UNDIVIDED, Shards
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import of_shards, to_moment, to_moment_or_none, to_show, to_utc_text

_sql = load_queries("announcements")


class AnnouncementGateway(Gateway):
    async def add(self, announcement: Announcement) -> None:
        """Store a new announcement and its places, under the ids that they have."""
        await _sql.add(self._executor, **_row(announcement))
        await self._add_places(announcement)
        self._note(announcement)

    async def save(self, announcement: Announcement) -> None:
        """Replace what is stored of an announcement, its places too."""
        row = _row(announcement)
        for fixed in ("kind", "made_by", "made_at"):
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
        """A server's announcement, even a draft or an ended one."""
        rows = await _sql.by_id(self._executor, guild=guild, id=announcement)
        return _announcement(rows) if rows else None

    async def listed(self, guild: int, *, most: int, skip: int = 0) -> tuple[Announcement, ...]:
        """A server's announcements without drafts and feeds: by when they are due, then paused, then ended ones."""
        rows = await _sql.listed(self._executor, guild=guild, most=most, skip=skip)
        found = [await self.get(guild, row["id"]) for row in rows]
        return tuple(announcement for announcement in found if announcement is not None)

    async def alike(self, announcement: Announcement) -> tuple[Announcement, ...]:
        """A server's latest announcements of the same kind with the same text and title, without cancelled ones."""
        words, guild = announcement.words, announcement.guild
        rows = await _sql.alike(self._executor, guild=guild, kind=announcement.kind, text=words.text, title=words.title)
        found = [await self.get(guild, row["id"]) for row in rows if row["id"] != announcement.id]
        return tuple(other for other in found if other is not None)

    async def live_count(self, guild: int) -> int:
        """How many of a server's announcements are active or paused, without feeds."""
        return (await _sql.count(self._executor, guild=guild))["live"] or 0

    async def total(self, guild: int) -> int:
        """How many announcements a server has, without drafts and feeds."""
        return (await _sql.count(self._executor, guild=guild))["total"] or 0

    async def due(
        self, now: datetime, most: int, skip: int = 0, mine: Shards = UNDIVIDED
    ) -> tuple[tuple[int, int], ...]:
        """The server and id of each announcement of these shards' servers that is due, the earliest first."""
        rows = await _sql.due(self._executor, now=to_utc_text(now), most=most, skip=skip, **of_shards(mine))
        return tuple((row["guild_id"], row["id"]) for row in rows)

    async def next_due(self, mine: Shards = UNDIVIDED) -> datetime | None:
        """When the next one of any of these shards' servers is due."""
        row = await _sql.next_due(self._executor, **of_shards(mine))
        return to_moment(row["moment"]) if row else None

    async def active(self, kind: AnnouncementKind) -> tuple[tuple[int, int], ...]:
        """The server and id of each active announcement of a kind."""
        return tuple((row["guild_id"], row["id"]) for row in await _sql.active(self._executor, kind=kind))

    async def following_show(self, guild: int) -> tuple[Announcement, ...]:
        """A server's live announcements about whatever show it has chosen: news and digests."""
        found = [await self.get(guild, row["id"]) for row in await _sql.following_show(self._executor, guild=guild)]
        return tuple(announcement for announcement in found if announcement is not None)

    async def repeating(self, guild: int) -> tuple[int, ...]:
        """The ids of a server's announcements that depend on its time zone."""
        return tuple(row["id"] for row in await _sql.repeating(self._executor, guild=guild))

    async def set_due(self, announcement: int, next_due: datetime | None) -> None:
        """Set when it is due next (None: not as far as is known)."""
        await _sql.set_due(self._executor, id=announcement, next_due=_moment_text(next_due))

    async def finish(self, announcement: int) -> None:
        """Mark it as done if it will not be due again and nothing of it waits to be sent."""
        await _sql.finish(self._executor, id=announcement)

    async def forget(self, guild: int, announcement: int) -> None:
        """Delete an announcement with its places and deliveries."""
        await _sql.forget(self._executor, guild=guild, id=announcement)

    async def pause_place(self, announcement: int, channel: int, trouble: str) -> bool:
        """Pause it in a channel. Return False if it was paused there already."""
        row = await _sql.pause_target(self._executor, announcement=announcement, channel=channel, trouble=trouble)
        return row is not None

    async def to_check(self, before: datetime, most: int, mine: Shards = UNDIVIDED) -> tuple[PlaceToCheck, ...]:
        """Places in these shards' servers that were last checked before that moment, the longest ago first."""
        rows = await _sql.to_check(self._executor, before=to_utc_text(before), most=most, **of_shards(mine))
        return tuple(
            PlaceToCheck(row["guild_id"], row["announcement_id"], _place(row), bool(row["live"])) for row in rows
        )

    async def check_no_more(self, places: Iterable[int]) -> None:
        """Leave these places out from now on: their announcements have ended."""
        await _sql.check_no_more(self._executor, [{"id": place} for place in places])

    async def checked(self, place: int, trouble: str | None, now: datetime) -> None:
        """Record that a place was checked, and what is wrong there."""
        await _sql.checked(self._executor, id=place, trouble=trouble, now=to_utc_text(now))


def _row(announcement: Announcement) -> dict[str, object]:
    schedule, words, show = announcement.schedule, announcement.words, announcement.show
    return {
        "id": announcement.id, "guild": announcement.guild, "kind": announcement.kind, "state": announcement.state,
        "version": announcement.version, "replaces": announcement.replaces,
        "replaces_version": announcement.replaces_version,
        "text": words.text, "title": words.title, "image_url": words.image_url, "link": words.link,
        "ping": announcement.ping, "publish": int(announcement.publish), "late": announcement.late,
        "due_at": _moment_text(schedule.due_at), "rule": schedule.rule,
        "starts_on": schedule.starts_on.isoformat() if schedule.starts_on else None,
        "at_time": schedule.at.isoformat("seconds" if schedule.at.second else "minutes") if schedule.at else None,
        "show": show.id if show else None, "season": announcement.season, "status": announcement.status,
        "episodes": int(announcement.episodes),
        "next_due": _moment_text(announcement.next_due), "covered_until": _moment_text(announcement.covered_until),
        "made_by": announcement.made_by, "made_at": to_utc_text(announcement.made_at),
        "changed_by": announcement.changed_by, "changed_at": to_utc_text(announcement.changed_at),
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
