"""Tables with any columns: how they are understood, and the packs made from them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.codes import EpisodeCode
from bot.errors import BadInput, FileFaults
from bot.packs.any_table import (
    Built,
    Meaning,
    Order,
    Reading,
    Understood,
    build,
    check_understood,
    find_doubts,
    understand,
)
from bot.packs.model import Pack, ShowEntry

TODAY = date(2026, 11, 22)
SHOW = ShowEntry(id="night-ferry", title="Night Ferry")
EPISODES = """Season,Episode,Title,Directed by,Written by,Air date
1,1,Crossing,Ada Moreau,"James Whitmore, Jr. and Bo Lind",2018-12-31
1,2,Fog,"Ada Moreau, Bo Lind",Cy Dahl & Eve Orr,2019-01-07
"""


def understood(text: str | bytes, *maps: str, reading: Reading | None = None) -> Understood:
    return understand(text.encode() if isinstance(text, str) else text, "table.csv", maps, reading)


def built(
    text: str | bytes, *maps: str, source: str = "Fan list", reading: Reading | None = None, skip_bad: bool = False
) -> Built:
    found = understood(text, *maps, reading=reading)
    check_understood(found)
    return build(found, SHOW, source, TODAY, skip_bad=skip_bad)


def doubts(text: str | bytes, *maps: str, reading: Reading | None = None, skip_bad: bool = False) -> list[str]:
    found = understood(text, *maps, reading=reading)
    made = built(text, *maps, reading=reading, skip_bad=skip_bad)
    return [doubt.words for doubt in find_doubts(found, made)]


def faults(text: str, *maps: str, source: str = "Fan list") -> list[str]:
    with pytest.raises(FileFaults) as caught:
        built(text, *maps, source=source)
    return [str(fault) for fault in caught.value.faults]


def meanings(text: str | bytes, *maps: str) -> dict[str, str | None]:
    return {column.name: column.meaning for column in understood(text, *maps).columns()}


def facts_in(pack: Pack) -> set[tuple[str, ...]]:
    """Return the facts as (kind, where, names, character)."""
    found: set[tuple[str, ...]] = set()
    for fact in pack.facts:
        where = " ".join(map(str, fact.codes)) or " ".join(f"season {number}" for number in fact.all_seasons)
        names = ", ".join(pack.people[key].name for key in fact.people)
        character = (pack.characters[fact.character].name,) if fact.character else ()
        day = (fact.released.text,) if fact.released else ()
        found.add((fact.kind.value, where, *([names] if names else []), *character, *day))
    return found


def test_a_table_of_episodes_makes_their_titles_days_and_credits() -> None:
    pack = built(EPISODES).pack
    assert [(str(episode.code), episode.title, str(episode.aired)) for episode in pack.episodes] == [
        ("S01E01", "Crossing", "2018-12-31"), ("S01E02", "Fog", "2019-01-07"),
    ]  # fmt: skip
    assert facts_in(pack) == {
        ("director", "S01E01", "Ada Moreau"), ("writer", "S01E01", "James Whitmore, Jr., Bo Lind"),
        ("director", "S01E02", "Ada Moreau, Bo Lind"), ("writer", "S01E02", "Cy Dahl, Eve Orr"),
    }  # fmt: skip
    assert {source.outlet for source in pack.sources.values()} == {"Fan list"}
    for fact in pack.facts:
        assert [(claim.weight, claim.published) for claim in fact.claims] == [("reported", None)]
    assert all(episode.title_sources == episode.aired_sources == tuple(pack.sources) for episode in pack.episodes)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_and_any_usual_encoding_reads_alike(delimiter: str, encoding: str) -> None:
    rows = [["Staffel", "Folge", "Titel", "Regie"], ["1", "1", "Überfahrt", "Åke Öst"], ["1", "2", "Nebel", "Bo Lind"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    pack = built(text.encode(encoding)).pack
    assert facts_in(pack) == {("director", "S01E01", "Åke Öst"), ("director", "S01E02", "Bo Lind")}
    assert [episode.title for episode in pack.episodes] == ["Überfahrt", "Nebel"]


def test_an_encoding_that_is_a_guess_is_noted() -> None:
    text = "Season,Episode,Director\n1,1,Åke Öst\n"
    assert any("Windows-1252" in note for note in understood(text.encode("cp1252")).notes())
    assert not any("Windows-1252" in note for note in understood(text).notes())


def test_utf_8_with_a_broken_letter_is_refused_with_its_line() -> None:
    content = "Season,Episode,Director\n1,1,Åke Öst\n1,2,Ann L".encode() + b"\xe9\n"
    with pytest.raises(FileFaults, match=r"line 3, the file: byte .* is not UTF-8"):
        understood(content)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Season,No.,Title,Director(s),Writers", ["season", "episode", "title", "director", "writer"]),
        ("Staffel,Folge,Titel,Regie,Drehbuch", ["season", "episode", "title", "director", "writer"]),
        ("Saison,Épisode,Titre,Réalisateur,Scénario", ["season", "episode", "title", "director", "writer"]),
        ("Temporada,Número,Título,Dirigido por,Guion", ["season", "episode", "title", "director", "writer"]),
        ("Stagione,Episodio,Titolo,Regia,Sceneggiatura", ["season", "episode", "title", "director", "writer"]),
        ("No. overall,No. in season,Season,Name,Directed by", ["overall", "episode", "season", "title", "director"]),
        ("Season,#,Name,Writer 1,Writer 2", ["season", "episode", "title", "writer", "writer"]),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names_in_several_languages(header: str, expected: list[str | None]) -> None:
    row = "1,1,Crossing,Ada Moreau,Bo Lind" if "overall" not in expected else "1,1,1,Crossing,Ada Moreau"
    assert list(meanings(f"{header}\n{row}\n").values()) == expected


def test_columns_are_known_by_what_is_in_them() -> None:
    found = meanings("Was,Wann,Regie\nS01E01,31.12.2018,Ada\nS01E02,07.01.2019,Bo\n")
    assert found == {"Was": "code", "Wann": "aired", "Regie": "director"}
    counted = "A,B,Regie\n" + "".join(f"{season},{number},Ada\n" for season in (1, 2) for number in (1, 2, 3))
    assert meanings(counted) == {"A": "season", "B": "episode", "Regie": "director"}
    assert meanings("Season,Episode,Director\n1,Crossing,Ada\n1,Fog,Bo\n")["Episode"] == "title"
    assert meanings("Episode,Director\n1x01,Ada\n1x02,Bo\n")["Episode"] == "code"
    assert meanings("Name,Role,Season\nAda,Director,1\nBo,Writer,1\n") == {
        "Name": "person", "Role": "job", "Season": "season",
    }  # fmt: skip


def test_a_mapping_corrects_the_guess_and_takes_it_back() -> None:
    assert meanings(EPISODES, "director=Written by", "writer=") == {
        "Season": "season", "Episode": "episode", "Title": "title", "Directed by": None, "Written by": "director",
        "Air date": "aired",
    }  # fmt: skip
    assert meanings(EPISODES, "director=directed  BY")["Directed by"] == "director"
    assert meanings("Spielleitung,Wo\nAda,S01E01\n", "director=Spielleitung", "code=Wo") == {
        "Spielleitung": "director", "Wo": "code",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("maps", "words"),
    [
        (("directr=Title",), "Did you mean director?"),
        (("director=Directed bi",), "Did you mean Directed by?"),
        (("director",), "MEANING=COLUMN"),
        (("title=Title", "title=Directed by"), "Two columns are mapped to title"),
        (("season=", "episode="), "No column has the season"),
        (("director=", "writer=", "title=", "aired="), "No column says anything about the episodes"),
        (("director=", "person=Directed by"), "no column says what they did"),
    ],
)
def test_a_mapping_that_says_nothing_is_refused_with_what_there_is(maps: tuple[str, ...], words: str) -> None:
    with pytest.raises(BadInput) as caught:
        built(EPISODES, *maps)
    assert words in str(caught.value)


def test_the_columns_are_shown_with_examples_as_they_are_read() -> None:
    columns = {column.name: column.examples for column in understood(EPISODES).columns()}
    assert columns["Written by"] == ("James Whitmore, Jr. · Bo Lind", "Cy Dahl · Eve Orr")
    assert columns["Title"] == ("Crossing", "Fog")


def test_rows_above_the_header_are_left_out_and_lines_still_count_from_the_top() -> None:
    text = "All episodes,,\n,,\nSeason,No.,Director\n1,x,Ada\n"
    assert any("line 3" in note for note in understood(text).notes())
    assert faults(text) == ["line 4, No.: x can't be read; write an episode's number such as 7"]


def test_one_row_a_person_makes_credits_and_roles() -> None:
    text = (
        "Name,Job,Character,Season,Episode\n"
        "Ada Moreau,Actress,Captain Vale,1,1\nAda Moreau,Actress,Captain Vale,1,2.0\n"
        "Bo Lind,Director,,1,1\nFay Roe,Director & writer,,1,1\nCy Dahl,Composer,,1,1\nDee Ash,Gaffer,,1,1\n"
        "Eve Orr,actor,,2,\n"
    )
    result = built(text)
    assert facts_in(result.pack) == {
        ("cast", "S01E01 S01E02", "Ada Moreau", "Captain Vale"), ("cast", "season 2", "Eve Orr"),
        ("director", "S01E01", "Bo Lind, Fay Roe"), ("writer", "S01E01", "Fay Roe"), ("crew", "season 1", "Cy Dahl"),
    }  # fmt: skip
    assert result.jobs == (("Gaffer", 1),)
    assert understood(text).notes()[0] == "One row is a person."


def test_actors_go_with_their_characters() -> None:
    text = (
        "Season,Episode,Cast,Role\n1,1,Ada Moreau; Bo Lind,Captain Vale; Mate\n"
        "1,2,Ada Moreau (The Captain) and Bo Lind as Mate,\n1,3,Ada Moreau,Captain Vale; Her Sister\n"
    )
    assert facts_in(built(text).pack) == {
        ("cast", "S01E01 S01E03", "Ada Moreau", "Captain Vale"), ("cast", "S01E01 S01E02", "Bo Lind", "Mate"),
        ("cast", "S01E02", "Ada Moreau", "The Captain"), ("cast", "S01E03", "Ada Moreau", "Her Sister"),
    }  # fmt: skip
    assert faults("Season,Cast,Role\n1,Ada; Bo; Cy,Vale; Mate\n") == [
        "line 2, Role: names 2 for 3 people; write one for each, with a ; between them"
    ]


def test_specials_without_a_number_get_theirs_in_the_order_of_the_rows() -> None:
    text = (
        "Season,Episode,Title,Director\n1,1,Crossing,Ada\n0,1,Before,Ada\n2,Special,Looking back,Bo\n,,Party,Cy\n"
        ",,Party,Cy\nSpecials,,Farewell,Di\nSpecial,2,Known,Ed\n"
    )
    result = built(text)
    assert [(str(special.code), special.title, special.line) for special in result.specials] == [
        ("S00E03", "Looking back", 4), ("S00E04", "Party", 5), ("S00E05", "Farewell", 7),
    ]  # fmt: skip
    assert result.repeated == 1
    assert ("director", "S00E04", "Cy") in facts_in(result.pack)
    assert ("director", "S00E02", "Ed") in facts_in(result.pack)


def test_a_special_with_neither_number_nor_title_is_a_fault() -> None:
    assert "neither number nor title" in faults("Season,Episode,Director\n1,1,Bo\n0,,Ada\n")[0]


def test_rows_that_repeat_others_are_merged_and_counted() -> None:
    result = built(EPISODES + EPISODES.split("\n", 1)[1])
    assert result.repeated == 2
    assert result.pack == built(EPISODES).pack


def test_what_cant_be_seen_is_removed() -> None:
    text = "Season,Epi\u00adsode,Director\n1,1,\u200bAda\u00a0Moreau\u200f\n1,\ufeff2,\u202aAda Moreau\u202c\n"
    pack = built(text).pack
    assert facts_in(pack) == {("director", "S01E01", "Ada Moreau"), ("director", "S01E02", "Ada Moreau")}
    assert len(pack.people) == 1
    assert "4 cells have characters that can't be seen; they were removed." in understood(text).notes()


def test_a_joiner_that_spells_a_word_stays() -> None:
    name = "می\u200cخواهم"
    assert built(f"Season,Episode,Director\n1,1,{name}\n").pack.people.popitem()[1].name == name


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["31.12.2018", "07.01.2019"], ["2018-12-31", "2019-01-07"]),
        (["31/12/2018", "07/01/2019"], ["2018-12-31", "2019-01-07"]),
        (["12/31/2018", "01/07/2019"], ["2018-12-31", "2019-01-07"]),
        (["03/04/2018", "05/04/2018"], ["2018-04-03", "2018-04-05"]),
        (["2018-12-31 00:00:00", "2019/1/7"], ["2018-12-31", "2019-01-07"]),
        (["December 31, 2018", "7 Jan 2019"], ["2018-12-31", "2019-01-07"]),
        (["31. März 2018", "7 août 2019"], ["2018-03-31", "2019-08-07"]),
    ],
)
def test_days_are_read_in_the_order_that_their_column_proves(cells: list[str], expected: list[str]) -> None:
    rows = "".join(f'1,{number},"{cell}"\n' for number, cell in enumerate(cells, 1))
    assert [str(episode.aired) for episode in built(f"Season,Episode,Aired\n{rows}").pack.episodes] == expected


def test_a_column_whose_days_may_be_months_must_be_confirmed() -> None:
    text = "Season,Episode,Aired\n1,1,03/04/2018\n"
    [doubt] = doubts(text)
    assert "Aired: 03/04/2018 could be two different days; it is read with the day first: 3 April 2018." in doubt
    for order, day in (("day-first", date(2018, 4, 3)), ("month-first", date(2018, 3, 4))):
        assert f"--dates {order}" in doubt
        said = Reading(order=Order(order))
        assert built(text, reading=said).pack.episodes[0].aired == day
        assert doubts(text, reading=said) == []


def test_dates_keep_their_precision() -> None:
    text = "Season,Episode,Aired\n1,1,early 2018\n1,2,March 2018\n1,3,2018\n1,4,März 2019\n2,,2019-Q1\n"
    pack = built(text).pack
    assert facts_in(pack) == {
        ("release", "S01E01", "early 2018"), ("release", "S01E02", "2018-03"), ("release", "S01E03", "2018"),
        ("release", "S01E04", "2019-03"), ("release", "season 2", "2019-Q1"),
    }  # fmt: skip
    assert not any(episode.aired for episode in pack.episodes)


def test_who_said_so_comes_from_the_row_or_else_from_the_person_at_the_keyboard() -> None:
    text = (
        "Code,Director,Source,Link,Published\nS01E01,Ada,Gazette,https://gazette.example/a,March 2018\n"
        "S01E01,Ada,https://www.paper.example/b,,\nS01E02,Bo,,,\n"
    )
    pack = built(text).pack
    first, second = pack.facts
    claims = [(pack.sources[claim.source], claim.published and claim.published.text) for claim in first.claims]
    assert [(source.outlet, source.url, day) for source, day in claims] == [
        ("Gazette", "https://gazette.example/a", "2018-03"),
        ("Fan list", "https://www.paper.example/b", None),
    ]
    assert pack.sources[second.claims[0].source].outlet == "Fan list"
    alone = built("Code,Director,Link\nS01E01,Ada,https://www.paper.example/b\n", source="").pack
    assert [source.outlet for source in alone.sources.values()] == ["paper.example"]
    assert faults(text, source="") == [
        "line 4, Source: doesn't say who said so; fill it in, or add --source WHO for such rows"
    ]


def test_rows_about_other_shows_are_left_out() -> None:
    text = "Show,Season,Episode,Director\nNight Ferry,1,1,Ada\nDay Ferry,1,1,Bo\n"
    result = built(text)
    assert result.elsewhere == 1
    assert facts_in(result.pack) == {("director", "S01E01", "Ada")}


def test_every_fault_is_reported_with_its_line_and_column() -> None:
    text = (
        "Season,No.,Title,Regie,Air date\n"
        "1,1,One,=1+1,2018-01-01\n"
        "x,2,Two,Ada,31.31.2018\n"
        '1,3,"Three\nand more",Ada,#REF!\n'
        "1,4,Four,Ada,5.6.9\n"
        "1,5,Five,Ada,2018-01-05\n"
        "1,5,Fife,Bo,2018-01-06\n"
        "1,,,,\n"
        "1,6,Six,Ada,,,,more\n"
    )
    assert faults(text) == [
        "line 2, Regie: contains a formula; save the table with its values",
        "line 3, Season: x can't be read; write a season such as 2",
        "line 3, Air date: 31.31.2018 is not a day in the calendar (the column has the day first)",
        "line 4, Air date: contains #REF!, which a spreadsheet shows when a formula fails; fix it there",
        "line 6, Air date: 5.6.9 can't be read as a date; write one such as 2018-03-08",
        "line 8, Title: differs from line 7, which is about the same episode (S01E05): Five",
        "line 8, Air date: differs from line 7, which is about the same episode (S01E05): 2018-01-05",
        "line 8, Regie: differs from line 7, which is about the same; put people who worked together in one cell",
        "line 10, the row: has more cells than there are columns; "
        "put a cell in quotes if the delimiter is part of it",
    ]  # fmt: skip


def test_faults_of_what_the_rows_make_have_their_line_and_column_too() -> None:
    text = f"Code,Director,Link,Published\nS01E01,Ada,nowhere,2018\nS01E02,{'B' * 300},https://a.example/b,2031\n"
    found = faults(text)
    assert [fault.split(":")[0] for fault in found] == ["line 2, Link", "line 3, Director", "line 3, Published"]


def test_of_very_many_faults_the_rest_is_counted() -> None:
    with pytest.raises(FileFaults) as caught:
        built("Season,No.,Director\n" + "1,x,Ada Moreau\n" + "".join(f"1,x{i},Ada\n" for i in range(300)))
    assert (len(caught.value.faults), caught.value.count) == (200, 301)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n;;\n", "is empty"),
        (b"Season,Episode,Director\n", "no rows under its header"),
        (b"Season,Episode,Director\n1,1,\0Ada\n", "NUL"),
        (b'Season,Episode,Director\n1,1,"Ada\n1,2,Bo\n', "does not end"),
        (b"Season,Episode,Director\n1,1," + b"A" * 1_000_000, "longer than 20,000 characters"),
        (b'Season,Episode,Director\n1,1,"' + b"A b\n" * 40_000 + b'"', "does not end"),
        (b'Season,Episode,Director\n1,1,"' + b"A b\n" * 10_000 + b'"', "at most 5,000 can be read"),
        (b",".join(b"%d" % number for number in range(3000)), "3,000 columns"),
        (b",".join(b"c%d" % number for number in range(10_000)), "longer than 20,000 characters"),
        (b"Season,Episode,Director\n" + b"1,1,Ada\n" * 41_000, "more than 40,000 rows"),
        (b"PK\x03\x04" + b"x" * 100, "workbook"),
        (b"\xff\xfeS\xd8\x00", "UTF-16"),
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_tables_are_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(FileFaults) as caught:
        built(content)
    assert words in str(caught.value)


def test_a_corrected_table_gives_its_facts_the_same_ids() -> None:
    before = {fact.id for fact in built(EPISODES).pack.facts}
    after = {fact.id for fact in built(EPISODES.replace("Cy Dahl", "Cy Dale")).pack.facts}
    assert before == after


def test_sources_that_disagree_make_facts_that_disagree() -> None:
    pack = built("Code,Director,Source\nS01E01,Ada,Gazette\nS01E01,Bo,Paper\nS01E01,Ada,Courier\n").pack
    assert {(pack.people[fact.people[0]].name, len(fact.claims)) for fact in pack.facts} == {("Ada", 2), ("Bo", 1)}


def test_an_episode_may_be_given_as_a_run() -> None:
    pack = built("Code,Director\nS01E01-E03,Ada\n2x01,Bo\n").pack
    assert pack.facts[0].codes == tuple(EpisodeCode(1, number) for number in (1, 2, 3))
    assert Meaning.CODE in understood("Code,Director\nS01E01-E03,Ada\n").meanings


def test_what_a_wiki_writes_around_titles_days_and_names_is_left_out() -> None:
    pack = built(
        "Season,Episode,Title,Directed by,Written by,Original air date\n"
        '1,1,"""Crossing""[2]",Directed by Ada Moreau,"Story by : Bo Lind\nTeleplay by : Cy Dahl",'
        '"March 8, 2018 (2018-03-08)"\n'
        '1,2,"""Fog"" and ""Ice""",dir. by Ada Moreau,Derby Lane,"March 15, 2018[3]"\n'
    ).pack
    assert [(episode.title, str(episode.aired)) for episode in pack.episodes] == [
        ("Crossing", "2018-03-08"), ('"Fog" and "Ice"', "2018-03-15"),
    ]  # fmt: skip
    assert facts_in(pack) == {
        ("director", "S01E01", "Ada Moreau"), ("writer", "S01E01", "Bo Lind, Cy Dahl"),
        ("director", "S01E02", "Ada Moreau"), ("writer", "S01E02", "Derby Lane"),
    }  # fmt: skip
