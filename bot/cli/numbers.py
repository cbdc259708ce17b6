"""Numbers on the command line."""

from argparse import ArgumentTypeError


def how_many(text: str) -> int:
    """Read the number of `--keep`."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("takes a number from 1 up")
    return int(text)
