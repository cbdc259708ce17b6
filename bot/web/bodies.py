"""Reading the body of a response: decompressed as it arrives, and bounded in size."""

import zlib

import aiohttp

from bot.domain.text import escape
from bot.errors import SiteTrouble

UNDERSTOOD = "gzip, deflate"
"""The value of Accept-Encoding for bodies that `read_body` reads."""
_PIECE = 64 * 1024
_DEFLATE = 8


async def read_body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The decompressed body of a response from a session with `auto_decompress=False`.

    Raises SiteTrouble for more than `most` bytes, compressed or not, and aiohttp.ClientPayloadError if it breaks off.
    """
    host = response.url.host or "The site"
    unpack = _unpacker(response.headers.get("Content-Encoding", ""), host)
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


class _Plain:
    """A body that is not compressed."""

    complete = True

    def __call__(self, piece: bytes, most: int) -> bytes:
        return piece[:most]


class _Packed:
    """A body compressed with gzip or deflate. What follows its end is left out."""

    def __init__(self, host: str, *, deflate: bool) -> None:
        self._host = host
        self._deflate = deflate
        self._stream = None if deflate else zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def complete(self) -> bool:
        return self._stream is None or self._stream.eof

    def __call__(self, piece: bytes, most: int) -> bytes:
        if self._stream is None:
            # "deflate" has a header by the book, but many servers send it without one.
            bare = piece[0] & 0xF != _DEFLATE
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
        try:
            return b"" if self._stream.eof else self._stream.decompress(piece, most)
        except zlib.error as error:
            raise SiteTrouble(f"What {escape(self._host)} sent is compressed, but can't be decompressed.") from error


def _unpacker(encoding: str, host: str) -> _Plain | _Packed:
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Packed(host, deflate=False)
        case "deflate":
            return _Packed(host, deflate=True)
        case _:
            raise SiteTrouble(
                f"{escape(host)} compresses what it sends in a way that was not asked for, so it can't be read."
            )
