"""A post without an embed ends in a small line with its reference, whatever a moderator's text leaves open."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import MOST_TEXT, Words
from bot.domain.posts import WordsPost
from bot.services.announcements.form import clean
from bot.ui.posts.message import PostMessage, Stamp, message_of
from bot.ui.posts.reference import bears
from tests.ui.reading import units

DUE = datetime(2026, 3, 6, 12, tzinfo=UTC)
STAMP = Stamp("6xkrjhn1xgri", DUE)
OTHER = "6xkrjhn1xgrj"
LINE = f"-# Announcement · {STAMP.reference}"
PIECES = (
    "```", "`", "||", "> ", ">>> ", "**", "~~", "[a](", "<", "\\", "-# ", "- ", "# ", "\n", "\r", "\u2028", " ",
    "word", "🎬", "\ufeff", "\u200b", LINE, f"-# Announcement · {OTHER}", OTHER, "Casefile · ", "·",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
stamps = st.builds(
    replace, st.just(STAMP), delayed=st.booleans(), ping=st.none() | st.integers(min_value=1, max_value=(1 << 63) - 1)
)


def arrived(message: PostMessage) -> discord.Message:
    """The message as Discord gives it back: without blanks at either end."""

    class Arrived:
        content = message.content.strip()
        embeds = message.embeds

    return cast(discord.Message, Arrived())


def written(text: str, stamp: Stamp = STAMP) -> PostMessage:
    return message_of(WordsPost(Words(text)), stamp)


@given(texts, stamps)
def test_every_text_that_a_form_takes_is_whole_and_ends_in_its_reference_alone(text: str, stamp: Stamp) -> None:
    text = clean(text)[:500]
    message = written(text, stamp)
    above, _, last = message.content.rpartition("\n")
    assert message.embeds == []
    assert units(message.content) <= 2000
    assert (last if text or stamp.ping else message.content).startswith(LINE)
    said = above.removeprefix(f"<@&{stamp.ping}>\n") if stamp.ping else above
    assert re.sub("[> ]", "", said) == re.sub("[> ]", "", text)
    assert bears(arrived(message), STAMP.reference)
    assert not bears(arrived(message), OTHER)


@given(st.integers(min_value=0, max_value=2_000), stamps, st.sampled_from("x🎬\n"))
def test_the_longest_text_of_a_form_needs_no_embed_and_none_is_cut(size: int, stamp: Stamp, sign: str) -> None:
    text = ("a" + sign * size)[:size]
    while units(text) > 2000 - 25:
        text = text[:-1]
    message = written(text, stamp)
    assert text in message.content
    assert units(message.content) <= 2000
    assert bears(arrived(message), STAMP.reference)
    if units(text) <= MOST_TEXT:
        assert message.embeds == []


@pytest.mark.parametrize("title", ["", "A title"])
def test_the_previous_release_had_it_in_the_footer(title: str) -> None:
    message = message_of(WordsPost(Words("Tonight", title)), STAMP)
    before = discord.Embed().set_footer(text=f"Casefile · {STAMP.reference} · Data from TVmaze")
    assert bears(arrived(replace(message, content="Tonight", embed=before)), STAMP.reference)
    assert not bears(arrived(replace(message, content="Tonight", embed=before)), OTHER)


def test_what_a_text_says_of_another_post_does_not_count() -> None:
    copied = written(f"As we said:\n-# Announcement · {OTHER}")
    assert not bears(arrived(copied), OTHER)
    assert not bears(arrived(replace(copied, content=f"Announcement · {OTHER}")), OTHER)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (">>> One\nTwo\n\nThree", "> One\n> Two\n> \n> Three"),
        ("Before\n>>> One\n>>> two", "Before\n> One\n> >>> two"),
        ("> One\n> Two", "> One\n> Two"),
        ("```\n>>> code\n```", "```\n>>> code\n```"),
        ("```\ncode\n```\n>>> One\n```\nTwo", "```\ncode\n```\n> One\n> ```\n> Two"),
        ("a >>> b", "a >>> b"),
        (">>>b", ">>>b"),
        ("||open\n```open\n**open", "||open\n```open\n**open"),
    ],
)
def test_a_quote_to_the_end_ends_before_the_line(text: str, shown: str) -> None:
    assert written(text).content == f"{shown}\n{LINE}"


def test_a_quote_that_leaves_no_room_stays_as_it_was_written() -> None:
    text = ">>> " + "a\n" * 900 + "a"
    assert written(text).content == f"{text}\n{LINE}"
