"""Tables in older encodings are read as their words show, and said to be."""

from __future__ import annotations

import pytest

from bot.errors import BadInput, FileFaults
from bot.packs.any_table import Reading
from tests.packs.any_table.test_any_table import built, doubts, understood

WORDS = {
    "cp1252": "Réalisation;Scénario\nÈve Müller;Zoé Núñez\nÅse Bjørnø;François Lœb\n",
    "cp1250": "Režie;Scénář\nJiří Dvořák;Věra Žáková\nŁucja Wąs;Gábor Szűcs\n",
    "cp1251": "Режиссёр;Сценарий\nАнна Белова;Пётр Щукин\nЮлия Ким;Іван Жук\n",
    "mac_roman": "Réalisation;Scénario\nÈve Müller;Zoé Núñez\nNoël Lœb;François Roß\n",
    "koi8_r": "Режиссёр;Сценарий\nАнна Белова;Пётр Щукин\nЮлия Ким;Иван Жук\n",
    "iso8859_2": "Režie;Scénář\nJiří Dvořák;Věra Žáková\nŁucja Wąs;Petr Šíp\n",
    "cp1253": "Σενάριο;Σκηνοθεσία\nΆννα Ρήγα;Νίκος Ωραίος\n",
    "cp1254": "Yönetmen;Senaryo\nAyşe Yılmaz;Doğan Işık\nGül Çınar;İrem Şen\n",
    "cp850": "Réalisation;Scénario\nÈve Müller;Zoé Núñez\nJürgen Weiß;Noël Roë\n",
}


def table(words: str) -> str:
    head, *lines = words.splitlines()
    return f"Season;Episode;{head}\n" + "".join(f"1;{number};{line}\n" for number, line in enumerate(lines, 1))


@pytest.mark.parametrize("encoding", WORDS)
def test_an_older_encoding_is_known_by_its_words(encoding: str) -> None:
    text = table(WORDS[encoding])
    found = understood(text.encode(encoding))
    assert found.table.columns == tuple(text.splitlines()[0].split(";"))
    assert [";".join(row.cells) for row in found.table.rows] == text.splitlines()[1:]
    assert any("was read as" in note for note in found.notes())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("words", WORDS.values())
def test_unicode_is_never_taken_for_anything_else(encoding: str, words: str) -> None:
    found = understood(table(words).encode(encoding))
    assert [row.cells[2] for row in found.table.rows] == [line.split(";")[0] for line in words.splitlines()[1:]]
    assert found.doubts == ()


def test_an_encoding_that_may_be_another_is_doubtful_and_can_be_named() -> None:
    text = "Season;Episode;Director\n1;1;Karel Čapek\n"
    content = text.encode("cp1250")
    [doubt] = doubts(content)
    assert "Èapek" in doubt
    assert "Čapek" in doubt
    assert "--encoding cp1250" in doubt
    named = Reading(encoding="cp1250")
    assert [person.name for person in built(content, reading=named).pack.people.values()] == ["Karel Čapek"]
    assert doubts(content, reading=named) == []


@pytest.mark.parametrize("encoding", ["nonsense", "x" * 300, "hex", "../utf-8", "base64\0"])
def test_an_unknown_encoding_is_refused_in_words(encoding: str) -> None:
    with pytest.raises(BadInput, match="--encoding takes a name such as utf-8"):
        understood(b"Season;Episode\n1;1\n", reading=Reading(encoding=encoding))


def test_an_encoding_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(FileFaults, match="can't be read as utf-8"):
        understood("Season;Episode;Director\n1;1;Čapek\n".encode("cp1250"), reading=Reading(encoding="utf-8"))
    japanese = "Season;Episode;Director\n1;1;宮崎駿監督作品\n".encode("shift_jis")
    with pytest.raises(FileFaults, match="name it with --encoding"):
        understood(japanese)
    assert understood(japanese, reading=Reading(encoding="shift_jis")).table.rows[0].cells[2] == "宮崎駿監督作品"
