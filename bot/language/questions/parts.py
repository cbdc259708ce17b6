"""What stands in a clause, and how its words belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.language.questions.asked import Span
from bot.language.questions.meanings import Course, Wish, Word
from bot.language.questions.phrases import SAYS_NOTHING, Mark
from bot.language.questions.places import Found
from bot.language.questions.vocabulary import JOBS

OF_PEOPLE = (Wish.WRITER, Wish.DIRECTOR, Wish.CREW, Wish.CAST)
QUESTION_WORDS = frozenset((Word.WHY, Word.WHO, Word.WHEN, Word.WHAT, Word.HOW))


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


def begins_with(parts: Parts) -> frozenset[Mark]:
    """Return what the first words that say something may mean; nothing if a name stands before them."""
    said = [phrase for phrase in parts.phrases if not phrase.marks <= SAYS_NOTHING]
    is_first = bool(said) and not any(each.start < said[0].start for each in parts.names)
    return said[0].marks if is_first else frozenset[Mark]()


def asks_something(parts: Parts) -> bool:
    """Whether the words of a clause ask, also without a question mark."""
    return bool(parts.marks & {*QUESTION_WORDS, Word.THERE}) or Word.VERB in begins_with(parts)


def begins_a_relative(parts: Parts) -> bool:
    """Whether "who" stands right behind a name, and not at the beginning."""
    ends = {span.stop for span in parts.names}
    return all(phrase.start in ends for phrase in parts.phrases if Word.WHO in phrase.marks)


def is_of_somebody_somewhere(parts: Parts, wishes: frozenset[Wish]) -> bool:
    """Whether a clause names somebody and a place, or says what they did: "so Lena directed Landfall too?"."""
    is_somebody = any(not span.is_episode for span in parts.names)
    is_credited = is_somebody and not wishes.isdisjoint((Wish.DIRECTOR, Wish.WRITER))
    return (bool(parts.names) and bool(parts.places)) or is_credited


def is_turned(phrases: Sequence[Phrase]) -> bool:
    """Whether words ask for what is not so, as "who isn't" does, or about those who talk, as "did you" does."""
    asks = False
    stop, before = -1, frozenset[Mark]()
    for phrase, behind in zip_longest(phrases, phrases[1:]):
        if asks and Word.NOT in phrase.marks:
            return True
        is_no = Word.NOT in phrase.marks and Word.VERB not in phrase.marks
        if is_no and behind and not behind.marks & {*QUESTION_WORDS, Word.VERB, Word.CHATTER}:
            return True  # "no one"
        is_behind = phrase.start == stop and (Word.VERB in before or any(isinstance(mark, Wish) for mark in before))
        is_of_all = behind is not None and bool(behind.marks & {Wish.SEASON, Word.VERB})  # "do we know", "will we get"
        is_behind = is_behind or (phrase.start == stop and bool(job_in(before)))
        if Word.US in phrase.marks and is_behind and not is_of_all:
            return True
        asks = asks or bool(phrase.marks & QUESTION_WORDS)
        stop, before = phrase.stop, phrase.marks
    return False


def wishes_in(marks: frozenset[Mark]) -> frozenset[Wish]:
    """Return what there are words for in a clause."""
    wishes = frozenset(mark for mark in marks if isinstance(mark, Wish))
    return wishes | {Wish.CREW} if job_in(marks) else wishes


def job_in(marks: frozenset[Mark]) -> str:
    return next((job for job in JOBS if job in marks), "")


def is_of_cast(parts: Parts) -> bool:
    """Whether a word can mean nothing but the cast."""
    return any(Word.EVERYONE in phrase.marks and Word.FILLER not in phrase.marks for phrase in parts.phrases)


def is_everyone(parts: Parts, marks: frozenset[Mark]) -> bool:
    """Whether the cast is meant, and not those who are greeted: "hi everyone"."""
    asks = not marks.isdisjoint({*QUESTION_WORDS, Word.VERB, Word.SHOW, *Wish})
    return is_of_cast(parts) or (Word.EVERYONE in marks and asks)


def names_renewal(parts: Parts) -> bool:
    """Whether a noun stands for how the show goes on: "renewal", "cancellation"."""
    return any({Wish.RENEWAL, Word.NOUN} <= phrase.marks for phrase in parts.phrases)


def is_inside_a_title(parts: Parts) -> bool:
    """Whether "in" stands before a title, which may be a thing of the story: "what was in the well"."""
    inside = {phrase.stop for phrase in parts.phrases if Word.PRESENT in phrase.marks}
    return any(span.is_episode and not inside.isdisjoint((span.start, span.start - 1)) for span in parts.names)


def ends_with_about(parts: Parts) -> bool:
    last = parts.phrases[-1] if parts.phrases else None
    behind = [each for each in (*parts.names, *parts.places) if last and each.start > last.start]
    return last is not None and Word.ABOUT in last.marks and not behind


def of_filming(marks: frozenset[Mark]) -> frozenset[Mark]:
    """Return "is the shooting over" as a question about news of that; what else is asked of filming, no fact has."""
    if Course.FILMED in marks or (Word.MAKING in marks and Course.OVER not in marks):
        return marks
    started = {Wish.DATES} & marks
    if Word.WHEN in marks or Word.WHO in marks or not (started or Course.OVER in marks):
        return marks | {Word.EXCLAIMS}
    rest = marks - {Wish.DATES, Wish.RENEWAL, Course.OVER, Word.NOUN}
    return rest | ({Wish.NEWS, Course.FILMED} if Course.OVER in marks else {Wish.NEWS})


def is_only_by(parts: Parts, wishes: frozenset[Wish]) -> bool:
    """Whether "by" alone means a director where another job is named: "which are by Hicks as a writer"."""
    directing = [phrase.marks for phrase in parts.phrases if Wish.DIRECTOR in phrase.marks]
    is_of_others = not wishes.isdisjoint((Wish.WRITER, Wish.CREW, Wish.CAST))
    return is_of_others and bool(directing) and all(Word.BY in marks for marks in directing)


def of_its_maker(parts: Parts, marks: frozenset[Mark]) -> frozenset[Mark]:
    """Return "who made Jessica Jones" as a question about its creator; "who made Trish" asks for something else."""
    wishes = wishes_in(marks)
    if not wishes.isdisjoint(OF_PEOPLE):
        return marks  # "under whose direction was Landfall made"
    is_of_show = {Word.WHO, Word.SHOW} <= marks and not (parts.names or parts.places or wishes)
    return marks | ({"creator"} if is_of_show else {Word.EXCLAIMS})


def are_too_many(names: Sequence[Span]) -> bool:
    """Whether more are named than a question is about: two, or two and an episode that may be by them."""
    return len(names) > 2 + any(span.is_episode for span in names)
