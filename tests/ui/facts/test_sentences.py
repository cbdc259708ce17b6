"""Facts about how it goes on, and about who makes a show, each as one sentence."""

from dataclasses import replace

import pytest

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind, Person, State
from bot.ui.facts.sentences import plain_sentence, sentence, short_sentence
from tests.domain.builders import SHOW, renewal, report

ANN, BEA = Person(1, "Ann Lee"), Person(2, "Bea Kay")


def crew(job: str, *people: Person, seasons: tuple[int, ...] = ()) -> Fact:
    return Fact(1, 1, Kind.CREW, SHOW, (report(),), people=people or (ANN,), job=job, seasons=seasons)


@pytest.mark.parametrize(
    ("state", "of_show", "of_season"),
    [
        (State.ORDERED, "The show was ordered", "Season 3 was ordered"),
        (State.RENEWED, "The show was renewed", "The show was renewed for season 3"),
        (State.IN_PRODUCTION, "The show is in production", "Season 3 is in production"),
        (State.FINISHED, "The show has been filmed", "Season 3 has been filmed"),
        (State.FINAL_SEASON, "The show is in its last season", "Season 3 is the last"),
        (State.CANCELLED, "The show was cancelled", "Season 3 was cancelled"),
        (State.ENDED, "The show has ended", "The show ended with season 3"),
        (State.ON_HIATUS, "The show is on hiatus", "Season 3 is on hiatus"),
    ],
)
def test_how_it_goes_on(state: State, of_show: str, of_season: str) -> None:
    assert plain_sentence(renewal(1, state)) == of_show
    assert plain_sentence(renewal(1, state, 3)) == of_season


def test_words_on_record_are_shown_as_they_are() -> None:
    assert sentence(replace(renewal(1, State.RENEWED, 2), statement="Netflix orders more.")) == "Netflix orders more."


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (crew("Show-runner"), "Ann Lee is the showrunner"),
        (crew("Created by", ANN, BEA), "Ann Lee and Bea Kay are the creators"),
        (crew("Exec. producer"), "Ann Lee is an executive producer"),
        (
            crew("Executive Producers", ANN, BEA, seasons=(2,)),
            "Ann Lee and Bea Kay are executive producers of season 2",
        ),
        (crew("Music by", seasons=(1, 2)), "Ann Lee is the composer of seasons 1 and 2"),
        (crew("Key grip"), "Ann Lee: Key grip"),
        (crew("Key grip", seasons=(2,)), "Ann Lee: Key grip, season 2"),
    ],
)
def test_who_does_what(fact: Fact, words: str) -> None:
    assert plain_sentence(fact) == words


def test_a_job_is_no_formatting() -> None:
    assert sentence(crew("*Key* grip")) == r"Ann Lee: \*Key\* grip"


@pytest.mark.parametrize("fact", [renewal(1, State.CANCELLED, 3), crew("Creator", seasons=(3,))])
def test_what_spoils_is_hidden(fact: Fact) -> None:
    spoiling = replace(fact, spoils=EpisodeCode(3, 1))
    assert sentence(spoiling) == f"||{plain_sentence(fact)}|| (spoils S03E01)"
    assert short_sentence(spoiling) == f"Something that spoils S03E01: {fact.kind}, season 3"
