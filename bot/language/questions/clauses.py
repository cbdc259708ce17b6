"""Parting a text into clauses, and these into words as names are compared."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from bot.domain.names import fold
from bot.language.questions.meanings import Wish, Word
from bot.language.questions.phrases import marks_of
from bot.language.questions.places import NUMBER_WORDS, take_day, take_episode_before, take_season_before
from bot.language.questions.roles import FUNCTION_WORDS, WORDS

LONGEST = 2_000
"""Characters of a question that are read; Discord's messages have no more."""
MOST_WORDS = 32
"""Words of a clause; longer ones are no questions about a show."""
_MOST_CLAUSES = 12
# Discord's own marks, addresses, and what formats.
_MARKS = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[\w -]+:|t:|id:)[^<>]{0,80}>|https?://\S+|[*_~`|>\\\"“”„«»¿¡]+")
# A full stop behind an initial or a title ends nothing.
_INITIAL = r"(?<!\b[^\W\d])"
_TITLES = "".join(
    rf"(?<!\b{title})" for title in "jr sr mr dr ms mrs st sgt insp det capt cpt lt prof col cmdr rev".split()
)
_END = re.compile(rf"([?!;:\n…()\[\]{{}}—–]+|(?<!\d),|,(?!\d)|(?:{_INITIAL}{_TITLES})\.+(?=\s|$)| - )", re.IGNORECASE)
# "Season 2, episode 5" is one place.
_BETWEEN_PLACES = re.compile(r"(?<=\d)\s*,\s*(?=(?:episode|ep|e|season|series|s)\.?\s?\d)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s$|(?<=s)['’ʼ]$", re.IGNORECASE)
BEGINNINGS = (Word.WHO, Word.WHEN, Word.WHAT, Word.HOW, Word.VERB, Word.THERE)
ASKING = (Word.WHO, Word.WHEN, Word.WHAT, Word.HOW)
NAMED_BEFORE_WHO = frozenset(
    "guy man woman person actor actress one ones girl lady dude director writer people those anyone everyone someone "
    "nobody character kid boy him her them".split()
)
_BECAUSE = frozenset("because cause cuz coz bc".split())
# "My phone died and I need to know who directed it"
_REQUESTS = frozenset(
    tuple(request.split())
    for request in (
        "i need, i want, i wanna, i gotta, i would, i forgot, i cant, i dont, i wonder, we need, we want, we wanna, "
        "id like, id love, need, needs, tell, give, show, remind, please, pls, plz, someone tell, somebody tell, "
        "im looking, im trying, im wondering, im asking, im curious, she asked, he asked, they asked, someone asked, "
        "somebody asked, trying to, curious who, curious when, wondering who, wondering when, asked who, asked when"
    ).split(", ")
)
_NOT_SO_FORMAL = re.compile(
    r"\b(is|are|was|were|does|do|did|has|have|had|would|could) (she|he|it|they|this|that) not\b", re.IGNORECASE
)
# Tags if they are all of a clause: "Hester wrote it. Did she?"
_TAGS_ALONE = frozenset(
    "did she, did he, did they, is she, is he, are they, was she, was he, were they, does she, does he, do they, "
    "has she, has he, will she, will he".split(", ")
)
# Tags without a question mark too: "Bea played Pip, didn't she".
_TAGS_IN_ANY_CASE = frozenset(("right", "correct", "innit", "is that right", "am i right", "am i wrong", "or not"))
_NEGATED = re.compile(r"(?:or )?(?:is|was|are|were|do|does|did|has|have|had|wo|would|ai)nt (?:she|he|it|they|that|we)$")
_SWEARING = frozenset(
    f"{start} {what}"
    for start in ("id", "i would", "i", "ill", "i will")
    for what in (
        "swear to it",
        "swear on it",
        "bet on it",
        "bet money on it",
        "put money on it",
        "bet my life on it",
        "bet my boots on it",
        "bet my house on it",
        "stake my life on it",
    )
)
_YES_OR_NO = re.compile(r"[,(]?\s*\b(?:yes|y)\s?/\s?(?:no|n)\b\)?\??", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"\b(?:in |on )?(?:what|which) (?:part|month|half|quarter|week|season) of (?:the year )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# A day that is only guessed: "When did it come out? I say it was May 2019".
_GUESSED = re.compile(
    r"(?P<asked>\b(?:when|date|day|year|month)\b(?:[^?]{0,200}\?\s*(?:he|she|they|we|my \w+|i)|[^?,]{0,200},\s*i)) "
    r"(?:would |d )?(?:say|says|said|think|thinks|thought|guess|bet|believe|swear|heard)\b[^.?!]*[.!?]*\s*$",
    re.IGNORECASE,
)
# Somebody who is only compared with: "did she direct one like Krysten did".
_LIKE_ANOTHER = re.compile(
    r"(?P<asked>\b(?:direct|directed|write|written)(?: \w+){0,3}) like(?: \w+){1,3} (?:did|does|has)(?=\s*[?.!,]|$)",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(
    r"\b(?:(who|when|what|how)(plays|played|directed|wrote|does|did|was|many)|(directed|wrote|plays)(the))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(re|about|regarding|concerning)\s*:", re.IGNORECASE)
_AND = re.compile(r"(?<=\w )n(?= \w)")
_BROUGHT_TO_LIFE = re.compile(
    r"\b(?:brought|brings|bring|bringing) (?P<whom>\w+(?: \w+){0,3}) to (?:the )?(?:life|screen)\b", re.IGNORECASE
)
_TAGS_OF_A_WORD = frozenset("right yeah yes innit correct huh eh".split())
_SHORTEST_PLURAL = 4
_EMOTICON = re.compile(r"(?<!\w)(?:<3+|[:;=x][-']?[()DPpdO/|]+|xd+)(?!\w)", re.IGNORECASE)
_CROSS = str.maketrans("×", "x")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as names are compared. `owner` is the word without a possessive 's, else "" ."""

    key: str
    owner: str = ""


@dataclass(frozen=True)
class Clause:
    """Some words of a text between two marks of punctuation. `asks`: the second one is a question mark.

    `is_tagged`: words such as "right?" come behind it, which ask whether it is so. `is_reason`: it stands behind
    "because", and asks for nothing itself.
    """

    tokens: tuple[Token, ...]
    asks: bool = False
    is_tagged: bool = False
    is_reason: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(token.key for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Clauses:
    """A text in clauses, and the past day that it names, as it was written; "" for none.

    `is_before`: it asks about the day before. `before_season`: it asks about the day before that season came out, and
    `before_episode` about the day before the episode that these words name did.
    """

    clauses: tuple[Clause, ...]
    day: str = ""
    is_before: bool = False
    before_season: int | None = None
    before_episode: Clause | None = None


def part(text: str) -> Clauses:
    """Return the clauses of a text in order, without what can't be words: emoji, addresses, pings and formatting."""
    plain = _MARKS.sub(" ", _EMOTICON.sub("\n", text[:LONGEST])).translate(_CROSS)
    plain = _put_plainly(plain)
    plain, season = take_season_before(_BETWEEN_PLACES.sub(" ", plain))
    plain, episode = (plain, "") if season is not None else take_episode_before(plain)
    plain, day, is_before = take_day(plain)
    plain = "".join("\n" if _is_symbol(character) else character for character in plain)
    pieces = _END.split(plain)
    ends = [*pieces[1::2], ""]
    clauses = (
        Clause(tuple(_tokens(piece)), "?" in end) for piece, end in zip(pieces[::2], ends, strict=True) if piece.strip()
    )
    parted = (each for clause in clauses for each in _at_words(clause))
    kept = [clause for clause in parted if 0 < len(clause.tokens) <= MOST_WORDS]
    named = Clause(tuple(_tokens(episode))) if episode else None
    return Clauses(tuple(_tagged(kept[:_MOST_CLAUSES])), day, is_before, season, named)


def _put_plainly(text: str) -> str:
    """Return a text without what only puts a question in other ways: "is she not" is "isn't she"."""
    text = _RUN_TOGETHER.sub(r"\1\3 \2\4", _YES_OR_NO.sub("?", text).replace("=", " is "))
    text = _BROUGHT_TO_LIFE.sub(r"plays \g<whom>", _AND.sub("and", text))
    text = _GUESSED.sub(r"\g<asked> think", _LIKE_ANOTHER.sub(r"\g<asked>", text))
    text = _ABOUT.sub(r"\1", text)
    return _PART_OF_YEAR.sub("when", _NOT_SO_FORMAL.sub(r"\1nt \2", text))


def _tagged(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses without tags such as "right?", which ask whether the one before is so."""
    kept: list[Clause] = []
    for clause in clauses:
        keys = " ".join(clause.keys)
        if kept and keys in _SWEARING:
            continue  # "Ivo directed Landfall, I'd swear to it. Right?"
        is_tag = keys in words_for(Word.TAG) | _TAGS_ALONE
        if kept and is_tag and (clause.asks or keys in _TAGS_IN_ANY_CASE or _NEGATED.match(keys)):
            kept[-1] = replace(kept[-1], asks=True, is_tagged=True)
        else:
            kept.append(_with_tag(clause))
    return kept


def _with_tag(clause: Clause) -> Clause:
    """Return a clause without a tag of several words at its end: "that was her wasn't it"."""
    for length in (3, 2, 1):
        tag = " ".join(clause.keys[-length:])
        is_plain = length > 1 or tag == "right" or (clause.asks and tag in _TAGS_OF_A_WORD)
        if len(clause.tokens) > length and is_plain and tag in words_for(Word.TAG):
            return replace(clause, tokens=clause.tokens[:-length], asks=True, is_tagged=True)
    return clause


def _at_words(clause: Clause) -> Iterator[Clause]:
    """Part a clause where a word such as "but" comes before the beginning of a question."""
    begin, is_reason = 0, False
    for at in range(1, len(clause.tokens) - 2):
        behind = clause.keys[at + 1 :]
        if clause.tokens[at].key in words_for(Word.CHATTER) and (
            behind[0] in words_for(*BEGINNINGS) or behind[:2] in _REQUESTS or behind[:1] in _REQUESTS
        ):
            yield replace(clause, tokens=clause.tokens[begin:at], asks=False)
            begin = at + 1
        elif clause.tokens[at].key in _BECAUSE and at > begin:
            yield replace(clause, tokens=clause.tokens[begin:at])  # "who plays hope bc shes so good"
            begin = at + 1
            is_reason = words_for(*ASKING).isdisjoint(behind)
    yield replace(clause, tokens=clause.tokens[begin:], is_reason=is_reason)


@cache
def words_for(*words: Word) -> frozenset[str]:
    """The phrases that may do any of these in a question."""
    return frozenset(phrase for word in words for phrase in WORDS[word].split(", "))


def names_nothing(key: str) -> bool:
    """Whether no name is looked for that begins with this word."""
    return key in FUNCTION_WORDS


def _tokens(piece: str) -> Iterator[Token]:
    initials = ""
    for word in piece.split():
        owned = _POSSESSIVE.sub("", word)
        keys = fold(word).split(" ")
        if len(keys) == 1 and len(keys[0]) == 1 and keys[0].isalpha() and word[:1].isupper() and keys[0] not in "ai":
            initials += keys[0]
            continue
        if initials:
            yield Token(initials)
            initials = ""
        owner = fold(owned) if owned != word and owned else ""
        if owner[-1:].isdigit() or owner in NUMBER_WORDS or any(isinstance(mark, Wish) for mark in marks_of(owner)):
            # "Season 2's composer", "the actor's name": words of the question, and no names.
            keys, owner = owner.split(" "), ""
        if not owner and len(keys) == 1 and len(keys[0]) >= _SHORTEST_PLURAL and keys[0].endswith("s"):
            owner = keys[0][:-1]  # "ghosts actor"
        for place, key in enumerate(keys, start=1):
            if key and any(map(str.isalnum, key)):
                yield Token(key, owner.split(" ")[-1] if place == len(keys) else "")
    if initials:
        yield Token(initials)


def _is_symbol(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in ("So", "Sk", "Cs", "Co")
