"""Whether a text such as a feed's item is about a show: by the names in it, and by what stands beside them."""

from dataclasses import dataclass

from bot.domain.codes import find_places
from bot.domain.feeds import Relevance, ShowNames
from bot.language.headlines.context import Surroundings
from bot.language.headlines.mentions import Mention, NameIndex
from bot.language.headlines.running_text import RunningText, Writing
from bot.language.headlines.vocabulary import ELSEWHERE, TELEVISION, seasons_in

# What each sign gives or takes; all were set with the labelled items but those called fresh.
_TITLE_IN_HEADLINE, _TITLE_IN_SUMMARY, _SHORT_TITLE, _WRITTEN_AS_NAME, _IN_PASSING = 0.6, 0.5, 0.3, 0.2, 0.1
_BESIDE_TELEVISION, _BEHIND_ANOTHER_KIND, _BEFORE_AN_AGE, _BESIDE_ANOTHER_TITLE = 0.15, -0.5, -0.4, -0.3
_PERSON, _CHARACTER, _LONG_CHARACTER, _RARE_WORD, _PART, _MOST_PARTS = 0.2, 0.4, 0.5, 0.35, 0.15, 3
_PERSON_AND_CHARACTER, _NETWORK, _PLACE = 0.2, 0.2, 0.15
_TELEVISION, _MOST_TELEVISION, _ELSEWHERE, _MOST_ELSEWHERE = 0.08, 3, -0.1, 4
_PEOPLE_ALONE, _SHORT_ALONE = 0.35, 0.4
_RARE = 8
"""Letters from which on a single word names a character as surely as two."""
_LONG = 3
"""Words from which on a character's name is nobody else's."""


class ShowWords:
    """A show's names, prepared once for many texts."""

    def __init__(self, names: ShowNames) -> None:
        self._names = NameIndex(names)

    def relevance(self, title: str, summary: str = "") -> Relevance:
        """How surely an item with this headline and summary, both plain text, is about the show."""
        texts = tuple(_Named(text, self._names.find(text)) for text in (RunningText(title), RunningText(summary)))
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


@dataclass(frozen=True, slots=True)
class _Named:
    """A text and what it names of the show."""

    text: RunningText
    mentions: tuple[Mention, ...]

    def titles(self) -> list[Mention]:
        return [mention for mention in self.mentions if mention.name.title]

    def others(self) -> list[Mention]:
        """The people and characters that are more than mentioned in passing."""
        around = Surroundings(self.text)
        return [mention for mention in self.mentions if _is_of_cast(mention, around)]

    def words(self) -> set[str]:
        """The words that are none of the show's names, which often are words of something else."""
        named = {place for mention in self.mentions for place in range(mention.start, mention.stop)}
        return {key for place, key in enumerate(self.text.keys) if place not in named}


def _is_of_cast(mention: Mention, around: Surroundings) -> bool:
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
    is_short = all(mention.name.is_short for mention in (*headline.titles(), *summary.titles()))
    return min(score, _SHORT_ALONE) if is_short and not (cast or television or has_place or network) else score


def _of_titles(headline: _Named, summary: _Named) -> float:
    """What the most telling title gives, and nothing without any."""
    given = [
        _of_title(title, Surroundings(named.text), _SHORT_TITLE if title.name.is_short else several)
        for named, several in ((headline, _TITLE_IN_HEADLINE), (summary, _TITLE_IN_SUMMARY))
        for title in named.titles()
    ]
    return max(given, default=0.0)


def _of_title(title: Mention, around: Surroundings, given: float) -> float:
    if title.writing is Writing.PLAIN or around.is_listed(title) or around.is_aside(title) or around.is_credit(title):
        return _IN_PASSING
    if title.name.is_short and title.writing >= Writing.NAME:
        given += _WRITTEN_AS_NAME
    elif title.name.is_short and around.names_another():
        given += _BESIDE_ANOTHER_TITLE
    if around.is_another_kind(title):
        given += _BEHIND_ANOTHER_KIND
    elif around.is_beside_television(title):
        given += _BESIDE_TELEVISION
    return given + (_BEFORE_AN_AGE if around.is_before_age(title) else 0)


def _of_cast(found: list[tuple[RunningText, Mention]]) -> tuple[float, bool]:
    """What people and characters give, and whether there is a character, without which people do other things."""
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
