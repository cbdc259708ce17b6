"""A show's poster, an episode's synopsis and a season's list of episodes as a fan sees them."""

import shutil
from datetime import date
from pathlib import Path

import discord
import pytest
from simcord import ResponseMessage

from bot.client import Casefile
from bot.domain.questions import Question, Thing, Topic, What
from bot.ui.answers import buttons
from bot.ui.buttons import Layout
from bot.ui.height import height
from tests.cogs.world import Seen, World, look, seen

POSTER = "https://pictures.example/signal/poster.jpg"
COMMANDS: list[tuple[str, dict[str, str | int]]] = [
    ("director", {"of": "1x01"}),
    ("episode", {"episode": "1x01"}),
    ("season", {"number": 1}),
    ("next", {}),
]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copy(Path(__file__).parent / "signal.toml", folder)
    return folder


@pytest.fixture
async def world(world: World) -> World:
    """The server has chosen the show."""
    await world.moderator.slash(world.channel, "setup show", show="Signal")
    return world


def embed_of(card: Seen) -> discord.Embed:
    return card.message.embeds[0]


async def episodes(world: World, season: int, day: date | None = None) -> Seen:
    """What the button on a season's card answers."""
    card = seen(await world.fan.slash(world.channel, "season", number=season))
    (news,) = (button for button in card.buttons if button.label == "News")
    show = Question.decode(news.custom_id.split(":")[1]).show
    return await pressed(world, Question(Topic.EPISODES, show, Thing(What.SEASON, season), day=day))


async def pressed(world: World, question: Question) -> Seen:
    """What a button that asks this answers."""
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    channel = bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("A card", view=Layout([buttons.ask("Ask", question)]))
    return seen(await world.fan.click(message, label="Ask"))


@pytest.mark.parametrize(("command", "options"), COMMANDS)
async def test_every_answer_shows_the_poster_and_whose_it_is(
    world: World, command: str, options: dict[str, str | int]
) -> None:
    card = seen(await world.fan.slash(world.channel, command, **options))
    assert embed_of(card).thumbnail.url == POSTER
    assert card.footer.endswith(" · poster: Channel Nought")


async def test_a_synopsis_is_behind_its_button_and_behind_bars(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="1x02"))
    assert "keeper" not in card.body
    synopsis = seen(await world.fan.click(card.message, label="Synopsis"))
    assert synopsis.ephemeral
    assert synopsis.title == "What happens in S01E02"
    assert synopsis.description.splitlines() == [
        "**S01E02 · The 2th signal from the north**",
        "||The keeper \\*answers\\* @\u200beveryone, and \\|\\|nobody\\|\\| is there.|| (spoils S01E02)",
        "*Text: Guide \\[free text\\]*",
    ]
    assert seen(await world.fan.click(synopsis.message, label="S01E02")).title.startswith("S01E02 · The 2th")


async def test_an_episode_without_a_synopsis_has_no_button_for_one(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="1x01"))
    assert "Synopsis" not in card.labels


async def test_a_season_lists_its_episodes_with_their_days(world: World) -> None:
    card = await episodes(world, 1)
    assert card.title == "Episodes of season 1"
    lines = card.description.splitlines()
    assert lines[:2] == ["**20 episodes**", "📰 **Reported** · [Guide](https://guide.example/signal)"]
    assert lines[2] == "E01 The 1th signal from the north · 4 Sep 2025"
    assert card.labels == ["‹ Back", "Next ›", "Season 1", "Sources", "Suggest a correction"]
    assert "page 1 of" in card.footer


async def test_all_pages_fit_a_phone_and_hold_every_episode_once(world: World) -> None:
    card = await episodes(world, 1)
    numbers: list[str] = []
    lines: list[str] = []
    while True:
        assert height(card.title) + height(card.description) + height(card.footer) <= 20
        numbers += [line[:3] for line in card.description.splitlines() if line.startswith("E")]
        lines += card.description.splitlines()
        if next(button.disabled for button in card.buttons if button.label == "Next ›"):
            break
        assert isinstance(card.message, ResponseMessage)
        result = await world.fan.click(card.message, label="Next ›")
        assert result.response is not None
        card = look(result.response)
    assert numbers == [f"E{number:02}" for number in range(1, 21)]
    assert "E17 *title not announced* · 25 Dec 2025" in lines or "E17 *title not on record* · 25 Dec 2025" in lines
    assert "E18 The 18th signal from the north · 1 Jan 2026 ▪️" in lines
    assert "E19 The 19th signal from the north · 9 May 2030 💬" in lines
    assert "E20 The 20th signal from the north · not announced" in lines
    assert any("💬 rumoured" in line for line in lines)
    assert any("▪️ no source is on record for this date" in line for line in lines)


async def test_one_day_for_all_is_said_once(world: World) -> None:
    card = await episodes(world, 2)
    assert card.description.splitlines() == [
        "**1 episode, on 1 May 2030**",
        "*no source is on record for this date*",
        "E01 *title not announced*",
    ]


async def test_of_a_past_day_only_what_was_known_is_listed(world: World) -> None:
    card = await episodes(world, 1, date(2025, 9, 12))
    assert [line[:3] for line in card.description.splitlines()[2:]] == ["E01", "E02"]
    assert "**2 of 20 episodes are on record**" in card.description
    before = await episodes(world, 1, date(2020, 1, 1))
    assert "Nobody has said anything about the episodes of season 1." in before.description
    assert "Sources" not in before.labels


async def test_sources_of_the_days_are_listed(world: World) -> None:
    card = await episodes(world, 1)
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.title == "Who said so"
    assert "Guide" in sources.body


async def test_what_is_gone_is_said_to_be(world: World) -> None:
    of_show = Question(Topic.EPISODES, 5, Thing(What.SEASON, 1))
    assert (await pressed(world, of_show)).content.startswith("That show is no longer on record.")
    of_episode = Question(Topic.SYNOPSIS, 5, Thing(What.EPISODE, 5))
    assert (await pressed(world, of_episode)).content.startswith("That episode is no longer on record.")
    nothing = Question(Topic.EPISODES, of_show.show)
    assert (await pressed(world, nothing)).content.startswith("Name a season by its number.")
