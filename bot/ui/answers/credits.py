"""Who directed or wrote an episode or a season."""

from collections.abc import Sequence

from bot.domain.answers import CreditedEpisode, EpisodeCredits, SeasonCredits
from bot.domain.certainty import contradictory
from bot.domain.facts import Episode, Fact, Kind, Known, Person
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import Signs, most_common, sure_line, sure_line_of
from bot.ui.answers.crediting import DISPUTED, MOST_RIVALS, WORDS, open_claims, rivals_in_words
from bot.ui.answers.pages import Page, lines_of, page_by_height
from bot.ui.card import Card, card, colour_of, footer_height
from bot.ui.facts.sentences import (
    NAME,
    capitalised,
    names,
    outcome_lines,
    place,
    plain_names,
    sentence,
)
from bot.ui.statuses import look_at, missing
from bot.ui.text import bold, listed

_HIGHEST_EPISODE, _HIGHEST_SEASON = 8, 20
"""How many lines a card takes on a phone."""
_LONGEST_NOTE = "page 10 of 10"
_MOST_CLAIMS = 4
_MOST_NAMES = 3


def episode_card(answer: EpisodeCredits) -> Card:
    """Who directed or wrote an episode, rivals side by side; if nobody is on record, what is known instead."""
    if not answer.credits:
        return _unrecorded(answer)
    code, did = answer.episode.code, WORDS[answer.kind].did
    best = answer.credits[0]
    is_answer = len(answer.credits) == 1 and not best.fact.spoils and best.certainty.status.is_sure
    disputed = contradictory(answer.credits)
    title = f"{capitalised(DISPUTED)}: who {did} {code}?" if disputed else f"Who {did} {code}?"
    if is_answer and best.fact.people:
        title = f"{plain_names(best.fact.people)} {did} {code}"
    lead = _side_by_side(answer, title, disputed=disputed, in_title=is_answer)
    open_facts = [known.fact for known in answer.credits if not known.fact.spoils]
    people = list(dict.fromkeys(person for fact in open_facts for person in fact.people))
    return card(
        title,
        lead,
        show=answer.show,
        day=answer.day,
        colour=colour_of(answer.credits),
        items=[*_credited_to(answer, people[:2]), buttons.sources(answer.question)],
    )


def _side_by_side(answer: EpisodeCredits, title: str, *, disputed: bool, in_title: bool) -> list[str]:
    """An episode's title and its credits with who said so: as many as fit on the card, and at least two."""
    room = _HIGHEST_EPISODE - lines_of(title) - footer_height(answer.show, answer.day)
    most = min(MOST_RIVALS, len(answer.credits))
    lines = _first_of(answer, most, disputed=disputed, in_title=in_title)
    while most > 2 and sum(map(lines_of, lines)) > room:
        most -= 1
        lines = _first_of(answer, most, disputed=disputed, in_title=in_title)
    return lines


def _first_of(answer: EpisodeCredits, most: int, *, disputed: bool, in_title: bool) -> list[str]:
    """An episode's title and its first credits with who said so, once if they are equally sure."""
    shown, left_out = answer.credits[:most], len(answer.credits) - most
    alike = len({known.certainty.status for known in shown}) == 1
    lines = _called(answer.episode)
    for known in shown:
        credited = _credited(known.fact, in_title=in_title)
        lines += [f"or {credited[0]}", *credited[1:]] if disputed and known is not shown[0] else credited
        lines += [*([] if alike else [sure_line(known)]), *outcome_lines(known, answer.later)]
    if left_out > 0:
        lines.append(f"or {left_out} more" if disputed else f"and {left_out} more")
    return [*lines, sure_line_of(shown)] if alike else lines


def _called(episode: Episode) -> list[str]:
    """A line with an episode's title, if one is known."""
    return [f"“{escape(episode.title, NAME)}”"] if episode.title else []


def _credited(fact: Fact, *, in_title: bool) -> list[str]:
    """What a credit says, without what the card's title says already."""
    if fact.statement or fact.spoils or not fact.people:
        return [sentence(fact)]
    also = [capitalised(place(fact))] if len(fact.episodes) > 1 else []
    return also if in_title else [bold(names(fact.people)), *also]


def _unrecorded(answer: EpisodeCredits) -> Card:
    code, words = answer.episode.code, WORDS[answer.kind]
    named = set(answer.elsewhere)
    claims = [known for known in open_claims(answer.of_season, answer.later) if not named.issuperset(_people_in(known))]
    lead = [*_called(answer.episode), str(missing(aired=answer.aired))]
    for known in claims[:1]:
        lead += [sentence(known.fact), sure_line(known)]
    if answer.elsewhere:
        lead.append(f"Known in season {code.season}: {_people(answer.elsewhere)}")
    season = Question(answer.question.topic, answer.show.id, Thing(What.SEASON, code.season), day=answer.question.day)
    items: list[buttons.Item] = [buttons.ask(f"{capitalised(words.people)}s", season)]
    if answer.of_season:
        items.append(buttons.sources(answer.question))
    return card(
        f"Who {words.did if answer.aired else words.does} {code}?",
        lead,
        show=answer.show,
        day=answer.day,
        colour=colour_of(()),
        items=items,
    )


def _people_in(known: Known) -> Sequence[Person | None]:
    """The people that a claim names; None stands for people without a name in it."""
    return known.fact.people or (None,)


def _people(people: Sequence[Person]) -> str:
    shown = [escape(person.name, NAME) for person in people[:_MOST_NAMES]]
    rest = len(people) - _MOST_NAMES
    return listed([*shown, f"{rest} more"] if rest > 0 else shown)


