"""The command line: reads the arguments, runs the command, and turns errors into words and an exit code."""

import gc
import sys

from bot.signals import end_at_once

if __name__ == "__main__":
    end_at_once(sys.argv[1:])  # before the other imports, which take a while
    gc.disable()  # they leave no garbage, and looking for some takes an eighth of their time

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from bot import __version__
from bot.cli.arguments import how_many, named
from bot.cli.output import say, say_why
from bot.domain.outages import Unwritable
from bot.domain.text import escape
from bot.errors import BadInput, BadSettings, StartupError, StoreUnwritable, UserError
from bot.logs import log_to_stderr
from bot.settings import Settings, read_settings

_IMPORTS = ("file", "tvmaze", "imdb", "csv", "-h", "--help")
_DESCRIPTION = "Casefile: a Discord bot for TV fan servers. Without a command: run with a token, the demo without one."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or that of the error that was written to standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(_of_a_file(given))
    try:
        settings = _settings_for(options)
        if isinstance(settings, int):
            return settings
        log_to_stderr(settings)
        # By name, so that a command imports only what it needs.
        command: Callable[[Settings, argparse.Namespace], int] = resolve_name(options.command)
        gc.enable()
        return command(settings, options)
    except StartupError as error:
        say(f"Casefile can't continue. {error}", error=True)
        return error.exit_code
    except UserError as error:
        say_why(error)
        return error.exit_code
    except OSError as error:
        why = _in_words(error)
        say_why(why)
        return why.exit_code
    except KeyboardInterrupt:
        return 130


def _in_words(error: OSError) -> UserError:
    """What a command met that had no words of its own for it. Raises the error if it names no file."""
    if why := Unwritable.of(error):  # such as what is printed into a file on a full disk
        return StoreUnwritable(why, "not everything was written")
    if not isinstance(error.filename, str):
        raise error
    return BadInput(f"{escape(error.filename)} can't be used: {escape(error.strerror or str(error))}.")


def _settings_for(options: argparse.Namespace) -> Settings | int:
    """Read the settings; the exit code of a command that can say itself that they can't be read. Raises BadSettings."""
    try:
        return read_settings()
    except BadSettings as error:
        if options.without_settings is None:
            raise
        command: Callable[[BadSettings, argparse.Namespace], int] = resolve_name(options.without_settings)
        return command(error, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=_DESCRIPTION)
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(command="bot.cli.start:run_or_demo", no_browser=False, without_settings=None)
    commands = parser.add_subparsers(title="commands", metavar="command")
    run = commands.add_parser("run", help="run on Discord with the token in DISCORD_TOKEN")
    run.set_defaults(command="bot.cli.start:run")
    demo = commands.add_parser("demo", help="run on a virtual server in a browser page, with no token")
    demo.add_argument("--no-browser", action="store_true", help="print the page's address without opening it")
    demo.set_defaults(command="bot.cli.start:demo")
    migrate = commands.add_parser("migrate", help="bring the database to the newest schema")
    migrate.set_defaults(command="bot.cli.migrate:run")
    health = commands.add_parser("health", help="ask the running bot whether it is alive; exit code 1 if not")
    health.add_argument(
        "--ready", action="store_true", help="ask whether it is ready: connected, and its database answers"
    )
    health.set_defaults(command="bot.cli.health:run")
    doctor = commands.add_parser("doctor", help="examine all that the bot needs, and say what to do; changes nothing")
    doctor.add_argument("--json", action="store_true", help="for programs: everything as one JSON object")
    doctor.set_defaults(command="bot.cli.doctor:run", without_settings="bot.cli.doctor:with_bad_settings")
    _add_backups(commands)
    copy = commands.add_parser("copy", help="copy the whole store to another file or PostgreSQL database")
    copy.add_argument("source", metavar="FROM", help="a file or a postgresql:// URL; nothing in it is changed")
    copy.add_argument("target", metavar="TO", help="one that has nothing in it yet; a file is made")
    copy.set_defaults(command="bot.cli.copy:run")
    _add_files(commands)
    packs = commands.add_parser("packs", help="check packs, or print their schema")
    inside = packs.add_subparsers(title="commands", metavar="command", required=True)
    check = inside.add_parser("check", help="report every fault in packs, each with its place")
    check.add_argument("paths", nargs="*", type=Path, metavar="FILE", help="packs; by default all in PACKS")
    check.set_defaults(command="bot.cli.packs:check")
    schema = inside.add_parser("schema", help="print the JSON Schema of a pack, for editors")
    schema.set_defaults(command="bot.cli.packs:print_schema")
    return parser


