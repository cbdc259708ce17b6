"""How high a whole card is on a phone."""

import discord

from bot.ui.height import height


def embed_height(embed: discord.Embed) -> int:
    """The lines of an embed's title, description, fields and footer."""
    texts = [embed.title, embed.description, *(part for field in embed.fields for part in (field.name, field.value))]
    return sum(height(text) for text in (*texts, embed.footer.text) if text)
