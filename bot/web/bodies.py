"""Reading the body of an answer, unpacked as it comes in, and no more of it than was allowed."""

import zlib

import aiohttp

from bot.errors import SiteTrouble

UNDERSTOOD = "gzip, deflate"
"""The ways of packing that a site may be offered."""
_PIECE = 64 * 1024
_DEFLATE = 8


async def read_body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The body, of a session that leaves it packed. Raises SiteTrouble for more than `most` bytes, packed or not."""
    host = response.url.host
    unpack = _unpacker(response.headers.get("Content-Encoding", ""), host)
    came, body = 0, bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        came += len(piece)
        # One byte more than is allowed tells that there is more, however much that would be.
        body += unpack(piece, most + 1 - len(body))
        if came > most or len(body) > most:
            raise SiteTrouble(f"What {host} sends is larger than {most // (1024 * 1024)} MB, which is too much.")
    if not unpack.complete:
        raise SiteTrouble(f"What {host} sent broke off in the middle.")
    return bytes(body)


class _Plain:
    """A body that is not packed."""

    complete = True

    def __call__(self, piece: bytes, most: int) -> bytes:
        return piece[:most]


class _Packed:
    """A body that is packed with gzip or deflate. What follows its end is left out."""

    def __init__(self, host: str | None, *, deflate: bool) -> None:
        self._host = host
        self._deflate = deflate
        self._stream = None if deflate else zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def complete(self) -> bool:
        return self._stream is None or self._stream.eof

    def __call__(self, piece: bytes, most: int) -> bytes:
        if self._stream is None:
            # "deflate" is with a header by the book, and without one on many a server.
            bare = piece[0] & 0xF != _DEFLATE
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
        try:
            return b"" if self._stream.eof else self._stream.decompress(piece, most)
        except zlib.error as error:
            raise SiteTrouble(f"What {self._host} sent is packed in a way that can't be unpacked.") from error


def _unpacker(encoding: str, host: str | None) -> _Plain | _Packed:
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Packed(host, deflate=False)
        case "deflate":
            return _Packed(host, deflate=True)
        case _:
            raise SiteTrouble(f"{host} packs what it sends in a way that was not asked for, so it can't be read.")
