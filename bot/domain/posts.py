"""What a post says, whatever announcement it is of, before it looks like anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.announcements import Words
from bot.domain.facts import Episode, Fact, Known, Show
from bot.domain.feeds import Item
from bot.domain.revisions import ProposalState


@dataclass(frozen=True, slots=True)
class PostedFact:
    """A fact as a post told it, and how it stands now (None: it was taken out of the answers since).

    `revision` is the one that stands now, also where that took the fact out. `later` is what settled or refuted it.
    """

    before: Known
    now: Known | None
    corrected: bool = False
    revision: int = 0
    later: Known | None = None

    @property
    def spoils(self) -> bool:
        """Whether what is told, then or now, gives an episode away."""
        facts = [self.before.fact, *([self.now.fact] if self.now else [])]
        return any(fact.gives_away for fact in facts)


@dataclass(frozen=True, slots=True)
class WordsPost:
    """What a moderator wrote."""

    words: Words


@dataclass(frozen=True, slots=True)
class NewsPost:
    """Facts that came to stand as the moderators wanted to hear of: one, or many at once (`more` are not listed)."""

    show: Show
    facts: tuple[PostedFact, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class CountdownPost:
    """So many days (0: today) to a premiere; `hour`: this is the very hour of it.

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

    Those that were `retired` are told as they stood before that.
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
    """An item of a feed. `state` is what moderators made of the story that it tells (OPEN: nothing yet), `fact` what
    that says, `now` how it stands if it is in the answers. `revision` is the one that is told."""

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
