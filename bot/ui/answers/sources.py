"""Who said what: every claim behind an answer."""

from collections.abc import Sequence

from bot.domain.answer_facts import facts_in
from bot.domain.answers import (
    Answer,
    CastAnswer,
    CastList,
    CreditedEpisode,
    EpisodeAnswer,
    EpisodesAnswer,
    NewsAnswer,
    NextAnswer,
    NoMatch,
    PersonCredits,
    SeasonCredits,
    SynopsisAnswer,
    Which,
)
from bot.domain.facts import Claim, Fact, Known
from bot.domain.text import escape
from bot.domain.views import View
from bot.ui.answers import buttons
from bot.ui.answers.cast import facts_from_page
from bot.ui.answers.credits import season_page
from bot.ui.answers.news import news_page
from bot.ui.answers.person_credits import person_page
from bot.ui.card import Card, Section, card, colour_of, page_in_words
from bot.ui.facts.sentences import NAME, claim_line, history, outcome_lines, place, remark, sentence, shared_lists
from bot.ui.statuses import look_at
from bot.ui.text import aside, link, listed

_FACTS_A_PAGE = 4
_MOST_CLAIMS = 12
_WORDS = {"title": "Title", "runtime": "Running time", "imdb": "IMDb number"}


def sources_card(view: View, opener: int) -> Card:
    """A page of the claims behind an answer, fact by fact."""
    answer = view.answer
    known = _from_page_on(answer)
    question = answer.question
    page = question.source_page
    start = page * _FACTS_A_PAGE
    shown, more = known[start : start + _FACTS_A_PAGE], len(known) > start + _FACTS_A_PAGE
    pages = -(-len(known) // _FACTS_A_PAGE)
    sections = [_fact(fact, _later(answer)) for fact in shown]
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
        notes=(page_in_words(page, pages),),
    )


def _from_page_on(answer: Answer) -> tuple[Known, ...]:
    """The facts that an answer rests on, those of the page that is turned to and the next ones first."""
    return tuple({known.fact.id: known for known in (*_on_and_after_page(answer), *facts_in(answer))}.values())


def _on_and_after_page(answer: Answer) -> Sequence[Known]:
    page = answer.question.page
    match answer:
        case CastAnswer():
            return facts_from_page(answer)
        case PersonCredits():
            return person_page(answer).onwards
        case NewsAnswer():
            return [item.known for item in news_page(answer).onwards]
        case SeasonCredits() if page:
            return [
                known
                for thing in season_page(answer).onwards
                for known in (thing.credits if isinstance(thing, CreditedEpisode) else (thing,))
            ]
        case _:
            return ()


def _later(answer: Answer) -> tuple[Known, ...]:
    match answer:
        case CastList() | EpisodesAnswer() | SynopsisAnswer() | NextAnswer() | Which() | NoMatch():
            return ()
        case _:
            return answer.later


def _fact(known: Known, later: tuple[Known, ...]) -> Section:
    look = look_at(known)
    where = f"spoils {known.fact.spoils}" if known.fact.spoils else place(known.fact)
    moved = history(known)
    claims = known.certainty.claims
    lines = [
        sentence(known.fact),
        *([aside(moved)] if moved else []),
        *outcome_lines(known, later),
        *shared_lists(known.fact, claims),
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
