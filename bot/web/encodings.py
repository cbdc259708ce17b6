"""Decoding what sites send, as browsers do: https://encoding.spec.whatwg.org.

A label means what it means there: "gb2312" is GBK, "iso-8859-1" is Windows-1252. The bytes have the last word.
"""

import codecs
import re

from w3lib.encoding import resolve_encoding

_MARKS = (  # the longer ones first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
# Which of the first four bytes are zero (0) if the text begins with characters of ASCII (x).
_WIDTHS = {"000x": "utf-32-be", "x000": "utf-32-le", "0x0x": "utf-16-be", "x0x0": "utf-16-le"}
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]{1,40})\s*["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_READS_ANYTHING = "cp1252"
# The standard's labels that w3lib does not know, by one that it knows.
_LABELS = {
    label: known
    for known, labels in {
        "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
        "utf-16": "unicodefffe csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
        "iso-8859-2": "iso88592",
        "iso-8859-3": "iso88593",
        "iso-8859-4": "iso88594",
        "iso-8859-5": "iso88595",
        "iso-8859-6": "iso88596 csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i",
        "iso-8859-7": "iso88597 sun_eu_greek",
        "iso-8859-8": "iso88598 csiso88598e csiso88598i iso-8859-8-e iso-8859-8-i logical visual",
        "iso-8859-10": "iso885910",
        "iso-8859-13": "iso885913",
        "iso-8859-14": "iso885914",
        "iso-8859-15": "iso885915 csisolatin9",
        "koi8-r": "koi koi8",
        "koi8-u": "koi8-ru",
        "macintosh": "csmacintosh mac x-mac-roman",
        "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
        "windows-874": "dos-874 iso885911",
        "windows-1250": "x-cp1250",
        "windows-1251": "x-cp1251",
        "windows-1252": "x-cp1252 iso88591",
        "windows-1253": "x-cp1253",
        "windows-1254": "x-cp1254 iso88599",
        "windows-1255": "x-cp1255",
        "windows-1256": "x-cp1256",
        "windows-1257": "x-cp1257",
        "windows-1258": "x-cp1258",
        "gbk": "csgb2312 gb_2312 x-gbk",
        "big5": "cn-big5 x-x-big5",
        "euc-jp": "cseucpkdfmtjapanese x-euc-jp",
        "euc-kr": "cseuckr csksc56011987 iso-ir-149 ks_c_5601-1989 ksc_5601 windows-949",
    }.items()
    for label in labels.split()
}
# What browsers also read under these names, as circled numbers.
_WIDER = {"euc_jp": "euc_jis_2004", "iso2022_jp": "iso2022_jp_2004"}


def decoded(body: bytes, content_type: str) -> tuple[str, bool]:
    """The text, and whether it is valid in its declared encoding; each wrong byte becomes one replacement character."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _as(body[len(mark) :], encoding)
    if encoding := _WIDTHS.get("".join("x" if byte else "0" for byte in body[:4])):
        return _as(body, encoding)
    return _narrow(body, _encoding(body, content_type))


def _encoding(body: bytes, content_type: str) -> str | None:
    """What the file says about itself, or else the server, which often says the same of all its files."""
    declared = _DECLARED.match(body)
    named = _CHARSET.search(content_type)
    label = declared[1].decode("ascii", "replace") if declared else named[1] if named else ""
    resolved = resolve_encoding(_LABELS.get(label.lower(), label)) if label else None
    # A declaration that could be read up to here is not in 16 or 32 bits.
    return None if resolved and resolved.startswith(("utf-16", "utf-32")) else resolved


def _narrow(body: bytes, encoding: str | None) -> tuple[str, bool]:
    as_utf8, is_utf8 = _as(body, "utf-8")
    if encoding is None or encoding == "utf-8":
        return (as_utf8, True) if is_utf8 else (_mostly_utf8(as_utf8) or _as(body, _READS_ANYTHING)[0], False)
    # What is valid UTF-8, and not ASCII alone, is that by no accident.
    return (as_utf8, False) if is_utf8 and not body.isascii() else _as(body, encoding)


def _mostly_utf8(text: str) -> str | None:
    """The text if more of its characters than not were valid, apart from ASCII, which any encoding has."""
    wrong = text.count("\ufffd")
    return text if sum(character > "\x7f" for character in text) >= 2 * wrong else None


def _as(body: bytes, encoding: str) -> tuple[str, bool]:
    try:
        return body.decode(encoding), True
    except UnicodeError:
        wider = _WIDER.get(encoding)
    except LookupError:  # a codec of Python's that makes no text
        return body.decode(_READS_ANYTHING, "replace"), False
    if wider and (found := _as(body, wider))[1]:
        return found
    try:
        return body.decode(encoding, "replace"), False
    except UnicodeError:  # or one that can't leave anything out
        return body.decode(_READS_ANYTHING, "replace"), False
