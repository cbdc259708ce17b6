"""What a person directed or wrote."""

from bot.domain.answers import PersonCredits
from bot.domain.certainty import contradictory
from bot.domain.facts import Fact, Known
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import Signs, most_common, sure_line_of
from bot.ui.answers.crediting import DISPUTED, WORDS
from bot.ui.answers.pages import Page, lines_of, page_by_height
from bot.ui.card import Card, card
from bot.ui.facts.sentences import NAME, capitalised, names, outcome_lines, place, sentence
from bot.ui.statuses import look_at, missing
from bot.ui.text import aside, bold

_LINES_A_PAGE = 12
"""The lines that the credits on a page may take: the rest of the card has up to eight."""


def person_card(answer: PersonCredits, opener: int) -> Card:
    """What a person directed or wrote."""
    name, words = answer.person.name, WORDS[answer.kind]
    sure = [known for known in answer.credits if known.certainty.status.is_sure and not known.fact.spoils]
    episodes = {episode.code for known in sure for episode in known.fact.episodes}
    page = person_page(answer)
    roles = Question(Topic.CAST, answer.show.id, Thing(What.PERSON, answer.person.id), day=answer.question.day)
    items = [*buttons.turn(answer.question, opener=opener, more=page.more), buttons.ask("Roles", roles)]
    disputed = _disputed(answer.credits)
    best = [known for known in sure if known.fact.episodes] or answer.credits
    signs = Signs(most_common(map(look_at, best)) if best else missing(aired=answer.aired))
    lead = [_nothing(answer)]
    if best:
        items.append(buttons.sources(answer.question))
        sure_line = sure_line_of([known for known in best if look_at(known) is signs.shared])
        lines = [line for known in page.shown for line in _credit(known, answer, signs, disputed)]
        lead = [sure_line, *lines] if lines else ["There is no more."]
    count = f"{len(episodes)} episode{'' if len(episodes) == 1 else 's'}"
    return card(
        f"{name} {words.did} {count}" if episodes else f"{name} as a {words.people}",
        lead,
        show=answer.show,
        day=answer.day,
        colour=signs.shared.colour,
        items=items,
        notes=(signs.foot, page.note),
    )


def person_page(answer: PersonCredits) -> Page[Known]:
    """The page of a person's credits that was asked for: episodes first, then what else is claimed.

    What one of the credits settled or refuted is left out; Sources has it.
    """
    ids = {known.fact.id for known in answer.credits}
    credits_ = [known for known in answer.credits if known.fact.episodes]
    claims = [known for known in answer.credits if not known.fact.episodes]
    things = credits_ + [
        known for known in claims if known.fact.settled_by not in ids or not outcome_lines(known, answer.later)
    ]
    signs, disputed = Signs(missing(aired=False)), _disputed(answer.credits)
    return page_by_height(
        things,
        answer.question,
        lambda known, _: sum(lines_of(line) for line in _credit(known, answer, signs, disputed)),
        _LINES_A_PAGE,
    )


def _nothing(answer: PersonCredits) -> str:
    name, words = escape(answer.person.name, NAME), WORDS[answer.kind]
    sign = missing(aired=answer.aired).sign
    if answer.aired:
        return f"{sign} No episode {words.done} by {name} is on record."
    return f"{sign} Nobody has said that {name} {words.does} here."


def _disputed(several: tuple[Known, ...]) -> set[int]:
    """The facts among these that another one of the same episode contradicts."""
    of_episode: dict[int, list[Known]] = {}
    for known in several:
        for episode in known.fact.episodes:
            of_episode.setdefault(episode.id, []).append(known)
    return {known.fact.id for same in of_episode.values() if contradictory(same) for known in same}


def _credit(known: Known, answer: PersonCredits, signs: Signs, disputed: set[int]) -> list[str]:
    """A line with what a credit says, and one with what became of it."""
    fact = known.fact
    words = sentence(fact)
    if fact.episodes and not (fact.spoils or fact.statement):
        others = [person for person in fact.people if person.id != answer.person.id]
        together = f", with {names(others)}" if others else ""
        words = f"{_where(fact, answer)}{together}"
    if fact.id in disputed:
        words = f"{words} · {aside(DISPUTED)}"
    return [signs.behind(words, look_at(known)), *outcome_lines(known, answer.later)]


def _where(fact: Fact, answer: PersonCredits) -> str:
    where = bold(capitalised(place(fact)))
    titles = [escape(episode.title, NAME) for each in fact.episodes if (episode := each.as_of(answer.day)).title]
    return " ".join([where, *titles]) if len(fact.episodes) == 1 else where
