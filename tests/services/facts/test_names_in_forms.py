"""Whom a form names: nothing unsaved changes anybody on record, and names on record survive the form as they are."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Fact, Kind, Person
from bot.domain.moderation import FactWords, NewFact
from bot.domain.viewers import Viewer
from bot.errors import BadInput
from bot.services.facts.forms.options import Options
from bot.store.store import Store
from tests.engines.raw import connect
from tests.helpers.answers import credit_fact
from tests.helpers.facts import FAN, MOD, MOD_OF_B, SERVER_A, SERVER_B, TRISH, VARIETY, Desk, fan, faults

LINK = "https://variety.com/2019/talk"
DOWNEY, DUO = "Robert Downey, Jr.", "Kate and Ann Bell"
CATALOGUE = (
    f'rdj = {{ name = "{DOWNEY}" }}\nduo = {{ name = "{DUO}" }}\nsj = {{ name = "Clarkson, S.J." }}\n'
    'ann-2 = { name = "Ann Lee" }\n'
)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def names_on_record(database: Path) -> set[tuple[object, ...]]:
    """All people and characters with their names, and what their names give away."""
    with closing(connect(database)) as connection:
        return {
            *connection.execute("SELECT 'person', id, layer, key, name, NULL FROM person"),
            *connection.execute("SELECT 'character', id, layer, key, name, spoils_id FROM character"),
        }


# Keys that a file took for somebody else


async def record_captain(desk: Desk) -> Fact:
    """A role of Captain Ines Vale, whose name spoils S02E13, under the key "captain", as files may have it."""
    show = await desk.show()
    async with desk.store.writing() as gateways:
        spoiled = await gateways.catalogue.episode(SERVER_A, show, EpisodeCode(2, 13))
        assert spoiled is not None
        row = await gateways.packs.in_layer(SERVER_A).save_character(
            desk.ids(), show, "captain", "Captain Ines Vale", prominence=1, spoils=spoiled.episode.id
        )
    words = FactWords("Ana Diaz as Captain Ines Vale", where="season 2")
    draft = await desk.editing.write_new(MOD, NewFact(Kind.CAST, show, (), row), words)
    draft = await desk.editing.write_claim(MOD, draft.proposal.id, None, VARIETY)
    return (await desk.save(draft)).revision.fact


async def record_park_min(desk: Desk) -> Fact:
    """A credit of Park Min, under the key "kim-lee"."""
    async with desk.store.writing() as gateways:
        row = await gateways.packs.in_layer(SERVER_A).save_person(desk.ids(), "kim-lee", "Park Min")
    words = FactWords("Park Min", where="S02E01")
    draft = await desk.editing.write_new(MOD, NewFact(Kind.WRITER, await desk.show(), (row,)), words)
    draft = await desk.editing.write_claim(MOD, draft.proposal.id, None, VARIETY)
    return (await desk.save(draft)).revision.fact


async def write_unsaved(desk: Desk, fact: Fact, people: str, how: str) -> Fact:
    """What a moderator's draft, or a fan's suggestion, makes of a fact with these people."""
    if how == "draft":
        return (await desk.write(fact.id, people=people)).fact
    current = await desk.current(fact.id)
    return (await desk.suggestions.suggest(FAN, current.id, FactWords(people=people), LINK)).proposal.fact


@pytest.mark.parametrize("how", ["draft", "suggestion"])
async def test_a_character_that_is_not_saved_leaves_the_one_with_its_key_alone(
    desk: Desk, database: Path, how: str
) -> None:
    fact = await record_captain(desk)
    before = names_on_record(database)
    written = await write_unsaved(desk, fact, "Ana Diaz as Captain", how)
    assert before <= names_on_record(database)
    assert written.character is not None
    assert fact.character is not None
    assert (written.character.name, written.character.spoils) == ("Captain", None)
    assert written.character.id != fact.character.id
    assert await desk.seen(fact.id) == fact
    assert fact.character == Character(fact.character.id, "Captain Ines Vale", EpisodeCode(2, 13))
    assert await desk.cast_names("captain") == []


@pytest.mark.parametrize("how", ["draft", "suggestion"])
async def test_a_person_who_is_not_saved_leaves_the_one_with_their_key_alone(
    desk: Desk, database: Path, how: str
) -> None:
    fact = await record_park_min(desk)
    before = names_on_record(database)
    written = await write_unsaved(desk, fact, "Kim Lee", how)
    assert before <= names_on_record(database)
    assert [person.name for person in written.people] == ["Kim Lee"]
    assert written.people != fact.people
    assert await desk.seen(fact.id) == fact
    assert await desk.director_names("kim lee") == []


async def test_who_takes_a_spare_key_is_shown_as_new_beside_the_other(desk: Desk) -> None:
    park = await record_park_min(desk)
    draft = await desk.write_sourced(Kind.WRITER, FactWords("Kim Lee", where="S02E02"))
    assert [newcomer.name for newcomer in draft.newcomers] == ["Kim Lee"]
    kim = (await desk.save(draft)).revision.fact
    assert kim.people != park.people
    assert await desk.seen(park.id) == park
    again = await desk.write_new(Kind.WRITER, FactWords("kim lee", where="S02E03"))
    assert (again.fact.people, again.newcomers) == (kim.people, ())


async def test_a_character_that_takes_a_spare_key_is_shown_as_new(desk: Desk) -> None:
    vale = await record_captain(desk)
    draft = await desk.write_sourced(Kind.CAST, FactWords("Bo Lin as Captain", where="season 1"))
    assert [newcomer.name for newcomer in draft.newcomers] == ["Bo Lin", "Captain"]
    await desk.save(draft)
    assert await desk.cast_names("captain") == ["Captain (character)"]
    assert await desk.seen(vale.id) == vale


async def test_two_who_name_the_same_newcomer_mean_the_same_one(desk: Desk) -> None:
    await record_park_min(desk)
    first = await desk.write_new(Kind.WRITER, FactWords("Kim Lee", where="S02E02"))
    other = await desk.write_new(Kind.WRITER, FactWords("Kim Lee", where="S02E03"))
    assert first.fact.people == other.fact.people


def aliases(database: Path, guild: int) -> set[tuple[object, ...]]:
    """The names that a server has of its own, and how they are found."""
    with closing(connect(database)) as connection:
        columns = "shelf, name, folded, word, known_from, spoils"
        return set(connection.execute(f"SELECT {columns} FROM alias WHERE layer = ?", (guild,)))


async def test_what_a_fan_suggested_of_a_newcomer_does_not_show_in_what_a_moderator_adds(
    desk: Desk, database: Path
) -> None:
    boss = FactWords("Ana Diaz as The Boss", where="season 2", billing="main")
    current = await desk.current(await desk.key(TRISH))
    guest = FactWords(people=boss.people, billing="guest", spoils="S02E13")
    await desk.suggestions.suggest(FAN, current.id, guest, LINK)
    assert aliases(database, SERVER_A) == set()
    for moderator in (MOD, MOD_OF_B):
        await desk.add(Kind.CAST, boss, caller=moderator)
    assert aliases(database, SERVER_A) == aliases(database, SERVER_B)


# Names with commas and "and" in them


async def small_show(desk: Desk, folder: Path) -> None:
    facts = (
        credit_fact("downey", "rdj", "S01E01"), credit_fact("duo", "duo", "S01E02"), credit_fact("sj", "sj", "S02E01"),
        credit_fact("one", "ann", "S02E02"), credit_fact("other", "ann-2", "S02E02"),
    )  # fmt: skip
    await desk.choose_small_show(folder, *facts, catalogue=CATALOGUE)


@pytest.mark.parametrize("key", ["downey", "duo", "sj"])
async def test_a_name_with_a_comma_or_and_survives_the_form(desk: Desk, tmp_path: Path, key: str) -> None:
    await small_show(desk, tmp_path)
    fact = await desk.key(key)
    before = (await desk.current(fact)).fact
    unchanged = await desk.write(fact)
    assert not unchanged.change
    assert not unchanged.can_be_saved
    hidden = (await desk.edit(fact, spoils="S02E02")).revision.fact
    assert hidden.people == before.people
    assert hidden == replace(before, revision_id=hidden.revision_id, spoils=EpisodeCode(2, 2))


async def test_names_with_commas_and_and_stand_in_a_list_with_others(desk: Desk, tmp_path: Path) -> None:
    await small_show(desk, tmp_path)
    for people, names in (
        (f"Bo Lin, {DOWNEY}, Cy Roe", ["Bo Lin", DOWNEY, "Cy Roe"]),
        (f"{DOWNEY} and {DUO}", [DOWNEY, DUO]),
        (f"{DUO}, Clarkson, S.J. and Bo Lin", [DUO, "Clarkson, S.J.", "Bo Lin"]),
        (f"Clarkson, S.J.; {DOWNEY}", ["Clarkson, S.J.", DOWNEY]),
        ("robert downey, jr. & Bo Lin", [DOWNEY, "Bo Lin"]),
    ):
        draft = await desk.write_new(Kind.DIRECTOR, FactWords(people, where="S01E01"))
        assert [person.name for person in draft.fact.people] == names, people
        fact, shown = await desk.editing.words(MOD, draft.proposal.id)
        again = await desk.editing.rewrite(MOD, draft.proposal.id, replace(shown, people=f"{shown.people}, Di Orr"))
        assert again.fact.people[:-1] == fact.people, people


async def test_a_name_with_a_comma_that_is_changed_in_a_correction_of_others_stays_one(
    desk: Desk, tmp_path: Path
) -> None:
    await small_show(desk, tmp_path)
    fact = await desk.key("downey")
    added = (await desk.edit(fact, people=f"{DOWNEY}, Bo Lin")).revision.fact
    assert [person.name for person in added.people] == [DOWNEY, "Bo Lin"]
    current = await desk.current(fact)
    words = FactWords(people=f"Cy Roe and {DOWNEY}")
    waits = (await desk.suggestions.suggest(FAN, current.id, words, LINK)).proposal
    assert [person.name for person in waits.fact.people] == ["Cy Roe", DOWNEY]
    assert waits.fact.people[1] == added.people[0]


async def test_a_name_with_a_comma_or_and_is_one_in_a_role_too(desk: Desk, tmp_path: Path) -> None:
    await small_show(desk, tmp_path)
    for name in (DOWNEY, DUO):
        draft = await desk.write_sourced(Kind.CAST, FactWords(f"{name} as Tony, the Elder", where="season 1"))
        fact = (await desk.save(draft)).revision.fact
        assert [person.name for person in fact.people] == [name]
        assert fact.character is not None
        assert fact.character.name == "Tony, the Elder"
        assert not (await desk.write(fact.id)).change


@pytest.mark.parametrize("name", [DOWNEY, DUO, "Clarkson, S.J."])
async def test_a_name_with_a_comma_or_and_is_picked_for_a_suggestion(desk: Desk, tmp_path: Path, name: str) -> None:
    await small_show(desk, tmp_path)
    [choice] = await desk.completions.director(desk.asked(name))
    for about in (choice.value, name):
        waits = (await desk.new_suggestions.in_words(FAN, "A talk.", LINK, about)).proposal
        assert [person.name for person in waits.fact.people] == [name]


async def test_a_character_with_and_in_its_name_is_picked_for_a_suggestion(desk: Desk, tmp_path: Path) -> None:
    await small_show(desk, tmp_path)
    await desk.add(Kind.CAST, FactWords("Bo Lin as Cloak and Dagger", where="season 1"))
    [choice] = await desk.completions.cast(desk.asked("cloak"))
    waits = (await desk.new_suggestions.in_words(FAN, "A talk.", LINK, choice.value)).proposal
    assert waits.fact.character is not None
    assert (waits.fact.character.name, waits.fact.people) == ("Cloak and Dagger", ())


# Names that two share


async def test_one_of_two_who_share_a_name_is_meant_where_they_were_picked(desk: Desk, tmp_path: Path) -> None:
    await small_show(desk, tmp_path)
    choices = await desk.completions.director(desk.asked("ann lee"))
    meant: set[Person] = set()
    for user, choice in enumerate(choices, 40):
        waits = (await desk.new_suggestions.in_words(fan(user), "A talk.", LINK, choice.value)).proposal
        [person] = waits.fact.people
        new, _ = await desk.editing.begin(MOD, Kind.DIRECTOR, Options(person=choice.value, season=1))
        assert new.people == (person.id,)
        meant.add(person)
    assert len(choices) == len(meant) == 2
    assert (await desk.review.page(MOD, 0)).counts[2] == 2


async def credit_both(desk: Desk) -> Fact:
    words = FactWords("Ann Lee [ann-2], Ann Lee [ann]", where="S01E01, S01E02")
    return (await desk.add(Kind.DIRECTOR, words)).revision.fact


async def test_a_fact_that_credits_two_who_share_a_name_is_corrected_with_the_rest_left_empty(
    desk: Desk, tmp_path: Path
) -> None:
    await small_show(desk, tmp_path)
    fact = await credit_both(desk)
    current = await desk.current(fact.id)
    waits = (await desk.suggestions.suggest(FAN, current.id, FactWords(where="S01E02"), LINK)).proposal
    assert (waits.fact.people, len(waits.fact.episodes)) == (fact.people, 1)
    _, shown = await desk.suggestions.words(SERVER_A, fact.id, Viewer(FAN.user, (), is_alone=True))
    assert "Ann Lee [ann-2], Ann Lee [ann]" in shown.people
    again = (await desk.suggestions.suggest(FAN, current.id, replace(shown, where="S02E01"), LINK)).proposal
    assert again.fact.people == fact.people


async def test_a_key_that_nobody_has_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    await small_show(desk, tmp_path)
    lines = await faults(desk.write_new(Kind.DIRECTOR, FactWords("Ann Lee [ann-9]", where="S02E01")))
    assert lines == [r"Nobody called Ann Lee is on record as \[ann-9\]. Leave the brackets out."]


# Names and words that nobody sees


@pytest.mark.parametrize("name", ["\u200b", "\u200b\u200d\ufeff", "\u2060 \u200e"])
async def test_a_name_or_statement_that_cant_be_seen_is_refused_in_words(desk: Desk, name: str) -> None:
    for kind, words, part in (
        (Kind.DIRECTOR, FactWords(name, where="S01E01"), "name"),
        (Kind.CAST, FactWords(f"Ann Lee as {name}", where="season 1"), "character's name"),
        (Kind.NEWS, FactWords(statement=name), "statement"),
    ):
        lines = await faults(desk.write_new(kind, words))
        assert f"The {part} has nothing in it that can be seen." in lines
    with pytest.raises(BadInput, match="nothing in it that can be seen"):
        await desk.new_suggestions.in_words(FAN, name, LINK)
