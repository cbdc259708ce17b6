"""The buttons and selects of answers. Each is found by its custom id, so that it works after any restart."""

from collections.abc import Callable

from bot.domain.answers import Answer
from bot.domain.ids import from_base36
from bot.domain.questions import Question, Thing
from bot.errors import BadInput, UserError
from bot.replies import Seen
from bot.ui.answers.buttons import PATTERNS, Press
from bot.ui.answers.offers import TYPED
from bot.ui.answers.render import render
from bot.ui.answers.sources import sources_card
from bot.ui.card import Card
from cogs.answers.commands import reply
from cogs.shared.context import Interaction, guild_of
from cogs.shared.pressable import Pressable, picked_value

_NO_LONGER = "That button no longer works. Ask again with the command."


class AskingButton(Pressable, template=r"never-sent"):
    """A button or list that carries a question and, where only one person may press it, that person's id."""

    def question(self) -> Question:
        """The question that the button carries."""
        try:
            return Question.decode(self.match["question"])
        except ValueError:
            raise BadInput(_NO_LONGER) from None

    def check_opener(self, interaction: Interaction) -> None:
        """Raise UserError for anybody but the person who asked, whose reading it would disturb."""
        opener = self.match.groupdict().get("opener")
        if opener is not None and from_base36(opener) != interaction.user.id:
            raise UserError("Only the person who asked can turn these pages. Ask the same question to get your own.")

    async def answered(self, interaction: Interaction, question: Question) -> Answer:
        """Return the answer as of now."""
        services = interaction.client.services
        return await services.answers.again(guild_of(interaction), question, services.clock().date())

    async def answer(
        self, interaction: Interaction, question: Question, seen: Seen, look: Callable[[Answer, int], Card] = render
    ) -> None:
        """Send the answer as of now."""
        await reply(interaction, lambda: self.answered(interaction, question), seen, look)


class Turn(AskingButton, template=PATTERNS[Press.TURN]):
    """Turns the page of an answer."""

    async def press(self, interaction: Interaction) -> None:
        self.check_opener(interaction)
        await self.answer(interaction, self.question(), Seen.IN_PLACE)


class TurnSources(AskingButton, template=PATTERNS[Press.TURN_SOURCES]):
    """Turns the page of a list of sources."""

    async def press(self, interaction: Interaction) -> None:
        self.check_opener(interaction)
        await self.answer(interaction, self.question(), Seen.IN_PLACE, sources_card)


class Sources(AskingButton, template=PATTERNS[Press.SOURCES]):
    """Lists who said what, to the person who pressed."""

    async def press(self, interaction: Interaction) -> None:
        await self.answer(interaction, self.question(), Seen.BY_ONE, sources_card)


class Ask(AskingButton, template=PATTERNS[Press.ASK]):
    """Answers a related question, to the person who pressed."""

    async def press(self, interaction: Interaction) -> None:
        await self.answer(interaction, self.question(), Seen.BY_ONE)


class AskThere(AskingButton, template=TYPED):
    """Answers what was typed, about the show on the button."""

    async def press(self, interaction: Interaction) -> None:
        services, question, guild = interaction.client.services, self.question(), guild_of(interaction)
        today = services.clock().date()
        await reply(interaction, lambda: services.answers.ask_there(guild, question, self.match["text"], today))


class Choose(AskingButton, template=PATTERNS[Press.CHOOSE]):
    """Answers for the thing that was picked."""

    async def press(self, interaction: Interaction) -> None:
        try:
            thing = Thing.decode(picked_value(interaction))
        except ValueError:
            raise BadInput(_NO_LONGER) from None
        await self.answer(interaction, self.question().about(thing), Seen.BY_ALL)
