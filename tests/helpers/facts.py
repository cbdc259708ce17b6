"""Keeping facts as moderators do, on a server with the shipped pack, under a clock that tests move."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from discord.utils import utcnow

from bot.domain.facts import Certainty, Fact, Kind, Status
from bot.domain.ids import Ids
from bot.domain.moderation import ClaimWords, FactWords, NewFact, Preview, Saved
from bot.domain.revisions import Revision
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.answers.answers import Answers
from bot.services.facts.editing import Editing
from bot.services.facts.history import History
from bot.services.facts.new_suggestions import NewSuggestions
from bot.services.facts.review import Review
from bot.services.facts.search import FactSearch
from bot.services.facts.suggestions import Suggestions
from bot.services.kit import Kit
from bot.services.names.completions import Completions
from bot.services.names.finder import Query
from bot.services.shows.loader import PackLoader
from bot.store.store import Store
from tests.conftest import PACK
from tests.engines.raw import connect
from tests.helpers.answers import write_pack

SERVER_A, SERVER_B = 2**63 - 1, 2**62 + 1
MODERATORS = 77
MOD = Caller(SERVER_A, 11, manages=True)
SECOND_MOD = Caller(SERVER_A, 12, roles=frozenset({MODERATORS}))
MOD_OF_B = Caller(SERVER_B, 21, manages=True)
FAN = Caller(SERVER_A, 31)
FAN_OF_B = Caller(SERVER_B, 32)
STALE_DAYS = 90

VARIETY = ClaimWords("Variety", "https://variety.com/2019/scoop", published="2019-01-05")
POLYGON = ClaimWords("Polygon", "https://www.polygon.com/scoop", published="2019-02-01")
RUMOUR = ClaimWords("A fan", published="2019-01-01", weight="rumoured")
ALL_WOMEN, RELEASE, FOOLKILLER = "season-2-all-women", "season-3-release", "season-3-foolkiller"
TRISH = "s2-trish-walker"
KILLING = "season-1-kilgrave-killed"


class Clock:
    """Stands still until it is moved; begins after the pack was loaded."""

    def __init__(self) -> None:
        self.now = utcnow() + timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def fan(user: int) -> Caller:
    """One of many members who moderate nothing."""
    return Caller(SERVER_A, user)


@dataclass
class Desk:
    """All that moderators and fans do with facts, with short ways to say the usual."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    seed: int = field(default=5, kw_only=True)
    """Of new ids; desks that write to one database at the same time need different ones."""

    def __post_init__(self) -> None:
        self.ids = Ids(self.clock, Random(self.seed))
        self.kit = Kit(self.store, self.ids, self.clock)
        self.editing = Editing(self.kit)
        self.history = History(self.kit)
        self.suggestions = Suggestions(self.kit)
        self.new_suggestions = NewSuggestions(self.kit)
        self.review = Review(self.kit, STALE_DAYS)
        self.search = FactSearch(self.kit)
        self.answers = Answers(self.kit)
        self.completions = Completions(self.store, self.kit.finder)

    def asked(self, text: str = "", guild: int = SERVER_A, season: int | None = None) -> Query:
        return Query(guild, self.clock.today, text, season)

    async def let_moderate(self, role: int | None = MODERATORS) -> None:
        """Let the members of a role moderate server A."""
        async with self.store.writing() as gateways:
            await gateways.servers.set_moderator_role(SERVER_A, role, self.clock())

    async def show(self) -> int:
        """The show that server A chose, or else the only one."""
        gateways = self.store.reading()
        show = (await gateways.servers.get(SERVER_A)).show or await gateways.names.show_of_server(0)
        assert show is not None
        return show.id

    async def choose_small_show(self, folder: Path, *facts: str, catalogue: str = "") -> None:
        """Let both servers choose a show with hardly anything on record: the pack of `asking.write_pack`."""
        assert await PackLoader(self.kit).load(write_pack(folder, *facts, catalogue=catalogue))
        async with self.store.writing() as gateways:
            [(show, _, _)] = await gateways.names.shows_beginning(SERVER_A, "the small show", 5)
            for guild in (SERVER_A, SERVER_B):
                await gateways.servers.set_show(guild, show.id, self.clock())

    async def key(self, key: str) -> int:
        """The id of a fact of the pack, by its key there."""
        return (await self.store.reading().revisions.base_heads(await self.show()))[key].fact

    async def current(self, fact: int, guild: int = SERVER_A) -> Revision:
        current = await self.store.reading().revisions.current(guild, fact)
        assert current is not None
        return current

    async def seen(self, fact: int, guild: int = SERVER_A) -> Fact | None:
        """What a server's answers have of a fact."""
        return next(iter(await self.store.reading().facts.by_id(guild, (fact,))), None)

    async def numbers(self, fact: int, guild: int = SERVER_A) -> list[int | None]:
        """The numbers of a server's own revisions, in order."""
        found = await self.store.reading().revisions.own(guild, fact, 1000)
        return [revision.number for revision in reversed(found)]

    async def write_new(self, kind: Kind, words: FactWords, caller: Caller = MOD) -> Preview:
        return await self.editing.write_new(caller, NewFact(kind, await self.show()), words)

    async def write_sourced(self, kind: Kind, words: FactWords, *claims: ClaimWords, caller: Caller = MOD) -> Preview:
        """A draft of a new fact with these sources."""
        preview = await self.write_new(kind, words, caller)
        for claim in claims or (VARIETY,):
            preview = await self.editing.write_claim(caller, preview.proposal.id, None, claim)
        return preview

    async def add(self, kind: Kind, words: FactWords, *claims: ClaimWords, caller: Caller = MOD) -> Saved:
        """A new fact, saved."""
        return await self.save(await self.write_sourced(kind, words, *claims, caller=caller), caller)

    async def add_news(self, statement: str, *claims: ClaimWords, where: str = "", spoils: str = "") -> Saved:
        return await self.add(Kind.NEWS, FactWords(statement=statement, where=where, spoils=spoils), *claims)

    async def write(self, fact: int, caller: Caller = MOD, **changes: str) -> Preview:
        """A draft that changes these fields of the current revision."""
        current = await self.current(fact, caller.guild)
        _, words = await self.editing.words(caller, current.id)
        return await self.editing.rewrite(caller, current.id, replace(words, **changes))

    async def edit(self, fact: int, caller: Caller = MOD, **changes: str) -> Saved:
        return await self.save(await self.write(fact, caller, **changes), caller)

    async def claim(self, fact: int, words: ClaimWords, position: int | None = None, caller: Caller = MOD) -> Saved:
        current = await self.current(fact, caller.guild)
        return await self.save(await self.editing.write_claim(caller, current.id, position, words), caller)

    async def save(self, preview: Preview, caller: Caller = MOD, over: int | None = None) -> Saved:
        return saved(await self.editing.save(caller, preview.proposal.id, over))

    async def cast_names(self, text: str, guild: int = SERVER_A) -> list[str]:
        return [choice.label for choice in await self.completions.cast(self.asked(text, guild))]

    async def director_names(self, text: str, guild: int = SERVER_A) -> list[str]:
        return [choice.label for choice in await self.completions.director(self.asked(text, guild))]

    async def seasons(self, guild: int = SERVER_A) -> list[int]:
        return list(await self.store.reading().catalogue.seasons(guild, await self.show()))

    async def episodes(self, season: int, guild: int = SERVER_A) -> list[str]:
        found = await self.store.reading().catalogue.episodes(guild, await self.show(), season)
        return [str(episode.code) for episode in found]

    async def load_newer_pack(self, folder: Path, *changes: tuple[str, str]) -> None:
        """The shipped pack with some of its words replaced."""
        text = PACK.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        newer = folder / PACK.name
        newer.write_text(text, "utf-8")
        assert await PackLoader(self.kit).load(newer)


