"""What a clause of a text asks for."""

from dataclasses import dataclass

from bot.domain.facts import Status
from bot.domain.matching import NameMatch, NameRole
from bot.language.episode_words import EpisodeWords, Position
from bot.language.questions.meanings import Course, Wish
from bot.language.questions.places import Place


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a clause that name something: all that they may mean. `is_whole`: they are a whole name.

    `is_title`: they are the title of the show; `is_network`: they are its network's name, which stands for it.
    `is_near`: they only come near the names that match.
    """

    start: int
    stop: int
    typed: str
    matches: tuple[NameMatch, ...] = ()
    is_whole: bool = False
    is_title: bool = False
    is_network: bool = False
    is_near: bool = False

    @property
    def is_episode(self) -> bool:
        """Whether they can only be an episode's title."""
        return bool(self.matches) and all(match.role is NameRole.EPISODE for match in self.matches)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a clause asks for, and about what.

    `names` are in the order of the text. `is_said`: there is a word for what is asked. `is_asked`: it is put as a
    question. `is_check`: yes or no is the answer, if it `can_be_checked`, and `course` is what it supposes of how the
    show goes on. `refers`: a word such as "it" stands for what was asked before. `some`: one woman is enough.
    `is_event`: it is about when something came out, and not about whether it was out. `count` is how many episodes it
    supposes. `is_of_length`: it is about how long an episode is.
    """

    wish: Wish
    names: tuple[Span, ...] = ()
    season: int | None = None
    place: Place | None = None
    status: Status | None = None
    job: str = ""
    is_check: bool = False
    can_be_checked: bool = True
    everyone: bool = False
    women: bool = False
    some: bool = False
    is_event: bool = False
    course: Course | None = None
    refers: bool = False
    is_said: bool = True
    is_asked: bool = False
    count: int | None = None
    is_of_length: bool = False

    @property
    def names_nothing(self) -> bool:
        """Whether it leaves to a word such as "it" what it is about."""
        is_first = self.place == Place(position=EpisodeWords(Position.FIRST))  # "when did it air"
        return self.refers and not self.names and self.season is None and (self.place is None or is_first)

    @property
    def is_of_episode(self) -> bool:
        """Whether it is about an episode."""
        return self.place is not None or any(span.is_episode for span in self.names)
