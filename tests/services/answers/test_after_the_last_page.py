"""A page after the last one, as an old button asks for it once facts are retired."""

from dataclasses import replace

import pytest

from bot.domain.answers import PersonCredits
from bot.store.store import Store
from tests.helpers.answers import answers, asked
from tests.helpers.views import render


@pytest.mark.parametrize("page", [1, 9])
async def test_what_somebody_directed_is_not_said_to_be_unknown(store: Store, page: int) -> None:
    answer = await answers(store).director(asked("michael rymer"))
    assert isinstance(answer, PersonCredits)
    assert answer.credits
    card = render(replace(answer, question=answer.question.at(page)), 1)
    assert card.embed.description == "There is no more."
