"""Whatever moderators write, its export says it all: imported again it changes nothing, now or later."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.facts import Kind, State
from bot.domain.imports import Format, Preview
from bot.domain.moderation import ClaimWords, FactWords
from bot.errors import BadInput
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.store.address import Address
from bot.store.store import Store, open_store
from tests.engines.databases import Databases, copied
from tests.helpers.facts import MOD, Clock, Desk

_PEOPLE = st.sampled_from(["Ada Bee", "Bo Lin", "Юрий Ким", "Yuriy Kim", "Clarkson, S.J.", "Krysten Ritter", "Ñandú"])
_SEASONS = st.lists(st.sampled_from(["season 1", "season 3", "season 0", "season 7"]), min_size=1, max_size=3)
_EPISODES = st.lists(st.sampled_from(["S02E07", "S01E01", "S09E01", "S08E02"]), min_size=1, max_size=3)
_PLACES = (_SEASONS | _EPISODES).map(", ".join)
_SEASON_OR_SHOW = st.sampled_from(["", "season 3", "season 7"])
_TEXTS = st.sampled_from(["Some words", "A\nB", "=1+1", "'quoted", '“x”, "y"', "-5", "@x", "a;b,c"])


def _spans(clock: Clock) -> list[str]:
    """Dates as sources give them, several of them not over yet."""
    year, month = clock.today.year, clock.today.month
    return ["", "2018-03-01", "early 2018", f"{year}", f"{year}-{month:02}", f"{year}-Q{(month + 2) // 3}",
            clock.today.isoformat()]  # fmt: skip


@st.composite
def _claims(draw: st.DrawFn) -> ClaimWords:
    return ClaimWords(
        outlet=draw(st.sampled_from(["V", "=cmd", "Polygon via Variety"])),
        url=draw(st.sampled_from(["https://v.example/1", "https://v.example/2?a=1;b=2,3"])),
        speaker=draw(st.sampled_from(["", "=X", "Kim; Lee"])),
        published=draw(st.sampled_from(_spans(Clock()))),
        weight=draw(st.sampled_from(["reported", "confirmed", "rumoured", "denied"])),
    )


@st.composite
def _facts(draw: st.DrawFn) -> tuple[Kind, FactWords, list[ClaimWords]]:
    kind = draw(st.sampled_from(list(Kind)))
    person, other = draw(_PEOPLE), draw(_PEOPLE)
    people = {
        Kind.CAST: f"{person} as {other}",
        Kind.WRITER: f"{person}; {other}",
        Kind.RELEASE: "",
        Kind.NEWS: "",
        Kind.RENEWAL: "",
    }
    words = FactWords(
        people=people.get(kind, person),
        statement=draw(_TEXTS if kind is Kind.NEWS else _TEXTS | st.just("")),
        where=draw(_SEASON_OR_SHOW if kind in (Kind.RENEWAL, Kind.CREW) else _PLACES),
        released=draw(st.sampled_from(["2018", "early 2018", "2018-03", "2020-01-01"])) if kind is Kind.RELEASE else "",
        billing=draw(st.sampled_from(["", "main", "guest"])) if kind is Kind.CAST else "",
        spoils=draw(st.sampled_from(["", "S02E13", "S11E01"])),
        state=draw(st.sampled_from(list(State))) if kind is Kind.RENEWAL else "",
        job=draw(st.sampled_from(["Creator", "Executive producer", "=Gaffer; Grip"])) if kind is Kind.CREW else "",
    )
    return kind, words, draw(st.lists(_claims(), min_size=1, max_size=3))


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


class _Files:
    def __init__(self, desk: Desk) -> None:
        self._exporting = Exporting(desk.kit)
        self._importing = Importing(desk.kit)

    async def export(self, form: Format) -> tuple[str, bytes]:
        made = await self._exporting.export(MOD, form)
        assert made.left_out == 0
        return made.filename, made.content

    async def check_same(self, file: tuple[str, bytes]) -> None:
        """Import the file: nothing of it is new or changed."""
        preview: Preview = await self._importing.prepare(MOD, *file)
        found = (preview.new, preview.changed, preview.conflicts)
        assert preview.batch is None, found
        assert preview.newer == 0


@settings(max_examples=15)
@given(facts=st.lists(_facts(), min_size=1, max_size=6))
async def test_what_was_written_by_hand_is_the_same_when_it_comes_back(
    loaded_database: Address, databases: Databases, facts: list[tuple[Kind, FactWords, list[ClaimWords]]]
) -> None:
    with copied(databases, loaded_database) as path:
        async with open_store(path) as store:
            desk = Desk(store)
            for kind, words, claims in facts:
                with suppress(BadInput):  # two of them may well be the same
                    await desk.add(kind, words, *claims)
            made = _Files(desk)
            exported = [await made.export(form) for form in Format]
            for file in exported:
                await made.check_same(file)
            # Also once every span is over.
            desk.clock.move(days=800)
            for file in exported:
                await made.check_same(file)


@pytest.mark.parametrize("form", list(Format))
async def test_several_seasons_and_a_span_under_way_come_back(desk: Desk, form: Format) -> None:
    claim = ClaimWords(outlet="V", url="https://v.example/1", published=f"{desk.clock.today.year}")
    words = FactWords(people="Ada Bee as Bo Lin", where="season 1, season 3")
    saved = await desk.add(Kind.CAST, words, claim)
    before = await desk.current(saved.revision.fact.id)
    assert before.fact.seasons == (1, 3)
    made = _Files(desk)
    file = await made.export(form)
    await made.check_same(file)
    again = FactWords(people="Ada Bee as Bo Lin", where="season 1")
    preview = await desk.editing.rewrite(MOD, before.fact.revision_id, again)
    await desk.save(preview)
    _, content = file
    text = content.decode("utf-8-sig").replace("Ada Bee", "Ada B. Bee")
    await _take(desk, file[0], text)
    now = await desk.current(saved.revision.fact.id)
    assert now.fact.seasons == (1, 3)
    assert now.fact.claims == before.fact.claims
    assert now.fact.claims[0].counts_from == desk.clock.today


@pytest.mark.parametrize("form", list(Format))
async def test_the_list_that_sources_share_comes_back_with_them(desk: Desk, form: Format) -> None:
    fact = await desk.key("s02e07-director")
    made = _Files(desk)
    filename, content = await made.export(form)
    assert b"list of credits" in content
    await made.check_same((filename, content))
    # A source that a file adds keeps the list that the file gives it, and what says nothing of lists is the same.
    other = content.replace(b"list of credits", b"another list").replace(b"fictionbox.de", b"newbox.example")
    await _take(desk, filename, other.decode("utf-8-sig"))
    added = [claim.source for claim in (await desk.current(fact)).fact.claims if "newbox" in claim.source.outlet]
    assert [source.origin for source in added] == ["another list"]


@pytest.mark.parametrize("form", list(Format))
async def test_a_file_from_before_there_were_lists_changes_no_source(desk: Desk, form: Format) -> None:
    made = _Files(desk)
    filename, content = await made.export(form)
    lines = {
        Format.TOML: (b'origin = "list of credits"\n', b""),
        Format.CSV: (b"list of credits", b""),
        Format.JSON: (b',\n      "origin": "list of credits"', b""),
    }
    old, none = lines[form]
    assert old in content
    await made.check_same((filename, content.replace(old, none)))


async def _take(desk: Desk, filename: str, text: str) -> None:
    importing = Importing(desk.kit)
    preview = await importing.prepare(MOD, filename, text.encode())
    assert preview.batch is not None
    await importing.take(MOD, preview.batch)
