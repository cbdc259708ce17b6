"""What a clause asks for, by the words in it."""

from dataclasses import replace

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Status
from bot.domain.questions import Question
from bot.language.episode_words import EpisodeWords
from bot.language.questions.asked import Asked
from bot.language.questions.meanings import Course, Wish, Word
from bot.language.questions.needs import NEEDS, Manner
from bot.language.questions.parts import (
    OF_PEOPLE,
    QUESTION_WORDS,
    Parts,
    are_too_many,
    asks_something,
    begins_a_relative,
    begins_with,
    is_everyone,
    is_of_somebody_somewhere,
    is_only_by,
    is_turned,
    job_in,
    of_filming,
    of_its_maker,
    wishes_in,
)
from bot.language.questions.phrases import Mark
from bot.language.questions.places import Place
from bot.language.questions.wished import wished

_CHECKED = (*OF_PEOPLE, Wish.RENEWAL, Wish.DATES, Wish.NEWS, Wish.EPISODES)
"""What can be asked so that yes or no is the answer."""
_BOTH = 2
"""An actor and a role: "so Pip is Bea?"."""


def asked_for(
    parts: Parts, marks: frozenset[Mark], before: Question | None, *, has_question_mark: bool, is_tagged: bool = False
) -> tuple[Asked, ...]:
    """Return all that the parts of a clause may ask for."""
    if Word.MADE in marks:
        marks = of_its_maker(parts, marks)
    if Word.SHOT in marks:
        marks = of_filming(marks)
    wishes = wishes_in(marks)
    if is_only_by(parts, wishes):
        wishes -= {Wish.DIRECTOR}
    draft = _draft(parts, marks)
    if draft is None or Word.EXCLAIMS in marks or is_turned(parts.phrases):
        return ()
    asks = asks_something(parts) or has_question_mark
    is_check = _is_check(parts, marks, wishes, has_question_mark=has_question_mark, is_tagged=is_tagged)
    # "Isn't she in it?" asks whether she is, "she isn't in it, right?" whether she is not.
    is_negated = Word.NOT in marks and not {Word.NOT, Word.VERB} <= begins_with(parts)
    how = Manner(asks, before is not None, marks)
    found: list[Asked] = []
    for wish in wished(wishes, marks, draft, parts, before, is_check=is_check):
        asked = replace(
            draft,
            wish=wish,
            is_check=is_check and wish in _CHECKED,
            is_said=bool(wishes) or Word.WHO in marks,
            is_asked=is_check or bool(marks & QUESTION_WORDS),
        )
        if (whole := NEEDS[wish](asked, how)) is not None:
            found.append(replace(whole, can_be_checked=not is_negated and _can_be_checked(whole, marks)))
    return tuple(dict.fromkeys(found))


def _is_check(
    parts: Parts, marks: frozenset[Mark], wishes: frozenset[Wish], *, has_question_mark: bool, is_tagged: bool
) -> bool:
    """Whether yes or no is the answer."""
    # "Mike Colter pops up in season 3?" asks whether he does.
    is_out_yet = has_question_mark and Word.OUT in marks and bool(parts.places)
    is_of_work = Word.PRESENT in marks or bool(wishes & {Wish.DIRECTOR, Wish.WRITER})
    is_doubted = has_question_mark and is_of_work and is_of_somebody_somewhere(parts, wishes)
    is_doubted = is_doubted or (has_question_mark and wishes == frozenset((Wish.RENEWAL,)) and bool(parts.places))
    is_counted = any(found.place.count is not None for found in parts.places)  # "6 episodes in season 2?"
    is_doubted = is_doubted or (has_question_mark and is_counted and Word.VERB not in marks)
    begins_as_check = bool(begins_with(parts) & {Word.VERB, Word.THERE})
    is_doubted = is_doubted or (has_question_mark and not wishes and Word.VERB in marks and len(parts.names) == _BOTH)
    # "Was it Lena who directed it?" asks whether she did.
    asking = marks & QUESTION_WORDS
    is_relative = set(asking) == {Word.WHO} and begins_a_relative(parts)
    is_cleft = has_question_mark and is_relative and Word.IT in marks  # "so it is Bea who plays Pip?"
    return (is_tagged or is_doubted or is_out_yet or begins_as_check or is_cleft) and (not asking or is_relative)


def _can_be_checked(asked: Asked, marks: frozenset[Mark]) -> bool:
    """Whether what is on record can say yes or no: not to "every episode", nor to who comes back at no named time."""
    if asked.count is not None and asked.wish is not Wish.EPISODES:
        return False
    is_counted = asked.count is not None  # "does season 2 have only three episodes"
    if marks & {Word.BEYOND, Word.MAKING, Word.ANY_DATE} or (Word.ALL in marks and not (asked.women or is_counted)):
        return False
    return not (asked.wish is Wish.CAST and Word.TO_COME in marks and asked.season is None)


def _draft(parts: Parts, marks: frozenset[Mark]) -> Asked | None:
    """Return what the clause is about; None if it names several places, or too many names."""
    seasons = {found.place.season for found in parts.places if found.place.season is not None}
    counts = [found.place.count for found in parts.places if found.place.count is not None]
    episodes = [found.place for found in parts.places if found.place.season is None and found.place.count is None]
    # "Episode 3 of the season 2 finale" names two episodes, "S02E03 in season 2" one.
    if len(seasons) > 1 or len(set(episodes)) > 1 or are_too_many(parts.names) or len(counts) > 1:
        return None
    if Word.OR in marks and sum(span.is_episode for span in parts.names) > 1:
        return None  # "which is longer, Low Water or Ghost Light?"
    season = next(iter(seasons), None)
    place = episodes[0] if episodes else None
    if place is not None and season is not None:
        place, season = _in_season(place, season), None
    course = next((mark for mark in Course if mark in marks), None)
    status = next((mark for mark in (Status.DENIED, *Status) if mark in marks), None)  # "which reports were denied"
    return Asked(
        Wish.SEASON,
        tuple(parts.names),
        season,
        place,
        status,
        job_in(marks),
        everyone=is_everyone(parts, marks) or (Word.EVERYONE in marks and season is not None),
        women=Word.WOMEN in marks,
        is_event=marks.isdisjoint((Word.OUT, Word.ANY_DATE)),
        some=bool(marks & {Word.SOME, Word.THERE}) and Word.ALL not in marks,
        course=course,
        refers=Word.IT in marks,
        is_of_length=Word.LENGTH in marks,
        count=next(iter(counts), None),
    )


def _in_season(place: Place, season: int) -> Place:
    if place.number is not None:
        return Place(code=EpisodeCode(season, place.number))
    if place.position is not None and place.position.season is None:
        return replace(place, position=EpisodeWords(place.position.position, season))
    return place
