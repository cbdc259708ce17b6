"""What a fan's sentence may say about who directed, wrote or plays; what is not plain stays open."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.facts import Kind
from bot.language.statements import Statement, looks_like_a_name, names_nobody, readings

ONE = {
    "Ann Lee directed S02E07": Statement(Kind.DIRECTOR, "Ann Lee", where="S02E07"),
    "Ann Lee directed 2x07.": Statement(Kind.DIRECTOR, "Ann Lee", where="2x07"),
    "Ann Lee has directed episode 2x07": Statement(Kind.DIRECTOR, "Ann Lee", where="2x07"),
    "Ann Lee will direct in season 3!": Statement(Kind.DIRECTOR, "Ann Lee", where="season 3"),
    "S02E07 was directed by Ann Lee and Bo Lin": Statement(Kind.DIRECTOR, "Ann Lee and Bo Lin", where="S02E07"),
    "S02E07 directed by Ann Lee": Statement(Kind.DIRECTOR, "Ann Lee", where="S02E07"),
    "Directed by Ann Lee": Statement(Kind.DIRECTOR, "Ann Lee"),
    "Ann Lee directed it": Statement(Kind.DIRECTOR, "Ann Lee"),
    "Episode 7 of season 2 is directed by Ann Lee": Statement(Kind.DIRECTOR, "Ann Lee", where="season 2 episode 7"),
    "The director of S02E07 is Ann Lee": Statement(Kind.DIRECTOR, "Ann Lee", where="S02E07"),
    "Director of S02E07: Ann Lee": Statement(Kind.DIRECTOR, "Ann Lee", where="S02E07"),
    "Ann Lee is the director of S02E07": Statement(Kind.DIRECTOR, "Ann Lee", where="S02E07"),
    "Ann Lee wrote S02E07": Statement(Kind.WRITER, "Ann Lee", where="S02E07"),
    "Ann Lee wrote the script of S02E07": Statement(Kind.WRITER, "Ann Lee", where="S02E07"),
    "written by Ann Lee, Bo Lin & Cy Roe": Statement(Kind.WRITER, "Ann Lee, Bo Lin & Cy Roe"),
    "Ann Lee plays Trish Walker": Statement(Kind.CAST, "Ann Lee", "Trish Walker"),
    "Ann Lee returns as Trish Walker": Statement(Kind.CAST, "Ann Lee", "Trish Walker"),
    "Ann Lee will be back as Trish Walker": Statement(Kind.CAST, "Ann Lee", "Trish Walker"),
    "Ann Lee was cast as Trish Walker": Statement(Kind.CAST, "Ann Lee", "Trish Walker"),
    "Trish Walker is played by Ann Lee": Statement(Kind.CAST, "Ann Lee", "Trish Walker"),
    "S02E07 airs on 8 March 2018": Statement(Kind.RELEASE, where="S02E07", released="8 March 2018"),
    "Season 3 comes out in June 2019": Statement(Kind.RELEASE, where="Season 3", released="June 2019"),
}
NOTHING = (
    "",
    "A talk.",
    "Who directed S02E07?",
    "Ann Lee directed S02E07?!",
    "Ann Lee directed S02E07? I doubt it",
    "Ann Lee directed S02E07？",
    "هل Ann Lee directed S02E07؟",
    "Did Ann Lee direct S02E07?",
    "Filming has begun in Queens",
    "directed",
    "plays",
    "x" * 501,
)
NO_NAMES = (
    "not Ann", "Ann Lee, I think", "somebody", "Somebody Else", "my aunt", "Rumour: Ann Lee", "ann lee", "Nobody",
    "Ann Lee 2", "Exclusive – Ann Lee", "<@1>", "Ann [ann]", "A B C D E F G", "", "Ann not Lee", "the", "Ann never",
    "Noone", "Everyone", "Unknown", "TBA", "TBD", "Ann Lee Hardly", "Ann Lee Refused", "Ann Lee In Talks", "If Ann Lee",
    "Ann Lee Didn't", "Isn’t Ann", "Don't Ann Lee", "Hopefully Ann Lee", "Ann Lee Denies Bo Lin", "Did Ann Lee",
    "Fake News Ann Lee", "UNCONFIRMED ANN LEE", "Ann Lee Set", "The Director", "Season",
)  # fmt: skip
NAMES = (
    "Ann Lee", "S.J. Clarkson", "Sinéad O'Connor", "Vincent D’Onofrio", "Carrie-Anne Moss", "Ludwig van Beethoven",
    "Guillermo del Toro", "The Wachowskis", "Zendaya", "كريم عبد", "高橋 留美子", "Анна Ли", "Ida And", "Jo As",
    "Jane Wrote", "Marie-Luise O'Neill-Smith", "Robert Downey Jr.",
)  # fmt: skip
CAPITALISED = st.sampled_from(NAMES).filter(lambda name: not name.startswith("The"))
WORDS = st.sampled_from(("and", "wrote", "as", "plays", "Directed", "by", "is", "O'Dea", "Ann", "in", "season", "高橋"))


@pytest.mark.parametrize("text", ONE)
def test_a_plain_sentence_has_one_reading(text: str) -> None:
    assert readings(text) == (ONE[text],)


def test_the_end_of_a_role_may_be_its_place_or_part_of_the_characters_name() -> None:
    assert readings("Ann Lee is back as Trish Walker in season 3") == (
        Statement(Kind.CAST, "Ann Lee", "Trish Walker in season 3"),
        Statement(Kind.CAST, "Ann Lee", "Trish Walker", "season 3"),
    )
    assert Statement(Kind.CAST, "Ann Lee", "Man in Black", "season 3") in readings(
        "Ann Lee returns as Man in Black in season 3"
    )


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing_of_the_kind_has_no_reading(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_not_taken_for_one(text: str) -> None:
    assert not looks_like_a_name(text)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_many_scripts_look_like_names(name: str) -> None:
    assert looks_like_a_name(name)


@pytest.mark.parametrize(
    "text",
    ["nobody", "No one", "Unknown", "TBA", "n/a", "?", "—", "not Ann Lee", "maybe Ann Lee", "Ann Lee?", "I don't know"],
)
def test_what_names_nobody_is_known(text: str) -> None:
    assert names_nobody(text)


@pytest.mark.parametrize(
    "name", [*NAMES, "bell hooks", "No Min-woo", "He Saifei", "U2", "1000mods", "?uestlove", "Ann Notaro"]
)
def test_a_name_names_somebody(name: str) -> None:
    assert not names_nobody(name)


@given(st.lists(CAPITALISED, min_size=1, max_size=3, unique=True), st.sampled_from(("S02E07", "2x07", "season 2")))
@example(["Jane Wrote"], "S02E07")
@example(["Ida And", "Jo As"], "S02E07")
def test_who_directed_is_among_the_readings_whatever_the_names_contain(names: list[str], place: str) -> None:
    people = " and ".join(names)
    meant = Statement(Kind.DIRECTOR, people, where=place)
    assert meant in readings(f"{people} directed {place}")
    assert meant in readings(f"{place} was directed by {people}")


@given(CAPITALISED, CAPITALISED)
def test_who_plays_whom_is_among_the_readings_whatever_the_names_contain(actor: str, character: str) -> None:
    meant = Statement(Kind.CAST, actor, character, "season 3")
    assert meant in readings(f"{actor} is back as {character} in season 3")
    assert meant in readings(f"{character} is played by {actor} in season 3")


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=80))
def test_any_text_has_few_readings_and_each_only_repeats_what_it_says(text: str) -> None:
    found = readings(text)
    assert len(found) <= 12
    line = " ".join(text.split())
    for statement in found:
        assert all(part in line for part in (statement.people, statement.character, statement.released))
