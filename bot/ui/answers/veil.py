"""What an answer says of what a boundary hides, and how to see it."""

import re
from collections.abc import Iterator

from bot.domain.answers import Answer, EpisodeAnswer, EpisodeCredits, NoMatch, SynopsisAnswer, Which
from bot.domain.boundaries import NOTHING, Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.ids import base36
from bot.domain.views import Veil, View
from bot.ui.answers.buttons import Press, custom_id
from bot.ui.buttons import Item, Layout, own_button
from bot.ui.card import Card
from bot.ui.statuses import NOT_ON_RECORD
from bot.ui.text import aside, cut, spoiler

_LONGEST = 3_500
_WATCHED = "watched"
WATCHED = rf"{_WATCHED}:(?P<show>[a-z0-9]+):(?P<season>[0-9]{{1,4}})\.(?P<number>[0-9]{{1,4}})"
"""Matches the custom id of a button by which somebody says that they have seen an episode."""
_BARS = re.compile(r"\|\|")


def add_veil(made: Card, view: View) -> None:
    """Say on a card how far it goes, with buttons to go further."""
    veil = view.veil
    if veil.limit is not None:
        _limit_words(made, veil.limit)
        made.end_with(aside(hidden_beyond(veil.limit)))
        if veil.beyond or not isinstance(view.answer, NoMatch | Which):
            question = veil.beyond or view.answer.question
            made.view.items.append(own_button("Show it", custom_id(Press.UNVEIL, question)))
    if (code := _episode(view.answer)) is not None and _is_beyond(code, veil):
        made.view.items.append(watched(view.answer.show.id, code))


def _limit_words(made: Card, upto: Boundary) -> None:
    """Have a card say of what is missing that it is so up to the boundary: beyond that it may only be hidden."""
    embed, limited = made.embed, f"**{NOT_ON_RECORD.word} up to {upto}**"
    if embed.title:
        embed.title = embed.title.removesuffix(f": title {NOT_ON_RECORD.word.lower()}")
    embed.description = (embed.description or "").replace(f"**{NOT_ON_RECORD.word}**", limited)
    for number, field in enumerate(embed.fields):
        value = (field.value or "").replace(f"**{NOT_ON_RECORD.word}**", limited)
        embed.set_field_at(number, name=field.name, value=value, inline=False)


def hidden_beyond(upto: Boundary) -> str:
    """What a boundary hides, whether or not there is anything."""
    if upto == NOTHING:
        return "Anything that happens in the show is hidden."
    return f"Anything beyond {upto} is hidden."


def watched(show: int, code: EpisodeCode) -> Item:
    """Says that the member who presses has seen an episode."""
    return own_button("I've seen this", f"{_WATCHED}:{base36(show)}:{code.season}.{code.number}")


def behind_bars(whole: Card) -> Card:
    """A whole answer for somebody who chose to see it, hidden until they tap it; nothing on it leads on."""
    embed = whole.embed.copy()
    embed.title = "What the spoiler boundary hides"
    embed.description = cut((spoiler(_BARS.sub("", line)) for line in _lines(whole)), _LONGEST)
    embed.clear_fields()
    embed.remove_footer()
    embed.remove_author()
    embed.set_thumbnail(url=None)
    return Card(embed, Layout([]))


def _lines(whole: Card) -> Iterator[str]:
    embed = whole.embed
    texts = [embed.author.name, embed.title, embed.description]
    texts += [text for field in embed.fields for text in (field.name, field.value)]
    texts.append(embed.footer.text)
    for text in texts:
        yield from (line for line in (text or "").split("\n") if line.strip())


def _episode(answer: Answer) -> EpisodeCode | None:
    match answer:
        case EpisodeAnswer() | EpisodeCredits() | SynopsisAnswer():
            return answer.episode.code
        case _:
            return None


def _is_beyond(code: EpisodeCode, veil: Veil) -> bool:
    return veil.own is not None and code.season > 0 and Boundary.at(code) > veil.own
