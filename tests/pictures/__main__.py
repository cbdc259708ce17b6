"""Take the pictures of README and docs again: `python -m tests.pictures [name …]`."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from pathlib import Path

from bot.store.schema import migrate
from bot.store.store import open_store
from tests.conftest import LOADED_AT, PACK
from tests.demo.conftest import browsing
from tests.helpers.answers import loader
from tests.pictures.album import ALBUM
from tests.pictures.taking import lasting, staged

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).with_name("texts.json")


async def main(names: list[str]) -> None:
    texts: dict[str, list[str]] = json.loads(TEXTS.read_text("utf-8"))
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("There is no Chromium on this machine (Debian: apt-get install chromium).")
    with tempfile.TemporaryDirectory() as folder:
        loaded = Path(folder) / "loaded.db"
        migrate(loaded)
        async with open_store(loaded, lambda: LOADED_AT) as store:
            await loader(store).load(PACK)
        async with browsing(chromium) as browser:
            for name in names or ALBUM:
                print(f"{name} …", flush=True)
                async with staged(ALBUM[name], browser, loaded) as shown:
                    texts[name] = lasting(await shown.inner_text())
                    await shown.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
    write_texts({name: texts[name] for name in ALBUM if name in texts})


def write_texts(texts: dict[str, list[str]]) -> None:
    TEXTS.write_text(json.dumps(texts, ensure_ascii=False, indent=1) + "\n", "utf-8")


asyncio.run(main(sys.argv[1:]))
