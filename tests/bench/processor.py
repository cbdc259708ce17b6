"""What a process has used of the machine. Linux only, like the clocks of other processes that it reads."""

from __future__ import annotations

import time
from pathlib import Path

_ITS_CLOCK = 2
"""With a process's number, this names the clock of its processor time (see clock_getcpuclockid(3))."""


def processor_seconds(pid: int) -> float:
    """The processor time that all threads of a process have used so far, in seconds, exact to the nanosecond."""
    return time.clock_gettime((~pid << 3) | _ITS_CLOCK)


def peak_megabytes(pid: int) -> float:
    """The most memory that a process has held at any time so far, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"process {pid} does not say how much memory it held")
