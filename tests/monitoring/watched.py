"""A bot with metrics, as its own process, and what a monitoring system reads there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.wire.test_casefile import casefile

_ADDRESS = re.compile(r"Metrics are at (http://\S+)/metrics")
OF_PROCESS = ("process_", "python_")
"""How the names of metrics begin that every Python program has."""


@dataclass(frozen=True, slots=True)
class Scrape:
    """What /metrics said, by the names and labels of samples, and each metric's type."""

    samples: Mapping[tuple[str, frozenset[tuple[str, str]]], float]
    types: Mapping[str, str]

    def value(self, name: str, **labels: str) -> float:
        return self.samples[name, frozenset(labels.items())]

    def labels(self, name: str) -> set[frozenset[tuple[str, str]]]:
        return {labels for found, labels in self.samples if found == name}

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.samples}


def watched(discord: LoopbackDiscord, database: Path, **env: str) -> BotProcess:
    """A bot with metrics on any free port."""
    process = casefile(discord, database)
    process.env |= {"METRICS_PORT": "0", **env}
    return process


def address(bot: BotProcess) -> str:
    found = _ADDRESS.findall(bot.output)
    assert found, bot.output
    return found[-1]


async def page(bot: BotProcess, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address(bot) + path) as answer:
        return answer.status, await answer.text()


def parsed(text: str) -> Scrape:
    families = list(text_string_to_metric_families(text))
    samples = {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }
    return Scrape(samples, {family.name: family.type for family in families})


async def scrape(bot: BotProcess) -> Scrape:
    status, text = await page(bot, "/metrics")
    assert status == 200, text
    return parsed(text)
