"""Who directed what."""

from collections.abc import Sequence

from bot.domain.answers import Directed, EpisodeCredits, EpisodeDirector, SeasonDirectors
from bot.domain.certainty import contradictory
from bot.domain.facts import Episode, Known, Person
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.card import Card, Section, card, colour_of, page_note, page_of
from bot.ui.facts.sentences import (
    DISAGREE,
    NAME,
    capitalised,
    episode_name,
    guarded,
    names,
    outcome,
    place,
    plain_names,
    remark,
    sentence,
    status_line,
)
from bot.ui.statuses import UNKNOWN, look_of
from bot.ui.text import aside, bold, listed

_MOST_CLAIMS = 4
_MOST_CLAIMS_OF_EPISODE = 2
_EPISODES_A_PAGE = 13
_MOST_NAMES = 13


def episode_card(answer: EpisodeDirector) -> Card:
    """An episode's director, rivals side by side; or that none is recorded, with what is known of the season."""
    if not answer.credits:
        return _unrecorded(answer)
    code = answer.episode.code
    single = len(answer.credits) == 1
    best = answer.credits[0].fact
    open_answer = single and not best.spoils and answer.credits[0].certainty.status.is_sure
    title = f"{plain_names(best.people)} directed {code}" if open_answer else f"Who directed {code}?"
    lead = [bold(episode_name(answer.episode)), *([aside(DISAGREE)] if contradictory(answer.credits) else [])]
    open_facts = [known.fact for known in answer.credits if not known.fact.spoils]
    people = list(dict.fromkeys(person for fact in open_facts for person in fact.people))
    return card(
        title,
        lead,
        [_claim(known, answer.later) for known in answer.credits],
        show=answer.show,
        day=answer.day,
        colour=colour_of(answer.credits),
        items=[*_directed_by(answer.question, people[:2]), buttons.sources(answer.question)],
    )


def _unrecorded(answer: EpisodeDirector) -> Card:
    code = answer.episode.code
    lead = [f"{UNKNOWN}\nNo director is recorded for {bold(episode_name(answer.episode))}."]
    sections = [_claim(known, answer.later) for known in answer.of_season[:_MOST_CLAIMS_OF_EPISODE]]
    if answer.elsewhere:
        sections.append(Section(f"Known so far in season {code.season}", [_people(answer.elsewhere)]))
    season = Question(Topic.DIRECTOR, answer.show.id, Thing(What.SEASON, code.season), day=answer.question.day)
    items: list[buttons.Item] = [buttons.ask(f"Directors of season {code.season}", season)]
    if answer.of_season:
        items.append(buttons.sources(answer.question))
    title = f"No director is recorded for {code}"
    return card(title, lead, sections, show=answer.show, day=answer.day, colour=colour_of(()), items=items)


def _claim(known: Known, later: tuple[Known, ...]) -> Section:
    """What is said about who directed, with how sure it is."""
    fact = known.fact
    name = plain_names(fact.people) if fact.episodes and fact.people and not fact.spoils else f"Said of {place(fact)}"
    lines = [] if fact.episodes and not (fact.statement or fact.spoils) else [sentence(fact)]
    if len(fact.episodes) > 1 and not fact.spoils and not fact.statement:
        lines.append(capitalised(place(fact)))
    lines += [status_line(known), *_note(known)]
    if after := outcome(known, later):
        lines.append(after)
    return Section(name, lines)


def _note(known: Known) -> list[str]:
    note = known.certainty.agreeing[0].note
    return [remark(known.fact, aside(escape(note, 300)))] if note else []


def _people(people: Sequence[Person]) -> str:
    shown = listed(escape(person.name, NAME) for person in people[:_MOST_NAMES])
    rest = len(people) - _MOST_NAMES
    return f"{shown}, and {rest} more" if rest > 0 else shown


def _directed_by(question: Question, people: Sequence[Person]) -> list[buttons.Item]:
    return [
        buttons.ask(
            f"Directed by {person.name}",
            Question(Topic.DIRECTOR, question.show, Thing(What.PERSON, person.id), day=question.day),
        )
        for person in people
    ]


