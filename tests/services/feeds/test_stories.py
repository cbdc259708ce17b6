"""From feeds to suggestions: one for each story with all its sources, and what moderators make of it."""

from collections.abc import AsyncGenerator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.domain.dates import PartialDate
from bot.domain.facts import Kind, Status, Weight
from bot.domain.feeds import MOST_OPEN_STORIES
from bot.domain.moderation import MOST_CLAIMS, FactWords, Preview
from bot.domain.revisions import ChangeKind, Proposal, ProposalState
from bot.errors import AlreadyHandled, BadInput, NoShow
from bot.services.access import Caller
from bot.services.feeds.stories import MOST_AT_ONCE
from bot.services.servers.installation import Privacy
from bot.store.store import Store
from tests.helpers.facts import (
    FAN,
    MOD,
    MOD_OF_B,
    SECOND_MOD,
    SERVER_A,
    SERVER_B,
    VARIETY,
    Clock,
    everything_that_stands,
    outlets,
    saved,
    status,
)
from tests.helpers.feeds import FEED, SECOND, THIRD, Entry, Newsdesk, open_reader, open_site

RENEWED = "Jessica Jones is renewed for a fourth season"
RENEWED_TOO = "Jessica Jones renewed for season 4"
RENEWED_AGAIN = "A fourth season of Jessica Jones is ordered"
TRAILER = "Jessica Jones gets a first trailer"
WEATHER = "Rain over the harbour at the weekend"
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")


def headlines(count: int) -> list[str]:
    """So many headlines about the show, each with a story of its own."""
    chance = Random(3)
    names = ["".join(chance.choices(SYLLABLES, k=4)).capitalize() for _ in range(3 * count)]
    return [f"Jessica Jones meets {' and '.join(names[start::count])}" for start in range(count)]


@pytest.fixture
async def desk(store: Store) -> AsyncGenerator[Newsdesk]:
    clock = Clock()
    async with open_site() as site, open_reader(clock) as reader:
        desk = Newsdesk(store, clock, site=site, reader=reader)
        await desk.keep_logs()
        for path, outlet in ((FEED, "Harbour Gazette"), (SECOND, "Screen Tidings"), (THIRD, "Lantern Guide")):
            site.publish(WEATHER, path=path, outlet=outlet)
            await desk.follow(path)
        yield desk


async def found(desk: Newsdesk, *entries: str | Entry, path: str = FEED) -> list[Proposal]:
    """What waits once a feed has brought these."""
    desk.site.add(*entries, path=path)
    await desk.look()
    return await desk.waiting()


# What a suggestion says


async def test_a_suggestion_says_what_the_item_says_and_has_it_as_source(desk: Newsdesk) -> None:
    day = desk.clock.today - timedelta(days=3)
    entry = Entry("Krysten Ritter and Kilgrave are in Jessica Jones season 4", url="https://g.example/1", published=day)
    [waits] = await found(desk, entry)
    fact = waits.fact
    assert (fact.kind, fact.statement, fact.seasons) == (Kind.NEWS, entry.title, (4,))
    assert ([person.name for person in fact.people], fact.character and fact.character.name) == (
        ["Krysten Ritter"], "Kilgrave",
    )  # fmt: skip
    [claim] = fact.claims
    assert (claim.source.outlet, claim.source.title, claim.source.url) == ("Harbour Gazette", entry.title, entry.url)
    assert (claim.weight, claim.published, claim.counts_from) == (
        Weight.REPORTED, PartialDate.parse(day.isoformat()), day,
    )  # fmt: skip


async def test_nobody_made_it_and_it_waits_like_any_other(desk: Newsdesk, database: Path) -> None:
    before = everything_that_stands(database)
    [waits] = await found(desk, TRAILER)
    made = waits.revision.made
    assert (made.by, made.change, waits.author, waits.backers) == (None, ChangeKind.ADD, 0, ())
    assert (waits.state, waits.suggested, waits.opened_on) == (ProposalState.OPEN, True, None)
    assert everything_that_stands(database) == before
    view = await desk.suggestions.look(MOD, waits.id)
    assert (view.proposal.id, view.blocked, status(view.certainty_after)) == (waits.id, False, Status.REPORTED)
    lines = await desk.store.reading().log.waiting(SERVER_A, [desk.clock()] * 4, 10)
    assert [line.revision for line in lines] == [waits.id]


async def test_what_names_an_episode_on_record_is_about_it(desk: Newsdesk) -> None:
    [waits] = await found(desk, "How Jessica Jones S02E07 was filmed")
    assert [str(episode.code) for episode in waits.fact.episodes] == ["S02E07"]
    assert waits.fact.seasons == (2,)


