"""One key for all ways of naming a job."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.jobs import job_key, job_order
from bot.domain.names import fold


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("creator", "Creator / created by / Creators / CREATED  BY"),
        ("showrunner", "Showrunner / show runner / show-runner / Show Runners / showrunners"),
        ("executive producer", "Executive Producers / Exec. producer / exec producers / Executive producer(s) / E.P."),
        ("producer", "Producer / Produced by"),
        ("composer", "Music by / Composer / original music / Score"),
        ("cinematographer", "Director of Photography / Directors of photography / Cinematography"),
        ("editor", "Edited by / Editors"),
        ("casting director", "Casting / Casting by / Casting Directors"),
    ],
)
def test_all_ways_of_naming_a_job_have_one_key(key: str, spellings: str) -> None:
    assert {spelling: job_key(spelling) for spelling in spellings.split(" / ")} == dict.fromkeys(
        spellings.split(" / "), key
    )


def test_other_jobs_stay_apart() -> None:
    jobs = [
        "Producer",
        "Executive producer",
        "Co-executive producer",
        "Co-producer",
        "Creator",
        "Co-creator",
        "Showrunner",
        "Editor",
    ]
    assert len({job_key(job) for job in jobs}) == len(jobs)


def test_an_unknown_job_keeps_its_folded_text() -> None:
    assert job_key("Key Grip") == "key grip"
    assert job_key("Musique originale") == "musique originale"


@given(st.text(st.characters(categories=["L", "Nd", "P", "Zs"])))
def test_a_keys_key_is_the_same(job: str) -> None:
    assert job_key(job_key(job)) == job_key(job)


@given(st.text(st.characters(codec="ascii"), min_size=1))
def test_case_makes_no_difference(job: str) -> None:
    assert job_key(job.upper()) == job_key(job.lower()) == job_key(fold(job))


def test_who_made_the_show_comes_before_the_others() -> None:
    jobs = ["Composer", "Executive producers", "Show runner", "Created by"]
    assert sorted(jobs, key=lambda job: job_order(job_key(job))) == jobs[::-1]
