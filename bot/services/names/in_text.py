"""Finding the names in a question, also with a slip, and what it then asks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from bot.domain.facts import Show
from bot.domain.matching import PERSON_ROLES, NameMatch, NameRole
from bot.domain.names import begins_as_one, fold, title_keys, without_spaces
from bot.domain.questions import Question
from bot.language.people import is_misspelt
from bot.language.questions.addresses import other_forms
from bot.language.questions.asked import Span
from bot.language.questions.clauses import Clause, Token, names_nothing
from bot.language.questions.reading import Reading, read
from bot.language.questions.references import refers_to_somebody, standing_in, without_who_they_are
from bot.language.questions.talk import claimed, question_at_end, question_at_start
from bot.services.names.finder import Finder, Query, pick_show
from bot.store.store import Readable

_EPISODE = frozenset(("episode", "ep", "epsode", "epi"))
_ROLES = (*PERSON_ROLES, NameRole.CHARACTER, NameRole.EPISODE)
_MOST_NAMES = 60
_MOST_UNKNOWN = 2
_SHORTEST_SLIP = 3
_SHORTEST_END, _SHORTEST_PART = 2, 3
"""Words at the end of a title, or elsewhere in it, that stand for all of it."""
_SHORTEST_TITLE_WORD = 5
_SHORT_TITLES = (
    r"^(?:the )?({0}) (?=s ?\d|season \w|\d+ ?x ?\d|finale|pilot|premiere)",
    r"\b(?:news|rumours|rumors|updates|season \w+|s\d+) (?:on|about|of|for) (?:the )?({0})$",
    r"\b(?:creators?|showrunner|composer|composed the music|cinematographer|cast) (?:of|for|on|behind) (?:the )?({0})$",
    r"\b(?:is|was|has) (?:the )?({0}) (?:been |getting |ever |officially )*renewed\b",
)
_SHORTEST_MISSPELT = 6
"""Letters of a title with a slip in it."""
_NEAR_ENOUGH = 80
_SHORTEST_BEGUN = 8
_MOST_TITLES, _MOST_BESIDE, _SHORTEST_TITLE, _LIKE_A_TITLE = 400, 4, 10, 90
_BEFORE_A_NAME = frozenset("is was will does did has are isnt wasnt wont with".split())
_LONGEST_NAME = 6
"""Words of a name that may be misspelt."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where names are looked for: the names of a show that a server knew on a day."""

    guild: int
    show: Show
    day: date


