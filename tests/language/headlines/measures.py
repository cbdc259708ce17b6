"""How well items and pairs are classified, counted over the labels."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.headlines.relevance import ShowWords
from bot.language.headlines.same_story import likeness
from tests.language.headlines.labels import LabelledItem, LabelledPair, items, language_items, pairs, show_names


@dataclass(frozen=True, slots=True)
class Measured:
    """Of what should be found: how much was, and how much of what was found should not have been."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share that was found of what is right."""
        return self.right / (self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def measure(scored: Iterable[tuple[float, bool]], threshold: float) -> Measured:
    """What a threshold finds among scores that each bear whether it should be found."""
    found = [(score >= threshold, label) for score, label in scored]
    return Measured(found.count((True, True)), found.count((True, False)), found.count((False, True)))


def item_scores(part: str) -> list[tuple[float, bool]]:
    """Each item of this part, scored."""
    return _scores(items(part))


def language_scores(language: str, part: str) -> list[tuple[float, bool]]:
    """Each item of this part in a language, scored."""
    return _scores(language_items(language, part))


def _scores(labelled: Iterable[LabelledItem]) -> list[tuple[float, bool]]:
    words = {show: ShowWords(names) for show, names in show_names().items()}
    return [(words[item.show].relevance(item.title, item.summary).score, item.about) for item in labelled]


def pair_scores(part: str) -> list[tuple[float, bool]]:
    """Each pair of this part, scored."""
    return [(likeness(pair.first, pair.other, _usual(pair)), pair.same) for pair in pairs(part)]


def _usual(pair: LabelledPair) -> list[str]:
    """The words of the show's title and network: the labels don't say which show it is, but one of the items does."""
    text = " ".join((pair.first.title, pair.first.summary, pair.other.title, pair.other.summary))
    shows = [names for names in show_names().values() if any(title in text for title in names.titles)]
    called = [name for names in shows for name in (*names.titles, names.network or "")]
    return [word for name in called for word in name.split()]
