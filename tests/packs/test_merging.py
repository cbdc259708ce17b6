"""A pack is added to another one of the same show without losing anything of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.packs.any_table import build, understand
from bot.packs.merging import merged
from bot.packs.model import Pack
from tests.packs.any_table.test_any_table import SHOW, TODAY

HEADER = "Season,Episode,Title,Director,Cast,Aired,Source\n"
_ROWS = st.lists(
    st.builds(
        "{0},{1},Part {0}-{1},{2},{3},2018-03-{1:02},{4}\n".format,
        st.integers(1, 2), st.integers(1, 9), st.just("Ada Moreau; Bo Lind"),
        st.sampled_from(["Hal Moss (The Pilot)", "Ida Crane", ""]), st.sampled_from(["Gazette", "Paper"]),
    ),
    max_size=6, unique=True,
)  # fmt: skip


def pack(*rows: str) -> Pack:
    return build(understand((HEADER + "".join(rows)).encode(), "table.csv", ["episode=Episode"]), SHOW, "", TODAY).pack


def said(made: Pack) -> set[object]:
    """Everything that a pack says, by names."""
    facts: set[object] = set()
    for fact in made.facts:
        people = tuple(made.people[key].name for key in fact.people)
        for code in fact.codes:
            facts |= {(fact.kind, code, people, made.sources[claim.source].outlet) for claim in fact.claims}
    for episode in made.episodes:
        outlets = frozenset(made.sources[key].outlet for key in (*episode.title_sources, *episode.aired_sources))
        facts.add((episode.code, episode.title, episode.aired, outlets))
    return facts


@given(_ROWS, _ROWS)
def test_two_parts_say_what_the_whole_table_says(first: list[str], second: list[str]) -> None:
    if not first or not second:
        return
    assert said(merged(pack(*first), pack(*second))) == said(pack(*dict.fromkeys((*first, *second))))


@given(_ROWS)
def test_the_same_part_again_changes_nothing(rows: list[str]) -> None:
    if rows:
        once, twice = pack(*rows), merged(pack(*rows), pack(*rows))
        assert said(twice) == said(once)
        assert {fact.id: fact for fact in twice.facts} == {fact.id: fact for fact in once.facts}
        assert (twice.sources, twice.people, twice.characters) == (once.sources, once.people, once.characters)


def test_a_correction_in_a_later_part_stands() -> None:
    before = pack("1,1,Crossing,Ada Moreau,,2018-03-01,Gazette\n")
    made = merged(before, pack("1,1,Xing,Bo Lind,,2018-03-02,Gazette\n"))
    assert [(episode.title, str(episode.aired)) for episode in made.episodes] == [("Xing", "2018-03-02")]
    assert [made.people[fact.people[0]].name for fact in made.facts] == ["Bo Lind"]
