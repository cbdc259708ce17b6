"""How it goes on with a show, and who does what for it, in words."""

from bot.domain.facts import State
from bot.domain.jobs import job_key

_OF_SHOW = {
    State.ORDERED: "the show was ordered",
    State.RENEWED: "the show was renewed",
    State.IN_PRODUCTION: "the show is in production",
    State.FINISHED: "the show has been filmed",
    State.FINAL_SEASON: "the show is in its last season",
    State.CANCELLED: "the show was cancelled",
    State.ENDED: "the show has ended",
    State.ON_HIATUS: "the show is on hiatus",
}
_OF_SEASON = {
    State.ORDERED: "{} was ordered",
    State.RENEWED: "the show was renewed for {}",
    State.IN_PRODUCTION: "{} is in production",
    State.FINISHED: "{} has been filmed",
    State.FINAL_SEASON: "{} is the last",
    State.CANCELLED: "{} was cancelled",
    State.ENDED: "the show ended with {}",
    State.ON_HIATUS: "{} is on hiatus",
}
_NOUNS = {
    "creator": ("the creator", "the creators"),
    "showrunner": ("the showrunner", "the showrunners"),
    "executive producer": ("an executive producer", "executive producers"),
    "producer": ("a producer", "producers"),
    "co producer": ("a co-producer", "co-producers"),
    "composer": ("the composer", "the composers"),
    "cinematographer": ("the cinematographer", "the cinematographers"),
    "editor": ("an editor", "editors"),
    "casting director": ("a casting director", "casting directors"),
    "costume designer": ("the costume designer", "the costume designers"),
    "production designer": ("the production designer", "the production designers"),
    "stunt coordinator": ("the stunt coordinator", "the stunt coordinators"),
}


def goes_on(state: State, place: str | None) -> str:
    """How it goes on with a season (`place`) or the show (None); the words don't begin a sentence."""
    return _OF_SHOW[state] if place is None else _OF_SEASON[state].format(place)


def works_as(who: str, job: str, shown: str, place: str | None, *, several: bool) -> str:
    """What people do for a place such as "season 2", or for the show (None). `shown` is the job, ready to be shown."""
    nouns = _NOUNS.get(job_key(job))
    if nouns is None:
        return f"{who}: {shown}, {place}" if place else f"{who}: {shown}"
    words = f"{who} are {nouns[1]}" if several else f"{who} is {nouns[0]}"
    return f"{words} of {place}" if place else words


def job_name(job: str) -> str:
    """A job by its usual name, without an article; one without such a name as it was written."""
    nouns = _NOUNS.get(job_key(job))
    return nouns[0].split(" ", 1)[1] if nouns else job
