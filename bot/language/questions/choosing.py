"""Which of a text's clauses asks, where several may."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.codes import EpisodeCode
from bot.language.episode_words import Position
from bot.language.questions.asked import Asked
from bot.language.questions.clauses import Clause
from bot.language.questions.meanings import Wish
from bot.language.questions.places import Place
from bot.language.questions.reading import Reading

_CREDITS = (Wish.DIRECTOR, Wish.WRITER)


def chosen(readings: Iterable[Reading]) -> list[Asked]:
    """Return what a text asks for: the question of its last clause with one, and a place that another clause names."""
    readings = list(readings)
    asking = [reading for reading in readings if reading.asked]
    contexts = [place for reading in readings if (place := _place_alone(reading))]
    wished = [reading for reading in asking if reading.has_wish]
    behind = readings[readings.index(asking[-1]) + 1 :] if asking else []
    if any(each.has_wish and (not wished or not each.unknown) for each in behind):
        return []  # "Trish. Who directed?" does not ask who Trish is
    wished = wished or asking
    if not wished:
        return []
    question = _fullest(wished)
    found = list(question.asked)
    if len(contexts) == 1:
        found = [_with_place(asked, contexts[0]) for asked in found]
    told = frozenset[int]().union(*(reading.seasons for reading in readings if reading is not question))
    if len(told) == 1:
        found = [_of_season(asked, min(told), is_of_that=question.of_that_season) for asked in found]
    return [asked for asked in found if not (question.of_that_season and _names_no_season(asked))]


def _of_season(asked: Asked, season: int, *, is_of_that: bool) -> Asked:
    """Return what is asked with the season that another clause names: "Just finished S2! Who directed the finale?"."""
    if not _names_no_season(asked):
        return asked
    if is_of_that and asked.wish is Wish.DATES:
        return replace(asked, place=None, season=season)
    if asked.place and asked.place.position and (is_of_that or _is_of_a_season(asked.place)):
        return replace(asked, place=replace(asked.place, position=replace(asked.place.position, season=season)))
    return replace(asked, season=season) if is_of_that and asked.place is None else asked


def _names_no_season(asked: Asked) -> bool:
    """Whether it is about all seasons, or about an episode by its place in whichever season that is."""
    is_anywhere = asked.place is None or (asked.place.position is not None and asked.place.position.season is None)
    return asked.season is None and is_anywhere


def _fullest(wished: Sequence[Reading]) -> Reading:
    """Return the last question, or one before it that asks the same of something: "what's new in S3, any news?"."""
    last = wished[-1].asked[0]
    credited = [each for each in wished if each.asked[0].names and each.asked[0].wish in _CREDITS]
    if last.wish is Wish.EPISODES and not (last.names or last.place or last.season is not None) and credited:
        return credited[-1]  # "Lwazi directs too? Which eps?"
    if last.names or last.place or last.season is not None:
        return wished[-1]
    same = [each for each in wished if each.asked[0].wish is last.wish and (each.named or each.places)]
    return same[-1] if same else wished[-1]


def asks_otherwise(clauses: Sequence[Clause], readings: Sequence[Reading]) -> bool:
    """Whether a name or a place stands beside something else: "Trish? Is she nice?", "who are you, Inspector Moss?"."""
    return any(
        reading.exclaims or not (reading.asked or reading.context or reading.is_empty or _only_tells(clause, reading))
        for clause, reading in zip(clauses, readings, strict=True)
    )


def _only_tells(clause: Clause, reading: Reading) -> bool:
    return bool(reading.unknown) and not clause.asks and not reading.has_wish


def name_something(readings: Sequence[Reading]) -> bool:
    """Whether a clause besides the last question is about something, which a word such as "it" may stand for."""
    asking = [reading for reading in readings if reading.asked]
    return any(reading.named or reading.places for reading in readings if reading is not asking[-1])


def _place_alone(reading: Reading) -> Place | None:
    """Return the place that is all a clause names."""
    if reading.context or not reading.asked:
        return reading.context
    asked = reading.asked[0]
    if asked.is_said or asked.is_asked or asked.names:
        return None
    return asked.place or (Place(season=asked.season) if asked.season is not None else None)


def _is_of_a_season(place: Place) -> bool:
    """Whether each season has such an episode: a finale or a premiere, and not a pilot."""
    return place.is_premiere or (place.position is not None and place.position.position is Position.LAST)


def _with_place(asked: Asked, place: Place) -> Asked:
    if asked.place and asked.place.number is not None and asked.season is None and place.season is not None:
        # "In season 2, who directed episode 5?"
        return replace(asked, place=Place(code=EpisodeCode(place.season, asked.place.number)))
    if asked.season is not None or asked.place is not None:
        return asked
    if asked.names and not asked.is_check and place.season is None and asked.wish in _CREDITS:
        return asked  # "Neasa directed what exactly, 2x10 and?" asks for all of hers
    season = (
        place.position.season if place.is_premiere and place.position and asked.wish is Wish.DATES else place.season
    )
    return replace(asked, season=season) if season is not None else replace(asked, place=place)
