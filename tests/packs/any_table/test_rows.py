"""The rows of a table: its header, headings and merged cells, and rows that can't be read."""

from __future__ import annotations

import pytest

from bot.errors import BadInput, FileFaults
from bot.packs.any_table import Reading
from tests.packs.any_table.test_any_table import built, doubts, facts_in, faults, meanings, understood


def titles(text: str, *maps: str) -> list[str]:
    return [f"{episode.code} {episode.title}" for episode in built(text, *maps).pack.episodes]


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_a_row_of_data_is_never_the_header(sign: str) -> None:
    text = "seasonNumber,episodeNumber,episodeTitle,directedBy\n1,1,Director,Written By\n1,2,Title,Season\n"
    found = understood(text.replace(",", sign))
    assert found.table.columns == ("seasonNumber", "episodeNumber", "episodeTitle", "directedBy")
    assert len(found.table.rows) == 2
    # Even if nothing in the header is known, and a later row has known words.
    unknown = "Kausi,Jakso,Nimi,Ohjaus\nyksi,toinen,Director,Writer\n".replace(",", sign)
    assert understood(unknown).table.columns == ("Kausi", "Jakso", "Nimi", "Ohjaus")


def test_a_table_without_a_header_keeps_its_first_row_and_says_so() -> None:
    text = "1,1,Crossing\n1,2,Fog\n2,1,Lanterns\n2,2,Landfall\n"
    assert understood(text).table.columns == ("column 1", "column 2", "column 3")
    assert titles(text, "title=column 3") == ["S01E01 Crossing", "S01E02 Fog", "S02E01 Lanterns", "S02E02 Landfall"]
    assert any("The first row holds values" in doubt for doubt in doubts(text, "title=column 3"))
    mapped = doubts(text, "title=column 3", "season=column 1", "episode=column 2")
    assert [doubt for doubt in mapped if "because of how its numbers rise" in doubt] == []


def test_names_of_columns_that_are_repeated_and_headings_of_seasons_are_no_episodes() -> None:
    text = (
        "No.,Title\nSeason 1 (2018),\n1,Crossing\n2,Fog\n"
        "Series Two,Series Two\nNo.,Title\n1,Lanterns\nSpecials,\n1,Party\n"
    )
    assert titles(text) == ["S01E01 Crossing", "S01E02 Fog", "S02E01 Lanterns", "S00E01 Party"]
    assert doubts(text) == []
    assert any("heading above it" in note for note in understood(text).notes())


def test_headings_are_left_out_where_a_column_has_the_season() -> None:
    text = "Season,Episode,Title\nSeason 1,,\n1,1,Crossing\n,Season 2,\n2,1,Fog\n"
    assert titles(text) == ["S01E01 Crossing", "S02E01 Fog"]


def test_merged_cells_keep_their_season_and_their_show() -> None:
    made = built("Season,Episode,Title\n1,1,Crossing\n,2,Fog\n2,1,Lanterns\n,2,Landfall\n")
    assert [str(episode.code) for episode in made.pack.episodes] == ["S01E01", "S01E02", "S02E01", "S02E02"]
    assert made.filled == 2
    # A number that does not follow may belong to any season.
    assert faults("Season,Episode,Title\n1,1,Crossing\n,1,Lanterns\n") == [
        "line 3, the row: names episode 1 but no season; write the season in every row"
    ]
    shows = "Show,Season,Episode,Title\nDay Ferry,1,1,Sunrise\n,1,2,Noon\nNight Ferry,1,1,Crossing\n,1,2,Fog\n"
    assert titles(shows) == ["S01E01 Crossing", "S01E02 Fog"]


def test_a_season_for_all_rows() -> None:
    text = "No.,Title\n1,Crossing\n2,Fog\n"
    with pytest.raises(BadInput, match="--season NUMBER"):
        built(text)
    made = built(text, reading=Reading(season=3))
    assert [str(episode.code) for episode in made.pack.episodes] == ["S03E01", "S03E02"]
    with pytest.raises(BadInput, match="has a season for each row"):
        built("Season," + text.replace("\n", "\n1,")[:-2], reading=Reading(season=3))