def season_card(answer: SeasonDirectors, opener: int) -> Card:
    """A season's directors by episode, headed by what is claimed of them all."""
    question = answer.question
    credited = [episode for episode in answer.episodes if episode.credits]
    recorded = [episode for episode in credited if episode.credits[0].certainty.status.is_sure]
    left_out = len(answer.of_season) - _MOST_CLAIMS
    sections = [_claim(known, answer.later) for known in answer.of_season[:_MOST_CLAIMS] if not question.page]
    shown, more = page_of(answer.episodes, question, _EPISODES_A_PAGE)
    more = more and bool(credited)
    lead: list[str] = []
    if credited:
        size = f" of {answer.size}" if answer.size else ""
        lead = [bold(f"Recorded for {len(recorded)}{size} episodes"), *(_episode_line(credited) for credited in shown)]
    else:
        lead = [f"{UNKNOWN}\nNo director of a particular episode of season {answer.season} is recorded."]
    items = buttons.turn(question, opener=opener, more=more)
    if answer.of_season or credited:
        items.append(buttons.sources(question))
    return card(
        f"Directors of season {answer.season}",
        lead,
        sections,
        show=answer.show,
        day=answer.day,
        colour=colour_of(answer.of_season or (credited[0].credits if credited else ())),
        items=items,
        note=" · ".join(
            words
            for words in (
                page_note(question, len(answer.episodes), _EPISODES_A_PAGE) if credited else "",
                f"{left_out} more about the season: see Sources" if left_out > 0 and not question.page else "",
            )
            if words
        ),
    )


def _episode_line(line: EpisodeCredits) -> str:
    code = bold(str(line.episode.code))
    if not line.credits:
        return f"{UNKNOWN.sign} {code} · no director recorded"
    directors = " or ".join(
        f"{guarded(known.fact, names(known.fact.people))} ({known.certainty.status})" for known in line.credits[:3]
    )
    sign = look_of(line.credits[0].certainty.status).sign
    return f"{sign} {code} · {directors}" + (" · sources disagree" if len(line.credits) > 1 else "")


def person_card(answer: Directed, opener: int) -> Card:
    """What a person directed."""
    name = answer.person.name
    sure = [known.fact for known in answer.credits if known.certainty.status.is_sure and not known.fact.spoils]
    episodes = {episode.code for fact in sure for episode in fact.episodes}
    shown, more = page_of(answer.credits, answer.question)
    nothing = f"{UNKNOWN}\n{escape(name, NAME)} is not on record as having directed anything here."
    roles = Question(Topic.CAST, answer.show.id, Thing(What.PERSON, answer.person.id), day=answer.question.day)
    items = buttons.turn(answer.question, opener=opener, more=more)
    items.append(buttons.ask(f"Roles of {name}", roles))
    if answer.credits:
        items.append(buttons.sources(answer.question))
    count = f"{len(episodes)} episode{'' if len(episodes) == 1 else 's'}"
    return card(
        f"{name} directed {count}" if episodes else f"{name} as a director",
        [] if shown else [nothing],
        [_credit(known, answer) for known in shown],
        show=answer.show,
        day=answer.day,
        colour=colour_of(answer.credits),
        items=items,
        note=page_note(answer.question, len(answer.credits)),
    )


def _credit(known: Known, answer: Directed) -> Section:
    fact = known.fact
    if len(fact.episodes) != 1 or fact.spoils or fact.statement:
        return _claim(known, answer.later)
    together = [f"With {names(fact.people)}"] if len(fact.people) > 1 else []
    after = outcome(known, answer.later)
    return Section(
        _plain_episode(fact.episodes[0].as_of(answer.day)), [*together, status_line(known), *([after] if after else [])]
    )


def _plain_episode(episode: Episode) -> str:
    return f"{episode.code} · {episode.title}" if episode.title else str(episode.code)
