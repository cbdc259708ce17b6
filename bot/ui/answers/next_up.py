"""What airs next, or what aired last."""

from datetime import date

from bot.domain.answer_facts import facts_in
from bot.domain.answers import NextAnswer
from bot.domain.dates import PartialDate, days_in_words
from bot.domain.facts import Episode
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.text import escape
from bot.domain.timetable import Slot
from bot.ui.answers import buttons
from bot.ui.answers.certainty import Signs, sure_line, who_said
from bot.ui.card import Card, colour_of
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NAME, brief_phrase, capitalised, episode_name, guarded
from bot.ui.statuses import NOT_ANNOUNCED, look_at, look_of
from bot.ui.text import bold

_LONG_AGO = 365


def card(answer: NextAnswer) -> Card:
    """The next episode with its date, in words and in days; or the last one, and that nothing more is announced."""
    slot, facts = answer.upcoming or answer.last, facts_in(answer)
    known = slot.known if slot else None
    signs = Signs(look_of(known.certainty.status if known else None))
    lead = _upcoming(answer, answer.upcoming) if answer.upcoming else _last(answer)
    return finished_card(
        _title(answer),
        [*lead, *_after_that(answer, signs)],
        show=answer.show,
        day=answer.day,
        colour=colour_of(facts),
        items=[*_related(answer, slot), *([buttons.sources(answer.question)] if facts else [])],
        notes=(signs.foot,),
    )


def _title(answer: NextAnswer) -> str:
    slot = answer.upcoming
    if slot and slot.date and _is_sure(slot):
        when = _days(slot.date, answer.day) if slot.date.is_day else f"in {slot.date}"
        return capitalised(f"{_code(slot)} {_verb(slot)} {when}")
    if slot:
        return f"Next: {_code(slot)}"
    if answer.last is None:
        return f"Next on {answer.show.title}"
    last = _code(answer.last)
    return f"No more episodes: {last} was the last" if answer.has_ended else f"The last episode was {last}"


def _is_sure(slot: Slot) -> bool:
    """Whether a title may say the date."""
    known = slot.known
    return known is not None and known.certainty.status.is_sure and not known.fact.gives_away


def _code(slot: Slot) -> str:
    return str(slot.episode.code) if slot.episode else f"season {slot.season}"


def _verb(slot: Slot) -> str:
    return "airs" if slot.episode else "begins"


def _upcoming(answer: NextAnswer, slot: Slot) -> list[str]:
    """What the title leaves out, with who said so."""
    if slot.date is None:
        return [f"{NOT_ANNOUNCED} · no date for {_name(slot, answer.day)}"]
    others = answer.together - 1
    more = f"with {others} more {'episode' if others == 1 else 'episodes'}" if others else ""
    if not _is_sure(slot):
        line = f"{_name(slot, answer.day)} {_verb(slot)} {_when(slot.date, answer.day)}"
        return _said(slot, f"{line}, {more}." if more else f"{line}.")
    title = _episode_title(slot, answer.day)
    day = f"on {slot.date}" if slot.date.is_day else ""
    line = ", ".join(part for part in (title, day, more) if part)
    return _said(slot, capitalised(line))


def _last(answer: NextAnswer) -> list[str]:
    slot = answer.last
    if slot is None:
        return []
    name = _episode_title(slot, answer.day) or "It"
    if slot.date is None:
        return [f"{name} aired last. Its date is not on record."]
    return _said(slot, f"{name} aired {_when(slot.date, answer.day)}.")


def _after_that(answer: NextAnswer, signs: Signs) -> list[str]:
    """How it goes on, if nothing has a date."""
    lines: list[str] = []
    if known := answer.after:
        said = signs.behind(brief_phrase(known.fact), look_at(known))
        lines.append(f"{said} · {who_said(known)}")
    if answer.upcoming or answer.has_ended:
        return lines
    return [*lines, f"{NOT_ANNOUNCED} · no date for {'another' if answer.last else 'an'} episode"]


def _name(slot: Slot, day: date) -> str:
    return bold(episode_name(slot.episode.as_of(day)) if slot.episode else f"Season {slot.season}")


def _episode_title(slot: Slot, day: date) -> str:
    """The title of the episode, whose code is the card's title; "" if there is none."""
    title = slot.episode.as_of(day).title if slot.episode else None
    return bold(escape(title, NAME)) if title else ""


def _when(when: PartialDate, today: date) -> str:
    """A day with how far away it is, unless that is more than a year ago; anything less precise as it is."""
    if not when.is_day:
        return f"in {when}"
    return f"on {when}" if (today - when.first).days > _LONG_AGO else f"{bold(_days(when, today))}, on {when}"


def _days(when: PartialDate, today: date) -> str:
    return days_in_words((when.first - today).days)


def _said(slot: Slot, line: str) -> list[str]:
    if slot.known is None:
        return [line]
    return [*([guarded(slot.known.fact, line)] if line else []), sure_line(slot.known)]


def _related(answer: NextAnswer, slot: Slot | None) -> list[buttons.Item]:
    if slot is None:
        return []
    season = buttons.ask(f"Season {slot.season}", Question(Topic.SEASON, answer.show.id, season=slot.season))
    return [*_episode(answer, slot.episode), season]


def _episode(answer: NextAnswer, episode: Episode | None) -> list[buttons.Item]:
    if episode is None:
        return []
    about = Question(Topic.EPISODE, answer.show.id, Thing(What.EPISODE, episode.id))
    return [buttons.ask(f"About {episode.code}", about)]
