"""What was made of a question in words."""

from dataclasses import dataclass

from bot.domain.answers import Answer
from bot.domain.facts import Show
from bot.domain.questions import Question
from bot.domain.yes_or_no import Checked


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that was understood, with its answer.

    `topic` is a word for what it asks, such as "release date". `checked` is the answer to a question that can be
    answered with yes or no.
    """

    topic: str
    answer: Answer
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """A text that can be read as several questions, each with a word for what it asks."""

    show: Show
    questions: tuple[tuple[str, Question], ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A text that is none of the questions that can be answered. `show` is None if the server has none."""

    show: Show | None


Heard = Understood | Either | NotUnderstood
