"""A question whose names have been found: what a button carries so that it can be asked again after a restart."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from bot.domain.facts import Status
from bot.domain.ids import base36, from_base36

_EPOCH = date(1900, 1, 1)
_MOST_PAGES = 1_000_000


class Topic(StrEnum):
    """What a question is about; one letter, since Discord gives a button's custom id 100 characters."""

    CAST = "c"
    DIRECTOR = "d"
    EPISODE = "e"
    SEASON = "s"
    NEWS = "n"
    WRITER = "w"
    NEXT = "x"
    SYNOPSIS = "y"
    EPISODES = "l"
    CREW = "j"


class What(StrEnum):
    """The sort of thing that a name may mean."""

    EVERYONE = "a"
    PERSON = "p"
    CHARACTER = "c"
    EPISODE = "e"
    SEASON = "s"
    FACT = "f"
    JOB = "j"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a question names: its sort and id, the number of a season, or that of a job in `JOBS`."""

    what: What
    id: int = 0

    def encode(self) -> str:
        """The letter of its sort and its id, as short as it goes."""
        return f"{self.what}{base36(self.id)}"

    @classmethod
    def decode(cls, text: str) -> Self:
        """Read what `encode` wrote. Raises ValueError."""
        return cls(What(text[:1]), from_base36(text[1:]))


EVERYONE = Thing(What.EVERYONE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with every name found. `show` is None for the server's own, `day` for today; `page` and `source_page`,
    that of the list of who said so, count from 0."""

    topic: Topic
    show: int | None
    thing: Thing | None = None
    season: int | None = None
    day: date | None = None
    status: Status | None = None
    page: int = 0
    source_page: int = 0

    def at(self, page: int) -> "Question":
        """The same question, at another page of its answer."""
        return replace(self, page=page)

    def at_sources(self, page: int) -> "Question":
        """The same question, at another page of its sources."""
        return replace(self, source_page=page)

    def about(self, thing: Thing) -> "Question":
        """The same question, about this thing."""
        return replace(self, thing=thing)

    def of_season(self, season: int) -> "Question":
        """The same question about a season of the show; of an episode, what is known of its season."""
        asked = replace(self, thing=None, season=None, page=0, source_page=0)
        match self.topic:
            case Topic.CAST:
                return replace(asked, thing=EVERYONE, season=season)
            case Topic.DIRECTOR | Topic.WRITER | Topic.EPISODES:
                return asked.about(Thing(What.SEASON, season))
            case Topic.NEWS:
                return replace(asked, season=season)
            case Topic.CREW:
                return replace(asked, thing=self.thing, season=season)
            case Topic.EPISODE | Topic.SYNOPSIS | Topic.SEASON | Topic.NEXT:
                return replace(asked, topic=Topic.SEASON, season=season)

    def encode(self) -> str:
        """At most 64 characters of a-z, 0-9 and dots."""
        fields = (
            self.topic,
            base36(self.show or 0),
            self.thing.encode() if self.thing else "",
            "" if self.season is None else base36(self.season),
            "" if self.day is None else base36((self.day - _EPOCH).days),
            "" if self.status is None else str(list(Status).index(self.status)),
            base36(self.page),
            base36(self.source_page),
        )
        return ".".join(fields)

    @classmethod
    def decode(cls, text: str) -> "Question":
        """Read what `encode` wrote. Raises ValueError for anything else."""
        try:
            topic, show, thing, season, day, status, page, source_page = text.split(".")
            if max(from_base36(page), from_base36(source_page), from_base36(season or "0")) > _MOST_PAGES:
                raise ValueError(f"{text!r} asks for more than any answer has")
            return cls(
                Topic(topic),
                from_base36(show) or None,
                Thing.decode(thing) if thing else None,
                from_base36(season) if season else None,
                _EPOCH + timedelta(days=from_base36(day)) if day else None,
                list(Status)[int(status)] if status else None,
                from_base36(page),
                from_base36(source_page),
            )
        except (IndexError, OverflowError) as error:
            raise ValueError(f"{text!r} is not a question") from error
