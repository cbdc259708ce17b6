"""Which time zone somebody means by what they typed."""

from dataclasses import dataclass
from enum import StrEnum


class Fit(StrEnum):
    """How zones fit a text."""

    ONE = "one"
    """Nothing else can be meant."""
    SEVERAL = "several"
    """Each may be meant, even if there is only one: the text says too little, or more than its name."""
    NEAR = "near"
    """Their names are similar."""
    NONE = "none"
    """They are just the zones where many people live."""


@dataclass(frozen=True, slots=True)
class ZonesMeant:
    """The zones that a text may mean, the likeliest first. `more`: there are others still."""

    text: str
    fit: Fit
    zones: tuple[str, ...]
    more: bool = False
