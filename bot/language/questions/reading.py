"""From the words of a clause, and the names found in it, to what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.questions import Question
from bot.language.questions.asked import Asked, Span
from bot.language.questions.clauses import Clause
from bot.language.questions.meanings import Wish, Word
from bot.language.questions.names_or_words import BEHIND_UNNAMED, is_one_of_many, sort_names, ways
from bot.language.questions.parts import Parts, Phrase, asks_something, begins_with, wishes_in
from bot.language.questions.phrases import Mark, longest, spelt
from bot.language.questions.places import Found, Place, find_places
from bot.language.questions.roles import BEHIND_SOMEBODY, UNNAMED
from bot.language.questions.wishes import asked_for

_OF_SHOWS = (Wish.NEWS, Wish.SEASON, Wish.CREW, Wish.DATES)
"""What is asked of shows more often than of those who are called like one."""


_BEFORE_UNNAMED = frozenset("the a an that this his her old young little".split())
_IN = (("in",), ("on",), ("from",), ("of",))
_YOUNG = frozenset("girl girls boy boys kid kids".split())
_THAT_SEASON = frozenset((this, season) for this in ("that", "same") for season in ("season", "series", "szn"))
_OWNED = UNNAMED | frozenset("show series spinoff sequel".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause, read. `asked` is all that it may ask for: nothing if it was not understood.

    `unknown` are the words that are neither names nor in the vocabulary, as (start, stop). `context` is a place that a
    clause names without asking for anything. `exclaims`: it only sounds like a question. `is_open`: it asks for
    something about somebody, who may be named beside it. `is_empty`: it has nothing to ask about, such as "please?".
    `named` and `places` are the words of what it names, whatever else it says, as (start, stop). `asks_after`: it may
    ask whether somebody whose name is unknown is in something: "is Kilgrev in season 2". `seasons` are those that it
    names, also with an episode. `of_that_season`: it leaves to another clause which season it is about.
    """

    asked: tuple[Asked, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    context: Place | None = None
    has_wish: bool = False
    exclaims: bool = False
    is_open: bool = False
    is_empty: bool = False
    named: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    asks_after: bool = False
    seasons: frozenset[int] = frozenset()
    of_that_season: bool = False


def read(clause: Clause, spans: Sequence[Span], before: Question | None = None) -> Reading:
    """Return what a clause asks for. `spans` are the names found in it; `before` is the question it goes on from."""
    keys = clause.keys
    spans = [span for span in spans if not is_one_of_many(keys, span)]
    named = {at for span in spans if span.matches for at in range(span.start, span.stop)}
    written = [key if at in named else spelt(key) for at, key in enumerate(keys)]
    places = [found for found in find_places(written) if not any(_wins(span, found) for span in spans)]
    taken = {at for found in places for at in range(found.start, found.stop)}
    sure, doubtful = sort_names(keys, [span for span in spans if taken.isdisjoint(range(span.start, span.stop))])
    first: Reading | None = None
    for extra in ways(keys, doubtful):
        parts = _collect(keys, [*sure, *extra], places)
        if others := {*_of_others(clause, parts)}:
            parts = replace(parts, unknown=tuple(sorted({*parts.unknown, *others})))
        named = _named(keys, sure, parts.unknown)
        made = replace(_read(clause, parts, before), named=named, places=_places(parts), seasons=_seasons(parts))
        is_of_a_word = any(span.is_episode for span in extra)
        if made.asked and is_of_a_word and not (made.asked[0].is_said or made.asked[0].is_asked):
            continue  # "everything ok?" is of no episode
        if made.asked:
            return replace(made, asked=()) if clause.is_reason else made
        if made.exclaims and not extra:
            return made  # "any hope for season 4" does not ask who plays Hope
        if first is None or (first.unknown and not made.unknown):
            first = made
    return first or Reading()


def _wins(span: Span, found: Found) -> bool:
    """Whether a name takes words away from a place: a title such as "The First Episode" does."""
    overlaps = span.start < found.stop and found.start < span.stop
    return overlaps and span.is_whole and span.stop - span.start > found.stop - found.start


def _collect(keys: Sequence[str], names: Sequence[Span], places: Sequence[Found]) -> Parts:
    phrases: list[Phrase] = []
    unknown: list[int] = []
    stops = {each.start: each.stop for each in (*names, *places)}
    at = 0
    while at < len(keys):
        if at in stops:
            at = stops[at]
            continue
        end = min([start for start in stops if start > at], default=len(keys))
        found = longest(keys[at:end])
        if found is None:
            unknown.append(at)
            at += 1
        else:
            length, marks = found
            phrases.append(Phrase(at, at + length, marks))
            at += length
    return Parts(tuple(sorted(names, key=lambda span: span.start)), tuple(places), tuple(phrases), tuple(unknown))


def _read(clause: Clause, parts: Parts, before: Question | None) -> Reading:
    marks = parts.marks
    has_wish = bool(wishes_in(marks))
    if not parts.names and (at := _unnamed(clause.keys)) is not None:
        parts = replace(parts, unknown=tuple(sorted({*parts.unknown, at})))
    is_of_purpose = clause.keys[-1] == "for" and Word.WHAT in marks and not has_wish  # "what are the nine candles for"
    is_of_liking = clause.keys[-1] == "like" and Word.VERB in marks  # "which director does she like"
    marks |= {Word.WHY} if is_of_purpose or is_of_liking else frozenset[Mark]()
    if parts.unknown:
        return Reading(
            unknown=_runs(parts.unknown),
            has_wish=has_wish or not marks.isdisjoint((Word.WHO, Word.WHEN)),
            asks_after=Word.PRESENT in marks and Word.VERB in begins_with(parts) and bool(parts.places),
        )
    parts, is_in_show = _in_the_show(clause, parts)
    marks |= {Word.SHOW} if is_in_show else frozenset[Mark]()
    made = _asked(clause, parts, marks, before)
    # "Is Jessica Jones coming back" is about the show, if no season is named.
    is_of_show = bool(made) and made[0].is_check and Word.TO_COME in marks and made[0].season is None
    is_of_title = any(span.is_title and not span.is_network for span in parts.names)
    if is_of_title and (not made or made[0].wish in _OF_SHOWS or is_of_show):
        # Somebody who is called like the show is meant only where a person or character is asked for.
        rest = replace(parts, names=tuple(span for span in parts.names if not span.is_title))
        made = _asked(clause, rest, marks | {Word.SHOW}, before) or made
    context = None
    if (
        not made
        and marks.isdisjoint((Word.BEYOND, Word.SHOT))
        and not parts.names
        and not has_wish
        and len(parts.places) == 1
    ):
        context = parts.places[0].place
    return Reading(
        made,
        context=context,
        has_wish=has_wish and not _only_tells(clause, parts, made),
        exclaims=Word.EXCLAIMS in marks,
        is_open=not made and (Word.SOMEBODY in marks or {Word.WHO, Word.PRESENT} <= marks),
        is_empty=not (made or parts.names or parts.places or has_wish),
        of_that_season=before is None
        and any(pair in _THAT_SEASON for pair in zip(clause.keys, clause.keys[1:], strict=False)),
    )


def _unnamed(keys: Sequence[str]) -> int | None:
    """Return where somebody or something is meant that is not named: "what happens to the kid in 2x07"."""
    for at in range(1, len(keys)):
        is_last = keys[at + 1 : at + 2] in BEHIND_UNNAMED
        is_any = keys[at - 1 : at + 1] == ("a", "woman")  # "was it directed by a woman"
        if keys[at] in UNNAMED and keys[at - 1] in _BEFORE_UNNAMED and is_last and not is_any:
            return at
    return None


def _of_others(clause: Clause, parts: Parts) -> Iterator[int]:
    """Yield where a name only says whose something else is: "the Ferris girl", "Pip's hat", "May's show"."""
    for span in parts.names:
        behind = clause.keys[span.stop : span.stop + 1]
        is_owner = span.typed.split(" ")[-1] == clause.tokens[span.stop - 1].owner and Wish.NEWS not in parts.marks
        if not span.matches or span.is_episode or span.is_title:
            continue
        if not _YOUNG.isdisjoint(behind) or (is_owner and not _OWNED.isdisjoint(behind)):
            yield span.stop


def _in_the_show(clause: Clause, parts: Parts) -> tuple[Parts, bool]:
    """Return parts without the show's title where others are asked for: "who plays Jeri in Jessica Jones"."""
    titles = [span for span in parts.names if span.is_title and clause.keys[span.start - 1 : span.start] in _IN]
    others = tuple(span for span in parts.names if span not in titles)
    is_beside = any(span.matches and not span.is_title for span in others)
    marks = parts.marks
    # "Who stars in Jessica Jones", "the cast of Jessica Jones"
    is_of_all = Wish.CAST not in marks and (Word.EVERYONE in marks or {Word.WHO, Word.PRESENT} <= marks)
    return (replace(parts, names=others), True) if titles and (is_beside or is_of_all) else (parts, False)


def _only_tells(clause: Clause, parts: Parts, made: Sequence[Asked]) -> bool:
    """Whether a clause only tells something of somebody, "and she directed it", or is not meant: "was it one of us"."""
    marks = parts.marks
    tells = Word.SOMEBODY in marks and not (clause.asks or asks_something(parts))
    return not made and (tells or Word.EXCLAIMS in marks)


def _named(keys: Sequence[str], names: Sequence[Span], unknown: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return where names stand, but no parts of names beside unknown words, which may belong to other names."""
    doubtful = [at for at in unknown if keys[at] not in BEHIND_SOMEBODY]
    return tuple(
        (span.start, span.stop)
        for span in names
        if span.matches
        and ((span.is_whole and span.stop - span.start > 1) or {span.start - 1, span.stop}.isdisjoint(doubtful))
    )


def _places(parts: Parts) -> tuple[tuple[int, int], ...]:
    return tuple((found.start, found.stop) for found in parts.places if found.place.count is None)


def _seasons(parts: Parts) -> frozenset[int]:
    places = [found.place for found in parts.places]
    seasons = {place.code.season if place.code else place.season for place in places}
    return frozenset(season for season in seasons if season is not None)


def _asked(clause: Clause, parts: Parts, marks: frozenset[Mark], before: Question | None) -> tuple[Asked, ...]:
    is_of_network = any(span.is_network for span in parts.names)
    if any(span.is_title and not span.matches for span in parts.names):
        parts = replace(parts, names=tuple(span for span in parts.names if span.matches))
        marks |= {Word.SHOW}
    made = asked_for(parts, marks, before, has_question_mark=clause.asks, is_tagged=clause.is_tagged)
    # A network has other shows, and people who run it.
    return tuple(each for each in made if not (is_of_network and each.wish in (Wish.CREW, Wish.NEXT)))


def _runs(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return tuple(runs)