class Reader:
    """Reads clauses of a text, with the names that the store has for them."""

    def __init__(self, store: Readable, finder: Finder) -> None:
        self._store = store
        self._finder = finder

    async def read(self, among: Place, clause: Clause, before: Question | None = None) -> Reading:
        """Return what a clause asks. Where it asks for something, its unknown words may be a name with a slip."""
        clause = await self._as_addressed(among, clause)
        spans = await self._spans(among, clause)
        reading = read(clause, spans, before)
        if reading.unknown and (named := without_who_they_are(clause, reading.unknown, spans, asks=reading.has_wish)):
            return await self.read(among, named, before)
        if reading.unknown and (said := claimed(clause, reading.unknown)):
            return await self.read(among, said, before)
        if reading.unknown and (question := question_at_end(clause, reading.unknown)):
            return await self.read(among, _with_what_came_before(clause, question, reading), before)
        if reading.unknown and (question := question_at_start(clause, reading.unknown)):
            return await self.read(among, question, before)
        if reading.unknown == ((0, len(clause.tokens)),) and (title := await self._begun_title(among, clause)):
            return read(clause, [title], before)
        asks_which = not _EPISODE.isdisjoint(clause.keys)  # "which episode is ded reckoning"
        asks_after = reading.asks_after and _may_name(clause, reading.unknown, spans)
        may_be_named = reading.has_wish or asks_which or asks_after
        if not reading.unknown or not may_be_named or len(reading.unknown) > _MOST_UNKNOWN:
            return reading
        exact = [span for span in spans if span.is_whole and span.is_episode]
        found: list[Span] = []
        for run in reading.unknown:
            if any(span.start <= run[0] and run[1] <= span.stop for span in found):
                continue  # both slips are in one name
            span = await self._named(among, clause, run, spans) if reading.has_wish or asks_after else None
            span = span or await self._episode_title(among, clause, run, exact)
            if span is None:
                return reading
            found.append(span)
            spans = [each for each in spans if each.stop <= span.start or span.stop <= each.start] + [span]
        return read(clause, spans, before)

    async def _as_addressed(self, among: Place, clause: Clause) -> Clause:
        """Return a clause with forms of address as they are on record: "sgt bly" as "sergeant bly"."""
        for at, key in enumerate(clause.keys):
            if not (forms := other_forms(key)):
                continue
            behind = clause.tokens[at + 1 : at + 2]
            named = self._store.reading().names
            found = await named.beginning_each(
                among.guild, among.show.id, _ROLES, (key, *forms), among.day, _MOST_NAMES
            )
            for form in (key, *forms):
                words = [match.folded.split(" ") for match in found.get(form, ())]
                if any(each[0] == form and behind and {behind[0].key, behind[0].owner} & {*each[1:]} for each in words):
                    clause = replace(clause, tokens=(*clause.tokens[:at], Token(form), *clause.tokens[at + 1 :]))
                    break
        return clause

    async def _named(self, among: Place, clause: Clause, run: tuple[int, int], spans: Sequence[Span]) -> Span | None:
        start, stop = _with_names_beside(*run, spans)
        if title := await self._title(among, clause, *run):
            return title
        found = await self._misspelt(among, clause, start, stop)
        return found if found and not found.is_near else _misspelt_title(among.show, clause, *run) or found

    async def _begun_title(self, among: Place, clause: Clause) -> Span | None:
        """Return a clause as the beginning of a title with a comma in it: "Homecoming, of a Sort: who wrote it?"."""
        typed = " ".join(clause.keys)
        if len(typed) < _SHORTEST_BEGUN:
            return None
        names = self._store.reading().names
        found = await names.beginning(
            among.guild, among.show.id, (NameRole.EPISODE,), f"{typed} ", among.day, hidden=False, most=2
        )
        begun = [match for match in found if match.word == 0]
        return Span(0, len(clause.tokens), typed, tuple(begun), is_whole=True) if len(begun) == 1 else None

    async def _spans(self, among: Place, clause: Clause) -> list[Span]:
        """Return the names in a clause: at each word the longest that begins there."""
        wanted = {key for token in clause.tokens for key in (token.key, token.owner) if key and not names_nothing(key)}
        named = self._store.reading().names
        matches = await named.beginning_each(among.guild, among.show.id, _ROLES, tuple(wanted), among.day, _MOST_NAMES)
        longest = (_longest(clause, at, matches) for at in range(len(clause.tokens)))
        spans = [_with_beginning(clause, span) if span else None for span in longest]
        titles = _titles(clause, among.show)
        at_titles = {(title.start, title.stop) for title in titles}
        found = [replace(span, is_title=(span.start, span.stop) in at_titles) for span in filter(None, spans)]
        named = {(span.start, span.stop) for span in found}
        found += [title for title in titles if (title.start, title.stop) not in named]
        taken = {at for span in found for at in range(span.start, span.stop)}
        return [*found, *(short for short in _short_titles(clause, among.show) if short.start not in taken)]

    async def _title(self, among: Place, clause: Clause, start: int, stop: int) -> Span | None:
        """Return words as the title of the show, another name that it goes by, or its network."""
        network = fold(await self._store.reading().names.network(among.guild, among.show.id) or "")
        begins = slice(start, start + network.count(" ") + 1)  # in "Harbour One", "one" is a word like any other
        if network and " ".join(clause.keys[begins]) == network:
            return Span(start, begins.stop, network, is_title=True, is_network=True)
        title = " ".join(clause.keys[start:stop])
        is_title = await self._titled(among.guild, title) == among.show
        return Span(start, stop, title, is_title=True) if is_title else None

    async def _misspelt(self, among: Place, clause: Clause, start: int, stop: int) -> Span | None:
        """Return words as the name that they can only be a slip for, or that they are with other spaces."""
        typed = " ".join(clause.keys[start:stop])
        if stop - start > _LONGEST_NAME or typed.isdigit() or len(typed) < _SHORTEST_SLIP:
            return None
        show = pick_show(among.show.id)
        meant = await self._finder.find(
            Query(among.guild, among.day, typed, show=show), among.show.id, _ROLES, among.day
        )
        # A command takes the beginning of a word for it, since it completes names; here "ran" is not Randolph.
        whole = tuple(
            match
            for match in meant.matches
            if begins_as_one(without_spaces(typed), match.folded) and _is_enough(typed, match)
        )
        cut = tuple(match for match in meant.matches if is_misspelt(typed, match.folded))  # "Landfal"
        if matches := whole or cut or ((meant.likely,) if meant.likely else ()):
            return Span(start, stop, typed, matches, is_whole=True)
        near = tuple(match for match in meant.near if fuzz.ratio(typed, match.folded) >= _NEAR_ENOUGH)
        if not near and len(begun := [match for match in meant.near if _begins_title(typed, match)]) == 1:
            return Span(start, stop, typed, tuple(begun), is_whole=True)
        is_title = len(near) == 1 and near[0].role is NameRole.EPISODE and near[0].word == 0
        if is_title and len(typed) >= _SHORTEST_MISSPELT:
            return Span(start, stop, typed, near, is_whole=True)  # a title is nobody else's name
        near = near or tuple(match for match in meant.matches if _begins_name(typed, match))
        return Span(start, stop, typed, near, is_near=True) if near else None

    async def _episode_title(
        self, among: Place, clause: Clause, run: tuple[int, int], exact: Iterable[Span]
    ) -> Span | None:
        """Return words, with some beside them but none of `exact` titles, as the title that they are most like."""
        names = self._store.reading().names
        found = await names.beginning(
            among.guild, among.show.id, (NameRole.EPISODE,), "", among.day, hidden=False, most=_MOST_TITLES
        )
        titles = {match.folded: match for match in found if match.word == 0}
        start, stop = run
        spelt = {at for span in exact for at in (span.start, span.stop - 1)}
        best: tuple[float, Span] | None = None
        for begin in range(max(0, start - _MOST_BESIDE), start + 1):
            for end in range(stop, min(len(clause.keys), stop + _MOST_BESIDE) + 1):
                typed = " ".join(clause.keys[begin:end])
                if len(typed) < _SHORTEST_TITLE or not spelt.isdisjoint(range(begin, end)):
                    continue
                likest = process.extractOne(typed, titles.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_A_TITLE)
                if likest is not None and (best is None or likest[1] > best[0]):
                    best = likest[1], Span(begin, end, typed, (titles[likest[0]],), is_whole=True)
        return best[1] if best else None

    async def other_show(self, among: Place, clause: Clause) -> tuple[Show, Clause] | None:
        """Return the show that a clause names besides that of the server, and the clause without its name."""
        reading = read(clause, await self._spans(among, clause))
        for start, stop in reading.unknown[:_MOST_UNKNOWN] if reading.has_wish else ():
            for begin in range(start, max(start - 2, -1), -1):
                show = await self._titled(among.guild, " ".join(clause.keys[begin:stop]))
                if show is not None and show != among.show:
                    return show, replace(clause, tokens=(*clause.tokens[:begin], *clause.tokens[stop:]))
        return None

    async def _titled(self, guild: int, text: str) -> Show | None:
        """Return the only show with this name."""
        typed = fold(text)
        found = {
            show.id: show for show, key, word in await self._finder.shows(guild, typed) if word == 0 and key == typed
        }
        return next(iter(found.values())) if len(found) == 1 else None


