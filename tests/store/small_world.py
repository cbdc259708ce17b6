"""Small catalogues with facts in several layers, as hypothesis draws them and the store's gateways write them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Claim, Episode, Fact, Kind, Outcome, Person, Show, Source, Weight
from bot.domain.facts import Character as Played
from bot.domain.notices import Notice
from bot.domain.revisions import ChangeKind, Made
from bot.store.connection import Parameters, Row
from bot.store.gateways.revisions import BASE, RevisionGateway, Scopes

NEAR, FAR = 2**63 - 1, 2**62 + 1
LAYERS = (BASE, NEAR, FAR)
SHOW, OTHER_SHOW = 1, 2
DAYS = tuple(date(2020, 1, 1) + timedelta(days=day) for day in range(4))
MADE_AT = datetime(2020, 2, 1, tzinfo=UTC)
_SOURCE = 7
PEOPLE = {BASE: (11, 12, 13), NEAR: (14,), FAR: (15,)}
CHARACTERS = {BASE: (21, 22, 23), NEAR: (24,), FAR: (25,)}
"""Those of SHOW."""
_CHARACTER_OF_OTHER = 29


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a layer, with its episodes' ids, numbers and layers."""

    id: int
    layer: int
    number: int
    episodes: tuple[tuple[int, int, int], ...]
    show: int = SHOW


SEASONS = (
    Season(31, BASE, 1, ((41, 1, BASE), (42, 2, BASE), (43, 1, NEAR), (44, 3, NEAR), (45, 2, FAR))),
    Season(32, BASE, 2, ((46, 1, BASE),)),
    Season(33, NEAR, 2, ((47, 1, NEAR), (48, 2, NEAR))),
    Season(34, NEAR, 3, ((49, 1, NEAR),)),
    Season(35, FAR, 1, ((50, 1, FAR),)),
    Season(36, FAR, 3, ()),
    Season(37, BASE, 1, ((51, 1, BASE),), OTHER_SHOW),
)
"""Base and servers have seasons and episodes with the same numbers, as when a pack comes after a server's own."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a revision says. Numbers choose among what its layer can name, and go round."""

    people: tuple[int, ...]
    character: int | None
    billing: Billing | None
    season: int
    episodes: tuple[int, ...]
    is_of_season: bool
    is_of_show: bool
    claims: tuple[tuple[int, bool, Weight], ...]
    settled_by: int | None
    statement: str | None
    retired: bool
    then: int
    """0: one of the second season named too; 1: the server follows the base afterwards."""


@dataclass(frozen=True, slots=True)
class Story:
    """A fact and its revisions, each in a layer."""

    show: int
    home: int
    kind: Kind
    revisions: tuple[tuple[int, Words], ...]
    reviewed: int
    """How many hours later a moderator of NEAR looked at it again; 0: never."""


def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


_MOSTLY_FIRST = st.sampled_from((0, 0, 0, 1, 2, 3))  # so that several facts are about the same
_WORDS = st.builds(
    Words,
    people=st.lists(_MOSTLY_FIRST, min_size=1, max_size=3, unique=True).map(tuple),
    character=st.none() | _MOSTLY_FIRST,
    billing=st.sampled_from((None, *Billing)),
    season=_MOSTLY_FIRST,
    episodes=st.lists(_up_to(4), max_size=3, unique=True).map(tuple),
    is_of_season=st.sampled_from((True, True, False)),
    is_of_show=st.sampled_from((False, False, False, True)),
    claims=st.lists(st.tuples(_up_to(3), st.booleans(), st.sampled_from(Weight)), min_size=1, max_size=2).map(tuple),
    settled_by=st.none() | _up_to(9),
    statement=st.sampled_from((None, "A statement")),
    retired=st.sampled_from((False, False, False, False, True)),
    then=_up_to(5),
)
_KINDS = st.sampled_from((Kind.CAST, Kind.CAST, Kind.CAST, *Kind))
STORIES = st.lists(
    st.builds(
        Story,
        show=st.sampled_from((SHOW, SHOW, SHOW, OTHER_SHOW)),
        home=st.sampled_from((BASE, BASE, BASE, NEAR, FAR)),
        kind=_KINDS,
        revisions=st.lists(st.tuples(st.sampled_from(LAYERS), _WORDS), min_size=1, max_size=3).map(tuple),
        reviewed=st.sampled_from((0, 0, 1, 60)),
    ),
    min_size=6,
    max_size=18,
)


class Direct:
    """Runs statements at once on a connection of the test's own, without a thread.

    Without `is_on_file`, those that are for a server: SQLite takes them too.
    """

    def __init__(self, connection: sqlite3.Connection, *, is_on_file: bool = True) -> None:
        self.is_on_file = is_on_file
        connection.row_factory = sqlite3.Row
        self._connection = connection

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]:
        return self._connection.execute(sql, dict(parameters)).fetchall()

    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        self._connection.executemany(sql, [dict(row) for row in rows])

    def note(self, notice: Notice) -> None:
        pass


