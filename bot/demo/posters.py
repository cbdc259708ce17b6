"""A drawn poster in place of each picture at another site: the demo's page fetches nothing, and would show a gap."""

import struct
import zlib
from functools import cache
from typing import Any

_WIDTH, _HEIGHT = 42, 60
_OWN = "https://cdn.simcord.invalid/"  # the virtual server's own pictures, such as avatars
_FRAME, _SKY, _GROUND = b"\x2b\x2d\x31", b"\x6a\x4c\x93", b"\x3f\x2d\x5a"


class StandIns(dict[str, tuple[str, bytes]]):
    """Has a file for every address of a picture, as the virtual server looks them up."""

    def get(self, url: str, default: Any = None, /) -> Any:
        """The drawn poster, with a file name."""
        return ("poster.png", _poster()) if url.startswith("https://") and not url.startswith(_OWN) else default


@cache
def _poster() -> bytes:
    """A small PNG: a frame around a sky and a hill."""
    rows = b"".join(b"\x00" + b"".join(_colour(x, y) for x in range(_WIDTH)) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _colour(x: int, y: int) -> bytes:
    if x < 2 or y < 2 or x >= _WIDTH - 2 or y >= _HEIGHT - 2:
        return _FRAME
    return _GROUND if y > 38 + abs(x - 26) // 2 else _SKY


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
