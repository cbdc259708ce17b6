"""What was claimed, by day."""

from bot.domain.answers import NewsAnswer, NewsItem
from bot.domain.facts import Claim
from bot.ui.answers import buttons
from bot.ui.card import Card, Section, page_note, page_of
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NO_DATE, capitalised, outcome, said_by, sentence
from bot.ui.statuses import UNKNOWN, look_of
from bot.ui.text import aside, listed

_MOST_OUTLETS = 2


def card(answer: NewsAnswer, opener: int) -> Card:
    """A page of what was claimed, the newest first."""
    question = answer.question
    shown, more = page_of(answer.items, question)
    nothing = "There is no more." if answer.items else f"{UNKNOWN}\nNothing of that kind is on record."
    items = buttons.turn(question, opener=opener, more=more)
    if shown:
        items.append(buttons.sources(question))
    notes = [page_note(question, len(answer.items)), "for older news, give a past date in as_of" if answer.more else ""]
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
    now, then = item.known.certainty.status, item.then.status
    published, fact = item.claims[0].published, item.known.fact
    said = "; ".join(
        f"{word} by {listed(said_by(fact, claim) for claim in claims)}" for word, claims in _by_word(item).items()
    )
    rest = len(item.claims) - _MOST_OUTLETS
    more = f" and {rest} more" if rest > 0 else ""
    lines = [sentence(fact), f"{look_of(now)} · {said}{more}"]
    if now is not then:
        lines.append(aside(capitalised(f"{then} then, {now} now.")))
    if after := outcome(item.known, answer.later):
        lines.append(after)
    return Section(capitalised(str(published) if published else NO_DATE), lines)


def _by_word(item: NewsItem) -> dict[str, list[Claim]]:
    """The day's claims by what they say: no outlet is shown as having said more than it did, or something else."""
    words: dict[str, list[Claim]] = {}
    for claim in item.claims[:_MOST_OUTLETS]:
        words.setdefault(claim.weight.name.lower() if claim.supports else "denied", []).append(claim)
    return words
