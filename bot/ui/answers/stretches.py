"""What somebody plays or does for a show, in as few lines as it takes: parts that say the same are one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.answers import CastAnswer, Role
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Character, Known, Outcome, Person
from bot.domain.jobs import job_key
from bot.domain.text import escape
from bot.ui.answers.certainty import seasons_in_words
from bot.ui.answers.roles import hidden_phrase, role_phrase
from bot.ui.facts.making import job_name
from bot.ui.facts.sentences import (
    BILLINGS,
    NAME,
    NO_SEASON,
    capitalised,
    codes_in_words,
    guarded,
    names,
    outcome,
)
from bot.ui.statuses import Look, look_at
from bot.ui.text import aside, bold, listed, spoiler

_UNNAMED = "a part that was not named"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts of a role, or a job (`role` is None), that differ in nothing but their places and sources.

    `line` is how it is shown, and `below` what has to be said of it besides, as finished text.
    """

    role: Role | None
    parts: tuple[Known, ...]
    line: str
    below: tuple[str, ...]

    @property
    def look(self) -> Look:
        return look_at(self.parts[0])


def stretches(answer: CastAnswer, *, named: bool) -> list[Stretch]:
    """What an answer has, earliest first and jobs last. `named`: the card's title names the actor and the character."""
    shown = [part for role in answer.roles for part in role.parts]
    roles = [
        Stretch(role, alike, _role_line(answer, role, alike, named=named), _below(answer, alike))
        for role in answer.roles
        for alike in _alike(answer, (part for part in role.parts if not _is_said_better(part, shown)))
    ]
    jobs = [
        Stretch(None, alike, _job_line(answer, alike), _below(answer, alike)) for alike in _alike(answer, answer.jobs)
    ]
    return [*roles, *jobs]


def _alike(answer: CastAnswer, facts: Iterable[Known]) -> list[tuple[Known, ...]]:
    """Facts that say the same of different places together, in the order of the first of each."""
    groups: dict[object, list[Known]] = {}
    for known in facts:
        fact = known.fact
        says = fact.billing, job_key(fact.job or ""), frozenset(person.id for person in fact.people)
        is_placed = bool(fact.seasons or fact.episodes)
        key = says, fact.spoils, known.certainty.status, is_placed, outcome(known, answer.later)
        groups.setdefault(key, []).append(known)
    return [tuple(group) for group in groups.values()]


def _is_said_better(part: Known, shown: Iterable[Known]) -> bool:
    """Whether a part that was not named is on the card by its name too. Sources has both."""
    fact = part.fact
    return (
        fact.character is None
        and fact.outcome is Outcome.SETTLED
        and any(
            known.fact.id == fact.settled_by
            and known.fact.character is not None
            and known.fact.spoils is None
            and known.fact.people == fact.people
            and known.certainty.status.is_sure
            for known in shown
        )
    )


def _role_line(answer: CastAnswer, role: Role, parts: Sequence[Known], *, named: bool) -> str:
    fact, where = parts[0].fact, _billed(parts)
    if spoils := fact.spoils:
        words = capitalised(where) if named else f"{_hidden_other(answer.who, role)} · {where}"
        return f"{spoiler(words)} (spoils {spoils})"
    return capitalised(where) if named else f"{_other(answer.who, role)} · {where}"


def _other(who: Person | Character, role: Role) -> str:
    """What the answer says of a role: the character of an actor, the actor of a character."""
    if isinstance(who, Character):
        in_full = role_phrase(role.person, role.character, plays="plays")
        return in_full if who.spoils else bold(escape(role.person.name, NAME))
    if role.character is None:
        return capitalised(_UNNAMED)
    name = escape(role.character.name, NAME)
    return f"{spoiler(name)} (spoils {role.character.spoils})" if role.character.spoils else bold(name)


def _hidden_other(who: Person | Character, role: Role) -> str:
    """The same without spoiler marks, for within them."""
    if isinstance(who, Character):
        in_full = hidden_phrase(role.person, role.character, plays="plays")
        return in_full if who.spoils else escape(role.person.name, NAME)
    return escape(role.character.name, NAME) if role.character else capitalised(_UNNAMED)


def _billed(parts: Sequence[Known]) -> str:
    """How prominent a role is, and where: "main cast, seasons 1 to 3"."""
    billing, where = parts[0].fact.billing, _places(parts)
    if billing is None:
        return where or "in the show"
    if where:
        return f"{BILLINGS[billing]}, {where}"
    return f"{BILLINGS[billing]} {'of' if billing is Billing.MAIN else 'in'} the show"


def _job_line(answer: CastAnswer, jobs: Sequence[Known]) -> str:
    fact = jobs[0].fact
    words = f"{escape(capitalised(job_name(fact.job or '')), NAME)} of {_places(jobs) or 'the show'}"
    others = [person for person in fact.people if person != answer.who]
    return guarded(fact, f"{words}, with {names(others)}" if others else words)


def _places(parts: Iterable[Known]) -> str:
    """The seasons and episodes of facts; "" where neither is on record."""
    facts = [part.fact for part in parts]
    codes: list[EpisodeCode] = sorted({episode.code for fact in facts for episode in fact.episodes})
    seasons = {season for fact in facts if not fact.episodes for season in fact.seasons}
    words = [seasons_in_words(seasons)] if seasons else []
    words += [codes_in_words(codes)] if codes else []
    return listed(words) if words else ""


def _below(answer: CastAnswer, parts: Sequence[Known]) -> tuple[str, ...]:
    """What became of it, and whether its seasons are missing where one was asked about."""
    lines: list[str] = []
    if after := outcome(parts[0], answer.later):
        lines.append(after)
    if answer.question.season is not None and not parts[0].fact.seasons:
        lines.append(aside(NO_SEASON))
    return tuple(lines)
