"""From a pack's file to a checked pack, or to every fault in it in words for its author."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from bot.domain.codes import EpisodeCode
from bot.errors import PackFault, PackFaults
from bot.packs.model import EpisodeEntry, FactEntry, Pack

# A pack is read whole; the largest show there is fits many times over.
LARGEST = 20 * 1024 * 1024


def read_pack(path: Path) -> Pack:
    """The pack in this file. Raises PackFaults with all of its faults, be they of form, reference or sense."""
    return parse_pack(read_file(path), path)


def read_file(path: Path) -> bytes:
    """A pack's content, if it is of a size that packs have. Raises PackFaults."""
    try:
        if path.stat().st_size > LARGEST:
            raise PackFaults(path, [PackFault("the file", f"is larger than {LARGEST // 1024**2} MB")])
        return path.read_bytes()
    except OSError as error:
        raise PackFaults(path, [PackFault("the file", f"can't be read: {error.strerror or error}")]) from None


def parse_pack(content: bytes, path: Path) -> Pack:
    """The pack in a file's content. Raises PackFaults with all of its faults."""
    table = _table(content, path)
    try:
        pack = Pack.model_validate(table)
    except ValidationError as error:
        raise PackFaults(path, tuple(_in_words(error, table))) from None
    if faults := tuple(check_references(pack)):
        raise PackFaults(path, faults)
    return pack


def _table(content: bytes, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PackFaults(path, [PackFault(f"byte {error.start + 1}", "is not UTF-8; save the file as UTF-8")]) from None
    except tomllib.TOMLDecodeError as error:
        raise PackFaults(path, [PackFault("TOML", f"can't be read: {error}")]) from None
    except RecursionError:
        raise PackFaults(path, [PackFault("TOML", "is nested too deeply")]) from None


def _in_words(error: ValidationError, table: Mapping[str, object]) -> Iterator[PackFault]:
    for fault in error.errors(include_url=False):
        words = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            words = "is not a key that a pack has here; is it misspelt?"
        elif fault["type"] == "missing":
            words = "is missing"
        yield PackFault(_place(fault["loc"], table), words)


def _place(location: tuple[int | str, ...], table: Mapping[str, object]) -> str:
    """A path such as `facts › s02e07-director › claims › no. 1 › source`: entries by their own names."""
    steps: list[str] = []
    here: object = table
    for step in location:
        here = _inside(here, step)
        steps.append(_named(step, here))
    return " › ".join(steps) or "the pack"


def _inside(container: object, step: int | str) -> object:
    if isinstance(container, Mapping):
        return cast(Mapping[object, object], container).get(step)
    if isinstance(container, list) and isinstance(step, int):
        entries = cast(list[object], container)
        return entries[step] if step < len(entries) else None
    return None


def _named(step: int | str, entry: object) -> str:
    if isinstance(step, str):
        return step
    for key in ("id", "code", "number"):
        name = _inside(entry, key)
        if isinstance(name, str | int):
            return str(name)
    return f"no. {step + 1}"


def check_references(pack: Pack) -> Iterator[PackFault]:
    """Everything that entries get wrong about each other: names of nothing, names given twice."""
    yield from _twice("seasons", (str(season.number) for season in pack.seasons))
    yield from _twice("episodes", (str(episode.code) for episode in pack.episodes))
    yield from _twice("facts", (fact.id for fact in pack.facts))
    seasons = {season.number for season in pack.seasons}
    codes = {episode.code for episode in pack.episodes}
    for character, entry in pack.characters.items():
        if entry.spoils is not None and entry.spoils not in codes:
            yield PackFault(f"characters › {character} › spoils", f"{entry.spoils} is not among the episodes")
    for episode in pack.episodes:
        yield from _check_episode(pack, episode, seasons)
    known = {fact.id for fact in pack.facts}
    for fact in pack.facts:
        for place, words in _check_fact(pack, fact, seasons, codes, known):
            yield PackFault(f"facts › {fact.id} › {place}", words)


def _twice(where: str, names: Iterable[str]) -> Iterator[PackFault]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield PackFault(f"{where} › {name}", "is there twice")
        seen.add(name)


def _check_episode(pack: Pack, episode: EpisodeEntry, seasons: set[int]) -> Iterator[PackFault]:
    place = f"episodes › {episode.code}"
    if episode.code.season not in seasons:
        yield PackFault(place, f"season {episode.code.season} is not among the seasons")
    for key in ("title_sources", "aired_sources", "runtime_sources", "imdb_sources"):
        for source in getattr(episode, key):
            if source not in pack.sources:
                yield PackFault(f"{place} › {key}", f"{source} is not among the sources")
    if episode.aired_sources and episode.aired is None:
        yield PackFault(f"{place} › aired_sources", "has sources for an air date that is not given")


def _check_fact(
    pack: Pack, fact: FactEntry, seasons: set[int], codes: set[EpisodeCode], known: set[str]
) -> Iterator[tuple[str, str]]:
    if fact.season is not None and fact.season not in seasons:
        yield "season", f"{fact.season} is not among the seasons"
    named = [("episode", code) for code in fact.codes] + ([("spoils", fact.spoils)] if fact.spoils else [])
    for place, code in named:
        if code not in codes:
            yield place, f"{code} is not among the episodes"
    for person in fact.people:
        if person not in pack.people:
            yield "people", f"{person} is not among the people"
    if len(set(fact.people)) < len(fact.people):
        yield "people", "names somebody twice"
    if fact.character is not None and fact.character not in pack.characters:
        yield "character", f"{fact.character} is not among the characters"
    for key, other in (("settled_by", fact.settled_by), ("refuted_by", fact.refuted_by)):
        if other is not None and (other not in known or other == fact.id):
            yield key, f"{other} is not another of the facts"
    for number, claim in enumerate(fact.claims, start=1):
        if claim.source not in pack.sources:
            yield f"claims › no. {number} › source", f"{claim.source} is not among the sources"
