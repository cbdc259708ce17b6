"""Servers that export and import, as the tests of both need them."""

import random
from dataclasses import dataclass

from discord.utils import utcnow

from bot.domain.facts import Fact, Kind
from bot.domain.ids import Ids
from bot.domain.imports import Format, Preview, Taken
from bot.services.access import Caller
from bot.services.files.comparing import is_same_content
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.kit import Kit
from bot.store.store import Store
from tests.store.layers import OTHER_SERVER, SERVER, show_id

NEAR, FAR = Caller(SERVER, 7, manages=True), Caller(OTHER_SERVER, 8, manages=True)
HEAD = 'format = 1\nshow = { id = "jessica-jones", title = "Jessica Jones" }\n'
GAZETTE = 'sources = { gazette = { outlet = "Harbour Gazette", url = "https://gazette.example/casting" } }\n'
CAPTAIN = (
    HEAD
    + GAZETTE
    + """people = { ada-moreau = { name = "Ada Moreau", also = ["A. J. Moreau"] } }
characters = { captain = { name = "Captain Ines Vale" } }
seasons = [{ number = 4, episodes = 2 }]
episodes = [{ code = "S04E01", title = "The Ferry" }]

[[facts]]
id = "s4-captain"
kind = "cast"
episode = "S04E01"
people = ["ada-moreau"]
character = "captain"
billing = "guest"
claims = [{ source = "gazette", published = 2019-03-02 }]

[[facts]]
id = "s4-news"
kind = "news"
season = 4
statement = "There is a fourth season."
settled_by = "s4-captain"
claims = [{ source = "gazette" }]
"""
)


@dataclass(frozen=True, slots=True)
class Files:
    """The services on one store, and what the tests do with them."""

    store: Store
    importing: Importing
    exporting: Exporting

    async def export(self, caller: Caller = NEAR, form: Format = Format.TOML) -> tuple[str, bytes]:
        made = await self.exporting.export(caller, form)
        return made.filename, made.content

    async def prepare(self, text: str | bytes, caller: Caller = NEAR, filename: str = "file.toml") -> Preview:
        content = text.encode() if isinstance(text, str) else text
        return await self.importing.prepare(caller, filename, content)

    async def take(self, text: str | bytes, caller: Caller = NEAR, filename: str = "file.toml") -> Taken:
        """Import a file for good, with its words where both were changed."""
        preview = await self.prepare(text, caller, filename)
        assert preview.batch is not None
        taken = await self.importing.take(caller, preview.batch)
        assert isinstance(taken, Taken)
        return taken

    async def view(self, guild: int) -> dict[str, Fact]:
        """The facts that a server sees by their keys, retired ones left out."""
        show = await show_id(self.store)
        exports = self.store.reading().exports
        found: dict[str, Fact] = {}
        for kind in Kind:
            after = 0
            while rows := await exports.facts(guild, show, kind, after):
                found |= {row.key: row.fact for row in rows if not row.retired}
                after = rows[-1].fact.id
        return found


def files(store: Store) -> Files:
    kit = Kit(store, Ids(utcnow, random.Random(1)), utcnow)
    return Files(store, Importing(kit), Exporting(kit))


def spelled(fact: Fact) -> tuple[object, ...]:
    """What a fact says, in words alone, so that two servers can be compared."""
    return (
        fact.kind, fact.statement, tuple(person.name for person in fact.people),
        fact.character and (fact.character.name, fact.character.spoils), fact.billing, fact.seasons,
        tuple(episode.code for episode in fact.episodes), fact.released, fact.set_size, fact.spoils, fact.outcome,
        fact.state, fact.job,
        frozenset(
            (claim.source.outlet, claim.source.title, claim.source.url, claim.source.origin, claim.weight,
             claim.supports, claim.published, claim.speaker, claim.via, claim.note) for claim in fact.claims
        ),
    )  # fmt: skip


def all_same(view: dict[str, Fact], other: dict[str, Fact]) -> bool:
    """Whether two views hold the same facts."""
    return view.keys() == other.keys() and all(is_same_content(view[key], other[key]) for key in view)
