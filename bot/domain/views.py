"""Answers as somebody may see them: nothing else can be rendered."""

from dataclasses import dataclass

from bot.domain.answers import Answer
from bot.domain.boundaries import EVERYTHING, Boundary
from bot.domain.questions import Question
from bot.domain.shield import Shield


@dataclass(frozen=True, slots=True)
class Veil:
    """How far an answer goes, for those who see it. None: as far as there is.

    `has_more`: an episode beyond that has aired. `own` is the boundary of the one who alone sees the answer. `beyond`
    is the question about what lies beyond, where nothing is found and its name was typed in full.
    """

    shield: Shield | None = None
    has_more: bool = False
    own: Boundary | None = None
    beyond: Question | None = None

    @property
    def limit(self) -> Boundary | None:
        """The boundary up to which a card says that something is missing; None if it is missing whatever one knows."""
        return self.shield.upto if self.shield is not None and self.has_more else None


OPEN = Veil()
"""Where nobody has set a boundary."""


@dataclass(frozen=True, slots=True)
class View:
    """An answer that was made from what a veil leaves open of its show."""

    answer: Answer
    veil: Veil


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far answers go in a channel, and how far a member has watched; None: nobody has said.

    `is_chosen`: the channel's boundary was set, and does not only come of the days that a server waits.
    """

    channel: Boundary | None
    own: Boundary | None
    is_chosen: bool = True

    def shield(self, *, is_alone: bool) -> Shield | None:
        """What covers an answer that one alone sees, or all; None if no boundary is set.

        Both boundaries cover. What is marked as a spoiler is in the open where everybody who sees the answer has passed
        it: in a channel only its own boundary says so.
        """
        upto = min((each for each in (self.channel, self.own) if each is not None), default=None)
        if upto is None or (not is_alone and self.channel is None and upto == EVERYTHING):
            return None
        channel_opens = self.channel is not None and self.is_chosen
        return Shield(upto, opens=channel_opens or (is_alone and self.own is not None))

    @property
    def go_to_one_alone(self) -> bool:
        """Whether an answer would cover more than its channel does, and so show all how far the member is."""
        return self.own is not None and self.own < (self.channel or EVERYTHING)
