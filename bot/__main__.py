"""The command line. Everything that ends the process ends it here, with words and an exit code."""

import argparse
import asyncio
import json
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from bot import __version__
from bot.errors import BadSettings, StartupError, UserError
from bot.settings import Settings, read_settings

_IMPORTS = ("file", "tvmaze", "imdb", "csv", "-h", "--help")
_DESCRIPTION = "Casefile: a Discord bot for TV fan servers. Without a command: run with a token, the demo without one."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or that of the error that stands on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(_of_a_file(given))
    try:
        settings = read_settings()
        _log_to_stderr(settings)
        command: Callable[[Settings, argparse.Namespace], int] = options.command
        return command(settings, options)
    except StartupError as error:
        print(f"Casefile can't go on. {error}", file=sys.stderr)
        return error.exit_code
    except UserError as error:
        print(error, file=sys.stderr)
        return UserError.exit_code
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=_DESCRIPTION)
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(command=_run_or_demo, no_browser=False)
    commands = parser.add_subparsers(title="commands", metavar="command")
    commands.add_parser("run", help="run on Discord with the token in DISCORD_TOKEN").set_defaults(command=_run)
    demo = commands.add_parser("demo", help="run on a virtual server in a browser page, with no token")
    demo.add_argument("--no-browser", action="store_true", help="print the page's address without opening it")
    demo.set_defaults(command=_demo)
    commands.add_parser("migrate", help="bring the database to the newest schema").set_defaults(command=_migrate)
    _add_files(commands)
    packs = commands.add_parser("packs", help="check packs, or print their schema")
    inside = packs.add_subparsers(title="commands", metavar="command", required=True)
    check = inside.add_parser("check", help="report every fault of packs, each with its place")
    check.add_argument("paths", nargs="*", type=Path, metavar="FILE", help="packs; by default all in PACKS")
    check.set_defaults(command=_check_packs)
    schema = inside.add_parser("schema", help="print the JSON Schema of a pack, for editors")
    schema.set_defaults(command=_print_schema)
    return parser


def _add_files(commands: Any) -> None:
    export = commands.add_parser("export", help="write all that is on record of a show into a file")
    export.add_argument("--server", type=int, metavar="ID", help="as this server sees it, not the base")
    export.add_argument("--show", default="", metavar="NAME", help="the show; by default the server's, or the only one")
    export.add_argument("--format", choices=("toml", "csv", "json"), default="toml")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="by default standard output")
    export.set_defaults(command=_export)
    _add_imports(commands.add_parser("import", help="take facts from a file, a table, TVmaze or IMDb"))


def _add_imports(importing: argparse.ArgumentParser) -> None:
    kinds = importing.add_subparsers(title="where from", metavar="FILE | tvmaze | imdb | csv", required=True)
    taking = kinds.add_parser("file", help="an export's or a pack's facts; `import FILE` is the same")
    taking.add_argument("file", type=Path, metavar="FILE", help="a .toml, .json or .csv file")
    taking.add_argument("--server", type=int, required=True, metavar="ID", help="the server whose facts these are")
    taking.add_argument("--yes", action="store_true", help="take them; without it nothing is changed")
    taking.add_argument("--take-conflicts", action="store_true", help="also where the server changed the same facts")
    taking.set_defaults(command=_import)
    tvmaze = kinds.add_parser("tvmaze", help="a show from TVmaze, for all servers")
    tvmaze.add_argument("show", metavar="ID|TITLE", help="the show's number there, or its title")
    tvmaze.set_defaults(command=_import_tvmaze)
    imdb = kinds.add_parser("imdb", help="IMDb's own files (non-commercial use only), which you downloaded")
    imdb.add_argument("folder", type=Path, metavar="FOLDER", help="the folder with title.basics.tsv.gz and the others")
    imdb.add_argument("--title", default=None, metavar="tt…", help="this show alone; without it all can be chosen")
    imdb.set_defaults(command=_import_imdb)
    table = kinds.add_parser("csv", help="a table with any columns; tells first how it is understood")
    table.add_argument("file", type=Path, metavar="FILE", help="a table as a spreadsheet saves it (CSV)")
    table.add_argument("--show", required=True, metavar="NAME", help="the show that it is about")
    table.add_argument(
        "--map", action="append", default=[], metavar="MEANING=COLUMN", help="what a column holds: director=Regie"
    )
    table.add_argument("--source", default="", metavar="WHO", help="who said so, where the table does not tell")
    table.add_argument("--server", type=int, metavar="ID", help="for this server alone, over what is on record")
    table.add_argument("--yes", action="store_true", help="take it; without it nothing is changed")
    table.set_defaults(command=_import_table)