def _may_name(clause: Clause, unknown: Iterable[tuple[int, int]], spans: Iterable[Span]) -> bool:
    """Whether unknown words may be a name: beside another part of one, or not with an article, as "the tenant" is."""
    beside = {at for span in spans if span.matches for at in (span.start - 1, span.stop)}
    return all(
        {start, stop - 1} & beside or (start > 0 and clause.keys[start - 1] in _BEFORE_A_NAME)
        for start, stop in unknown
    )


def _with_what_came_before(clause: Clause, question: Clause, reading: Reading) -> Clause:
    """Return the question at the end of a clause, about the one thing that its beginning names.

    "Just saw AKA Smile, I'm shaking, who directed that" is about AKA Smile.
    """
    end = len(clause.tokens) - len(question.tokens)
    of_whom = reading.named if refers_to_somebody(question) else (*reading.named, *reading.places)
    things = {clause.keys[start:stop]: clause.tokens[start:stop] for start, stop in of_whom if stop <= end}
    names_more = any(start >= end for start, _ in (*reading.named, *reading.places))
    if len(things) != 1 or names_more:
        return question
    return standing_in(question, *things.values()) or question


def _is_enough(typed: str, match: NameMatch) -> bool:
    """Whether words stand for a name: a short word in a title is mostly a word like any other."""
    return match.role is not NameRole.EPISODE or match.word == 0 or len(typed) >= _SHORTEST_MISSPELT


def _begins_name(typed: str, match: NameMatch) -> bool:
    """Whether words are all but the end of somebody's name: "inspector mos"."""
    return match.role is not NameRole.EPISODE and " " in typed and fuzz.ratio(typed, match.folded) >= _NEAR_ENOUGH


def _begins_title(typed: str, match: NameMatch) -> bool:
    """Whether words are the first ones of an episode's title, with a slip: "Homecomming" of one with a comma."""
    words = typed.count(" ") + 1
    begun = " ".join(match.folded.split(" ")[:words])
    is_title = match.role is NameRole.EPISODE and match.word == 0
    return is_title and len(typed) >= _SHORTEST_BEGUN and fuzz.ratio(typed, begun) >= _LIKE_A_TITLE


