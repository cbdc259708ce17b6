"""Reading the body of a response: decompressed as it arrives, and bounded in size."""

import zlib
from typing import Protocol

import aiohttp

from bot.domain.text import escape
from bot.errors import SiteTrouble

UNDERSTOOD = "gzip, deflate"
"""The value of Accept-Encoding for bodies that `read_body` reads."""
_PIECE = 64 * 1024
_DEFLATE = 8
_GZIP, _NO_MORE = b"\x1f\x8b", b"-"
_MOST_PARTS = 1000
_COMPRESSED = frozenset(
    "gzip x-gzip deflate br zstd compress x-compress bzip2 x-bzip2 xz lzma lz4 snappy dcb dcz exi pack200-gzip".split()
)


async def read_body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The decompressed body of a response from a session with `auto_decompress=False`.

    Raises SiteTrouble for more than `most` bytes, compressed or not, and aiohttp.ClientPayloadError if it breaks off.
    """
    host = response.url.host or "The site"
    unpack = unpacker(",".join(response.headers.getall("Content-Encoding", [])), host)
    came, body = 0, bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        came += len(piece)
        # One byte more than allowed is enough to know that there is too much.
        body += unpack(piece, most + 1 - len(body))
        if came > most or len(body) > most:
            raise SiteTrouble(f"What {escape(host)} sends is larger than {most // 1024**2:d} MB, which is too much.")
    if not unpack.complete:
        raise aiohttp.ClientPayloadError("the compressed body broke off")
    return bytes(body)


class _Stream(Protocol):
    """What zlib decompresses with."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Plain:
    """A body that is not compressed."""

    complete = True

    def __call__(self, piece: bytes, most: int) -> bytes:
        return piece[:most]


class _Packed:
    """A body compressed with gzip, which may be in several parts, or deflate. What follows its end is left out."""

    def __init__(self, host: str, *, deflate: bool) -> None:
        self._host = host
        self._deflate = deflate
        self._stream: _Stream | None = None if deflate else _gzip()
        self._after = b""
        self._parts = 1

    @property
    def complete(self) -> bool:
        return self._stream is None or self._stream.eof

    def __call__(self, piece: bytes, most: int) -> bytes:
        body = bytearray()
        while piece and len(body) < most:
            stream = self._next(piece)
            if stream is None:
                break
            piece, self._after = self._after + piece, b""
            try:
                body += stream.decompress(piece, most - len(body))
            except zlib.error as error:
                raise SiteTrouble(
                    f"What {escape(self._host)} sent is compressed, but can't be decompressed."
                ) from error
            piece = stream.unused_data
        return bytes(body)

    def _next(self, piece: bytes) -> _Stream | None:
        """What reads on; None behind the end, or while it is not known whether another part follows."""
        if self._stream is None:
            # "deflate" has a header by the book, but many servers send it without one.
            bare = piece[0] & 0xF != _DEFLATE
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
        elif self._stream.eof:
            beginning = (self._after + piece)[: len(_GZIP)]
            if self._deflate or beginning != _GZIP:
                self._after = beginning if _GZIP.startswith(beginning) else _NO_MORE
                return None
            self._parts += 1
            if self._parts > _MOST_PARTS:
                raise SiteTrouble(f"What {escape(self._host)} sends is in more than {_MOST_PARTS:d} compressed parts.")
            self._stream = _gzip()
        return self._stream


def _gzip() -> _Stream:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


def unpacker(encoding: str, host: str) -> _Plain | _Packed:
    """What reads a body of this encoding. What is no way to compress, as "UTF-8" and "aws-chunked", changes nothing."""
    ways = [way for way in (named.strip().lower() for named in encoding.split(",")) if way in _COMPRESSED]
    match ways:
        case []:
            return _Plain()
        case ["gzip" | "x-gzip"]:
            return _Packed(host, deflate=False)
        case ["deflate"]:
            return _Packed(host, deflate=True)
        case _:
            raise SiteTrouble(
                f"{escape(host)} compresses what it sends in a way that was not asked for, so it can't be read."
            )
