"""What is wrong with a form, collected so that all of it is shown at once."""

from typing import LiteralString

from bot.domain.text import escape, shortened
from bot.errors import BadInput
from bot.packs.model import LONGEST_NAME, LONGEST_SENTENCE
from bot.packs.values import visible

# Together they fit into a message of 2,000 characters.
_MOST_SHOWN = 10
_LONGEST_FAULT = 185


class FormFaults:
    """The faults of one form, in the order in which they were found."""

    def __init__(self) -> None:
        self._faults: list[str] = []

    def __len__(self) -> int:
        return len(self._faults)

    def add(self, words: str) -> None:
        self._faults.append(words)

    def raise_all(self) -> None:
        """Raise BadInput if there are faults: the first ten, one a line, and how many more there are."""
        if not self._faults:
            return
        shown = [shortened(fault, _LONGEST_FAULT) for fault in self._faults[:_MOST_SHOWN]]
        rest = len(self._faults) - _MOST_SHOWN
        raise BadInput("\n".join([*shown, f"… and {rest:d} more." if rest > 0 else ""]).strip())

    def sentence(self, what: LiteralString, text: str) -> str | None:
        """Return a field's text in one line, or None if it is empty or faulty."""
        return self._line(what, text, LONGEST_SENTENCE)

    def name(self, what: LiteralString, text: str) -> str | None:
        """Return a name in one line, or None if it is empty or faulty."""
        return self._line(what, text, LONGEST_NAME)

    def _line(self, what: LiteralString, text: str, longest: int) -> str | None:
        line = " ".join(text.split())
        if len(line) > longest:
            self.add(f"The {what} is longer than {longest:d} characters.")
        if any(ord(character) < ord(" ") or "\ud800" <= character <= "\udfff" for character in line):
            self.add(f"The {what} has characters in it that nobody can read.")
            return None
        try:
            return visible(line) if line else None
        except ValueError as error:
            self.add(f"The {what} {escape(str(error))}.")
            return None


def read_reason(text: str) -> str | None:
    """Return the reason for a change in one line, or None if there is none. Raises BadInput."""
    faults = FormFaults()
    reason = faults.sentence("reason", text)
    faults.raise_all()
    return reason