def _credited_to(answer: EpisodeCredits, people: Sequence[Person]) -> list[buttons.Item]:
    question = answer.question
    return [
        buttons.ask(
            person.name, Question(question.topic, question.show, Thing(What.PERSON, person.id), day=question.day)
        )
        for person in people
    ]


def season_card(answer: SeasonCredits, opener: int) -> Card:
    """A page of a season's credits by episode, headed by what is claimed of them all."""
    question = answer.question
    title, (lead, signs) = _season_title(answer), _season_lead(answer)
    page = season_page(answer)
    lead += [_line(thing, signs) for thing in page.shown]
    best = _best(answer)
    items = [*buttons.turn(question, opener=opener, more=page.more), _other_craft(answer)]
    if not best and not answer.seasons:
        overview = Question(Topic.SEASON, answer.show.id, season=answer.season, day=question.day)
        items.append(buttons.ask(f"Season {answer.season}", overview))
    if answer.of_season or best:
        items.append(buttons.sources(question))
    return card(
        title,
        lead,
        show=answer.show,
        day=answer.day,
        colour=signs.shared.colour,
        items=items,
        notes=(signs.foot, page.note),
    )


def season_page(answer: SeasonCredits) -> Page[CreditedEpisode | Known]:
    """The page of a season's credits that was asked for: its episodes, then what else is claimed of it."""
    things = [*answer.episodes, *_also_said(answer)] if _best(answer) else []
    lead, signs = _season_lead(answer)
    for thing in things:
        _line(thing, signs)
    # The signs are already those of all pages, so that no page has a higher foot.
    foot = footer_height(answer.show, answer.day, signs.foot, _LONGEST_NOTE)
    room = _HIGHEST_SEASON - lines_of(_season_title(answer)) - sum(map(lines_of, lead)) - foot
    return page_by_height(things, answer.question, lambda thing, _: lines_of(_line(thing, signs)), room)


def _season_title(answer: SeasonCredits) -> str:
    words = WORDS[answer.kind]
    return f"Who {words.did if answer.aired else words.does} season {answer.season}?"


def _season_lead(answer: SeasonCredits) -> tuple[list[str], Signs]:
    """The lines above the episodes, and the signs for episodes that differ."""
    best = _best(answer)
    return _of_all(answer, best) if best else _nobody_named(answer)


def _best(answer: SeasonCredits) -> list[Known]:
    """The best attested credit of each episode that has one."""
    return [episode.credits[0] for episode in answer.episodes if episode.credits]


def _line(thing: CreditedEpisode | Known, signs: Signs) -> str:
    if isinstance(thing, CreditedEpisode):
        return _episode_line(thing, signs)
    return signs.behind(f"Also said: {sentence(thing.fact)}", look_at(thing))


def _of_all(answer: SeasonCredits, best: Sequence[Known]) -> tuple[list[str], Signs]:
    """What is said of all episodes and how sure it is, and the signs for episodes that differ."""
    if said := _said_of_all(answer):
        return [sentence(said.fact), sure_line(said)], Signs(look_at(said))
    shared = most_common(map(look_at, best))
    lines = [sure_line_of([known for known in best if look_at(known) is shared])]
    recorded = sum(known.certainty.status.is_sure for known in best)
    if recorded != answer.size:
        lines.insert(0, f"Known for {recorded} of {answer.size or len(answer.episodes)} episodes")
    return lines, Signs(shared)


def _said_of_all(answer: SeasonCredits) -> Known | None:
    """What is surely claimed of every episode, if anything is."""
    sizes = (answer.size or 0, len(answer.episodes))
    claims = [known for known in open_claims(answer.of_season, answer.later) if known.certainty.status.is_sure]
    return next((known for known in claims if known.fact.set_size in sizes and not known.fact.people), None)


def _also_said(answer: SeasonCredits) -> list[Known]:
    """What else is claimed of a season while some episodes have no credit, but not of those who have one."""
    if all(episode.credits for episode in answer.episodes):
        return []
    named = {person for episode in answer.episodes for known in episode.credits for person in known.fact.people}
    above = _said_of_all(answer)
    claims = [known for known in open_claims(answer.of_season, answer.later) if known != above]
    return [known for known in claims if not named.issuperset(_people_in(known))][:_MOST_CLAIMS]


def _nobody_named(answer: SeasonCredits) -> tuple[list[str], Signs]:
    """What is claimed of a season without a credited episode, the best attested first, and how sure that is."""
    look, words = missing(aired=answer.aired), WORDS[answer.kind]
    claims = open_claims(answer.of_season, answer.later)[:_MOST_CLAIMS]
    if not claims:
        return [str(look)], Signs(look)
    first, *rest = claims
    signs = Signs(look_at(first))
    others = [signs.behind(sentence(known.fact), look_at(known)) for known in rest]
    nobody = f"{look} · who {words.did if answer.aired else words.does} which episode"
    return [sentence(first.fact), sure_line(first), *others, nobody], signs


def _other_craft(answer: SeasonCredits) -> buttons.Item:
    topic, name = (Topic.DIRECTOR, "Directors") if answer.kind is Kind.WRITER else (Topic.WRITER, "Writers")
    question = Question(topic, answer.show.id, Thing(What.SEASON, answer.season), day=answer.question.day)
    return buttons.ask(name, question)


def _episode_line(line: CreditedEpisode, signs: Signs) -> str:
    code = bold(f"E{line.episode.code.number:02}")
    if not line.credits:
        look = missing(aired=line.aired)
        return f"{code} {look.sign} {look.word.lower()}"
    return f"{code} {rivals_in_words(line.credits, signs)}"
