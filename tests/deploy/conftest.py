"""The loopback Discord, for what is deployed."""

from tests.wire.conftest import discord

__all__ = ["discord"]
