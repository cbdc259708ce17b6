"""What stands around a name in a text, and so tells whether the text is about what is named."""

from bot.language.headlines.mentions import Mention
from bot.language.headlines.running_text import RunningText
from bot.language.headlines.vocabulary import ASIDE, CREDITED, OTHER_WORKS, SEASON, STARS, TELEVISION

_MARKS = " \u00a0\"'‘’“”„«»‹›*_"
_LINKS = frozenset(("and", "or", "to", "from", "und", "oder", "bis", "et", "ou", "y", "e", "o"))
_OF = frozenset(("of", "von", "aus", "de", "in"))
_NEAR = 4
_OLDEST = 110


class Surroundings:
    """The words beside a mention in its text."""

    def __init__(self, text: RunningText) -> None:
        self._text = text

    def is_listed(self, mention: Mention) -> bool:
        """Whether it is one of several in a row: "Tideline, Nine, The Vineyard and more"."""
        before = self._text.gap(mention.start).strip(_MARKS)
        after = self._text.gap(mention.stop).strip(_MARKS)[:1]
        follows = mention.start > 0 and (before in (",", ":", ";") or (not before and self._before(mention) in _LINKS))
        return follows and (after in (",", ";") or (not after and self._after(mention) in _LINKS))

    def is_aside(self, mention: Mention) -> bool:
        """Whether it is named in passing: "known for", "also seen in", "such as" within the few words before it."""
        near = range(mention.start - 1, max(-1, mention.start - 1 - _NEAR), -1)
        for place in near:
            if "." in self._text.gap(place + 1) or ":" in self._text.gap(place + 1):
                return False
            if self._text.keys[place] in ASIDE:
                return True
        return False

    def is_credit(self, mention: Mention) -> bool:
        """Whether it only says whom one reads of: "Jessica Jones star", "the star of Jessica Jones"."""
        if self._after(mention) in CREDITED and not self._text.gap(mention.stop).strip(_MARKS + "-"):
            return True
        return mention.start > 1 and self._text.keys[mention.start - 2] in STARS and self._before(mention) in _OF

    def is_title(self, mention: Mention) -> bool:
        """Whether it is written as only a series' title is: "Luke Cage season 2"."""
        return self._after(mention) in SEASON | STARS and not self._text.gap(mention.stop).strip(_MARKS + "-")

    def is_another_kind(self, mention: Mention) -> bool:
        """Whether it is said to be something else than a series: "the musical Nine"."""
        return self._before(mention) in OTHER_WORKS and not self._text.gap(mention.start).strip(_MARKS)

    def is_beside_television(self, mention: Mention) -> bool:
        """Whether a word of television stands directly before or behind it."""
        before = self._before(mention) in TELEVISION and not self._text.gap(mention.start).strip(_MARKS)
        return before or (self._after(mention) in TELEVISION and not self._text.gap(mention.stop).strip(_MARKS + "-"))

    def is_before_age(self, mention: Mention) -> bool:
        """Whether an age follows, which people have: "Jessica Jones, 17, swims"."""
        after = self._after(mention)
        aged = after.isdecimal() and len(after) < 4 and int(after) <= _OLDEST
        return aged and self._text.gap(mention.stop).strip() == "," and self._text.gap(mention.stop + 1).startswith(",")

    def names_another(self) -> bool:
        """Whether a title stands in quotation marks; that of the show itself is looked for before."""
        return self._text.has_quoted_name

    def _before(self, mention: Mention) -> str:
        return self._text.keys[mention.start - 1] if mention.start else ""

    def _after(self, mention: Mention) -> str:
        return self._text.keys[mention.stop] if mention.stop < len(self._text.keys) else ""
