"""What is known of a season."""

from bot.domain.answers import SeasonAnswer, facts_in
from bot.domain.certainty import contradictory
from bot.domain.facts import Known
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.roles import role_line
from bot.ui.card import Card, Section, colour_of
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import DISAGREE, NAME, NO_SEASON, attribution, capitalised, guarded, sentence, status_line
from bot.ui.statuses import UNKNOWN, look_of
from bot.ui.text import aside, bold, listed

_MOST_RIVALS = 3
_MOST_CLAIMS = 2
_MOST_ROLES = 10
_MOST_NEWS = 4
_MOST_DIRECTORS = 13


def card(answer: SeasonAnswer) -> Card:
    """Release, directors, cast and the latest news, each with its status."""
    show, season, day = answer.show.id, answer.season, answer.question.day
    known = bool(answer.releases or answer.premiere or answer.news)
    return finished_card(
        f"{answer.show.title}, season {season}",
        [],
        [
            Section("Release", _release(answer)),
            Section("Directors", _directors(answer)),
            Section("Cast", _cast(answer)),
            *_cast_of_show(answer),
            *_news(answer),
        ],
        show=answer.show,
        day=answer.day,
        colour=colour_of(answer.releases or answer.premiere),
        items=[
            buttons.ask("Directors", Question(Topic.DIRECTOR, show, Thing(What.SEASON, season), day=day)),
            buttons.ask("Cast", Question(Topic.CAST, show, EVERYONE, season, day)),
            buttons.ask("News", Question(Topic.NEWS, show, None, season, day)),
            *([buttons.sources(answer.question)] if facts_in(answer) else []),
        ],
        note=f"{answer.size} episodes" if answer.size and known else "",
    )


def _release(answer: SeasonAnswer) -> list[str]:
    known = answer.releases or answer.premiere
    if not known:
        return [f"{UNKNOWN}\nNo date for season {answer.season} has been announced."]
    # A date within an earlier, vaguer date refines it; the vaguer is then shown as what was said before.
    exact = [release for release in known if not _refined(release, known)]
    lines: list[str] = []
    for release in exact[:_MOST_RIVALS]:
        lines += [bold(capitalised(_date(release))), *_words(release), status_line(release)]
    for release in known:
        if release not in exact:
            lines.append(aside(f"Before that: {_date(release)}, {release.certainty.status} · {attribution(release)}"))
    return [*lines, aside(DISAGREE)] if contradictory(exact) else lines


def _refined(release: Known, known: tuple[Known, ...]) -> bool:
    date = release.fact.released
    others = (other.fact.released for other in known if other is not release)
    return date is not None and any(other is not None and other != date and date.covers(other) for other in others)


def _date(release: Known) -> str:
    return guarded(release.fact, str(release.fact.released))


def _words(release: Known) -> list[str]:
    return [sentence(release.fact)] if release.fact.statement else []


def _directors(answer: SeasonAnswer) -> list[str]:
    lines: list[str] = []
    for known in answer.of_directors[:_MOST_CLAIMS]:
        lines += [sentence(known.fact), status_line(known)]
    if answer.directors:
        size = f" of {answer.size}" if answer.size else ""
        shown = listed(escape(person.name, NAME) for person in answer.directors[:_MOST_DIRECTORS])
        lines.append(f"Recorded for {answer.directed}{size} episodes: {shown}")
    return lines or [str(UNKNOWN)]


def _cast(answer: SeasonAnswer) -> list[str]:
    if not answer.cast:
        return [str(UNKNOWN)]
    lines = [role_line(role) for role in answer.cast[:_MOST_ROLES]]
    rest = len(answer.cast) - _MOST_ROLES
    return [*lines, aside(f"and {rest} more")] if rest > 0 else lines


def _cast_of_show(answer: SeasonAnswer) -> list[Section]:
    roles = [role_line(role) for role in answer.of_show[:_MOST_ROLES]]
    return [Section("Cast of the show", [*roles, aside(NO_SEASON)])] if roles else []


def _news(answer: SeasonAnswer) -> list[Section]:
    lines = [
        f"{look_of(known.certainty.status)} · {sentence(known.fact)}\n{attribution(known)}"
        for known in answer.news[:_MOST_NEWS]
    ]
    return [Section("Latest", lines)] if lines else []
