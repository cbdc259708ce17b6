"""Telling a question from the talk before and behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.language.questions.clauses import ASKING, NAMED_BEFORE_WHO, Clause, words_for
from bot.language.questions.meanings import Wish
from bot.language.questions.phrases import marks_of

_ASKED_FOR = frozenset(("list", "name"))
_TELLING = frozenset(
    "tell say ask asks asked asking advise inform know knows knowing knew remember remembers remembering wonder "
    "wonders wondered wondering find out forget forgot forgotten forgetting recall figure curious argue argued arguing "
    "argument debate debating debated bet betting disagree guess guessing confirm check "
    "checking settle unsure told".split()
)
# "All I'm missing is who directed it."
_LEADS_TO_A_QUESTION = frozenset("is was so on over about of again".split())
_US = frozenset("i im ive id we were weve us me my our".split())
# "I'm so bored when does season 3 come out": the order of words shows a question. "It" may stand for what is not known.
_REFERRING = frozenset("it its that this they he she".split())
_TURNED_ROUND = frozenset(("when", verb) for verb in ("is", "are", "was", "does", "do", "did", "will"))
_SHORTEST_QUESTION = 3
_BEFORE_A_QUESTION = frozenset(
    "lol, lmao, lmaooo, haha, hahaha, omg, wait, anyway, anyways, but, so, quick, real quick, quick question, quick q, "
    "btw, by the way, ok, okay, question, also, now, tho, though, pls, please, bro, dude, guys, xd, ngl, tbh, rn, "
    "but hey, oh, one question, hey, then".split(", ")
)
_BEFORE_TALK = frozenset(
    "pls please plz thx thanks ty tysm lol lmao lmfao haha hahaha omg asap tho ngl tbh smh ffs xd rn cheers".split()
)
_CLAIMING = frozenset(
    (verb,) for verb in "says said swears swore insists insisted claims claimed reckons thinks maintains argues".split()
)
_CLAIMED_BY = frozenset("he she they my our his her everyone everybody someone somebody".split())
_LONGEST_CLAIMANT = 3
_BEHIND_NO_CLAIM = frozenset("no yes it hi hello sorry nothing goodbye bye himself herself".split())
_BELONGS_BEFORE = frozenset("in on of for from at with by about as to than and or but like if".split())


def question_at_end(clause: Clause, unknown: Iterable[tuple[int, int]]) -> Clause | None:
    """Return the question with which a clause ends, if all its unknown words stand before that: "love it what is new?".

    "The guy who plays Trish" is no question; None for it, and for what ends with no question mark.
    """
    last = max((stop for _, stop in unknown), default=0)
    for at in range(last, len(clause.tokens) - _SHORTEST_QUESTION + 1):
        is_relative = at > 0 and clause.tokens[at - 1].key in NAMED_BEFORE_WHO
        # "We're arguing lol who wrote AKA Smile"
        before = clause.keys[:at]
        asks = clause.asks or not _TELLING.isdisjoint(before) or _ends_talk(before)
        asks = asks or before[-2:-1] == ("im",)  # "I'm shaking who wrote that"
        asks = asks or (clause.keys[at : at + 2] in _TURNED_ROUND and _REFERRING.isdisjoint(clause.keys[at:]))
        asks = asks or (at > 1 and before[-1] in _LEADS_TO_A_QUESTION and not _US.isdisjoint(before))
        if asks and clause.tokens[at].key in words_for(*ASKING) - _ASKED_FOR and not is_relative:
            return replace(clause, tokens=clause.tokens[at:])
    return None


def question_at_start(clause: Clause, unknown: Iterable[tuple[int, int]]) -> Clause | None:
    """Return the question with which a clause begins, if mere talk follows: "synopsis 1x05 pls am on the bus".

    What follows is talk if it begins with a word such as "pls", says nothing that is asked for, and belongs to nothing
    before it: not "who plays Pip lol in the play".
    """
    first = min((start for start, _ in unknown), default=0)
    for at in range(first - 1, 0, -1):
        if clause.keys[at] in _BEFORE_TALK and clause.keys[at + 1] not in _BELONGS_BEFORE:
            behind = clause.keys[at + 1 :]
            is_talk = not any(isinstance(mark, Wish) for key in behind for mark in marks_of(key))
            return replace(clause, tokens=clause.tokens[:at]) if is_talk else None
    return None


def claimed(clause: Clause, unknown: Sequence[tuple[int, int]]) -> Clause | None:
    """Return what somebody says where a tag asks whether it is so: "she swears Lwazi directed 2x01. True?"."""
    if not clause.is_tagged or clause.keys[0] not in _CLAIMED_BY:
        return None
    for verb in range(1, _LONGEST_CLAIMANT + 1):
        said = clause.tokens[verb + 1 :]
        is_claim = clause.keys[verb : verb + 1] in _CLAIMING and any(stop == verb + 1 for _, stop in unknown)
        if is_claim and len(said) >= _SHORTEST_QUESTION and said[0].key not in _BELONGS_BEFORE | _BEHIND_NO_CLAIM:
            return replace(clause, tokens=said)
    return None


def _ends_talk(keys: Sequence[str]) -> bool:
    """Whether words end with some that only part what is said from a question: "lol", "real quick"."""
    return any(" ".join(keys[-length:]) in _BEFORE_A_QUESTION for length in (1, 2, 3) if len(keys) > length)
