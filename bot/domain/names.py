"""One way to compare names, for people, characters, episodes and shows alike.

Two spellings that a fan would call the same fold to the same key: case, accents, apostrophes, hyphens, spaces,
invisible characters, dots in initials and letters borrowed from a look-alike alphabet make no difference.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

FOLDING = 2
"""The version of `fold`. Raise it when the function changes, so that the names in the store are folded anew."""

# Letters that no normal form takes apart, with what a keyboard without them types.
_FIRST_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
}  # fmt: skip
_MORE_LETTERS = {
    "ə": "e", "ɛ": "e", "ɔ": "o", "ɵ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ĸ": "k", "ƒ": "f", "ɨ": "i", "ʉ": "u",
}  # fmt: skip
# One letter that Arabic, Persian and Urdu keyboards type differently; a tatweel only stretches the word.
_ARABIC = {
    "ك": "ک", "ي": "ی", "ى": "ی", "ې": "ی", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ٱ": "ا", "ـ": "",
}  # fmt: skip
# One character in an older or a rarer form, as in Japanese names: the last of each group is the usual one.
_FORMS = (
    "髙高 﨑嵜崎 𠮷吉 濵濱浜 邊邉辺 齋斎 齊斉 櫻桜 澤沢 廣広 國国 眞真 "
    "德徳 惠恵 龍竜 嶋嶌島 槇槙 瀨瀬 榮栄 黑黒 增増 靜静 淸清 豐豊 "
    "曻昇 冨富 峯峰 舘館 邨村 栁柳 曾曽 彌弥 條条 淺浅 藏蔵 壽寿 "
    "學学 實実 應応 圓円 遙遥 晉晋 來来 戶戸 橫横 﨟臈 祿禄"
)
_DIGITS = "0123456789"
_FIRST_DIGITS = "\u0660\u06f0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0e50\u0ed0\u0f20\u1040\u17e0"
_FIRST_TABLE = str.maketrans(_FIRST_LETTERS)
_TABLE = str.maketrans(
    _FIRST_LETTERS
    | _MORE_LETTERS
    | _ARABIC
    | {form: group[-1] for group in _FORMS.split() for form in group[:-1]}
    | {chr(ord(zero) + place): digit for zero in _FIRST_DIGITS for place, digit in enumerate(_DIGITS)}
)
# How German and the Nordic languages write their letters on a keyboard without them, beside leaving the marks out.
_TRANSCRIBED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ő": "oe", "ű": "ue"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa", "Ő": "Oe", "Ű": "Ue"}
)
# Cyrillic and Greek letters that pass for Latin ones; applied only inside a word that also has Latin letters.
_LOOK_ALIKES = str.maketrans("асекморхуіјѕвнтαεικνορτυχ", "acekmopxyijsbhtaeiknoptux")

_MARKS_MAKE_LETTERS = "\u0900"
_FIRST_APOSTROPHES = re.compile("['’‘ʼ`´ʻ′]")
_APOSTROPHES = re.compile("['’‘ʼ`´ʻ′‛ʾʿʹꞌ׳՚]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TIGHT_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){1,}[^\W\d_]\b\.?")
_SPACED_INITIAL = re.compile(r"\b([^\W\d_])\.\s+(?=[^\W\d_]\.)")


@lru_cache(maxsize=4096)  # the same outlets and names are folded for every answer
def fold(name: str) -> str:
    """The key under which a name is found; equal keys mean the same name. Never empty for a name that is not.

    Folding a key again gives the same key.
    """
    return _folded(name, _APOSTROPHES, _TABLE)


@lru_cache(maxsize=1024)
def first_fold(name: str) -> str:
    """The key as the first version of `fold` made it; it never changes.

    Names in the store have such keys until they are folded anew, and what feeds have had is recognised by them.
    """
    return _folded(name, _FIRST_APOSTROPHES, _FIRST_TABLE)


def _folded(name: str, apostrophes: re.Pattern[str], letters: Mapping[int, str]) -> str:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", apostrophes.sub("", name)).casefold())
    text = "".join(_without_accents(text)).casefold().translate(letters).replace("&", " and ")
    text = _THOUSANDS.sub("", apostrophes.sub("", text))
    text = _SPACED_INITIAL.sub(r"\1.", text)
    text = _TIGHT_INITIALS.sub(lambda run: run[0].replace(".", ""), text)
    words = [_in_one_alphabet(word) for word in _split(text)]
    if not words:  # nothing but marks and punctuation
        words = unicodedata.normalize("NFD", name).casefold().split()
    return unicodedata.normalize("NFC", " ".join(words))


def _without_accents(text: str) -> Iterator[str]:
    """The characters of decomposed text without invisible ones and without marks that only accent a letter.

    In Latin, Greek, Cyrillic, Hebrew and Arabic a mark accents or vowels its letter; further on, as in Thai, Devanagari
    or kana, it makes another letter of it.
    """
    letter = ""
    for character in text:
        if unicodedata.combining(character):
            if letter >= _MARKS_MAKE_LETTERS:
                yield character
        elif unicodedata.category(character) != "Cf":
            letter = character
            yield character


def _split(text: str) -> list[str]:
    # A vowel sign of Thai or Devanagari is no "word" character to a regular expression, but belongs to its word.
    kept = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mc", "Mn") else " " for c in text)
    return kept.split()


def _in_one_alphabet(word: str) -> str:
    return word.translate(_LOOK_ALIKES) if any("a" <= c <= "z" for c in word) else word


def spellings(name: str) -> tuple[str, ...]:
    """The keys that a name has as a whole, `fold`'s first: a key more for "Mueller" and for "JJ" in "J J Abrams"."""
    written = unicodedata.normalize("NFC", name)
    transcribed = written.translate(_TRANSCRIBED)
    folded = (fold(name),) if transcribed == written else (fold(name), fold(transcribed))
    return tuple(dict.fromkeys(key for each in folded for key in (each, _initials_together(each))))