async def test_people_that_moderators_added_are_names_of_the_show_too(desk: Newsdesk) -> None:
    await desk.add(Kind.CAST, FactWords(people="Zora Quillfeather as Mother Pelican", where="season 3"))
    [waits] = await found(desk, "Zora Quillfeather talks of playing Mother Pelican")
    assert ([person.name for person in waits.fact.people], waits.fact.character and waits.fact.character.name) == (
        ["Zora Quillfeather"], "Mother Pelican",
    )  # fmt: skip


async def test_what_bears_no_date_counts_from_when_it_was_found(desk: Newsdesk) -> None:
    [waits] = await found(desk, "Jessica Jones season 1 was nearly another show")
    [claim] = waits.fact.claims
    assert (claim.published, claim.counts_from) == (None, desk.clock.today)


async def test_a_server_without_a_show_gets_nothing_and_is_shown_why(desk: Newsdesk, tmp_path: Path) -> None:
    assert await desk.feeds.notes(MOD) == ()
    await desk.choose_small_show(tmp_path)
    # Of two shows a server that chose none has none, and the others chose one that the feed knows nothing of.
    without = Caller(SERVER_B + 1, 21, manages=True)
    assert (await desk.feeds.add(without, desk.site.url(), None)).about == 0
    desk.site.add(TRAILER)
    assert (await desk.look()).new == 0
    [note] = await desk.feeds.notes(without)
    assert "/setup show" in note
    [followed] = await desk.feeds.listed(without)
    with pytest.raises(NoShow):
        await desk.feeds.test(without, followed.id)


async def test_what_comes_first_waits_first(desk: Newsdesk) -> None:
    first, second, third = headlines(3)
    await found(desk, third, second, first)
    assert await desk.headlines() == [first, second, third]


# One story, several sources


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_story_that_three_report_is_one_suggestion_with_three_sources(desk: Newsdesk, at_once: bool) -> None:
    for title, path in ((RENEWED, FEED), (RENEWED_TOO, SECOND), (RENEWED_AGAIN, THIRD)):
        desk.site.add(title, path=path)
        if not at_once:
            await desk.look(days=1)
    looked = await desk.look()
    [waits] = await desk.waiting()
    assert sorted(outlets(waits.fact)) == ["Harbour Gazette", "Lantern Guide", "Screen Tidings"]
    assert len({claim.source.title for claim in waits.fact.claims}) == 3
    assert [followed.waiting for followed in await desk.feeds.listed(MOD)] == [1, 1, 1]
    # A suggestion that waits in the log is drawn again with its new sources.
    assert looked.guilds == ({SERVER_A} if at_once else frozenset())


async def test_the_same_article_in_two_feeds_is_one_source(desk: Newsdesk) -> None:
    article = "https://www.gazette.example/renewed"
    desk.site.add(Entry(RENEWED, url=article), path=FEED)
    desk.site.add(
        Entry("It goes on with Jessica Jones", url="http://gazette.example/renewed/?utm_source=x"), path=SECOND
    )
    await desk.look()
    [waits] = await desk.waiting()
    assert len(waits.fact.claims) == 1


async def test_a_story_is_recognised_by_what_its_summary_said(desk: Newsdesk) -> None:
    await found(desk, Entry("Jessica Jones goes north", summary="The crew films in Halifax until July."))
    again = Entry("Jessica Jones seen in Halifax", summary="The neighbours put up with it until July.")
    [waits] = await found(desk, again, path=SECOND)
    assert [claim.source.outlet for claim in waits.fact.claims] == ["Harbour Gazette", "Screen Tidings"]


async def test_the_network_alone_makes_no_item_one_of_the_show(desk: Newsdesk) -> None:
    names = await desk.store.reading().names.of_show(SERVER_A, await desk.show(), desk.clock.today)
    assert names.network == "Netflix"
    assert await found(desk, "Netflix orders a third season of a drama") == []


async def test_after_two_weeks_the_same_words_are_another_story(desk: Newsdesk) -> None:
    await found(desk, RENEWED)
    desk.site.add(RENEWED_TOO, path=SECOND)
    await desk.look(days=13)
    assert len(await desk.waiting()) == 1
    desk.site.add(RENEWED_AGAIN, path=THIRD)
    await desk.look(days=2)
    assert len(await desk.waiting()) == 2


