"""`python -m tests.reliability <what>`: what must hold of announcements, tried at length; exits 1 if it does not.

With `--small` before it each takes seconds, and no rate is judged.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from tests.engines.databases import on_server
from tests.reliability.ground import SERVER, NotSoError
from tests.reliability.report import Report
from tests.reliability.runs import BY_HAND, RUNS
from tests.small_disk import NoDiskError


def main() -> int:
    options = _parser().parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="casefile-reliability-") as folder:
        with contextlib.ExitStack() as stack:
            if options.engine == "postgres":
                SERVER.set(stack.enter_context(on_server(durable=True)))
            report = asyncio.run(_within(options, Path(folder)))
        if report.faults and options.keep:
            kept = Path(tempfile.mkdtemp(prefix="casefile-kept-"))
            for path in Path(folder).iterdir():
                path.rename(kept / path.name)
            print(f"Kept in {kept}")
    report.figures["took"] = f"{time.monotonic() - begun:.0f} s"
    print(report.text())
    return 0 if report.holds else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a run of seconds that judges no rate")
    parser.add_argument("--keep", action="store_true", help="keep the database and logs if something does not hold")
    parser.add_argument("--within", type=float, default=1800.0, help="seconds after which it is ended anyway")
    parser.add_argument(
        "--engine", choices=("sqlite", "postgres"), default="sqlite", help="postgres: its server is killed too"
    )
    parser.add_argument("--seed", type=int, default=1)
    commands = parser.add_subparsers(dest="what", required=True, metavar="what")
    for name, run in {**RUNS, **BY_HAND}.items():
        command = commands.add_parser(name, help=run.help)
        for option, given in run.options.items():
            command.add_argument(f"--{option}", type=int, default=given.default, help=given.help)
    return parser


async def _within(options: argparse.Namespace, folder: Path) -> Report:
    run = {**RUNS, **BY_HAND}[options.what]
    start = run.small if options.small else run.full
    try:
        return await asyncio.wait_for(start(folder, options), options.within)
    except TimeoutError:
        return Report(options.what, faults=[f"it did not end within {options.within:.0f} s"])
    except (NotSoError, NoDiskError) as error:
        return Report(options.what, faults=[str(error)])


if __name__ == "__main__":
    sys.exit(main())
