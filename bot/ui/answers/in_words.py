"""Answers to questions in words: the same cards as the commands', and what was understood."""

from bot.domain.answers import (
    Answer,
    CastAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NewsAnswer,
    PersonCredits,
    SeasonAnswer,
    SeasonCredits,
    SynopsisAnswer,
)
from bot.domain.facts import Character
from bot.domain.in_words import Either, Heard, NotUnderstood, Understood
from bot.domain.questions import EVERYONE, Question, Topic
from bot.domain.text import escape, label
from bot.domain.views import Veil, View
from bot.domain.yes_or_no import Checked, Says
from bot.ui.answers import buttons
from bot.ui.answers.certainty import brief, sure_line
from bot.ui.answers.render import render
from bot.ui.card import Card, card
from bot.ui.facts.sentences import brief_sentence, capitalised, guarded
from bot.ui.statuses import NOT_ANNOUNCED, NOT_ON_RECORD, look_at
from bot.ui.text import bold, cut, small

_NAME = 60
_FOOTER = 300
_TOPICS = {"dates": "Release date", "next": "Next episode"}


def heard_card(heard: Heard, veil: Veil, opener: int) -> Card:
    """The card for what was made of a question in words; only the `opener` (a Discord id) may turn its pages."""
    match heard:
        case Understood():
            return _understood(heard, veil, opener)
        case Either():
            return _either(heard)
        case NotUnderstood():
            return _not_understood(heard)


def _understood(heard: Understood, veil: Veil, opener: int) -> Card:
    made = render(View(heard.answer, veil), opener)
    if heard.checked:
        _say_first(made, heard.checked)
    made.begin_footer(f"Understood: {_understood_as(heard.topic, _subject(heard.answer))}")
    return made


def _understood_as(topic: str, subject: str) -> str:
    if subject.startswith(topic):  # "season 2" says what it is
        return capitalised(subject)
    return ", ".join(part for part in (_topic(topic), subject) if part)


def _topic(topic: str) -> str:
    return _TOPICS.get(topic, capitalised(label(topic, _NAME)))


def _subject(answer: Answer) -> str:
    """What the answer is about, without a name that spoils."""
    match answer:
        case CastAnswer(who=Character(spoils=spoils)) if spoils:
            about = f"a name that spoils {spoils}"
        case CastAnswer():
            about = label(answer.who.name, _NAME)
        case PersonCredits():
            return label(answer.person.name, _NAME)  # the card has what they did in every season
        case EpisodeCredits() | EpisodeAnswer() | SynopsisAnswer():
            about = str(answer.episode.code)
        case SeasonCredits() | EpisodesAnswer() | SeasonAnswer():
            return f"season {answer.season}"
        case NewsAnswer():
            about = label(answer.about, _NAME) if answer.about else ""
        case _:
            about = ""
    season = "" if answer.question.season is None else f"season {answer.question.season}"
    return ", ".join(part for part in (about, season) if part)


def _say_first(made: Card, checked: Checked) -> None:
    """Begin a card with yes or no, and with how sure that is, unless it does already. Nothing is said twice."""
    lines = (made.embed.description or "").split("\n")
    known = checked.known
    is_open = known is not None and checked.says is not Says.NEWS and known.fact.gives_away is None
    if known and is_open and (sure := sure_line(known)) in lines:
        lines.remove(sure)
        first = sure if checked.says is Says.RUMOURED else f"{bold(checked.says)} · {sure}"
        made.embed.description = "\n".join((first, *lines))
    elif not lines[0].startswith(line := _checked(checked)):
        made.begin_with(line)


def _checked(checked: Checked) -> str:
    """Yes or no, how sure that is and who said so; hidden if it spoils."""
    known = checked.known
    if known is None:
        return str(NOT_ANNOUNCED if checked.says is Says.NOBODY else NOT_ON_RECORD)
    if checked.says is Says.NEWS:
        return f"{bold(checked.says)} {look_at(known).sign} · {brief_sentence(known.fact)}"
    claim = known.certainty.agreeing[0]
    who = escape(claim.speaker or claim.source.outlet, _NAME)
    return guarded(known.fact, f"{bold(checked.says)} {look_at(known).sign} · {who}, {brief(claim.published)}")


def _either(heard: Either) -> Card:
    items = [buttons.ask(_topic(topic), question) for topic, question in heard.questions]
    return card("Which do you mean?", ["I can read that in more ways than one."], show=heard.show, items=items)


def _not_understood(heard: NotUnderstood) -> Card:
    """One line, and three questions that can be answered. It repeats nothing of what was asked."""
    items: list[buttons.Item] = []
    if heard.show:
        show = heard.show.id
        items = [
            buttons.ask("Who is in it?", Question(Topic.CAST, show, EVERYONE)),
            buttons.ask("What comes next?", Question(Topic.NEXT, show)),
            buttons.ask("What's new?", Question(Topic.NEWS, show)),
        ]
    line = "I did not understand that. Ask who plays or directs something, when it comes out, or what is new."
    return card("Ask me something else", [line], show=None, items=items)


def as_text(made: Card, longest: int = 2_000) -> str:
    """A card as plain text, for where the bot may not embed links."""
    embed = made.embed
    lines = [bold(embed.title or ""), embed.description or ""]
    lines += [text for field in embed.fields for text in (bold(field.name or ""), field.value or "")]
    lines.append(small(escape(embed.footer.text, _FOOTER)) if embed.footer.text else "")
    return cut((line for text in lines if text for line in text.split("\n")), longest)