def _initials_together(key: str) -> str:
    """The key with single letters that follow each other as one word."""
    words: list[str] = []
    is_run = False
    for word in key.split(" "):
        is_initial = len(word) == 1 and word.isalpha()
        if is_initial and is_run:
            words[-1] += word
        else:
            words.append(word)
        is_run = is_initial
    return " ".join(words)


@lru_cache(maxsize=1024)
def keys(text: str) -> tuple[str, ...]:
    """The keys under which something typed may be found, the likeliest first.

    As written; turned round, for "Clarkson, S.J."; and as names are in the store that were not folded anew yet.
    """
    found = list(spellings(text))
    last, comma, first = text.partition(",")
    if comma and last.strip() and first.strip() and "," not in first:
        found += spellings(f"{first.strip()} {last.strip()}")
    return tuple(dict.fromkeys((*found, first_fold(text))))


def stored_keys(names: Iterable[str], whole: Collection[str] = ()) -> dict[str, int]:
    """All keys under which a thing with these names is stored, each with the number of the word where it begins.

    Those in `whole` count as whole names wherever they begin. Names of several words are stored run together too, see
    `run_together`; the numbers of these are negative, from -1 for a whole name on.
    """
    found: dict[str, int] = {}
    together: dict[str, tuple[int, int, str]] = {}
    for name in names:
        for key in spellings(name):
            for place, suffix in enumerate(suffixes(key)):
                word = 0 if suffix in whole else place
                found[suffix] = min(word, found.get(suffix, word))
                if spaces := suffix.count(" "):
                    run = without_spaces(suffix)
                    # The most words that make the same letters, so that it is found by any of them.
                    together[run] = min((-spaces, word, suffix), together.get(run, (0, 0, "")))
    return found | {f" {run} {suffix}": -1 - word for run, (_, word, suffix) in together.items()}


def without_spaces(key: str) -> str:
    """The key as one word."""
    return key.replace(" ", "")


def run_together(key: str) -> str:
    """The beginning of the stored keys of names that are this key when they are run together.

    No other key begins with a space.
    """
    return f" {without_spaces(key)}"


def parted(stored: str) -> str:
    """The words of a key that is stored run together; any other key as it is."""
    return stored.split(" ", 2)[2] if stored.startswith(" ") else stored


def is_whole_name(text: str, key: str) -> bool:
    """Whether the text is this key of a whole name, wherever either has its spaces."""
    return key in keys(text) or without_spaces(key) == without_spaces(fold(text))


def begins_as_one(together: str, key: str) -> bool:
    """Whether the key's first words, run together, are these letters: "marylouise" for "mary louise parker"."""
    run = ""
    for word in key.split(" "):
        run += word
        if len(run) >= len(together):
            break
    return run == together


def title_keys(title: str) -> tuple[str, ...]:
    """The keys of a title: with and without a leading "AKA" or article, which fans leave out."""
    key = fold(title)
    first, _, rest = key.partition(" ")
    return (key, rest) if rest and first in ("aka", "a", "an", "the") else (key,)


def suffixes(key: str) -> tuple[str, ...]:
    """The key from each of its words on, so that "ritter" is a prefix of something in "krysten ritter"."""
    words = key.split(" ")
    return tuple(" ".join(words[start:]) for start in range(len(words)))


def each_begins(parts: Iterable[str], words: Sequence[str]) -> bool:
    """Whether each part begins one of the words, in any order."""
    return all(any(word.startswith(part) for word in words) for part in parts)


def words_match(typed: str, key: str) -> bool:
    """Whether each typed word begins a word of the key, in the same order: "k ritter" finds "krysten ritter"."""
    words = iter(key.split(" "))
    return all(any(word.startswith(part) for word in words) for part in typed.split(" "))
