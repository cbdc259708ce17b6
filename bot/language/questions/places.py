"""Finding the season, the episode and the day that a question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.codes import EpisodeCode
from bot.language.episode_words import EpisodeWords, read_episode_words

_NUMBERS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
_ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_FOREIGN_ORDINALS = (
    "primera primer primero primeira primeiro erste ersten premier premiere prima primo",
    "segunda segundo zweite zweiten deuxieme seconde seconda secondo",
    "tercera tercer tercero terceira terceiro dritte dritten troisieme terza terzo",
    "cuarta cuarto quarta quarto vierte vierten quatrieme",
    "quinta quinto funfte funften cinquieme",
    "sexta sexto sechste sechsten sixieme sesta sesto",
    "septima septimo setima setimo siebte siebten septieme settima settimo",
    "octava octavo oitava oitavo achte achten huitieme ottava ottavo",
    "novena noveno nona nono neunte neunten neuvieme",
    "decima decimo zehnte zehnten dixieme",
)
"""Of Spanish, Portuguese, German, French and Italian, one line for each number."""
_FOREIGN = {word: value for value, words in enumerate(_FOREIGN_ORDINALS, start=1) for word in words.split()}
_VALUES = {word: value for words in (_NUMBERS, _ORDINALS) for value, word in enumerate(words, start=1)} | _FOREIGN
NUMBER_WORDS = frozenset((*_NUMBERS, *_ORDINALS))
_N = rf"(?:0*\d{{1,4}}|{'|'.join(reversed(_NUMBERS))})"
_FOREIGN_SEASON, _FOREIGN_EPISODE = "temporada|staffel|saison|stagione", "episodio|capitulo|folge"
_SEASON = f"(?:seasons?|series|szn|{_FOREIGN_SEASON})"
_EPISODE = f"(?:l?episode|epi|ep|{_FOREIGN_EPISODE}|e)"
# "Premiere episode" is English, and "premier épisode" is not.
_FOREIGN_NTH = rf"(?:(?:{'|'.join(_FOREIGN)})(?= (?:{_FOREIGN_SEASON}|{_FOREIGN_EPISODE})\b)|premier(?= episode\b))"
_THE = rf"(?:the |(?:die|der|la|le|el|a|o) (?={_FOREIGN_NTH}))?"
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(reversed(_ORDINALS))}|{_FOREIGN_NTH})"


def _season(name: str) -> str:
    return (
        rf"(?:(?:the )?{_SEASON} ?(?P<{name}>{_N})|s ?(?P<{name}_s>0*\d{{1,4}})"
        rf"|{_THE}(?P<{name}_nth>{_NTH}) {_SEASON})"
    )


def _number(name: str) -> str:
    return rf"(?:(?:the )?{_EPISODE} ?(?P<{name}>{_N})|{_THE}(?P<{name}_nth>{_NTH}) (?:episode|ep|{_FOREIGN_EPISODE}))"


_OF = "(?:(?:of|in|from|de la|de|da|do|del|della|der|von|dans la) )?"
_PLACES = tuple(
    re.compile(rf"\b{form}\b")
    for form in (
        rf"s ?0*(?P<season>\d{{1,4}}) ?{_EPISODE} ?0*(?P<number>\d{{1,4}})",
        r"0*(?P<season>\d{1,4}) ?x ?0*(?P<number>\d{1,4})",
        rf"{_season('season')} {_number('number')}",
        rf"{_number('number')} {_OF}{_season('season')}",
        rf"{_season('season')}",
        rf"{_number('number')}",
        rf"(?P<count>{_N})(?= (?:episodes|eps|epis)\b)",
    )
)
_MAY_NAME_A_PLACE = re.compile(rf"\d|\b(?:s|{_SEASON}|{_EPISODE}|episodes|eps|epis|pilot|premiere|finale|opener)\b")
_POSITION = (
    "(?:pilot|premiere(?! (?:date|day|window))|finale|opener"
    "|(?:very )?(?:first|last|final|latest|newest|most recent|next|upcoming)(?: ever)? (?:episode|ep))"
)
_BY_POSITION = re.compile(
    rf"\b(?:{_season('before')} |(?:the )?(?:series|show) )?(?:the )?(?P<position>{_POSITION})"
    rf"(?: (?:of|in|from) (?:{_season('after')}|the (?:series|show)))?\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A season, an episode by its code, by its number alone, or by its position: "season 2 finale".

    Or how many episodes there are, if it is a `count`.
    """

    season: int | None = None
    code: EpisodeCode | None = None
    number: int | None = None
    position: EpisodeWords | None = None
    is_premiere: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place at the words from `start` up to `stop`."""

    start: int
    stop: int
    place: Place


def find_places(keys: Sequence[str]) -> tuple[Found, ...]:
    """Return the places that a question's words name, none of which share a word."""
    line = " ".join(keys)
    if _MAY_NAME_A_PLACE.search(line) is None:  # as most do not
        return ()
    found: list[Found] = []
    taken = [False] * len(keys)
    for form in (_BY_POSITION, *_PLACES):
        for match in form.finditer(line):
            start, stop = line[: match.start()].count(" "), line[: match.end()].count(" ") + 1
            place = _by_position(match) if form is _BY_POSITION else _by_number(match)
            if place is None or any(taken[start:stop]):
                continue
            taken[start:stop] = [True] * (stop - start)
            found.append(Found(start, stop, place))
    return tuple(sorted(found, key=lambda each: each.start))


