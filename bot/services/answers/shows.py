"""The show that a question is about."""

from bot.domain.facts import Show
from bot.domain.questions import Question
from bot.errors import BadInput
from bot.store.store import Store


async def show_of_question(store: Store, guild: int, question: Question) -> Show:
    """The show that the question names. Raises BadInput if it names none, or one that is no longer on record."""
    show = await store.reading().names.show(guild, question.show) if question.show is not None else None
    if show is None:
        raise BadInput("That show is no longer on record. Ask again and pick one from the list.")
    return show
