"""Every card keeps Discord's limits, whatever is on record and at every page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.domain.answers import Answer, Choice
from bot.domain.questions import Question
from bot.ui.buttons import Press, custom_id
from bot.ui.cards import Card, render
from bot.ui.cards.sources import sources_card
from bot.ui.choices import choices
from bot.ui.pages import about_page, help_page, pointer, privacy_page, show_chosen
from tests.ui.reading import PING, assert_discord_takes, formatting_left, items, units
from tests.ui.worst import DAY, KINDS, OPENER, STYLES, answers_of


def at(answer: Answer, page: int) -> Answer:
    return replace(answer, question=answer.question.at(page))


def cards(answer: Answer) -> Iterator[Card]:
    """The first pages of an answer and of its sources, and one far behind the last."""
    for page in (0, 1, 3, 500):
        yield render(at(answer, page), OPENER)
        yield sources_card(at(answer, page), OPENER)


def texts(card: Card) -> list[str]:
    fields = [part or "" for one in card.embed.fields for part in (one.name, one.value)]
    return [card.embed.description or "", *fields]


def assert_kept(answers: dict[str, Answer]) -> None:
    for name, answer in answers.items():
        for card in cards(answer):
            try:
                assert_discord_takes(card.embed.to_dict(), card.view.to_components())
            except AssertionError as error:
                error.add_note(f"in the answer {name!r}: {card.embed.to_dict()}")
                raise


@pytest.mark.parametrize("style", STYLES)
def test_every_card_keeps_the_limits(style: str) -> None:
    assert_kept(answers_of(style))


def test_an_address_that_is_too_long_to_link_keeps_the_limits() -> None:
    assert_kept(answers_of("letters", url=500))


def test_forty_claims_on_every_fact_keep_the_limits() -> None:
    assert_kept(answers_of("words", claims=40))


@pytest.mark.parametrize("style", STYLES)
def test_no_card_pings_or_formats_what_is_on_record(style: str) -> None:
    for answer in answers_of(style).values():
        for card in (render(answer, OPENER), sources_card(answer, OPENER)):
            for text in texts(card):
                assert not PING.search(text)
                assert set(formatting_left(text)) <= {"*", "|"}


def test_every_kind_of_answer_is_built_here() -> None:
    built = {type(answer) for answer in answers_of("letters").values()}
    assert built == set(Answer.__args__)


@pytest.mark.parametrize("name", KINDS)
def test_the_buttons_of_a_card_carry_its_question(name: str) -> None:
    answer = answers_of("letters")[name]
    for item in items(render(answer, OPENER).view.to_components()):
        press, question, *_ = item["custom_id"].split(":")
        assert Press(press)
        assert Question.decode(question).show == answer.question.show


@pytest.mark.parametrize("press", Press)
def test_the_longest_custom_id_fits(press: Press) -> None:
    for answer in answers_of("letters").values():
        made = custom_id(press, answer.question.at(9999), OPENER)
        assert len(made) <= 100


async def test_a_view_is_not_kept_in_memory() -> None:
    for answer in answers_of("letters").values():
        assert render(answer, OPENER).view.is_finished()


@pytest.mark.parametrize("style", STYLES)
def test_completions_keep_the_limits(style: str) -> None:
    text = STYLES[style]
    made = choices(Choice(text(200), f"id:p{place}") for place in range(40))
    assert len(made) == 25
    for one in made:
        assert one.name.strip()
        assert units(one.name) <= 100


def test_a_completion_whose_value_is_too_long_is_left_out() -> None:
    assert [one.value for one in choices([Choice("long", "x" * 101), Choice("fits", "x" * 100)])] == ["x" * 100]


@pytest.mark.parametrize("style", STYLES)
def test_the_other_pages_keep_the_limits(style: str) -> None:
    for embed in (help_page(), about_page("1.2.3", 10**6, 10**9), privacy_page(), show_chosen(STYLES[style](200))):
        embed.set_footer(text=str(DAY))
        assert_discord_takes(embed.to_dict(), [])
    assert len(pointer()) <= 2000
