"""What `python -m bot migrate` does."""

from argparse import Namespace

from bot.cli.output import say
from bot.settings import Settings
from bot.store.schema import migrate, versions


def run(settings: Settings, _: Namespace) -> int:
    """Bring the database to the newest schema, and say whether that changed it."""
    changed = migrate(settings.database)
    state = "was brought to" if changed else "has"
    say(f"The database {settings.database} {state} schema {versions()[-1]}.")
    return 0
