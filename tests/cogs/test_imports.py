"""/fact export and /fact import, as moderators see them."""

from __future__ import annotations

import discord
from simcord import InteractionResult

from tests.cogs.world import Seen, World, look, seen
from tests.conftest import PACK

NEW = """
format = 1
show = { id = "jessica-jones", title = "Jessica Jones" }
sources = { gazette = { outlet = "Harbour Gazette", url = "https://gazette.example/casting" } }
people = { ada-moreau = { name = "Ada Moreau", also = ["A. J. Moreau"] } }
characters = { captain = { name = "Captain Ines Vale" } }
seasons = [{ number = 3 }]

[[facts]]
id = "s3-captain"
kind = "cast"
season = 3
people = ["ada-moreau"]
character = "captain"
billing = "guest"
claims = [{ source = "gazette", published = 2019-03-02 }]
"""
