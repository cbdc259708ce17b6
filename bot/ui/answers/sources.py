"""Who said what: every claim behind an answer."""

from bot.domain.answers import Answer, EpisodeAnswer, NoMatch, Which, facts_in
from bot.domain.facts import Claim, Fact, Known
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.card import Card, Section, card, colour_of
from bot.ui.facts.sentences import NAME, claim_line, history, place, remark, sentence
from bot.ui.statuses import look_of
from bot.ui.text import aside, link, listed

_FACTS_A_PAGE = 4
_MOST_CLAIMS = 12
_WORDS = {"title": "Title", "runtime": "Running time", "imdb": "IMDb number"}


def sources_card(answer: Answer, opener: int) -> Card:
    """A page of the claims behind an answer, fact by fact."""
    known = facts_in(answer)
    question = answer.question
    page = question.source_page
    start = page * _FACTS_A_PAGE
    shown, more = known[start : start + _FACTS_A_PAGE], len(known) > start + _FACTS_A_PAGE
    pages = -(-len(known) // _FACTS_A_PAGE)
    sections = [_fact(fact) for fact in shown]
    if isinstance(answer, EpisodeAnswer) and not more:
        sections += _catalogue(answer)
    return card(
        "Who said so",
        [] if sections else ["The facts of this answer are no longer on record."],
        sections,
        show=answer.show,
        day=question.day if isinstance(answer, Which | NoMatch) else answer.day,
        colour=colour_of(known),
        items=buttons.turn_sources(question, opener=opener, more=more),
        note=f"page {page + 1} of {pages}" if pages > 1 else "",
    )


def _fact(known: Known) -> Section:
    look = look_of(known.certainty.status)
    where = f"spoils {known.fact.spoils}" if known.fact.spoils else place(known.fact)
    moved = history(known)
    claims = known.certainty.claims
    lines = [
        sentence(known.fact),
        *([aside(moved)] if moved else []),
        *(_claim(known.fact, claim) for claim in claims[:_MOST_CLAIMS]),
    ]
    rest = len(claims) - _MOST_CLAIMS
    name = f"{look.sign} {look.word} · {where}"
    return Section(name, [*lines, aside(f"and {rest} more")] if rest > 0 else lines)


def _claim(fact: Fact, claim: Claim) -> str:
    line = f"• {claim_line(fact, claim)}"
    return f"{line}\n{remark(fact, aside(escape(claim.note, 300)))}" if claim.note else line


def _catalogue(answer: EpisodeAnswer) -> list[Section]:
    lines: list[str] = []
    for detail, words in _WORDS.items():
        sources = (found.source for found in answer.sources if found.detail == detail)
        outlets = dict.fromkeys(link(escape(source.outlet, NAME), source.url) for source in sources)
        if outlets:
            lines.append(f"{words}: {listed(outlets)}")
    return [Section("Also on record", lines)] if lines else []
