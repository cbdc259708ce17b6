"""The requests of members to be forgotten, in a file beside the database: a restored backup must not bring them back.

Each line is a moment and what the member's id becomes by a key at the top of the file. Nobody reads an id from it; who
has an id, as a backup does, can tell whether it is there. A second request takes the place of the first, and what is
older than any backup that is likely to be restored is left out, so that the file stays small.
"""

import fcntl
import hmac
import logging
import os
import re
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bot.domain.outages import Unwritable
from bot.domain.text import escape
from bot.errors import StoreUnwritable
from bot.store.copies import put, sync
from bot.store.file import beside

_log = logging.getLogger(__name__)
KEPT = timedelta(days=2 * 365)
END = ".forgotten"
_TITLE = "casefile-forgotten-1"
_KEY_BYTES, _DIGITS = 32, 32
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
_HEADING = re.compile(rf"{_TITLE} (?P<key>[0-9a-f]{{{2 * _KEY_BYTES}}}) (?P<since>{_MOMENT})")
_LINE = re.compile(rf"(?P<moment>{_MOMENT}) (?P<digest>[0-9a-f]{{{_DIGITS}}})")
# What a power cut left of a line: nobody got the answer that this request is noted.
_CUT_OFF = re.compile(r"[-\d:T+]{0,25}|" + _MOMENT + rf" [0-9a-f]{{0,{_DIGITS - 1}}}")
_SETTLED = timedelta(days=1)
"""How much earlier than a copy a request may be and still be missing there: clocks are set, transactions take time."""


class UnreadableRequests(Exception):
    """The file can't be read; str() says why."""


@dataclass(frozen=True, slots=True)
class Requests:
    """When each member asked last, by the digest of the id. `since` is from when on there are all requests."""

    key: bytes
    since: datetime
    by_digest: Mapping[str, datetime]

    def are_all_after(self, moment: datetime | None) -> bool:
        """Whether nobody can have asked after that moment who is not here."""
        return moment is not None and self.since <= moment

    def asked_after(self, user: int, moment: datetime | None) -> bool:
        """Whether a member asked after that moment, or (if it is not known) at all."""
        asked = self.by_digest.get(_digest(self.key, user))
        return asked is not None and (moment is None or asked > moment - _SETTLED)


class Forgotten:
    """The file beside a database. Its methods wait for the disk."""

    def __init__(self, database: Path) -> None:
        self.path = beside(database, END)

    def begin(self, now: datetime) -> None:
        """Make the file if there is none: a restore can then tell that nobody asked from that nothing is known."""
        with _in_words(), self._locked(now):
            pass

    def add(self, user: int, now: datetime) -> None:
        """Note a request; it would survive a power cut once this returns. Raises StoreUnwritable.

        Call it before the transaction that forgets the member is committed: a request that is noted and not carried
        out is made up for by a restore, and one that is carried out and not noted would be undone by it.
        """
        with _in_words(), self._locked(now) as number:
            try:
                found = _read(number)
            except UnreadableRequests as error:
                # A person must look at it; to begin a new one would hide that requests are lost.
                _log.error("Requests to be forgotten can't be noted: %s %s", self.path, error)
                raise StoreUnwritable(
                    Unwritable.FAILING, f"{escape(str(self.path))} can't be read ({escape(str(error))})"
                ) from None
            digest = _digest(found.key, user)
            if digest in found.by_digest or any(asked < now - KEPT - _SETTLED for asked in found.by_digest.values()):
                self._replace(_without_old(found, digest, now))
            else:
                _append(number, _line(now, digest))

    def read(self) -> Requests | None:
        """Return the requests; None if there is no file. Raises UnreadableRequests."""
        try:
            with open(self.path, "rb", opener=lambda path, how: os.open(path, how | os.O_NONBLOCK)) as file:
                return _read(file.fileno())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnreadableRequests(error.strerror or str(error)) from None

    @contextmanager
    def _locked(self, now: datetime) -> Generator[int]:
        """The open file, which nobody else changes meanwhile. It may have been replaced while this waited."""
        while True:
            self._make(now)
            number = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
            try:
                fcntl.flock(number, fcntl.LOCK_EX)
                if self._is_same(number):
                    yield number
                    return
            finally:
                os.close(number)

    def _is_same(self, number: int) -> bool:
        try:
            return os.path.samestat(os.fstat(number), self.path.stat())
        except FileNotFoundError:
            return False

    def _make(self, now: datetime) -> None:
        if self.path.exists():
            return
        part = self._part(_heading(secrets.token_bytes(_KEY_BYTES), now))
        try:
            put(part, self.path)
        except FileExistsError:  # another process was faster
            return
        finally:
            part.unlink(missing_ok=True)

    def _replace(self, requests: Requests) -> None:
        lines = (_line(asked, digest) for digest, asked in requests.by_digest.items())
        self._part("".join((_heading(requests.key, requests.since), *lines))).replace(self.path)
        sync(self.path.parent)

    def _part(self, text: str) -> Path:
        """A new file beside it with this text, safe on the disk."""
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
        number = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        try:
            _append(number, text)
        except BaseException:
            part.unlink()
            raise
        finally:
            os.close(number)
        return part


def _read(number: int) -> Requests:
    with open(number, "rb", closefd=False) as file:
        file.seek(0)
        heading, *lines = file.read().decode("ascii", "replace").split("\n")
    begun = _HEADING.fullmatch(heading)
    if begun is None:
        raise UnreadableRequests("it does not begin as it must")
    found: dict[str, datetime] = {}
    for place, line in enumerate(lines):
        if noted := _LINE.fullmatch(line):
            found[noted["digest"]] = datetime.fromisoformat(noted["moment"])
        elif not _CUT_OFF.fullmatch(line):
            raise UnreadableRequests(f"its line {place + 2} is damaged")
    return Requests(bytes.fromhex(begun["key"]), datetime.fromisoformat(begun["since"]), found)


def _without_old(requests: Requests, digest: str, now: datetime) -> Requests:
    since = max(requests.since, now - KEPT)
    kept = {other: asked for other, asked in requests.by_digest.items() if asked >= since}
    return Requests(requests.key, since, {**kept, digest: now})


def _heading(key: bytes, since: datetime) -> str:
    return f"{_TITLE} {key.hex()} {since.astimezone(UTC).isoformat(timespec='seconds')}\n"


def _line(moment: datetime, digest: str) -> str:
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')} {digest}\n"


def _append(number: int, text: str) -> None:
    """Write text as a line of its own, also after one that a power cut left unfinished."""
    size = os.lseek(number, 0, os.SEEK_END)
    if size and os.pread(number, 1, size - 1) != b"\n":
        text = f"\n{text}"
    rest = memoryview(text.encode("ascii"))
    while rest:
        rest = rest[os.write(number, rest) :]
    os.fsync(number)


def _digest(key: bytes, user: int) -> str:
    return hmac.new(key, str(user).encode(), sha256).hexdigest()[:_DIGITS]


@contextmanager
def _in_words() -> Generator[None]:
    try:
        yield
    except OSError as error:
        _log.error("Requests to be forgotten can't be noted: %s", error)
        raise StoreUnwritable(Unwritable.of(error) or Unwritable.READ_ONLY) from error
