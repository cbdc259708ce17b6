"""A PostgreSQL server of the tests' own: its data and its socket in a folder that goes with it, and no port.

`python -m tests.engines.server` exits 1 on a machine without PostgreSQL, and says what that means.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from bot.store.address import ServerAddress

_HOMES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql")
_USER = "postgres"
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "log_min_messages": "fatal",
    "unix_socket_permissions": "0777",
}
_PATIENCE = 60  # seconds


class NoServerError(Exception):
    """There is no PostgreSQL on this machine."""


def programs() -> Path:
    """The folder of PostgreSQL's programs. Raises NoServerError."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    homes = [path for home in _HOMES for path in Path(home).glob("*/bin/initdb")]
    if not homes:
        raise NoServerError(
            "No PostgreSQL on this machine: the store is not tested on it (Debian: apt-get install postgresql)."
        )
    return max(homes, key=lambda path: float(path.parts[-3])).parent


def _children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except FileNotFoundError:
        return []


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")


class Server:
    """A server that can be stopped, killed and started again."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._programs = programs()
        self._folder = folder
        self._data = folder / "data"
        self._durable = durable
        self._user = _USER if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name

    def make(self) -> None:
        """Make the server's data; it is not started yet."""
        if os.getuid() == 0:  # which PostgreSQL refuses to run as
            owner = pwd.getpwnam(_USER)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        self._folder.chmod(0o755)
        self._run(
            "initdb", "-D", str(self._data), "-U", "casefile", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        settings = {**_SETTINGS, "unix_socket_directories": str(self._folder)}
        if self._durable:
            settings |= {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
        lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as written:
            written.write(lines)

    def start(self) -> None:
        """Start it, and wait until it answers. After a kill, the last of its processes may take a moment to end."""
        arguments = ("-D", str(self._data), "-l", str(self._folder / "log"), "-w", "-t", str(_PATIENCE), "-s", "start")
        ends = time.monotonic() + _PATIENCE
        while True:
            try:
                self._run("pg_ctl", *arguments)
            except RuntimeError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.1)
            else:
                return

    @property
    def is_running(self) -> bool:
        """Whether it was started and neither stopped nor killed."""
        return (self._data / "postmaster.pid").exists()

    def stop(self) -> None:
        """Stop it, and wait until it is gone."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "-t", str(_PATIENCE), "-s", "stop")

    def kill(self) -> None:
        """Kill it and all its processes, as a crash of the machine would, and wait until they are gone."""
        lock = self._data / "postmaster.pid"
        leader = int(lock.read_text("ascii").split()[0])
        members = [leader, *_children(leader)]
        os.kill(leader, signal.SIGKILL)  # it starts no more of them
        members += [each for each in _children(leader) if each not in members]
        for each in members[1:]:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        while any(map(_is_alive, members)):
            time.sleep(0.01)
        lock.unlink()  # its number may be that of another process later, or of one that nobody has buried yet

    def address(self, database: str) -> ServerAddress:
        """The address of one of its databases."""
        return ServerAddress(f"postgresql://casefile@/{database}?host={quote(str(self._folder), safe='')}")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        user = self._user if os.getuid() == 0 else None
        done = subprocess.run(
            command, capture_output=True, text=True, cwd="/", check=False, user=user, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout}{done.stderr}")


@contextmanager
def open_server(*, durable: bool = False) -> Generator[Server]:
    """A running server. Raises NoServerError where there is no PostgreSQL. `durable`: commits reach the disk."""
    programs()
    # A socket's path must be short, shorter than those of the folders that pytest makes.
    with tempfile.TemporaryDirectory(prefix="casefile-pg-") as name:
        server = Server(Path(name), durable=durable)
        server.make()
        server.start()
        try:
            yield server
        finally:
            if server.is_running:
                server.stop()


if __name__ == "__main__":
    try:
        programs()
    except NoServerError as error:
        sys.exit(str(error))
