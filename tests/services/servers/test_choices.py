"""What a server chooses, and the show that a question is about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from discord.utils import utcnow

from bot.domain.answers import EpisodeCredits
from bot.domain.ids import Ids
from bot.domain.zones import ZonesMeant
from bot.errors import BadInput, NoShow
from bot.services.kit import Kit
from bot.services.servers.change_log import ChangeLog
from bot.services.servers.choices import Choices
from bot.services.servers.installation import CommandSync, Statistics
from bot.store.store import Store
from tests.conftest import TODAY
from tests.helpers.answers import GUILD, answers, asked, completions, credit_fact, episode_director, loader, write_pack


def kit(store: Store, clock: Callable[[], datetime] = utcnow) -> Kit:
    return Kit(store, Ids(clock, Random(3)), clock)


def servers(store: Store) -> Choices:
    return Choices(kit(store))


@pytest.fixture
async def two_shows(store: Store, tmp_path: Path) -> Store:
    """A store with a second show, which has the same episode codes."""
    await loader(store).load(write_pack(tmp_path, credit_fact("one")))
    return store


async def test_a_server_that_chose_nothing_has_no_show_and_utc(store: Store) -> None:
    server = await servers(store).get(GUILD)
    assert (server.show, server.timezone) == (None, "UTC")


@pytest.mark.parametrize("typed", ["Europe/Berlin", "europe/berlin", "EUROPE BERLIN", "berlin", " Bérlin ", "berl"])
async def test_a_time_zone_is_chosen_however_it_is_written(store: Store, typed: str) -> None:
    assert await servers(store).choose_timezone(GUILD, typed) == "Europe/Berlin"
    assert (await servers(store).get(GUILD)).timezone == "Europe/Berlin"
    assert (await servers(store).get(GUILD + 1)).timezone == "UTC"


@pytest.mark.parametrize("typed", ["Mars/Olympus", "", "Etc/GMT+5", "EST", "indiana", "berlim", "../etc/passwd"])
async def test_an_unclear_time_zone_is_asked_about_and_the_old_one_kept(store: Store, typed: str) -> None:
    await servers(store).choose_timezone(GUILD, "Asia/Tokyo")
    meant = await servers(store).choose_timezone(GUILD, typed)
    assert isinstance(meant, ZonesMeant)
    assert meant.zones
    assert (await servers(store).get(GUILD)).timezone == "Asia/Tokyo"


async def test_time_zones_are_completed_by_any_of_their_words(store: Store) -> None:
    assert servers(store).complete_timezone("berl") == ("Europe/Berlin",)
    assert "America/New_York" in servers(store).complete_timezone("new york")
    assert len(servers(store).complete_timezone("")) == 25
    assert servers(store).complete_timezone("zzz") == ()


async def test_every_completed_time_zone_can_be_chosen(store: Store) -> None:
    for text in ("", "a", "indian"):
        for zone in servers(store).complete_timezone(text)[:5]:
            assert await servers(store).choose_timezone(GUILD, zone) == zone


def test_the_time_on_a_wall_follows_summer_time(store: Store) -> None:
    july = Choices(kit(store, lambda: datetime(2026, 7, 1, 12, tzinfo=UTC)))
    january = Choices(kit(store, lambda: datetime(2026, 1, 1, 12, tzinfo=UTC)))
    assert july.now_in("Europe/Berlin").hour == 14
    assert january.now_in("Europe/Berlin").hour == 13
    assert january.now_in("Europe/Berlin").tzinfo == ZoneInfo("Europe/Berlin")


async def test_the_only_show_needs_no_choice(store: Store) -> None:
    assert (await episode_director(store, "S01E13")).show.title == "Jessica Jones"


async def test_with_several_shows_and_no_choice_the_question_is_refused(two_shows: Store) -> None:
    for text in ("S01E01", "season 1", "Ann Lee"):
        with pytest.raises(NoShow, match="/setup show"):
            await answers(two_shows).director(asked(text))
    assert await completions(two_shows).cast(asked("j")) == []


@pytest.mark.parametrize("name", ["The Small Show", "small", "the small"])
async def test_the_chosen_show_is_the_one_that_questions_are_about(two_shows: Store, name: str) -> None:
    chosen = await servers(two_shows).choose_show(GUILD, name, TODAY)
    assert (await servers(two_shows).get(GUILD)).show == chosen
    assert (await episode_director(two_shows, "S01E01")).show == chosen
    assert [choice.label for choice in await completions(two_shows).director(asked("ann"))] == ["Ann Lee (director)"]


async def test_a_question_may_name_another_show_than_the_chosen(two_shows: Store) -> None:
    await servers(two_shows).choose_show(GUILD, "small", TODAY)
    answer = await answers(two_shows).director(asked("S01E13", show="JJ"))
    assert isinstance(answer, EpisodeCredits)
    assert answer.show.title == "Jessica Jones"


async def test_choosing_a_show_leaves_the_time_zone_as_it_was(two_shows: Store) -> None:
    await servers(two_shows).choose_timezone(GUILD, "Asia/Tokyo")
    await servers(two_shows).choose_show(GUILD, "small", TODAY)
    assert (await servers(two_shows).get(GUILD)).timezone == "Asia/Tokyo"


async def test_an_unknown_show_is_refused_and_shows_that_share_a_name_are_listed(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No show called “Daredevil”"):
        await servers(store).choose_show(GUILD, "Daredevil", TODAY)
    for name in ("small one", "small two"):
        await loader(store).load(write_pack(tmp_path, name=name.replace(" ", "-")))
    with pytest.raises(BadInput, match=r"Several shows go by “small”: The Small-One Show, The Small-Two Show"):
        await servers(store).choose_show(GUILD, "small", TODAY)


async def test_a_picked_show_is_the_same_as_the_typed_one(two_shows: Store) -> None:
    (choice,) = await completions(two_shows).show(GUILD, "jess")
    assert choice.label == "Jessica Jones"
    picked = await servers(two_shows).choose_show(GUILD, choice.value, TODAY)
    assert picked == await servers(two_shows).choose_show(GUILD, "Jessica Jones", TODAY)


async def test_both_shows_are_offered_and_counted(two_shows: Store) -> None:
    shows = await completions(two_shows).show(GUILD, "")
    assert {show.label for show in shows} == {"Jessica Jones", "The Small Show"}
    assert (await Statistics(kit(two_shows)).counts())[0] == 2


async def test_commands_are_current_only_with_the_digest_that_was_sent(store: Store) -> None:
    sync = CommandSync(kit(store))
    assert not await sync.is_current(1, "a")
    await sync.record(1, "a")
    assert await sync.is_current(1, "a")
    assert not await sync.is_current(1, "b")
    assert not await sync.is_current(2, "a")


async def test_the_setup_shows_what_was_chosen_here_and_in_no_other_server(two_shows: Store) -> None:
    service = servers(two_shows)
    empty = await service.setup(GUILD)
    assert (empty.show, empty.only_show, empty.timezone) == (None, None, "UTC")
    assert (empty.moderator_role, empty.log_channel) == (None, None)
    show = await service.choose_show(GUILD, "small", TODAY)
    await service.choose_moderators(GUILD, 5)
    await service.choose_log(GUILD, 6)
    chosen = await service.setup(GUILD)
    assert (chosen.show, chosen.moderator_role, chosen.log_channel) == (show, 5, 6)
    assert (chosen.suggestions, chosen.blocked, chosen.undelivered) == (0, 0, 0)
    assert await service.setup(GUILD + 1) == empty


async def test_the_role_and_the_log_can_be_taken_back(store: Store) -> None:
    service = servers(store)
    await service.choose_moderators(GUILD, 5)
    await service.choose_log(GUILD, 6)
    await service.choose_moderators(GUILD, None)
    assert (await service.setup(GUILD)).log_channel == 6
    await service.choose_log(GUILD, None)
    taken_back = await service.setup(GUILD)
    assert (taken_back.moderator_role, taken_back.log_channel) == (None, None)
    assert taken_back.only_show is not None


async def test_lines_that_were_given_up_start_over_with_a_log_that_is_chosen_again(store: Store) -> None:
    service, change_log = servers(store), ChangeLog(kit(store))
    for guild in (GUILD, GUILD + 1):
        await service.choose_log(guild, 6)
        async with store.writing() as gateways:
            await gateways.log.add(guild, guild, utcnow())
        for _ in range(5):
            (entry,) = await ChangeLog(kit(store, tomorrow)).waiting(guild)
            assert await change_log.begin(entry)
    assert await ChangeLog(kit(store, tomorrow)).servers_due() == frozenset()
    await service.choose_log(GUILD, 7)
    assert await change_log.servers_due() == {GUILD}
    (entry,) = await change_log.waiting(GUILD)
    assert (entry.guild, entry.channel, entry.attempts) == (GUILD, 7, 0)


def tomorrow() -> datetime:
    return utcnow() + timedelta(days=1, minutes=1)
