"""/ask, and messages that mention the bot: questions in words."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Casefile
from bot.discord_errors import PLACES, TROUBLE, meaning_of
from bot.domain.in_words import Heard, NotUnderstood
from bot.domain.questions import Question
from bot.domain.viewers import Viewer
from bot.domain.views import Veil
from bot.errors import UserError
from bot.outbox.channels import places_of
from bot.replies import Seen, send
from bot.services.answers.views import ForOneAlone, Views
from bot.ui.answers.buttons import question_of
from bot.ui.answers.in_words import as_text, heard_card
from bot.ui.card import Card
from cogs.shared.context import Interaction, guild_of, viewer_of

Text = app_commands.Range[str, 1, 2000]

_OF_A_MEMBER = (1, 3.0)
_OF_A_CHANNEL = (5, 10.0)
"""How many mentions are answered, and in how many seconds."""
_WAIT = "⏳"


class _NothingUnderstood(Exception):
    def __init__(self, card: Card) -> None:
        self.card = card


class AskCog(commands.Cog):
    """Questions in words, asked with `/ask`."""

    def __init__(self, views: Views, clock: Callable[[], datetime]) -> None:
        self._views = views
        self._clock = clock

    @app_commands.command(name="ask", description="Ask in your own words")
    @app_commands.guild_only()
    @app_commands.describe(
        question="Such as: who plays Trish? when does season 2 come out?", private="Show the answer to me alone"
    )
    async def ask(self, interaction: Interaction, question: Text, private: bool = False) -> None:
        guild = guild_of(interaction)
        seen_by = await self._views.audience(guild, None, viewer_of(interaction, is_alone=private))

        async def make() -> Card:
            heard, veil = await self._views.in_words(guild, question, self._clock().date(), seen_by)
            card = heard_card(heard, veil, seen_by.user)
            if isinstance(heard, NotUnderstood):
                raise _NothingUnderstood(card)
            return card

        try:
            try:
                await interaction.client.answering.answer(interaction, _seen(seen_by), make)
            except ForOneAlone:
                seen_by = replace(seen_by, is_alone=True)
                await interaction.client.answering.answer(interaction, _seen(seen_by), make)
        except _NothingUnderstood as nothing:
            await send(interaction, Seen.BY_ONE, embed=nothing.card.embed, view=nothing.card.view)


def _seen(viewer: Viewer) -> Seen:
    return Seen.BY_ONE if viewer.is_alone else Seen.BY_ALL


class MentionsCog(commands.Cog):
    """Answers messages that mention the bot, as replies that ping nobody."""

    def __init__(self, bot: Casefile) -> None:
        self._bot = bot
        self._views = bot.services.answers
        cooldown = commands.CooldownMapping[discord.Message].from_cooldown
        self._of_member = cooldown(*_OF_A_MEMBER, commands.BucketType.member)
        self._of_channel = cooldown(*_OF_A_CHANNEL, commands.BucketType.channel)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        guild = message.guild
        if message.author.bot or guild is None or guild.me not in message.mentions:
            return
        may = message.channel.permissions_for(guild.me)
        may_write = may.send_messages_in_threads if isinstance(message.channel, discord.Thread) else may.send_messages
        if not may_write:
            return  # its silence shows that it can read here but not write
        try:
            if self._is_too_often(message):
                if may.add_reactions and may.read_message_history:
                    await message.add_reaction(_WAIT)
                return
            await self._answer(message, guild.id, may)
        except TROUBLE as error:
            if meaning_of(error) not in PLACES:
                raise
            # What it may do here has just changed.
            self._bot.failures.note(f"Answering a mention in channel {message.channel.id}", error)

    async def _answer(self, message: discord.Message, guild: int, may: discord.Permissions) -> None:
        before, is_typed = _asked_before(message), self._is_typed(message)
        viewer = Viewer(message.author.id, places_of(message.channel), is_alone=False)

        async def make() -> tuple[Heard, Veil]:
            today = self._bot.services.clock().date()
            return await self._views.in_words(guild, message.content, today, viewer, before, may_be_seen=True)

        try:
            heard, veil = await self._bot.answering.in_turn(guild, make)
        except UserError as error:
            if is_typed:
                await _reply(message, may, content=str(error))
            return
        if isinstance(heard, NotUnderstood) and not is_typed:
            return  # somebody said "lol" to an answer
        card = heard_card(heard, veil, message.author.id)
        if may.embed_links:
            await _reply(message, may, embed=card.embed, view=card.view)
        else:
            await _reply(message, may, content=as_text(card), view=card.view)
        self._bot.meter.respond(time.monotonic())

    def _is_typed(self, message: discord.Message) -> bool:
        """Whether the mention is in the text: a reply mentions whose message it replies to without a word."""
        return self._bot.user is not None and self._bot.user.id in message.raw_mentions

    def _is_too_often(self, message: discord.Message) -> bool:
        now = message.created_at.timestamp()
        buckets = (self._of_member.get_bucket(message, now), self._of_channel.get_bucket(message, now))
        return any(bucket is not None and bucket.update_rate_limit(now) is not None for bucket in buckets)


def _asked_before(message: discord.Message) -> Question | None:
    """Return the question that the bot's message answered to which this one replies."""
    replied = message.reference.resolved if message.reference else None
    if not isinstance(replied, discord.Message) or message.guild is None or replied.author != message.guild.me:
        return None
    buttons = (
        child.custom_id
        for row in replied.components
        if isinstance(row, discord.ActionRow)
        for child in row.children
        if isinstance(child, discord.Button) and child.custom_id
    )
    return next(filter(None, map(question_of, buttons)), None)


async def _reply(message: discord.Message, may: discord.Permissions, **what: Any) -> None:
    """Answer a message as a reply where its channel's history may be read, else without one."""
    if may.read_message_history:
        what["reference"] = message.to_reference(fail_if_not_exists=False)
    await message.channel.send(mention_author=False, **what)
