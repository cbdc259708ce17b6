"""What the commands print: the same words as on Discord, without its formatting and with nothing a terminal obeys."""

import os
import sys

from bot.domain.text import printable, unescaped
from bot.errors import CasefileError, UserError


def say(words: str, *, error: bool = False) -> None:
    """Print plain text to standard output, or to standard error. If nobody reads on, the work goes on all the same."""
    stream = sys.stderr if error else sys.stdout
    try:
        print(printable(words), file=stream, flush=True)
    except BrokenPipeError:  # such as of `doctor | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_why(error: CasefileError) -> None:
    """Print why a command ended, to standard error."""
    say(unescaped(str(error)) if isinstance(error, UserError) else str(error), error=True)


def agrees(question: str) -> bool:
    """Ask the person at the terminal a question, and return whether the answer is yes. Nobody else is asked."""
    if not sys.stdin.isatty():
        return False
    say(f"{question} [y/N]")
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
