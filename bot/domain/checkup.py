"""What an examination of the database, of this machine and of Discord finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at: the first of what is wrong with it, in words, and what to do about that.

    `more` says that there is more than what is listed. `well` is what to say if nothing is wrong.
    """

    about: str
    faults: tuple[str, ...] = ()
    more: bool = False
    advice: str = ""
    well: str = "nothing is wrong"


def checked(about: str, faults: tuple[str, ...], advice: str, *, most: int, well: str = "nothing is wrong") -> Checked:
    """What was looked at, with at most so many faults; the advice is left out if there are none."""
    return Checked(about, faults[:most], len(faults) > most, advice if faults else "", well)
