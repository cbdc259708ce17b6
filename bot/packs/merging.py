"""Adds a pack to another one of the same show, for tables that come in parts."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bot.domain.facts import Kind
from bot.packs.model import EpisodeEntry, FactEntry, Pack, SourceEntry
from bot.packs.names import digest

_T = TypeVar("_T")


def merged(first: Pack, second: Pack) -> Pack:
    """Return what both packs say.

    Where one source says the same of more places, it is one fact about all of them; where two sources say the same, it
    has both claims. Where a source contradicts what it said before, its later word stands.
    """
    second = _with_sources_of(first, second)
    seasons = {season.number: season for season in (*second.seasons, *first.seasons)}
    episodes = {episode.code: episode for episode in first.episodes}
    for episode in second.episodes:
        episodes[episode.code] = _episode(episodes.get(episode.code), episode)
    facts = _Facts(first.facts)
    for fact in second.facts:
        facts.add(fact)
    return first.model_copy(
        update={
            "sources": {**first.sources, **second.sources},
            "people": {**second.people, **first.people},
            "characters": {**second.characters, **first.characters},
            "seasons": tuple(seasons[number] for number in sorted(seasons)),
            "episodes": tuple(episodes[code] for code in sorted(episodes)),
            "facts": facts.all(),
        }
    )


def _with_sources_of(first: Pack, second: Pack) -> Pack:
    """Return the second pack, with the first one's keys for the sources that both have, and no other of its keys."""
    known: dict[SourceEntry, str] = {_plain(source): key for key, source in first.sources.items()}
    keys: dict[str, str] = {}
    for key, source in second.sources.items():
        free = key if key not in first.sources else f"{key[:40]}-{digest(source.outlet, source.url, source.title)}"
        keys[key] = known.get(_plain(source), free)
    return second.model_copy(
        update={
            "sources": {keys[key]: source for key, source in second.sources.items()},
            "episodes": tuple(_renamed(episode, keys) for episode in second.episodes),
            "facts": tuple(
                fact.model_copy(
                    update={
                        "claims": tuple(
                            claim.model_copy(update={"source": keys[claim.source]}) for claim in fact.claims
                        )
                    }
                )
                for fact in second.facts
            ),
        }
    )


def _plain(source: SourceEntry) -> SourceEntry:
    """Return what makes a source the same one: its outlet, title and address."""
    return SourceEntry(outlet=source.outlet, title=source.title, url=source.url)


def _renamed(episode: EpisodeEntry, keys: Mapping[str, str]) -> EpisodeEntry:
    fields = ("title_sources", "aired_sources", "runtime_sources", "imdb_sources")
    return episode.model_copy(update={name: tuple(keys[key] for key in getattr(episode, name)) for name in fields})


def _episode(first: EpisodeEntry | None, second: EpisodeEntry) -> EpisodeEntry:
    if first is None:
        return second
    update: dict[str, object] = {}
    for name in ("title", "aired", "runtime", "imdb"):
        value, vouchers = getattr(second, name), f"{name}_sources"
        if value is None:
            continue
        before = getattr(first, vouchers) if getattr(first, name) == value else ()
        update |= {name: value, vouchers: _joined(before, getattr(second, vouchers))}
    return first.model_copy(update=update)


class _Facts:
    """Facts to which others are added. `what` they say, apart from where and by whom, finds those that say the same."""

    def __init__(self, facts: Iterable[FactEntry]) -> None:
        self._by_id: dict[str, FactEntry] = {}
        self._alike: dict[object, dict[str, None]] = {}
        for fact in facts:
            self._put(fact.model_copy(update={"revision": None}))

    def all(self) -> tuple[FactEntry, ...]:
        return tuple(self._by_id.values())

    def add(self, fact: FactEntry) -> None:
        alike = [self._by_id[key] for key in self._alike.get(_what(fact), ())]
        if known := next((other for other in alike if _places(other) == _places(fact)), None):
            self._put(known.model_copy(update={"claims": _joined(known.claims, fact.claims)}))
        elif known := next((other for other in alike if _speak_of_several(other, fact)), None):
            self._put(_about_both(known, fact))
        else:
            before = self._by_id.get(fact.id)
            is_correction = (
                before is not None and _sources(before) == _sources(fact) and _places(before) == _places(fact)
            )
            free = before is None or is_correction
            self._put(
                fact
                if free
                else fact.model_copy(update={"id": f"{fact.id}-{digest(repr(_what(fact)), *_words(fact))}"})
            )

    def _put(self, fact: FactEntry) -> None:
        if before := self._by_id.get(fact.id):
            self._alike[_what(before)].pop(fact.id)
        self._by_id[fact.id] = fact
        self._alike.setdefault(_what(fact), {})[fact.id] = None


def _what(fact: FactEntry) -> tuple[object, ...]:
    released = fact.released.text if fact.released else None
    said = (fact.statement, released, fact.state, fact.billing, fact.set_size)
    return (fact.kind, fact.people, fact.character, fact.job, *said, bool(fact.codes))


def _places(fact: FactEntry) -> tuple[object, ...]:
    return tuple(sorted(fact.codes)), tuple(sorted(fact.all_seasons))


def _sources(fact: FactEntry) -> set[str]:
    return {claim.source for claim in fact.claims}


def _words(fact: FactEntry) -> list[str]:
    return [*map(str, fact.codes), *map(str, fact.all_seasons), *sorted(_sources(fact))]


def _speak_of_several(first: FactEntry, second: FactEntry) -> bool:
    """Return whether one source says the same of several episodes of a season, or of several seasons."""
    seasons = {code.season for code in (*first.codes, *second.codes)}
    return first.kind in (Kind.CAST, Kind.CREW) and len(seasons) < 2 and set(first.claims) == set(second.claims) and (
        bool(seasons) or first.kind is Kind.CREW
    )  # fmt: skip


def _about_both(first: FactEntry, second: FactEntry) -> FactEntry:
    codes, seasons = sorted({*first.codes, *second.codes}), sorted({*first.all_seasons, *second.all_seasons})
    return first.model_copy(
        update={
            "episode": codes[0] if len(codes) == 1 else None,
            "episodes": tuple(codes) if len(codes) > 1 else (),
            "season": seasons[0] if len(seasons) == 1 and not codes else None,
            "seasons": tuple(seasons) if len(seasons) > 1 and not codes else (),
        }
    )


def _joined(first: Iterable[_T], second: Iterable[_T]) -> tuple[_T, ...]:
    joined: list[_T] = []
    for value in (*first, *second):
        if value not in joined:
            joined.append(value)
    return tuple(joined)
