"""By what errors are counted: few kinds, whatever is raised."""

import re

import aiohttp
import discord
import pytest
from discord import app_commands

from bot import errors
from bot.discord_errors import Meaning
from bot.domain.outages import Unwritable
from bot.failures import Failures, kind_of
from bot.meter import Meter

KINDS: list[tuple[BaseException, str]] = [
    (errors.BadInput("No."), "refused"),
    (errors.NotModerator(), "refused"),
    (app_commands.NoPrivateMessage(), "refused"),
    (app_commands.MissingPermissions(["manage_guild"]), "refused"),
    (errors.Busy(), "busy"),
    (errors.Restarting(), "busy"),
    (errors.TooLate(), "too_late"),
    (errors.StoreBusy(), "store"),
    (errors.StoreUnwritable(Unwritable.FULL, "nothing was saved"), "store"),
    (errors.SiteTrouble("Later."), "site"),
    (discord.RateLimited(3.0), "discord_way"),
    (aiohttp.ServerDisconnectedError(), "discord_way"),
    (ConnectionResetError(), "discord_way"),
    (ValueError("server 123456789012345678"), "unforeseen"),
    (app_commands.AppCommandError(), "unforeseen"),
]


@pytest.mark.parametrize(("error", "kind"), KINDS, ids=lambda each: type(each).__name__)
def test_each_error_is_of_a_kind(error: BaseException, kind: str) -> None:
    assert kind_of(error) == kind


def test_there_are_few_kinds() -> None:
    named = {kind for _, kind in KINDS if not kind.startswith("discord_")}
    assert len(named) + len(Meaning) < 25
    assert all(re.fullmatch("[a-z_]+", kind) for kind in named | {meaning.name.lower() for meaning in Meaning})


class Heard(Meter):
    """Keeps what it takes."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    def erred(self, kind: str) -> None:
        self.kinds.append(kind)


def test_what_is_noted_is_counted() -> None:
    heard = Heard()
    failures = Failures(lambda: "ABCDEF", heard)
    failures.note("Posting", ConnectionResetError())
    failures.note("Reading", KeyError("no such thing"))
    assert heard.kinds == ["discord_way", "unforeseen"]
