"""The buttons and selects of answers. Each is found by its custom id, so that it works after any restart."""

from bot.domain.codes import EpisodeCode
from bot.domain.ids import from_base36
from bot.domain.questions import Question, Thing
from bot.domain.views import OPEN, View
from bot.errors import BadInput, UserError
from bot.replies import Seen
from bot.services.names.finder import pick_show
from bot.ui.answers.buttons import PATTERNS, Press
from bot.ui.answers.offers import TYPED
from bot.ui.answers.render import render
from bot.ui.answers.sources import sources_card
from bot.ui.answers.veil import WATCHED, behind_bars
from bot.ui.spoilers import watched_card
from cogs.answers.commands import Looking, reply
from cogs.shared.context import Interaction, guild_of, viewer_of
from cogs.shared.pressable import Pressable, picked_value, read_id

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

    async def answer(self, interaction: Interaction, question: Question, seen: Seen, look: Looking = render) -> None:
        """Send the answer as of now: a page in place of the one before, or to the person who pressed, or to all."""
        services, guild = interaction.client.services, guild_of(interaction)
        is_alone = seen is Seen.BY_ONE or (seen is Seen.IN_PLACE and _is_seen_by_one(interaction))
        viewer = viewer_of(interaction, is_alone=is_alone)
        if not viewer.is_alone:
            # A page that covers more than its channel does would show all how far the one who turns it is.
            viewer = await services.answers.audience(guild, question.show, viewer)
            seen = Seen.BY_ONE if viewer.is_alone else seen
        await reply(
            interaction,
            lambda: services.answers.again(guild, question, services.clock().date(), viewer),
            viewer,
            look,
            in_place=seen is Seen.IN_PLACE,
        )


def _is_seen_by_one(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


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


class Unveil(AskingButton, template=PATTERNS[Press.UNVEIL]):
    """Shows the whole answer behind bars, to the person who pressed."""

    async def press(self, interaction: Interaction) -> None:
        services, guild, question = interaction.client.services, guild_of(interaction), self.question()

        async def whole() -> View:
            return View(await services.answers.uncovered(guild, question, services.clock().date()), OPEN)

        await reply(
            interaction,
            whole,
            viewer_of(interaction, is_alone=True),
            lambda view, opener: behind_bars(render(view, opener)),
        )


class HaveWatched(Pressable, template=WATCHED):
    """Moves the boundary of whoever presses to the episode on the button, unless it lies further on."""

    async def press(self, interaction: Interaction) -> None:
        code = EpisodeCode(int(self.match["season"]), int(self.match["number"]))
        show = pick_show(read_id(self.match["show"], _NO_LONGER))
        spoilers = interaction.client.services.spoilers
        guild, user = guild_of(interaction), interaction.user.id
        watched = await spoilers.seen(guild, user, str(code), show, only_further=True)
        await interaction.response.send_message(embed=watched_card(watched), ephemeral=True)


class AskThere(AskingButton, template=TYPED):
    """Answers what was typed, about the show on the button."""

    async def press(self, interaction: Interaction) -> None:
        services, question, guild = interaction.client.services, self.question(), guild_of(interaction)
        today = services.clock().date()
        viewer = await services.answers.audience(guild, question.show, viewer_of(interaction, is_alone=False))
        text = self.match["text"]
        await reply(interaction, lambda: services.answers.ask_there(guild, question, text, today, viewer), viewer)


class Choose(AskingButton, template=PATTERNS[Press.CHOOSE]):
    """Answers for the thing that was picked."""

    async def press(self, interaction: Interaction) -> None:
        try:
            thing = Thing.decode(picked_value(interaction))
        except ValueError:
            raise BadInput(_NO_LONGER) from None
        await self.answer(interaction, self.question().about(thing), Seen.BY_ALL)
