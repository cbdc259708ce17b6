"""Which wishes the words of a clause leave, where several are possible."""

from collections.abc import Sequence

from bot.domain.facts import Status
from bot.domain.matching import NameRole
from bot.domain.questions import Question, What
from bot.language.episode_words import EpisodeWords, Position
from bot.language.questions.asked import Asked, Span
from bot.language.questions.meanings import Course, Wish, Word
from bot.language.questions.parts import (
    OF_PEOPLE,
    QUESTION_WORDS,
    Parts,
    ends_with_about,
    is_inside_a_title,
    is_of_cast,
    names_renewal,
)
from bot.language.questions.phrases import Mark

_SOMEBODY = (What.PERSON, What.CHARACTER)
_CREDITS = ((Wish.DIRECTOR, NameRole.DIRECTOR), (Wish.WRITER, NameRole.WRITER))
_NOT_BESIDES = (*OF_PEOPLE, Wish.SYNOPSIS, Wish.EPISODE)
"""What a word such as "with" or "new" asks to know more of than is on record."""


def wished(
    wishes: frozenset[Wish],
    marks: frozenset[Mark],
    draft: Asked,
    parts: Parts,
    before: Question | None,
    *,
    is_check: bool,
) -> list[Wish]:
    """Return what is asked for: several wishes if the clause has words for each."""
    found = _all_wished(wishes, marks, draft, parts, before, is_check=is_check)
    somebody = before is not None and before.thing is not None and before.thing.what in _SOMEBODY
    return [
        wish
        for wish in found
        if not (_asks_for_more(wish, marks) or (Word.OTHER in marks and not draft.names))
        and (
            wish in OF_PEOPLE
            or Word.ONE_PERSON not in marks
            or (wish is Wish.NEWS and (somebody or (draft.names and Course.SPIN_OFF in marks)))
        )
    ]


def _asks_for_more(wish: Wish, marks: frozenset[Mark]) -> bool:
    """Whether a word asks for something else than a wish does: "who directed after her", "who is next"."""
    is_next = wish is Wish.NEXT
    return (
        (Word.BEYOND in marks and wish is not Wish.RENEWAL and not is_next)
        or (Word.BESIDES in marks and wish in _NOT_BESIDES)
        or (Word.HOW in marks and wish in OF_PEOPLE)
        or Word.WHY in marks
        or (_is_elsewhere(marks) and wish is Wish.CAST)
        or (wish is Wish.CAST and Wish.NEXT in marks and Wish.CAST in marks)
        or ({Word.WHO, Word.ANNOUNCED} <= marks and wish is Wish.NEWS)
        or (Word.WOMEN in marks and wish not in (Wish.DIRECTOR, Wish.WRITER, Wish.CREW))
        or (Word.MAKING in marks and bool(marks & {Word.WHEN, Wish.DATES}))
        or (Word.WHO in marks and wish in (Wish.NEXT, Wish.DATES))
    )


def _is_elsewhere(marks: frozenset[Mark]) -> bool:
    """Whether it asks what somebody is in besides the show: "has she been in anything else"."""
    return {Word.OTHER, Word.PRESENT} <= marks and bool(marks & {Word.WHAT, Word.VERB}) and Wish.CAST not in marks


def _all_wished(
    wishes: frozenset[Wish],
    marks: frozenset[Mark],
    draft: Asked,
    parts: Parts,
    before: Question | None,
    *,
    is_check: bool,
) -> list[Wish]:
    if _is_of_something_else(wishes, marks, draft, is_check=is_check):
        return []
    is_of_people = bool(wishes & set(OF_PEOPLE)) or is_of_cast(parts)
    if _is_of_what_was_announced(wishes, marks, draft, is_of_people=is_of_people):
        wishes -= {Wish.NEWS}
    if _is_news_of_renewal(wishes, marks, draft, parts):
        return [Wish.RENEWAL]
    if Wish.NEWS in wishes:
        return [Wish.NEWS]
    if _is_of_season(wishes, marks) and not is_of_people:
        return [Wish.SEASON]
    if draft.everyone and not draft.names and wishes <= {Wish.EPISODE, Wish.SEASON}:
        return [Wish.CAST]  # "name the whole cast"
    if of_people := _of_people(wishes, marks, draft):
        return of_people
    is_next = draft.place is not None and draft.place.position == EpisodeWords(Position.NEXT)
    if is_next or Wish.NEXT in wishes:
        return [Wish.NEXT]
    if Wish.RENEWAL in wishes and Wish.DATES in wishes and Word.WHEN in marks:
        return [Wish.RENEWAL if names_renewal(parts) else Wish.DATES]  # "what day was the cancellation?"
    is_of_somebody = (
        wishes == frozenset((Wish.EPISODES,)) and Word.ALL in marks and draft.names
    )  # "is she in every episode"
    if set(wishes) == {Wish.EPISODES} and (credited := _credited_for(draft.names)):
        return [credited]  # "Ivo Marsh's episodes"
    if wishes and not is_of_somebody:
        return [min(wishes, key=list(Wish).index)]
    return _unsaid(marks, draft, parts, before, is_check=is_check)


def _of_people(wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked) -> list[Wish]:
    """Return what is asked of people: a job alone in "who produced Kilgrave's voice", and not who plays him."""
    found = [wish for wish in OF_PEOPLE if wish in wishes]
    is_of_job = Wish.CREW in found and bool(draft.names) and Word.WHO in marks
    return [Wish.CREW] if is_of_job else found


