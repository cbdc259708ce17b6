"""Questions that go on from the one before: "and season 3?", "who wrote it?", "what about Jeri?"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.language.questions.asked import Asked, Span
from bot.language.questions.meanings import Wish
from bot.language.questions.reading import Reading

_OF_SEASONS = (Wish.DIRECTOR, Wish.WRITER, Wish.EPISODES, Wish.DATES, Wish.SEASON, Wish.RENEWAL, Wish.NEWS)
_SOMEBODY, _CREDITED = (What.PERSON, What.CHARACTER), (What.PERSON, What.EPISODE, What.SEASON)
_ASKED_OF = {
    Topic.CAST: _SOMEBODY,
    Topic.NEWS: (*_SOMEBODY, What.EPISODE),
    Topic.DIRECTOR: _CREDITED,
    Topic.WRITER: _CREDITED,
}
"""What has a name and can be asked about, by topic."""
_THINGS = {
    Wish.CAST: _SOMEBODY,
    Wish.DIRECTOR: _CREDITED,
    Wish.WRITER: _CREDITED,
    Wish.DATES: (What.EPISODE, What.SEASON),
    Wish.EPISODE: (What.EPISODE,),
    Wish.SYNOPSIS: (What.EPISODE,),
    Wish.EPISODES: (What.SEASON,),
    Wish.SEASON: (What.SEASON,),
    Wish.RENEWAL: (What.SEASON,),
    Wish.NEWS: (What.SEASON,),
}
"""What "it" and "she" may stand for where a question goes on from another one."""


def in_it(asked: Asked, before: Question | None) -> Asked:
    """Return "is Trish in it?" with the season that "it" stands for; an episode's cast says neither yes nor no."""
    if before is None or not (asked.wish is Wish.CAST and asked.names and asked.refers) or asked.season is not None:
        return asked
    thing = before.thing
    if thing and thing.what is What.EPISODE:
        return replace(asked, can_be_checked=False)
    return replace(asked, season=thing.id if thing and thing.what is What.SEASON else before.season)


def going_on(before: Question, readings: Sequence[Reading], day: date | None) -> Question | None:
    """Return the question before, asked about another season or day: "and season 3?"; None for anything else."""
    if any(reading.unknown for reading in readings):
        return None
    seasons = {reading.context.season for reading in readings if reading.context}
    if len(seasons) == 1 and (season := seasons.pop()) is not None:
        asked = before.of_season(season)
        somebody = before.thing if before.thing and before.thing.what in (What.PERSON, What.CHARACTER) else None
        asked = replace(asked, thing=somebody, season=season) if somebody else asked
        return replace(asked, day=day or before.day)
    return replace(before, day=day, page=0, source_page=0) if day and not seasons else None


def going_on_with(before: Topic, names: Sequence[Span]) -> Topic | None:
    """Return what "what about Jeri?" asks: what the question before did, if it can be asked about such names."""
    sorts = {match.thing.what for span in names for match in span.matches}
    return before if sorts and sorts <= set(_ASKED_OF.get(before, ())) else None


def filled_in(asked: Asked, question: Question, before: Question | None) -> Question | None:
    """Return the question about what was asked about before, if it names nothing itself and that fits; else None."""
    if before is None or asked.names or asked.place is not None:
        return None
    thing = before.thing
    if asked.wish is Wish.CAST and asked.everyone and asked.season is None:
        if thing and thing.what is What.EPISODE:
            return replace(question, topic=Topic.EPISODE, thing=thing, day=question.day or before.day)
        season = thing.id if thing and thing.what is What.SEASON else before.season
        return (
            None if season is None else replace(question, thing=EVERYONE, season=season, day=question.day or before.day)
        )
    if thing is None and before.season is not None and asked.wish in _OF_SEASONS and asked.season is None:
        thing = Thing(What.SEASON, before.season)
    if asked.wish is Wish.NEWS and asked.refers and thing and thing.what in _SOMEBODY:
        return replace(question, thing=thing, day=question.day or before.day)
    if thing is None or thing.what not in _THINGS.get(asked.wish, ()):
        return None
    if thing.what is What.SEASON:
        if asked.season is not None:
            return None
        if question.topic in (Topic.SEASON, Topic.NEXT, Topic.NEWS):
            return replace(
                question, topic=Topic.SEASON if question.topic is Topic.NEXT else question.topic, season=thing.id
            )
    topic = Topic.EPISODE if thing.what is What.EPISODE and question.topic is Topic.NEXT else question.topic
    return replace(question, topic=topic, thing=thing, day=question.day or before.day)
