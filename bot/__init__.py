"""Casefile: a Discord bot for TV fan servers whose every answer says how sure it is, who said so and when."""

__version__ = "0.1.0"
