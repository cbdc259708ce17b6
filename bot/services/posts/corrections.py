"""What a message must say once facts in it have changed: each fact as it was posted, beside how it is now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement, AnnouncementKind, Occurrence
from bot.domain.certainty import certainty_on
from bot.domain.deliveries import Delivery
from bot.domain.differences import touched
from bot.domain.facts import Known, Show
from bot.domain.posts import CountdownPost, EpisodesPost, NewsPost, NothingToPost, Post, PostedFact
from bot.services.facts.change import known_in
from bot.services.posts.countdowns import AIRED, hour_of
from bot.services.posts.digests import digest_of
from bot.services.posts.news import unlisted_in
from bot.store.store import Gateways


@dataclass(frozen=True, slots=True)
class CorrectedPost:
    """Reads what a message in a channel must say now. `corrected` are the facts that corrections of it are about."""

    gateways: Gateways
    announcement: Announcement
    original: Delivery
    now: datetime
    corrected: frozenset[int]

    async def read(self) -> Post | NothingToPost:
        shown = await self.gateways.deliveries.facts_of(self.original.id)
        found = [await self._first_shown(revision) for _, revision in shown]
        facts = tuple(posted for posted in found if posted)
        show = facts[0].before.fact.show if facts else None
        if show is None:
            return NothingToPost("The facts of the post are no longer on record.")
        match self.announcement.kind:
            case AnnouncementKind.NEWS:
                return NewsPost(show, facts, unlisted_in(self.original.occurrence))
            case AnnouncementKind.DIGEST:
                return await self._digest(show)
            case _ if self.original.occurrence.startswith(AIRED):
                return await self._episodes(show, facts)
            case _:
                return await self._countdown(show, facts[0])

    async def _first_shown(self, revision: int) -> PostedFact | None:
        """Return a fact as the message first showed it, in this revision, beside how it is now."""
        first = await self.gateways.revisions.get(self.original.guild, revision)
        if first is None:
            return None
        days = (self.original.due_at.date(), self.now.date())
        certainty = next((found for day in days if (found := certainty_on(first.fact.claims, day))), None)
        return await self._beside_now(Known(first.fact, certainty)) if certainty else None

    async def _beside_now(self, before: Known) -> PostedFact | None:
        """Return a fact as the message showed it beside how it is now."""
        guild, today = self.original.guild, self.now.date()
        current = await self.gateways.revisions.current(guild, before.fact.id)
        if current is None:
            return None
        now = known_in(current, today)
        corrected = before.fact.id in self.corrected or touched(before, now)
        later: Known | None = None
        if now and now.fact.settled_by is not None:
            settled_by = await self.gateways.revisions.current(guild, now.fact.settled_by)
            later = known_in(settled_by, today) if settled_by else None
        return PostedFact(before, now, corrected, current.id, later)

    async def _countdown(self, show: Show, release: PostedFact) -> Post:
        day, _, step = self.original.occurrence.partition("/")
        zone = ZoneInfo((await self.gateways.servers.get(self.original.guild)).timezone)
        sent = (self.original.sent_at or self.original.due_at).astimezone(zone)
        days = max((date.fromisoformat(day) - sent.date()).days, 0)
        schedule = self.announcement.schedule
        at = hour_of(self.announcement, date.fromisoformat(day), zone) if schedule.at else None
        return CountdownPost(show, _season(release), release, days, step == "0" and at is not None, at)

    async def _episodes(self, show: Show, facts: tuple[PostedFact, ...]) -> Post:
        day = date.fromisoformat(self.original.occurrence.removeprefix(AIRED))
        shown = {episode.id for posted in facts for episode in posted.before.fact.episodes}
        season = _season(facts[0])
        every = await self.gateways.catalogue.episodes(self.original.guild, show.id, season)
        episodes = tuple(episode for episode in every if episode.id in shown or episode.aired == day)
        return EpisodesPost(show, season, episodes, facts, len(every) == len(episodes) > 1)

    async def _digest(self, show: Show) -> Post:
        original = self.original
        occurrence = Occurrence(original.occurrence, original.due_at, original.since)
        digest = await digest_of(self.gateways, self.announcement, occurrence, show)
        sorts = (digest.added, digest.confirmed, digest.denied, digest.retired)
        added, confirmed, denied, retired = [await self._all_beside_now(facts) for facts in sorts]
        # The message says that these were taken out. Only one that is back since then needs a correction.
        retired = tuple(replace(posted, corrected=posted.before.fact.id in self.corrected) for posted in retired)
        return replace(digest, added=added, confirmed=confirmed, denied=denied, retired=retired)

    async def _all_beside_now(self, facts: Iterable[PostedFact]) -> tuple[PostedFact, ...]:
        found = [await self._beside_now(posted.before) for posted in facts]
        return tuple(posted for posted in found if posted)


def _season(release: PostedFact) -> int:
    """Return the season of a release date. Each that is counted down to is of episodes or of a season as a whole."""
    fact = release.before.fact
    return fact.episodes[0].code.season if fact.episodes else fact.seasons[0]
