"""From a pack's table, as TOML or JSON gives it, to a checked pack, or to every fault in it."""

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

_BY_ID: dict[str, type[Entry]] = {"sources": SourceEntry, "people": PersonEntry, "characters": CharacterEntry}
_IN_ORDER: dict[str, type[Entry]] = {"seasons": SeasonEntry, "episodes": EpisodeEntry, "facts": FactEntry}
_ID: TypeAdapter[str] = TypeAdapter(Id)

# Far more than any entry needs; so few that one entry can't hold a hundred thousand faults.
MOST_KEYS = 40
MOST_IN_A_LIST = 500


def check(table: dict[str, object], findings: Findings, today: date | None = None) -> Pack | None:
    """The pack in this table; None when faults were found, which are told to `findings`.

    With `today` a claim that is published later is a fault too.
    Entries are checked one after another, and each that is sound takes the place of its table: so of a large file
    there are never both at once, and the faults of one entry are forgotten before the next.
    """
    before = findings.count
    head = _head(table, findings)
    for section, model in _BY_ID.items():
        _check_by_id(section, _by_id(table, section), model, findings)
    for section, model in _IN_ORDER.items():
        entries = _entries(table, section)
        for index, entry in enumerate(entries):
            entries[index] = _checked(entry, model, (section, index), findings)
    _check_references(table, findings)
    if today:
        _check_published(table, today, findings)
    if head is None or findings.count > before:
        return None
    by_id: dict[str, object] = {section: _by_id(table, section) for section in _BY_ID}
    return head.model_copy(update=by_id | {section: tuple(_entries(table, section)) for section in _IN_ORDER})


def _head(table: Mapping[str, object], findings: Findings) -> Pack | None:
    """All but the entries, which are checked by themselves."""
    apart = {key for key in _BY_ID if isinstance(table.get(key), dict)}
    apart |= {key for key in _IN_ORDER if isinstance(table.get(key), list)}
    rest = {key: value for key, value in table.items() if key not in apart}
    if _is_crowded(rest, (), findings) or _is_crowded(rest.get("show"), ("show",), findings):
        return None
    try:
        return Pack.model_validate(rest)
    except ValidationError as error:
        findings.tell_all(error)
        return None


def _check_by_id(section: str, entries: dict[str, object], model: type[Entry], findings: Findings) -> None:
    for key, entry in entries.items():
        try:
            _ID.validate_python(key)
        except ValidationError as error:
            findings.tell_all(error, (section, key, "[key]"))
        entries[key] = _checked(entry, model, (section, key), findings)


def _checked(entry: object, model: type[Entry], location: Location, findings: Findings) -> object:
    if _is_crowded(entry, location, findings):
        return entry
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        findings.tell_all(error, location)
        return entry


def _is_crowded(entry: object, location: Location, findings: Findings) -> bool:
    """Whether an entry has more in it than is worth checking."""
    if not isinstance(entry, dict):
        return False
    keys = cast(dict[str, object], entry)
    if len(keys) > MOST_KEYS:
        findings.tell(location, f"has {len(keys):,} keys, and no entry has more than {MOST_KEYS}")
        return True
    crowded = False
    for key, value in keys.items():
        if not isinstance(value, list):
            continue
        values = cast(list[object], value)
        if len(values) > MOST_IN_A_LIST:
            findings.tell((*location, key), f"lists {len(values):,}, and the most is {MOST_IN_A_LIST}")
            crowded = True
        elif key == "claims":
            for index, claim in enumerate(values):
                crowded |= _is_crowded(claim, (*location, key, index), findings)
    return crowded


@dataclass(frozen=True, slots=True)
class _Known:
    """What entries may name, those with faults of their own included: a fault is told where it is, and once."""

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
        frozenset(code for one in codes if (code := _code(one)) is not None),
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
    """Everything that sound entries get wrong about each other: names of nothing, names given twice."""
    for section, key in (("seasons", "number"), ("episodes", "code"), ("facts", "id")):
        _tell_twice(section, key, _entries(table, section), findings)
    known = _known(table)
    for key, character in known.characters.items():
        if isinstance(character, CharacterEntry) and character.spoils and character.spoils not in known.codes:
            findings.tell(("characters", key, "spoils"), f"{character.spoils} is not among the episodes")
    for index, episode in enumerate(_entries(table, "episodes")):
        if isinstance(episode, EpisodeEntry):
            _check_episode(episode, ("episodes", index), known, findings)
    for index, fact in enumerate(_entries(table, "facts")):
        if isinstance(fact, FactEntry):
            _check_fact(fact, ("facts", index), known, findings)


def _tell_twice(section: str, key: str, entries: Iterable[object], findings: Findings) -> None:
    seen: set[object] = set()
    for index, entry in enumerate(entries):
        if isinstance(entry, Entry):
            name = getattr(entry, key)
            if name in seen:
                findings.tell((section, index), "is there twice")
            seen.add(name)


def _check_episode(episode: EpisodeEntry, at: Location, known: _Known, findings: Findings) -> None:
    if episode.code.season not in known.seasons:
        findings.tell(at, f"season {episode.code.season} is not among the seasons")
    for key in ("title_sources", "aired_sources", "runtime_sources", "imdb_sources"):
        for source in getattr(episode, key):
            if source not in known.sources:
                findings.tell((*at, key), f"{source} is not among the sources")
    if episode.aired_sources and episode.aired is None:
        findings.tell((*at, "aired_sources"), "has sources for an air date that is not given")


def _check_fact(fact: FactEntry, at: Location, known: _Known, findings: Findings) -> None:
    _check_places(fact, at, known, findings)
    for person in fact.people:
        if person not in known.people:
            findings.tell((*at, "people"), f"{person} is not among the people")
    if len(set(fact.people)) < len(fact.people):
        findings.tell((*at, "people"), "names somebody twice")
    if fact.character is not None and fact.character not in known.characters:
        findings.tell((*at, "character"), f"{fact.character} is not among the characters")
    for key, other in (("settled_by", fact.settled_by), ("refuted_by", fact.refuted_by)):
        if other is not None and (other not in known.facts or other == fact.id):
            findings.tell((*at, key), f"{other} is not another of the facts")
    for index, claim in enumerate(fact.claims):
        if claim.source not in known.sources:
            findings.tell((*at, "claims", index, "source"), f"{claim.source} is not among the sources")


def _check_places(fact: FactEntry, at: Location, known: _Known, findings: Findings) -> None:
    for season in fact.all_seasons:
        if season not in known.seasons:
            findings.tell((*at, "seasons" if fact.seasons else "season"), f"{season} is not among the seasons")
    if len(set(fact.seasons)) < len(fact.seasons):
        findings.tell((*at, "seasons"), "names a season twice")
    about = "episode" if fact.episode is not None else "episodes"
    for key, code in (*((about, code) for code in fact.codes), ("spoils", fact.spoils)):
        if code is not None and code not in known.codes:
            findings.tell((*at, key), f"{code} is not among the episodes")


def _check_published(table: Mapping[str, object], today: date, findings: Findings) -> None:
    dated: list[tuple[Location, object]] = [(("sources", key), one) for key, one in _by_id(table, "sources").items()]
    for index, fact in enumerate(_entries(table, "facts")):
        if isinstance(fact, FactEntry):
            dated += [(("facts", index, "claims", place), claim) for place, claim in enumerate(fact.claims)]
    for location, entry in dated:
        published = inside(entry, "published")
        if isinstance(published, PartialDate) and published.first > today:
            words = f"{published} has not come yet; write the day on which it was said, or leave it out"
            findings.tell((*location, "published"), words)
