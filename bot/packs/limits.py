"""Limits on an uploaded file, checked before a TOML, JSON or CSV reader sees it.

The readers of TOML and JSON trust their input: a few megabytes of brackets or dotted keys can cost them gigabytes of
memory, or minutes. These checks only go through the text once, from front to back.
"""

import re
from collections.abc import Iterator

from bot.errors import FileFaults, PackFault

LARGEST_UPLOAD = 10 * 1024 * 1024
LONGEST_LINE = 20_000
MOST_LINES = 1_000_000
MOST_ENTRIES = 20_000
"""In each section: facts, people, sources and so on."""
MOST_ROWS = 40_000
MOST_FAULTS = 200
"""How many are shown; the others are counted."""
DEEPEST = 50
DEEPEST_KEY = 20
MOST_BRACKETS = 400_000
MOST_SIGNS = 800_000
"""Characters that make the readers build something: brackets, commas, and those between keys and values."""
MOST_TABLES = 120_000
"""TOML headers and dots in TOML keys. Each costs the reader a kilobyte."""

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

# Possessive, so that no text makes them look at a character twice. An unclosed string ends with its line.
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
    """Check the size of a file, and that it is text. Raises FileFaults."""
    if len(content) > LARGEST_UPLOAD:
        raise refusal(filename, f"is larger than {LARGEST_UPLOAD // 1024**2} MB; split it and import the parts")
    for signature, what in _SIGNATURES:
        # A text may begin with "PK" too; only in an archive do these bytes follow.
        if content.startswith(signature) and (signature != b"PK" or content[2:4] in (b"\3\4", b"\5\6", b"\7\x08")):
            raise refusal(filename, f"is {what}, not {form}; save it as {form} (UTF-8)")


def as_text(content: bytes, filename: str, form: str) -> str:
    """Return the file as text of bounded size and lines. Raises FileFaults, which names the form expected."""
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
    """Return the single fault of a file that can't be read any further."""
    return FileFaults(filename, [PackFault("the file", words, line)])


def line_at(text: str, position: int) -> int:
    """Return the line of a position in a text, counted from 1."""
    return text.count("\n", 0, position) + 1


def _bound_lines(text: str, filename: str) -> None:
    if (found := text.find("\0")) >= 0:
        words = "there is a NUL character, which does not belong in text; save the file as UTF-8"
        raise refusal(filename, words, line_at(text, found))
    if text.count("\n") > MOST_LINES:
        raise refusal(filename, f"has more than {MOST_LINES:,} lines; split it and import the parts")
    start = 0
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            words = f"this line is longer than {LONGEST_LINE:,} characters; break it up"
            raise refusal(filename, words, line_at(text, start))
        start = end + 1


def bound_structure(text: str, filename: str, form: str) -> None:
    """Check that a text is not nested too deeply and holds no more than a pack can. Raises FileFaults."""
    if found := _LONG_NUMBER.search(text):
        raise refusal(filename, "there is a number with hundreds of digits; shorten it", line_at(text, found.start()))
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
            raise refusal(filename, "has too much in it to read at once; split it and import the parts")


def _signs(text: str, form: str) -> Iterator[tuple[int, str]]:
    """Yield every structural character outside strings and comments, with its position."""
    for found in (_TOML_SIGNS if form == "TOML" else _JSON_SIGNS).finditer(text):
        sign = found[0]
        if len(sign) == 1 and sign not in "\"'#":
            yield found.start(), sign
