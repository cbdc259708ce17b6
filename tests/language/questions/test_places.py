"""Seasons, episodes and past days in questions."""

import pytest

from bot.domain.codes import EpisodeCode
from bot.language.episode_words import EpisodeWords, Position
from bot.language.questions.places import Place, find_places, take_day, take_season_before

FIRST, LAST, LATEST, NEXT = Position.FIRST, Position.LAST, Position.LATEST, Position.NEXT


def places(text: str) -> list[Place]:
    return [found.place for found in find_places(text.split())]


@pytest.mark.parametrize(
    "text",
    [
        "season 2",
        "s2",
        "s02",
        "s 2",
        "season two",
        "season 02",
        "the second season",
        "2nd season",
        "the 2nd series",
        "series 2",
        "szn 2",
        "temporada 2",
        "staffel 2",
        "saison 2",
        "stagione 2",
    ],
)
def test_a_season(text: str) -> None:
    assert places(f"who is in {text} please") == [Place(season=2)]


@pytest.mark.parametrize(
    "text",
    [
        "s02e07",
        "s2e7",
        "s2 e7",
        "s2 ep7",
        "s02 ep 07",
        "2x07",
        "2x7",
        "season 2 episode 7",
        "season two episode seven",
        "season 2 ep 7",
        "s2 episode 7",
        "episode 7 of season 2",
        "ep 7 from s2",
        "ep 7 s2",
        "e7 s2",
        "episode seven of the second season",
        "the seventh episode of season 2",
        "7th ep of the 2nd season",
        "second season seventh episode",
        "temporada 2 episodio 7",
        "staffel 2 folge 7",
    ],
)
def test_an_episode_of_a_season(text: str) -> None:
    assert places(f"who directed {text}") == [Place(code=EpisodeCode(2, 7))]


@pytest.mark.parametrize("text", ["episode 5", "ep 5", "ep5", "e5", "episode five", "the fifth episode", "5th ep"])
def test_an_episode_of_no_season(text: str) -> None:
    assert places(f"who wrote {text}") == [Place(number=5)]


@pytest.mark.parametrize(
    ("text", "position", "season"),
    [
        ("the pilot", FIRST, None),
        ("the first episode", FIRST, None),
        ("the very first episode", FIRST, None),
        ("the opener of season 3", FIRST, 3),
        ("the finale", LAST, None),
        ("series finale", LAST, None),
        ("the finale of the show", LAST, None),
        ("season 1 finale", LAST, 1),
        ("the season one finale", LAST, 1),
        ("s1 finale", LAST, 1),
        ("first season finale", LAST, 1),
        ("the finale of season 1", LAST, 1),
        ("last ep of s1", LAST, 1),
        ("the final episode in the first season", LAST, 1),
        ("the latest episode", LATEST, None),
        ("most recent ep", LATEST, None),
        ("the next episode", NEXT, None),
    ],
)
def test_an_episode_by_its_position(text: str, position: Position, season: int | None) -> None:
    assert places(f"who directed {text}") == [Place(position=EpisodeWords(position, season))]


def test_a_premiere_may_be_the_season_itself() -> None:
    [place] = places("when is the season 3 premiere")
    assert place == Place(position=EpisodeWords(FIRST, 3), is_premiere=True)


def test_places_in_the_order_of_the_text() -> None:
    found = find_places("s3e1 or s2e7 in season 1".split())
    assert [(each.start, each.stop) for each in found] == [(0, 1), (2, 3), (4, 6)]
    assert [each.place for each in found] == [
        Place(code=EpisodeCode(3, 1)),
        Place(code=EpisodeCode(2, 7)),
        Place(season=1),
    ]


@pytest.mark.parametrize(
    "text", ["season", "episode", "season finally", "season 12345", "two", "7", "ss2", "2xl", "x2", "first", "s", "e"]
)
def test_no_place(text: str) -> None:
    assert places(f"about {text}") == []


@pytest.mark.parametrize(
    ("text", "left", "day"),
    [
        ("what was known in December 2016?", "what was known ?", "December 2016"),
        ("who plays Trish as of 2018-02-13", "who plays Trish", "2018-02-13"),
        ("as of 2018-02, who plays Trish", ", who plays Trish", "2018-02"),
        ("news on 1 March 2019", "news", "1 March 2019"),
        ("news on the 1st of March 2019", "news", "1 March 2019"),
        ("news on March 1st, 2019", "news", "March 1 2019"),
        ("news in 2016", "news", "2016"),
        ("news at the end of 2016", "news", "2016"),
        ("what was known by the end of 2016", "what was known", "2016"),
        ("news until 2016", "news", "2016"),
        ("news back in October 2016", "news", "October 2016"),
        ("news at the end of June 2026", "news", "June 2026"),
        ("who was in it in late 2017", "who was in it", "late 2017"),
        ("who was in it mid-2017", "who was in it", "mid 2017"),
    ],
)
def test_a_past_day(text: str, left: str, day: str) -> None:
    rest, found, is_before = take_day(text)
    assert not is_before
    assert (" ".join(rest.split()), found) == (" ".join(left.split()), day)


@pytest.mark.parametrize(
    "text",
    [
        "who plays Trish",
        "will May be in season 3",
        "may 2 people play her",
        "what of 2016",
        "season 2016",
        "news in 2016 and in 2017",
        "between 1 March 2019 and 2 March 2019",
        "2016-12-01-5",
    ],
)
def test_no_past_day_or_several(text: str) -> None:
    assert take_day(text) == (text, "", False)


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("before 9 december 2017, when was s2 to come", "when was s2 to come", "9 december 2017"),
        ("what news was there before september 2026", "what news was there", "september 2026"),
        ("did season 1 come out before 2016", "did season 1 come out", "2016"),
    ],
)
def test_a_question_about_the_time_before_a_day(text: str, rest: str, day: str) -> None:
    left, found, is_before = take_day(text)
    assert (left.strip(" ,"), found, is_before) == (rest, day, True)


@pytest.mark.parametrize(
    ("text", "rest", "season"),
    [
        ("who was in the cast before season 2 came out", "who was in the cast", 2),
        ("before the first season aired, what was known", "what was known", 1),
        ("before s3 was released, when was it to come", "season 3:  , when was it to come", 3),
        ("what comes before season 2", "what comes before season 2", None),
    ],
)
def test_a_question_about_the_time_before_a_season(text: str, rest: str, season: int | None) -> None:
    left, found = take_season_before(text)
    assert (left.strip(" ,"), found) == (rest, season)
