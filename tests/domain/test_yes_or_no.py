"""Yes or no only where a fact says it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.answers import PersonCredits
from bot.domain.certainty import known_on
from bot.domain.facts import Fact, Known, Outcome, Person
from bot.domain.questions import Question, Topic
from bot.domain.yes_or_no import Checked, Says, by_claims, credited, is_out
from tests.domain.builders import SHOW, confirmation, credit, denial, release, report, rumour

ON = date(2019, 1, 1)


def known(*facts: Fact) -> list[Known]:
    return list(known_on(facts, ON))


def says(*facts: Fact, later: tuple[Fact, ...] = (), aired: bool = True) -> Says:
    return by_claims(known(*facts), known(*later), aired=aired).says


@pytest.mark.parametrize(("aired", "word"), [(True, Says.NOT_ON_RECORD), (False, Says.NOBODY)])
def test_nothing_known_is_not_on_record_once_it_has_aired(*, aired: bool, word: Says) -> None:
    assert by_claims([], aired=aired) == Checked(word)


@pytest.mark.parametrize("claims", [(confirmation(),), (report(),), (report("A"), rumour("B"))])
def test_a_sure_fact_says_yes(claims: tuple[object, ...]) -> None:
    assert says(credit(1, "Ann Lee", claims=claims)) is Says.YES  # pyright: ignore[reportArgumentType]


def test_a_rumour_says_so() -> None:
    assert says(credit(1, "Ann Lee", claims=(rumour(),))) is Says.RUMOURED


def test_a_denied_claim_says_no() -> None:
    checked = by_claims(known(credit(1, "Ann Lee", claims=(rumour(), denial()))), aired=False)
    assert checked.says is Says.NO
    assert checked.known is not None
    assert checked.known.fact.id == 1


def test_a_refuted_fact_says_no_with_what_refuted_it() -> None:
    refuted = replace(credit(1, "Ann Lee"), outcome=Outcome.REFUTED, settled_by=2)
    other = credit(2, "Bea Kay", claims=(confirmation(),))
    checked = by_claims(known(refuted), known(other), aired=True)
    assert checked.says is Says.NO
    assert checked.known is not None
    assert checked.known.fact.id == 2


def test_a_fact_is_not_refuted_before_what_refutes_it_is_known() -> None:
    refuted = replace(credit(1, "Ann Lee"), outcome=Outcome.REFUTED, settled_by=2)
    assert says(refuted, aired=False) is Says.YES


def test_one_fact_that_holds_is_enough() -> None:
    denied = credit(1, "Ann Lee", claims=(rumour(), denial()))
    held = credit(2, "Ann Lee", claims=(confirmation(),), episode=2)
    assert says(denied, held) is Says.YES
    assert says(denied, credit(2, "Ann Lee", claims=(rumour(),), episode=2)) is Says.RUMOURED


@pytest.mark.parametrize(
    ("released", "word"), [("2018-03-08", Says.YES), ("2019-01-01", Says.YES), ("2019-06", Says.NO), ("2019", Says.NO)]
)
def test_what_is_out_has_come_out_by_the_day(released: str, word: Says) -> None:
    assert is_out(known(release(1, released)), ON, aired=True).says is word


def test_no_date_says_nothing_of_what_is_out() -> None:
    assert is_out([], ON, aired=True).says is Says.NOT_ON_RECORD
    assert is_out([], ON, aired=False).says is Says.NOBODY
    rumoured = replace(release(1, "2018"), claims=(rumour(),))
    assert is_out(known(rumoured), ON, aired=False).says is Says.NOBODY


def test_who_directed_in_one_season_did_not_in_another() -> None:
    ann = Person(1, "Ann Lee")
    answer = PersonCredits(Question(Topic.DIRECTOR, 1), SHOW, ON, ann, tuple(known(credit(1, "Ann Lee"))))
    assert credited(answer, season=None, aired=True).says is Says.YES
    assert credited(answer, season=1, aired=True).says is Says.YES
    assert credited(answer, season=2, aired=True).says is Says.NOT_ON_RECORD
    assert credited(answer, season=2, aired=False).says is Says.NOBODY
