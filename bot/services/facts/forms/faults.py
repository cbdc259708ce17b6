"""What is wrong with a form, collected so that all of it is told at once."""

import unicodedata

from bot.errors import BadInput

LONGEST_NAME = 200
LONGEST_SENTENCE = 500
# Together they fit into a message of 2,000 characters.
_MOST_TOLD = 10
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
        """Raises BadInput with every fault, one a line, if there is any; past ten they are counted."""
        if not self._faults:
            return
        told = [fault[:_LONGEST_FAULT] for fault in self._faults[:_MOST_TOLD]]
        rest = len(self._faults) - _MOST_TOLD
        raise BadInput("\n".join([*told, f"… and {rest} more." if rest > 0 else ""]).strip())

    def sentence(self, what: str, text: str) -> str | None:
        """A field's text in one line, or None where it is empty or can't be taken."""
        return self._line(what, text, LONGEST_SENTENCE)

    def name(self, what: str, text: str) -> str | None:
        """A name in one line, or None where it is empty or can't be taken."""
        return self._line(what, text, LONGEST_NAME)

    def _line(self, what: str, text: str, longest: int) -> str | None:
        line = " ".join(text.split())
        if len(line) > longest:
            self.add(f"What stands for {what} is longer than {longest} characters.")
        if any(ord(character) < ord(" ") or "\ud800" <= character <= "\udfff" for character in line):
            self.add(f"What stands for {what} has characters in it that nobody can read.")
            return None
        if line and not any(unicodedata.category(character)[0] in "LNPS" for character in line):
            self.add(f"What stands for {what} has nothing in it that can be seen.")
            return None
        return line or None


def read_reason(text: str) -> str | None:
    """Why a change is made, in one line, or None. Raises BadInput."""
    faults = FormFaults()
    reason = faults.sentence("the reason", text)
    faults.raise_all()
    return reason
