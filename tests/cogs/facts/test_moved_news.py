"""Forms of news that were open when a newer pack made their fact a renewal: they still correct that fact."""

from pathlib import Path

import pytest

from bot.domain.announcements import Place
from bot.domain.ids import base36
from bot.store.store import open_store
from tests.cogs.facts.actions import ONLY_MODERATORS, card, edit, form, open_forged, pick, query, send, words
from tests.cogs.posts.test_corrections import Now, news_on
from tests.cogs.world import World, let_pass
from tests.helpers.facts import Desk

ENDS = "Netflix ended the show with season 3."
OWN = "Netflix ended it after season 3."
LAST = 'id = "season-3-last"\nkind = "news"\nseason = 3'
AS_RENEWAL = LAST.replace("news", "renewal") + '\nstate = "final season"'


@pytest.fixture(autouse=True)
async def _older_pack(world: World, database: Path, tmp_path: Path) -> None:
    """Load a pack in which it is news still, as another process does."""
    async with open_store(database) as store:
        await Desk(store, Now(world)).load_newer_pack(tmp_path, (AS_RENEWAL, LAST))


async def move(world: World, database: Path, folder: Path) -> None:
    """Load the shipped pack, as another process does."""
    async with open_store(database) as store:
        await Desk(store, Now(world)).load_newer_pack(folder)


def news_id(database: Path) -> tuple[int, str]:
    [(fact, kind)] = query(database, "SELECT id, kind FROM fact WHERE key = 'season-3-last'")
    return fact, kind


@pytest.mark.parametrize("who", ["moderator", "admin"])
async def test_an_open_form_of_news_corrects_the_renewal(
    world: World, database: Path, tmp_path: Path, who: str
) -> None:
    actor = getattr(world, who)
    before = news_id(database)
    fact = await pick(actor, world.channel, ENDS)
    opened = await actor.slash(world.channel, "fact edit", fact=fact)
    assert opened.modal is not None
    assert opened.modal["custom_id"].startswith("words-form:news:")
    await move(world, database, tmp_path)
    assert (before[1], news_id(database)) == ("news", (before[0], "renewal"))
    shown = card(await send(actor, opened, {"statement": OWN}))
    assert shown.title == "Before you save"
    saved = card(await actor.click(shown.message, label="Save"))
    assert saved.title == "Saved"
    [(statement, state)] = query(
        database,
        "SELECT r.statement, r.state FROM head h JOIN revision r ON r.id = h.revision_id "
        "WHERE h.fact_id = ? AND h.layer = ?",
        before[0], world.guild.id,
    )  # fmt: skip
    assert (statement, state) == (OWN, "final season")
    assert form(await actor.slash(world.channel, "fact edit", fact=fact))["state"] == "final season"


async def test_an_open_form_of_news_lets_a_fan_suggest(world: World, database: Path, tmp_path: Path) -> None:
    fact, _ = news_id(database)
    [(revision,)] = query(database, "SELECT revision_id FROM head WHERE fact_id = ? AND layer = 0", fact)
    await move(world, database, tmp_path)
    opened = await open_forged(world, world.fan, world.channel, f"suggest-form:news:{base36(revision)}")
    thanks = card(await send(world.fan, opened, {"statement": OWN, "source": "https://variety.com/end"}))
    assert "waiting" in thanks.footer
    [(suggested, statement)] = query(
        database, "SELECT r.fact_id, r.statement FROM proposal p JOIN revision r ON r.id = p.revision_id"
    )
    assert (suggested, statement) == (fact, OWN)


async def test_what_is_missing_in_an_open_form_is_said_and_other_forms_are_refused(
    world: World, database: Path, tmp_path: Path
) -> None:
    fact = await pick(world.moderator, world.channel, ENDS)
    opened = await world.moderator.slash(world.channel, "fact edit", fact=fact)
    await move(world, database, tmp_path)
    assert "Write down what is said" in words(await send(world.moderator, opened, {"statement": " "}))
    custom_id = str(opened.modal and opened.modal["custom_id"])
    forged = await open_forged(world, world.fan, world.channel, custom_id)
    assert words(await send(world.fan, forged, {"statement": OWN})) == ONLY_MODERATORS
    other = await open_forged(world, world.moderator, world.channel, custom_id.replace("news", "cast"))
    assert "another fact" in words(await send(world.moderator, other, {"people": "Ana Diaz"}))
    assert query(database, "SELECT COUNT(*) FROM revision WHERE layer = ?", world.guild.id) == [(0,)]


async def test_news_that_was_posted_is_neither_posted_again_nor_corrected(
    world: World, database: Path, tmp_path: Path
) -> None:
    channel = world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    await edit(world.moderator, world.channel, await pick(world.moderator, world.channel, ENDS), spoils="")
    # As if it had not been on record when news was switched on.
    [(announcement,)] = query(database, "SELECT id FROM announcement")
    async with open_store(database) as store, store.changing() as gateways:
        await gateways.watching.take_off(world.guild.id, announcement, [news_id(database)[0]])
    await let_pass(world.env, 90)
    (message,) = channel.history()
    assert ENDS in str(message.embeds[0].description)
    await move(world, database, tmp_path)
    await let_pass(world.env, 1000)
    (again,) = channel.history()
    assert (again.id, again.edited_at, again.embeds[0].description) == (
        message.id, None, message.embeds[0].description,
    )  # fmt: skip
