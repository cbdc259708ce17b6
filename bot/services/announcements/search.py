"""Finding an announcement: by its id, or by any words that a moderator types."""

from zoneinfo import ZoneInfo

from bot.domain.announcement_views import Described
from bot.domain.announcements import MOST_ANNOUNCEMENTS, Announcement, AnnouncementKind, AnnouncementState
from bot.domain.ids import from_base36
from bot.domain.names import each_begins, fold
from bot.domain.text import quoted
from bot.errors import BadInput, UserError
from bot.services.access import Caller, require_moderator
from bot.services.announcements.form import rule_in_words
from bot.services.announcements.inspection import LIVE
from bot.services.kit import Service
from bot.store.store import Gateways

GONE = "That announcement is not on record here. Pick one from the list, or see them all with /announce list."
OVER = "That announcement has ended, so it can't be changed any more. Make a new one with /announce."
_MOST_CHOICES = 25
_MOST_WORDS = 6
_LONGEST = 200
_REFERENCE = 10  # no shorter text is the reference of a post


class AnnouncementSearch(Service):
    async def complete(self, caller: Caller, text: str, *, ended: bool = False) -> list[Described]:
        """Return up to 25 announcements with all the typed words; none for a caller who is not a moderator."""
        try:
            gateways = self._store.reading()
            server = await require_moderator(gateways, caller)
        except UserError:
            return []
        found = await self._matches(gateways, caller, text[:_LONGEST], server.timezone)
        return [described for described in found if ended or described.announcement.state in LIVE][:_MOST_CHOICES]

    async def resolve(self, caller: Caller, text: str) -> int:
        """Return the id of the announcement that was picked, or of the only one with all the typed words.

        Of several, those that have ended are left out unless all have. Raises NotModerator and BadInput.
        """
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        if (picked := await self._picked(gateways, caller, text)) is not None:
            return picked
        if not text.strip():
            raise BadInput(GONE)
        found = await self._matches(gateways, caller, text[:_LONGEST], server.timezone)
        live = [described for described in found if described.announcement.state in LIVE] or found
        if len(live) == 1:
            return live[0].announcement.id
        if live:
            raise BadInput(f"{len(live)} announcements have these words. Pick one from the list, or type more.")
        raise BadInput(
            f"No announcement with {quoted(text, 60)} is on record here. Type a word of it, its kind or its day; "
            "/announce list shows them all."
        )

    async def _picked(self, gateways: Gateways, caller: Caller, text: str) -> int | None:
        """Return the id of the announcement with this id, or of the one that posted what has this reference."""
        try:
            id_ = from_base36(text.strip())
            posted = await gateways.deliveries.get(caller.guild, id_) if len(text.strip()) >= _REFERENCE else None
            return (await on_record(gateways, caller, posted.announcement if posted else id_)).id
        except (ValueError, BadInput):
            return None

    async def _matches(self, gateways: Gateways, caller: Caller, text: str, zone: str) -> list[Described]:
        words = fold(text).split()[:_MOST_WORDS] if text.strip() else []
        listed = await gateways.announcements.listed(caller.guild, most=MOST_ANNOUNCEMENTS)
        described = (Described(announcement, zone, rule_in_words(announcement)) for announcement in listed)
        return [found for found in described if each_begins(words, _words_of(found))]


async def on_record(gateways: Gateways, caller: Caller, announcement: int) -> Announcement:
    """Return an announcement that /announce lists. Raises BadInput for drafts, and for those of feeds."""
    found = await gateways.announcements.get(caller.guild, announcement)
    if found is None or found.state is AnnouncementState.DRAFT or found.kind is AnnouncementKind.FEED:
        raise BadInput(GONE)
    return found


async def live_on_record(gateways: Gateways, caller: Caller, announcement: int) -> Announcement:
    """Return an announcement that /announce lists and that has not ended. Raises BadInput."""
    found = await on_record(gateways, caller, announcement)
    if found.state not in LIVE:
        raise BadInput(OVER)
    return found


def _words_of(described: Described) -> list[str]:
    announcement = described.announcement
    due = announcement.next_due.astimezone(ZoneInfo(described.zone)) if announcement.next_due else None
    parts = [
        announcement.kind,
        announcement.state,
        announcement.words.title,
        announcement.words.text,
        described.rule,
        f"season {announcement.season} s{announcement.season}" if announcement.season is not None else "",
        announcement.show.title if announcement.show else "",
        announcement.status or "",
        f"{due:%Y-%m-%d %A} {due.day} {due:%B %H:%M}" if due else "",
    ]
    return fold(" ".join(parts)).split()
