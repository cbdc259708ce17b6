"""What a pack says, in the domain's terms: its facts, and the names by which its things are found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import (
    Billing,
    Character,
    Claim,
    Episode,
    Fact,
    Kind,
    Outcome,
    Person,
    Show,
    Source,
    Weight,
)  # fmt: skip
from bot.domain.matching import NameRole
from bot.domain.names import fold, suffixes, title_keys
from bot.packs.model import AIR_DATE, ClaimEntry, EpisodeEntry, FactEntry, Pack
from bot.store.packs import Alias

_PROMINENCE = {Billing.MAIN: 0, Billing.RECURRING: 1, Billing.SUPPORTING: 1, Billing.GUEST: 2}
_LEAST_PROMINENT = 3
_EPISODES = 1  # behind the seasons in a list of both
UNDATED = date.min
"""From when an undated claim counts if nothing that it describes has aired: the loader puts its own day there."""


@dataclass(frozen=True, slots=True)
class BaseCatalogue:
    """The rows that a pack's own ids stand for."""

    show: Show
    seasons: Mapping[int, int]
    episodes: Mapping[EpisodeCode, Episode]
    people: Mapping[str, Person]
    characters: Mapping[str, Character]
    sources: Mapping[str, Source]


def facts_of(pack: Pack, catalogue: BaseCatalogue) -> dict[str, Fact]:
    """The pack's facts by key, the air dates among them; with no ids yet, and `settled_by` still open."""
    facts = {f"{AIR_DATE}{episode.code}".lower(): _air_date(pack, episode, catalogue) for episode in pack.episodes
             if episode.aired and episode.aired_sources}  # fmt: skip
    return facts | {entry.id: _fact(pack, entry, catalogue) for entry in pack.facts}


def _fact(pack: Pack, entry: FactEntry, catalogue: BaseCatalogue) -> Fact:
    seasons = {code.season for code in entry.codes} or ({entry.season} if entry.season is not None else set[int]())
    undated = _aired(entry, catalogue)
    outcome = Outcome.SETTLED if entry.settled_by else Outcome.REFUTED if entry.refuted_by else None
    return Fact(
        id=0,
        revision_id=0,
        kind=entry.kind,
        show=catalogue.show,
        claims=tuple(_claim(pack, claim, catalogue, undated) for claim in entry.claims),
        statement=entry.statement,
        people=tuple(catalogue.people[key] for key in entry.people),
        character=catalogue.characters[entry.character] if entry.character else None,
        billing=entry.billing,
        seasons=tuple(sorted(seasons)),
        episodes=tuple(catalogue.episodes[code] for code in entry.codes),
        released=entry.released,
        set_size=entry.set_size,
        spoils=entry.spoils,
        outcome=outcome,
    )


def _air_date(pack: Pack, entry: EpisodeEntry, catalogue: BaseCatalogue) -> Fact:
    assert entry.aired is not None
    claims = (ClaimEntry(source=source) for source in entry.aired_sources)
    return Fact(
        id=0,
        revision_id=0,
        kind=Kind.RELEASE,
        show=catalogue.show,
        claims=tuple(_claim(pack, claim, catalogue, entry.aired) for claim in claims),
        seasons=(entry.code.season,),
        episodes=(catalogue.episodes[entry.code],),
        released=PartialDate.of_day(entry.aired),
    )


def _claim(pack: Pack, entry: ClaimEntry, catalogue: BaseCatalogue, undated: date) -> Claim:
    published = entry.published or pack.sources[entry.source].published
    return Claim(
        source=catalogue.sources[entry.source],
        weight=Weight[entry.weight.upper()],
        counts_from=published.last if published else undated,
        supports=not entry.denies,
        published=published,
        speaker=entry.speaker,
        via=entry.via,
        note=entry.note,
    )


def _aired(entry: FactEntry, catalogue: BaseCatalogue) -> date:
    """The air date of what a fact describes: its first episode's, else its season's first, else the show's."""
    of_facts = [catalogue.episodes[code].aired for code in entry.codes]
    of_season = [episode.aired for code, episode in catalogue.episodes.items() if code.season == entry.season]
    of_show = [episode.aired for episode in catalogue.episodes.values()]
    for days in (of_facts or of_season, of_show if entry.season is None else []):
        known = [day for day in days if day is not None]
        if known:
            return min(known)
    return UNDATED


def by_first_mention(keys: Iterable[str], mentions: Iterable[str | None]) -> list[str]:
    """The keys in the order in which the facts name them, then the rest; ids and so lists keep that order."""
    known = dict.fromkeys(keys)
    named = dict.fromkeys(key for key in mentions if key is not None and key in known)
    return [*named, *(key for key in known if key not in named)]


def prominence_of_characters(pack: Pack) -> dict[str, int]:
    """For each character how prominent it ever is: 0 in the main cast, to 3."""
    found = dict.fromkeys(pack.characters, _LEAST_PROMINENT)
    for fact in pack.facts:
        if fact.character:
            found[fact.character] = min(found[fact.character], _rank(fact.billing))
    return found


