"""Columns of jobs and of how it goes on, in tables of episodes, of seasons and of shows."""

import pytest

from bot.domain.facts import Kind, State
from bot.errors import BadInput
from bot.packs.model import Pack
from tests.packs.any_table.test_any_table import built, faults, meanings, understood

SEASONS = """Season,Showrunner(s),Composer,Executive producer(s),Status
1,Ada Moreau,Cy Dahl,"Bo Lind, Eve Orr",Aired
2,Ada Moreau,Cy Dahl,Bo Lind,Renewed
3,Fay Roe,Cy Dahl,Bo Lind,In production
4,,,,Cancelled
"""
EPISODES = """No.,Season,Title,Directed by,Music by,Status
1,1,Crossing,Ada Moreau,Cy Dahl,Aired
2,1,Fog,Bo Lind,Cy Dahl and Eve Orr,Ended
"""
SHOWS = """Series title,Created by,Status,Directed by,First aired
Night Ferry,Ada Moreau & Bo Lind,Ended,Cy Dahl,2018-12-31
Day Ferry,Somebody Else,Renewed,,2020
"""


def crew_in(pack: Pack) -> set[tuple[str | None, tuple[int, ...], str]]:
    """Return the crew as (job, seasons, names)."""
    return {
        (fact.job, fact.all_seasons, ", ".join(pack.people[key].name for key in fact.people))
        for fact in pack.facts
        if fact.kind is Kind.CREW
    }


def states_in(pack: Pack) -> set[tuple[tuple[int, ...], State | None]]:
    return {(fact.all_seasons, fact.state) for fact in pack.facts if fact.kind is Kind.RENEWAL}


def test_a_table_of_seasons_says_who_made_them_and_how_it_goes_on() -> None:
    pack = built(SEASONS).pack
    assert crew_in(pack) == {
        ("Showrunner", (1, 2), "Ada Moreau"),
        ("Showrunner", (3,), "Fay Roe"),
        ("Composer", (1, 2, 3), "Cy Dahl"),
        ("Executive producer", (1,), "Bo Lind, Eve Orr"),
        ("Executive producer", (2, 3), "Bo Lind"),
    }
    assert states_in(pack) == {((2,), State.RENEWED), ((3,), State.IN_PRODUCTION), ((4,), State.CANCELLED)}
    assert {claim.weight for fact in pack.facts for claim in fact.claims} == {"reported"}


def test_who_worked_on_episodes_worked_on_their_season_and_their_status_is_no_fact() -> None:
    pack = built(EPISODES).pack
    assert crew_in(pack) == {("Composer", (1,), "Cy Dahl, Eve Orr")}
    assert states_in(pack) == set()


def test_a_table_of_shows_is_about_the_show_as_a_whole() -> None:
    found = understood(SHOWS)
    assert found.notes()[0] == "One row is a show."
    result = built(SHOWS)
    assert result.elsewhere == 1
    assert crew_in(result.pack) == {("Creator", (), "Ada Moreau, Bo Lind")}
    assert states_in(result.pack) == {((), State.ENDED)}
    # Who directed which episodes such a table does not say, and a show has no release date of its own.
    assert {fact.kind for fact in result.pack.facts} == {Kind.CREW, Kind.RENEWAL}


@pytest.mark.parametrize(
    ("status", "of_show", "of_season"),
    [
        ("Ended", State.ENDED, None),
        ("Concluded", State.ENDED, None),
        ("Canceled", State.CANCELLED, State.CANCELLED),
        ("RENEWED", State.RENEWED, State.RENEWED),
        ("On Hiatus", State.ON_HIATUS, State.ON_HIATUS),
        ("Final season", State.FINAL_SEASON, State.FINAL_SEASON),
        *(
            (unclear, None, None)
            for unclear in ("Running", "Returning Series", "Canceled/Ended", "Finished", "TBA", "")
        ),
    ],
)
def test_only_a_clear_status_is_a_fact(status: str, of_show: State | None, of_season: State | None) -> None:
    shows = built(f"Series,Creator,Status\nNight Ferry,Ada Moreau,{status}\n")
    assert states_in(shows.pack) == ({((), of_show)} if of_show else set())
    seasons = built(f"Season,Creator,Status\n2,Ada Moreau,{status}\n")
    assert states_in(seasons.pack) == ({((2,), of_season)} if of_season else set())


def test_two_rows_that_contradict_each_other_are_faults() -> None:
    text = "Season,Director,Status\n2,Ada,Renewed\n2,Ada,Cancelled\n"
    assert faults(text) == ["line 3, Status: differs from line 2, which is about the same"]


def test_a_column_of_another_job_can_be_named() -> None:
    text = "Season,Colourist\n1,Ada Moreau\n"
    with pytest.raises(BadInput, match="No column says anything"):
        built(text)
    assert meanings(text, "crew=Colourist") == {"Season": "season", "Colourist": "crew"}
    assert crew_in(built(text, "crew=Colourist").pack) == {("Colourist", (1,), "Ada Moreau")}


def test_jobs_have_names_in_several_languages() -> None:
    for column, job in {
        "Idee": "Creator",
        "Compositeur": "Composer",
        "Productores ejecutivos": "Executive producer",
    }.items():
        assert crew_in(built(f"Season,{column}\n1,Ada Moreau\n").pack) == {(job, (1,), "Ada Moreau")}
