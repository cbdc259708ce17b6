"""Finding the one announcement that a moderator means, by any words of it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcement_views import Described
from bot.domain.announcements import MOST_ANNOUNCEMENTS
from bot.domain.ids import from_base36
from bot.domain.names import fold
from bot.errors import BadInput, UserError
from bot.services.access import Caller, require_moderator
from bot.services.announcements.drafts import GONE, on_record
from bot.services.announcements.form import rule_in_words
from bot.services.announcements.inspection import LIVE
from bot.store.store import Gateways, Store

_MOST_CHOICES = 25
_MOST_WORDS = 6
_LONGEST = 200


class AnnouncementSearch:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def complete(self, caller: Caller, text: str, *, ended: bool = False) -> list[Described]:
        """Up to 25 announcements with all the typed words, and none for who is no moderator."""
        try:
            gateways = self._store.reading()
            server = await require_moderator(gateways, caller)
        except UserError:
            return []
        found = await self._matches(gateways, caller, text[:_LONGEST], server.timezone)
        return [one for one in found if ended or one.announcement.state in LIVE][:_MOST_CHOICES]

    async def resolve(self, caller: Caller, text: str) -> int:
        """The announcement that was picked, or the only one with all the typed words.

        Of several, those that have ended count only where all have. Raises NotModerator and BadInput.
        """
        gateways = self._store.reading()
        server = await require_moderator(gateways, caller)
        if (picked := await self._picked(gateways, caller, text)) is not None:
            return picked
        if not text.strip():
            raise BadInput(GONE)
        found = await self._matches(gateways, caller, text[:_LONGEST], server.timezone)
        live = [one for one in found if one.announcement.state in LIVE] or found
        if len(live) == 1:
            return live[0].announcement.id
        if live:
            raise BadInput(f"{len(live)} announcements have these words. Pick one from the list, or type more.")
        raise BadInput(
            f"No announcement with “{text.strip()[:60]}” is on record here. Type a word of it, its kind or its day; "
            "/announce list shows them all."
        )

    async def _picked(self, gateways: Gateways, caller: Caller, text: str) -> int | None:
        try:
            return (await on_record(gateways, caller, from_base36(text.strip()))).id
        except (ValueError, BadInput):
            return None

    async def _matches(self, gateways: Gateways, caller: Caller, text: str, zone: str) -> list[Described]:
        words = fold(text).split()[:_MOST_WORDS] if text.strip() else []
        listed = await gateways.announcements.listed(caller.guild, most=MOST_ANNOUNCEMENTS)
        described = [Described(one, zone, rule_in_words(one)) for one in listed]
        return [one for one in described if _has(one, words)]


def _has(described: Described, words: list[str]) -> bool:
    """Whether each typed word begins one of the announcement's."""
    own = _words_of(described)
    return all(any(one.startswith(word) for one in own) for word in words)


def _words_of(described: Described) -> list[str]:
    one = described.announcement
    due = one.next_due.astimezone(ZoneInfo(described.zone)) if one.next_due else None
    parts = [
        one.kind,
        one.state,
        one.words.title,
        one.words.text,
        described.rule,
        f"season {one.season} s{one.season}" if one.season is not None else "",
        one.show.title if one.show else "",
        one.status or "",
        f"{due:%Y-%m-%d %A} {due.day} {due:%B %H:%M}" if due else "",
    ]
    return fold(" ".join(parts)).split()