def test_the_cast_of_a_whole_show_needs_no_season() -> None:
    made = built("Actor,Character\nAda Moreau,Captain Vale\nBo Lind,Mate\n")
    assert facts_in(made.pack) == {("cast", "", "Ada Moreau", "Captain Vale"), ("cast", "", "Bo Lind", "Mate")}
    with pytest.raises(BadInput, match="No column has the season"):
        built("Title,Cast\nCrossing,Ada Moreau\nFog,Bo Lind\n")


def test_rows_that_cant_be_read_are_left_out_with_a_word() -> None:
    text = (
        "Season,Episode,Title,Director,Aired\n"
        "1,1,Crossing,Ada Moreau,2018-03-05\n"
        f"1,2,Fog,{'B' * 312},2018-03-12\n"
        "1,3,Ebb,=A1,2018-03-19\n"
        "Movie,,Tide,Bo Lind,2018-03-26\n"
        "1,4,Flow,Bo Lind,soon\n"
        "1,1,Other,Bo Lind,2018-03-05\n"
        "1,5,Shoals,Bo Lind,2018-04-02,more\n"
        "1,6,Landfall,Bo Lind,2018-04-09\n"
    )
    assert len(faults(text)) > 5
    made = built(text, skip_bad=True)
    assert [episode.title for episode in made.pack.episodes] == ["Crossing", "Landfall"]
    assert sorted(made.left_out) == [3, 4, 5, 6, 7, 8]
    assert "has a name of 312 characters; at most 200" in made.left_out[3]
    assert all(words.startswith(f"line {line}, ") for line, words in made.left_out.items())


def test_leaving_out_rows_leaves_no_trace_of_them() -> None:
    good = "Season,Episode,Title,Director\n1,1,Crossing,Ada Moreau\n1,2,Fog,Bo Lind\n"
    assert built(good + "x,3,Ebb,Cy Dahl\n", skip_bad=True).pack == built(good).pack


def test_nothing_is_taken_of_a_table_without_a_row_that_can_be_read() -> None:
    with pytest.raises(FileFaults, match="no row about Night Ferry that can be read"):
        built("Season,Episode,Title\nx,1,Crossing\n", skip_bad=True)


def test_a_table_about_other_shows_lists_them() -> None:
    text = "Show,Season,Episode,Title\n" + "Day Ferry,1,1,Sunrise\nDay Ferry,1,2,Noon\n[Grey](x),1,1,Fog\n"
    [fault] = faults(text)
    assert "has no row about Night Ferry" in fault
    assert "Day Ferry (2), [Grey](x) (1)" in fault
    assert "--show" in fault


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[{"season": 1, "episode": 1}]', "JSON"),
        ('\n{\n "episodes": []}', "JSON"),
        ('["a", "b"]', "JSON"),
        ("[[1, 2], [3, 4]]", "JSON"),
        ("{}", "JSON"),
        ("<!DOCTYPE html>\n<html><body>", "a web page"),
        ("<table><tr><td>1", "a web page"),
        ('<?xml version="1.0"?>\n<a/>', "XML"),
    ],
)
def test_other_forms_are_said_to_be_what_they_are(text: str, what: str) -> None:
    with pytest.raises(FileFaults, match=f"is {what}, not CSV"):
        understood(text)


@pytest.mark.parametrize("first", ["[REC],1,1", "{Title},1,1", "<Title>,1,1", '"[Title]",1,1'])
def test_a_table_may_begin_with_brackets(first: str) -> None:
    assert len(understood(f"{first}\nFog,1,2\n").table.columns) == 3


def test_a_misspelt_season_is_found_by_its_numbers_only_with_a_word_from_a_person() -> None:
    text = "Seazon,Number,Title\n1,1,Crossing\n1,2,Fog\n2,1,Lanterns\n2,2,Landfall\n"
    assert meanings(text)["Seazon"] == "season"
    assert ["--map season=" in doubt for doubt in doubts(text)] == [True]
    assert doubts(text, "season=Seazon") == []