async def test_a_story_is_each_servers_own(desk: Newsdesk) -> None:
    await desk.follow(SECOND, MOD_OF_B)
    await found(desk, RENEWED)
    desk.site.add(RENEWED_TOO, path=SECOND)
    await desk.look()
    assert (await desk.headlines(), await desk.headlines(SERVER_B)) == ([RENEWED], [RENEWED_TOO])


async def test_what_was_rejected_is_dropped_quietly_when_another_reports_it(desk: Newsdesk) -> None:
    [waits] = await found(desk, RENEWED)
    await desk.suggestions.reject(MOD, waits.id, "Not so.")
    desk.site.add(RENEWED_TOO, path=SECOND)
    looked = await desk.look()
    assert (looked.new, looked.guilds, await desk.waiting()) == (0, frozenset(), [])


async def test_of_what_was_approved_another_source_is_suggested_for_the_fact(desk: Newsdesk) -> None:
    [waits] = await found(desk, RENEWED)
    fact = saved(await desk.suggestions.approve(MOD, waits.id, "reported")).revision.fact
    desk.site.add(RENEWED_TOO, path=SECOND)
    desk.site.add(RENEWED_AGAIN, path=THIRD)
    assert (await desk.look()).new == 1
    [more] = await desk.waiting()
    assert (more.fact.id, more.opened_on, more.fact.statement) == (fact.id, fact.revision_id, RENEWED)
    assert (more.revision.made.change, len(more.fact.claims)) == (ChangeKind.CLAIM, 3)
    done = saved(await desk.suggestions.approve(MOD, more.id, "reported"))
    assert (status(done.certainty_before), status(done.certainty_after)) == (Status.REPORTED, Status.CONFIRMED)


async def test_nothing_is_suggested_for_a_fact_that_was_taken_out(desk: Newsdesk) -> None:
    [waits] = await found(desk, RENEWED)
    fact = saved(await desk.suggestions.approve(MOD, waits.id)).revision.fact
    await desk.history.retire(MOD, fact.id, "It was a joke.")
    assert await found(desk, RENEWED_TOO, path=SECOND) == []


async def test_a_story_has_as_many_sources_as_a_fact_may(desk: Newsdesk) -> None:
    await found(desk, RENEWED)
    for outlet in [name.split()[-1] for name in headlines(MOST_CLAIMS + 1)]:
        desk.site.publish(f"{RENEWED_TOO}, {outlet} reports", path=SECOND, outlet=outlet)
        await desk.look()
    [waits] = await desk.waiting()
    assert len(waits.fact.claims) == MOST_CLAIMS


# Bounds


async def test_one_look_suggests_only_so_much_and_says_how_much_more_there_was(desk: Newsdesk) -> None:
    await found(desk, *headlines(MOST_AT_ONCE + 5))
    assert len(await desk.waiting()) == MOST_AT_ONCE
    [logged] = await desk.words()
    assert logged.startswith(f"📡 The feed <{desk.site.url()}> brought 5 more")
    assert (await desk.look()).new == 0


async def test_while_very_many_wait_the_rest_is_only_noted(desk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.feeds.stories.MOST_OPEN_STORIES", 3)
    monkeypatch.setattr("bot.services.feeds.feeds.MOST_OPEN_STORIES", 3)
    assert MOST_OPEN_STORIES == 200
    first, second, third, fourth, fifth = headlines(5)
    await found(desk, second, first)
    assert (await desk.feeds.notes(MOD), await desk.words()) == ((), [])
    await found(desk, fourth, third)
    assert await desk.headlines() == [first, second, third]
    [note] = await desk.feeds.notes(MOD)
    assert "wait for a moderator" in note
    [logged] = await desk.words()
    assert "nothing more is taken from feeds" in logged
    await desk.suggestions.reject(MOD, (await desk.waiting())[0].id, "")
    await found(desk, fifth)
    assert await desk.headlines() == [second, third, fifth]


# What moderators make of it


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("confirmed", Status.CONFIRMED),
        ("reported", Status.REPORTED),
        ("rumoured", Status.RUMOURED),
        ("denied", Status.DENIED),
        (None, Status.REPORTED),
    ],
)
async def test_a_story_is_approved_as_what_the_moderator_takes_it_for(
    desk: Newsdesk, word: str | None, wanted: Status
) -> None:
    [waits] = await found(desk, RENEWED)
    done = saved(await desk.suggestions.approve(MOD, waits.id, word))
    assert (status(done.certainty_after), done.revision.suggested_by) == (wanted, None)
    seen = await desk.seen(waits.fact.id)
    assert seen is not None
    assert (seen.statement, outlets(seen)) == (RENEWED, ["Harbour Gazette"])
    assert await desk.suggestions.users_to_notify() == frozenset()


