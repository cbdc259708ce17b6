"""Every card keeps Discord's limits, whatever is on record and at every page."""

import re
from dataclasses import replace
from functools import cache

import pytest

from bot.domain.answers import Answer, Choice, EpisodeCredits, PersonCredits
from bot.domain.boundaries import Boundary
from bot.domain.facts import Show
from bot.domain.in_words import Understood
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.shield import Shield
from bot.domain.views import Veil, View
from bot.domain.yes_or_no import Checked, Says
from bot.ui import privacy
from bot.ui.answers import in_words
from bot.ui.answers import render as rendering
from bot.ui.answers.buttons import Press, custom_id
from bot.ui.answers.sources import sources_card as rendering_sources
from bot.ui.answers.veil import behind_bars
from bot.ui.card import Card, Section
from bot.ui.card import card as card_of
from bot.ui.completions import choices
from bot.ui.help import about_page, asking_page
from bot.ui.setup import show_chosen
from tests.helpers.views import render, sources_card
from tests.ui.answers.worst import DAY, KINDS, OPENER, STYLES, Worst, answers_of
from tests.ui.reading import PING, assert_discord_takes, formatting_left, items, turns_on, units


def at(answer: Answer, page: int) -> Answer:
    return replace(answer, question=answer.question.at(page))


def cards(answer: Answer) -> list[Card]:
    """The first page of an answer and of its sources, two that come after it, if any, and one far behind the last."""
    first = render(answer, OPENER)
    pages = [at(answer, page) for page in ((1, 3, 500) if turns_on(first.view.to_components()) else (500,))]
    others = [card for page in pages for card in (render(page, OPENER), sources_card(page, OPENER))]
    return [first, sources_card(answer, OPENER), *others]


@cache
def cards_of(style: str) -> dict[str, list[Card]]:
    """The cards of every kind of answer, made once for all that is asked of them."""
    return {name: cards(answer) for name, answer in answers_of(style).items()}


def first_page(style: str, name: str) -> Card:
    return cards_of(style)[name][0]


def texts(card: Card) -> list[str]:
    fields = [part or "" for field in card.embed.fields for part in (field.name, field.value)]
    return [card.embed.description or "", *fields]


def assert_kept(made: dict[str, list[Card]]) -> None:
    for name, found in made.items():
        for card in found:
            try:
                assert_discord_takes(card.embed.to_dict(), card.view.to_components())
            except AssertionError as error:
                error.add_note(f"in the answer {name!r}: {card.embed.to_dict()}")
                raise


@pytest.mark.parametrize("style", STYLES)
def test_every_card_keeps_the_limits(style: str) -> None:
    assert_kept(cards_of(style))


def test_an_address_that_is_too_long_to_link_keeps_the_limits() -> None:
    assert_kept({name: cards(answer) for name, answer in answers_of("letters", url=500).items()})


def test_forty_claims_on_every_fact_keep_the_limits() -> None:
    assert_kept({name: cards(answer) for name, answer in answers_of("words", claims=40).items()})


@pytest.mark.parametrize("style", STYLES)
def test_no_card_pings_or_formats_what_is_on_record(style: str) -> None:
    for first, sources, *_ in cards_of(style).values():
        for card in (first, sources):
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
    for choice in made:
        assert choice.name.strip()
        assert units(choice.name) <= 100


def test_a_completion_whose_value_is_too_long_is_left_out() -> None:
    assert [choice.value for choice in choices([Choice("long", "x" * 101), Choice("fits", "x" * 100)])] == ["x" * 100]


@pytest.mark.parametrize("style", STYLES)
def test_the_other_pages_keep_the_limits(style: str) -> None:
    asking = asking_page((), moderates=True).embed
    pages = (asking, about_page("1.2.3", 10**6, 10**9), privacy.page().embed, show_chosen(STYLES[style](200)))
    for embed in pages:
        embed.set_footer(text=str(DAY))
        assert_discord_takes(embed.to_dict(), [])


def in_utf16(card: Card) -> int:
    """How large Discord takes the whole embed to be."""
    footer = card.embed.footer.text or ""
    return sum(map(units, (card.embed.title or "", footer, *texts(card))))


@pytest.mark.parametrize("style", ["letters", "emoji", "markdown", "right to left"])
def test_a_credit_of_five_long_names_fits_a_sections_name(style: str) -> None:
    worst = Worst(STYLES[style], many=1)
    question = worst.question(Topic.DIRECTOR, Thing(What.EPISODE, 1))
    credited = tuple(worst.credit(5) for _ in range(2))
    of_episode = EpisodeCredits(question, worst.show, DAY, worst.episode(), credited, (), ())
    of_person = PersonCredits(question, worst.show, DAY, worst.person(), credited)
    for answer in (of_episode, replace(of_episode, credits=credited[:1]), of_person):
        for card in (render(answer, OPENER), sources_card(answer, OPENER)):
            assert card.embed.fields or card.embed.description
            assert max((units(field.name or "") for field in card.embed.fields), default=0) <= 256
            assert units(card.embed.title or "") <= 256


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["rivals", "one director", "directed", "season's directors"])
def test_however_long_everything_is_a_card_says_how_sure(style: str, name: str) -> None:
    card = first_page(style, name)
    assert re.search(r"\*\*(Confirmed|Reported|Rumoured|Denied)\*\* · ", card.embed.description or "")


@pytest.mark.parametrize("name", ["rivals", "one director", "directed", "season's directors"])
def test_however_long_everything_is_a_card_says_who_said_so(name: str) -> None:
    said = first_page("letters", name).embed.description or ""
    assert re.search(r"\*\*Reported\*\* · \d?x+", said), said


@pytest.mark.parametrize("style", STYLES)
def test_a_whole_card_keeps_6000_units_and_counts_what_did_not_fit(style: str) -> None:
    text = STYLES[style]
    sections = [Section(text(200), [text(100)] * 9) for _ in range(40)]
    made = card_of(text(200), [text(300)] * 3, sections, show=Show(1, text(100)), day=None)
    assert in_utf16(made) <= 6000
    left_out = len(sections) - len(made.embed.fields)
    assert left_out > 0
    assert (made.embed.footer.text or "").endswith(f"{left_out} more did not fit")


@pytest.mark.parametrize("style", STYLES)
def test_every_answer_keeps_6000_utf16_units(style: str) -> None:
    for name, found in cards_of(style).items():
        for card in found:
            assert in_utf16(card) <= 6000, name


def with_a_footer(card: Card) -> Card:
    """The card with a footer of its own, as all others have one."""
    card.embed.set_footer(text="-")
    return card


def as_far(answer: Answer, style: str) -> list[Card]:
    """An answer to one who has seen next to nothing, its sources, what is hidden, and an answer in words."""
    view = View(answer, Veil(Shield(Boundary(9999, 9998), opens=True), has_more=True, own=Boundary(1, 1)))
    heard = Understood(STYLES[style](40), answer, Checked(Says.NOBODY, None))
    return [
        rendering.render(view, OPENER),
        rendering_sources(view, OPENER),
        with_a_footer(behind_bars(render(answer, OPENER))),
        in_words.heard_card(heard, view.veil, OPENER),
    ]


@pytest.mark.parametrize("style", STYLES)
def test_cards_that_say_how_far_they_go_keep_the_limits_too(style: str) -> None:
    for claims in (1, 40):
        answers = answers_of(style, claims=claims) if claims > 1 else answers_of(style)
        assert_kept({name: as_far(answer, style) for name, answer in answers.items()})
