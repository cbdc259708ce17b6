"""The commands of the guides for hosts, run in a clone, one block after the other as a host would."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.conftest import ROOT
from tests.deploy.commands import Block, bash, blocks, clone, commit, publish
from tests.loopback.loopback import LoopbackDiscord
from tests.wire.test_casefile import casefile

OPERATING = ROOT / "docs" / "operating.md"
GUIDES = (OPERATING, ROOT / "docs" / "releasing.md", ROOT / "docs" / "monitoring.md", ROOT / "README.md")
BLOCKS = [(guide, block) for guide in GUIDES for block in blocks(guide)]


def has_backup(capsys: pytest.CaptureFixture[str]) -> bool:
    with pytest.raises(SystemExit):
        main(["--help"])
    return "    backup" in capsys.readouterr().out


def copied_to_the_new_machine() -> list[str]:
    """What is copied there, as it is called in an installation whose database is in its own folder."""
    [names] = re.findall("^sudo scp (.*) new-machine:$", OPERATING.read_text(encoding="utf-8"), re.MULTILINE)
    return [name.removeprefix("/var/lib/casefile/") for name in names.split() if not name.startswith("/etc/")]


@pytest.mark.parametrize(("guide", "block"), BLOCKS, ids=[f"{guide.stem}-{n}" for n, (guide, _) in enumerate(BLOCKS)])
def test_every_command_is_a_shell_s(guide: Path, block: Block) -> None:
    checked = bash(block.script, guide.parent, None, "-n")
    assert checked.returncode == 0, checked.stdout
    assert block.script.strip()


async def test_the_guide_s_commands_do_what_it_says(
    discord: LoopbackDiscord, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Installing, the monthly look and the update, in order; with a newer version to be had from the update on."""
    published = await asyncio.to_thread(publish, tmp_path / "published")
    folder = await asyncio.to_thread(clone, published, tmp_path / "clone")
    env = {"DISCORD_TOKEN": discord.token, "DISCORD_API_BASE": discord.api_base}
    shutil.copyfile(database, folder / "casefile.db")
    (folder / "backups").mkdir()
    async with casefile(discord, folder / "casefile.db"):
        pass  # it has run before, so Discord has its commands
    with_backups, ran = has_backup(capsys), 0
    for block in blocks(OPERATING):
        if block.needs in ("remote", "moved") or (block.needs == "backup" and not with_backups):
            continue
        if "git fetch" in block.script:
            (published / "docs" / "NEW.md").write_text("A newer version has this.\n", encoding="utf-8")
            commit(published)
        done = await asyncio.to_thread(bash, block.script, folder, env)
        assert done.returncode == 0, f"{block.script}\n{done.stdout}"
        ran += 1
        if "git merge" in block.script:
            assert (folder / "docs" / "NEW.md").exists()
        if "git checkout" in block.script:
            assert not (folder / "docs" / "NEW.md").exists()
    assert ran >= 4
    assert (folder / ".env").read_bytes() == (ROOT / ".env.example").read_bytes()
    new = await asyncio.to_thread(clone, published, tmp_path / "new-machine")
    (new / "backups").mkdir()
    for name in copied_to_the_new_machine():
        shutil.copy(folder / name, new / name)
    [block] = [block for block in blocks(OPERATING) if block.needs == "moved"]
    done = await asyncio.to_thread(bash, block.script, new, env)
    assert done.returncode == 0, done.stdout
    assert (new / "casefile.db").is_file()
    if not with_backups:
        pytest.skip("this version has no backup command: the guide's commands for backups were not run")
