"""Whether a text such as a feed's item is about a show: by the names in it, and by the words beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.codes import find_places
from bot.domain.feeds import Relevance, ShowNames
from bot.language.headlines.mentions import Mention, NameIndex
from bot.language.headlines.running_text import RunningText, Writing
from bot.language.headlines.unspaced import AND_MORE, KNOWN_FOR, first_word, last_word, words_in
from bot.language.headlines.unspaced import CREDITED as CREDITED_BEFORE_A_NAME
from bot.language.headlines.vocabulary import (
    ASIDE,
    CREDITED,
    ELSEWHERE,
    OTHER_WORKS,
    SEASON,
    STARS,
    STARS_OF,
    TELEVISION,
    seasons_in,
)

# What each sign adds or subtracts, all set with the labelled items except those called fresh.
_TITLE_IN_HEADLINE, _TITLE_IN_SUMMARY, _SHORT_TITLE, _WRITTEN_AS_NAME, _IN_PASSING = 0.6, 0.5, 0.3, 0.2, 0.1
_BESIDE_TELEVISION, _BEHIND_ANOTHER_KIND, _BEFORE_AN_AGE, _BESIDE_ANOTHER_TITLE = 0.15, -0.5, -0.4, -0.3
_PERSON, _CHARACTER, _LONG_CHARACTER, _RARE_WORD, _PART, _MOST_PARTS = 0.2, 0.4, 0.5, 0.35, 0.15, 3
_PERSON_AND_CHARACTER, _NETWORK, _PLACE = 0.2, 0.2, 0.15
_TELEVISION, _MOST_TELEVISION, _ELSEWHERE, _MOST_ELSEWHERE = 0.08, 3, -0.1, 4
_PEOPLE_ALONE, _SHORT_ALONE = 0.35, 0.4
_RARE = 8
"""From this many letters on, a single word names a character as surely as two words."""
_LONG = 3
"""From this many words on, a character's name is nobody else's."""
_MARKS = " \u00a0\"'‘’“”„«»‹›*_「」『』《》〈〉【】<>"
_GOES_ON = (",", ";", "、", "，", "；")
_COMMAS = (*_GOES_ON, ":")
_ENDS_QUOTE, _BEGINS_QUOTE = re.compile("[」』》〉】]"), re.compile("[「『《〈【]")
_LINKS = frozenset(
    ("and", "or", "to", "from", "und", "oder", "bis", "et", "ou", "y", "e", "o", "ve", "veya", "и", "или", "i", "та")
)
_OF = frozenset(("of", "von", "aus", "de", "in"))
_NEAR = 4
_OLDEST = 110


class ShowWords:
    """A show's names, prepared once for many texts."""

    def __init__(self, names: ShowNames) -> None:
        self._names = NameIndex(names)

    def relevance(self, title: str, summary: str = "") -> Relevance:
        """How surely an item with this headline and summary, both plain text, is about the show."""
        split = (RunningText(text, pieces=True) for text in (title, summary))
        texts = tuple(_Named(text, self._names.find(text)) for text in split)
        seasons = tuple(dict.fromkeys(season for named in texts for season in seasons_in(named.text)))
        codes = (code for named in texts for code in find_places(named.text.without_possessives).codes)
        episodes = tuple(dict.fromkeys(codes))
        names = [mention.name for named in texts for mention in named.mentions]
        is_named = any(not name.is_network for name in names)
        score = _score(*texts, has_place=bool(seasons or episodes)) if is_named else 0.0
        return Relevance(
            round(min(1.0, max(0.0, score)), 3),
            tuple(dict.fromkeys(name.title for name in names if name.title)),
            tuple(dict.fromkeys(id_ for name in names for id_ in name.people)),
            tuple(dict.fromkeys(id_ for name in names for id_ in name.characters)),
            seasons,
            episodes,
        )


