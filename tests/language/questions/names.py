"""Questions with names that a test puts into them by hand, as if they were on record."""

from __future__ import annotations

from bot.domain.matching import NameMatch, NameRole
from bot.language.questions.asked import Span
from bot.language.questions.clauses import Clause, part
from bot.language.questions.reading import Reading, read

NAMES = {
    "trish": NameRole.CHARACTER,
    "rachael taylor": NameRole.ACTOR,
    "will": NameRole.CHARACTER,
    "may": NameRole.CHARACTER,
    "will ashby": NameRole.CHARACTER,
    "ann lee": NameRole.DIRECTOR,
    "cast off": NameRole.EPISODE,
    "the very first episode ever": NameRole.EPISODE,
}


def names_in(clause: Clause) -> list[Span]:
    """Where the clause has one of the names, whole."""
    found: list[Span] = []
    for number, (name, role) in enumerate(NAMES.items(), start=1):
        words = name.split(" ")
        match = NameMatch(role, number, name.title(), name, 0, 1)
        for at in range(len(clause.tokens) - len(words) + 1):
            behind = clause.tokens[at + len(words) - 1]
            keys = list(clause.keys[at : at + len(words)])
            if words in (keys, [*keys[:-1], behind.owner]):
                found.append(Span(at, at + len(words), name, (match,), is_whole=True))
    return found


def readings(text: str) -> list[Reading]:
    """A reading of each clause of a text."""
    return [read(clause, names_in(clause)) for clause in part(text).clauses]


def asked(text: str) -> list[str]:
    """What a text asks for, in short: `cast trish season 2, yes or no`."""
    found: list[str] = []
    for reading in readings(text):
        for one in reading.asked:
            place = one.place
            words = [str(one.wish), *(span.typed for span in one.names)]
            words += [f"season {one.season}"] if one.season is not None else []
            words += [str(place.code)] if place and place.code else []
            words += [f"episode {place.number}"] if place and place.number is not None else []
            words += [str(place.position.position)] if place and place.position else []
            words += [one.job] if one.job else []
            words += ["everyone"] if one.everyone else []
            found.append(f"{' '.join(words)}{', yes or no' if one.is_check else ''}")
    return found