def _of_a_file(arguments: list[str]) -> list[str]:
    """`import FILE` means `import file FILE`; a file called "csv" is written ./csv."""
    if arguments[:1] == ["import"] and arguments[1:2] and arguments[1] not in _IMPORTS:
        return ["import", "file", *arguments[1:]]
    return arguments


def _log_to_stderr(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # Alembic narrates every step; ours says once that the schema is new.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _run_or_demo(settings: Settings, options: argparse.Namespace) -> int:
    if settings.token:
        return _run(settings, options)
    print("DISCORD_TOKEN is empty, so this is the demo.", flush=True)
    return _demo(settings, options)


def _run(settings: Settings, _: argparse.Namespace) -> int:
    from bot import app

    if not settings.token:
        raise BadSettings(
            "DISCORD_TOKEN is empty. Put the bot's token into .env, or start the demo: python -m bot demo."
        )
    return _until_stopped(app.run(settings))


def _demo(settings: Settings, options: argparse.Namespace) -> int:
    from bot import app

    # The virtual server has no voice and no gateway, which the library mentions at every start.
    logging.getLogger("discord").setLevel(logging.ERROR)
    say = _say
    return _until_stopped(app.run_demo(settings, say, open_browser=not options.no_browser))


def _say(line: str) -> None:
    print(line, flush=True)


def _until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Run until the work ends or a signal asks for the end; either way everything is closed in order."""

    async def supervised() -> int:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(signum, task.cancel)
            except NotImplementedError:  # Windows: there Ctrl-C arrives as KeyboardInterrupt
                break
        try:
            await task
        except asyncio.CancelledError:
            return 0
        return 0

    return asyncio.run(supervised())


def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    from bot.store.schema import migrate, versions

    changed = migrate(settings.database)
    state = "was brought to" if changed else "has"
    print(f"The database {settings.database} {state} schema {versions()[-1]}.")
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cli.files import run_export

    return run_export(settings, options)


def _import(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cli.files import run_import

    return run_import(settings, options)


def _import_tvmaze(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cli.tvmaze import run_tvmaze

    return run_tvmaze(settings, options)


def _import_imdb(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cli.imdb import run_imdb

    return run_imdb(settings, options)


def _import_table(settings: Settings, options: argparse.Namespace) -> int:
    from bot.cli.tables import run_table

    return run_table(settings, options)


def _check_packs(settings: Settings, options: argparse.Namespace) -> int:
    from bot.errors import PackFaults
    from bot.packs.reader import read_pack

    paths: list[Path] = options.paths or sorted(settings.packs.glob("*.toml"))
    if not paths:
        raise BadSettings(f"There is no pack in {settings.packs}. Name a file, or another folder in PACKS.")
    code = 0
    for path in paths:
        try:
            pack = read_pack(path)
            print(f"{path}: no faults in {len(pack.facts)} facts and {len(pack.episodes)} episodes.")
        except PackFaults as error:
            print(error, file=sys.stderr)
            code = error.exit_code
    return code


def _print_schema(_: Settings, __: argparse.Namespace) -> int:
    from bot.packs.model import pack_schema

    print(json.dumps(pack_schema(), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
