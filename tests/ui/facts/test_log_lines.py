"""The lines of a server's log: who did what to which fact, within Discord's limit and hiding what spoils."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.change_log import ImportNote
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind, Person, Show
from bot.domain.revisions import ChangeKind, Made, Revision
from bot.domain.text import utf16_length
from bot.ui.facts.log_lines import import_line, revision_line

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
WHEN = f"<t:{int(AT.timestamp())}:R>"
FACT = Fact(1, 2, Kind.DIRECTOR, Show(3, "A show"), (), people=(Person(4, "Ann Lee"),), seasons=(2,))
DONE = {
    ChangeKind.ADD: "added",
    ChangeKind.EDIT: "changed",
    ChangeKind.CLAIM: "changed the sources of",
    ChangeKind.RETIRE: "retired",
    ChangeKind.RESTORE: "brought back",
    ChangeKind.UNDO: "took back the last change of",
    ChangeKind.IMPORT: "imported",
    ChangeKind.PACK: "loaded",
}


def revision(change: ChangeKind = ChangeKind.EDIT, by: int | None = 7, reason: str | None = None) -> Revision:
    return Revision(FACT, own=True, number=1, made=Made(change, AT, by, reason))


@pytest.mark.parametrize("change", ChangeKind)
def test_every_change_has_words_and_a_sign(change: ChangeKind) -> None:
    sign, rest = revision_line(revision(change)).split(" ", 1)
    assert not sign.isascii()
    assert rest == f"<@7> {DONE[change]}: Ann Lee directs in season 2 · {WHEN}"


@pytest.mark.parametrize(("by", "who"), [(7, "<@7>"), (0, "A former member"), (None, "Casefile")])
def test_the_member_who_did_it_is_named_if_there_is_one(by: int | None, who: str) -> None:
    assert revision_line(revision(by=by)).split(" ", 1)[1].startswith(f"{who} changed: ")


def test_the_reason_and_the_member_who_suggested_it_are_in_the_line() -> None:
    line = revision_line(replace(revision(reason="It was *on air*"), suggested_by=9))
    assert line.endswith(f" · why: It was \\*on air\\* · suggested by <@9> · {WHEN}")


def test_what_spoils_is_hidden_and_so_is_the_reason() -> None:
    fact = replace(FACT, statement="He dies", spoils=EpisodeCode(1, 13))
    line = revision_line(replace(revision(reason="He does die"), fact=fact))
    assert "||He dies|| (spoils S01E13)" in line
    assert "why: ||He does die||" in line


def test_what_is_no_current_revision_was_only_proposed() -> None:
    assert " proposed: " in revision_line(replace(revision(), number=None))
    assert revision_line(replace(revision(by=None), number=None)).startswith("📡 Casefile found: ")


@pytest.mark.parametrize("character", ["x", "*", "|", "@", "𝕏", "ש"])
def test_the_longest_line_fits(character: str) -> None:
    fact = replace(
        FACT,
        statement=character * 2000,
        people=tuple(Person(number, character * 200) for number in range(30)),
        spoils=EpisodeCode(99, 99),
    )
    for each in (fact, replace(fact, statement=None)):
        made = Made(ChangeKind.UNDO, AT, 2**63 - 1, character * 2000)
        line = revision_line(replace(revision(), fact=each, made=made, suggested_by=2**63 - 1))
        assert utf16_length(line) <= 1900
        assert "\n" not in line


@pytest.mark.parametrize(
    ("note", "line"),
    [
        (ImportNote("facts.toml", 1, AT, 7), "📥 <@7> imported 1 fact from facts.toml"),
        (ImportNote("facts.toml", 1200, AT, 0), "📥 A former member imported 1,200 facts from facts.toml"),
        (ImportNote("a*.csv", 3, AT, 7, undoes=True), "↩️ <@7> undid the import of a\\*.csv (3 facts)"),
    ],
)
def test_imports_are_logged_with_their_file(note: ImportNote, line: str) -> None:
    assert import_line(note) == f"{line} · {WHEN}"
