"""The buttons and selects of answers. Each is found by its custom id, so that it works after any restart."""

from bot.domain.answers import Answer
from bot.domain.ids import from_base36
from bot.domain.questions import Question, Thing
from bot.errors import BadInput, UserError
from bot.ui.answers.buttons import PATTERNS, Press
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


class Turn(AskingButton, template=PATTERNS[Press.TURN]):
    """Turns the page of an answer."""

    async def press(self, interaction: Interaction) -> None:
        self.check_opener(interaction)
        answer = await self.answered(interaction, self.question())
        await _edit(interaction, render(answer, interaction.user.id))


class TurnSources(AskingButton, template=PATTERNS[Press.TURN_SOURCES]):
    """Turns the page of a list of sources."""

    async def press(self, interaction: Interaction) -> None:
        self.check_opener(interaction)
        answer = await self.answered(interaction, self.question())
        await _edit(interaction, sources_card(answer, interaction.user.id))


class Sources(AskingButton, template=PATTERNS[Press.SOURCES]):
    """Lists who said what, to the person who pressed."""

    async def press(self, interaction: Interaction) -> None:
        card = sources_card(await self.answered(interaction, self.question()), interaction.user.id)
        await interaction.response.send_message(embed=card.embed, view=card.view, ephemeral=True)


class Ask(AskingButton, template=PATTERNS[Press.ASK]):
    """Answers a related question, to the person who pressed."""

    async def press(self, interaction: Interaction) -> None:
        await reply(interaction, await self.answered(interaction, self.question()), ephemeral=True)


class Choose(AskingButton, template=PATTERNS[Press.CHOOSE]):
    """Answers for the thing that was picked."""

    async def press(self, interaction: Interaction) -> None:
        try:
            thing = Thing.decode(picked_value(interaction))
        except ValueError:
            raise BadInput(_NO_LONGER) from None
        await reply(interaction, await self.answered(interaction, self.question().about(thing)))


async def _edit(interaction: Interaction, card: Card) -> None:
    await interaction.response.edit_message(embed=card.embed, view=card.view)
