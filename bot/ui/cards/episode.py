"""What is known of an episode."""

from bot.domain.answers import EpisodeAnswer, Role
from bot.domain.facts import Known
from bot.domain.questions import Question, Thing, Topic, What
from bot.ui import buttons
from bot.ui.cards.card import Card, colour_of
from bot.ui.cards.card import card as finished_card
from bot.ui.facts import DISAGREE, NAME, attribution, names, sentence, status_line
from bot.ui.looks import UNKNOWN, look_of
from bot.ui.text import aside, bold, escape, listed, spoiler

_MOST_RIVALS = 3
_MOST_ROLES = 12
_MOST_NEWS = 3


def title(answer: EpisodeAnswer) -> str:
    """An episode by its code and title."""
    episode = answer.episode
    return f"{episode.code} · {episode.title}" if episode.title else f"{episode.code}: title not announced"


def card(answer: EpisodeAnswer) -> Card:
    """Title, air date, director, writers and cast, each with its status."""
    lines = [
        *_part("Air date", answer.releases, "No air date is recorded."),
        *_part("Director", answer.directors, "No director is recorded."),
    ]
    if not answer.directors and answer.of_season:
        known = answer.of_season[0]
        lines.append(f"Said of the season: {sentence(known.fact)} {look_of(known.standing.status)}")
    lines += _part("Writers", answer.writers, "No writer is recorded.")
    lines += _cast(answer)
    for known in answer.news[:_MOST_NEWS]:
        lines += ["", sentence(known.fact), status_line(known)]
    code = answer.episode.code
    directors = Question(Topic.DIRECTOR, answer.show.id, Thing(What.SEASON, code.season))
    items = [
        buttons.ask(f"Directors of season {code.season}", directors),
        buttons.ask(f"Season {code.season}", Question(Topic.SEASON, answer.show.id, season=code.season)),
        buttons.sources(answer.question),
    ]
    note = f"{answer.runtime} minutes" if answer.runtime else ""
    colour = colour_of(answer.directors or answer.releases)
    return finished_card(
        title(answer), lines, show=answer.show, day=answer.day, colour=colour, items=items, note=note
    )


def _part(heading: str, known: tuple[Known, ...], nothing: str) -> list[str]:
    if not known:
        return [f"{bold(heading)} · {UNKNOWN.sign} {nothing}"]
    lines: list[str] = []
    for one in known[:_MOST_RIVALS]:
        fact = one.fact
        told = names(fact.people) if fact.people else str(fact.released) if fact.released else sentence(fact)
        lines += [f"{bold(heading)} · {told}", f"{look_of(one.standing.status)} · {attribution(one)}"]
    if len(known) > 1:
        lines.append(aside(DISAGREE))
    return lines


def _cast(answer: EpisodeAnswer) -> list[str]:
    lines: list[str] = []
    if answer.cast:
        lines += ["", bold("In this episode")]
        lines += [_role(role) for role in answer.cast[:_MOST_ROLES]]
    if answer.main_cast:
        lines += ["", bold(f"Main cast of season {answer.episode.code.season}")]
        lines.append(listed(_role(role) for role in answer.main_cast[:_MOST_ROLES]))
    return lines


def _role(role: Role) -> str:
    person = escape(role.person.name, NAME)
    sign = look_of(role.parts[0].standing.status).sign
    if role.character is None:
        return f"{sign} {person}"
    spoils = role.character.spoils or role.parts[0].fact.spoils
    name = escape(role.character.name, NAME)
    return f"{sign} {person} ({f'{spoiler(name)}, spoils {spoils}' if spoils else name})"
