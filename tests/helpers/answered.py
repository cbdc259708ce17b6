"""Two databases for questions: the shipped pack alone, and with the example packs, both with servers' own facts.

Every clock and id in them is fixed, so that the custom ids of answers are the same each time.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.domain.facts import Kind
from bot.domain.ids import Ids
from bot.domain.imports import Taken
from bot.domain.moderation import ClaimWords, FactWords, Saved
from bot.services.access import Caller
from bot.services.files.importing import Importing
from bot.services.kit import Kit
from bot.services.shows.loader import PackLoader
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.conftest import LOADED_AT, PACK, PACKS
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    FOOLKILLER,
    KILLING,
    MOD,
    MOD_OF_B,
    POLYGON,
    RELEASE,
    RUMOUR,
    SERVER_A,
    SERVER_B,
    TRISH,
    VARIETY,
    Clock,
    saved,
)
from tests.helpers.feeds import Entry, Newsdesk, open_reader, open_site
from tests.helpers.imports import CAPTAIN

BEGUN_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ASKED_AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
"""When questions are asked: days after the last change."""

_CONFIRMED = ClaimWords("Netflix", "https://about.netflix.com/news", published="2026-11-20", weight="confirmed")
_DENIAL = ClaimWords("Variety", "https://variety.com/denial", "Melissa Rosenberg", "2019-04-01", "denied")
_NEWER = (
    ("All 13 episodes are directed by women.", "Women direct all 13 episodes."),
    ("Women alone direct season 3, as they did season 2.", "Season 3 is directed by women alone, like season 2."),
)
"""What a newer pack says differently: of the first fact, server A has words of its own."""


async def build_one_show(path: Path, folder: Path) -> None:
    """Make a database with one show, which servers A and B have changed in ways of their own; neither has chosen it."""
    migrate(path)
    async with open_store(path) as store:
        await PackLoader(Kit(store, Ids(lambda: LOADED_AT, Random(1)), lambda: LOADED_AT)).load(PACK)
    clock = Clock()
    clock.now = BEGUN_AT
    async with open_store(path, clock) as store, open_site() as site, open_reader(clock) as reader:
        desk = Newsdesk(store, clock, site=site, reader=reader)
        await _near(desk)
        await _far(desk)
        await _suggestions(desk)
        await _feeds(desk)
        await desk.load_newer_pack(folder, *_NEWER)


async def build_two_shows(one_show: Path, path: Path) -> None:
    """Make a database with the example packs too, where A chose the shipped show, B the example, and others none."""
    shutil.copyfile(one_show, path)
    clock = Clock()
    clock.now = BEGUN_AT
    clock.move(days=1)
    async with open_store(path, clock) as store, open_site() as site, open_reader(clock) as reader:
        desk = Newsdesk(store, clock, site=site, reader=reader)
        shipped = await desk.show()
        await PackLoader(desk.kit).load_folder(PACKS / "examples")
        example = await _named(store, "night ferry")
        await _choose(desk, SERVER_A, example)
        await _ferry(desk)
        await _choose(desk, SERVER_A, shipped)
        await _choose(desk, SERVER_B, example)


async def _near(desk: Newsdesk) -> None:
    """What server A's moderators wrote."""
    women, release = await desk.key(ALL_WOMEN), await desk.key(RELEASE)
    await desk.edit(women, statement="Every one of the 13 episodes of season 2 is directed by a woman.")
    await desk.claim(women, RUMOUR)
    await _withdraw_first(desk, women, MOD)
    await desk.edit(release, released="2019-06-15")
    await desk.claim(release, _DENIAL)
    await desk.edit(await desk.key(FOOLKILLER), spoils="S03E05")
    desk.clock.move(minutes=1)
    await desk.add(Kind.CAST, FactWords(people="Ann Newcomer as The Stranger", where="season 4", billing="main"))
    hidden = FactWords(people="Zora Quillfeather as Mother Pelican", where="S03E03", billing="guest", spoils="S03E13")
    await desk.add(Kind.CAST, hidden, VARIETY, POLYGON)
    await desk.add(Kind.DIRECTOR, FactWords(people="Ann Newcomer", where="S02E07"), RUMOUR)
    await desk.add(Kind.WRITER, FactWords(people="Ann Newcomer, Zora Quillfeather", where="S02E07"), POLYGON)
    await desk.add(Kind.RELEASE, FactWords(where="season 4", released="early 2028"), _CONFIRMED)
    ordered = await desk.add_news("A fourth season is ordered.", VARIETY, _CONFIRMED, where="season 4")
    await desk.edit(ordered.revision.fact.id, statement="Netflix orders a fourth season.")
    await desk.add_news("Trish comes back from the Raft.", RUMOUR, where="season 4", spoils="S03E13")
    desk.clock.move(minutes=1)
    killing, trish = await desk.key(KILLING), await desk.key(TRISH)
    await desk.history.retire(MOD, killing, "Told in another fact")
    await desk.edit(trish, billing="recurring")
    await desk.history.undo(MOD, trish)  # so that A follows the base again
    luke = await desk.key("s1-luke-cage")
    await desk.history.retire(MOD, luke, "By mistake")
    await desk.history.restore(MOD, luke)
    await desk.history.retire(MOD, await desk.key("s02e03-director"), "Not vouched for")