def saved(done: Saved | Preview) -> Saved:
    assert isinstance(done, Saved), done
    return done


def conflict(done: Saved | Preview) -> Preview:
    assert isinstance(done, Preview), done
    assert done.theirs is not None
    return done


def status(current: Certainty | None) -> Status | None:
    return current.status if current else None


def outlets(fact: Fact) -> list[str]:
    return [claim.source.outlet for claim in fact.claims]


async def faults(trying: Awaitable[object]) -> list[str]:
    """The lines in which something is refused."""
    try:
        await trying
    except BadInput as error:
        return str(error).split("\n")
    raise AssertionError("nothing was refused")


async def all_of(doing: Iterable[Awaitable[object]]) -> list[object]:
    """Whatever comes of things that are done at once, errors too."""
    return await asyncio.gather(*doing, return_exceptions=True)


def everything_that_stands(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows that answers are made of: facts' revisions with a number, heads, names."""
    connection = connect(database)
    try:
        return {
            table: sorted(connection.execute(sql), key=repr)
            for table, sql in (
                ("revision", "SELECT * FROM revision WHERE number IS NOT NULL"),
                ("claim", "SELECT c.* FROM claim c JOIN revision r ON r.id = c.revision_id AND r.number IS NOT NULL"),
                ("head", "SELECT * FROM head"),
                ("alias", "SELECT * FROM alias"),
            )
        }
    finally:
        connection.close()
