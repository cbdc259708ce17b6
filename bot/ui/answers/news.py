"""What was claimed, by day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.answers import NewsAnswer, NewsItem
from bot.domain.certainty import one_each
from bot.domain.facts import Claim, Fact
from bot.ui.answers import buttons
from bot.ui.answers.certainty import brief
from bot.ui.answers.pages import Page, lines_of, page_by_height
from bot.ui.card import Card
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import capitalised, outcome_lines, said_by, sentence
from bot.ui.statuses import LOOKS, look_of, missing
from bot.ui.text import bold

# With the title and a footer of three lines, a page is no higher than two screens of a phone's chat.
_ROOM = 14


def card(answer: NewsAnswer, opener: int) -> Card:
    """A page of what was claimed, the newest first; what one outlet said on one day is below one heading."""
    question = answer.question
    page = news_page(answer)
    nothing = "There is no more." if answer.items else _nothing(answer)
    notes = [_signs(page.shown), page.note, "for older news, give a past date in as_of" if answer.more else ""]
    return finished_card(
        _title(answer),
        _lines(answer, page.shown) if page.shown else [nothing],
        show=answer.show,
        day=answer.day,
        items=[
            *buttons.turn(question, opener=opener, more=page.more),
            *([buttons.sources(question)] if page.shown else []),
        ],
        notes=notes,
    )


def news_page(answer: NewsAnswer) -> Page[NewsItem]:
    """What is on the answer's page, and what comes after it."""

    def height_of(item: NewsItem, above: NewsItem | None) -> int:
        return sum(map(lines_of, _item(answer, item, above)))

    return page_by_height(answer.items, answer.question, height_of, _ROOM)


def _lines(answer: NewsAnswer, shown: Iterable[NewsItem]) -> list[str]:
    lines: list[str] = []
    above = None
    for item in shown:
        lines += _item(answer, item, above)
        above = item
    return lines


def _item(answer: NewsAnswer, item: NewsItem, above: NewsItem | None) -> list[str]:
    """What was said, below its heading if the item above has another one."""
    heading = _heading(item)
    lines = [f"• {sentence(item.known.fact)}", *outcome_lines(item.known, answer.later)]
    return lines if above and _heading(above) == heading else [heading, *lines]


@lru_cache(4_000)  # each page of a list measures all of its items
def _heading(item: NewsItem) -> str:
    """How sure it is now, the day, and who said so then; what they said only where it is something else."""
    now, fact = item.known.certainty.status, item.known.fact
    said = "; ".join(
        (f"{word} by " if word != now else "") + _first_of(fact, claims)
        for word, claims in _by_word(one_each(item.claims)).items()
    )
    return f"{look_of(now).sign} {bold(capitalised(brief(item.claims[0].published)))} · {said}"


def _first_of(fact: Fact, claims: Sequence[Claim]) -> str:
    # The outlet that another one repeats is among the sources.
    first = said_by(fact, replace(claims[0], via=None))
    return f"{first} and {len(claims) - 1} more" if len(claims) > 1 else first


def _signs(shown: Iterable[NewsItem]) -> str:
    """What the signs on a page mean."""
    statuses = {item.known.certainty.status for item in shown}
    return " · ".join(f"{look.sign} {look.word.lower()}" for status, look in LOOKS.items() if status in statuses)


def _nothing(answer: NewsAnswer) -> str:
    words = "Nothing of that kind is on record." if answer.aired else "Nobody has said anything of that kind."
    return f"{missing(aired=answer.aired)}\n{words}"


def _title(answer: NewsAnswer) -> str:
    question = answer.question
    title = "News" + (f" of season {question.season}" if question.season is not None else "")
    title += f" about {answer.about}" if answer.about else ""
    return f"{title}: {question.status} only" if question.status else title


def _by_word(said: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims by what they say: no outlet is shown as having said more than it did, or something else."""
    words: dict[str, list[Claim]] = {}
    for claim in said:
        words.setdefault(claim.weight.name.lower() if claim.supports else "denied", []).append(claim)
    return words