class _Surroundings:
    """The words beside a mention, which show whether the text is about what it names."""

    def __init__(self, text: RunningText, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._people = [mention.start for mention in mentions if mention.name.people]

    def is_listed(self, mention: Mention) -> bool:
        """Whether it is one of several in a list: "Tideline, Nine, The Vineyard and more"."""
        gaps = self._text.gap(mention.start), self._text.gap(mention.stop)
        before, after = gaps[0].strip(_MARKS), gaps[1].strip(_MARKS)[:1]
        follows = mention.start > 0 and (before in _COMMAS or (not before and self._before(mention) in _LINKS))
        goes_on = after in _GOES_ON or (not after and self._after(mention) in _LINKS | AND_MORE)
        quoted_before, quoted_after = (_ENDS_QUOTE.search(gap) and _BEGINS_QUOTE.search(gap) for gap in gaps)
        return bool((follows or quoted_before) and (goes_on or quoted_after))

    def is_aside(self, mention: Mention) -> bool:
        """Whether it is named in passing, after words such as "known for", "also seen in" or "such as"."""
        if self._after(mention) in KNOWN_FOR:
            return True
        near = range(mention.start - 1, max(-1, mention.start - 1 - _NEAR), -1)
        for place in near:
            if "." in self._text.gap(place + 1) or ":" in self._text.gap(place + 1):
                return False
            if self._text.keys[place] in ASIDE:
                return True
        return False

    def is_credit(self, mention: Mention) -> bool:
        """Whether it only says who somebody is: "Jessica Jones star", "the star of Jessica Jones"."""
        after = self._after(mention)
        if after in CREDITED and not self._text.gap(mention.stop).strip(_MARKS + "-"):
            return True
        if after in CREDITED_BEFORE_A_NAME and self._leads_to_a_person(mention, after):
            return True
        if self._before(mention) in STARS_OF and not self._text.gap(mention.start).strip(_MARKS):
            return True
        return mention.start > 1 and self._text.keys[mention.start - 2] in STARS and self._before(mention) in _OF

    def _leads_to_a_person(self, mention: Mention, word: str) -> bool:
        """Whether a person's name follows the word after a mention."""
        between = (self._text.between(mention.stop, start) for start in self._people if start >= mention.stop)
        return any("".join(text.split()).strip(_MARKS) == word for text in between)

    def is_title(self, mention: Mention) -> bool:
        """Whether it must be a series' title: "Luke Cage season 2"."""
        return self._after(mention) in SEASON | STARS and not self._text.gap(mention.stop).strip(_MARKS + "-")

    def is_another_kind(self, mention: Mention) -> bool:
        """Whether it is called something other than a series: "the musical Nine"."""
        return self._before(mention) in OTHER_WORKS and not self._text.gap(mention.start).strip(_MARKS)

    def is_beside_television(self, mention: Mention) -> bool:
        """Whether a television word is directly before or after it."""
        before = self._before(mention) in TELEVISION and not self._text.gap(mention.start).strip(_MARKS)
        return before or (self._after(mention) in TELEVISION and not self._text.gap(mention.stop).strip(_MARKS + "-"))

    def is_before_age(self, mention: Mention) -> bool:
        """Whether an age follows, as for people: "Jessica Jones, 17, swims"."""
        after = self._after(mention)
        aged = after.isdecimal() and len(after) < 4 and int(after) <= _OLDEST
        return aged and self._text.gap(mention.stop).strip() == "," and self._text.gap(mention.stop + 1).startswith(",")

    def names_another(self) -> bool:
        """Whether there is a title in quotation marks; the show's own title is checked before."""
        return self._text.has_quoted_name

    def _before(self, mention: Mention) -> str:
        """The word before a mention: one of the vocabulary's where words are written together, else the word itself."""
        if not mention.start:
            return ""
        return last_word(self._text.before(mention.start).rstrip(_MARKS)) or self._text.keys[mention.start - 1]

    def _after(self, mention: Mention) -> str:
        if mention.stop >= len(self._text.keys):
            return ""
        return first_word(self._text.after(mention.stop).lstrip(_MARKS)) or self._text.keys[mention.stop]


@dataclass(frozen=True)
class _Named:
    """A text and the names of the show in it."""

    text: RunningText
    mentions: tuple[Mention, ...]

    @cached_property
    def around(self) -> _Surroundings:
        """What is beside its mentions."""
        return _Surroundings(self.text, self.mentions)

    def titles(self) -> list[Mention]:
        return [mention for mention in self.mentions if mention.name.title]

    def others(self) -> list[Mention]:
        """The people and characters that are not just mentioned in passing."""
        return [mention for mention in self.mentions if _is_of_cast(mention, self.around)]

    def words(self) -> set[str]:
        """The words outside the show's names: words inside them often belong to something else."""
        named = {place for mention in self.mentions for place in range(mention.start, mention.stop)}
        words = {key for place, key in enumerate(self.text.keys) if place not in named}
        return words | words_in(self.text.without(named))


def _is_of_cast(mention: Mention, around: _Surroundings) -> bool:
    name = mention.name
    if name.title or name.is_network or around.is_aside(mention):
        return False
    # A character with a show of their own: "Luke Cage season 2", "Luke Cage star".
    return not (name.characters and around.is_title(mention))


def _score(headline: _Named, summary: _Named, *, has_place: bool) -> float:
    cast, has_character = _of_cast(
        [(named.text, mention) for named in (headline, summary) for mention in named.others()]
    )
    words = headline.words() | summary.words()
    television = min(_MOST_TELEVISION, len(words & TELEVISION))
    network = any(mention.name.is_network for named in (headline, summary) for mention in named.mentions)
    titles = _of_titles(headline, summary)
    score = (
        titles
        + cast
        + _TELEVISION * television
        + _ELSEWHERE * min(_MOST_ELSEWHERE, len(words & ELSEWHERE))
        + _PLACE * has_place
        + _NETWORK * network
    )
    if titles <= _IN_PASSING and not has_character:
        return min(score, _PEOPLE_ALONE)
    is_short = all(mention.proves_little for mention in (*headline.titles(), *summary.titles()))
    return min(score, _SHORT_ALONE) if is_short and not (cast or television or has_place or network) else score


def _of_titles(headline: _Named, summary: _Named) -> float:
    """What the strongest title adds; 0 if there is none."""
    is_german = headline.text.is_german or summary.text.is_german
    given = [
        _of_title(title, named.around, _SHORT_TITLE if title.proves_little else several, is_german=is_german)
        for named, several in ((headline, _TITLE_IN_HEADLINE), (summary, _TITLE_IN_SUMMARY))
        for title in named.titles()
    ]
    return max(given, default=0.0)


def _of_title(title: Mention, around: _Surroundings, given: float, *, is_german: bool) -> float:
    if title.writing is Writing.PLAIN or around.is_listed(title) or around.is_aside(title) or around.is_credit(title):
        return _IN_PASSING
    is_name = title.writing is Writing.QUOTED or (title.writing is Writing.NAME and not is_german)
    if title.name.is_short and is_name:
        given += _WRITTEN_AS_NAME
    elif title.name.is_short and around.names_another():
        given += _BESIDE_ANOTHER_TITLE
    if around.is_another_kind(title):
        given += _BEHIND_ANOTHER_KIND
    elif around.is_beside_television(title):
        given += _BESIDE_TELEVISION
    return given + (_BEFORE_AN_AGE if around.is_before_age(title) else 0)


def _of_cast(found: list[tuple[RunningText, Mention]]) -> tuple[float, bool]:
    """What people and characters add, and whether there is a character: people alone do other things too."""
    people = any(mention.name.people for _, mention in found)
    characters = [mention.name for _, mention in found if mention.name.characters and not mention.name.is_short]
    single = {text.keys[mention.start] for text, mention in found if mention.name.is_short and not mention.name.people}
    score = _PERSON if people else 0.0
    if characters:
        score += _LONG_CHARACTER if any(name.words >= _LONG for name in characters) else _CHARACTER
    elif any(len(word) >= _RARE for word in single):
        score += _RARE_WORD
    score += _PART * min(_MOST_PARTS, len(single))
    has_character = bool(characters or single)
    return score + (_PERSON_AND_CHARACTER if people and has_character else 0), has_character