def _rank(billing: Billing | None) -> int:
    return _PROMINENCE.get(billing, _LEAST_PROMINENT) if billing else _LEAST_PROMINENT


_ROLES = {Kind.CAST: NameRole.ACTOR, Kind.DIRECTOR: NameRole.DIRECTOR, Kind.WRITER: NameRole.WRITER}


def aliases_of(pack: Pack, catalogue: BaseCatalogue, facts: Sequence[Fact]) -> list[Alias]:
    """Every name by which the pack's things are found, each from each of its words on."""
    found = list(_names(NameRole.SHOW, catalogue.show.id, (pack.show.title, *pack.show.also)))
    for kind, role in _ROLES.items():
        of_kind = [fact for fact in facts if fact.kind is kind]
        for key, person in catalogue.people.items():
            if mentions := [fact for fact in of_kind if person in fact.people]:
                names = (person.name, *pack.people[key].also)
                found += _names(role, person.id, names, *_traits(mentions))
    for key, character in catalogue.characters.items():
        if mentions := [fact for fact in facts if fact.character == character]:
            prominence, known_from, spoils = _traits(mentions)
            names = (character.name, *pack.characters[key].also)
            spoils = spoils or character.spoils is not None
            found += _names(NameRole.CHARACTER, character.id, names, prominence, known_from, spoils)
    since = _seasons_known_from(facts)
    found += _season_names(catalogue, since)
    found += _episode_names(pack, catalogue, since)
    return found


def _traits(mentions: Sequence[Fact]) -> tuple[int, date, bool]:
    """How prominent the facts make somebody, since when they are spoken of, and whether every one of them spoils."""
    prominence = min(_rank(fact.billing) for fact in mentions)
    known_from = min(claim.counts_from for fact in mentions for claim in fact.claims)
    return prominence, known_from, all(fact.spoils is not None for fact in mentions)


def _names(
    role: NameRole,
    thing: int,
    names: Iterable[str],
    prominence: int = 0,
    known_from: date | None = None,
    spoils: bool = False,
) -> Iterator[Alias]:
    shown, *_ = names = tuple(names)
    words: dict[str, int] = {}
    for name in names:
        for word, suffix in enumerate(suffixes(fold(name))):
            words[suffix] = min(word, words.get(suffix, word))
    for suffix, word in words.items():
        # Whichever name was typed, the thing is shown by its own.
        yield Alias(role, thing, shown, suffix, word, prominence, known_from, spoils)


def _seasons_known_from(facts: Sequence[Fact]) -> dict[int, date]:
    """For each season the day on which it was first spoken of."""
    since: dict[int, date] = {}
    for fact in facts:
        first = min(claim.counts_from for claim in fact.claims)
        for season in fact.seasons:
            since[season] = min(first, since.get(season, first))
    return since


def _season_names(catalogue: BaseCatalogue, since: Mapping[int, date]) -> Iterator[Alias]:
    for number in catalogue.seasons:
        # A season is known by its number everywhere, so that stands for its id.
        for name in (f"season {number}", f"series {number}", f"s{number}", str(number)):
            yield Alias(NameRole.SEASON, number, f"Season {number}", name, 0, 0, since.get(number), False)


def _episode_names(pack: Pack, catalogue: BaseCatalogue, since: Mapping[int, date]) -> Iterator[Alias]:
    for entry in pack.episodes:
        episode = catalogue.episodes[entry.code]
        season, number = entry.code
        label = f"{entry.code} · {entry.title}" if entry.title else str(entry.code)
        codes = (f"s{season:02}e{number:02}", f"s{season}e{number}", f"{season}x{number:02}", f"{season}x{number}")
        for code in dict.fromkeys((*codes, f"{season}{number:02}")):
            # Before it aired an episode is known by its number alone.
            yield Alias(NameRole.EPISODE, episode.id, str(entry.code), code, 0, _EPISODES, since.get(season), False)
            if entry.title:
                yield Alias(NameRole.EPISODE, episode.id, label, code, 0, _EPISODES, entry.aired, False)
        for title in (entry.title, *entry.also) if entry.title else ():
            whole = title_keys(title)
            for word, suffix in enumerate(suffixes(fold(title))):
                first = 0 if suffix in whole else word
                yield Alias(NameRole.EPISODE, episode.id, label, suffix, first, _EPISODES, entry.aired, False)


def vouchers(pack: Pack, catalogue: BaseCatalogue) -> list[tuple[int, str, int]]:
    """Who vouches for the details of each episode: episode, detail, source."""
    return [
        (catalogue.episodes[entry.code].id, detail, catalogue.sources[source].id)
        for entry in pack.episodes
        for detail, sources in (
            ("title", entry.title_sources), ("runtime", entry.runtime_sources), ("imdb", entry.imdb_sources),
        )
        for source in dict.fromkeys(sources)
    ]  # fmt: skip
