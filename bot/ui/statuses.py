"""The look of each status: a sign, a word and a colour, so that colour never carries it alone."""

from dataclasses import dataclass

import discord

from bot.domain.facts import Known, Status


@dataclass(frozen=True, slots=True)
class Look:
    sign: str
    word: str
    colour: discord.Colour

    def __str__(self) -> str:
        return f"{self.sign} **{self.word}**"


LOOKS = {
    Status.CONFIRMED: Look("✅", "Confirmed", discord.Colour(0x2E7D32)),
    Status.REPORTED: Look("📰", "Reported", discord.Colour(0x1565C0)),
    Status.RUMOURED: Look("💬", "Rumoured", discord.Colour(0xB26A00)),
    Status.DENIED: Look("❌", "Denied", discord.Colour(0xB71C1C)),
}
NOT_ANNOUNCED = Look("▫️", "Not announced", discord.Colour(0x546E7A))
NOT_ON_RECORD = Look("▪️", "Not on record", discord.Colour(0x546E7A))
NEUTRAL = discord.Colour(0x6A4C93)


def look_of(status: Status | None) -> Look:
    """The look of a status; None is "not announced"."""
    return LOOKS[status] if status else NOT_ANNOUNCED


def look_at(known: Known) -> Look:
    """The look of a fact's status."""
    return LOOKS[known.certainty.status]


def missing(*, aired: bool) -> Look:
    """The look of what is missing: of what has aired it is not on record, of what has not it is not announced."""
    return NOT_ON_RECORD if aired else NOT_ANNOUNCED
