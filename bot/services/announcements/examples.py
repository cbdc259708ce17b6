"""What an announcement would post now, for moderators who want to see it first."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, Occurrence
from bot.domain.boundaries import EVERYTHING
from bot.domain.certainty import known_on
from bot.domain.posts import NewsPost, NothingToPost, Post, PostedFact, WordsPost
from bot.domain.text import escape
from bot.services.kit import Kit, Service
from bot.services.posts.content import PostContent
from bot.services.posts.countdowns import steps
from bot.services.posts.news import announced_status
from bot.store.gateways.facts import NewsFilter

_WRITTEN = (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)
_DIGEST_OF = timedelta(days=7)
_LATEST = 100
_NO_DAY = "There is no date ahead to count down to, so there is nothing to show."
_NOTHING_NEW = "No fact has that status yet. The first one to get it is posted."


class Examples(Service):
    def __init__(self, kit: Kit, content: PostContent) -> None:
        super().__init__(kit)
        self._content = content

    async def covered(self, announcement: Announcement) -> tuple[str, ...]:
        """Return in which channels a post leaves out what lies beyond their boundaries, which an example shows."""
        show = announcement.show
        if show is None or announcement.kind in _WRITTEN:
            return ()
        channels = [place.channel for place in announcement.places]
        found = {each: await self._content.shield_in(announcement.guild, each, show) for each in channels}
        return tuple(
            f"In <#{channel:d}> a post leaves out what lies beyond {escape(str(shield.upto))}, its spoiler boundary. "
            "The example doesn't."
            for channel, shield in found.items()
            if shield is not None and shield.upto != EVERYTHING
        )

    async def of(self, announcement: Announcement, zone: ZoneInfo) -> Post | NothingToPost:
        """Return an announcement's next post with what is known today, or why there is none."""
        now = self._clock()
        match announcement.kind:
            case AnnouncementKind.ONCE | AnnouncementKind.REPEAT:
                return WordsPost(announcement.words)
            case AnnouncementKind.NEWS:
                return await self._news(announcement, now.date())
            case AnnouncementKind.COUNTDOWN:
                coming = await steps(self._store.reading(), announcement, zone, now.date())
                step = next((step for step in coming if step.due_at > now), None)
                return await self._content.example(announcement, step) if step else NothingToPost(_NO_DAY)
            case AnnouncementKind.FEED:
                return NothingToPost("What it posts next is what the feed brings next.")
            case AnnouncementKind.DIGEST:
                since = min(announcement.covered_until or now, now - _DIGEST_OF)
                return await self._content.example(announcement, Occurrence(now.isoformat(), now, since))

    async def _news(self, announcement: Announcement, today: date) -> Post | NothingToPost:
        """Return the latest fact that has the status already. It won't be posted, but the next post looks like it."""
        if announcement.show is None:
            return NothingToPost(_NOTHING_NEW)
        facts = await self._store.reading().facts.news(
            announcement.guild, announcement.show.id, today, NewsFilter(), _LATEST
        )
        wanted = announced_status(announcement)
        latest = next((known for known in known_on(facts, today) if known.certainty.status is wanted), None)
        return NewsPost(announcement.show, (PostedFact(latest, latest),)) if latest else NothingToPost(_NOTHING_NEW)
