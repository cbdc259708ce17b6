"""One module for each kind of answer; `render` finds the right one."""

from bot.domain.answers import (
    Answer,
    CastAnswer,
    CastList,
    Directed,
    EpisodeAnswer,
    EpisodeDirector,
    NewsAnswer,
    NoMatch,
    SeasonAnswer,
    SeasonDirectors,
    Which,
    facts_in,
)  # fmt: skip
from bot.ui.answers import cast, directors, episode, news, season, unclear
from bot.ui.answers.buttons import suggest
from bot.ui.card import Card


def render(answer: Answer, opener: int) -> Card:
    """The card of an answer; only the `opener` (a Discord id) may turn its pages, and everybody may correct it."""
    card = _card(answer, opener)
    if facts_in(answer):
        card.view.add_item(suggest(answer.question))
    return card


def _card(answer: Answer, opener: int) -> Card:
    match answer:
        case CastAnswer():
            return cast.role_card(answer, opener)
        case CastList():
            return cast.list_card(answer, opener)
        case EpisodeDirector():
            return directors.episode_card(answer)
        case SeasonDirectors():
            return directors.season_card(answer, opener)
        case Directed():
            return directors.person_card(answer, opener)
        case EpisodeAnswer():
            return episode.card(answer)
        case SeasonAnswer():
            return season.card(answer)
        case NewsAnswer():
            return news.card(answer, opener)
        case Which():
            return unclear.which_card(answer)
        case NoMatch():
            return unclear.no_match_card(answer)