def _by_position(match: re.Match[str]) -> Place | None:
    before, after = _value(match, "before"), _value(match, "after")
    position = re.sub(r"\bep$", "episode", match["position"].removeprefix("very ").replace(" ever ", " "))
    words = read_episode_words(position)
    if words is None or (before is not None and after is not None):
        return None
    season = before if before is not None else after
    return Place(position=EpisodeWords(words.position, season), is_premiere=match["position"] == "premiere")


def _by_number(match: re.Match[str]) -> Place | None:
    if (count := _value(match, "count")) is not None:
        return Place(count=count)
    season, number = _value(match, "season"), _value(match, "number")
    if season is None:
        return Place(number=number)
    return Place(season=season) if number is None else Place(code=EpisodeCode(season, number))


def _value(match: re.Match[str], name: str) -> int | None:
    groups = match.groupdict()
    for key in (name, f"{name}_s", f"{name}_nth"):
        if word := groups.get(key):
            digits = re.match(r"\d+", word)
            return int(digits[0]) if digits else _VALUES[word]
    return None


_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    rf"(?:\d{{4}}-\d{{2}}(?:-\d{{2}})?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?,? \d{{4}}"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|{_MONTH}\.?,? (?:of )?\d{{4}}|(?:early|mid|late)[ -]\d{{4}})"
)
_BEFORE_A_DAY = (
    r"(?:(?:already|back|still|as known)\s+)?"
    r"(?:as of|as at|by|in|on|around|during|until|up to|at the end of|the end of|end of)(?: the)?(?: end of)? "
)
_DATED = re.compile(
    rf"(?:\b(?:{_BEFORE_A_DAY}|(?P<before>before (?:the )?))?\b(?P<day>{_DAY})"
    rf"|\b(?:{_BEFORE_A_DAY}|(?P<before_year>before ))(?:the )?(?:year )?(?P<year>(?:19|20)\d\d))(?![\w-])",
    re.IGNORECASE,
)
_NTH_OF_MONTH = re.compile(rf"\b({'|'.join(_ORDINALS)})(?=(?: of)? {_MONTH}\b)", re.IGNORECASE)
_PART_OF_YEAR = re.compile("(early|mid|late)-", re.IGNORECASE)
_ORDINAL_DAY = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b|,", re.IGNORECASE)


def take_day(text: str) -> tuple[str, str, bool]:
    """Return a text without the past day that it names, that day as it was written, and whether it says "before" it.

    The day is "" if it names none. A text that names several days is returned as it is.
    """
    text = _NTH_OF_MONTH.sub(lambda found: str(_VALUES[found[1].lower()]), text)
    found = list(_DATED.finditer(text))
    if len(found) != 1:
        return text, "", False
    match = found[0]
    day = match["year"] or " ".join(_ORDINAL_DAY.sub(" ", match["day"]).split())
    before, behind = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    if before.endswith(",") and behind.startswith(","):
        before, behind = before[:-1], behind[1:]  # "when did they think, in May 2016, that it would come"
    rest = f"{before} {behind}"
    return rest, _PART_OF_YEAR.sub(r"\1 ", day), bool(match["before"] or match["before_year"])


_CAME_OUT = (
    "(?:came out|came|aired|was out|was released|released|premiered|was shown|started|began|dropped|launched|landed"
    "|was announced to come out)"
)
_BEFORE_SEASON = re.compile(
    rf"\b(?:(?:the )?day |right |just |shortly )?before {_season('season')} (?:even |first |ever )?{_CAME_OUT}\b",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(
    rf"\b(?:(?:the )?day |right |just |shortly )?before (?:it|that|this) (?:even |first |ever )?{_CAME_OUT}\b",
    re.IGNORECASE,
)
_A_SEASON = re.compile(rf"\b{_season('season')}\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|its)\b", re.IGNORECASE)


_BEFORE_EPISODE = re.compile(
    rf"\b(?:on )?(?:the )?(?:day|night|evening) before ((?:(?!\bbefore\b)[^?!;:\n]){{1,60}}?) "
    rf"(?:even |first |ever |finally |originally )?{_CAME_OUT}\b",
    re.IGNORECASE,
)


def take_episode_before(text: str) -> tuple[str, str]:
    """Return a text without "the day before Landfall aired", and the words for that episode; "" if it has none."""
    match = _BEFORE_EPISODE.search(text)
    if match is None or _BEFORE_IT.search(text):
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", match[1]


def take_season_before(text: str) -> tuple[str, int | None]:
    """Return a text without "before season 2 came out", and that season; None if it says no such thing.

    "Before it came out" means the only season that the text names.

    Where a word such as "it" is left, the season stays too, since that may stand for it.
    """
    if match := _BEFORE_IT.search(text):
        seasons = {_value(found, "season") for found in _A_SEASON.finditer(text)}
        if len(seasons) != 1:
            return text, None
        return f"{text[: match.start()]} {text[match.end() :]}", seasons.pop()
    match = _BEFORE_SEASON.search(text)
    if match is None:
        return text, None
    season = _value(match, "season")
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return (f"season {season}: {rest}" if _IT.search(rest) else rest), season
