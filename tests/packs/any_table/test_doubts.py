"""What looks wrong in a table is said before anything is taken, and what is right is not."""

from __future__ import annotations

import pytest

from bot.packs.any_table import in_short, people_in, seasons_in
from tests.packs.any_table.test_any_table import EPISODES, built, doubts, faults, meanings

RUNNING = """No.,Season,Title,Directed by
1,1,Crossing,Ada Moreau
2,1,Fog,Bo Lind
3,2,Lanterns,Ada Moreau
4,2,Landfall,Cy Dahl
"""
IN_ORDER = """Season,Title,Directed by
1,Crossing,Ada Moreau
1,Fog,Bo Lind
2,Lanterns,Cy Dahl
"""


def rows(*numbers: int, season: int = 1) -> str:
    return "".join(f"{season},{number},Part {chr(64 + number)},Ada Moreau\n" for number in numbers)


def codes(text: str, *maps: str) -> list[str]:
    return [str(episode.code) for episode in built(text, *maps).pack.episodes]


def test_a_plain_table_has_nothing_that_looks_wrong() -> None:
    assert doubts(EPISODES) == []


def test_a_number_through_all_seasons_is_never_taken_for_the_episodes() -> None:
    both = "No.,Season,#,Title\n1,1,1,Crossing\n2,1,2,Fog\n3,2,1,Lanterns\n4,2,2,Landfall\n"
    assert codes(both) == ["S01E01", "S01E02", "S02E01", "S02E02"]
    assert doubts(both) == []
    swapped = both.replace("No.,Season,#", "#,Season,No.")
    assert codes(swapped) == codes(both)
    assert meanings(swapped)["#"] == "overall"


def test_episodes_are_counted_by_a_number_through_all_seasons_only_with_a_word_from_a_person() -> None:
    [doubt] = doubts(RUNNING)
    assert "no. 3 is read as S02E01" in doubt
    assert codes(RUNNING) == codes(RUNNING, "overall=No.") == ["S01E01", "S01E02", "S02E01", "S02E02"]
    assert doubts(RUNNING, "overall=No.") == []
    # A show may number its episodes so.
    assert codes(RUNNING, "episode=No.") == ["S01E01", "S01E02", "S02E03", "S02E04"]
    assert doubts(RUNNING, "episode=No.") == []


def test_a_hole_between_seasons_makes_counting_doubtful() -> None:
    [doubt] = doubts(RUNNING.replace("3,2", "13,2").replace("4,2", "14,2"), "overall=No.")
    assert "Season 1 ends with no. 2 and season 2 begins with no. 13" in doubt


def test_titles_without_numbers_are_counted_in_order_only_with_a_word_from_a_person() -> None:
    [doubt] = doubts(IN_ORDER)
    assert "counted in the order of their rows" in doubt
    assert codes(IN_ORDER) == ["S01E01", "S01E02", "S02E01"]


def test_a_title_without_a_number_among_others_is_a_special_only_with_a_word_from_a_person() -> None:
    text = "Season,Episode,Title\n1,1,Crossing\n1,2,Fog\n1,,Looking back\n"
    [doubt] = doubts(text)
    assert doubt == "Rows of season 1 without a number are taken for specials: Looking back."
    assert doubts("Season,Episode,Title\n1,1,Crossing\n1,Special,Looking back\n,,Party\n") == []


def test_all_in_season_0_is_doubtful() -> None:
    assert "All rows are in season 0" in doubts("title,season\nCrossing,0\nFog,0\n")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (rows(1, 2, 3, 5), "Season 1 has no episode 4."),
        (rows(1, 2, 3, 4, 5, 8), "Season 1 has no episodes 6–7."),
        (rows(3, 4, 5), "Season 1 begins with episode 3."),
        (rows(1, 2) + "1,2,Part B,\n", "S01E02 is in several rows"),
        (rows(1, 2).replace("Ada Moreau", "8.9"), "8.9 doesn't look like a person's name."),
        (rows(1, 2).replace("Ada Moreau", "{'name': 'Ada'}"), "look like"),
        (rows(1, 2).replace("Ada Moreau", "the story editor"), "the story editor doesn't look like"),
        (rows(1, 2).replace("Ada Moreau", "AdaMoreau"), "AdaMoreau doesn't look like"),
        (rows(1, 2).replace("Ada Moreau", "Ada Moreau ? Bo Lind ? Cy Dahl ? Eve"), "doesn't look like"),
        (rows(1, 2, 3).replace("Part A", "1.5").replace("Part B", "2.5").replace("Part C", "3"), "titles are numbers"),
        (rows(1, 2, 3, 4).translate(str.maketrans("BCD", "AAA")), "4 of 4 episodes have the same title"),
    ],
)
def test_what_is_probably_wrong_is_said(text: str, words: str) -> None:
    assert any(words in doubt for doubt in doubts("Season,Episode,Title,Director\n" + text))


def test_few_numbers_that_may_run_through_all_seasons_are_doubtful() -> None:
    text = "Season,No.,Title\n1,3,Fog\n2,30,Lanterns\n3,55,Landfall\n"
    [doubt] = doubts(text)
    assert "rise from season to season" in doubt
    assert codes(text, "episode=No.") == ["S01E03", "S02E30", "S03E55"]
    assert doubts(text, "episode=No.") == []


def test_a_table_of_few_episodes_may_have_holes() -> None:
    assert doubts("Season,Episode,Director\n1,1,Ada Moreau\n1,9,Bo Lind\n3,12,Ada Moreau\n") == []
    assert doubts("Actor,Season,Episode,Character\nAda Moreau,1,3,Vale\nAda Moreau,1,7,Vale\n") == []


def test_dates_that_go_back_and_forth_are_doubtful() -> None:
    days = ["2018-01-01", "2018-05-01", "2018-02-01", "2018-06-01", "2018-03-01"]
    text = "Season,Episode,Aired\n" + "".join(f"1,{number},{day}\n" for number, day in enumerate(days, 1))
    assert any("aired before the one in front of them" in doubt for doubt in doubts(text))


def test_many_rows_that_cant_be_read_are_doubtful() -> None:
    text = "Season,Episode,Title\n" + "1,1,Crossing\n1,2,Fog\n" + "x,3,Ebb\nx,4,Flow\n"
    with_doubt = doubts(text, skip_bad=True)
    assert "2 of 4 rows can't be read and would be left out." in with_doubt
    assert faults(text) == [f"line {line}, Season: x can't be read; write a season such as 2" for line in (4, 5)]


def test_the_overview_has_seasons_gaps_doubles_and_the_most_frequent_people() -> None:
    text = rows(1, 2, 4) + "1,4,Part D,\n" + rows(1, season=2) + "0,1,Party,Bo Lind\n"
    made = built(f"Season,Episode,Title,Director\n{text}")
    shown = [(season.number, in_short(season.episodes), season.missing, season.twice) for season in seasons_in(made)]
    assert shown == [(0, "1", (), ()), (1, "1–2, 4", (3,), (4,)), (2, "1", (), ())]
    [directors] = people_in(made.pack)
    assert (directors.count, directors.frequent) == (2, (("Ada Moreau", 4), ("Bo Lind", 1)))
