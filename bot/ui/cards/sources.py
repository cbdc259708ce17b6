"""Who said what: every claim behind an answer."""

from bot.domain.answers import Answer, EpisodeAnswer, NoMatch, Which, facts_in
from bot.domain.facts import Claim, Known
from bot.ui import buttons
from bot.ui.cards.card import Card, card, colour_of, page_of
from bot.ui.facts import NAME, history, said_by, said_when, sentence
from bot.ui.looks import look_of
from bot.ui.text import aside, bold, escape, link, listed

_FACTS_A_PAGE = 4
_MOST_CLAIMS = 6
_WORDS = {"title": "Title", "runtime": "Running time", "imdb": "IMDb number"}


def sources_card(answer: Answer, opener: int) -> Card:
    """A page of the claims behind an answer, fact by fact."""
    known = facts_in(answer)
    question = answer.question
    shown, more = page_of(known, question, _FACTS_A_PAGE)
    lines: list[str] = []
    for one in shown:
        lines += ["\n".join(_fact(one)), ""]
    if isinstance(answer, EpisodeAnswer) and not more:
        lines += _catalogue(answer)
    if not lines:
        lines = ["Nothing is on record behind this answer any more."]
    items = buttons.turn(question, opener=opener, more=more, sources=True)
    day = question.day if isinstance(answer, Which | NoMatch) else answer.day
    pages = -(-len(known) // _FACTS_A_PAGE)
    note = f"page {question.page + 1} of {pages}" if pages > 1 else ""
    return card("Who said so", lines, show=answer.show, day=day, colour=colour_of(known), items=items, note=note)


def _fact(known: Known) -> list[str]:
    lines = [sentence(known.fact), str(look_of(known.standing.status))]
    if moved := history(known):
        lines[1] += f" · {moved}"
    lines += [_claim(claim) for claim in known.standing.claims[:_MOST_CLAIMS]]
    rest = len(known.standing.claims) - _MOST_CLAIMS
    return [*lines, aside(f"and {rest} more")] if rest > 0 else lines


def _claim(claim: Claim) -> str:
    said = "denied" if not claim.supports else claim.weight.name.lower()
    title = f" “{link(escape(claim.source.title, NAME), claim.source.url)}”" if claim.source.title else ""
    line = f"• {said} · {said_by(claim)}{title} · {said_when(claim)}"
    return f"{line}\n{aside(escape(claim.note, 300))}" if claim.note else line


def _catalogue(answer: EpisodeAnswer) -> list[str]:
    lines: list[str] = []
    for detail, words in _WORDS.items():
        outlets = dict.fromkeys(
            link(escape(one.source.outlet, NAME), one.source.url) for one in answer.sources if one.detail == detail
        )
        if outlets:
            lines.append(f"{bold(words)}: {listed(outlets)}")
    return lines
