"""Who directed what."""

from collections.abc import Sequence

from bot.domain.answers import Directed, EpisodeCredits, EpisodeDirector, SeasonDirectors
from bot.domain.facts import Known, Person
from bot.domain.questions import Question, Thing, Topic, What
from bot.ui import buttons
from bot.ui.cards.card import Card, card, colour_of, page_of
from bot.ui.facts import DISAGREE, NAME, attribution, episode_name, names, outcome, place, sentence, status_line
from bot.ui.looks import UNKNOWN, look_of
from bot.ui.text import aside, bold, escape, listed

_MOST_CLAIMS = 4
_EPISODES_A_PAGE = 13
_CREDITS_A_PAGE = 8
_MOST_NAMES = 13


def episode_card(answer: EpisodeDirector) -> Card:
    """An episode's director, rivals side by side; or that none is recorded, with what is known of the season."""
    code = answer.episode.code
    if not answer.credits:
        return _unrecorded(answer)
    single = len(answer.credits) == 1
    title = f"{_plain_names(answer.credits[0].fact.people)} directed {code}" if single else f"Who directed {code}?"
    lines = [bold(episode_name(answer.episode))]
    if not single:
        lines.append(aside(DISAGREE))
    for known in answer.credits:
        lines += ["", bold(names(known.fact.people)), status_line(known), *_note(known)]
        if after := outcome(known, answer.later):
            lines.append(after)
    people = list(dict.fromkeys(person for known in answer.credits for person in known.fact.people))
    items = [*_directed_by(answer.question, people[:2]), buttons.sources(answer.question)]
    colour = colour_of(answer.credits)
    return card(title, lines, show=answer.show, day=answer.day, colour=colour, items=items)


def _unrecorded(answer: EpisodeDirector) -> Card:
    code = answer.episode.code
    lines = [f"{UNKNOWN}\nNo director is recorded for {bold(episode_name(answer.episode))}."]
    if answer.of_season:
        lines += ["", bold(f"Said of season {code.season}"), *_claims(answer.of_season[:_MOST_CLAIMS], answer.later)]
    if answer.elsewhere:
        lines += ["", bold("Known so far"), _people(answer.elsewhere)]
    season = Question(Topic.DIRECTOR, answer.show.id, Thing(What.SEASON, code.season), day=answer.question.day)
    items = [buttons.ask(f"Directors of season {code.season}", season)]
    if answer.of_season:
        items.append(buttons.sources(answer.question))
    title = f"No director is recorded for {code}"
    return card(title, lines, show=answer.show, day=answer.day, colour=colour_of(()), items=items)


def _claims(claims: Sequence[Known], later: tuple[Known, ...]) -> list[str]:
    lines: list[str] = []
    for known in claims:
        lines += [sentence(known.fact), status_line(known)]
        if after := outcome(known, later):
            lines.append(after)
    return lines


def _note(known: Known) -> list[str]:
    note = known.standing.decisive.note
    return [aside(escape(note, 300))] if note else []


def _people(people: Sequence[Person]) -> str:
    shown = listed(escape(person.name, NAME) for person in people[:_MOST_NAMES])
    rest = len(people) - _MOST_NAMES
    return f"{shown}, and {rest} more" if rest > 0 else shown


def _plain_names(people: Sequence[Person]) -> str:
    return listed(person.name for person in people)


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
    credited = [episode for episode in answer.episodes if episode.credits]
    size = f" of {answer.size}" if answer.size else ""
    lines: list[str] = []
    if answer.of_season and not answer.question.page:
        lines += [*_claims(answer.of_season[:_MOST_CLAIMS], answer.later), ""]
    shown, more = page_of(answer.episodes, answer.question, _EPISODES_A_PAGE)
    if credited:
        lines += [bold(f"Recorded for {len(credited)}{size} episodes"), *(_episode_line(one) for one in shown)]
    else:
        more = False
        lines.append(f"{UNKNOWN}\nNo director of a particular episode of season {answer.season} is recorded.")
    items = buttons.turn(answer.question, opener=opener, more=more)
    if answer.of_season or credited:
        items.append(buttons.sources(answer.question))
    colour = colour_of(answer.of_season or (credited[0].credits if credited else ()))
    title = f"Directors of season {answer.season}"
    return card(title, lines, show=answer.show, day=answer.day, colour=colour, items=items)


def _episode_line(one: EpisodeCredits) -> str:
    code = bold(str(one.episode.code))
    if not one.credits:
        return f"{UNKNOWN.sign} {code} · no director recorded"
    told = " or ".join(
        f"{look_of(known.standing.status).sign} {names(known.fact.people)} ({known.standing.status})"
        for known in one.credits[:3]
    )
    return f"{code} · {told}" + (" · sources disagree" if len(one.credits) > 1 else "")


def person_card(answer: Directed, opener: int) -> Card:
    """What a person directed."""
    name = answer.person.name
    episodes = [known for known in answer.credits if known.fact.episodes]
    shown, more = page_of(answer.credits, answer.question, _CREDITS_A_PAGE)
    lines: list[str] = []
    for known in shown:
        lines += [_credit(known), f"{look_of(known.standing.status)} · {attribution(known)}"]
        if after := outcome(known, answer.later):
            lines.append(after)
    if not lines:
        lines = [f"{UNKNOWN}\n{escape(name, NAME)} is not on record as having directed anything here."]
    items = buttons.turn(answer.question, opener=opener, more=more)
    roles = Question(Topic.CAST, answer.show.id, Thing(What.PERSON, answer.person.id), day=answer.question.day)
    items.append(buttons.ask(f"Roles of {name}", roles))
    if answer.credits:
        items.append(buttons.sources(answer.question))
    count = f"{len(episodes)} episode{'' if len(episodes) == 1 else 's'}"
    title = f"{name} directed {count}" if episodes else f"{name} as a director"
    colour = colour_of(answer.credits)
    return card(title, lines, show=answer.show, day=answer.day, colour=colour, items=items)


def _credit(known: Known) -> str:
    fact = known.fact
    if fact.statement or len(fact.episodes) != 1:
        return bold(sentence(fact)) if not fact.spoils else sentence(fact)
    together = f" with {names(fact.people[1:])}" if len(fact.people) > 1 else ""
    return f"{bold(episode_name(fact.episodes[0]))}{together}" if fact.episodes else bold(place(fact))
