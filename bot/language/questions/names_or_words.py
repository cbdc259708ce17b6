"""Whether words are a name on record, or mean what they say: "may", "will", "a ghost"."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.language.questions.asked import Span
from bot.language.questions.meanings import Wish, Word
from bot.language.questions.phrases import MOST_PHRASE, longest, marks_of, phrases_known

_MOST_DOUBTFUL = 4
_ONE_OF = (("a",), ("an",))
BEHIND_UNNAMED = ((), ("in",), ("on",), ("from",), ("of",), ("at",), ("with",))
"""What stands behind somebody or something that is not named: nothing, or "in" and the like."""
_BEHIND_A_NAME = tuple(
    (verb,)
    for verb in (
        "is was has does did isnt wasnt hasnt doesnt didnt gets news updates update rumours rumors actor actress"
    ).split()
)
"""What stands behind names, and behind no words such as "may" or "will"."""
_BEFORE_A_NAME = tuple((word,) for word in "about with for by a the".split())
_BEFORE_SOMEBODY = tuple((word,) for word in "about on with".split())
_BEHIND_A_VERB = tuple((word,) for word in "i we you u it they he she there".split())
"""What stands behind "may" and "will", and behind no names."""


def is_one_of_many(keys: Sequence[str], span: Span) -> bool:
    """Whether a word means a thing, and not what is called like it: "is there a ghost in the well", "a bellwether"."""
    is_word = span.is_episode or span.stop - span.start == 1
    if not (is_word and span.matches) or span.is_title or keys[span.start - 1 : span.start] not in _ONE_OF:
        return False
    behind = keys[span.stop : span.stop + 1]
    if span.is_episode:
        return not any(isinstance(mark, Wish) for key in behind for mark in marks_of(key))
    return behind in BEHIND_UNNAMED[1:] or keys[span.start - 2 : span.start - 1] == ("there",)


def sort_names(keys: Sequence[str], spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Return the names that surely are some, none overlapping, and those whose words may mean something else."""
    sure: list[Span] = []
    doubtful: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda span: (span.start - span.stop, span.start)):
        at = range(span.start, span.stop)
        if not taken.isdisjoint(at):
            continue
        if span.is_episode and len(at) == 1 and _is_in_phrase(keys, span):
            continue  # "The Well" in "as well"
        is_plain = all((keys[place],) in phrases_known() for place in at) or _is_in_phrase(keys, span)
        if is_plain and not (span.is_whole and len(at) > 1) and not _is_no_verb(keys, span):
            if keys[span.stop : span.stop + 1] not in _BEHIND_A_VERB:
                doubtful.append(span)
        else:
            taken.update(at)
            sure.append(span)
    doubtful = [span for span in doubtful if taken.isdisjoint(range(span.start, span.stop))]
    return sure, sorted(doubtful, key=lambda span: span.start)[:_MOST_DOUBTFUL]


def _is_no_verb(keys: Sequence[str], span: Span) -> bool:
    """Whether a word such as "may" can only be a name where it stands: "May is back", "any news on Will"."""
    if span.stop - span.start > 1 or span.is_episode or Word.TO_COME not in marks_of(keys[span.start]):
        return False
    behind = keys[span.stop : span.stop + 1]
    is_month = bool(behind) and behind[0][:1].isdigit()
    return behind in _BEHIND_A_NAME or (keys[span.start - 1 : span.start] in _BEFORE_SOMEBODY and not is_month)


def _is_in_phrase(keys: Sequence[str], span: Span) -> bool:
    """Whether a name's words stand in a longer phrase, as May does in "may I ask"."""
    for start in range(max(0, span.start - MOST_PHRASE + 1), span.start + 1):
        found = longest(keys[start : start + MOST_PHRASE])
        if found and span.stop - span.start < found[0] and span.stop <= start + found[0]:
            return True
    return False


def ways(keys: Sequence[str], doubtful: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield which of the doubtful names to take for names, the likeliest first."""
    likely = [
        span
        for span in doubtful
        if (span.start and marks_of(keys[span.start - 1]) & {Word.VERB, *Wish})
        or (not span.is_episode and keys[span.start - 1 : span.start] in _BEFORE_A_NAME)
    ]
    for span in likely:
        yield (span,)
    yield ()
    for span in reversed(doubtful):
        if span not in likely:
            yield (span,)
    yield from combinations(doubtful, 2)
