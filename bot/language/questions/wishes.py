"""What a clause asks for, by the words in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Status
from bot.domain.matching import PERSON_ROLES, NameRole
from bot.domain.questions import Question, What
from bot.language.episode_words import EpisodeWords, Position
from bot.language.questions.asked import Asked, Span
from bot.language.questions.phrases import SAYS_NOTHING, Mark
from bot.language.questions.places import Found, Place
from bot.language.questions.vocabulary import JOBS, Course, Wish, Word

_OF_PEOPLE = (Wish.WRITER, Wish.DIRECTOR, Wish.CREW, Wish.CAST)
_SOMEBODY = (What.PERSON, What.CHARACTER)
_CHECKED = (*_OF_PEOPLE, Wish.RENEWAL, Wish.DATES, Wish.NEWS, Wish.EPISODES)
"""What can be asked so that yes or no is the answer."""
_CREDITS = ((Wish.DIRECTOR, NameRole.DIRECTOR), (Wish.WRITER, NameRole.WRITER))
_QUESTION_WORDS = frozenset((Word.WHY, Word.WHO, Word.WHEN, Word.WHAT, Word.HOW))
_NOT_BESIDES = (*_OF_PEOPLE, Wish.SYNOPSIS, Wish.EPISODE)
"""What a word such as "with" or "new" asks to know more of than is on record."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the vocabulary, and what they may mean."""

    start: int
    stop: int
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a clause, in order. `unknown` are the words that are neither names nor in the vocabulary."""

    names: tuple[Span, ...]
    places: tuple[Found, ...]
    phrases: tuple[Phrase, ...]
    unknown: tuple[int, ...]

    @property
    def marks(self) -> frozenset[Mark]:
        """What its phrases may mean."""
        return frozenset[Mark]().union(*(phrase.marks for phrase in self.phrases))


def asked_for(
    parts: Parts, marks: frozenset[Mark], before: Question | None, *, has_question_mark: bool, is_tagged: bool = False
) -> tuple[Asked, ...]:
    """Return all that the parts of a clause may ask for."""
    if Word.MADE in marks:
        marks = _of_its_maker(parts, marks)
    wishes = wishes_in(marks)
    if _is_only_by(parts, wishes):
        wishes -= {Wish.DIRECTOR}
    draft = _draft(parts, marks)
    if draft is None or Word.EXCLAIMS in marks or _is_turned(parts.phrases):
        return ()
    begins_with = _begins_with(parts)
    asks = asks_something(parts) or has_question_mark
    # "Mike Colter pops up in season 3?" asks whether he does.
    is_out_yet = has_question_mark and Word.OUT in marks and bool(parts.places)
    is_of_work = Word.PRESENT in marks or bool(wishes & {Wish.DIRECTOR, Wish.WRITER})
    is_doubted = has_question_mark and is_of_work and _is_of_somebody_somewhere(parts, wishes)
    begins_as_check = bool(begins_with & {Word.VERB, Word.THERE})
    asking = marks & _QUESTION_WORDS
    # "Was it Lena who directed it?" asks whether she did.
    is_relative = set(asking) == {Word.WHO} and _begins_a_relative(parts)
    is_check = (is_tagged or is_doubted or is_out_yet or begins_as_check) and (not asking or is_relative)
    # "Isn't she in it?" asks whether she is, "she isn't in it, right?" whether she is not.
    is_negated = Word.NOT in marks and not {Word.NOT, Word.VERB} <= begins_with
    how = _Manner(asks, before is not None, marks)
    found: list[Asked] = []
    for wish in _wished(wishes, marks, draft, parts, before, is_check=is_check):
        asked = replace(
            draft,
            wish=wish,
            is_check=is_check and wish in _CHECKED,
            is_said=bool(wishes) or Word.WHO in marks,
            is_asked=is_check or bool(marks & _QUESTION_WORDS),
        )
        if (whole := _NEEDS[wish](asked, how)) is not None:
            found.append(replace(whole, can_be_checked=not is_negated and _can_be_checked(whole, marks)))
    return tuple(dict.fromkeys(found))


def _of_its_maker(parts: Parts, marks: frozenset[Mark]) -> frozenset[Mark]:
    """Return "who made Jessica Jones" as a question about its creator; "who made Trish" asks for something else."""
    wishes = wishes_in(marks)
    if not wishes.isdisjoint(_OF_PEOPLE):
        return marks  # "under whose direction was Landfall made"
    is_of_show = {Word.WHO, Word.SHOW} <= marks and not (parts.names or parts.places or wishes)
    return marks | ({"creator"} if is_of_show else {Word.EXCLAIMS})


def _is_only_by(parts: Parts, wishes: frozenset[Wish]) -> bool:
    """Whether "by" alone means a director where another job is named: "which are by Hicks as a writer"."""
    directing = [phrase.marks for phrase in parts.phrases if Wish.DIRECTOR in phrase.marks]
    is_of_others = not wishes.isdisjoint((Wish.WRITER, Wish.CREW, Wish.CAST))
    return is_of_others and bool(directing) and all(Word.BY in marks for marks in directing)


def _begins_with(parts: Parts) -> frozenset[Mark]:
    """Return what the first words that say something may mean; nothing if a name stands before them."""
    said = [phrase for phrase in parts.phrases if not phrase.marks <= SAYS_NOTHING]
    is_first = bool(said) and not any(each.start < said[0].start for each in parts.names)
    return said[0].marks if is_first else frozenset[Mark]()


def asks_something(parts: Parts) -> bool:
    """Whether the words of a clause ask, also without a question mark."""
    return bool(parts.marks & {*_QUESTION_WORDS, Word.THERE}) or Word.VERB in _begins_with(parts)


def _begins_a_relative(parts: Parts) -> bool:
    """Whether "who" stands right behind a name, and not at the beginning."""
    ends = {span.stop for span in parts.names}
    return all(phrase.start in ends for phrase in parts.phrases if Word.WHO in phrase.marks)


def _is_of_somebody_somewhere(parts: Parts, wishes: frozenset[Wish]) -> bool:
    """Whether a clause names somebody and a place, or says what they did: "so Lena directed Landfall too?"."""
    is_somebody = any(not span.is_episode for span in parts.names)
    is_credited = is_somebody and not wishes.isdisjoint((Wish.DIRECTOR, Wish.WRITER))
    return (bool(parts.names) and bool(parts.places)) or is_credited


def _is_turned(phrases: Sequence[Phrase]) -> bool:
    """Whether words ask for what is not so, as "who isn't" does, or about those who talk, as "did you" does."""
    asks = False
    stop, before = -1, frozenset[Mark]()
    for phrase, behind in zip_longest(phrases, phrases[1:]):
        if asks and Word.NOT in phrase.marks:
            return True
        is_no = Word.NOT in phrase.marks and Word.VERB not in phrase.marks
        if is_no and behind and not behind.marks & {*_QUESTION_WORDS, Word.VERB, Word.CHATTER}:
            return True  # "no one"
        is_behind = phrase.start == stop and (Word.VERB in before or any(isinstance(mark, Wish) for mark in before))
        is_of_all = behind is not None and bool(behind.marks & {Wish.SEASON, Word.VERB})  # "do we know", "will we get"
        is_behind = is_behind or (phrase.start == stop and bool(_job(before)))
        if Word.US in phrase.marks and is_behind and not is_of_all:
            return True
        asks = asks or bool(phrase.marks & _QUESTION_WORDS)
        stop, before = phrase.stop, phrase.marks
    return False


def _can_be_checked(asked: Asked, marks: frozenset[Mark]) -> bool:
    """Whether what is on record can say yes or no: not to "every episode", nor to who comes back at no named time."""
    if asked.count is not None and asked.wish is not Wish.EPISODES:
        return False
    is_counted = asked.count is not None  # "does season 2 have only three episodes"
    if marks & {Word.BEYOND, Word.MAKING} or (Word.ALL in marks and not (asked.women or is_counted)):
        return False
    return not (asked.wish is Wish.CAST and Word.TO_COME in marks and asked.season is None)


def wishes_in(marks: frozenset[Mark]) -> frozenset[Wish]:
    """Return what there are words for in a clause."""
    wishes = frozenset(mark for mark in marks if isinstance(mark, Wish))
    return wishes | {Wish.CREW} if _job(marks) else wishes


def _job(marks: frozenset[Mark]) -> str:
    return next((job for job in JOBS if job in marks), "")


def _draft(parts: Parts, marks: frozenset[Mark]) -> Asked | None:
    """Return what the clause is about; None if it names several places, or too many names."""
    seasons = {found.place.season for found in parts.places if found.place.season is not None}
    counts = [found.place.count for found in parts.places if found.place.count is not None]
    episodes = [found.place for found in parts.places if found.place.season is None and found.place.count is None]
    # "Episode 3 of the season 2 finale" names two episodes, "S02E03 in season 2" one.
    if len(seasons) > 1 or len(set(episodes)) > 1 or _are_too_many(parts.names) or len(counts) > 1:
        return None
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
        _job(marks),
        everyone=_is_everyone(parts, marks) or (Word.EVERYONE in marks and season is not None),
        women=Word.WOMEN in marks,
        is_event=Word.OUT not in marks,
        some=bool(marks & {Word.SOME, Word.THERE}) and Word.ALL not in marks,
        course=course,
        refers=Word.IT in marks,
        count=next(iter(counts), None),
    )


def _are_too_many(names: Sequence[Span]) -> bool:
    """Whether more are named than a question is about: two, or two and an episode that may be by them."""
    return len(names) > 2 + any(span.is_episode for span in names)


def _is_of_cast(parts: Parts) -> bool:
    """Whether a word can mean nothing but the cast."""
    return any(Word.EVERYONE in phrase.marks and Word.FILLER not in phrase.marks for phrase in parts.phrases)


def _is_everyone(parts: Parts, marks: frozenset[Mark]) -> bool:
    """Whether the cast is meant, and not those who are greeted: "hi everyone"."""
    asks = not marks.isdisjoint({*_QUESTION_WORDS, Word.VERB, Word.SHOW, *Wish})
    return _is_of_cast(parts) or (Word.EVERYONE in marks and asks)


def _in_season(place: Place, season: int) -> Place:
    if place.number is not None:
        return Place(code=EpisodeCode(season, place.number))
    if place.position is not None and place.position.season is None:
        return replace(place, position=EpisodeWords(place.position.position, season))
    return place


def _wished(
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
        and (wish in _OF_PEOPLE or Word.ONE_PERSON not in marks or (wish is Wish.NEWS and somebody))
    ]


def _asks_for_more(wish: Wish, marks: frozenset[Mark]) -> bool:
    """Whether a word asks for something else than a wish does: "who directed after her", "who is next"."""
    is_next = wish is Wish.NEXT
    return (
        (Word.BEYOND in marks and wish is not Wish.RENEWAL and not is_next)
        or (Word.BESIDES in marks and wish in _NOT_BESIDES)
        or (Word.HOW in marks and wish in _OF_PEOPLE)
        or (Word.WHY in marks and wish is not Wish.RENEWAL)
        or ({Word.OTHER, Word.PRESENT, Word.WHAT} <= marks and wish is Wish.CAST and Wish.CAST not in marks)
        or ({Word.WHO, Word.ANNOUNCED} <= marks and wish is Wish.NEWS)
        or (Word.WOMEN in marks and wish not in (Wish.DIRECTOR, Wish.WRITER, Wish.CREW))
        or (Word.MAKING in marks and bool(marks & {Word.WHEN, Wish.DATES}))
        or (Word.WHO in marks and wish in (Wish.NEXT, Wish.DATES))
    )


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
    is_of_people = bool(wishes & set(_OF_PEOPLE)) or _is_of_cast(parts)
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
    of_people = [wish for wish in _OF_PEOPLE if wish in wishes]
    if of_people:
        return of_people
    is_next = draft.place is not None and draft.place.position == EpisodeWords(Position.NEXT)
    if is_next or Wish.NEXT in wishes:
        return [Wish.NEXT]
    if Wish.RENEWAL in wishes and Wish.DATES in wishes and Word.WHEN in marks:
        return [Wish.RENEWAL if _names_renewal(parts) else Wish.DATES]  # "what day was the cancellation?"
    is_of_somebody = (
        wishes == frozenset((Wish.EPISODES,)) and Word.ALL in marks and draft.names
    )  # "is she in every episode"
    if set(wishes) == {Wish.EPISODES} and (credited := _credited_for(draft.names)):
        return [credited]  # "Ivo Marsh's episodes"
    if wishes and not is_of_somebody:
        return [min(wishes, key=list(Wish).index)]
    return _unsaid(marks, draft, parts, before, is_check=is_check)


def _names_renewal(parts: Parts) -> bool:
    """Whether a noun stands for how the show goes on: "renewal", "cancellation"."""
    return any({Wish.RENEWAL, Word.NOUN} <= phrase.marks for phrase in parts.phrases)


def _is_news_of_renewal(wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked, parts: Parts) -> bool:
    """Whether it asks for news of nothing but the renewal: "what's the word on renewal?"."""
    is_noun = _names_renewal(parts) and not draft.names and draft.status is None
    return is_noun and Wish.NEWS in wishes and Word.ANNOUNCED not in marks


def _is_of_season(wishes: frozenset[Wish], marks: frozenset[Mark]) -> bool:
    """Whether it asks what is known of a season, and not of its date alone: "what is known of the release date"."""
    is_of_date = Wish.DATES in wishes and Word.NOUN in marks
    return Wish.SEASON in wishes and Word.WHAT in marks and Wish.RENEWAL not in wishes and not is_of_date


def _is_of_what_was_announced(
    wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked, *, is_of_people: bool
) -> bool:
    """Whether it asks for what was announced: "who was announced as a director", "have the titles been announced"."""
    is_who = Word.WHO in marks and is_of_people and not draft.names
    said_of = {Wish.DATES, Wish.EPISODES, Wish.EPISODE, *_OF_PEOPLE}
    # "Has Ada been announced for season 3?" asks whether she is in it.
    is_in_it = Word.VERB in marks and bool(draft.names) and draft.season is not None and Word.ABOUT not in marks
    is_in_it = is_in_it and wishes == frozenset((Wish.NEWS,)) and marks.isdisjoint(_QUESTION_WORDS)
    return is_who or (Word.ANNOUNCED in marks and (bool(wishes & said_of) or is_in_it))


def _is_of_something_else(wishes: frozenset[Wish], marks: frozenset[Mark], draft: Asked, *, is_check: bool) -> bool:
    """Whether it asks what no fact says of people: when they did something, how it goes on with "her part"."""
    is_of_people = bool(wishes & set(_OF_PEOPLE))
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
    if Word.WHAT in marks and _ends_with_about(parts) and draft.is_of_episode:
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
        return [Wish.EPISODE]
    if draft.names:
        is_of_them = Word.WHAT not in marks or marks & {Word.ABOUT, Word.PRESENT}  # not "Jennifer Lynch, which one?"
        return [Wish.CAST] if is_of_them else []
    return [Wish.SEASON] if draft.season is not None and before is None else []


def _ends_with_about(parts: Parts) -> bool:
    last = parts.phrases[-1] if parts.phrases else None
    behind = [each for each in (*parts.names, *parts.places) if last and each.start > last.start]
    return last is not None and Word.ABOUT in last.marks and not behind


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a clause asks: whether it is a question at all, and whether another one came before it."""

    asks: bool
    follows: bool
    marks: frozenset[Mark]


