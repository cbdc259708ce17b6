"""Mending what XML parsers give up at, so that a fault costs one character and not the strict parser."""

import html
import html.entities
import re
import sys
from collections.abc import Iterator

_REFERENCE = re.compile(
    r"&(?:#(?:x(?P<digits>[0-9a-f]+)|(?P<number>[0-9]+));?|(?P<name>[a-z][a-z0-9]*);)?", re.IGNORECASE
)
_CDATA, _END = "<![CDATA[", "]]>"
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_LONGEST_CODE = 7
# Not allowed in XML at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOST = "\ufffd"


def mended(text: str) -> tuple[str, bool]:
    """The text of an XML document without wrong references and forbidden characters, and whether it had any.

    A "&" that begins no reference stays as a character, as in "AT&T"; references that only HTML has are replaced.
    """
    allowed = _FORBIDDEN.sub(_LOST, text)
    whole = "".join(_parts(allowed))
    return whole, whole != text


def _parts(text: str) -> Iterator[str]:
    before, *others = text.split(_CDATA)
    yield _REFERENCE.sub(_valid, before)
    for other in others:
        # References mean nothing within these sections.
        inside, end, after = other.partition(_END)
        yield f"{_CDATA}{inside}{end}"
        yield _REFERENCE.sub(_valid, after)


def _valid(reference: re.Match[str]) -> str:
    if name := reference["name"]:
        if name in _OF_XML:
            return reference[0]
        return html.escape(meant, quote=False) if (meant := html.entities.html5.get(f"{name};")) else f"&amp;{name};"
    given = reference["digits"] or reference["number"]
    if not given:
        return "&amp;"
    digits = given.lstrip("0")
    code = int(digits or "0", 16 if reference["digits"] else 10) if len(digits) <= _LONGEST_CODE else sys.maxunicode + 1
    is_lost = code > sys.maxunicode or _FORBIDDEN.fullmatch(chr(code))
    return _LOST if is_lost else reference[0] if reference[0].endswith(";") else f"&#{code};"
