"""The shipped pack has what more_credits.json found, with its sources; the rest is left out for a stated reason."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.dates import PartialDate
from bot.domain.facts import Kind
from bot.packs.model import ClaimEntry, FactEntry, SourceEntry
from bot.packs.reader import read_pack
from tests.conftest import PACK, ROOT

HERE = Path(__file__).parent
ORIGINAL = ROOT.parent / "shared/data/more_credits.json"
FOUND: list[dict[str, Any]] = json.loads((HERE / "more_credits.json").read_text("utf-8"))
TAKEN: dict[str, Any] = tomllib.loads((HERE / "more_credits_taken.toml").read_text("utf-8"))
PACKED = read_pack(PACK)
FACTS = {fact.id: fact for fact in PACKED.facts}


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [entry for entry in FOUND if entry["kind"] == kind]


def name_of(credit: dict[str, Any]) -> str:
    return f"{credit['episode']} {credit['role']}"


CREDITS = of_kind("credit")
IMPLIED = {(entry["credit"], entry["outlet"]): entry for entry in TAKEN["implied"]}
STATEMENTS = [
    pytest.param(found, taken, id=taken["says"])
    for kind in ("news", "contradiction", "not_found")
    for found, taken in zip(of_kind(kind), TAKEN[kind], strict=True)
]


def is_it(found: dict[str, Any], source: SourceEntry) -> bool:
    """Whether a source of the pack is the one found: the same outlet, and the same address or, without one, title."""
    outlet = TAKEN["outlets"].get(found["outlet"], found["outlet"])
    where = source.url == found["url"] if "url" in found else source.title == found["title"]
    return source.outlet == outlet and where


def claims_of(found: dict[str, Any], facts: Iterable[FactEntry]) -> list[ClaimEntry]:
    return [claim for fact in facts for claim in fact.claims if is_it(found, PACKED.sources[claim.source])]


def facts_of(credit: dict[str, Any]) -> list[FactEntry]:
    def names(fact: FactEntry) -> list[str]:
        return [PACKED.people[person].name for person in fact.people]

    kind = Kind(credit["role"])
    return [
        fact for fact in PACKED.facts
        if fact.kind is kind and credit["episode"] in map(str, fact.codes) and names(fact) == credit["people"]
    ]  # fmt: skip


@pytest.mark.parametrize("credit", CREDITS, ids=name_of)
def test_a_credit_is_in_the_pack_with_every_source_that_names_it(credit: dict[str, Any]) -> None:
    facts = facts_of(credit)
    assert len(facts) == 1
    for source in credit["sources"]:
        given = claims_of(source, facts)
        if source["how_sure"] == "explicit":
            assert [claim.weight for claim in given] == ["reported"]
        else:
            assert given == []
            assert claims_of(source, [FACTS[IMPLIED[name_of(credit), source["outlet"]]["fact"]]])


@pytest.mark.parametrize(("found", "taken"), STATEMENTS)
def test_news_and_contradictions_are_in_the_pack_with_every_source(
    found: dict[str, Any], taken: dict[str, Any]
) -> None:
    assert found["statement"].startswith(taken["says"])
    assert ("facts" in taken) is bool(found["sources"])
    for source in found["sources"]:
        given = claims_of(source, [FACTS[fact] for fact in taken["facts"]])
        assert given, source["outlet"]
        if found["kind"] == "news":
            assert {claim.speaker for claim in given} == {source.get("speaker")}


def test_no_source_has_another_day_than_it_was_found_with() -> None:
    for entry in FOUND:
        for found in entry["sources"]:
            packed = [source for source in PACKED.sources.values() if is_it(found, source)]
            assert packed, found
            for source in packed:
                day = source.published.text if source.published else None
                assert day == (found.get("published") or (day if source.outlet.startswith("International") else None))


def test_what_was_left_out_is_counted() -> None:
    counts = {
        "credits": len(CREDITS),
        "news": len(of_kind("news")),
        "contradictions": len(of_kind("contradiction")),
        "not_found": len(of_kind("not_found")),
        "sources": sum(len(entry["sources"]) for entry in FOUND),
        "left_out": sum(
            "left_out" in taken for kind in ("news", "contradiction", "not_found") for taken in TAKEN[kind]
        ),
    }
    assert counts == TAKEN["counts"]
    assert len(IMPLIED) == sum(source["how_sure"] == "implied" for credit in CREDITS for source in credit["sources"])


def test_no_sentence_is_that_of_the_file() -> None:
    theirs = {entry["statement"] for entry in FOUND if "statement" in entry}
    ours = {fact.statement for fact in PACKED.facts} | {claim.note for fact in PACKED.facts for claim in fact.claims}
    assert ours & theirs == set()


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the data at hand is not beside this folder")
def test_the_copy_has_every_entry_and_source_of_the_data_at_hand() -> None:
    keys = ("kind", "episode", "role", "people", "statement")
    about = ("outlet", "title", "url", "published", "speaker", "how_sure")
    original = [
        {key: entry[key] for key in keys if key in entry}
        | {"sources": [{key: source[key] for key in about if source.get(key)} for source in entry["sources"]]}
        for entry in json.loads(ORIGINAL.read_text("utf-8"))
    ]
    assert original == FOUND


def test_the_article_and_vine_report_are_told_apart() -> None:
    """The article says what it says under its own outlet; Vine Report has what its own articles say."""
    article = {fact.id for fact in PACKED.facts if any(claim.source == "ibtimes" for claim in fact.claims)}
    vine = {
        claim.source: fact.id for fact in PACKED.facts for claim in fact.claims
        if PACKED.sources[claim.source].outlet == "Vine Report"
    }  # fmt: skip
    assert PACKED.sources["ibtimes"].outlet == "International Business Times Australia"
    assert PACKED.sources["ibtimes"].published == PartialDate.parse("late 2016")
    assert len(article) == 27
    assert set(vine) == {"vinereport-2016-10", "vinereport-2016-11", "vinereport-kilgrave"}
