"""What each wish needs, so that a clause can ask for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.matching import PERSON_ROLES, NameRole
from bot.language.episode_words import EpisodeWords, Position
from bot.language.questions.asked import Asked, Span
from bot.language.questions.meanings import Course, Wish, Word
from bot.language.questions.parts import QUESTION_WORDS
from bot.language.questions.phrases import Mark
from bot.language.questions.places import Place


@dataclass(frozen=True, slots=True)
class Manner:
    """How a clause asks: whether it is a question at all, and whether another one came before it."""

    asks: bool
    follows: bool
    marks: frozenset[Mark]


def _cast(asked: Asked, how: Manner) -> Asked | None:
    if asked.is_of_episode:
        is_of_somebody = any(not span.is_episode for span in asked.names)
        if asked.is_check and is_of_somebody and not how.marks & {Word.PRESENT, Wish.CAST}:
            return None  # "was that one of hers?"
        is_of_cast = how.marks & {Wish.CAST, Word.EVERYONE}
        is_of_cast = is_of_cast or (Word.PRESENT in how.marks and Word.THERE not in how.marks)
        if asked.place is None and not (is_of_somebody or is_of_cast):
            return None  # "who is the man in the mill", "is the passenger list real"
        return replace(asked, wish=Wish.EPISODE)
    if len(asked.names) > 1 and Word.OR in how.marks:
        return None  # "Rose or Silas?"
    if asked.names:
        # "Is Trish ok?" asks for something else than where she is, or who plays her.
        is_of_cast = how.marks & {Word.PRESENT, Wish.CAST} or (asked.season is not None and Word.THERE not in how.marks)
        if asked.is_check and not (_are_actor_and_role(asked.names) if len(asked.names) > 1 else is_of_cast):
            return None
        is_statement = not how.asks and (len(asked.names) > 1 or Word.VERB in how.marks)
        return None if is_statement else replace(asked, everyone=False)
    if asked.everyone:
        return replace(asked, is_check=False) if Word.HOW_MANY not in how.marks else None
    is_of_one = Word.SOMEBODY in how.marks  # "who is she in season 2"
    is_of_show = not is_of_one and (asked.season is not None or Word.SHOW in how.marks or asked.refers)
    if {Word.WHO, Word.PRESENT} <= how.marks and is_of_show:
        return replace(asked, everyone=True, is_check=False)
    return asked if how.follows and asked.refers else None


def _are_actor_and_role(names: Sequence[Span]) -> bool:
    """Whether one of two names is a person's and the other one a character's."""
    roles = [{match.role for match in span.matches} for span in names]
    return any(
        NameRole.CHARACTER in roles[at] and not roles[1 - at].isdisjoint(PERSON_ROLES) for at in range(len(roles))
    )


def _credits(asked: Asked, how: Manner) -> Asked | None:
    if len(asked.names) > 1:
        asked = replace(asked, names=tuple(map(_as_title, asked.names)))
    is_statement = len(asked.names) + (asked.place is not None) > 1 and not how.asks
    if len(asked.names) > 1 and not asked.is_of_episode:
        return None
    if asked.is_check and asked.names and Word.ONE_PERSON in how.marks and not asked.is_of_episode:
        return None  # "did she direct one like Krysten did?"
    if Word.SOMEBODY in how.marks and not how.asks:  # "she directs so well"
        return None
    is_whole = asked.names or asked.place or asked.season is not None or how.follows
    return asked if is_whole and not is_statement else None


def _as_title(span: Span) -> Span:
    """Return a name as an episode's title, where it may also be a character, who has no credits."""
    roles = {match.role for match in span.matches}
    if NameRole.EPISODE not in roles or not roles.isdisjoint(PERSON_ROLES):
        return span
    return replace(span, matches=tuple(match for match in span.matches if match.role is NameRole.EPISODE))


def _crew(asked: Asked, how: Manner) -> Asked | None:
    is_of_work = Word.WORK in how.marks and Word.WHO not in how.marks
    if is_of_work and how.marks & {Word.WHAT, Wish.EPISODE}:
        return None  # "what is the theme tune called"
    if asked.names and Word.WHO in how.marks and not asked.is_check:
        return None  # "who does the stunts for Krysten Ritter"
    # No fact says who did such a job for one episode.
    asked = replace(asked, place=None)
    return asked if len(asked.names) <= 1 and (how.asks or not asked.names) else None


