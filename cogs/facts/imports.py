"""/fact export and /fact import, and the buttons of an import, which work after any restart."""

import io
from contextlib import suppress

import discord

from bot.discord_errors import TROUBLE
from bot.domain.imports import Format, Preview
from bot.errors import BadInput, FileFaults
from bot.services.files import Files
from bot.services.files.importing import LARGEST
from bot.ui.card import Card
from bot.ui.imports import (
    PRESS,
    cancelled,
    exported,
    faults_file,
    preview_card,
    progress,
    taken_card,
    undone_card,
)
from cogs.shared.context import Interaction, caller_of
from cogs.shared.pressable import Pressable, read_id
from cogs.shared.responding import EditTimer


class Imports:
    """The bodies of the two commands."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def export(self, interaction: Interaction, form: str) -> None:
        """Send the server's facts as a file, to the person who asked."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        made = await self._files.exporting.export(caller_of(interaction), Format(form))
        file = discord.File(io.BytesIO(made.content), filename=made.filename)
        await interaction.edit_original_response(content=exported(made), attachments=[file])

    async def import_(self, interaction: Interaction, attachment: discord.Attachment) -> None:
        """Prepare a file's facts, and ask whether to take them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        caller = caller_of(interaction)
        await self._files.importing.check(caller)
        if attachment.size > LARGEST:
            raise BadInput(f"That file is larger than {LARGEST // 1024**2} MB. Split it and import the parts.")
        try:
            content = await attachment.read()
        except TROUBLE:
            raise BadInput("Discord did not hand over that file. Send it again.") from None
        edit_timer = EditTimer()

        async def show_progress(done: int, of: int) -> None:
            if edit_timer.is_due():
                with suppress(*TROUBLE):  # the message may be gone; the import is prepared all the same
                    await interaction.edit_original_response(content=progress(done, of))

        try:
            preview = await self._files.importing.prepare(caller, attachment.filename, content, show_progress)
        except FileFaults as error:
            await _show_faults(interaction, error)
            return
        await _show(interaction, preview_card(preview))


async def _show_faults(interaction: Interaction, error: FileFaults) -> None:
    listed = faults_file(error)
    files = [discord.File(io.BytesIO(listed.encode()), filename="faults.txt")] if listed else []
    await interaction.edit_original_response(content=str(error), attachments=files)


async def _show(interaction: Interaction, card: Card) -> None:
    await interaction.edit_original_response(content=None, embed=card.embed, view=card.view)


class ImportButton(Pressable, template=PRESS):
    """Confirms, cancels or undoes an import. Each press is checked for permission."""

    async def press(self, interaction: Interaction) -> None:
        importing, caller = interaction.client.services.files.importing, caller_of(interaction)
        act = self.match["act"]
        batch = read_id(self.match["batch"], "That button no longer works. Import the file again.")
        await interaction.response.defer()
        if act == "cancel":
            await importing.cancel(caller, batch)
            await interaction.edit_original_response(content=None, embed=cancelled(), view=None)
            return
        if act == "undo":
            await _show(interaction, undone_card(await importing.undo(caller, batch)))
        else:
            result = await importing.take(caller, batch, keep_ours=act == "keep")
            await _show(interaction, preview_card(result) if isinstance(result, Preview) else taken_card(result))
