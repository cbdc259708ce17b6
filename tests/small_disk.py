"""A small file system that a test can fill up."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import Generator
from pathlib import Path

NOT_ALLOWED = (
    "This user may not mount a file system, so nothing is tried on a full disk. "
    "As another user: unshare --user --map-root-user --mount make test"
)


class NoDiskError(Exception):
    """No file system can be mounted here."""


class SmallDisk:
    """``path`` is where it is mounted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self, leave: int = 0) -> None:
        """Let there be no more room than so many bytes."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while self.free > leave or not leave:
                        file.write(bytes(size))
        if not leave:
            assert self._is_full(), "the small disk still has room"

    def empty(self) -> None:
        """Let there be room again."""
        self._ballast.unlink(missing_ok=True)

    @property
    def free(self) -> int:
        found = os.statvfs(self.path)
        return found.f_bavail * found.f_frsize

    def _is_full(self) -> bool:
        probe = self.path / "probe"
        try:
            probe.write_bytes(b"x")
        except OSError as error:
            return error.errno == errno.ENOSPC
        finally:
            probe.unlink(missing_ok=True)
        return False


@contextlib.contextmanager
def small_disk(path: Path, megabytes: int = 8) -> Generator[SmallDisk]:
    """A file system of its own at a path, for a while. Raises NoDiskError."""
    path.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "casefile-test", str(path)],
            check=True, capture_output=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoDiskError(NOT_ALLOWED) from error
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)
