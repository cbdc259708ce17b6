"""Posts as far as their channel may be told, and which are not sent at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.announcements import Words
from bot.domain.boundaries import EVERYTHING, Boundary
from bot.domain.certainty import known_on
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.domain.post_views import view_of
from bot.domain.posts import DigestPost, EpisodesPost, NewsPost, NothingToPost, PostedFact, WordsPost
from bot.domain.shield import Sight
from bot.store.store import Store
from tests.helpers.answers import GUILD

TODAY = date(2026, 11, 1)


@pytest.fixture
async def facts(store: Store) -> list[PostedFact]:
    """All facts of the shipped pack, as news of today would post them."""
    (show,) = [show for show, _, word in await store.reading().names.shows_beginning(0, "jessica jones", 5) if not word]
    found: list[Fact] = []
    for kind in Kind:
        found += await store.reading().facts.of_kind(GUILD, show.id, kind, 5_000)
    return [PostedFact(known, known, revision=known.fact.revision_id) for known in known_on(found, TODAY)]


async def sight(store: Store, upto: Boundary) -> Sight:
    show = await store.reading().names.show_of_server(GUILD)
    assert show is not None
    return Sight(upto, *await store.calendar(GUILD, show.id))


async def test_news_leaves_out_what_is_covered(store: Store, facts: list[PostedFact]) -> None:
    seen = await sight(store, Boundary(1, 3))
    shown = view_of(NewsPost(facts[0].before.fact.show, tuple(facts), more=7), seen, opens=True)
    assert isinstance(shown, NewsPost)
    assert 0 < len(shown.facts) < len(facts)
    assert shown.more == 0  # these may be covered
    for posted in shown.facts:
        fact = posted.before.fact
        assert fact.spoils is None or seen.has_seen(fact.spoils)
        assert fact.kind is not Kind.CAST or set(fact.seasons) <= {1}
        assert all(seen.shows_title(episode.code) or episode.title is None for episode in fact.episodes)
        for claim in fact.claims:
            assert seen.shows_words(claim.published.last if claim.published else None) or claim.source.url is None


async def test_news_of_which_nothing_is_left_is_not_posted(store: Store, facts: list[PostedFact]) -> None:
    seen = await sight(store, Boundary(1, 3))
    late = [each for each in facts if each.before.fact.kind is Kind.CAST and each.before.fact.seasons == (3,)]
    assert late
    shown = view_of(NewsPost(facts[0].before.fact.show, tuple(late)), seen, opens=True)
    assert isinstance(shown, NothingToPost)
    assert "S01E03" in shown.reason
    assert all(person.name not in shown.reason for each in late for person in each.before.fact.people)


async def test_episodes_that_are_out_keep_their_titles_to_themselves(store: Store, facts: list[PostedFact]) -> None:
    seen = await sight(store, Boundary(1, 3))
    show = facts[0].before.fact.show
    entries = [await store.reading().catalogue.episode(GUILD, show.id, EpisodeCode(2, number)) for number in (1, 2)]
    episodes = tuple(entry.episode for entry in entries if entry)
    assert all(episode.title for episode in episodes)
    shown = view_of(EpisodesPost(show, 2, episodes, ()), seen, opens=True)
    assert isinstance(shown, EpisodesPost)
    assert [episode.title for episode in shown.episodes] == [None, None]
    assert [episode.code for episode in shown.episodes] == [episode.code for episode in episodes]


async def test_a_digest_is_cut_and_words_of_a_moderator_are_not(store: Store, facts: list[PostedFact]) -> None:
    seen = await sight(store, Boundary(1, 3))
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    digest = DigestPost(
        facts[0].before.fact.show, moment, moment, added=tuple(facts[:40]), denied=tuple(facts[-40:]), more=3
    )
    shown = view_of(digest, seen, opens=True)
    assert isinstance(shown, DigestPost)
    assert len(shown.added) + len(shown.denied) < 80
    words = WordsPost(Words("Season 3 is out"))
    assert view_of(words, seen, opens=True) == words


async def test_everything_covers_nothing_and_opens_what_is_marked(store: Store, facts: list[PostedFact]) -> None:
    seen = await sight(store, EVERYTHING)
    shown = view_of(NewsPost(facts[0].before.fact.show, tuple(facts), more=7), seen, opens=True)
    assert isinstance(shown, NewsPost)
    assert (len(shown.facts), shown.more) == (len(facts), 7)
    assert not any(posted.spoils for posted in shown.facts)
    assert any(posted.spoils for posted in facts)
    plain = [replace(posted.before.fact, spoils=None, settled_by=None, outcome=None) for posted in facts]
    assert [posted.before.fact.statement for posted in shown.facts] == [fact.statement for fact in plain]
