"""Most of the questions that the vocabulary was made with are understood, and nothing is made up."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.questions.asking import TUNED, Entry, Outcome, ask_all, entries, figures
from tests.questions.readings import Made


async def test_most_are_understood_and_none_is_made_up(tmp_path: Path) -> None:
    outcomes = await ask_all(tmp_path, entries(TUNED))
    counted = figures(outcomes)
    wrong = [(outcome.entry, outcome.made) for outcome in outcomes if not outcome.is_right]
    assert len(outcomes) >= 130
    assert counted.share >= 95, wrong
    assert counted.made_up == 0, [outcome for outcome in outcomes if outcome.is_made_up]


def test_the_tool_prints_the_figures_and_what_was_wrong() -> None:
    run = [sys.executable, "-m", "tests.questions"]
    done = subprocess.run([*run, "--wrong"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "unanswerable" in done.stdout
    assert "kestrel-hollow" in done.stdout
    assert f"of {len(entries(TUNED))} are right" in done.stdout
    # So that nothing is ever fitted to them.
    assert subprocess.run([*run, "--once", "--wrong"], cwd=ROOT, capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize(
    ("made", "wanted", "says", "is_right", "is_made_up"),
    [
        (Made(("cast Pip",), is_card=True), "cast pip", "", True, False),
        (Made(("cast Pip",), is_card=True), "nothing", "", False, True),
        (Made(("cast Pip",), is_card=True), "cast Ines Vale", "", False, True),
        (Made(("cast Pip", "which"), is_card=True), "which", "", True, False),
        (Made(("cast Pip",), "yes", is_card=True), "cast Pip", "yes", True, False),
        (Made(("cast Pip",), "", is_card=True), "cast Pip", "yes", False, False),
        (Made(("which",)), "cast Pip", "", False, False),
        (Made(("not found", "nothing")), "nothing", "", True, False),
        (Made(("nothing",)), "cast Pip", "", False, False),
    ],
)
def test_what_counts_as_right_and_as_made_up(
    made: Made, wanted: str, says: str, *, is_right: bool, is_made_up: bool
) -> None:
    outcome = Outcome(Entry("night-ferry", "plain", "?", (wanted,), says), made)
    assert (outcome.is_right, outcome.is_made_up) == (is_right, is_made_up)


async def test_a_question_of_another_day_or_season_is_another_question(tmp_path: Path) -> None:
    asked = [
        Entry("night-ferry", "past day", "what was known about season 3 in july 2026", (wanted,))
        for wanted in ("season 3 as of 2026-07-31", "season 3", "season 2 as of 2026-07-31")
    ]
    outcomes = await ask_all(tmp_path, asked)
    assert [outcome.is_right for outcome in outcomes] == [True, False, False]
    assert [outcome.is_made_up for outcome in outcomes] == [False, True, True]
