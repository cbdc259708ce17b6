"""What is known of an episode."""

from collections.abc import Sequence

from bot.domain.answers import EpisodeAnswer
from bot.domain.certainty import contradictory
from bot.domain.facts import Known
from bot.domain.questions import Question, Thing, Topic, What
from bot.ui.answers import buttons
from bot.ui.answers.roles import role_line
from bot.ui.card import Card, Section, colour_of
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import DISAGREE, NO_SEASON, guarded, names, sentence, status_line
from bot.ui.statuses import UNKNOWN
from bot.ui.text import aside, bold

_MOST_RIVALS = 3
_MOST_ROLES = 12
_MOST_NEWS = 3


def title(answer: EpisodeAnswer) -> str:
    """An episode by its code and title."""
    episode = answer.episode
    return f"{episode.code} · {episode.title}" if episode.title else f"{episode.code}: title not announced"


def card(answer: EpisodeAnswer) -> Card:
    """Title, air date, director, writers and cast, each with its status."""
    code = answer.episode.code
    directors = Question(Topic.DIRECTOR, answer.show.id, Thing(What.SEASON, code.season))
    return finished_card(
        title(answer),
        [],
        [
            _part("Air date", answer.releases, "No air date is recorded."),
            _part("Director", answer.directors, "No director is recorded.", _said_of_season(answer)),
            _part("Writer", answer.writers, "No writer is recorded."),
            *_cast(answer),
            *(Section("Said of it", [sentence(known.fact), status_line(known)]) for known in answer.news[:_MOST_NEWS]),
        ],
        show=answer.show,
        day=answer.day,
        colour=colour_of(answer.directors or answer.releases),
        items=[
            buttons.ask(f"Directors of season {code.season}", directors),
            buttons.ask(f"Season {code.season}", Question(Topic.SEASON, answer.show.id, season=code.season)),
            buttons.sources(answer.question),
        ],
        note=f"{answer.runtime} minutes" if answer.runtime else "",
    )


def _said_of_season(answer: EpisodeAnswer) -> list[str]:
    if not answer.of_season:
        return []
    known = answer.of_season[0]
    return [f"Said of season {answer.episode.code.season}: {sentence(known.fact)}", status_line(known)]


def _part(heading: str, known: tuple[Known, ...], nothing: str, instead: Sequence[str] = ()) -> Section:
    if not known:
        return Section(heading, [f"{UNKNOWN.sign} {nothing}", *instead])
    lines: list[str] = []
    for rival in known[:_MOST_RIVALS]:
        fact = rival.fact
        words = names(fact.people) if fact.people else str(fact.released) if fact.released else sentence(fact)
        lines += [guarded(fact, bold(words)), status_line(rival)]
    if len(known) > _MOST_RIVALS:
        lines.append(aside(f"and {len(known) - _MOST_RIVALS} more"))
    return Section(heading, [*lines, aside(DISAGREE)] if contradictory(known) else lines)


def _cast(answer: EpisodeAnswer) -> list[Section]:
    sections: list[Section] = []
    if answer.cast:
        sections.append(Section("In this episode", [role_line(role) for role in answer.cast[:_MOST_ROLES]]))
    if answer.main_cast:
        name = f"Main cast of season {answer.episode.code.season}"
        sections.append(Section(name, [role_line(role) for role in answer.main_cast[:_MOST_ROLES]]))
    if answer.of_show:
        roles = [role_line(role) for role in answer.of_show[:_MOST_ROLES]]
        sections.append(Section("Main cast of the show", [*roles, aside(NO_SEASON)]))
    return sections
