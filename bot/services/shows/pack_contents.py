"""A pack in the domain's terms: its facts, and the names by which its things are found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Character, Claim, Episode, Fact, Kind, Outcome, Person, Show, Source, State, Weight
from bot.domain.matching import LEAST_PROMINENT, ROLES, NameRole, prominence_of
from bot.packs.model import AIR_DATE, ClaimEntry, EpisodeEntry, FactEntry, Pack
from bot.services.names.aliases import episode_aliases, name_aliases, season_aliases, seasons_known_from, traits
from bot.store.gateways.catalogue_writer import Alias

UNDATED = date.min
"""Marks an undated claim about something that has not aired: `PackLoad` replaces it with the day of loading."""


@dataclass(frozen=True, slots=True)
class BaseCatalogue:
    """The saved rows, by a pack's own ids."""

    show: Show
    seasons: Mapping[int, int]
    episodes: Mapping[EpisodeCode, Episode]
    people: Mapping[str, Person]
    characters: Mapping[str, Character]
    sources: Mapping[str, Source]


def facts_of(pack: Pack, catalogue: BaseCatalogue) -> dict[str, Fact]:
    """The pack's facts by key, air dates included; without ids and `settled_by` yet."""
    facts = {f"{AIR_DATE}{episode.code}".lower(): _air_date(pack, episode, catalogue) for episode in pack.episodes
             if episode.aired and episode.aired_sources}  # fmt: skip
    first_aired = _first_days(catalogue)
    return facts | {entry.id: _fact(pack, entry, catalogue, first_aired) for entry in pack.facts}


def _fact(pack: Pack, entry: FactEntry, catalogue: BaseCatalogue, first_aired: Mapping[int | None, date]) -> Fact:
    seasons = {code.season for code in entry.codes} or set(entry.all_seasons)
    undated = _aired(entry, catalogue, first_aired)
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
        state=entry.state,
        job=entry.job,
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


def _first_days(catalogue: BaseCatalogue) -> dict[int | None, date]:
    """The day on which each season first aired, and under None the show."""
    first: dict[int | None, date] = {}
    for code, episode in catalogue.episodes.items():
        if episode.aired is not None:
            for place in (code.season, None):
                first[place] = min(episode.aired, first.get(place, episode.aired))
    return first


def _aired(entry: FactEntry, catalogue: BaseCatalogue, first_aired: Mapping[int | None, date]) -> date:
    """The air date of what a fact describes: its first episode, else its first season, else the show.

    That a show has ended is about its last episode. What else became of a show has no day to count from.
    """
    if entry.state is not None and not entry.all_seasons and entry.state is not State.ORDERED:
        return _last_day(catalogue) if entry.state is State.ENDED else UNDATED
    if entry.codes:
        known = (catalogue.episodes[code].aired for code in entry.codes)
        return min((day for day in known if day is not None), default=UNDATED)
    return first_aired.get(min(entry.all_seasons, default=None), UNDATED)


def _last_day(catalogue: BaseCatalogue) -> date:
    return max((episode.aired for episode in catalogue.episodes.values() if episode.aired), default=UNDATED)


def by_first_mention(keys: Iterable[str], mentions: Iterable[str | None]) -> list[str]:
    """The keys in the order in which facts mention them, then the rest: ids, and so lists, keep that order."""
    known = dict.fromkeys(keys)
    named = dict.fromkeys(key for key in mentions if key is not None and key in known)
    return [*named, *(key for key in known if key not in named)]


def prominence_of_characters(pack: Pack) -> dict[str, int]:
    """Each character's highest prominence, from 0 (main cast) to 3."""
    found = dict.fromkeys(pack.characters, LEAST_PROMINENT)
    for fact in pack.facts:
        if fact.character:
            found[fact.character] = min(found[fact.character], prominence_of(fact.billing))
    return found


def aliases_of(pack: Pack, catalogue: BaseCatalogue, facts: Sequence[Fact]) -> list[Alias]:
    """Every name by which the pack's things are found, starting at each of its words."""
    found = list(name_aliases(NameRole.SHOW, catalogue.show.id, (pack.show.title, *pack.show.also)))
    credited: dict[tuple[Kind, int], list[Fact]] = {}
    played: dict[int, list[Fact]] = {}
    for fact in facts:
        for person in dict.fromkeys(fact.people):
            credited.setdefault((fact.kind, person.id), []).append(fact)
        if fact.character:
            played.setdefault(fact.character.id, []).append(fact)
    for kind, role in ROLES.items():
        for key, person in catalogue.people.items():
            if mentions := credited.get((kind, person.id)):
                names = (person.name, *pack.people[key].also)
                found += name_aliases(role, person.id, names, *traits(mentions))
    for key, character in catalogue.characters.items():
        if mentions := played.get(character.id):
            prominence, known_from, spoils = traits(mentions)
            names = (character.name, *pack.characters[key].also)
            spoils = spoils or character.spoils is not None
            found += name_aliases(NameRole.CHARACTER, character.id, names, prominence, known_from, spoils)
    since = seasons_known_from(facts)
    for number in catalogue.seasons:
        found += season_aliases(number, since.get(number))
    found += _episode_names(pack, catalogue, since)
    return found


def _episode_names(pack: Pack, catalogue: BaseCatalogue, since: Mapping[int, date]) -> Iterator[Alias]:
    for entry in pack.episodes:
        yield from episode_aliases(catalogue.episodes[entry.code], entry.also, since.get(entry.code.season))


def vouchers(pack: Pack, catalogue: BaseCatalogue) -> list[tuple[int, str, int]]:
    """Who vouches for each episode's details, as rows of episode, detail and source."""
    return [
        (catalogue.episodes[entry.code].id, detail, catalogue.sources[source].id)
        for entry in pack.episodes
        for detail, sources in (
            ("title", entry.title_sources), ("runtime", entry.runtime_sources), ("imdb", entry.imdb_sources),
        )
        for source in dict.fromkeys(sources)
    ]  # fmt: skip
