"""What a post says, whatever it looks like in the end."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.announcements import Words
from bot.domain.facts import Episode, Fact, Known, Show
from bot.domain.feeds import Item
from bot.domain.revisions import ProposalState


@dataclass(frozen=True, slots=True)
class PostedFact:
    """A fact as a post showed it, and as it is now (None: it was taken out of the answers since).

    `revision` is the current one, also where that took the fact out. `later` is the fact that settled or refuted it.
    """

    before: Known
    now: Known | None
    corrected: bool = False
    revision: int = 0
    later: Known | None = None

    @property
    def spoils(self) -> bool:
        """Whether the fact, then or now, gives an episode away."""
        facts = [self.before.fact, *([self.now.fact] if self.now else [])]
        return any(fact.gives_away for fact in facts)


@dataclass(frozen=True, slots=True)
class WordsPost:
    """What a moderator wrote."""

    words: Words


@dataclass(frozen=True, slots=True)
class NewsPost:
    """Facts that reached the announcement's status: one, or many at once (`more` are not listed)."""

    show: Show
    facts: tuple[PostedFact, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class CountdownPost:
    """How many days (0: today) are left to a premiere; `hour`: this is the hour of it.

    `at` is the moment of the premiere, None where its hour is not known.
    """

    show: Show
    season: int
    release: PostedFact
    days: int
    hour: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EpisodesPost:
    """Episodes that are out on a day; `whole`: they are the whole season."""

    show: Show
    season: int
    episodes: tuple[Episode, ...]
    facts: tuple[PostedFact, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class DigestPost:
    """What happened to a show's facts in a stretch of time; of each sort the first few, and how many more there are.

    Facts that were `retired` are shown as they were before.
    """

    show: Show
    since: datetime
    until: datetime
    added: tuple[PostedFact, ...] = ()
    confirmed: tuple[PostedFact, ...] = ()
    denied: tuple[PostedFact, ...] = ()
    retired: tuple[PostedFact, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class LinkPost:
    """An item of a feed. `state` is what moderators decided about its story (OPEN: nothing yet), `fact` what the story
    says, `now` that fact if it is in the answers. `revision` is the one that is shown."""

    item: Item
    fact: Fact
    state: ProposalState
    revision: int
    now: Known | None = None

    @property
    def show(self) -> Show:
        return self.fact.show


@dataclass(frozen=True, slots=True)
class NothingToPost:
    """Why there is nothing to post after all, in words for a moderator."""

    reason: str


Post: TypeAlias = WordsPost | NewsPost | CountdownPost | EpisodesPost | DigestPost | LinkPost
