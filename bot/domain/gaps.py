"""What is not on record and can be suggested: who directed an episode, who plays a character, when something airs."""

from dataclasses import dataclass

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Kind
from bot.domain.ids import base36, from_base36
from bot.domain.questions import Thing, What

_EPISODE = "x"
_MOST = 9999


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing: its kind, its show, and what it is about (None: not said)."""

    kind: Kind
    show: int
    about: EpisodeCode | Thing | None = None

    @property
    def place(self) -> str:
        """The episode or the season that it is about, as a form would have it; "" if it is about neither."""
        if isinstance(self.about, EpisodeCode):
            return str(self.about)
        return f"season {self.about.id}" if self.about and self.about.what is What.SEASON else ""

    @property
    def person(self) -> int | None:
        """The id of the person that it is about."""
        return self._id_of(What.PERSON)

    @property
    def character(self) -> int | None:
        """The id of the character that it is about."""
        return self._id_of(What.CHARACTER)

    def _id_of(self, what: What) -> int | None:
        if not isinstance(self.about, Thing) or self.about.what is not what:
            return None
        return self.about.id if what in _ABOUT[self.kind] else None

    def encode(self) -> str:
        """At most 40 characters of a-z, 0-9, dots and hyphens."""
        about = ""
        if isinstance(self.about, EpisodeCode):
            about = f"{_EPISODE}{base36(self.about.season)}-{base36(self.about.number)}"
        elif self.about:
            about = self.about.encode()
        return f"{self.kind}.{base36(self.show)}.{about}"

    @classmethod
    def decode(cls, text: str) -> "Gap":
        """Read what `encode` wrote. Raises ValueError for anything else."""
        kind, show, about = text.split(".")
        if not about:
            return cls(Kind(kind), from_base36(show))
        if about.startswith(_EPISODE):
            season, number = (from_base36(part) for part in about[1:].split("-"))
            if max(season, number) > _MOST:
                raise ValueError(f"{text!r} is about no episode")
            if Kind(kind) in _NOT_OF_EPISODES:
                raise ValueError(f"{text!r} is about something else")
            return cls(Kind(kind), from_base36(show), EpisodeCode(season, number))
        thing, named = Thing.decode(about), Kind(kind)
        if thing.what not in _ABOUT[named]:
            raise ValueError(f"{text!r} is about something else")
        return cls(named, from_base36(show), thing)


def gap_about(kind: Kind, show: int, about: EpisodeCode | Thing | None) -> Gap:
    """The gap of a kind where an answer was about this; about nothing that facts of the kind say nothing of."""
    if isinstance(about, EpisodeCode):
        return Gap(kind, show, Thing(What.SEASON, about.season) if kind in _NOT_OF_EPISODES else about)
    return Gap(kind, show, about if about and about.what in _ABOUT[kind] else None)


_NOT_OF_EPISODES = (Kind.RENEWAL, Kind.CREW)
_ABOUT = {
    Kind.CAST: (What.SEASON, What.PERSON, What.CHARACTER),
    Kind.DIRECTOR: (What.SEASON, What.PERSON),
    Kind.WRITER: (What.SEASON, What.PERSON),
    Kind.RELEASE: (What.SEASON,),
    Kind.NEWS: (What.SEASON,),
    Kind.RENEWAL: (What.SEASON,),
    Kind.CREW: (What.SEASON, What.PERSON),
}
