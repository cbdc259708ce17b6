"""What an uploaded file may be before anything reads it: text of a bounded size, whose structure is bounded too.

The readers of TOML and JSON trust their input: a few megabytes of brackets or of dotted keys cost them gigabytes, or
minutes. Everything here looks at the text alone, once and from front to back.
"""

import re
from collections.abc import Iterator

from bot.errors import FileFaults, PackFault

LARGEST_UPLOAD = 10 * 1024 * 1024
LONGEST_LINE = 20_000
MOST_LINES = 1_000_000
MOST_ENTRIES = 20_000
"""Of each section: facts, people, sources and so on."""
MOST_ROWS = 40_000
MOST_FAULTS = 200
"""How many are told; the others are counted."""
DEEPEST = 50
DEEPEST_KEY = 20
MOST_BRACKETS = 400_000
MOST_SIGNS = 800_000
"""Of all that makes the readers build something: brackets, commas and the signs between keys and values."""
MOST_TABLES = 120_000
"""Of TOML's headers and the dots in its keys, each of which costs its reader a kilobyte."""

_SIGNATURES = (
    (b"PK", "a zip file or a workbook such as .xlsx"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file such as .xls"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a rar file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
)  # fmt: skip
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

# Possessive, so that no text makes them look at a character twice. A string without an end stops at its line's.
_TOML_SIGNS = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+|[\[\]{},=.\n]"
)
_JSON_SIGNS = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|[\[\]{},:]')
_LONG_NUMBER = re.compile(r"[\d_]{400}")


def bound_content(content: bytes, filename: str, form: str) -> None:
    """Raises FileFaults for a file that is too large, or of a kind that is no text at all."""
    if len(content) > LARGEST_UPLOAD:
        raise refusal(filename, f"is larger than {LARGEST_UPLOAD // 1024**2} MB; split it and send the parts")
    for signature, what in _SIGNATURES:
        # "PK" may well begin a table in a text; only in an archive is it followed by one of these.
        if content.startswith(signature) and (signature != b"PK" or content[2:4] in (b"\3\4", b"\5\6", b"\7\x08")):
            raise refusal(filename, f"is {what}, not {form}; save it as {form} (UTF-8)")


def as_text(content: bytes, filename: str, form: str) -> str:
    """The file as text whose size and lines are bounded. Raises FileFaults, in terms of the form that is expected."""
    bound_content(content, filename, form)
    if content.startswith(_OTHER_ENCODINGS):
        raise refusal(filename, f"is written in UTF-16 or UTF-32; save it as {form} (UTF-8)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = f"byte {error.start + 1} is not UTF-8; save the file as {form} (UTF-8)"
        raise refusal(filename, words, line) from None
    if form == "CSV":
        # Spreadsheets on old Macs end lines with a carriage return alone.
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _bound_lines(text, filename)
    return text


def refusal(filename: str, words: str, line: int | None = None) -> FileFaults:
    """The one fault of a file that can't be read any further."""
    return FileFaults(filename, [PackFault("the file", words, line)])


def line_at(text: str, position: int) -> int:
    """The line, from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1


def _bound_lines(text: str, filename: str) -> None:
    if (found := text.find("\0")) >= 0:
        words = "there is a NUL character, which no text has; save the file as UTF-8"
        raise refusal(filename, words, line_at(text, found))
    if text.count("\n") > MOST_LINES:
        raise refusal(filename, f"has more than {MOST_LINES:,} lines; split it and send the parts")
    start = 0
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            words = f"this line is longer than {LONGEST_LINE:,} characters; break it up"
            raise refusal(filename, words, line_at(text, start))
        start = end + 1


def bound_structure(text: str, filename: str, form: str) -> None:
    """Raises FileFaults for a text that is nested too deeply, or that holds more than any pack does."""
    if found := _LONG_NUMBER.search(text):
        raise refusal(filename, "there is a number of hundreds of digits; shorten it", line_at(text, found.start()))
    depth = dots = brackets = tables = signs = 0
    before = "\n"
    for position, sign in _signs(text, form):
        dots = dots + 1 if sign == "." else 0
        if sign in "[{":
            depth += 1
            brackets += 1
        elif sign in "]}":
            depth -= 1
        tables += sign == "." or (sign == "[" and before == "\n" and depth == 1)
        signs += sign != "\n"
        before = sign
        if depth > DEEPEST or dots > DEEPEST_KEY:
            raise refusal(filename, "is nested too deeply from this line on", line_at(text, position))
        if brackets > MOST_BRACKETS or signs > MOST_SIGNS or tables > MOST_TABLES:
            raise refusal(filename, "has more in it than can be taken at once; split it and send the parts")


def _signs(text: str, form: str) -> Iterator[tuple[int, str]]:
    """Every sign outside of strings and comments, with its position."""
    for found in (_TOML_SIGNS if form == "TOML" else _JSON_SIGNS).finditer(text):
        sign = found[0]
        if len(sign) == 1 and sign not in "\"'#":
            yield found.start(), sign
