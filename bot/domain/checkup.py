"""What an examination of the database finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at: the first of what is wrong with it, in words, and what to do about that.

    `more` says that there is more than what is listed.
    """

    about: str
    faults: tuple[str, ...] = ()
    more: bool = False
    advice: str = ""
