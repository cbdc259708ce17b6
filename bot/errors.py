"""Everything that can go wrong, as one tree.

CasefileError
├── UserError           8   a person asked for something that can't be done; str() is the answer to give
│   ├── BadInput            a value that could not be read, or names nothing
│   │   └── UnknownShow         no show goes by a name, or several do
│   ├── NotModerator        only moderators may do that
│   ├── AlreadyHandled      it is done already; the text says who did it, and when
│   ├── Restarting          the bot is stopping
│   ├── Busy                too many people ask at once
│   ├── NoShow              the server has not chosen a show and the question names none
│   ├── SiteTrouble         another site did not answer as it should
│   ├── FileFaults          an uploaded file with faults, every one with its line
│   └── StoreTrouble        the database can't do it just now; nothing was changed
│       ├── StoreBusy           another program holds it
│       ├── StoreUnwritable 9   nothing can be saved: the disk is full or read-only, or the file was replaced
│       └── StoreDamaged    3   it can't be read, or lacks something
├── TooLate                 Discord no longer takes an answer, so nobody would read one
└── StartupError            the bot can't start; str() says why and what to do, exit_code is for scripts
    ├── BadSettings         2   a setting that could not be read
    ├── DatabaseUnusable    3   not writable, not a database, or locked for good
    │   ├── DatabaseUnreachable 9   its server does not answer
    │   ├── DatabaseNewer   3   written by a later version of Casefile
    │   └── OrphanedRows    3   a migration would leave rows that belong to nothing; it was taken back
    ├── PackFaults          4   a pack with faults, every one with its place
    ├── DiscordRefused      5   a bad token, intents that the application lacks, or too many servers
    ├── DiscordUnreachable  6   no answer from Discord
    └── PortTaken           7   the demo's port, or that of the metrics, is in use
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.answers import ShowChoice
from bot.domain.outages import Unwritable
from bot.domain.text import escape, quoted

_LONGEST_NAME = 200


class CasefileError(Exception):
    """The root of the tree; str() is always a sentence for a person. It can be pickled, for another process."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Python would make it again from its words, and many make their words from something else.
        return _unpickled, (type(self), self.args), self.__dict__


def _unpickled(kind: type[CasefileError], words: tuple[str, ...]) -> CasefileError:
    return kind.__new__(kind, *words)


class UserError(CasefileError):
    """Nothing was changed; the text says what to do next.

    The text is formatted: what it repeats of what people or sites wrote went through `bot.domain.text`.
    """

    exit_code = 8


class BadInput(UserError):
    """A value that could not be read, or names nothing."""


class UnknownShow(BadInput):
    """No show goes by the name that was typed, or several do (`are_meant`). `shows` can be offered instead."""

    def __init__(self, text: str, shows: Sequence[ShowChoice] = (), *, are_meant: bool = False) -> None:
        self.text = text
        self.shows = tuple(shows)
        self.are_meant = are_meant
        listed = ", ".join(escape(show.label, _LONGEST_NAME) for show in shows)
        named = quoted(text, _LONGEST_NAME)
        super().__init__(
            f"Several shows go by {named}: {listed}. Pick one from the list."
            if are_meant
            else f"No show called {named} is on record here. Pick one from the list. "
            "With /setup show, the list's last choice looks a show up on TVmaze."
        )


class NotModerator(UserError):
    """Only moderators may do that. Checked on each use, because the role may have been taken away meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Only moderators may do that: members who can manage the server, or who have the role "
            "that /setup moderators names."
        )


class AlreadyHandled(UserError):
    """It is done: somebody else was first, or the same person did not see the answer. `at` says when, if that is known.

    `by` is a member's Discord id (0: a former member, None: Casefile itself).
    """

    def __init__(self, by: int | None, outcome: str, at: datetime | None = None) -> None:
        self.by = by
        self.at = at
        who = "Casefile" if by is None else f"<@{by}>" if by else "a former member"
        when = f" on <t:{int(at.timestamp())}:f>" if at else ""
        super().__init__(f"This was already handled by {who}{when}: {outcome}.")


class NoShow(UserError):
    """The server has not chosen a show and the question names none."""

    def __init__(self) -> None:
        super().__init__(
            "No show is chosen for this server yet. Name one in the show option, "
            "or ask someone who can manage the server to run /setup show."
        )


class SiteTrouble(UserError):
    """Another site did not answer as it should; the text says how. `retry_after` are the seconds that it asks for."""

    def __init__(self, words: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(words)


class StoreTrouble(UserError):
    """The database can't do it just now. The store logs it, so that nobody else needs to."""


