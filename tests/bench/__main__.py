"""`make bench` and `python -m tests.bench growth|overload|neighbours|engines`: what answers cost, and who must wait.

Figures are of processor time, as what else the machine does then counts for little, and are measured in turns. Each
run prints them as Markdown; the exit code is 1 while a figure is more than it must be. A run with `--small` takes
seconds, keeps nothing and judges nothing: it only shows that the benchmark works. Runs on Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.bench.figures import Report
from tests.bench.stores import CACHE

BENCHMARKS = ("answers", "growth", "overload", "neighbours", "engines")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("benchmark", nargs="?", choices=BENCHMARKS, default="answers")
    parser.add_argument("--small", action="store_true", help="a run of seconds that judges nothing")
    options = parser.parse_args()
    measure = import_module(f"tests.bench.{options.benchmark}").measure
    with tempfile.TemporaryDirectory() as work:
        # Nothing is kept of a small run, so that it always starts from nothing.
        kept = Path(work) if options.small else CACHE
        kept.mkdir(exist_ok=True)
        report: Report = asyncio.run(measure(Path(work), kept, small=options.small))
    return report.show(judged=not options.small)


if __name__ == "__main__":
    sys.exit(main())
