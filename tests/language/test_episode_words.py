"""Which episode somebody means by its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.episode_words import EpisodeWords, Position, read_episode_words

FIRST, LAST, LATEST, NEXT = Position.FIRST, Position.LAST, Position.LATEST, Position.NEXT


@pytest.mark.parametrize(
    ("text", "position", "season"),
    [
        ("pilot", FIRST, None),
        ("The Pilot", FIRST, None),
        ("pilot episode", FIRST, None),
        ("series premiere", FIRST, None),
        ("Première", FIRST, None),
        ("first episode", FIRST, None),
        ("first episode of season 3", FIRST, 3),
        ("the first episode of the season 3", FIRST, 3),
        ("season 3 premiere", FIRST, 3),
        ("premiere of s03", FIRST, 3),
        ("finale", LAST, None),
        ("the show's finale", LAST, None),
        ("finale of the series", LAST, None),
        ("last episode of season 2", LAST, 2),
        ("final episode of series 2", LAST, 2),
        ("Season 2 finale", LAST, 2),
        ("season 2's finale", LAST, 2),
        ("s2 finale", LAST, 2),
        ("S02 last ep", LAST, 2),
        ("latest", LATEST, None),
        ("latest episode", LATEST, None),
        ("most recent episode", LATEST, None),
        ("latest episode of season 1", LATEST, 1),
        ("next", NEXT, None),
        ("next episode", NEXT, None),
        ("the next ep", NEXT, None),
        ("", None, None),
        ("first", None, None),
        ("last", None, None),
        ("next season", None, None),
        ("season 2", None, None),
        ("season 2 finale of season 3", None, None),
        ("the finale party", None, None),
        ("finale of season", None, None),
        ("pilots", None, None),
    ],
)
def test_words_for_episodes(text: str, position: Position | None, season: int | None) -> None:
    assert read_episode_words(text) == (EpisodeWords(position, season) if position else None)


@given(st.sampled_from(["finale", "premiere", "last episode", "latest"]), st.integers(0, 9999), st.booleans())
def test_a_season_may_come_before_or_after(word: str, season: int, before: bool) -> None:
    read = read_episode_words(f"season {season} {word}" if before else f"{word} of season {season}")
    assert read is not None
    assert read.season == season


@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    read_episode_words(text)
