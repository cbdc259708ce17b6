"""The dashboard and the alerts ask for what there is: checked against a bot's own metrics, and by Prometheus itself."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.monitoring.prometheus import asked, numbers, prometheus
from tests.monitoring.queries import (
    ALERTS,
    OF_SCRAPES,
    OF_TARGETS,
    alert_queries,
    dashboard_queries,
    selected,
)
from tests.monitoring.watched import Scrape, address, scrape, watched
from tests.patience import PATIENCE

MODULE = pytest.mark.asyncio(loop_scope="module")
QUERIES = {**dashboard_queries(), **alert_queries()}
needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="no promtool on this machine (Debian: apt-get install prometheus)"
)
needs_prometheus = pytest.mark.skipif(
    shutil.which("prometheus") is None, reason="no Prometheus on this machine (Debian: apt-get install prometheus)"
)


@dataclass(frozen=True, slots=True)
class Running:
    discord: LoopbackDiscord
    bot: BotProcess


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Running]:
    """A bot that was asked something."""
    database = tmp_path_factory.mktemp("watched") / "casefile.db"
    shutil.copyfile(loaded_database, database)
    async with LoopbackDiscord() as discord, watched(discord, database) as process:
        await discord.slash("cast", {"who": "Trish"})
        yield Running(discord, process)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def seen(running: Running) -> Scrape:
    return await scrape(running.bot)


@MODULE
@pytest.mark.parametrize("where", QUERIES)
async def test_a_query_names_metrics_and_labels_that_there_are(seen: Scrape, where: str) -> None:
    found = selected(QUERIES[where])
    assert found
    for each in found:
        if each.name in OF_SCRAPES:
            continue
        series = [dict(labels) for labels in seen.labels(each.name)]
        assert series, f"no metric {each.name}"
        own = {(label, value) for label, value in each.matched if label not in OF_TARGETS}
        assert any(own <= labels.items() for labels in series), f"no {each.name} has {own}"
        assert any(each.grouped - OF_TARGETS <= labels.keys() for labels in series), f"{each.name} lacks a label"


@MODULE
async def test_every_metric_is_on_the_dashboard(seen: Scrape) -> None:
    shown = {each.name for query in dashboard_queries().values() for each in selected(query)}
    own = {name for name in seen.types if name.startswith("casefile_") and not name.endswith("_created")}
    ends = ("", "_total", "_count", "_bucket")
    assert {name for name in own if not any(f"{name}{end}" in shown for end in ends)} == set()


@MODULE
async def test_the_document_lists_every_metric_with_its_type_and_labels(seen: Scrape) -> None:
    text = (ROOT / "docs" / "monitoring.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(casefile_\w+)` \| (\w+) \| (.*?) \|", text, re.MULTILINE)
    listed = {name: (kind, set(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}
    own = {name for name in seen.types if name.startswith("casefile_") and not name.endswith("_created")}
    there = {
        name: (
            seen.types[name],
            {
                label
                for found, labels in seen.samples
                if found in {name, f"{name}_total", f"{name}_count"}
                for label, _ in labels
            },
        )
        for name in own
    }
    assert listed == there


@needs_promtool
async def test_prometheus_takes_the_alerts_and_each_fires_when_it_should() -> None:
    for arguments in (
        ("check", "rules", str(ALERTS)),
        ("test", "rules", str(Path(__file__).parent / "alerts_test.yml")),
    ):
        process = await asyncio.create_subprocess_exec(
            "promtool", *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        out, _ = await process.communicate()
        assert process.returncode == 0, out.decode()
        assert b"SUCCESS" in out


@MODULE
@needs_prometheus
async def test_a_real_prometheus_answers_every_query_of_the_dashboard(running: Running, tmp_path: Path) -> None:
    target = urlsplit(address(running.bot)).netloc
    async with prometheus(tmp_path, target) as url, aiohttp.ClientSession(url) as session:
        for where, query in dashboard_queries().items():
            async with asyncio.timeout(PATIENCE):
                while not await numbers(session, query):
                    await running.discord.slash("cast", {"who": "Trish"})
            assert min(await numbers(session, query)) >= 0, where
        [up] = await asked(session, "casefile_build_info")
        assert up["metric"]["job"] == "casefile"
        assert await asked(session, "ALERTS") == []
