"""Cards and forms of announcements keep Discord's limits, whatever was written, and ping and format nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcement_views import (
    AnnouncementPage,
    AnnouncementView,
    Described,
    DraftView,
    Ending,
    Target,
    Wanted,
)
from bot.domain.announcements import (
    MOST_PLACES,
    Announcement,
    AnnouncementKind,
    AnnouncementState,
    Draft,
    Late,
    Place,
    Schedule,
    Words,
)
from bot.domain.deliveries import Delivery, DeliveryState, DeliveryView
from bot.domain.facts import Show, Status
from bot.domain.posts import NothingToPost, WordsPost
from bot.ui.announcements.cards import announcement_card, cancel_card, confirmed_card, ending_card, list_card
from bot.ui.announcements.draft import draft_card, dropped_card
from bot.ui.announcements.forms import AnnouncementForm, read_form
from bot.ui.card import Card
from bot.ui.completions import announcement_choices
from bot.ui.modals import modal
from bot.ui.places import Around
from tests.ui.reading import PING, assert_discord_takes, formatting_left, units

BIG = (1 << 63) - 1
AT = datetime(2099, 12, 31, 23, 59, tzinfo=UTC)
STYLES = ["x", "*", "@everyone ", "<@1> ", "||", "`", "[a](https://b.c) ", "\n# ", "\u202e", "👩‍👩‍👧", "אב", "_~"]
OWN = ("<t:", "<@")


def worst(style: str, kind: AnnouncementKind, state: AnnouncementState) -> Announcement:
    """As long as it gets, written wholly in this style."""
    places = tuple(Place(BIG - n, BIG - n, False, True, style * 40) for n in range(MOST_PLACES))
    return Announcement(
        BIG, BIG, kind, state, BIG, AT, BIG, AT,
        words=Words((style * 2000)[:2000], (style * 256)[:256], "https://e.com/" + "x" * 486, "https://e.com/y"),
        schedule=Schedule(due_at=AT, at=time(23, 59)),
        places=places, ping=BIG, publish=True, late=Late.SKIP, show=Show(1, style * 100), season=999,
        status=Status.RUMOURED, episodes=True, next_due=AT if state is AnnouncementState.ACTIVE else None,
    )  # fmt: skip


def around(style: str) -> Around:
    name = (style * 100)[:100]
    ids = [BIG - n for n in range(MOST_PLACES)]
    return Around(dict.fromkeys(ids, name), {BIG: name}, frozenset(ids))


def happened(style: str) -> tuple[DeliveryView, ...]:
    return tuple(
        DeliveryView(
            Delivery(
                BIG - n, BIG, BIG, BIG, "x", AT - timedelta(days=1), state, message=BIG, sent_at=AT, published_at=AT,
                reason=(style * 200),
            ),
            corrected=99,
        )
        for n, state in enumerate(DeliveryState)
    )  # fmt: skip


def assert_kept(embed: discord.Embed, view: discord.ui.View) -> None:
    """Check an embed and its buttons against Discord's limits and against what would ping or format."""
    copy = embed.copy()
    if not copy.footer:
        copy.set_footer(text="-")
    rows: list[dict[str, Any]] = view.to_components()
    assert len(rows) <= 5
    # Lists of channels and roles have no options.
    listed = [row for row in rows if row["components"][0]["type"] in (2, 3)]
    assert_discord_takes(copy.to_dict(), listed)
    for text in [embed.description or "", *(field.value or "" for field in embed.fields)]:
        left = [found[0] for found in PING.finditer(text) if not found[0].startswith(OWN)]
        assert left == [], text
        assert "||" not in text.replace("\\|", "")


WITH_FORM = sorted(set(AnnouncementKind) - {AnnouncementKind.NEWS, AnnouncementKind.FEED})
KINDS, STATES = list(AnnouncementKind), [state for state in AnnouncementState if state is not AnnouncementState.DRAFT]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_cards_of_confirmed_announcements_keep_the_limits(style: str, kind: AnnouncementKind) -> None:
    rule, names = style * 100, around(style)
    for state in STATES:
        announcement = worst(style, kind, state)
        view = AnnouncementView(
            announcement, "America/Argentina/ComodRivadavia", rule, happened(style), page=1, more=True
        )
        page = AnnouncementPage((Described(announcement, "UTC", rule),) * 8, 1, True, 99)
        page = replace(
            page, shown=tuple(Described(replace(announcement, id=BIG - n), "UTC", rule) for n in range(8)), total=99
        )
        cards: list[Card] = [
            announcement_card(view, names),
            list_card(page, names),
            confirmed_card(announcement, names),
            cancel_card(view, names),
            ending_card(Ending((announcement,) * 25, BIG), names),
            dropped_card(BIG),
        ]
        for card in cards:
            assert_kept(card.embed, card.view)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moved_on", [False, True])
def test_a_draft_keeps_the_limits(style: str, kind: AnnouncementKind, moved_on: bool) -> None:
    announcement = worst(style, kind, AnnouncementState.DRAFT)
    faults = tuple(f"In <#{BIG - n}>: I lack everything that there is to lack in such a place." for n in range(10))
    draft = Draft(announcement, (AT, AT, AT), ("A note of some length. " * 10,) * 3, faults)
    original = replace(announcement, state=AnnouncementState.PAUSED)
    with_words = kind in (AnnouncementKind.ONCE, AnnouncementKind.REPEAT)
    post = WordsPost(announcement.words) if with_words else NothingToPost("Nothing to show.")
    view = DraftView(draft, "UTC", post, style * 100, original, moved_on)
    shown = draft_card(view, around(style))
    assert_kept(shown.embeds[-1], shown.view)
    assert len(shown.embeds) <= 1 + with_words
    assert units(shown.content) <= 2000
    whole = sum(
        units(part)
        for embed in shown.embeds
        for part in (embed.title, embed.description, embed.footer.text, *_fields(embed))
        if part
    )
    assert whole <= 6000


def _fields(embed: discord.Embed) -> list[str | None]:
    return [part for field in embed.fields for part in (field.name, field.value)]


@pytest.mark.parametrize("style", STYLES)
def test_choices_keep_the_limits(style: str) -> None:
    found = [
        Described(worst(style, kind, state), "Pacific/Kiritimati", style * 100) for kind in KINDS for state in STATES
    ]
    choices = announcement_choices(found)
    assert all(1 <= units(choice.name) <= 100 and len(choice.value) <= 100 for choice in choices)


def test_formatting_of_words_shows_as_it_is_written() -> None:
    announcement = worst("*", AnnouncementKind.ONCE, AnnouncementState.ACTIVE)
    card = cancel_card(AnnouncementView(announcement, "UTC"), around("x"))
    assert formatting_left((card.embed.description or "").splitlines()[0].replace("**Once**", "")) == ""


ids = st.integers(0, BIG)


@given(
    st.sampled_from(WITH_FORM),
    ids, st.booleans(), st.none() | ids, st.booleans(), st.booleans(),
)  # fmt: skip
def test_a_form_is_known_again_by_its_custom_id(
    kind: AnnouncementKind, channel: int, forum: bool, ping: int | None, publish: bool, episodes: bool
) -> None:
    wanted = Wanted(kind, Target(channel, forum), ping, publish=publish, episodes=episodes)
    form = AnnouncementForm(kind, wanted=wanted)
    assert len(form.custom_id) <= 100
    assert read_form(form.custom_id) == form
    draft = AnnouncementForm(kind, draft=channel)
    assert read_form(draft.custom_id) == draft
    shown = modal(form)
    assert len(shown.children) <= 5
