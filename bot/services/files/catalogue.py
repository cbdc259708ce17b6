"""Whom and what a file names: found among what a server sees, or to be written down in its own layer."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Episode, Person, Source
from bot.domain.ids import Ids
from bot.domain.names import fold
from bot.packs.model import CharacterEntry, EpisodeEntry, Pack, PersonEntry, SourceEntry
from bot.services.files.matching import Matcher
from bot.services.shows.pack_contents import BaseCatalogue, prominence_of_characters
from bot.services.shows.view import ShowView
from bot.store.gateways.exports import CharacterRow, EpisodeRow, PersonRow, SeasonRow
from bot.store.gateways.staging import NewSource
from bot.store.store import Store


@dataclass(slots=True)
class Additions:
    """What has to be written down before the file's facts can be, and what becomes so when they take effect.

    The latter are `sizes` of seasons, `details` of episodes with `vouchers` for them, other `names`, and `marks`: the
    episodes that characters' names give away. `filled` counts what is so added to things that stand; `unmarked`
    characters are the base's, whose marks no import changes.
    """

    seasons: list[SeasonRow] = field(default_factory=list[SeasonRow])
    episodes: list[EpisodeRow] = field(default_factory=list[EpisodeRow])
    sizes: list[tuple[int, int | None]] = field(default_factory=list[tuple[int, int | None]])
    details: list[EpisodeRow] = field(default_factory=list[EpisodeRow])
    people: list[PersonRow] = field(default_factory=list[PersonRow])
    characters: list[tuple[CharacterRow, int, int | None]] = field(
        default_factory=list[tuple[CharacterRow, int, int | None]]
    )
    sources: list[NewSource] = field(default_factory=list[NewSource])
    vouchers: list[tuple[int, str, int]] = field(default_factory=list[tuple[int, str, int]])
    names: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    marks: list[tuple[int, int | None]] = field(default_factory=list[tuple[int, int | None]])
    filled: int = 0
    unmarked: int = 0


async def find_catalogue(
    store: Store, ids: Ids, guild: int, pack: Pack, view: ShowView
) -> tuple[BaseCatalogue, Additions]:
    """The rows that a file's own ids stand for, and those that are still to be written.

    Somebody is found by the file's id if the name agrees, else by name if only one of the show has it.
    """
    return await _Finding(store, ids, guild, pack, view).run()


class _Finding:
    def __init__(self, store: Store, ids: Ids, guild: int, pack: Pack, view: ShowView) -> None:
        self._store = store
        self._ids = ids
        self._guild = guild
        self._pack = pack
        self._view = view
        self._new = Additions()

    async def run(self) -> tuple[BaseCatalogue, Additions]:
        seasons = self._seasons()
        rows = self._episodes(seasons)
        episodes = {code: row.episode for code, row in rows.items()}
        sources = await self._sources()
        catalogue = BaseCatalogue(
            self._view.show.show, seasons, episodes, await self._people(), self._characters(episodes), sources
        )
        self._vouchers(rows, catalogue.sources)
        self._other_names(catalogue)
        return catalogue, self._new

    def _seasons(self) -> dict[int, int]:
        known = self._view.seasons_by_number()
        for entry in self._pack.seasons:
            row = known.get(entry.number)
            if row is None:
                row = known[entry.number] = SeasonRow(self._ids(), True, entry.number, None, in_use=False)
                self._new.seasons.append(row)
            fills = row.own and row.in_use and row.episodes is None and entry.episodes is not None
            if fills or not row.in_use:
                # What was prepared before and never taken is no record of anything.
                self._new.sizes.append((row.id, entry.episodes))
                self._new.filled += fills
        return {number: row.id for number, row in known.items()}

    def _episodes(self, seasons: Mapping[int, int]) -> dict[EpisodeCode, EpisodeRow]:
        known = self._view.episodes_by_code()
        for entry in self._pack.episodes:
            row = known.get(entry.code)
            if row is None:
                episode = Episode(self._ids(), entry.code)
                row = EpisodeRow(episode, True, seasons[entry.code.season], in_use=False)
                self._new.episodes.append(row)
            known[entry.code] = self._filled(row, entry)
        named = {entry.code for entry in self._pack.episodes}
        return {code: row for code, row in known.items() if row.in_use or code in named}

    def _filled(self, row: EpisodeRow, entry: EpisodeEntry) -> EpisodeRow:
        """The episode with what the file says where nothing is on record."""
        if not row.own:
            return row
        before = row if row.in_use else EpisodeRow(Episode(row.episode.id, entry.code), True, row.season)
        title, aired = before.episode.title or entry.title, before.episode.aired or entry.aired
        filled = replace(
            before,
            episode=Episode(row.episode.id, entry.code, title, aired),
            runtime=before.runtime or entry.runtime,
            imdb=before.imdb or entry.imdb,
            in_use=row.in_use,
        )
        if filled != row or not row.in_use:
            self._new.details.append(filled)
            self._new.filled += row.in_use
        return filled

    async def _people(self) -> dict[str, Person]:
        ids = self._view.person_ids()
        matcher = Matcher({ids[row.person.id]: row.person for row in self._view.people}, self._view.names)
        for key, entry in self._pack.people.items():
            if not matcher.by_key(key, entry):
                for row in await self._store.reading().exports.people_with_key(self._guild, key):
                    if matcher.take(key, entry, row.person):
                        break

        def new(key: str, entry: PersonEntry | CharacterEntry) -> Person:
            person = Person(self._ids(), entry.name)
            self._new.people.append(PersonRow(person, own=True, key=key))
            return person

        return matcher.rest(self._pack.people, new)

    def _characters(self, episodes: Mapping[EpisodeCode, Episode]) -> dict[str, Character]:
        ids = self._view.character_ids()
        matcher = Matcher({ids[row.character.id]: row.character for row in self._view.characters}, self._view.names)
        prominence = prominence_of_characters(self._pack)
        for key, entry in self._pack.characters.items():
            matcher.by_key(key, entry)

        def new(key: str, entry: PersonEntry | CharacterEntry) -> Character:
            spoils = entry.spoils if isinstance(entry, CharacterEntry) else None
            character = Character(self._ids(), entry.name, spoils)
            row = CharacterRow(character, own=True, key=key)
            self._new.characters.append((row, prominence[key], episodes[spoils].id if spoils else None))
            return character

        found = matcher.rest(self._pack.characters, new)
        self._marks(found, episodes)
        return found

    def _marks(self, found: Mapping[str, Character], episodes: Mapping[EpisodeCode, Episode]) -> None:
        """What the file says of names on record that spoil; that it says nothing is no news where they stand."""
        known = {row.character.id: row for row in self._view.characters}
        for key, entry in self._pack.characters.items():
            row = known.get(found[key].id)
            stands = bool(self._view.names.get(found[key].id))
            if row is None or entry.spoils == row.character.spoils or (stands and entry.spoils is None):
                continue
            if row.own:
                self._new.marks.append((row.character.id, episodes[entry.spoils].id if entry.spoils else None))
                self._new.filled += stands
            else:
                self._new.unmarked += 1

    async def _sources(self) -> dict[str, Source]:
        """Sources are known by what they say of themselves, not by a file's short names for them."""
        known = {_told(claim.source): claim.source for row in self._view.facts for claim in row.fact.claims}
        known |= {_told(source): source for sources in self._view.vouchers.values() for source in sources}
        found: dict[str, Source] = {}
        for key, entry in self._pack.sources.items():
            told = _told(entry)
            if told not in known:
                known[told] = await self._new_source(entry)
            found[key] = known[told]
        return found

    async def _new_source(self, entry: SourceEntry) -> Source:
        words = "\n".join((entry.outlet, entry.title or "", entry.url or ""))
        key = f"s-{hashlib.sha256(words.encode()).hexdigest()[:20]}"
        row = await self._store.reading().exports.own_source(self._guild, key)
        if row is None:
            row = self._ids()
            self._new.sources.append(NewSource(row, key, entry.outlet, entry.title, entry.url))
        return Source(row, entry.outlet, entry.title, entry.url)

    def _vouchers(self, rows: Mapping[EpisodeCode, EpisodeRow], sources: Mapping[str, Source]) -> None:
        added = {row.episode.id for row in self._new.details}
        for entry in self._pack.episodes:
            row = rows[entry.code]
            episode = row.episode.id
            if episode in added:
                for detail, keys, agrees in (
                    ("title", entry.title_sources, entry.title == row.episode.title),
                    ("runtime", entry.runtime_sources, entry.runtime == row.runtime),
                    ("imdb", entry.imdb_sources, entry.imdb == row.imdb),
                ):
                    if agrees:
                        self._new.vouchers += [(episode, detail, sources[key].id) for key in dict.fromkeys(keys)]

    def _other_names(self, catalogue: BaseCatalogue) -> None:
        added = {row.episode.code for row in self._new.details}
        given = [(catalogue.people[key].id, entry.also) for key, entry in self._pack.people.items()]
        given += [(catalogue.characters[key].id, entry.also) for key, entry in self._pack.characters.items()]
        given += [(catalogue.episodes[one.code].id, one.also) for one in self._pack.episodes if one.code in added]
        given.append((catalogue.show.id, self._pack.show.also))
        for thing, names in given:
            known = self._view.names.get(thing, ())
            self._new.names += [(thing, folded) for name in names if (folded := fold(name)) not in known]


def _told(source: Source | SourceEntry) -> tuple[str, str | None, str | None]:
    return source.outlet, source.title, source.url
