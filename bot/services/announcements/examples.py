"""What an announcement would post now, for who wants to see it first."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.certainty import known_on
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.ids import Ids
from bot.domain.posts import NewsPost, NothingToPost, Post, PostedFact, WordsPost
from bot.services.posts.content import PostContent
from bot.services.posts.countdowns import steps
from bot.services.posts.news import announced_status
from bot.store.gateways.facts import NewsFilter
from bot.store.store import Store

_DIGEST_OF = timedelta(days=7)
_LATEST = 100
_NO_DAY = "No day lies ahead that it could count down to, so there is nothing to show."
_NOTHING_NEW = "No fact has that status yet; the first that comes to have it is posted."


class Examples:
    def __init__(self, store: Store, telling: PostContent, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._telling = telling
        self._ids = ids
        self._clock = clock

    async def of(self, one: Announcement, zone: ZoneInfo) -> Post | NothingToPost:
        """Its next post with what is known today, or why there is none."""
        now = self._clock()
        match one.kind:
            case AnnouncementKind.ONCE | AnnouncementKind.REPEAT:
                return WordsPost(one.words)
            case AnnouncementKind.NEWS:
                return await self._news(one, now.date())
            case AnnouncementKind.COUNTDOWN:
                coming = sorted(await steps(self._store.reading(), one, zone, now.date()), key=lambda step: step.due_at)
                step = next((step for step in coming if step.due_at > now), None)
                if step is None:
                    return NothingToPost(_NO_DAY)
                return await self._telling.post(one, self._delivery(one, step.key, step.due_at, None))
            case AnnouncementKind.FEED:
                return NothingToPost("What it posts next is what the feed brings next.")
            case AnnouncementKind.DIGEST:
                since = min(one.covered_until or now, now - _DIGEST_OF)
                return await self._telling.post(one, self._delivery(one, now.isoformat(), now, since))

    async def _news(self, one: Announcement, today: date) -> Post | NothingToPost:
        """The latest word that has the status already; it will not be posted, but what comes next looks like it."""
        if one.show is None:
            return NothingToPost(_NOTHING_NEW)
        facts = await self._store.reading().facts.news(one.guild, one.show.id, today, NewsFilter(), _LATEST)
        known = (known for known in known_on(facts, today) if known.certainty.status is announced_status(one))
        latest = next(known, None)
        return NewsPost(one.show, (PostedFact(latest, latest),)) if latest else NothingToPost(_NOTHING_NEW)

    def _delivery(self, one: Announcement, key: str, due_at: datetime, since: datetime | None) -> Delivery:
        """One that is stored nowhere."""
        return Delivery(
            self._ids(), one.id, one.guild, one.places[0].channel if one.places else 0, key, due_at,
            DeliveryState.WAITING, since=since,
        )  # fmt: skip
