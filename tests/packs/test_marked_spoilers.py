"""What the shipped pack marks as a spoiler, by rules that can be checked: fates, hidden names, and who comes back."""

import re
from datetime import date

import pytest

from bot.domain.facts import Billing, Kind
from bot.packs.model import ClaimEntry, FactEntry
from bot.packs.reader import read_pack
from tests.conftest import PACK

PACKED = read_pack(PACK)
CAST = [fact for fact in PACKED.facts if fact.kind is Kind.CAST and fact.character]
FATE = re.compile(r"\b(kill\w*|dies|died|dead|death|murder\w*|survive\w*|alive)\b", re.IGNORECASE)
OF_SHOWS = "Netflix cancels Marvel's The Punisher and Jessica Jones, killing the last Defenders"
VILLAIN = re.compile(r"\b(villain|is really|turns out)\b", re.IGNORECASE)


def is_hidden(fact: FactEntry) -> bool:
    """Whether the fact is hidden with its notes and the titles of its sources."""
    return fact.spoils is not None or bool(fact.character and PACKED.characters[fact.character].spoils)


def season_of(fact: FactEntry) -> int:
    """The first season that the fact is about; 0 if it is about the show."""
    return min([*(code.season for code in fact.codes), *fact.all_seasons], default=0)


def texts_of(fact: FactEntry) -> list[str]:
    """All that is shown in the open with a fact that does not spoil."""
    titles = (PACKED.sources[claim.source].title for claim in fact.claims)
    notes = (claim.note for claim in fact.claims)
    return [text for text in (fact.statement, *titles, *notes) if text and text != OF_SHOWS]


def released(season: int) -> date:
    return min(episode.aired for episode in PACKED.episodes if episode.code.season == season and episode.aired)


def said_before(claim: ClaimEntry, day: date) -> bool:
    published = claim.published or PACKED.sources[claim.source].published
    return published is not None and published.last < day


def was_known(fact: FactEntry) -> bool:
    """Whether somebody had said so before the season came out."""
    return any(said_before(claim, released(season_of(fact))) for claim in fact.claims)


def returns() -> list[FactEntry]:
    """Roles of a later season that their character has not for the first time."""
    return [
        fact for fact in CAST
        if any(other.character == fact.character and season_of(other) < season_of(fact) for other in CAST)
    ]  # fmt: skip


RETURNS = returns()


@pytest.mark.parametrize("fact", RETURNS, ids=lambda fact: fact.id)
def test_that_somebody_is_still_there_is_hidden_unless_it_was_known_before(fact: FactEntry) -> None:
    later = [other for other in RETURNS if other.character == fact.character and season_of(other) >= season_of(fact)]
    assert is_hidden(fact) is not any(was_known(other) for other in later)
    if fact.spoils is None:
        return
    # A guest's return spoils the season itself; anybody else's spoils the end of the season before.
    season = season_of(fact) - (fact.billing is not Billing.GUEST)
    assert (fact.spoils.season, fact.spoils.number) == (season, 13)


def test_there_are_returns_of_both_kinds() -> None:
    hidden = {fact.id for fact in RETURNS if fact.spoils}
    assert hidden == {"s2-nicole", "s2-will-simpson", "s3-eddy-costa", "s3-kilgrave", "s03e13-luke-cage"}
    assert "s2-kilgrave" in {fact.id for fact in RETURNS} - hidden


def in_the_open(words: re.Pattern[str], least_season: int = 0) -> list[str]:
    """Texts with such words that nothing hides, in facts about these seasons."""
    facts = (fact for fact in PACKED.facts if season_of(fact) >= least_season and not is_hidden(fact))
    return [f"{fact.id}: {text}" for fact in facts for text in texts_of(fact) if words.search(text)]


def test_no_fate_is_in_the_open_in_a_fact_a_note_or_a_title() -> None:
    assert in_the_open(FATE) == []
    assert sum(bool(FATE.search(fact.statement or "")) for fact in PACKED.facts) == 3


def test_no_identity_of_a_later_season_is_in_the_open() -> None:
    assert in_the_open(VILLAIN, least_season=2) == []
    assert in_the_open(VILLAIN) != []


def test_a_name_that_spoils_is_in_no_text_in_the_open() -> None:
    spoiling = [character for character in PACKED.characters.values() if character.spoils]
    names = {name.split()[0] for character in spoiling for name in (character.name, *character.also)}
    assert names
    assert in_the_open(re.compile(rf"\b({'|'.join(map(re.escape, names))})\b", re.IGNORECASE)) == []


def test_what_the_article_says_of_kilgraves_return_is_in_the_open() -> None:
    of_kilgrave = [fact for fact in PACKED.facts if fact.character == "kilgrave"]
    facts = [fact for fact in of_kilgrave if any(claim.source == "ibtimes" for claim in fact.claims)]
    assert {fact.id for fact in facts} == {"season-1-villain", "season-2-kilgrave-flashbacks", "s2-kilgrave"}
    assert not any(is_hidden(fact) for fact in facts)