def _is_news_of_renewal(wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked, parts: Parts) -> bool:
    """Whether it asks for news of nothing but the renewal: "what's the word on renewal?"."""
    is_whether = Word.THERE in marks and Wish.RENEWAL in wishes  # "any updates on whether it gets renewed"
    is_noun = (names_renewal(parts) or is_whether) and not draft.names and draft.status is None
    return is_noun and Wish.NEWS in wishes and Word.ANNOUNCED not in marks


def _is_of_season(wishes: frozenset[Wish], marks: frozenset[Mark]) -> bool:
    """Whether it asks what is known of a season, and not of its date alone: "what is known of the release date"."""
    is_of_date = Wish.DATES in wishes and Word.NOUN in marks
    return Wish.SEASON in wishes and Word.WHAT in marks and Wish.RENEWAL not in wishes and not is_of_date


def _is_of_what_was_announced(
    wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked, *, is_of_people: bool
) -> bool:
    """Whether it asks for what was announced: "who was announced as a director", "any news on the release date"."""
    is_who = bool(marks & {Word.WHO, Word.EVERYONE}) and is_of_people and not draft.names
    said_of = {Wish.DATES, Wish.EPISODES, Wish.EPISODE, *OF_PEOPLE}
    # "Has Ada been announced for season 3?" asks whether she is in it.
    is_in_it = Word.VERB in marks and bool(draft.names) and draft.season is not None and Word.ABOUT not in marks
    is_in_it = is_in_it and wishes == frozenset((Wish.NEWS,)) and marks.isdisjoint(QUESTION_WORDS)
    is_of_date = Wish.DATES in wishes and Word.NOUN in marks and not (draft.names or draft.status)
    return is_who or is_of_date or (Word.ANNOUNCED in marks and (bool(wishes & said_of) or is_in_it))


def _is_of_something_else(wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked, *, is_check: bool) -> bool:
    """Whether it asks what no fact says of people: when they did something, how it goes on with "her part"."""
    is_of_people = bool(wishes & set(OF_PEOPLE))
    if Word.WHEN in marks and Wish.SYNOPSIS in wishes and Wish.DATES not in wishes:
        return True  # "when does Landfall happen in the story"
    return (is_of_people and (Word.WHEN in marks or (is_check and Wish.RENEWAL in wishes))) or (
        Wish.DATES in wishes and Word.WHO not in marks and _is_of_something_made(wishes, marks, draft)
    )


def _credited_for(names: Sequence[Span]) -> Wish | None:
    """Return what the one person who is named does for episodes."""
    roles = {match.role for span in names for match in span.matches} if len(names) == 1 else set[NameRole]()
    if NameRole.EPISODE in roles:
        return None
    return next((wish for wish, role in _CREDITS if role in roles), None)


def _is_of_something_made(wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked) -> bool:
    """Whether it is about when a title, a score or a cast comes out, none of which has a date."""
    return Wish.CREW in wishes or Word.EVERYONE in marks or (Wish.EPISODE in wishes and not draft.is_of_episode)


def _unsaid(
    marks: frozenset[Mark], draft: Asked, parts: Parts, before: Question | None, *, is_check: bool
) -> list[Wish]:
    """Return what a clause asks for that has no word for it: "who is Trish", "is Trish in season 2", "S02E07?"."""
    if Word.WHEN in marks:
        return [Wish.DATES]
    if Word.WHAT in marks and ends_with_about(parts) and draft.is_of_episode:
        return [Wish.SYNOPSIS]
    is_of_somebody = before is not None and before.thing is not None and before.thing.what in _SOMEBODY
    if (
        Word.WHO in marks
        or draft.everyone
        or (is_check and (draft.names or (draft.refers and is_of_somebody and (draft.season or Word.PRESENT in marks))))
    ):
        return [Wish.CAST]
    if Word.THERE in marks and draft.season is not None:
        return [Wish.RENEWAL]
    if is_check and not draft.names and draft.status is Status.CONFIRMED and (draft.season or Word.SHOW in marks):
        return [Wish.RENEWAL]
    is_of_show = (draft.refers and Word.SOMEBODY not in marks) or Word.SHOW in marks or Word.NEXT_SEASON in marks
    if is_check and Word.PRESENT in marks and is_of_show and (draft.season is None or Word.TO_COME in marks):
        return [Wish.RENEWAL]
    is_of_news = not is_check or (draft.status is not Status.CONFIRMED and not draft.names)
    if draft.status is not None and is_of_news:
        return [Wish.NEWS]
    if Word.VERB in marks and Word.WHAT not in marks:
        return []
    if draft.is_of_episode:
        is_of_things = Word.WHAT in marks and is_inside_a_title(parts)
        is_of_any = Word.THERE in marks and draft.place is None  # "is there no moon in it"
        return [] if is_of_things or is_of_any else [Wish.EPISODE]
    if draft.names:
        is_of_one = len(draft.names) == 1
        is_of_them = Word.WHAT not in marks or (
            is_of_one and marks & {Word.ABOUT, Word.PRESENT}
        )  # not "Jennifer Lynch, which one?"
        return [Wish.CAST] if is_of_them else []
    return [Wish.SEASON] if draft.season is not None and before is None else []