def fill_catalogue(connection: sqlite3.Connection) -> None:
    """Write the two shows with their seasons, episodes, people and characters."""
    add = connection.executemany
    add("INSERT INTO show (id, layer, key, title) VALUES (?, 0, ?, ?)", [(SHOW, "a", "A"), (OTHER_SHOW, "b", "B")])
    for season in SEASONS:
        add(
            "INSERT INTO season (id, show_id, layer, number) VALUES (?, ?, ?, ?)",
            [(season.id, season.show, season.layer, season.number)],
        )
        add(
            "INSERT INTO episode (id, season_id, layer, number) VALUES (?, ?, ?, ?)",
            [(episode, season.id, layer, number) for episode, number, layer in season.episodes],
        )
    people = [(person, layer, f"p{person}", f"P{person}") for layer in LAYERS for person in PEOPLE[layer]]
    add("INSERT INTO person (id, layer, key, name) VALUES (?, ?, ?, ?)", people)
    add(
        "INSERT INTO character (id, show_id, layer, key, name, prominence) VALUES (?, ?, ?, ?, 'C', ?)",
        [
            *((each, SHOW, layer, f"c{each}", each % 2) for layer in LAYERS for each in CHARACTERS[layer]),
            (_CHARACTER_OF_OTHER, OTHER_SHOW, BASE, "c", 0),
        ],
    )
    add("INSERT INTO source (id, layer, key, outlet) VALUES (?, 0, 's', 'S')", [(_SOURCE,)])


async def fill(connection: sqlite3.Connection, stories: Sequence[Story]) -> None:
    """Write the facts, in an order of revisions that is not that of facts."""
    revisions = RevisionGateway(Direct(connection))
    for number, story in enumerate(stories):
        await revisions.add_fact(100 + number, story.show, story.home, f"f{number}", story.kind)
    made = [(100 + number, layer, words) for number, story in enumerate(stories) for layer, words in story.revisions]
    for number, (fact, layer, words) in enumerate(made[::3] + made[1::3] + made[2::3]):
        await _add(revisions, stories[fact - 100], fact, layer, words, 1000 + number, len(stories))
    for number, story in enumerate(stories):
        if story.reviewed:
            await revisions.mark_reviewed(NEAR, 100 + number, 1, MADE_AT + timedelta(hours=story.reviewed))


async def _add(
    revisions: RevisionGateway, story: Story, fact: int, layer: int, words: Words, revision: int, facts: int
) -> None:
    layer = story.home if story.home != BASE else layer
    base = await revisions.base(fact)
    if story.home == BASE and layer != BASE and base is None:
        layer = BASE
    made = Made(ChangeKind.EDIT, MADE_AT + timedelta(hours=revision * 7 % 101), by=1)
    written, scopes = _written(story, fact, layer, words, revision, facts)
    over = base.id if base and layer != BASE else None
    await revisions.add(written, layer, made, scopes, retired=words.retired, over=over)
    if words.then == 1 and layer != BASE and base is not None:
        await revisions.copy(base, revision + 1000, layer, made, over=base.id, follows=True)


def _written(story: Story, fact: int, layer: int, words: Words, revision: int, facts: int) -> tuple[Fact, Scopes]:
    """The revision as the domain has it, and the ids of its seasons."""
    is_cast = story.kind is Kind.CAST
    people = _sees(PEOPLE, layer)
    named = tuple(dict.fromkeys(people[choice % len(people)] for choice in words.people))[: 1 if is_cast else None]
    characters = _sees(CHARACTERS, layer) if story.show == SHOW else (_CHARACTER_OF_OTHER,)
    plays = is_cast or story.kind is Kind.NEWS
    character = characters[words.character % len(characters)] if plays and words.character is not None else None
    seasons, episodes, scopes = _places(story.show, layer, words)
    settled = None if words.settled_by is None else 100 + words.settled_by % facts
    written = Fact(
        fact, revision, story.kind, Show(story.show, ""),
        tuple(_claim(*claim) for claim in words.claims),
        statement=words.statement,
        people=tuple(Person(person, "") for person in named),
        character=None if character is None else Played(character, ""),
        billing=words.billing if is_cast else None,
        seasons=seasons, episodes=episodes,
        settled_by=settled, outcome=Outcome.SETTLED if settled else None,
    )  # fmt: skip
    return written, Scopes(scopes)


def _places(show: int, layer: int, words: Words) -> tuple[tuple[int, ...], tuple[Episode, ...], Mapping[int, int]]:
    if words.is_of_show:
        return (), (), {}
    seen = [season for season in SEASONS if season.show == show and season.layer in (BASE, layer)]
    first = seen[words.season % len(seen)]
    chosen = {first.number: first}
    if words.then == 0:
        second = seen[(words.season + 1) % len(seen)]
        chosen.setdefault(second.number, second)
    scopes = {number: season.id for number, season in chosen.items()}
    episodes = [
        Episode(episode, EpisodeCode(season.number, number))
        for season in chosen.values()
        for episode, number, of in season.episodes
        if of in (BASE, layer)
    ]
    if words.is_of_season or not episodes:
        return tuple(chosen), (), scopes
    picked = dict.fromkeys(episodes[choice % len(episodes)] for choice in words.episodes or (0,))
    return tuple(dict.fromkeys(episode.code.season for episode in picked)), tuple(picked), scopes


def _claim(day: int, is_dated: bool, weight: Weight) -> Claim:
    published = PartialDate.parse(DAYS[day].isoformat()) if is_dated else None
    return Claim(Source(_SOURCE, "S"), weight, DAYS[day], published=published)


def _sees(things: Mapping[int, tuple[int, ...]], layer: int) -> tuple[int, ...]:
    return (*things[BASE], *(things[layer] if layer != BASE else ()))
