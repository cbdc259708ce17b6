"""How answers look: embeds, buttons and labels. Nothing here awaits."""
