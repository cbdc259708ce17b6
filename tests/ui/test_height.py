"""How high texts are on a phone."""

import discord
import pytest

from bot.domain.text import escape
from bot.ui.height import WIDTH, height
from bot.ui.text import bold, link, spoiler
from tests.helpers.heights import embed_height


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("one", 1),
        ("one\n\nthree", 3),
        ("x" * WIDTH, 1),
        ("x" * (WIDTH + 1), 2),
        (f"{'x' * 30} {'y' * 30}", 2),
        (bold("x" * WIDTH), 1),
        (spoiler("x" * WIDTH), 1),
        (link("x" * WIDTH, f"https://source.example/{'a' * 100}"), 1),
        (escape("*" * WIDTH), 1),
        (f"-# {'x' * WIDTH}", 1),
    ],
)
def test_lines_are_counted_as_they_are_read(text: str, lines: int) -> None:
    assert height(text) == lines


def test_an_embed_is_as_high_as_its_texts() -> None:
    embed = discord.Embed(title="Title", description="one\ntwo").add_field(name="Name", value="x" * 50)
    assert embed_height(embed) == 6
    assert embed_height(embed.set_footer(text="Foot")) == 7