class StoreBusy(StoreTrouble):
    """Another program has been writing the database for longer than a person can be kept waiting."""

    def __init__(self) -> None:
        super().__init__("The database is busy just now, so nothing was changed. Try again in a moment.")


class StoreUnwritable(StoreTrouble):
    """Nothing can be saved: `why` says why, and `what` says what that means for what was tried."""

    exit_code = 9

    def __init__(self, why: Unwritable, what: str = "nothing was saved") -> None:
        self.why = why
        super().__init__(f"{why.now[0].upper()}{why.now[1:]}, so {what}. {why.advice}")


class StoreDamaged(StoreTrouble):
    """The database can't be read, or lacks something that it must have."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "The database is damaged, so this did not work and nothing was changed. "
            "The person who runs this bot can find out more with: python -m bot doctor"
        )


class Restarting(UserError):
    """The bot is stopping, and most often started again at once."""

    def __init__(self) -> None:
        super().__init__("Casefile is restarting. Try again in a minute.")


class Busy(UserError):
    """So many people ask at once that an answer would come too late."""

    def __init__(self) -> None:
        super().__init__("Too many people are asking me things just now. Try again in a minute.")


class TooLate(CasefileError):
    """Discord no longer takes an answer, so nobody would read one."""

    def __init__(self) -> None:
        super().__init__("Discord no longer takes an answer.")


class StartupError(CasefileError):
    """The bot can't start."""

    exit_code = 1


class BadSettings(StartupError):
    """A setting that could not be read; the text names it."""

    exit_code = 2


class DatabaseUnusable(StartupError):
    """The database file can't be opened, written or understood: `what` is wrong, before the advice on it."""

    exit_code = 3

    def __init__(self, what: str, advice: str = "") -> None:
        self.what = what
        super().__init__(f"{what} {advice}".rstrip())


class DatabaseUnreachable(DatabaseUnusable):
    """The server that has the database can't be reached; unlike the others, this may get better by itself."""

    exit_code = 9


class DatabaseNewer(DatabaseUnusable):
    """The database was written by a later version, which this one must not touch."""

    def __init__(self, database: object, revision: str) -> None:
        super().__init__(
            f"The database {database} was written by a later version of Casefile (its schema is {revision}). "
            "Update Casefile, or name another database in DATABASE."
        )


class OrphanedRows(DatabaseUnusable):
    """A migration would leave rows that belong to nothing; everything is as it was before."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"The database can't be brought to the newest schema: {count} rows would belong to nothing. "
            "Nothing was changed. Restore a copy, or report this with the log."
        )


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault in a pack: where it is, in the author's terms, and what to do about it. Lines count from 1."""

    place: str
    words: str
    line: int | None = None

    def __str__(self) -> str:
        words = f"{self.place}: {self.words}"
        return words if self.line is None else f"line {self.line}, {words}"


class PackFaults(StartupError):
    """A pack that can't be taken, with every fault that was found in it."""

    exit_code = 4

    def __init__(self, path: Path | str, faults: Sequence[PackFault]) -> None:
        self.path = path
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"The pack {path} has {count} and was not loaded:\n{lines}")


class FileFaults(UserError):
    """An uploaded file that can't be taken. `faults` are the first that were found, `count` is how many there are."""

    def __init__(self, filename: str, faults: Sequence[PackFault], count: int | None = None) -> None:
        self.filename = filename
        self.faults = tuple(faults)
        self.count = len(self.faults) if count is None else count
        counted = "1 fault" if self.count == 1 else f"{self.count:,} faults"
        lines = [f"- {escape(str(fault), 150)}" for fault in self.faults[:10]]
        if self.count > len(lines):
            lines.append(f"…and {self.count - len(lines):,} more.")
        heading = f"{escape(filename, 100)} has {counted}, so nothing was taken from it:"
        super().__init__("\n".join((heading, *lines)))


class DiscordRefused(StartupError):
    """Discord refused the token or the intents."""

    exit_code = 5


class DiscordUnreachable(StartupError):
    """Discord did not answer."""

    exit_code = 6


class PortTaken(StartupError):
    """A port that `setting` names is in use, or can't be used."""

    exit_code = 7

    def __init__(self, port: int, setting: str = "DEMO_PORT") -> None:
        super().__init__(
            f"Port {port} on this machine is in use, perhaps by another Casefile. "
            f"Stop that one, or choose another port with {setting}."
        )
