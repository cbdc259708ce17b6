"""Reading what a fan writes about a show: "Ann Lee directed S02E07", "Trish is played by Bo Lin".

Only the words are looked at here. Which of several readings counts, if any, depends on the episode, the season or the
character being on record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.facts import Kind

_LONGEST = 500
_MOST = 12
"""The number of readings past which nobody knows what is meant."""

_IS = r"(?:(?:is|are|was|were|will be|has been|have been|is being|going to be)\s+)"
_CREDITED = {
    Kind.DIRECTOR: (
        r"(?:co-?)?direct(?:ed|s)|(?:has|have) directed|(?:will|to) direct|(?:is|are|was|were) directing",
        r"(?:co-?)?directed by",
        r"director",
    ),
    Kind.WRITER: (
        r"(?:co-?)?(?:wrote|writes)|(?:has|have) written|(?:will|to) write|(?:is|are|was|were) writing",
        r"(?:co-?)?written by",
        r"writer",
    ),
}
_PLAYS = (
    r"plays|played|(?:will|to) play|(?:is|was) playing|(?:has|have) played|portray(?:s|ed)|(?:will|to) portray|"
    r"voice[sd]|(?:will|to) voice|"
    rf"{_IS}?(?:cast|back|returning|starring|appearing) as|(?:will )?(?:guest[- ])?stars? as|"
    r"(?:return(?:s|ed)?|(?:will|to) return|comes? back|(?:will|to) come back|appear(?:s|ed)?|(?:will|to) appear) as|"
    r"(?:reprises?|reprised|(?:will|to) reprise) (?:his|her|their) role as"
)
_PLAYED_BY = rf"{_IS}?(?:played|portrayed|voiced) by"
_AIRS = (
    r"air(?:s|ed)|(?:will|to) air|premiere[sd]?|(?:will|to) premiere|comes? out|came out|(?:will|to) come out|"
    r"release[sd]|(?:is|was|will be) released"
)
_TAIL = re.compile(r"(?:^|\s+)(?:in|for|during)\s+", re.IGNORECASE)
_ON = re.compile(r"^(?:on|in|at)\s+", re.IGNORECASE)
_BETWEEN_IS = re.compile(r"\s*:\s*|\s+(?:is|are|was|were|will be)\s+", re.IGNORECASE)
_SCRIPT_OF = re.compile(r"^(?:the\s+)?(?:script|screenplay|teleplay)\s+(?:of|for)\s+", re.IGNORECASE)
_IN = re.compile(r"^(?:in|for|during)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the\s+)?(?:episodes?\s+(?=s?\d+\s*[ex×]))?", re.IGNORECASE)
_TURNED = re.compile(r"^(?:episode|ep\.?)\s*(\d{1,4})\s+(?:of|in|from)\s+(?:season|series)\s*(\d{1,4})$", re.IGNORECASE)
_IT = re.compile(r"(?:it|this|that|this episode|that episode|the episode|this season|the season)?", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]|\b[JS]r)\.$")
_DASH = " \t-–—:"

# What joins names and begins none: who has one of these in their name is taken for a name only if it is on record.
_NO_NAME = frozenset(
    "not never no nobody noone none someone somebody anyone anybody everyone everybody unknown unnamed unannounced tba "
    "tbd tbc maybe perhaps probably possibly reportedly allegedly apparently supposedly supposed hopefully likely "
    "unlikely hardly almost nearly secretly rumoured rumored rumour rumor unconfirmed confirmed fake wrong false says "
    "said say according reports denies denied refuses refused declines declined fails failed wants wanted hopes hoped "
    "asked offered expected slated set talks cannot could would should might must did does if who whoever he she they "
    "it we you i only also neither either nor my your his her their our a an this that these those now still again "
    "season episode series director directors writer writers women".split()
)
_NEGATED = "n't"
_NOBODY = frozenset(
    "nobody,noone,no one,none,someone,somebody,anyone,anybody,everyone,everybody,unknown,unannounced,tba,tbd,tbc,n a,"
    "i don t know".split(",")
)
_DOUBTS = frozenset("not maybe perhaps probably possibly allegedly reportedly apparently".split())
_QUESTION = re.compile(r"[?？؟⁇⁈⁉՞]")
_PARTICLES = frozenset(
    "de da del della delle di do dos das du la le les van von der den zu zum ten ter te af av bin bint ibn al el y e "
    "st t d of the".split()
)
_MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+")
_OF_A_NAME = re.compile(r"(?:[^\W\d_]|[.'·\-]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f])+")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text may say: who, which part, where and when, each as it was typed; "" for what it leaves open.

    `people` may list several.
    """

    kind: Kind
    people: str = ""
    character: str = ""
    where: str = ""
    released: str = ""


