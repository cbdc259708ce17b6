"""Finds out how a table's bytes spell letters: UTF-8, or the older encoding whose words look like some language's."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.any_table.doubts import Doubt
from bot.packs.limits import bound_content, refusal

_NAMES = {
    "cp1252": "Windows-1252", "cp1250": "Windows-1250 (Central European)", "cp1251": "Windows-1251 (Cyrillic)",
    "mac_roman": "Mac Roman", "iso8859_2": "ISO 8859-2 (Central European)", "cp1254": "Windows-1254 (Turkish)",
    "cp1253": "Windows-1253 (Greek)", "koi8_r": "KOI8-R (Russian)", "cp850": "DOS 850", "cp852": "DOS 852",
}  # fmt: skip
"""The encodings that are tried, the most usual first."""
_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áàâãçéêíóôõúü", "àèéìíòóùú", "éèëïöüóá", "åäöé", "æøåé", "áðéíóúýþæö",
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "çğıöşüâîİ",
    "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž", "àçéèíïóòúü",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш",
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
)  # fmt: skip
"""The letters beyond a to z of the languages in which tables of episodes are kept."""
_WORD = re.compile(r"[^\s,;|\t\"'()/<>\[\]{}&+:.!?-]+")
_BESIDE_WORDS = "–—…“”„‘’«»·•°©®™€£\xa0¿¡ªº×½¼¾№"
_LATIN = re.compile(r"[A-Za-z]")
_MOST_WORDS = 4000
_KNOWN_NAME = 3
"""How many words a known column's name counts for."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A table's bytes as UTF-8, with what was decided, and what is in doubt."""

    content: bytes
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def as_utf8(content: bytes, filename: str, is_known: Callable[[str], bool], encoding: str = "") -> Decoded:
    """Return a table as UTF-8, from the encoding that a person names, or from the one that fits best.

    Raises FileFaults for a table in no encoding that can be read, and BadInput for one that Python doesn't know.
    """
    bound_content(content, filename, "CSV")
    if encoding:
        return Decoded(_named(content, filename, encoding))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) and not content.startswith(b"\xff\xfe\0\0"):
        try:
            return Decoded(content.decode("utf-16").encode())
        except UnicodeDecodeError:
            raise refusal(filename, "begins like UTF-16 but is not; save it as CSV (UTF-8)") from None
    if _is_utf8(content):
        return Decoded(content)
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    # With more letters right than wrong, it is damaged UTF-8, and any other encoding would garble all of them.
    if right > wrong or b"\0" in content:
        return Decoded(content)
    return _guessed(content, filename, is_known)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _named(content: bytes, filename: str, encoding: str) -> bytes:
    try:
        name = codecs.lookup(encoding).name
        return content.decode(name).encode()
    except UnicodeError:
        words = f"can't be read as {encoding[:40]}; leave --encoding out, or save the table as CSV (UTF-8)"
        raise refusal(filename, words) from None
    except (LookupError, ValueError):
        known = "utf-8, cp1250, cp1251, cp1252, mac_roman or shift_jis"
        raise BadInput(f"--encoding takes a name such as {known}; {escape(encoding[:40])} is none.") from None


def _guessed(content: bytes, filename: str, is_known: Callable[[str], bool]) -> Decoded:
    texts: dict[str, str] = {}
    for encoding in _NAMES:
        try:
            texts[encoding] = content.decode(encoding)
        except UnicodeDecodeError:
            continue
    scores = {encoding: _score(text, is_known) for encoding, text in texts.items()}
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    if best is None or not scores[best]:
        words = "is in an encoding that can't be guessed; save it as CSV (UTF-8), or name it with --encoding"
        raise refusal(filename, words)
    note = f"The file is not UTF-8 and was read as {_NAMES[best]}. If a letter looks wrong here, save it as UTF-8."
    rival = next((other for other in texts if scores[other] == scores[best] and texts[other] != texts[best]), None)
    doubts = () if rival is None else (_doubt(best, rival, texts),)
    return Decoded(texts[best].encode(), (note,), doubts)


def _doubt(best: str, rival: str, texts: dict[str, str]) -> Doubt:
    pairs = zip(_foreign_words(texts[best]), _foreign_words(texts[rival]), strict=False)
    ours, theirs = next(((ours, theirs) for ours, theirs in pairs if ours != theirs), ("?", "?"))
    return Doubt(
        f"The file may be in {_NAMES[best]} or {_NAMES[rival]}: “{ours[:40]}” or “{theirs[:40]}”. It is read as the "
        f"first; add --encoding {rival} if the second is right."
    )


def _score(text: str, is_known: Callable[[str], bool]) -> int:
    """Return how many words some language spells so, and how many of them one language alone does.

    It is 0 if most of the letters beyond a to z are in words that nobody writes so.
    """
    words = list(dict.fromkeys(_foreign_words(text)))[:_MOST_WORDS]
    fitting = [(word, _languages(word)) for word in words]
    covered = sum(_foreign(word) for word, languages in fitting if any(languages))
    if 2 * covered < sum(map(_foreign, words)):
        return 0
    of_any = sum(any(languages) for _, languages in fitting)
    of_one = max(map(sum, zip(*(languages for _, languages in fitting), strict=True)), default=0)
    head = re.split(r"[,;|\t\n\r]", text[:2000])[:40]
    known = sum(is_known(cell.strip('" ')) for cell in head if not cell.isascii())
    return of_any + of_one + _KNOWN_NAME * known


def _foreign(word: str) -> int:
    return sum(character > "\x7f" for character in word)


def _languages(word: str) -> list[bool]:
    """Return for each alphabet whether its language could spell a word so."""
    letters = _foreign_letters(word)
    return [letters is not None and letters <= alphabet for alphabet in _SETS]


def _foreign_words(text: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(text) if not found[0].isascii())


def _foreign_letters(word: str) -> frozenset[str] | None:
    """Return the letters beyond a to z of a word, in small; None for a word that nobody writes so."""
    word = word.strip(_BESIDE_WORDS)
    found: set[str] = set()
    before = ""
    for character in word:
        if character > "\x7f":
            is_late_capital = character.isupper() and before.islower()
            if is_late_capital or not unicodedata.category(character).startswith("L"):
                return None
            found.add(character if character == "İ" else character.lower())
        before = character
    is_mixed = any(letter >= "\u0370" for letter in found) and bool(_LATIN.search(word))
    return None if is_mixed or not found else frozenset(found)


_SETS = tuple(frozenset(alphabet) for alphabet in _ALPHABETS)