def _renewal(asked: Asked, how: Manner) -> Asked | None:
    # "Just finished it" asks for nothing, and "how does season 2 end?" for what happens.
    is_plot = Word.HOW in how.marks and asked.course is Course.OVER
    is_noun = Word.NOUN in how.marks and Word.IT not in how.marks
    if not (how.asks or is_noun) or is_plot or asked.names or asked.place:
        return None
    # "How does it go on after season 2?" is about the next one.
    goes_on = not asked.is_check or Word.THERE in how.marks
    is_after = Word.BEYOND in how.marks and asked.season is not None and goes_on
    return replace(asked, season=asked.season + 1) if is_after and asked.season is not None else asked


def _dates(asked: Asked, how: Manner) -> Asked | None:
    if asked.names and not asked.is_of_episode:
        return None
    is_named = asked.place is not None or asked.season is not None
    if Word.WHAT in how.marks and not (is_named or how.marks & {Word.NOUN, Word.WHEN, Word.SHOW, Word.NEXT_SEASON}):
        return None  # "what came out in 2018", "what came out of the well"
    if asked.refers and not how.asks:  # "so it begins"
        return None
    if asked.place and asked.place.is_premiere and asked.place.position:
        return replace(asked, place=None, season=asked.place.position.season)
    is_of_show = not (asked.is_of_episode or asked.season is not None or how.follows)
    is_of_nothing = not (asked.refers or how.marks & {*QUESTION_WORDS, Word.SHOW, Word.VERB, Word.NEXT_SEASON})
    if is_of_show and is_of_nothing and Word.NOUN not in how.marks:
        return None  # behind a title with a question mark: "was AKA WWJD? released"
    if is_of_show and Word.PAST in how.marks and Word.NEXT_SEASON not in how.marks:
        return replace(asked, place=Place(position=EpisodeWords(Position.FIRST)))
    return asked


def _season(asked: Asked, how: Manner) -> Asked | None:
    if asked.status is not None and not asked.is_of_episode:
        return _news(replace(asked, wish=Wish.NEWS), how)  # "what is confirmed about season 2"
    if asked.is_of_episode:
        return replace(asked, wish=Wish.EPISODE)
    if asked.names:
        # "Does May know", "who do I know him as"
        is_of_what_they_know = Word.VERB in how.marks and how.marks.isdisjoint((Word.ABOUT, Word.US))
        is_of_them = len(asked.names) == 1 and not (is_of_what_they_know or Word.WHO in how.marks)
        return replace(asked, wish=Wish.NEWS) if is_of_them else None
    if asked.season is None and Word.US in how.marks and not how.asks:  # "I know"
        return None
    return asked if asked.season is not None or how.follows else None


def _of_an_episode(asked: Asked, how: Manner) -> Asked | None:
    if asked.wish is Wish.EPISODE and Word.ALL in how.marks and asked.season is not None and not asked.is_of_episode:
        return replace(asked, wish=Wish.EPISODES)  # "every title of season 1"
    return asked if asked.is_of_episode or how.follows else None


def _without_names(asked: Asked, _: Manner) -> Asked | None:
    is_of_any = asked.is_of_length and asked.season is None  # "how long is each episode"
    return asked if not (asked.names or is_of_any) else None


def _news(asked: Asked, _: Manner) -> Asked | None:
    return asked if len(asked.names) <= 1 else None


NEEDS: Mapping[Wish, Callable[[Asked, Manner], Asked | None]] = {
    Wish.CAST: _cast,
    Wish.DIRECTOR: _credits,
    Wish.WRITER: _credits,
    Wish.CREW: _crew,
    Wish.NEWS: _news,
    Wish.NEXT: _without_names,
    Wish.RENEWAL: _renewal,
    Wish.SYNOPSIS: _of_an_episode,
    Wish.DATES: _dates,
    Wish.EPISODES: _without_names,
    Wish.EPISODE: _of_an_episode,
    Wish.SEASON: _season,
}
"""What each wish needs. It returns the question, perhaps as another one that says the same, or None if it lacks any."""
