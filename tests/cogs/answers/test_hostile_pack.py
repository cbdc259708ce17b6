"""Whatever a pack writes, an answer neither pings nor formats nor breaks out of its spoiler marks."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from tests.cogs.world import Seen, World, seen
from tests.ui.reading import PING, formatting_left, in_the_open

NAMES = [
    "@everyone",
    "<@&1>",
    "||x||",
    "[a](https://example.com)",
    "```",
    "\u202egnp.exe",
    "**bold** _and_ ~~struck~~",
    "https://example.com/free",
    "# Heading",
    "-# small",
    "> quote",
    "<t:0:R> </ban:1> <:x:1>",
    "back\\slash\\",
    "zalgo" + "\u0301" * 100,
    "שלום עולם",
    "😀" * 60,
]


def pack() -> str:
    """A pack in which everything bears a hostile name, each role once in the open and once as a spoiler."""
    lines = ["format = 1", "[show]", 'id = "hostile"', f"title = {quoted('Show @here **x** ||y||')}"]
    lines += ["[[seasons]]", "number = 1", "[[seasons]]", "number = 2"]
    lines += [
        "[[episodes]]",
        'code = "S01E01"',
        "aired = 2020-01-01",
        f"title = {quoted('[x](https://example.com) ||')}",
    ]
    lines += ["[sources]"]
    for place, name in enumerate(NAMES):
        url = quoted("https://example.com/a_(b)_||x||*c*".replace("|", "%7C"))
        lines.append(
            f"s{place} = {{ outlet = {quoted(name)}, title = {quoted(name)}, url = {url}, published = 2020-01-05 }}"
        )
    lines += [
        "[people]",
        *(f"p{place} = {{ name = {quoted(f'Per {place} {name}')} }}" for place, name in enumerate(NAMES)),
    ]
    lines += ["[characters]"]
    lines += [f"c{place} = {{ name = {quoted('c ' + name)} }}" for place, name in enumerate(NAMES)]
    lines += [
        f'h{place} = {{ name = {quoted("MARKER " + name)}, spoils = "S01E01" }}' for place, name in enumerate(NAMES)
    ]
    for place, name in enumerate(NAMES):
        claim = (
            f'claims = [{{ source = "s{place}", speaker = {quoted(name)}, '
            f"via = {quoted(name)}, note = {quoted(name)} }}]"
        )
        for season, character in ((1, f"c{place}"), (2, f"h{place}")):
            lines += ["[[facts]]", f'id = "cast-{place}-{season}"', 'kind = "cast"', f"season = {season}"]
            lines += [f'people = ["p{place}"]', f'character = "{character}"', claim]
        lines += ["[[facts]]", f'id = "news-{place}"', 'kind = "news"', f"statement = {quoted('MARKER ' + name)}"]
        lines += ["season = 2", 'spoils = "S01E01"', claim]
        lines += ["[[facts]]", f'id = "director-{place}"', 'kind = "director"', 'episode = "S01E01"']
        lines += [f'people = ["p{place}"]', claim]
    return "\n".join(lines)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "hostile.toml").write_text(pack(), encoding="utf-8")
    return folder


SHOW = {"show": "Show"}


def assert_harmless(card: Seen) -> None:
    formatted = [card.description, *(name for name, _ in card.fields), *(value for _, value in card.fields)]
    for text in (*formatted, card.content):
        assert not PING.search(text)
        # Bold, italics and spoiler marks are the card's own, always in pairs.
        left = formatting_left(text)
        assert set(left) <= {"*", "|"}, text
        assert left.count("*") % 2 == 0
        assert left.count("|") % 4 == 0
    for text in (*formatted, card.title, card.footer, *card.labels, *(option.label for option in card.options)):
        assert "\u202e" not in text
        assert "\u0301" * 10 not in text
    assert "MARKER" not in card.bare
    assert "MARKER" not in in_the_open(card.body)


async def every_page(world: World, command: str, **options: str | int) -> list[Seen]:
    """The pages of an answer and those of its sources."""
    pages: list[Seen] = []
    asked = await world.fan.slash(world.channel, command, **options, **SHOW)
    listed = await world.fan.click(seen(asked).message, label="Sources")
    for result in (asked, listed):
        for _ in range(30):
            pages.append(seen(result))
            if all(button.disabled for button in pages[-1].buttons if button.label == "Next ›"):
                break
            await world.fan.click(pages[-1].message, label="Next ›")
    return pages


@pytest.mark.parametrize("place", range(len(NAMES)), ids=[ascii(name)[:20] for name in NAMES])
async def test_a_hostile_name_is_harmless_in_its_own_answer(world: World, place: int) -> None:
    wanted = f"Per {place} {NAMES[place]}"
    pages = await every_page(world, "cast", who=wanted)
    for card in pages:
        assert_harmless(card)
    assert any("MARKER" in card.body for card in pages)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("cast", {"who": "everyone"}),
        ("director", {"of": "S01E01"}),
        ("director", {"of": "season 1"}),
        ("episode", {"episode": "S01E01"}),
        ("season", {"number": 2}),
        ("news", {"season": 2}),
    ],
)
async def test_hostile_names_are_harmless_in_every_answer(
    world: World, command: str, options: dict[str, str | int]
) -> None:
    for card in await every_page(world, command, **options):
        assert_harmless(card)


async def test_hostile_names_are_harmless_in_what_is_asked_back(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Per", **SHOW))
    assert len(card.options) == len(NAMES)
    assert_harmless(card)


@pytest.mark.parametrize("typed", NAMES, ids=[ascii(name)[:20] for name in NAMES])
async def test_what_a_person_types_is_harmless_in_the_answer(world: World, typed: str) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who=f"zzz {typed}"[:200], **SHOW))
    assert card.title.startswith("Nothing found in")
    assert_harmless(card)


async def test_completions_show_a_hostile_name_plainly(world: World) -> None:
    for choice in await world.fan.autocomplete(world.channel, "cast", "who", "per", **SHOW):
        assert 1 <= len(choice["name"]) <= 100
        assert "\u202e" not in choice["name"]
        assert "MARKER" not in choice["name"]


async def test_a_refusal_that_repeats_what_was_typed_pings_nobody(world: World) -> None:
    result = await world.fan.slash(world.channel, "cast", who="x", show="@everyone <@&1>")
    assert world.env.errors
    answer = seen(result)
    assert answer.ephemeral
    assert isinstance(answer.message.id, int)
    (request,) = [sent for sent in world.env.http_requests if sent.path.endswith("/callback")]
    body = cast(dict[str, Any], request.json)
    assert body["data"]["allowed_mentions"] == {"parse": []}
