"""What words of a clause stand for, such as "it" and "that actress", and words that only say more of a name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.language.questions.asked import Asked, Span
from bot.language.questions.clauses import ASKING, BEGINNINGS, NAMED_BEFORE_WHO, Clause, Token, words_for
from bot.language.questions.meanings import Wish, Word
from bot.language.questions.reading import Reading
from bot.language.questions.roles import OF_OPINION, WHO_SOMEBODY_IS

# A part that stands for somebody that another clause names.
_ROLES_MEANT = frozenset((this, role) for this in ("this", "that") for role in ("part", "role", "character"))
_NAMES_ASKED_FOR = frozenset((whose, "name") for whose in ("his", "her", "their"))
_WHO_IT_WAS = frozenset(
    tuple(f"{who} {what}".split())
    for who in ("who was", "who is", "whos", "who were", "who are")
    for what in ("it", "that", "this", "they", "he", "she", "that person", "that again", "it again")
)
_LONGEST_TOLD = 10
_SHORT = 4
_LONGEST_THING = 8
_BEFORE_A_THING = frozenset("the this that a an my your her his their our".split())
_BEHIND_A_THING = frozenset("of for about from to with in on by".split())
_WHO = frozenset(("who", "whos", "which"))
_WHICH_ONE = frozenset((("which", "one"), ("which", "ones"), ("what", "one")))
_ACTORS = frozenset(("actor", "actress"))
_ACTORS_NAMES = frozenset((actor, "name") for actor in (*_ACTORS, "actors", "actresss")) | frozenset(
    (actor, verb) for actor in _ACTORS for verb in ("is", "was", "called")
)
_ALONE = frozenset((actor,) for actor in _ACTORS)
_BEHIND_A_QUESTION = frozenset("again please pls plz".split())
_ACTORS_MEANT = frozenset(
    (actor, verb, one) for actor in _ACTORS for verb in ("is", "was") for one in ("it", "that", "this")
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def standing_in(clause: Clause, thing: Sequence[Token]) -> Clause | None:
    """Return a clause with what a word such as "it" stands for in that word's place; None if it has no such word."""
    if clause.keys[-2:] in _NAMES_ASKED_FOR and len(clause.tokens) <= _SHORT:
        return replace(clause, tokens=(Token("who"), Token("is"), *thing))  # "what's her name"
    for at in range(1, len(clause.keys)):
        if clause.keys[at - 1 : at + 1] in _ROLES_MEANT:  # "which actress has this part"
            return replace(
                clause, tokens=(*clause.tokens[: at - 1], *clause.tokens[at : at + 1], *thing, *clause.tokens[at + 1 :])
            )
    for at, key in enumerate(clause.keys):
        if key in words_for(Word.IT):
            one = at + 1 < len(clause.tokens) and clause.keys[at + 1] == "one"  # "that one"
            return replace(clause, tokens=(*clause.tokens[:at], *thing, *clause.tokens[at + 1 + one :]))
    if _asks_for_an_actor(clause):
        return replace(clause, tokens=(*clause.tokens, *thing))
    return None


def _asks_for_an_actor(clause: Clause) -> bool:
    """Whether a clause leaves to another one whose actor is meant: "Sallinger creeps me out, who is the actor"."""
    asks = not words_for(*ASKING).isdisjoint(clause.keys)
    keys = clause.keys[:-1] if clause.keys[-1] in _BEHIND_A_QUESTION else clause.keys
    return asks and (keys[-1:] in _ALONE or keys[-2:] in _ACTORS_NAMES)


def asks_who_it_was(clause: Clause) -> bool:
    """Whether a clause asks only for somebody that another one leaves open: "who was it?"."""
    return clause.keys in _WHO_IT_WAS


def who_in_place_of_whoever(clause: Clause) -> list[Clause]:
    """Return what a clause may ask for that leaves somebody open, its shortest beginning first: "whoever wrote it"."""
    for at, key in enumerate(clause.keys):
        if key == "whoever":
            tokens = (Token("who"), *clause.tokens[at + 1 : at + _LONGEST_TOLD])
            return [replace(clause, tokens=tokens[:stop], asks=True) for stop in range(2, len(tokens) + 1)]
    return []


def joined(asking: Clause, other: Clause) -> Clause:
    """Return two clauses as one. What asks comes first, since a question is known by its beginning."""
    is_turned = (other.asks and not asking.asks) or other.keys[0] in words_for(Word.VERB)
    if is_turned and asking.keys[0] not in words_for(*ASKING):
        asking, other = other, asking  # "did Ivo Marsh do Landfall? As director, I mean"
    return replace(asking, tokens=(*asking.tokens, *other.tokens))


