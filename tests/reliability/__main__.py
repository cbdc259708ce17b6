"""`python -m tests.reliability <what>`: what must hold of announcements, tried at length; exits 1 if it does not."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.reliability.clock import clock
from tests.reliability.downtime import downtime
from tests.reliability.faults import faults
from tests.reliability.gateway import gateway
from tests.reliability.ground import NotSoError
from tests.reliability.kills import kills
from tests.reliability.processes import processes
from tests.reliability.rate import rate
from tests.reliability.report import Report
from tests.reliability.unreadable import unreadable


def main() -> int:
    options = _parser().parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="casefile-reliability-") as folder:
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
    parser.add_argument("--keep", action="store_true", help="keep the database and logs if something does not hold")
    parser.add_argument("--within", type=float, default=1800.0, help="seconds after which it is ended anyway")
    parser.add_argument("--seed", type=int, default=1)
    commands = parser.add_subparsers(dest="what", required=True, metavar="what")
    killing = commands.add_parser("kills", help="kill the bot at every step of posting")
    killing.add_argument("--times", type=int, default=200)
    killing.add_argument("--deliveries", type=int, default=1000)
    commands.add_parser("downtime", help="start after a minute, an hour, two days of not running")
    commands.add_parser("clock", help="set the clock forward and back by an hour")
    dropping = commands.add_parser("gateway", help="drop the gateway's connection while posts go out")
    dropping.add_argument("--drops", type=int, default=50)
    failing = commands.add_parser("faults", help="let Discord answer with errors, late or never")
    failing.add_argument("--posts", type=int, default=300)
    failing.add_argument("--forums", type=int, default=0, help="how many of the 30 channels are forums")
    rating = commands.add_parser("rate", help="post as much as Discord's limits allow, and ask meanwhile")
    rating.add_argument("--posts", type=int, default=10_000)
    rating.add_argument("--channels", type=int, default=500)
    commands.add_parser("unreadable", help="leave a post in doubt in a channel that can't be read")
    sharing = commands.add_parser("processes", help="several processes on one database")
    sharing.add_argument("--bots", type=int, default=3)
    return parser


async def _within(options: argparse.Namespace, folder: Path) -> Report:
    try:
        return await asyncio.wait_for(_run(options, folder), options.within)
    except TimeoutError:
        return Report(options.what, faults=[f"it did not end within {options.within:.0f} s"])
    except NotSoError as error:
        return Report(options.what, faults=[str(error)])


async def _run(options: argparse.Namespace, folder: Path) -> Report:
    match options.what:
        case "kills":
            return await kills(folder, times=options.times, deliveries=options.deliveries, seed=options.seed)
        case "downtime":
            return await downtime(folder)
        case "clock":
            return await clock(folder)
        case "gateway":
            return await gateway(folder, drops=options.drops, posts=options.drops * 8)
        case "faults":
            return await faults(folder, posts=options.posts, forums=options.forums, seed=options.seed)
        case "rate":
            return await rate(folder, posts=options.posts, channels=options.channels)
        case "processes":
            return await processes(folder, bots=options.bots)
        case "unreadable":
            return await unreadable(folder)
        case _:
            raise AssertionError(options.what)


if __name__ == "__main__":
    sys.exit(main())
