"""Cards and posts of feeds keep Discord's limits, and what a site writes pings, formats and gives away nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import feeds
from bot.domain.addresses import LONGEST_URL
from bot.domain.certainty import certainty_on
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Claim, Fact, Kind, Known, Show, Source, Weight
from bot.domain.feeds import Feed, Item, Relevance, Subscription
from bot.domain.posts import LinkPost
from bot.domain.revisions import ProposalState
from bot.ui.card import Card
from bot.ui.feeds import FEEDS_A_PAGE, added_card, feed_card, feeds_card, items_card, remove_card, removed_card
from bot.ui.places import Around
from bot.ui.posts.message import PostMessage, Stamp, message_of
from tests.ui.reading import PING, assert_discord_takes, formatting_left, in_the_open, units

BIG = (1 << 63) - 1
AT = datetime(2099, 12, 31, 23, 59, tzinfo=UTC)
DAY = date(2020, 1, 1)
STAMP = Stamp("zzzzzzzzzzzzz", AT, delayed=True)
STYLES = ["x", "*", "@everyone ", "<@1> ", "||", "`", "[a](https://b.c) ", "\n# ", "\u202e", "👩‍👩‍👧", "אב", "_~"]
STATES = [ProposalState.OPEN, ProposalState.ACCEPTED, ProposalState.REJECTED]


def subscription(style: str, number: int = 0) -> Subscription:
    """As long as it gets, with everything wrong, written wholly in this style."""
    feed = Feed(
        BIG - number, f"https://e.com/{'x' * 480}", (style * 300)[:300], AT, timedelta(days=1), AT, 99, AT,
        (style * 300)[:300],
    )  # fmt: skip
    return Subscription(BIG - number, BIG, feed, BIG, AT, BIG, (style * 300)[:300], BIG, waiting=200)


def looked_at(style: str, *, about: bool) -> feeds.TestedItem:
    names = tuple((style * 60)[: 50 + number] for number in range(9))
    return feeds.TestedItem(item(style), Relevance(float(about), (), (), (), (), ()), names)


def item(style: str) -> Item:
    return Item((style * 300)[:300], (style * 200)[:200], f"https://e.com/{'x' * 120}", published=DAY)


def cards(style: str) -> list[Card]:
    feed, around = subscription(style), Around({BIG: (style * 100)[:100]})
    followed = [subscription(style, number) for number in range(50)]
    items = tuple(looked_at(style, about=number % 2 == 0) for number in range(200))
    pages = range(-(-50 // FEEDS_A_PAGE) + 1)
    return [
        added_card(feeds.Added(feed, 200, 200), ["Something is wrong."], around),
        *(feeds_card(followed, ["Something is wrong."], page, around) for page in pages),
        feed_card("Paused", replace(feed, paused=True), around),
        remove_card(feed, around),
        removed_card(feed),
        items_card(feeds.Tested(feed, items, broken=True)),
    ]


@pytest.mark.parametrize("style", STYLES)
def test_the_cards_keep_the_limits_and_format_nothing(style: str) -> None:
    for card in cards(style):
        embed = {"footer": {"text": "-"}, **card.embed.to_dict()}
        assert_discord_takes(embed, card.view.to_components())
        _assert_harmless(card.embed.description or "")


def _assert_harmless(text: str) -> None:
    own = text.replace("**", "").replace("~~", "")
    assert formatting_left(own).replace("<", "").replace(">", "").strip("*") == ""
    assert all(found[0].startswith("<t:") for found in PING.finditer(text))


def link(style: str, state: ProposalState, *, current: bool = True, spoils: EpisodeCode | None = None) -> PostMessage:
    claim = Claim(Source(1, "Harbour Post"), Weight.REPORTED, DAY)
    fact = Fact(1, 2, Kind.NEWS, Show(1, style * 100), (claim,), statement=(style * 500)[:500], spoils=spoils)
    certainty = certainty_on((claim,), DAY)
    assert certainty is not None
    now = Known(fact, certainty) if current and state is ProposalState.ACCEPTED else None
    return message_of(LinkPost(item(style), fact, state, 2, now), STAMP)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("current", [True, False])
def test_a_link_keeps_the_limits_and_pings_nobody(style: str, state: ProposalState, current: bool) -> None:
    message = link(style, state, current=current)
    assert message.embed
    assert units(message.content) <= 2000
    assert 1 <= units(message.title) <= 100
    assert_discord_takes({**message.embed.to_dict()}, [])
    assert all(found[0].startswith("<t:") for found in PING.finditer(f"{message.content}{message.embed.description}"))
    assert message.pings is None


@pytest.mark.parametrize("state", STATES)
def test_a_link_whose_story_spoils_hides_its_headline(state: ProposalState) -> None:
    message = link("Zanzibar ", state, spoils=EpisodeCode(1, 13))
    assert message.embed
    assert "Zanzibar" not in in_the_open((message.embed.description or "").split("\n")[0])
    first, *rest = (message.embed.description or "").split("\n")
    assert first.endswith("(spoils S01E13)")
    assert rest


@pytest.mark.parametrize("state", STATES)
def test_a_long_address_is_linked_to(state: ProposalState) -> None:
    url = f"https://e.com/{'x' * (LONGEST_URL - 14)}"
    fact = Fact(1, 2, Kind.NEWS, Show(1, "*" * 100), (), statement="*" * 500)
    message = message_of(LinkPost(replace(item("*"), url=url), fact, state, 2), STAMP)
    assert message.embed
    assert f"]({url})" in (message.embed.description or "")
    assert_discord_takes({**message.embed.to_dict()}, [])


def test_the_line_that_a_phone_shows_has_no_headline() -> None:
    message = link("Zanzibar ", ProposalState.OPEN)
    headline = item("Zanzibar ").title
    assert headline not in message.content
    assert headline not in message.title
