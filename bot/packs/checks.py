"""Checks a pack's table, as read from TOML or JSON, and returns a pack or every fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from pydantic import TypeAdapter, ValidationError

from bot.domain.codes import EpisodeCode, parse_episode
from bot.domain.dates import PartialDate
from bot.packs.faults import Findings, Location, inside
from bot.packs.model import (
    CharacterEntry,
    Entry,
    EpisodeEntry,
    FactEntry,
    Id,
    Pack,
    PersonEntry,
    SeasonEntry,
    SourceEntry,
)  # fmt: skip
from bot.packs.runs import write_out_runs

BY_ID: dict[str, type[Entry]] = {"sources": SourceEntry, "people": PersonEntry, "characters": CharacterEntry}
IN_ORDER: dict[str, type[Entry]] = {"seasons": SeasonEntry, "episodes": EpisodeEntry, "facts": FactEntry}
_ID: TypeAdapter[str] = TypeAdapter(Id)

# Far more than any entry needs, and few enough that one entry can't hold a hundred thousand faults.
MOST_KEYS = 40
MOST_IN_A_LIST = 500


def check(table: dict[str, object], findings: Findings, today: date | None = None) -> Pack | None:
    """Return the pack in this table, or None if there are faults, which are added to `findings`.

    With `today`, a claim published later is a fault too.
    Each valid entry replaces its table as soon as it is checked. So a large file is never in memory in both forms,
    and pydantic's errors for one entry are freed before the next.
    """
    before = findings.count
    write_out_runs(table)
    head = _head(table, findings)
    for section, model in BY_ID.items():
        _check_by_id(section, _by_id(table, section), model, findings)
    for section, model in IN_ORDER.items():
        entries = _entries(table, section)
        for index, entry in enumerate(entries):
            entries[index] = _checked(entry, model, (section, index), findings)
    _check_references(table, findings)
    if today:
        _check_published(table, today, findings)
    if head is None or findings.count > before:
        return None
    by_id: dict[str, object] = {section: _by_id(table, section) for section in BY_ID}
    return head.model_copy(update=by_id | {section: tuple(_entries(table, section)) for section in IN_ORDER})


def _head(table: Mapping[str, object], findings: Findings) -> Pack | None:
    """Check everything but the entries, which are checked one by one."""
    apart = {key for key in BY_ID if isinstance(table.get(key), dict)}
    apart |= {key for key in IN_ORDER if isinstance(table.get(key), list)}
    rest = {key: value for key, value in table.items() if key not in apart}
    if _is_crowded(rest, (), findings) or _is_crowded(rest.get("show"), ("show",), findings):
        return None
    try:
        return Pack.model_validate(rest)
    except ValidationError as error:
        findings.add_errors(error)
        return None


def _check_by_id(section: str, entries: dict[str, object], model: type[Entry], findings: Findings) -> None:
    for key, entry in entries.items():
        try:
            _ID.validate_python(key)
        except ValidationError as error:
            findings.add_errors(error, (section, key, "[key]"))
        entries[key] = _checked(entry, model, (section, key), findings)


def _checked(entry: object, model: type[Entry], location: Location, findings: Findings) -> object:
    if _is_crowded(entry, location, findings):
        return entry
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        findings.add_errors(error, location)
        return entry


def _is_crowded(entry: object, location: Location, findings: Findings) -> bool:
    """Return whether an entry has too much in it to be worth checking."""
    if not isinstance(entry, dict):
        return False
    keys = cast(dict[str, object], entry)
    if len(keys) > MOST_KEYS:
        findings.add(location, f"has {len(keys):,} keys; an entry can't have more than {MOST_KEYS}")
        return True
    crowded = False
    for key, value in keys.items():
        if not isinstance(value, list):
            continue
        values = cast(list[object], value)
        if len(values) > MOST_IN_A_LIST:
            findings.add((*location, key), f"lists {len(values):,}; the limit is {MOST_IN_A_LIST}")
            crowded = True
        elif key == "claims":
            for index, claim in enumerate(values):
                crowded |= _is_crowded(claim, (*location, key, index), findings)
    return crowded


@dataclass(frozen=True, slots=True)
class _Known:
    """What entries may refer to. Entries with faults of their own count, so each fault is reported only once."""

    sources: Mapping[str, object]
    people: Mapping[str, object]
    characters: Mapping[str, object]
    seasons: frozenset[object]
    codes: frozenset[EpisodeCode]
    facts: frozenset[object]


def _known(table: Mapping[str, object]) -> _Known:
    codes = (inside(entry, "code") for entry in _entries(table, "episodes"))
    return _Known(
        _by_id(table, "sources"),
        _by_id(table, "people"),
        _by_id(table, "characters"),
        frozenset(_names(_entries(table, "seasons"), "number")),
        frozenset(code for value in codes if (code := _code(value)) is not None),
        frozenset(_names(_entries(table, "facts"), "id")),
    )


def _by_id(table: Mapping[str, object], section: str) -> dict[str, object]:
    entries = table.get(section)
    return cast(dict[str, object], entries) if isinstance(entries, dict) else {}


def _entries(table: Mapping[str, object], section: str) -> list[object]:
    entries = table.get(section)
    return cast(list[object], entries) if isinstance(entries, list) else []


def _names(entries: Iterable[object], key: str) -> Iterable[str | int]:
    return (name for entry in entries if isinstance(name := inside(entry, key), str | int))


def _code(value: object) -> EpisodeCode | None:
    if isinstance(value, EpisodeCode):
        return value
    return parse_episode(value) if isinstance(value, str) else None


def _check_references(table: Mapping[str, object], findings: Findings) -> None:
    """Find references to things that are not in the pack, and names that are used twice."""
    for section, key in (("seasons", "number"), ("episodes", "code"), ("facts", "id")):
        _check_unique(section, key, _entries(table, section), findings)
    known = _known(table)
    for key, character in known.characters.items():
        if isinstance(character, CharacterEntry) and character.spoils and character.spoils not in known.codes:
            findings.add(("characters", key, "spoils"), f"{character.spoils} is not among the episodes")
    for index, episode in enumerate(_entries(table, "episodes")):
        if isinstance(episode, EpisodeEntry):
            _check_episode(episode, ("episodes", index), known, findings)
    for index, fact in enumerate(_entries(table, "facts")):
        if isinstance(fact, FactEntry):
            _check_fact(fact, ("facts", index), known, findings)


def _check_unique(section: str, key: str, entries: Iterable[object], findings: Findings) -> None:
    seen: set[object] = set()
    for index, entry in enumerate(entries):
        if isinstance(entry, Entry):
            name = getattr(entry, key)
            if name in seen:
                findings.add((section, index), "is there twice")
            seen.add(name)


def _check_episode(episode: EpisodeEntry, at: Location, known: _Known, findings: Findings) -> None:
    if episode.code.season not in known.seasons:
        findings.add(at, f"season {episode.code.season} is not among the seasons")
    for key in ("title_sources", "aired_sources", "runtime_sources", "imdb_sources"):
        for source in getattr(episode, key):
            if source not in known.sources:
                findings.add((*at, key), f"{source} is not among the sources")
    if episode.aired_sources and episode.aired is None:
        findings.add((*at, "aired_sources"), "has sources for an air date that is not given")


def _check_fact(fact: FactEntry, at: Location, known: _Known, findings: Findings) -> None:
    _check_places(fact, at, known, findings)
    for person in fact.people:
        if person not in known.people:
            findings.add((*at, "people"), f"{person} is not among the people")
    if len(set(fact.people)) < len(fact.people):
        findings.add((*at, "people"), "names somebody twice")
    if fact.character is not None and fact.character not in known.characters:
        findings.add((*at, "character"), f"{fact.character} is not among the characters")
    for key, other in (("settled_by", fact.settled_by), ("refuted_by", fact.refuted_by)):
        if other is not None and (other not in known.facts or other == fact.id):
            findings.add((*at, key), f"{other} is not another of the facts")
    for index, claim in enumerate(fact.claims):
        if claim.source not in known.sources:
            findings.add((*at, "claims", index, "source"), f"{claim.source} is not among the sources")


def _check_places(fact: FactEntry, at: Location, known: _Known, findings: Findings) -> None:
    for season in fact.all_seasons:
        if season not in known.seasons:
            findings.add((*at, "seasons" if fact.seasons else "season"), f"{season} is not among the seasons")
    if len(set(fact.seasons)) < len(fact.seasons):
        findings.add((*at, "seasons"), "names a season twice")
    about = "episode" if fact.episode is not None else "episodes"
    for key, code in (*((about, code) for code in fact.codes), ("spoils", fact.spoils)):
        if code is not None and code not in known.codes:
            findings.add((*at, key), f"{code} is not among the episodes")


def _check_published(table: Mapping[str, object], today: date, findings: Findings) -> None:
    sources = _by_id(table, "sources")
    dated: list[tuple[Location, object]] = [(("sources", key), source) for key, source in sources.items()]
    for index, fact in enumerate(_entries(table, "facts")):
        if isinstance(fact, FactEntry):
            dated += [(("facts", index, "claims", number), claim) for number, claim in enumerate(fact.claims)]
    for location, entry in dated:
        published = inside(entry, "published")
        if isinstance(published, PartialDate) and published.first > today:
            words = f"{published} has not come yet; write the day it was said, or leave it out"
            findings.add((*location, "published"), words)
