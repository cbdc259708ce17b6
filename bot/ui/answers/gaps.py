"""The buttons beneath an answer that ask for what it lacks."""

from bot.domain.answers import (
    Answer,
    CastAnswer,
    CastList,
    EpisodeAnswer,
    EpisodeCredits,
    SeasonAnswer,
    SeasonCredits,
)
from bot.domain.facts import Kind, Person
from bot.domain.gaps import Gap
from bot.domain.questions import Thing, What
from bot.ui.buttons import Item
from bot.ui.facts.gaps import ask_for


def buttons_for(answer: Answer) -> list[Item]:
    """A button for each thing that an answer says is not on record; none where a past day was asked about.

    Of what has not aired only the day can be filled in: who makes it or plays in it has not been announced.
    """
    if answer.question.day is not None:
        return []
    match answer:
        case EpisodeCredits() | SeasonCredits() | EpisodeAnswer() | SeasonAnswer() | CastAnswer() | CastList():
            return [
                ask_for(gap, aired=answer.aired) for gap in _missing(answer) if answer.aired or gap.kind is Kind.RELEASE
            ]
        case _:
            return []


def _missing(
    answer: EpisodeCredits | SeasonCredits | EpisodeAnswer | SeasonAnswer | CastAnswer | CastList,
) -> list[Gap]:
    match answer:
        case EpisodeCredits():
            return [] if answer.credits else [Gap(answer.kind, answer.show.id, answer.episode.code)]
        case SeasonCredits():
            credited = any(episode.credits for episode in answer.episodes)
            known = credited or answer.of_season
            return [] if known else [Gap(answer.kind, answer.show.id, _season(answer.season))]
        case EpisodeAnswer():
            return _of_episode(answer)
        case SeasonAnswer():
            return [] if answer.is_no_season else _of_season(answer)
        case CastAnswer():
            what = What.PERSON if isinstance(answer.who, Person) else What.CHARACTER
            return [] if answer.roles or answer.jobs else [Gap(Kind.CAST, answer.show.id, Thing(what, answer.who.id))]
        case CastList():
            season = answer.question.season
            nobody = not (answer.roles or answer.of_show or answer.question.page)
            return [Gap(Kind.CAST, answer.show.id, None if season is None else _season(season))] if nobody else []


def _of_episode(answer: EpisodeAnswer) -> list[Gap]:
    known = {
        Kind.RELEASE: answer.releases,
        Kind.DIRECTOR: answer.directors,
        Kind.WRITER: answer.writers,
        Kind.CAST: (*answer.cast, *answer.main_cast, *answer.of_show),
    }
    return [Gap(kind, answer.show.id, answer.episode.code) for kind, facts in known.items() if not facts]


def _of_season(answer: SeasonAnswer) -> list[Gap]:
    known = {
        Kind.RELEASE: (*answer.releases, *answer.premiere),
        Kind.DIRECTOR: (*answer.of_directors, *answer.directors),
        Kind.CAST: (*answer.cast, *answer.of_show),
    }
    return [Gap(kind, answer.show.id, _season(answer.season)) for kind, facts in known.items() if not facts]


def _season(number: int) -> Thing:
    return Thing(What.SEASON, number)
