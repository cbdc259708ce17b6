"""A bot that starts on an earlier version's database folds the names in it anew, beside everything else."""

import asyncio
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from simcord import Env

from bot.app import open_app
from bot.domain.names import FOLDING
from tests.cogs.world import build, let_pass, seen
from tests.engines.raw import connect
from tests.helpers.first_names import fold_as_before
from tests.patience import PATIENCE


def is_done(database: Path) -> bool:
    with closing(connect(database)) as connection:
        version, reached, until = connection.execute("SELECT version, reached, until FROM folding").fetchone()
    return version == FOLDING and reached == until


@pytest.mark.sqlite  # the version that stored them knew only files
async def test_names_are_folded_anew_while_the_bot_answers(loaded_database: Path, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(loaded_database, tmp_path / "casefile.db"))
    (tmp_path / "packs").mkdir()
    fold_as_before(database, {})
    async with open_app(database, tmp_path / "packs", always_sync=True) as client:
        env = Env(client)
        world = build(env)
        await env.start()
        try:
            card = seen(await world.fan.slash(world.channel, "cast", who="Carrie-Anne Moss"))
            assert card.title == "Carrie-Anne Moss plays Jeri Hogarth"
            async with asyncio.timeout(PATIENCE):
                while not is_done(database):
                    await let_pass(env, 1)
            card = seen(await world.fan.slash(world.channel, "cast", who="carrieanne"))
            assert card.title == "Carrie-Anne Moss plays Jeri Hogarth"
        finally:
            await env.shutdown()
