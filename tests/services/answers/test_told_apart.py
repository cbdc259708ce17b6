"""Near names that share a label are told apart."""

from bot.domain.answers import Candidate
from bot.domain.questions import Thing, What
from bot.services.answers.asking import told_apart


def labels(*candidates: tuple[str, str]) -> list[str]:
    things = [Candidate(Thing(What.PERSON, number), *each) for number, each in enumerate(candidates)]
    apart = told_apart(things)
    assert [each.thing for each in apart] == [each.thing for each in things]
    return [each.label for each in apart]


def test_a_label_of_its_own_stays() -> None:
    assert labels(("Ann Lee", "actor"), ("Ann Lea", "actor")) == ["Ann Lee", "Ann Lea"]


def test_a_shared_label_gets_what_each_is() -> None:
    assert labels(("Jessica", "actor"), ("Jessica", "character")) == ["Jessica (actor)", "Jessica (character)"]


def test_those_who_are_the_same_get_a_number() -> None:
    assert labels(("Sam", "actor"), ("Sam", "actor"), ("Sam", "writer")) == [
        "Sam (actor) 1",
        "Sam (actor) 2",
        "Sam (writer)",
    ]
