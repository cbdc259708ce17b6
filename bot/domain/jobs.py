"""Jobs of those who make a show: one key for all ways of naming one."""

import re
from collections.abc import Iterable

from bot.domain.facts import Known
from bot.domain.names import fold
from bot.domain.questions import Thing, What

_SPELLINGS = {
    "creator": ("created by", "series creator", "show creator"),
    "showrunner": ("show runner", "showrun by", "show run by"),
    "executive producer": ("executive produced by", "ep"),
    "producer": ("produced by",),
    "co producer": ("coproducer", "co produced by"),
    "composer": ("music", "music by", "original music", "original music by", "composed by", "score", "score by"),
    "cinematographer": ("cinematography", "cinematography by", "director of photography", "photography by", "dop"),
    "editor": ("edited by", "editing", "editing by", "film editor"),
    "casting director": ("casting", "casting by"),
    "costume designer": ("costume design", "costume design by", "costumes", "costumes by"),
    "production designer": ("production design", "production design by"),
    "stunt coordinator": ("stunts", "stunts by", "stunt coordination"),
}
JOBS = tuple(_SPELLINGS)
"""The keys of the jobs that can be asked for. Buttons carry a job's place here, so new ones go to the end."""
_KEYS = {spelling: key for key, spellings in _SPELLINGS.items() for spelling in spellings}
_EXECUTIVE = re.compile(r"\bexec\b")
_PLURAL = re.compile(r"(?<=[eo]r)(?: ?s\b)+")
_FIRST = ("creator", "showrunner", "executive producer")


def job_key(job: str) -> str:
    """The key of a job: the same for "Created by" and "creator". A job that is unknown here keeps its folded text.

    The key of a key is the same key.
    """
    key = _PLURAL.sub("", _EXECUTIVE.sub("executive", fold(job)))
    return _KEYS.get(key, key)


def job_thing(key: str) -> Thing:
    """One of the `JOBS` as something that a question names."""
    return Thing(What.JOB, JOBS.index(key))


def job_of(thing: Thing | None) -> str | None:
    """The key of the job that a question names; None if it names none."""
    named = thing is not None and thing.what is What.JOB and thing.id < len(JOBS)
    return JOBS[thing.id] if thing and named else None


def job_order(key: str) -> int:
    """The place of a job among others: creators, showrunners and executive producers first."""
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)


def makers_first(crew: Iterable[Known]) -> tuple[Known, ...]:
    """Facts about the crew by their jobs, and those of one job by season, the whole show first."""

    def place(known: Known) -> tuple[int, str, int, int]:
        key = job_key(known.fact.job or "")
        return job_order(key), key, min(known.fact.seasons, default=0), known.fact.id

    return tuple(sorted(crew, key=place))
