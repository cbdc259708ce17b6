"""Names of columns are known however programs and people write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.any_table.naming import is_left_alone, meanings_by_name
from bot.packs.any_table.words import NAMES, Meaning
from tests.packs.any_table.test_any_table import meanings

_WORDED = sorted(
    {name for names in NAMES.values() for name in names.split("|") if re.fullmatch(r"[a-z]{2,}( [a-z]{2,})+", name)}
)


def _camel(words: list[str]) -> str:
    return words[0] + "".join(word.capitalize() for word in words[1:])


@given(st.sampled_from(_WORDED), st.sampled_from(["_", "-", " ", ".", "camel", "Pascal", "UPPER"]))
def test_a_name_means_the_same_in_any_case(name: str, form: str) -> None:
    words = name.split()
    written = {
        "camel": _camel(words), "Pascal": _camel(["", *words]), "UPPER": "_".join(words).upper(),
    }.get(form, form.join(words))  # fmt: skip
    assert meanings_by_name(written) == meanings_by_name(name) != ()


@given(
    st.sampled_from(["directed by", "written by", "air date", "title", "director", "guest stars"]),
    st.sampled_from(["wikipedia_", "imdb_", "tmdb ", "ep_", "episode ", "orig. ", "US "]),
)
def test_where_a_column_comes_from_makes_no_difference(name: str, source: str) -> None:
    assert meanings_by_name(source + name.replace(" ", "_")) == meanings_by_name(name)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Title of the Episode", Meaning.TITLE), ("Name of Episode", Meaning.TITLE), ("nome_episodio", Meaning.TITLE),
        ("Nombre del episodio", Meaning.TITLE), ("Nom de l'épisode", Meaning.TITLE),
        ("escritor1", Meaning.WRITER), ("star_1", Meaning.ACTOR), ("Star 12", Meaning.ACTOR),
        ("data_lancamento", Meaning.AIRED), ("Data de lançamento", Meaning.AIRED), ("airDate", Meaning.AIRED),
        ("Name of the director", Meaning.DIRECTOR), ("nome do diretor", Meaning.DIRECTOR),
        ("wikipedia_directed_by", Meaning.DIRECTOR), ("Directedby", Meaning.DIRECTOR),
        ("Number of the season", Meaning.SEASON), ("seasonNumber", Meaning.SEASON), ("season_num", Meaning.SEASON),
        ("No. in season", Meaning.NUMBER), ("No. inseason", Meaning.NUMBER), ("NumberInSeason", Meaning.NUMBER),
        ("episode_num_in_season", Meaning.NUMBER), ("num_episodio", Meaning.NUMBER),
        ("No. overall", Meaning.OVERALL), ("NumberOverall", Meaning.OVERALL), ("Nr. (ges.)", Meaning.OVERALL),
        ("episode_num_overall", Meaning.OVERALL), ("character_name", Meaning.CHARACTER),
    ],
)  # fmt: skip
def test_names_are_put_together_from_known_words(name: str, meaning: Meaning) -> None:
    assert meanings_by_name(name) == (meaning,)


@pytest.mark.parametrize(
    "name", ["Prod. code", "ep_prod_code", "Number of episodes", "us_viewers", "U.S. viewers (millions)", "imdb rating"]
)
def test_what_no_fact_is_made_from_is_left_alone(name: str) -> None:
    assert is_left_alone(name)


@pytest.mark.parametrize("name", ["", "Notes", "Was", "?!", "x" * 500, "the of", "ytid", "_", "#?"])
def test_other_names_mean_nothing(name: str) -> None:
    assert meanings_by_name(name) == ()
    assert not is_left_alone(name)


@given(st.text(max_size=100))
def test_any_text_has_meanings_or_none(name: str) -> None:
    assert set(meanings_by_name(name)) <= set(Meaning)


def test_series_is_a_season_if_it_holds_numbers_and_a_show_otherwise() -> None:
    assert meanings("Series,Episode,Director\n1,1,Ada\n2,1,Bo\n")["Series"] == "season"
    assert meanings("Series,Episode,Director\nII,1,Ada\nSeries Two,1,Bo\n")["Series"] == "season"
    assert meanings("Series,Season,Episode,Director\nNight Ferry,1,1,Ada\n")["Series"] == "show"


def test_name_and_type_mean_what_their_cells_hold() -> None:
    people = meanings("Name,Type,Season\nAda Moreau,Actress,1\nBo Lind,Director,1\n")
    assert (people["Name"], people["Type"]) == ("person", "job")
    episodes = meanings("Season,Episode,Name,Type\n1,1,Crossing,Regular\n1,2,Fog,Finale\n")
    assert (episodes["Name"], episodes["Type"]) == ("title", None)


def test_of_two_titles_the_one_in_all_rows_is_the_shows() -> None:
    found = meanings(
        "Title,Episode Title,Season,Episode\n" + "".join(f"Night Ferry,Part {n},1,{n}\n" for n in (1, 2, 3))
    )
    assert (found["Title"], found["Episode Title"]) == ("show", "title")


def test_numbers_never_take_the_place_of_titles() -> None:
    found = meanings("Number,Season,Episode,Title\n1,1,1,Crossing\n2,1,2,Fog\n3,2,1,Lanterns\n4,2,2,Landfall\n")
    assert found == {"Number": "overall", "Season": "season", "Episode": "episode", "Title": "title"}
