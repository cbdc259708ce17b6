"""Who and what a file names: found among what a server sees, or to be added in the server's own layer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Episode, Person, Source
from bot.domain.ids import Ids
from bot.domain.keys import source_key
from bot.domain.names import fold
from bot.packs.model import CharacterEntry, EpisodeEntry, Pack, PersonEntry
from bot.services.files.comparing import without_id
from bot.services.shows.pack_contents import BaseCatalogue, prominence_of_characters
from bot.services.shows.view import ShowView, synopsis_of
from bot.store.gateways.exports import CharacterRow, EpisodeRow, PersonRow, SeasonRow
from bot.store.store import Store

_T = TypeVar("_T", Person, Character)


@dataclass(slots=True)
class Additions:
    """What has to be written before the file's facts can be, and what is set when they take effect.

    Set are `sizes` of seasons, `details` of episodes with their `vouchers`, other `names`, and `marks`: the episodes
    that characters' names give away. `filled` counts what is added in this way to things on record. `unmarked` counts
    characters of the base, whose marks no import changes. `sources` are with their keys.
    """

    seasons: list[SeasonRow] = field(default_factory=list[SeasonRow])
    episodes: list[EpisodeRow] = field(default_factory=list[EpisodeRow])
    sizes: list[tuple[int, int | None]] = field(default_factory=list[tuple[int, int | None]])
    details: list[EpisodeRow] = field(default_factory=list[EpisodeRow])
    people: list[PersonRow] = field(default_factory=list[PersonRow])
    characters: list[tuple[CharacterRow, int, int | None]] = field(
        default_factory=list[tuple[CharacterRow, int, int | None]]
    )
    sources: list[tuple[str, Source]] = field(default_factory=list[tuple[str, Source]])
    vouchers: list[tuple[int, str, int]] = field(default_factory=list[tuple[int, str, int]])
    names: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    marks: list[tuple[int, int | None]] = field(default_factory=list[tuple[int, int | None]])
    filled: int = 0
    unmarked: int = 0


async def find_catalogue(
    store: Store, ids: Ids, guild: int, pack: Pack, view: ShowView
) -> tuple[BaseCatalogue, Additions]:
    """Return the rows for a file's own ids, and what has to be added.

    `Matcher` has the rule for who is who.
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
                # What an import prepared and nobody confirmed counts for nothing.
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
        """Return the episode with what the file says where nothing is on record."""
        if not row.own:
            return row
        before = row if row.in_use else EpisodeRow(Episode(row.episode.id, entry.code), True, row.season)
        title, aired = before.episode.title or entry.title, before.episode.aired or entry.aired
        filled = replace(
            before,
            episode=Episode(row.episode.id, entry.code, title, aired),
            runtime=before.runtime or entry.runtime,
            imdb=before.imdb or entry.imdb,
            synopsis=before.synopsis or synopsis_of(entry),
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
        """Note characters on record whose names spoil something else in the file. A mark left out changes nothing."""
        known = {row.character.id: row for row in self._view.characters}
        for key, entry in self._pack.characters.items():
            row = known.get(found[key].id)
            is_on_record = bool(self._view.names.get(found[key].id))
            if row is None or entry.spoils == row.character.spoils or (is_on_record and entry.spoils is None):
                continue
            if row.own:
                self._new.marks.append((row.character.id, episodes[entry.spoils].id if entry.spoils else None))
                self._new.filled += is_on_record
            else:
                self._new.unmarked += 1

    async def _sources(self) -> dict[str, Source]:
        """Return the source for each of the file's ids. Their ids differ from file to file and are not compared.

        Older files have no origins: what they call a source is the one on record, whatever its origin.
        """
        known = {without_id(claim.source): claim.source for row in self._view.facts for claim in row.fact.claims}
        known |= {without_id(source): source for sources in self._view.vouchers.values() for source in sources}
        known = {replace(source, origin=None): row for source, row in known.items()} | known
        found: dict[str, Source] = {}
        for key, entry in self._pack.sources.items():
            source = Source(0, entry.outlet, entry.title, entry.url, entry.origin)
            if source not in known:
                known[source] = await self._new_source(source)
            found[key] = known[source]
        return found

    async def _new_source(self, source: Source) -> Source:
        key = source_key(source.outlet, source.title, source.url, *([source.origin] if source.origin else []))
        row = await self._store.reading().exports.own_source(self._guild, key)
        if row is not None:
            return replace(source, id=row)
        new = replace(source, id=self._ids())
        self._new.sources.append((key, new))
        return new

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
        episodes = (entry for entry in self._pack.episodes if entry.code in added)
        given += [(catalogue.episodes[entry.code].id, entry.also) for entry in episodes]
        given.append((catalogue.show.id, self._pack.show.also))
        for thing, names in given:
            known = self._view.names.get(thing, ())
            self._new.names += [(thing, name) for name in names if fold(name) not in known]


class Matcher(Generic[_T]):
    """Finds the people or characters on record that a file's ids mean.

    Somebody is found by the file's id if the name agrees, else by a name that only one of the show has. Anybody else is
    new.
    """

    def __init__(self, by_id: Mapping[str, _T], names: Mapping[int, tuple[str, ...]]) -> None:
        self._by_id = by_id
        self._names = names
        self._found: dict[str, _T] = {}

    def by_key(self, key: str, entry: PersonEntry | CharacterEntry) -> bool:
        """Take the one with this id, if the name agrees. Return whether it does."""
        row = self._by_id.get(key)
        return row is not None and self.take(key, entry, row)

    def take(self, key: str, entry: PersonEntry | CharacterEntry, row: _T) -> bool:
        """Let the id mean this row, if the entry's name is one of its names. Return whether it is."""
        if fold(entry.name) not in self._names_of(row):
            return False
        self._found[key] = row
        return True

    def rest(
        self,
        entries: Mapping[str, PersonEntry] | Mapping[str, CharacterEntry],
        new: Callable[[str, PersonEntry | CharacterEntry], _T],
    ) -> dict[str, _T]:
        """Return the row of each id: those not taken yet are found by name, or made by `new`."""
        taken = {row.id for row in self._found.values()}
        free = [row for row in self._by_id.values() if row.id not in taken]
        by_name = _only_one((fold(row.name), row) for row in free)
        by_any = _only_one((name, row) for row in free for name in self._names_of(row))
        for key, entry in entries.items():
            if key not in self._found:
                name = fold(entry.name)
                row = by_name.pop(name, None) or by_any.pop(name, None)
                if row is not None and row.id in taken:
                    row = None
                self._found[key] = row or new(key, entry)
                taken.add(self._found[key].id)
        return self._found

    def _names_of(self, row: _T) -> set[str]:
        return {fold(row.name), *self._names.get(row.id, ())}


def _only_one(named: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    """Return the names that only one row has."""
    found: dict[str, list[_T]] = {}
    for name, row in named:
        found.setdefault(name, []).append(row)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}
