"""What is known of a season."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.answer_facts import facts_in
from bot.domain.answers import SeasonAnswer
from bot.domain.certainty import contradictory
from bot.domain.dates import PartialDate, day_in_words
from bot.domain.facts import Known
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import Signs, brief, sure_line
from bot.ui.answers.ending import DISAGREE, course_lines, ending_lines, no_season_lines
from bot.ui.answers.name_lists import Entry, in_lines, makers, players
from bot.ui.answers.pages import lines_of
from bot.ui.card import Card, footer_height
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NAME, NO_SOURCE, brief_sentence, capitalised, guarded, outcome, outcome_lines
from bot.ui.statuses import Look, look_at, missing
from bot.ui.text import aside, bold

_HIGHEST = 18
_MOST_RIVALS = 3
_MOST_CLAIMS = 2
_MOST_NEWS = 2


@dataclass(frozen=True, slots=True)
class _Head:
    """The title with the lines that say when the season comes out, or that there is none, and how sure that is."""

    title: str
    lines: list[str]
    look: Look


def card(answer: SeasonAnswer) -> Card:
    """When the season comes out and how it goes on, who directs, plays in and makes it, and the newest of it."""
    head = _head(answer)
    signs = Signs(head.look)
    lines = list(head.lines)
    if not answer.is_no_season:
        lines += ending_lines(answer, signs)
    lines += course_lines(answer, signs, is_out=_is_out(answer))
    if not answer.is_no_season:
        lines += [*_directors(answer, signs), *_cast(answer, signs), *_made_by(answer, signs), *_missing(answer)]
    lines += _news(answer, signs, head.title, lines)
    return finished_card(
        head.title,
        lines,
        show=answer.show,
        day=answer.day,
        colour=head.look.colour,
        items=_buttons(answer),
        notes=_notes(answer, signs),
    )


def _buttons(answer: SeasonAnswer) -> list[buttons.Item]:
    show, day = answer.show.id, answer.question.day
    there = not answer.is_no_season
    season = Thing(What.SEASON, answer.season)
    about = {
        "Cast": Question(Topic.CAST, show, EVERYONE, answer.season, day),
        "Directors": Question(Topic.DIRECTOR, show, season, day=day),
        "Writers": Question(Topic.WRITER, show, season, day=day),
        "Episodes": Question(Topic.EPISODES, show, season, day=day),
    }
    return [
        *(buttons.ask(words, question) for words, question in about.items() if there),
        buttons.ask("News", Question(Topic.NEWS, show, None, answer.season if there else None, day)),
        *([buttons.sources(answer.question)] if facts_in(answer) else []),
    ]


def _notes(answer: SeasonAnswer, signs: Signs) -> tuple[str, str]:
    known = answer.releases or answer.premiere or answer.news
    size = f"{answer.size} {'episode' if answer.size == 1 else 'episodes'}" if answer.size and known else ""
    return size, signs.foot


def _head(answer: SeasonAnswer) -> _Head:
    if answer.is_no_season and (ending := answer.ending):
        look = look_at(ending.known)
        return _Head(f"There is no season {answer.season}", no_season_lines(ending, answer.later), look)
    question = f"{answer.show.title}, season {answer.season}"
    exact = _exact(answer)
    if not exact:
        look = missing(aired=answer.aired)
        unsourced = [bold(day_in_words(answer.unsourced)), aside(NO_SOURCE)] if answer.unsourced else []
        return _Head(question, unsourced or _missing_of(answer, look), look)
    look = look_at(exact[0])
    if len(exact) > 1 and contradictory(exact):
        rivals = [line for release in exact[:_MOST_RIVALS] for line in _rival(answer, release)]
        return _Head(question, [*rivals, DISAGREE], look)
    release, *_ = exact
    is_open = release.certainty.status.is_sure and not release.fact.gives_away
    words = [brief_sentence(release.fact)] if release.fact.statement else []
    when = [] if is_open else [guarded(release.fact, bold(capitalised(str(release.fact.released))))]
    title = _comes_out(answer, release.fact.released) if is_open and release.fact.released else question
    return _Head(title, [*when, *words, sure_line(release), *outcome_lines(release, answer.later)], look)


def _exact(answer: SeasonAnswer) -> list[Known]:
    """What says when the season comes out. A date within an earlier, vaguer date refines that one."""
    known = answer.releases or answer.premiere
    return [release for release in known if not _is_refined(release, known)]


def _is_refined(release: Known, known: Sequence[Known]) -> bool:
    date = release.fact.released
    others = (other.fact.released for other in known if other is not release)
    return date is not None and any(other is not None and other != date and date.covers(other) for other in others)


def _rival(answer: SeasonAnswer, release: Known) -> list[str]:
    when = guarded(release.fact, bold(capitalised(str(release.fact.released))))
    return [f"{when} · {sure_line(release)}", *outcome_lines(release, answer.later)]


def _comes_out(answer: SeasonAnswer, when: PartialDate) -> str:
    past = when.last <= answer.day
    verb = ("came out" if past else "comes out") if answer.releases else ("began" if past else "begins")
    return f"Season {answer.season} {verb} {'on' if when.is_day else 'in'} {when}"


def _is_out(answer: SeasonAnswer) -> bool:
    """Whether it has come out, as far as that is sure."""
    when = [release.fact.released for release in _exact(answer) if release.certainty.status.is_sure]
    return answer.aired or bool(when and when[0] and when[0].last <= answer.day)


def _directors(answer: SeasonAnswer, signs: Signs) -> list[str]:
    """Who they are, and what is claimed of all. A claim that somebody's credit settled is left to the button."""
    lines: list[str] = []
    if answer.directors:
        entries = [Entry(escape(person.name, NAME)) for person in answer.directors]
        is_whole = answer.size is None or answer.directed >= answer.size
        heading = "Directors" if is_whole else f"Directors ({answer.directed} of {answer.size} episodes)"
        lines.append(in_lines(heading, entries, signs, 2))
    claims = [known for known in answer.of_directors if not (lines and outcome(known, answer.later))]
    for known in claims[: 1 if lines else _MOST_CLAIMS]:
        said = signs.behind(brief_sentence(known.fact), look_at(known))
        lines += [said if lines else f"{bold('Directors')} {said}", *outcome_lines(known, answer.later)]
    return lines


