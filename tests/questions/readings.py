"""How a question should be understood, in words, and how it was.

A reading is "TOPIC THING [season N] [STATUS] [as of YYYY-MM-DD]", such as `cast Trish Walker season 2`,
`director S02E07`, `crew composer` or `season 2 as of 2016-12-31`. `which` means that it asks back, and `nothing` that
it was not understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.answers import (
    Answer,
    CastAnswer,
    CastList,
    CrewAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NewsAnswer,
    NextAnswer,
    NoMatch,
    PersonCredits,
    SeasonAnswer,
    SeasonCredits,
    SynopsisAnswer,
    Which,
)
from bot.domain.in_words import Either, Heard, NotUnderstood, Understood
from bot.domain.yes_or_no import Says

NOTHING, WHICH, NOT_FOUND, REFUSED = "nothing", "which", "not found", "refused"
_SAYS = {
    Says.YES: "yes",
    Says.RUMOURED: "yes",
    Says.NO: "no",
    Says.NOBODY: "nobody has said",
    Says.NOT_ON_RECORD: "not on record",
    Says.NEWS: "",
}


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a question: all its readings in words, what it says to yes or no, and whether it is a card."""

    readings: tuple[str, ...]
    says: str = ""
    is_card: bool = False


def made_of(heard: Heard) -> Made:
    """What was made of a question."""
    match heard:
        case NotUnderstood():
            return Made((NOTHING,))
        case Either():
            return Made((WHICH,))
        case Understood(answer=Which()):
            return Made((WHICH,))
        case Understood(answer=NoMatch()):
            # Nothing of that name is on record, and the answer says so.
            return Made((NOT_FOUND, NOTHING))
        case Understood():
            says = _SAYS[heard.checked.says] if heard.checked else ""
            return Made(tuple(_readings(heard)), says, is_card=True)


def is_right(made: Made, wanted: Sequence[str], says: str = "") -> bool:
    """Whether a question was understood in one of the wanted ways, and says what it should to yes or no."""
    return _is_read(made, wanted) and (not says or says == made.says)


def is_made_up(made: Made, wanted: Sequence[str]) -> bool:
    """Whether a card about something else answers the question."""
    return made.is_card and not _is_read(made, wanted)


def _is_read(made: Made, wanted: Sequence[str]) -> bool:
    # A question rests on names that are found, so that one about nobody is as well not understood.
    kept = {NOTHING if reading == NOT_FOUND else reading for reading in wanted}
    return not {_parts(reading) for reading in made.readings}.isdisjoint(map(_parts, kept))


def _parts(reading: str) -> tuple[str, ...]:
    """The words of a reading; a status may stand before or behind the day."""
    return tuple(sorted(reading.lower().split()))


def _readings(heard: Understood) -> list[str]:
    question = heard.answer.question
    day = f" as of {question.day}" if question.day else ""
    readings = [f"{what}{day}" for what in _about(heard.topic, heard.answer)]
    # Others who share the name are offered as buttons.
    return [*readings, WHICH] if heard.answer.read_as and heard.answer.read_as.others else readings


def _about(topic: str, answer: Answer) -> list[str]:
    question = answer.question
    season = "" if question.season is None else f" season {question.season}"
    match answer:
        case CastAnswer():
            return [f"{topic} {answer.who.name}{season}"]
        case CastList():
            return [f"{topic} everyone{season}"]
        case PersonCredits():
            return [f"{topic} {answer.person.name}{season}"]
        case EpisodeCredits() | EpisodeAnswer() | SynopsisAnswer():
            return [f"{topic} {answer.episode.code}"]
        case SeasonCredits() | EpisodesAnswer():
            return [f"{topic} season {answer.season}"]
        case SeasonAnswer():
            return [f"season {answer.season}", f"{topic} season {answer.season}"]
        case NewsAnswer():
            status = f" {question.status}" if question.status else ""
            return [f"{topic}{f' {answer.about}' if answer.about else ''}{season}{status}"]
        case NextAnswer():
            return [topic]
        case CrewAnswer():
            return [f"crew{f' {answer.job}' if answer.job else ''}{season}"]
        case Which() | NoMatch():
            raise AssertionError(answer)