def refers_to_somebody(clause: Clause) -> bool:
    """Whether a word of the clause stands for a person: "she"."""
    meant = zip(clause.keys, clause.keys[1:], strict=False)
    is_meant = not (words_for(Word.SOMEBODY).isdisjoint(clause.keys) and _ROLES_MEANT.isdisjoint(meant))
    return is_meant or clause.keys[-3:] in _ACTORS_MEANT or _asks_for_an_actor(clause)


def only_one(named: Mapping[tuple[str, ...], tuple[Token, ...]]) -> tuple[Token, ...] | None:
    """Return the only thing that is named, also by a part of its name: "the inspector, Inspector Moss"."""
    longest = max(named, key=len, default=())
    is_one = all(f" {' '.join(each)} " in f" {' '.join(longest)} " for each in named)
    return named[longest] if longest and is_one else None


def names_several(asking: Clause, other: Clause, reading: Reading) -> bool:
    """Whether a clause names several of whom another one means only one: "Pip and Jonah, which actor was that?"."""
    named = {other.keys[start:stop]: other.tokens[start:stop] for start, stop in reading.named}
    return bool(named) and refers_to_somebody(asking) and only_one(named) is None


def takes_somebody_for_it(clause: Clause, asked: Asked) -> bool:
    """Whether "it" would stand for a person: "I love Ivo Marsh. Who directed it?", "she did one. Which one was it?"."""
    is_of_people = bool(asked.names) and not any(span.is_episode for span in asked.names)
    is_who_did = asked.wish in (Wish.DIRECTOR, Wish.WRITER) and clause.keys[0] in _WHO and asked.place is None
    is_one_of_many = clause.keys[:2] in _WHICH_ONE
    is_of_a_thing = refers_to_a_thing(clause) and not refers_to_somebody(clause)
    return (is_who_did or is_one_of_many) and is_of_people and is_of_a_thing


def names_a_thing(clause: Clause, unknown: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause is nothing but a thing that is not on record: "the trailer for season 3", "Trish's book"."""
    says_more = words_for(*BEGINNINGS, Word.SOMEBODY, Word.CHATTER) | {"i", "you", "we"}
    if len(unknown) != 1 or len(clause.tokens) > _LONGEST_THING or not says_more.isdisjoint(clause.keys):
        return False
    start, stop = unknown[0]
    if clause.keys[start] in ("shooting", "filming"):
        return False  # "the shooting of season 3, is it finished?" is about the season
    is_last = stop == len(clause.tokens)
    begins = start == 1 and clause.keys[0] in _BEFORE_A_THING
    return (is_last and (begins or stop - start == 1)) or (begins and clause.keys[stop] in _BEHIND_A_THING)


def refers_to_a_thing(clause: Clause) -> bool:
    """Whether a word of the clause stands for what was named: "it"."""
    return not {"it", "this", "that"}.isdisjoint(clause.keys)


def names_a_day(clause: Clause, reading: Reading) -> bool:
    """Whether a word that was not understood is a year, or the month of a day: "on Oct 20 this year".

    Not the year since when somebody has been watching: "been here since 2019".
    """
    is_talk = not (clause.asks or reading.has_wish)
    words = [
        clause.keys[at]
        for start, stop in reading.unknown
        for at in range(start, stop)
        if not (is_talk and at > 1 and clause.keys[at - 1] == "since")
    ]
    return any(_YEAR.fullmatch(word) for word in words) or (
        not _MONTHS.isdisjoint(words) and any(map(str.isdigit, words))
    )


def says_who_somebody_is(clause: Clause, unknown: Sequence[tuple[int, int]]) -> bool:
    """Whether the only unknown word is the last one, and says who somebody is: "Jessica's mum"."""
    end = len(clause.tokens)
    return list(unknown) == [(end - 1, end)] and clause.keys[-1] in WHO_SOMEBODY_IS


def without_who_they_are(
    clause: Clause, unknown: Iterable[tuple[int, int]], names: Iterable[Span], *, asks: bool
) -> Clause | None:
    """Return a clause without an unknown word that says who somebody is, and whose: "Jessica's mum Alisa".

    Where it `asks` for something, also without one for what somebody thinks of them. None if it has no such word right
    before a name.
    """
    described = WHO_SOMEBODY_IS | OF_OPINION if asks else WHO_SOMEBODY_IS
    starts = {span.start for span in names}
    owners = {span.stop: span.start for span in names if clause.tokens[span.stop - 1].owner}
    for start, end in unknown:
        is_longer = not NAMED_BEFORE_WHO.isdisjoint(clause.keys[end : end + 1])
        stop = end + is_longer  # "the lawyer lady Jeri Hogarth"
        if end - start == 1 and stop in starts and clause.keys[start] in described:
            return replace(clause, tokens=(*clause.tokens[: owners.get(start, start)], *clause.tokens[stop:]))
    return None
