"""What a column's name says that it holds, however it is written: directedBy, directed_by, Name of the Director."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from bot.domain.names import fold
from bot.packs.any_table.words import NAMES, Meaning

_PARTS = {
    "episode": "episode ep folge épisode episodio episódio aflevering avsnitt odcinek capítulo серия эпизод díl",
    "season": "season staffel saison temporada stagione seizoen säsong sezon сезон",
    "series": "series",
    "number": "number no num nr # n numero número numéro nummer numer номер",
    "title": "title name titel titre título titolo nome nombre nom naam namn tytuł nazwa название název",
    "overall": "overall total absolute global gesamt ges running",
    "in": "in within",
    "name": "name nome nombre nom naam namn",
    "day": "date datum data fecha",
    "aired": "launch lanzamiento lançamento lancamento exibição transmissão emisión uscita выхода",
}
_JOINED = {
    Meaning.SEASON: ("season number", "series number"),
    Meaning.NUMBER: (
        "episode number", "number in season", "episode in season", "episode number in season", "number season in",
        "number in series", "episode number season", "episode number in series",
    ),
    Meaning.OVERALL: (
        "overall", "number overall", "episode overall", "episode number overall", "number in series",
        "episode number in series", "overall in series",
    ),
    Meaning.TITLE: ("episode title",),
    Meaning.AIRED: ("day aired", "aired"),
}  # fmt: skip
"""Names that are put together from the parts above, in any order and language."""
_PEOPLE = (Meaning.DIRECTOR, Meaning.WRITER, Meaning.ACTOR, Meaning.CHARACTER)
_NOISE = frozenset(
    fold("of the a heading for this each de da do del della du des der die das la le los el il les").split()
)
_BESIDE = frozenset(
    fold("episode ep tv show series imdb tmdb tvdb tvmaze wiki wikipedia orig original official us uk usa ca").split()
)
"""Words before a column's name that say where it comes from or what it belongs to."""
_LEFT_ALONE = (
    "production code|prod code|production number|prod no|number of episodes|no of episodes|episode count|viewers"
    "|us viewers|uk viewers|rating|year|plot|summary|synopsis|description|runtime|duration|votes|image|id|genre|genres"
)
"""Names of columns that hold something no fact is made from."""
_SITES = re.compile(r"imdb|tmdb|the ?tvdb|tvdb|tvmaze", re.IGNORECASE)
_ELIDED = re.compile(r"\b[ld]['’]", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST = 80

Meanings = tuple[Meaning, ...]


def meanings_by_name(name: str) -> Meanings:
    """Return what a column with this name can hold; () if the name is not known, or holds nothing of use."""
    return _found(name) or ()


def is_left_alone(name: str) -> bool:
    """Return whether a column is known to hold something no fact is made from."""
    return _found(name) == ()


def is_column_name(text: str) -> bool:
    """Return whether a text is known as a column's name."""
    return _found(text) is not None


def plain(name: str) -> str:
    """Return the folded name without brackets and numbers: "director" for "Director(s)" and "Director #2"."""
    bare = re.sub(r"\([^()]*\)", "", name).strip() or name
    return fold(_without_number(bare))


def _without_number(name: str) -> str:
    return re.sub(r"(?<=[^\W\d_])[\s_]*#?\d+$", "", name)


@lru_cache(maxsize=4096)  # a table's first cells are asked about for each delimiter and encoding
def _found(name: str) -> Meanings | None:
    if not name or len(name) > _LONGEST:
        return None
    spaced = _spaced(name)
    for folded in dict.fromkeys((fold(name), fold(spaced), plain(name), plain(spaced))):
        if (found := _NAMED.get(folded)) is not None:
            return found
    squashed = plain(spaced).replace(" ", "")
    if (found := _SQUASHED.get(squashed)) is not None:
        return found
    words = [word for word in plain(spaced).split() if word not in _NOISE]
    return _of_words(words) or _of_words([word for word in words if word not in _BESIDE])


def _of_words(words: list[str]) -> Meanings | None:
    found = _NAMED.get(" ".join(words))
    return found if found is not None else _JOINTLY.get(frozenset(words))


def _spaced(name: str) -> str:
    """Return the name with spaces between words that were joined: by capitals, or by signs that programs use."""
    name = _ELIDED.sub("", name)
    name = _SITES.sub(lambda found: f" {found[0].lower()} ", name)
    return " ".join(_CAMEL.sub(" ", re.sub(r"[_/.]+", " ", name)).split())


def _by_name() -> dict[str, Meanings]:
    found: dict[str, Meanings] = {fold(name): () for name in _LEFT_ALONE.split("|")}
    for meaning, names in NAMES.items():
        for name in dict.fromkeys(map(fold, names.split("|"))):
            found[name] = (*found.get(name, ()), meaning)
    return found


def _jointly(named: dict[str, Meanings]) -> dict[frozenset[str], Meanings]:
    found: dict[frozenset[str], Meanings] = {}

    def note(words: Iterable[str], meanings: Meanings) -> None:
        key = frozenset(words)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *meanings)))

    for meaning, patterns in _JOINED.items():
        for pattern in patterns:
            for words in product(*(_part(part) for part in pattern.split())):
                note(words, (meaning,))
    for meaning, name in product(_PEOPLE, _part("name")):
        for job in map(fold, NAMES[meaning].split("|")):
            if " " not in job:
                note((name, job), (meaning,))
    for name, meanings in named.items():
        words = [word for word in name.split() if word not in _NOISE]
        if len(words) > 1 and meanings and frozenset(words) not in found:
            note(words, meanings)
    return found


def _part(part: str) -> Iterator[str]:
    return iter(dict.fromkeys(fold(word) or word for word in _PARTS[part].split()))


_NAMED = _by_name()
_JOINTLY = _jointly(_NAMED)
_SQUASHED = {name.replace(" ", ""): meanings for name, meanings in _NAMED.items() if " " in name}