def _cast(answer: SeasonAnswer, signs: Signs) -> list[str]:
    lines: list[str] = []
    if answer.cast:
        lines.append(in_lines("Cast", players(answer.cast), signs, 3, rest=answer.more_roles))
    if answer.of_show:
        lines.append(in_lines("Cast, seasons not on record:", players(answer.of_show), signs, 3))
    return lines


def _made_by(answer: SeasonAnswer, signs: Signs) -> list[str]:
    return [in_lines("Made by", makers(answer.crew), signs, 3)] if answer.crew else []


def _missing(answer: SeasonAnswer) -> list[str]:
    """What is missing of a season whose date is known."""
    return _missing_of(answer, missing(aired=answer.aired)) if _exact(answer) or answer.unsourced else []


def _missing_of(answer: SeasonAnswer, look: Look) -> list[str]:
    parts = {
        "date": answer.releases or answer.premiere or answer.unsourced,
        "directors": answer.of_directors or answer.directors,
        "cast": answer.cast or answer.of_show,
    }
    *most, last = ["", *(what for what, known in parts.items() if not known)]
    before = ", ".join(filter(None, most))
    return [f"{look} · no {f'{before} or {last}' if before else last}"] if last else []


def _news(answer: SeasonAnswer, signs: Signs, title: str, lines: Sequence[str]) -> list[str]:
    """The newest news, as much as there is room for and at least one; what was settled or refuted since comes last."""
    used = sum(map(lines_of, [title, *lines])) + footer_height(answer.show, answer.day, *_notes(answer, signs))
    shown: list[str] = []
    for known in sorted(answer.news, key=lambda known: bool(outcome(known, answer.later)))[:_MOST_NEWS]:
        look = look_at(known)
        needed = [f"{bold(_heading(known))} {brief_sentence(known.fact)}", *outcome_lines(known, answer.later)]
        if shown and used + sum(map(lines_of, needed)) > _HIGHEST - 1:
            break
        used += sum(map(lines_of, needed))
        shown += [signs.behind(needed[0], look), *needed[1:]]
    return shown


def _heading(known: Known) -> str:
    days = [claim.published for claim in known.certainty.claims if claim.published]
    newest: PartialDate | None = max(days, key=lambda day: day.last, default=None)
    return f"News, {brief(newest)}"