async def test_an_unknown_word_is_refused(desk: Newsdesk) -> None:
    [waits] = await found(desk, RENEWED)
    with pytest.raises(BadInput, match="how weighty"):
        await desk.suggestions.approve(MOD, waits.id, "certain")
    assert len(await desk.waiting()) == 1


async def test_a_further_source_is_weighed_by_itself(desk: Newsdesk) -> None:
    [waits] = await found(desk, RENEWED)
    await desk.suggestions.approve(MOD, waits.id, "reported")
    [more] = await found(desk, RENEWED_TOO, path=SECOND)
    done = saved(await desk.suggestions.approve(MOD, more.id, "rumoured"))
    assert [claim.weight for claim in done.revision.fact.claims] == [Weight.REPORTED, Weight.RUMOURED]


async def test_where_the_fact_has_moved_on_both_are_shown_with_the_word_kept(desk: Newsdesk) -> None:
    [waits] = await found(desk, RENEWED)
    fact = saved(await desk.suggestions.approve(MOD, waits.id)).revision.fact
    [more] = await found(desk, RENEWED_TOO, path=SECOND)
    await desk.claim(fact.id, VARIETY)
    shown = await desk.suggestions.approve(MOD, more.id, "denied")
    assert isinstance(shown, Preview)
    assert [claim.supports for claim in shown.fact.claims] == [True, False]
    assert shown.theirs is not None
    done = await desk.save(shown, over=shown.theirs.id)
    assert sorted(outlets(done.revision.fact)) == ["Harbour Gazette", "Screen Tidings", "Variety"]
    assert await desk.waiting() == []


async def test_what_it_is_about_is_corrected_before_it_is_approved(desk: Newsdesk) -> None:
    [waits] = await found(desk, "Trish Walker is the talk of the town, says Jessica Jones")
    _, words = await desk.editing.words(MOD, waits.id)
    changed = FactWords(statement=words.statement, where="season 2", spoils="S02E13")
    preview = await desk.editing.rewrite(MOD, waits.id, changed)
    done = await desk.save(preview)
    fact = done.revision.fact
    assert (fact.character, fact.seasons, str(fact.spoils)) == (None, (2,), "S02E13")
    assert outlets(fact) == ["Harbour Gazette"]
    assert await desk.waiting() == []


async def test_two_moderators_decide_once(desk: Newsdesk) -> None:
    await desk.let_moderate()
    [waits] = await found(desk, RENEWED)
    await desk.suggestions.approve(MOD, waits.id, "rumoured")
    with pytest.raises(AlreadyHandled):
        await desk.suggestions.approve(SECOND_MOD, waits.id, "confirmed")
    with pytest.raises(AlreadyHandled):
        await desk.suggestions.reject(SECOND_MOD, waits.id, "")


async def test_a_members_suggestion_is_still_rejected_with_a_reason(desk: Newsdesk) -> None:
    waits = (await desk.new_suggestions.in_words(FAN, "A talk.", "https://variety.com/2019/talk")).proposal
    with pytest.raises(BadInput, match="Give a reason"):
        await desk.suggestions.reject(MOD, waits.id, " ")


async def test_who_forgets_a_member_keeps_what_feeds_brought(desk: Newsdesk) -> None:
    await found(desk, RENEWED)
    await Privacy(desk.kit).forget(MOD.user)
    assert await desk.headlines() == [RENEWED]
    assert {(followed.made_by, followed.changed_by) for followed in await desk.feeds.listed(MOD)} == {(0, 0)}


async def test_an_article_of_tomorrow_counts_from_today(desk: Newsdesk) -> None:
    tomorrow: date = desk.clock.today + timedelta(days=1)
    [waits] = await found(desk, Entry(RENEWED, published=tomorrow))
    assert waits.fact.claims[0].counts_from == desk.clock.today


async def test_items_without_an_address_of_their_own_are_stories_of_their_own(desk: Newsdesk) -> None:
    first, second, third = headlines(3)
    page = "https://harbour.example/podcast"
    desk.site.publish(Entry(WEATHER, url=page), Entry(first, url=page), Entry(second, url=page))
    await desk.look()
    desk.site.add(Entry(third, url=page))
    await desk.look()
    waiting = await desk.waiting()
    assert sorted(suggestion.fact.statement or "" for suggestion in waiting) == sorted((first, second, third))
    assert all(
        claim.source.title == suggestion.fact.statement for suggestion in waiting for claim in suggestion.fact.claims
    )
    assert {claim.source.url for suggestion in waiting for claim in suggestion.fact.claims} == {page}