def readings(text: str) -> tuple[Statement, ...]:
    """Return all that a text may say about who directed, wrote or plays, or when something airs.

    () for what says nothing of that kind, for a question, and for what could mean too much.
    """
    line = " ".join(text.split())
    if not line or len(line) > _LONGEST or _QUESTION.search(line):
        return ()
    line = line if _ABBREVIATED.search(line) else line.rstrip(" .!…")
    found = dict.fromkeys(statement for statement in _all(line) if _is_whole(statement))
    return tuple(found) if len(found) <= _MOST else ()


def looks_like_a_name(text: str) -> bool:
    """Return whether a text that is on record as nobody may be the name of a person.

    Its words begin with capital letters, in scripts that have them, and none is a word such as "not", "didn't" or
    "somebody".
    """
    parts = text.replace("’", "'").split()
    if not 0 < len(parts) <= _MOST_WORDS or not all(map(_OF_A_NAME.fullmatch, parts)):
        return False
    words = [_WORD.findall(part) for part in parts]
    if not all(words) or any(part.casefold().endswith(_NEGATED) for part in parts):
        return False
    if any(word.casefold() in _NO_NAME for part in words for word in part):
        return False
    begins_large = [not part[0][0].islower() for part in words]
    particles = [part[0].casefold() in _PARTICLES for part in words]
    return begins_large[-1] and all(large or particle for large, particle in zip(begins_large, particles, strict=True))


def names_nobody(text: str) -> bool:
    """Return whether a text in place of a name says that it is not known, or not sure, or who it is not."""
    words = [word.casefold() for word in _WORD.findall(text.replace("’", "'"))]
    if not any(map(str.isalnum, text)) or _QUESTION.search(text.rstrip()[-1:]):
        return True
    return not _DOUBTS.isdisjoint(words[:1]) or " ".join(words) in _NOBODY


def _all(line: str) -> Iterator[Statement]:
    for kind, (verbs, by, noun) in _CREDITED.items():
        for people, where in _around(line, rf"(?:{verbs})(?!\s+by(?!\S))"):
            yield Statement(kind, people, where=_place(where))
        for where, people in _around(line, rf"{_IS}?{by}"):
            yield Statement(kind, people, where=_place(where))
        for people, where in _around(line, rf"{_IS}(?:(?:the|a|one of the)\s+)?{noun}s?\s+(?:of|for)"):
            yield Statement(kind, people, where=_place(where))
        yield from _headed(line, kind, noun)
    for people, part in _around(line, rf"(?:{_PLAYS})(?!\s+by(?!\S))"):
        for character, where in _with_tails(part):
            yield Statement(Kind.CAST, people, character, where)
    for character, part in _around(line, _PLAYED_BY):
        for people, where in _with_tails(part):
            yield Statement(Kind.CAST, people, character, where)
    for where, released in _around(line, _AIRS):
        yield Statement(Kind.RELEASE, where=_place(where), released=_ON.sub("", released))


def _around(line: str, phrase: str) -> Iterator[tuple[str, str]]:
    """Yield what is before and behind each place where the line has these words."""
    for found in re.finditer(rf"(?<!\S)(?:{phrase})(?!\S)", line, re.IGNORECASE):
        yield line[: found.start()].strip(_DASH), line[found.end() :].strip(_DASH)


def _headed(line: str, kind: Kind, noun: str) -> Iterator[Statement]:
    """Yield the readings of "The director of S02E07 is Ann Lee" and of "Director of S02E07: Ann Lee"."""
    head = re.match(rf"(?:the\s+)?{noun}s?\s+(?:of|for)\s+", line, re.IGNORECASE)
    if head is None:
        return
    for between in _BETWEEN_IS.finditer(line, head.end()):
        yield Statement(kind, line[between.end() :], where=_place(line[head.end() : between.start()]))


def _with_tails(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text as a whole, and without each end that begins with "in" and may say where."""
    yield text, ""
    for tail in _TAIL.finditer(text):
        yield text[: tail.start()], _place(text[tail.end() :])


def _place(text: str) -> str:
    """Return what names a season or an episode, without the words around it; "" for a word such as "it"."""
    text = _IN.sub("", _SCRIPT_OF.sub("", text.strip(_DASH + ",")))
    text = _ARTICLE.sub("", text, count=1).strip(_DASH + ",")
    if _IT.fullmatch(text):
        return ""
    turned = _TURNED.fullmatch(text)
    return f"season {turned[2]} episode {turned[1]}" if turned else text


def _is_whole(statement: Statement) -> bool:
    """Return whether a reading says enough; a credit's place may be known from elsewhere."""
    match statement.kind:
        case Kind.CAST:
            return bool(statement.people and statement.character)
        case Kind.RELEASE:
            return bool(statement.released)
        case _:
            return bool(statement.people)
