"""One module for each kind of answer; `render` finds the right one."""

from bot.domain.answer_facts import facts_in
from bot.domain.answers import (
    CastAnswer,
    CastList,
    CrewAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NewsAnswer,
    NextAnswer,
    NoMatch,
    PersonCredits,
    SeasonAnswer,
    SeasonCredits,
    SynopsisAnswer,
    Which,
)  # fmt: skip
from bot.domain.dates import day_in_words
from bot.domain.views import View
from bot.ui.answers import cast, cast_list, crew, episode, episodes, news, next_up, reading, season, synopsis, unclear
from bot.ui.answers.buttons import suggest
from bot.ui.answers.credits import episode_card, season_card
from bot.ui.answers.gaps import buttons_for
from bot.ui.answers.offers import elsewhere, offers
from bot.ui.answers.person_credits import person_card
from bot.ui.answers.veil import add_veil
from bot.ui.card import Card


def render(view: View, opener: int) -> Card:
    """The card of an answer; only the `opener` (a Discord id) may turn its pages, and everybody may correct it."""
    answer = view.answer
    card = _card(view, opener)
    if answer.question.day:
        # Nobody on a phone looks for the day at the foot.
        card.embed.set_author(name=f"As of {day_in_words(answer.question.day)}")
    if answer.read_as:
        reading.say(card, answer.question, answer.read_as)
    # What a boundary hides is not missing.
    gaps = buttons_for(answer) if view.veil.shield is None else []
    card.view.items += [*offers(answer), *gaps]
    if not card.view.items:
        card.view.items += elsewhere(answer)
    if facts_in(answer):
        card.view.items.append(suggest(answer.question))
    add_veil(card, view)
    return card


def _card(view: View, opener: int) -> Card:
    match answer := view.answer:
        case CastAnswer():
            return cast.role_card(answer, opener)
        case CastList():
            return cast_list.list_card(answer, opener)
        case EpisodeCredits():
            return episode_card(answer)
        case SeasonCredits():
            return season_card(answer, opener)
        case PersonCredits():
            return person_card(answer, opener)
        case EpisodeAnswer() | SynopsisAnswer() | EpisodesAnswer() | SeasonAnswer():
            return _of_place(answer, opener)
        case NewsAnswer():
            return news.card(answer, opener)
        case NextAnswer():
            return next_up.card(answer)
        case CrewAnswer():
            return crew.crew_card(answer, opener)
        case Which():
            return unclear.which_card(answer)
        case NoMatch():
            return unclear.no_match_card(answer, view.veil.limit)


def _of_place(answer: EpisodeAnswer | SynopsisAnswer | EpisodesAnswer | SeasonAnswer, opener: int) -> Card:
    match answer:
        case EpisodeAnswer():
            return episode.card(answer)
        case SynopsisAnswer():
            return synopsis.card(answer)
        case EpisodesAnswer():
            return episodes.card(answer, opener)
        case SeasonAnswer():
            return season.card(answer)
