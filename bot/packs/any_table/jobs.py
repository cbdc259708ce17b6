"""The jobs that a table's cells and columns name, and what its status says."""

import re

from bot.domain.facts import State
from bot.domain.names import fold
from bot.packs.any_table.naming import plain
from bot.packs.any_table.words import CREW, NAMES, Meaning

_BETWEEN_JOBS = re.compile(r"[,;/|\n&+]|\s(?:and|und|et)\s", re.IGNORECASE)
_MORE_JOBS = {
    Meaning.WRITER: "story|story by|teleplay writer|staff writer|head writer",
    Meaning.ACTOR: "guest|guest actor|guest actress|series regular|self",
}
_JOBS = {
    fold(name): meaning
    for meaning in (Meaning.DIRECTOR, Meaning.WRITER, Meaning.ACTOR)
    for name in f"{NAMES[meaning]}|{_MORE_JOBS.get(meaning, '')}".split("|")
    if name
}
_CREW_JOBS = {fold(name): job for job, names in CREW.items() for name in names.split("|")}
_STATES = {
    "ordered": State.ORDERED, "picked up": State.ORDERED, "renewed": State.RENEWED,
    "in production": State.IN_PRODUCTION, "filming": State.IN_PRODUCTION, "final season": State.FINAL_SEASON,
    "cancelled": State.CANCELLED, "canceled": State.CANCELLED, "on hiatus": State.ON_HIATUS, "hiatus": State.ON_HIATUS,
    "ended": State.ENDED, "concluded": State.ENDED,
}  # fmt: skip
_OF_A_WHOLE_SHOW = (State.ENDED,)
"""A season that has ended is only over: that says nothing about how the show goes on."""


def crew_job(name: str) -> str | None:
    """Return the job on a show that this is a name for; None for every other job."""
    return _CREW_JOBS.get(plain(name))


def state_of(cell: str, *, of_season: bool) -> State | None:
    """Return the state that a status says; None if it does not say how it goes on, such as "Running" or "Aired"."""
    state = _STATES.get(fold(cell))
    return None if of_season and state in _OF_A_WHOLE_SHOW else state


def job_of(name: str) -> Meaning | None:
    """Return what somebody with this job did: directed, wrote or played; None for every other job."""
    return _JOBS.get(plain(name))


def jobs_in(cell: str) -> list[str]:
    """Return the jobs that a cell names, as the cell writes them."""
    return [job for part in _BETWEEN_JOBS.split(cell) if (job := part.strip())]
