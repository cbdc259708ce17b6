"""TVmaze's summaries and pictures as a pack takes them."""

import pytest

from bot.packs.model import LONGEST_SYNOPSIS
from bot.services.shows.tvmaze.words import picture, synopsis


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (None, None),
        ("", None),
        ("<p></p>", None),
        ("<p>\u200b!</p>", "\u200b!"),
        ("<p>Ropes &amp; <b>fog</b>.</p><p>And\nrain.</p>", "Ropes & fog. And rain."),
        ("<script>x</script><p>Fog\x07.</p>", "Fog."),
        ("x" * LONGEST_SYNOPSIS, "x" * LONGEST_SYNOPSIS),
        ("x" * (LONGEST_SYNOPSIS + 1), "x" * (LONGEST_SYNOPSIS - 1) + "…"),
    ],
)
def test_a_summary_is_plain_text(summary: str | None, text: str | None) -> None:
    assert synopsis(summary) == text


def test_a_long_summary_ends_with_a_sentence_or_else_a_word() -> None:
    sentences = synopsis("She is gone. " * 200)
    assert sentences is not None
    assert len(sentences) <= LONGEST_SYNOPSIS
    assert sentences.endswith("She is gone.")
    words = synopsis("fog, " * 400)
    assert words is not None
    assert len(words) <= LONGEST_SYNOPSIS
    assert words.endswith("fog, fog…")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (None, None),
        ("", None),
        ("http://static.tvmaze.com/uploads/1.jpg", "https://static.tvmaze.com/uploads/1.jpg"),
        ("https://static.tvmaze.com/uploads/1.jpg", "https://static.tvmaze.com/uploads/1.jpg"),
        ("http://elsewhere.example/1.jpg", None),
        ("http://static.tvmaze.com.evil.example/1.jpg", None),
        ("https://static.tvmaze.com/" + "x" * 2048, None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_picture_is_left_out_where_discord_would_not_take_it(url: str | None, address: str | None) -> None:
    assert picture(url) == address
