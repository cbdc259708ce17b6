"""Names in a few lines: as many as fit, and how many more there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.answers import Role
from bot.domain.facts import Known
from bot.domain.text import escape
from bot.ui.answers.certainty import Signs
from bot.ui.answers.pages import lines_of
from bot.ui.answers.roles import open_parts, surest
from bot.ui.facts.making import job_name
from bot.ui.facts.sentences import NAME, phrase
from bot.ui.statuses import Look, look_at
from bot.ui.text import bold, listed, spoiler

_MOST_JOBS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished name with its look, and finished remarks that follow it in brackets, each with its own."""

    name: str
    look: Look | None = None
    remarks: tuple[tuple[str, Look], ...] = ()

    def shown(self, signs: Signs) -> str:
        """The entry, with a sign behind what differs from the rest of the card."""
        name = signs.behind(self.name, self.look) if self.look else self.name
        remarks = ", ".join(signs.behind(words, look) for words, look in self.remarks)
        return f"{name} ({remarks})" if remarks else name


def in_lines(heading: str, entries: Sequence[Entry], signs: Signs, most: int, *, rest: int = 0) -> str:
    """Entries behind a heading, as many as fit into `most` lines and at least one; `rest` counts those not read."""

    def text(count: int, used: Signs) -> str:
        shown = [entry.shown(used) for entry in entries[:count]]
        left = len(entries) - count + rest
        return f"{bold(heading)} {listed([*shown, f'{left} more'] if left else shown)}"

    count = len(entries)
    if lines_of(text(count, Signs(signs.shared))) > most:
        count = 1
        while count + 1 < len(entries) and lines_of(text(count + 1, Signs(signs.shared))) <= most:
            count += 1
    return text(count, signs)


def players(roles: Iterable[Role]) -> list[Entry]:
    """Who plays these roles, each once; a name that gives something away is behind spoiler marks."""
    found: dict[int, Entry] = {}
    for role in roles:
        look = look_at(surest(role))
        name = escape(role.person.name, NAME)
        if not open_parts(role):
            name = f"{spoiler(name)} (spoils {role.parts[0].fact.spoils})"
        found.setdefault(role.person.id, Entry(name, look))
    return list(found.values())


def makers(crew: Iterable[Known]) -> list[Entry]:
    """Who makes a season or the show, each once with their first jobs."""
    found: dict[str, list[tuple[str, Look]]] = {}
    for known in crew:
        fact, look = known.fact, look_at(known)
        if fact.people and fact.job and not fact.gives_away:
            job = escape(job_name(fact.job), NAME)
            for person in fact.people:
                jobs = found.setdefault(escape(person.name, NAME), [])
                if job not in (words for words, _ in jobs):
                    jobs.append((job, look))
        else:
            found.setdefault(phrase(fact), [("", look)])
    return [
        Entry(who, None, tuple(jobs[:_MOST_JOBS])) if jobs[0][0] else Entry(who, jobs[0][1])
        for who, jobs in found.items()
    ]
