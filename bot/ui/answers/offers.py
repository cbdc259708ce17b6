"""What an answer offers where what was asked about is not on record: near names, seasons, or something wider."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.answers import Answer, CastAnswer, Missing, NoMatch, ShowChoice
from bot.domain.questions import EVERYONE, Question, Topic
from bot.domain.text import plain, utf16_length
from bot.ui.answers import buttons
from bot.ui.buttons import Item, own_button

_MOST_NAMES, _MOST_SEASONS, _MOST_SHOWS = 3, 5, 5
_LONGEST_ID = 100
_TYPED = "typed"
TYPED = rf"{_TYPED}:(?P<question>[a-z0-9.]+):(?P<text>[^\n]*)"
"""Matches the custom id of a button that asks what was typed about another show."""


def offers(answer: Answer) -> list[Item]:
    """Buttons for what is on record, beneath an answer that has nothing."""
    question = answer.question
    items = [_season(question, season) for season in dict.fromkeys(answer.seasons[:_MOST_SEASONS])]
    match answer:
        case NoMatch():
            near = {each.thing: each for each in answer.near[:_MOST_NAMES]}.values()
            named = [buttons.ask(each.label, question.about(each.thing)) for each in near]
            return [*named, *items] or _wider(answer)
        case CastAnswer() if question.season is not None and not (answer.roles or answer.jobs):
            return [buttons.ask("In every season", replace(question, season=None, page=0)), *items]
        case _:
            return items


def _season(question: Question, season: int) -> Item:
    return buttons.ask(f"Season {season}", question.of_season(season))


def _wider(answer: NoMatch) -> list[Item]:
    question, show = answer.question, answer.show.id
    cast = buttons.ask("The whole cast", Question(Topic.CAST, show, EVERYONE, question.season, question.day))
    news = buttons.ask("News", Question(Topic.NEWS, show, None, question.season, question.day))
    match answer.missing:
        case Missing.EPISODE | Missing.PLACE:
            return [buttons.ask("What airs next", Question(Topic.NEXT, show)), news]
        case _:
            return [cast, news]


def elsewhere(answer: Answer) -> list[Item]:
    """Buttons for what else may be on record of the show, beneath a card that leads nowhere."""
    question, show, day = answer.question, answer.show.id, answer.question.day
    news = Question(Topic.NEWS, show, day=day)
    wider = {
        "The whole cast": Question(Topic.CAST, show, EVERYONE, day=day),
        "What airs next": Question(Topic.NEXT, show),
        "News" if question.topic is not Topic.NEWS else "All news": news,
    }
    asked = replace(question, show=show, page=0, source_page=0)
    return [buttons.ask(words, about) for words, about in wider.items() if about != asked]


def other_shows(question: Question, text: str, shows: Iterable[ShowChoice]) -> list[Item]:
    """Buttons that ask what was typed about other shows. A long text is cut: its first words are looked for."""
    return [
        own_button(show.label, _typed_id(replace(question, show=show.show), text))
        for show in list({show.show: show for show in shows}.values())[:_MOST_SHOWS]
    ]


def _typed_id(question: Question, text: str) -> str:
    before = f"{_TYPED}:{question.encode()}:"
    kept = ""
    for character in plain(text):
        if utf16_length(before + kept + character) > _LONGEST_ID:
            break
        kept += character
    return before + kept.strip()