async def _far(desk: Newsdesk) -> None:
    """What server B's moderators wrote, about the same facts and about others."""
    desk.clock.move(minutes=1)
    women, trish = await desk.key(ALL_WOMEN), await desk.key(TRISH)
    await desk.edit(women, MOD_OF_B, statement="Women direct the whole of season 2, says server B.")
    await desk.claim(trish, _CONFIRMED, caller=MOD_OF_B)
    await desk.history.retire(MOD_OF_B, await desk.key(FOOLKILLER), "Gives too much away")
    await desk.add(Kind.CAST, FactWords(people="Zora Quillfeather as The Lamplighter", where="S02E07"), caller=MOD_OF_B)
    importing = Importing(Kit(desk.store, desk.ids, desk.clock))
    preview = await importing.prepare(MOD_OF_B, "captain.toml", CAPTAIN.encode())
    assert preview.batch is not None
    assert isinstance(await importing.take(MOD_OF_B, preview.batch), Taken)


async def _suggestions(desk: Newsdesk) -> None:
    """What members suggested to server A: approved, rejected and open."""
    desk.clock.move(minutes=1)
    told = "https://gazette.example/told"
    said = [
        await desk.new_suggestions.in_words(FAN, text, told, about)
        for text, about in (
            ("Krysten Ritter directs in season 4 too.", "Krysten Ritter"),
            ("Season 4 is filmed on the moon.", "season 4"),
            ("Season 4 is set in the harbour.", "season 4"),
        )
    ]
    saved(await desk.suggestions.approve(MOD, said[0].proposal.id))
    await desk.suggestions.reject(MOD, said[1].proposal.id, "A joke")


async def _feeds(desk: Newsdesk) -> None:
    """Two items of a feed of server A: one approved, one open."""
    desk.site.publish("Rain over the harbour at the weekend")
    await desk.follow()
    day = desk.clock.today
    desk.site.add(Entry("Jessica Jones season 4 begins filming", published=day))
    desk.site.add(Entry("Kilgrave returns to Jessica Jones, it is said", published=day))
    await desk.look()
    [approved] = [each for each in await desk.waiting() if (each.fact.statement or "").endswith("begins filming")]
    saved(await desk.suggestions.approve(MOD, approved.id))


async def _ferry(desk: Newsdesk) -> None:
    """What server B's moderators wrote about the example show, which `desk` has at hand."""
    desk.clock.move(minutes=1)
    await desk.history.retire(MOD_OF_B, await desk.key("s3-last"), "Settled")
    await desk.edit(await desk.key("s1-engineer"), MOD_OF_B, billing="recurring")
    await desk.claim(await desk.key("s3-release"), _DENIAL, caller=MOD_OF_B)
    await desk.add(Kind.DIRECTOR, FactWords(people="Ada Moreau", where="S02E03"), RUMOUR, caller=MOD_OF_B)
    await desk.add(Kind.NEWS, FactWords(statement="The ferry is sold.", where="season 3"), caller=MOD_OF_B)


async def _withdraw_first(desk: Newsdesk, fact: int, caller: Caller) -> Saved:
    current = await desk.current(fact, caller.guild)
    return await desk.save(await desk.editing.withdraw_claim(caller, current.id, 0), caller)


async def _named(store: Store, key: str) -> int:
    [(show, _, _)] = await store.reading().names.shows_beginning(0, key, 5)
    return show.id


async def _choose(desk: Newsdesk, guild: int, show: int) -> None:
    async with desk.store.writing() as gateways:
        await gateways.servers.set_show(guild, show, desk.clock())