def _cast(asked: Asked, how: _Manner) -> Asked | None:
    if asked.is_of_episode:
        is_of_somebody = any(not span.is_episode for span in asked.names)
        if asked.is_check and is_of_somebody and not how.marks & {Word.PRESENT, Wish.CAST}:
            return None  # "was that one of hers?"
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


def _credits(asked: Asked, how: _Manner) -> Asked | None:
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


def _crew(asked: Asked, how: _Manner) -> Asked | None:
    return asked if len(asked.names) <= 1 and (how.asks or not asked.names) else None


def _renewal(asked: Asked, how: _Manner) -> Asked | None:
    # "Just finished it" asks for nothing, and "how does season 2 end?" for what happens.
    is_plot = Word.HOW in how.marks and asked.course is Course.OVER
    is_noun = Word.NOUN in how.marks and Word.IT not in how.marks
    if not (how.asks or is_noun) or is_plot or asked.names or asked.place:
        return None
    # "How does it go on after season 2?" is about the next one.
    is_after = Word.BEYOND in how.marks and asked.season is not None and not asked.is_check
    return replace(asked, season=asked.season + 1) if is_after and asked.season is not None else asked


def _dates(asked: Asked, how: _Manner) -> Asked | None:
    if asked.names and not asked.is_of_episode:
        return None
    if asked.refers and not how.asks:  # "so it begins"
        return None
    if asked.place and asked.place.is_premiere and asked.place.position:
        return replace(asked, place=None, season=asked.place.position.season)
    is_of_show = not (asked.is_of_episode or asked.season is not None or how.follows)
    is_of_nothing = not (asked.refers or how.marks & {*_QUESTION_WORDS, Word.SHOW, Word.VERB, Word.NEXT_SEASON})
    if is_of_show and is_of_nothing and Word.NOUN not in how.marks:
        return None  # behind a title with a question mark: "was AKA WWJD? released"
    if is_of_show and Word.PAST in how.marks and Word.NEXT_SEASON not in how.marks:
        return replace(asked, place=Place(position=EpisodeWords(Position.FIRST)))
    return asked


def _season(asked: Asked, how: _Manner) -> Asked | None:
    if asked.status is not None and not asked.is_of_episode:
        return _news(replace(asked, wish=Wish.NEWS), how)  # "what is confirmed about season 2"
    if asked.is_of_episode:
        return replace(asked, wish=Wish.EPISODE)
    if asked.names:
        return replace(asked, wish=Wish.NEWS) if len(asked.names) == 1 else None
    if asked.season is None and Word.US in how.marks and not how.asks:  # "I know"
        return None
    return asked if asked.season is not None or how.follows else None


def _of_an_episode(asked: Asked, how: _Manner) -> Asked | None:
    if asked.wish is Wish.EPISODE and Word.ALL in how.marks and asked.season is not None and not asked.is_of_episode:
        return replace(asked, wish=Wish.EPISODES)  # "every title of season 1"
    return asked if asked.is_of_episode or how.follows else None


def _without_names(asked: Asked, _: _Manner) -> Asked | None:
    return asked if not asked.names else None


def _news(asked: Asked, _: _Manner) -> Asked | None:
    return asked if len(asked.names) <= 1 else None


_NEEDS: Mapping[Wish, Callable[[Asked, _Manner], Asked | None]] = {
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
