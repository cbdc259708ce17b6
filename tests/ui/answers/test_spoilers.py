"""What a spoiling fact says is shown behind spoiler marks only, in every kind of answer."""

from dataclasses import replace

import pytest

from bot.domain.answers import Answer
from bot.ui.card import Card
from tests.helpers.views import render, sources_card
from tests.ui.answers.worst import OPENER, STYLES, answers_of
from tests.ui.reading import in_the_open, items, turns_on

MARKER = "MARKER"


def bare(card: Card) -> str:
    """Where nothing can be hidden."""
    parts = [card.embed.title or "", card.embed.footer.text or "", *(field.name or "" for field in card.embed.fields)]
    for item in items(card.view.to_components()):
        parts += [item.get("label") or "", item.get("placeholder") or "", item["custom_id"]]
        parts += [
            text or "" for option in item.get("options", []) for text in (option["label"], option.get("description"))
        ]
    return "\n".join(parts)


def body(card: Card) -> list[str]:
    return [card.embed.description or "", *(field.value or "" for field in card.embed.fields)]


def cards(answer: Answer) -> list[Card]:
    """The first page of an answer and of its sources, and two that come after it, if any."""
    first = render(answer, OPENER)
    pages = (1, 3) if turns_on(first.view.to_components()) else ()
    asked = [replace(answer, question=answer.question.at(page)) for page in pages]
    others = [card for page in asked for card in (render(page, OPENER), sources_card(page, OPENER))]
    return [first, sources_card(answer, OPENER), *others]


def answers(style: str) -> dict[str, Answer]:
    return answers_of(style, MARKER, 3, 60)


@pytest.mark.parametrize("style", STYLES)
def test_what_spoils_is_nowhere_in_the_open(style: str) -> None:
    for name, answer in answers(style).items():
        for card in cards(answer):
            assert MARKER not in bare(card), name
            for text in body(card):
                assert MARKER not in in_the_open(text), f"{name}: {text}"
                assert text.replace("\\|", "").count("||") % 2 == 0, f"{name}: {text}"


@pytest.mark.parametrize(
    "name",
    ["actor", "character", "cast list", "no director", "season's directors", "directed", "episode", "season", "news"],
)
def test_what_spoils_can_be_read_by_tapping(name: str) -> None:
    """On the card, or in its sources where a card leaves out what was settled since."""
    answer = answers("letters")[name]
    texts = [*body(render(answer, OPENER)), *body(sources_card(answer, OPENER))]
    assert any(MARKER in text for text in texts)
    assert any("(spoils S999E9999)" in text for text in texts)