def _with_names_beside(start: int, stop: int, spans: Iterable[Span]) -> tuple[int, int]:
    """Return the words with the names right before and behind them, which may be other parts of one name."""
    for span in spans:
        if span.is_whole and span.is_episode:
            continue  # "dug" is no part of a title in "when was The Second Grave dug"
        if span.stop == start:
            start = span.start
        elif span.start == stop:
            stop = span.stop
    return start, stop


def _longest(clause: Clause, at: int, found: Mapping[str, Sequence[NameMatch]]) -> Span | None:
    token = clause.tokens[at]
    best = 0
    matches: list[NameMatch] = []
    for key in filter(None, (token.key, token.owner)):
        for match in found.get(key, ()):
            words = match.folded.split(" ")
            length = _shared(clause, at, words)
            if match.role is NameRole.EPISODE and not _stands_for_title(match, length, len(words)):
                continue  # a few words of a title are mostly words like any others
            if length > best:
                best, matches = length, []
            if length and length == best:
                matches.append(match)
    if not best:
        return None
    typed = " ".join(
        [*clause.keys[at : at + best - 1], clause.tokens[at + best - 1].owner or clause.keys[at + best - 1]]
    )
    if typed not in {match.folded for match in matches} and clause.keys[at + best - 1] != typed.split(" ")[-1]:
        whole = " ".join(clause.keys[at : at + best])
        typed = whole if any(match.folded.startswith(whole) for match in matches) else typed
    words = len(typed.split(" "))
    is_whole = any(match.word == 0 and match.folded == typed for match in matches)
    return Span(at, at + words, typed, tuple(matches), is_whole=is_whole)


def _with_beginning(clause: Clause, span: Span) -> Span:
    """Return a title with the small words before it that belong to it: "What the" in "What the Ferris Girl Saw"."""
    if not span.is_episode:
        return span
    title = span.matches[0]
    tail, whole = title.folded.split(" "), fold(title.name).split(" ")
    start = span.start
    for word in reversed(whole[: -len(tail)] if whole[-len(tail) :] == tail else []):
        if start == 0 or clause.keys[start - 1] != word:
            break
        start -= 1
    return replace(span, start=start)


def _short_titles(clause: Clause, show: Show) -> list[Span]:
    """Return where a clause has the last word of the show's title for all of it: "hollow s2 premiere director".

    Elsewhere the word is mostly a thing: "who is on the ferry?".
    """
    words = fold(show.title).split(" ")
    if len(words) == 1 or len(words[-1]) < _SHORTEST_TITLE_WORD:
        return []
    line = " ".join(clause.keys)
    starts = [match.start(1) for form in _SHORT_TITLES for match in re.finditer(form.format(words[-1]), line)]
    return [Span(at, at + 1, words[-1], is_title=True) for at in {line[:start].count(" ") for start in starts}]


def _stands_for_title(match: NameMatch, length: int, words: int) -> bool:
    is_end = length == words
    return length >= _SHORTEST_PART or (is_end and (match.word == 0 or length >= _SHORTEST_END))


def _shared(clause: Clause, at: int, words: Sequence[str]) -> int:
    """Return how many words of a name stand in a clause from a word on."""
    length = 0
    for token, word in zip(clause.tokens[at:], words, strict=False):
        if word == token.key:
            length += 1
        elif word == token.owner:
            return length + 1
        else:
            break
    return length


def _initials(title: str) -> tuple[str, ...]:
    """Return the first letters of a title of several words: "jj"."""
    words = fold(title).split(" ")
    return ("".join(word[0] for word in words),) if len(words) > 1 else ()


def _misspelt_title(show: Show, clause: Clause, start: int, stop: int) -> Span | None:
    """Return words as the title of the show with a slip: "kestral hollow"."""
    typed = " ".join(clause.keys[start:stop])
    is_title = any(is_misspelt(typed, title) for title in title_keys(show.title))
    return Span(start, stop, typed, is_title=True) if is_title else None


def _titles(clause: Clause, show: Show) -> list[Span]:
    """Return where a clause has the title of the show."""
    keys = list(clause.keys)
    found: list[Span] = []
    for title in (*title_keys(show.title), *_initials(show.title)):
        words = title.split(" ")
        starts = range(len(keys) - len(words) + 1)
        found += [
            Span(at, at + len(words), title, is_title=True) for at in starts if keys[at : at + len(words)] == words
        ]
    return found
