"""What was claimed, by day."""

from bot.domain.answers import NewsAnswer, NewsItem
from bot.domain.dates import day_in_words
from bot.ui import buttons
from bot.ui.cards.card import Card, Section, page_note, page_of
from bot.ui.cards.card import card as finished_card
from bot.ui.facts import NO_DATE, capitalised, outcome, said_by, sentence
from bot.ui.looks import UNKNOWN, look_of
from bot.ui.text import aside, listed

_MOST_OUTLETS = 3


def card(answer: NewsAnswer, opener: int) -> Card:
    """A page of what was claimed, the newest first."""
    question = answer.question
    shown, more = page_of(answer.items, question)
    nothing = "That was all." if answer.items else f"{UNKNOWN}\nNothing of that kind is on record."
    items = buttons.turn(question, opener=opener, more=more)
    if shown:
        items.append(buttons.sources(question))
    notes = [page_note(question, len(answer.items)), "for older news name a past day in as_of" if answer.more else ""]
    return finished_card(
        _title(answer),
        [] if shown else [nothing],
        [_item(answer, item) for item in shown],
        show=answer.show,
        day=answer.day,
        items=items,
        note=" · ".join(note for note in notes if note),
    )


def _title(answer: NewsAnswer) -> str:
    question = answer.question
    title = "News" + (f" of season {question.season}" if question.season is not None else "")
    title += f" about {answer.about}" if answer.about else ""
    return f"{title}: {question.status} only" if question.status else title


def _item(answer: NewsAnswer, item: NewsItem) -> Section:
    now, then = item.known.standing.status, item.then.status
    decided = item.claims[0]
    day = str(decided.published) if decided.published else f"{day_in_words(item.day)} ({NO_DATE})"
    said = "denied" if not decided.supports else decided.weight.name.lower()
    outlets = listed(said_by(claim) for claim in item.claims[:_MOST_OUTLETS])
    lines = [sentence(item.known.fact), f"{look_of(now)} · {said} by {outlets}"]
    if now is not then:
        lines.append(aside(f"Then {then}, by now {now}."))
    if after := outcome(item.known, answer.later):
        lines.append(after)
    return Section(capitalised(day), lines)
