"""Adds a pack to another one of the same show, for tables that come in parts."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bot.packs.model import EpisodeEntry, FactEntry, Pack, SourceEntry
from bot.packs.names import digest

_T = TypeVar("_T")


def merged(first: Pack, second: Pack) -> Pack:
    """Return what both packs say.

    A fact that both have is about the places of both, and has the claims of both. Where they say different things
    about the same, as two tables by the same hand may, the second one's word stands.
    """
    second = _with_sources_of(first, second)
    seasons = {season.number: season for season in (*second.seasons, *first.seasons)}
    episodes = {episode.code: episode for episode in first.episodes}
    for episode in second.episodes:
        episodes[episode.code] = _episode(episodes.get(episode.code), episode)
    facts = {fact.id: fact.model_copy(update={"revision": None}) for fact in first.facts}
    for fact in second.facts:
        for entry in _fact(facts.get(fact.id), fact):
            facts[entry.id] = entry
    return first.model_copy(
        update={
            "sources": {**first.sources, **second.sources},
            "people": {**second.people, **first.people},
            "characters": {**second.characters, **first.characters},
            "seasons": tuple(seasons[number] for number in sorted(seasons)),
            "episodes": tuple(episodes[code] for code in sorted(episodes)),
            "facts": tuple(facts.values()),
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


def _fact(first: FactEntry | None, second: FactEntry) -> tuple[FactEntry, ...]:
    if first is None:
        return (second,)
    if bool(first.codes) != bool(second.codes):
        # The one is about episodes, the other about the season or the show: these are two facts.
        return (second.model_copy(update={"id": f"{second.id}-{digest(*map(str, second.codes))}"}),)
    if (first.people, first.character, first.job) != (second.people, second.character, second.job):
        return (second,)
    codes, seasons = sorted({*first.codes, *second.codes}), sorted({*first.all_seasons, *second.all_seasons})
    return (
        second.model_copy(
            update={
                "episode": codes[0] if len(codes) == 1 else None,
                "episodes": tuple(codes) if len(codes) > 1 else (),
                "season": seasons[0] if len(seasons) == 1 and not codes else None,
                "seasons": tuple(seasons) if len(seasons) > 1 and not codes else (),
                "claims": _joined(first.claims, second.claims),
            }
        ),
    )


def _joined(first: Iterable[_T], second: Iterable[_T]) -> tuple[_T, ...]:
    joined: list[_T] = []
    for value in (*first, *second):
        if value not in joined:
            joined.append(value)
    return tuple(joined)
