"""A later version of Casefile, which has more migrations."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.store import schema

MIGRATIONS = Path(schema.__file__).parent / "migrations"
HEADER = """
import sqlalchemy as sa
from alembic import op
revision = {revision!r}
down_revision = {down!r}
def upgrade():
"""


class Later:
    """A folder of migrations with more of them than are shipped."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, *statements: str) -> str:
        last = sorted(path.name[:4] for path in (self.folder / "versions").glob("[0-9]*.py"))[-1]
        revision = f"{int(last) + 1:04}"
        body = "".join(f"    {statement}\n" for statement in statements)
        text = HEADER.format(revision=revision, down=last) + body
        (self.folder / "versions" / f"{revision}_later.py").write_text(text, "utf-8")
        return revision
