"""A real Prometheus that reads a bot's metrics."""

from __future__ import annotations

import asyncio
import math
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import aiohttp
import yaml

from tests.monitoring.queries import ALERTS


@asynccontextmanager
async def prometheus(folder: Path, target: str) -> AsyncGenerator[str]:
    """A Prometheus that scrapes the target each second; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        listens = f"127.0.0.1:{free.getsockname()[1]}"
    scraping: dict[str, Any] = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(ALERTS)],
        "scrape_configs": [{"job_name": "casefile", "static_configs": [{"targets": [target]}]}],
    }
    (folder / "prometheus.yml").write_text(cast(Any, yaml).safe_dump(scraping), encoding="utf-8")
    with (folder / "prometheus.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            "prometheus",
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address={listens}",
            stdout=log,
            stderr=log,
        )
    try:
        yield f"http://{listens}"
    finally:
        process.terminate()
        await process.wait()


async def asked(session: aiohttp.ClientSession, query: str) -> list[Any]:
    """What Prometheus answers to a query now; nothing while it starts."""
    try:
        async with session.get("/api/v1/query", params={"query": query}) as answer:
            if answer.status == 503:
                return []
            said = await answer.json()
    except aiohttp.ClientConnectionError:
        return []
    assert said["status"] == "success", said
    return said["data"]["result"]


async def numbers(session: aiohttp.ClientSession, query: str) -> list[float]:
    """The values of an answer that are numbers: a rate has none before there are two samples that differ."""
    values = [float(found["value"][1]) for found in await asked(session, query)]
    return [value for value in values if math.isfinite(value)]
