"""What the command line makes of its arguments."""

from argparse import ArgumentTypeError


def how_many(text: str) -> int:
    """Read the number of `--keep`."""
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise ArgumentTypeError("takes a number from 1 up")
    return int(text)


def named(text: str) -> str:
    """Read a name of a file or folder. Of "", which a script gives for an unset variable, none would be meant."""
    if not text:
        raise ArgumentTypeError("is empty, and must name a file or a folder")
    return text
