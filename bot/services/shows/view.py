"""All that a server sees of a show, with the ids that a file uses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind, Show, Source, Synopsis
from bot.domain.ids import base36
from bot.domain.matching import PERSON_ROLES, NameRole
from bot.domain.names import spellings
from bot.packs.model import AIR_DATE, EpisodeEntry, ShowEntry
from bot.store.gateways.exports import CharacterRow, EpisodeRow, FactRow, PersonRow, SeasonRow, ShowRow, SourceRow
from bot.store.store import Store

AIRED = "aired-"
"""Ids of air dates that are facts of their own begin with this: an episode's entry can't hold all of them."""
_ID = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_LONGEST_ID = 80
_ROOM = 14  # for a hyphen and the row's id after a key that is taken
_NAMED = (*PERSON_ROLES, NameRole.CHARACTER, NameRole.EPISODE, NameRole.SHOW)


@dataclass(frozen=True, slots=True)
class ShowView:
    """Rows as a server sees them. `names` has the keys of each thing's full names, by its id."""

    show: ShowRow
    facts: tuple[FactRow, ...] = ()
    seasons: tuple[SeasonRow, ...] = ()
    episodes: tuple[EpisodeRow, ...] = ()
    vouchers: Mapping[tuple[int, str], tuple[Source, ...]] = field(
        default_factory=dict[tuple[int, str], tuple[Source, ...]]
    )
    people: tuple[PersonRow, ...] = ()
    characters: tuple[CharacterRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])

    def fact_ids(self) -> dict[int, str]:
        """The id of each fact in a file. Facts of the base keep the ids of its packs."""
        ordered = sorted(self.facts, key=lambda row: (row.own, row.key.startswith(AIR_DATE), row.fact.id))
        return unique_ids((row.fact.id, file_id(row.key)) for row in ordered)

    def person_ids(self) -> dict[int, str]:
        return unique_ids((row.person.id, row.key) for row in self.people)

    def character_ids(self) -> dict[int, str]:
        return unique_ids((row.character.id, row.key) for row in self.characters)

    def source_ids(self) -> dict[int, str]:
        return unique_ids((row.id, row.key) for row in self.sources)

    def seasons_by_number(self) -> dict[int, SeasonRow]:
        """One row for each season: the base's if it has one."""
        return {row.number: row for row in reversed(self.seasons)}

    def episodes_by_code(self) -> dict[EpisodeCode, EpisodeRow]:
        """One row for each episode: the base's if it has one."""
        return {row.episode.code: row for row in reversed(self.episodes)}


async def read_view(store: Store, guild: int, show: ShowRow) -> ShowView:
    """Read all that a server sees of a show, page by page, so that no answer has to wait long."""
    facts: list[FactRow] = []
    for kind in Kind:
        after = 0
        while page := await store.reading().exports.facts(guild, show.show.id, kind, after):
            facts += page
            after = page[-1].fact.id
    names: dict[int, tuple[str, ...]] = {}
    for role in _NAMED:
        for thing, found in (await store.reading().exports.names(guild, show.show.id, role)).items():
            names[thing] = (*names.get(thing, ()), *(name for name in found if name not in names.get(thing, ())))
    exports = store.reading().exports
    return ShowView(
        show=show,
        facts=tuple(facts),
        seasons=await exports.seasons(guild, show.show.id),
        episodes=await exports.episodes(guild, show.show.id),
        vouchers=await exports.detail_sources(guild, show.show.id),
        people=await exports.people(guild, show.show.id),
        characters=await exports.characters(guild, show.show.id),
        sources=await exports.sources(guild, show.show.id),
        names=names,
    )


def file_id(key: str) -> str:
    """The id of a fact in a file, before it is made unique."""
    return f"{AIRED}{key.removeprefix(AIR_DATE)}" if key.startswith(AIR_DATE) else key


def unique_ids(keys: Iterable[tuple[int, str]]) -> dict[int, str]:
    """A valid pack id for each thing: its key, or an id made from it if the key is invalid or taken."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for thing, key in keys:
        own = key if len(key) <= _LONGEST_ID and _ID.fullmatch(key) else ""
        if not own or own in taken:
            plain = "-".join(re.findall(r"[A-Za-z0-9]+", key))[: _LONGEST_ID - _ROOM].rstrip("-")
            own = f"{plain}-{base36(thing)}" if plain else base36(thing)
        found[thing] = own
        taken.add(own)
    return found


def places_of(fact: Fact) -> set[EpisodeCode]:
    """Every episode that a fact names: those it is about, and those it spoils."""
    codes = {episode.code for episode in fact.episodes}
    spoils = (fact.spoils, fact.character.spoils if fact.character else None)
    return codes | {code for code in spoils if code is not None}


def show_entry(view: ShowView) -> ShowEntry:
    """The show as a pack names it."""
    row = view.show
    also = other_names(row.show.title, view.names.get(row.show.id, ()))
    return ShowEntry(
        id=row.key,
        title=row.show.title,
        also=also,
        network=row.network,
        imdb=row.imdb,
        tvmaze=row.tvmaze,
        credit=row.show.credit,
        image=row.show.image,
        image_credit=row.show.image_credit,
    )


def show_row(entry: ShowEntry, show: int, *, own: bool) -> ShowRow:
    """A pack's show as a row under this id."""
    row = Show(show, entry.title, entry.credit, entry.image, entry.image_credit)
    return ShowRow(row, own, entry.id, entry.network, entry.imdb, entry.tvmaze)


def synopsis_of(entry: EpisodeEntry) -> Synopsis | None:
    """The synopsis of a pack's episode."""
    return Synopsis(entry.synopsis, entry.synopsis_credit) if entry.synopsis and entry.synopsis_credit else None


def other_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in names if other not in spellings(name))
