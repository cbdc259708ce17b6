"""Names that a text has in full, letter by letter: only so is a name found that a boundary covers."""

from dataclasses import replace

from bot.domain.answers import (
    Answer,
    CastAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    Missing,
    NewsAnswer,
    NoMatch,
    PersonCredits,
    SynopsisAnswer,
)
from bot.domain.in_words import Understood
from bot.domain.names import fold, spellings
from bot.domain.questions import Question, Topic, What

_MISSING = {Topic.CAST: Missing.CAST, Topic.DIRECTOR: Missing.DIRECTOR, Topic.WRITER: Missing.WRITER}


def question_spelt_out(text: str, answer: Answer) -> Question | None:
    """Return the question of an answer, if the text has the whole name that the answer is about."""
    name = _name(answer)
    if name is None or answer.question.thing is None:
        return None
    typed = f" {fold(text)} "
    return answer.question if any(f" {key} " in typed for key in spellings(name)) else None


def is_about_an_episode(question: Question) -> bool:
    """Whether a question is about an episode: whose title is covered is still known by its code."""
    return question.thing is not None and question.thing.what is What.EPISODE


def not_found(heard: Understood) -> Understood:
    """Return a question in words as if what it is about were not on record."""
    answer = heard.answer
    missing = _MISSING.get(answer.question.topic, Missing.ABOUT)
    nothing = NoMatch(replace(answer.question, thing=None), answer.show, missing, _name(answer) or "")
    return Understood(heard.topic, nothing)


def _name(answer: Answer) -> str | None:
    """Return the name of who or what an answer is about."""
    match answer:
        case CastAnswer():
            return answer.who.name
        case PersonCredits():
            return answer.person.name
        case EpisodeAnswer() | EpisodeCredits() | SynopsisAnswer():
            return answer.episode.title
        case NewsAnswer():
            return answer.title or answer.about
        case _:
            return None