def _add_backups(commands: Any) -> None:
    backup = commands.add_parser("backup", help="copy the database into a new file, while the bot goes on running")
    backup.add_argument(
        "file", type=named, metavar="FILE", help="a new file; or a folder, which gets one with the time"
    )
    backup.add_argument(
        "--keep", type=how_many, metavar="N", help="put the time into FILE's name, and remove all but the newest N"
    )
    backup.set_defaults(command="bot.cli.backup:run")
    restore = commands.add_parser("restore", help="put a backup in the place of the database; the bot must not run")
    restore.add_argument("file", type=named, metavar="FILE", help="a backup, or any other copy of a Casefile database")
    restore.add_argument("--yes", action="store_true", help="don't ask; without it, and a terminal, nothing is changed")
    restore.add_argument(
        "--without-requests", action="store_true", help="although it is not known which members asked to be forgotten"
    )
    restore.add_argument(
        "--not-run-since", action="store_true", help="the bot has not run since the backup: nothing was posted since"
    )
    restore.set_defaults(command="bot.cli.restore:run")


def _add_files(commands: Any) -> None:
    export = commands.add_parser("export", help="write all that is on record about a show to a file")
    export.add_argument("--server", type=int, metavar="ID", help="as this server sees it, not the base")
    export.add_argument("--show", default="", metavar="NAME", help="the show; by default the server's, or the only one")
    export.add_argument("--format", choices=("toml", "csv", "json"), default="toml")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="by default standard output")
    export.set_defaults(command="bot.cli.files:run_export")
    _add_imports(commands.add_parser("import", help="take facts from a file, a table, TVmaze or IMDb"))


def _add_imports(importing: argparse.ArgumentParser) -> None:
    kinds = importing.add_subparsers(title="where from", metavar="FILE | tvmaze | imdb | csv", required=True)
    taking = kinds.add_parser("file", help="an export's or a pack's facts; `import FILE` is the same")
    taking.add_argument("file", type=Path, metavar="FILE", help="a .toml, .json or .csv file")
    taking.add_argument("--server", type=int, required=True, metavar="ID", help="the server whose facts these are")
    taking.add_argument("--yes", action="store_true", help="take them; without it nothing is changed")
    taking.add_argument("--take-conflicts", action="store_true", help="also facts that the server has changed itself")
    taking.set_defaults(command="bot.cli.files:run_import")
    tvmaze = kinds.add_parser("tvmaze", help="a show from TVmaze, for all servers")
    tvmaze.add_argument("show", metavar="ID|TITLE", help="its number at TVmaze, or its title")
    tvmaze.set_defaults(command="bot.cli.tvmaze:run")
    imdb = kinds.add_parser("imdb", help="IMDb's own files (non-commercial use only), which you downloaded")
    imdb.add_argument("folder", type=Path, metavar="FOLDER", help="the folder with title.basics.tsv.gz and the others")
    imdb.add_argument("--title", default=None, metavar="tt…", help="only this show; without it all can be chosen")
    imdb.set_defaults(command="bot.cli.imdb:run")
    table = kinds.add_parser("csv", help="a table with any columns; first shows how it is understood")
    table.add_argument("file", type=Path, metavar="FILE", help="a table as a spreadsheet saves it (CSV)")
    table.add_argument("--show", required=True, metavar="NAME", help="the show that the table is about")
    table.add_argument(
        "--map", action="append", default=[], metavar="MEANING=COLUMN", help="what a column holds: director=Regie"
    )
    table.add_argument("--season", type=int, metavar="NUMBER", help="the season of all rows, if no column has it")
    table.add_argument(
        "--dates", choices=("day-first", "month-first"), help="what 03/04/2018 means, if the table does not show it"
    )
    table.add_argument("--encoding", default="", metavar="NAME", help="if letters look wrong: cp1250, mac_roman, …")
    table.add_argument("--skip-bad", action="store_true", help="leave out rows that can't be read")
    table.add_argument("--source", default="", metavar="WHO", help="who said so, if the table does not say")
    table.add_argument("--server", type=int, metavar="ID", help="for this server only, over what is on record")
    table.add_argument(
        "--add", action="store_true", help="keep what earlier tables of the show have, and add this one: a further part"
    )
    table.add_argument("--yes", action="store_true", help="take it; without it nothing is changed")
    table.add_argument("--accept-warnings", action="store_true", help="what looks wrong is right: take it as well")
    table.set_defaults(command="bot.cli.tables:run")


def _of_a_file(arguments: list[str]) -> list[str]:
    """`import FILE` means `import file FILE`; a file called "csv" is written ./csv."""
    if arguments[:1] == ["import"] and arguments[1:2] and arguments[1] not in _IMPORTS:
        return ["import", "file", *arguments[1:]]
    return arguments


if __name__ == "__main__":
    sys.exit(main())
