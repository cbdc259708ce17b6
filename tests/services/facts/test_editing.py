"""Adding and correcting facts: what a form becomes, who sees it when, and what two moderators do at once."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.answers import CastAnswer, NoMatch
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Fact, Kind, Status, Weight
from bot.domain.moderation import MOST_CLAIMS, ClaimWords, FactWords, Preview, Saved
from bot.domain.questions import Thing, What
from bot.domain.revisions import ChangeKind
from bot.errors import AlreadyHandled, BadInput, NotModerator
from bot.services.access import Caller
from bot.services.facts.forms.options import Options
from bot.services.names.finder import pick
from bot.store.store import Store
from tests.helpers.answers import credit_fact
from tests.helpers.facts import (
    ALL_WOMEN,
    FAN,
    FOOLKILLER,
    MOD,
    MOD_OF_B,
    POLYGON,
    RUMOUR,
    SECOND_MOD,
    SERVER_A,
    SERVER_B,
    TRISH,
    VARIETY,
    Desk,
    all_of,
    conflict,
    everything_that_stands,
    faults,
    outlets,
    saved,
    status,
)

STRANGER = FactWords(people="Ann Newcomer as The Stranger", where="season 4", billing="main")


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


# Adding


async def test_a_role_is_added_with_its_actor_character_billing_and_season(desk: Desk) -> None:
    fact = (await desk.add(Kind.CAST, STRANGER)).revision.fact
    assert [person.name for person in fact.people] == ["Ann Newcomer"]
    assert fact.character is not None
    assert (fact.character.name, fact.billing, fact.seasons) == ("The Stranger", Billing.MAIN, (4,))
    assert await desk.seen(fact.id) == fact


@pytest.mark.parametrize("kind", [Kind.DIRECTOR, Kind.WRITER])
async def test_a_credit_is_added_with_all_its_people_in_their_order(desk: Desk, kind: Kind) -> None:
    words = FactWords(people="Zoe Last, Ann First and Krysten Ritter", where="S02E07, 2x08")
    fact = (await desk.add(kind, words)).revision.fact
    assert [person.name for person in fact.people] == ["Zoe Last", "Ann First", "Krysten Ritter"]
    assert [str(episode.code) for episode in fact.episodes] == ["S02E07", "S02E08"]
    assert fact.seasons == (2,)


async def test_a_season_may_have_a_sentence_in_place_of_its_directors(desk: Desk) -> None:
    words = FactWords(statement="Half of them are new to the show.", where="season 3")
    assert (await desk.add(Kind.DIRECTOR, words)).revision.fact.statement == "Half of them are new to the show."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("8 March 2027", "2027-03-08"),
        ("2027-03-08", "2027-03-08"),
        ("March 2027", "2027-03"),
        ("2027-q1", "2027-Q1"),
        ("Early 2027", "early 2027"),
        ("mid 2027", "mid 2027"),
        ("late 2027", "late 2027"),
        ("2027", "2027"),
    ],
)
async def test_a_release_keeps_the_precision_that_it_was_given(desk: Desk, written: str, text: str) -> None:
    fact = (await desk.add(Kind.RELEASE, FactWords(where="season 4", released=written))).revision.fact
    assert fact.released is not None
    assert fact.released.text == text


async def test_news_may_be_about_people_a_character_and_a_place_or_about_the_show_at_large(desk: Desk) -> None:
    words = FactWords(people="Krysten Ritter, Trish Walker", statement="  A   talk. ", where="season 2")
    fact = (await desk.add(Kind.NEWS, words)).revision.fact
    assert [person.name for person in fact.people] == ["Krysten Ritter"]
    assert fact.character is not None
    assert (fact.character.name, fact.statement, fact.seasons) == ("Trish Walker", "A talk.", (2,))
    assert (await desk.add_news("The show is a favourite.")).revision.fact.seasons == ()


async def test_news_about_two_characters_make_no_person_of_the_second(desk: Desk) -> None:
    words = FactWords(people="Trish Walker, Jessica Jones", statement="They are friends.")
    done = await all_of([desk.write_new(Kind.NEWS, words)])
    assert isinstance(done[0], BadInput) or (isinstance(done[0], Preview) and not done[0].fact.people)


async def test_a_saved_fact_shows_who_added_it_when_and_why(desk: Desk) -> None:
    made = (await desk.add(Kind.NEWS, FactWords(statement="A talk.", reason=" It was said. "))).revision
    assert (made.own, made.number, made.over) == (True, 1, None)
    assert (made.made.change, made.made.by, made.made.at) == (ChangeKind.ADD, MOD.user, desk.clock())
    assert made.made.reason == "It was said."


# The form that the command opens


async def test_the_form_is_filled_with_what_the_options_name(desk: Desk) -> None:
    trish = (await desk.completions.cast(desk.asked("trish walker")))[0]
    ritter = (await desk.completions.cast(desk.asked("krysten ritter")))[0]
    options = Options(ritter.value, trish.value, season=2)
    new, words = await desk.editing.begin(MOD, Kind.CAST, options)
    assert words == FactWords(people="Krysten Ritter as Trish Walker", where="season 2")
    fact = (await desk.editing.write_new(MOD, new, words)).fact
    assert fact.character is not None
    assert (fact.people[0].id, fact.character.id) == (new.people[0], new.character)


async def test_an_episode_is_picked_or_typed(desk: Desk) -> None:
    [choice] = await desk.completions.episode(desk.asked("S02E07"))
    for text in (choice.value, "S02E07"):
        _, words = await desk.editing.begin(MOD, Kind.DIRECTOR, Options(episode=text))
        assert words.where == "S02E07"


async def test_what_was_picked_as_something_else_is_refused(desk: Desk) -> None:
    person = pick(Thing(What.CHARACTER, 1))
    with pytest.raises(BadInput, match="Pick the person"):
        await desk.editing.begin(MOD, Kind.CAST, Options(person=person))
    with pytest.raises(BadInput, match="Pick the episode"):
        await desk.editing.begin(MOD, Kind.CAST, Options(episode=person))


async def test_a_role_without_its_actor_is_refused_and_names_nobody_as(desk: Desk) -> None:
    new, words = await desk.editing.begin(MOD, Kind.CAST, Options(character="Trish Walker", season=2))
    lines = await faults(desk.editing.write_new(MOD, new, words))
    assert lines == ["Name the one actor, such as “Krysten Ritter as Jessica Jones”."]


# What is new here


async def test_people_and_places_that_are_not_on_record_are_shown_as_new(desk: Desk) -> None:
    preview = await desk.write_new(Kind.CAST, STRANGER)
    assert [newcomer.name for newcomer in preview.newcomers] == ["Ann Newcomer", "The Stranger", "season 4"]
    preview = await desk.write_new(Kind.DIRECTOR, FactWords(people="Krysten Ritter", where="S02E14, S04E01"))
    assert [newcomer.name for newcomer in preview.newcomers] == ["S02E14", "S04E01", "season 4"]


async def test_what_is_on_record_is_not_shown_as_new(desk: Desk) -> None:
    words = FactWords(people="krysten RITTER as Jessica Jones", where="S02E07")
    assert (await desk.write_new(Kind.CAST, words)).newcomers == ()
    await desk.add(Kind.CAST, STRANGER)
    assert (await desk.write_new(Kind.CAST, replace(STRANGER, where="S04E01"))).newcomers[0].name == "S04E01"


async def test_names_that_come_near_a_new_one_are_pointed_out(desk: Desk) -> None:
    preview = await desk.write_new(Kind.CAST, FactWords(people="Kristen Riter as Trish Walkr", where="season 2"))
    assert [(newcomer.name, newcomer.near[0]) for newcomer in preview.newcomers] == [
        ("Kristen Riter", "Krysten Ritter"),
        ("Trish Walkr", "Trish Walker"),
    ]


async def test_nobody_sees_anything_of_a_draft(desk: Desk, database: Path) -> None:
    before = everything_that_stands(database)
    fact = (await desk.write_sourced(Kind.CAST, replace(STRANGER, where="S04E01"))).fact
    assert everything_that_stands(database) == before
    for guild in (SERVER_A, SERVER_B):
        assert await desk.cast_names("ann newcomer", guild) == []
        assert await desk.cast_names("stranger", guild) == []
        assert "Season 4" not in await desk.director_names("season 4", guild)
        assert await desk.seasons(guild) == [1, 2, 3]
        assert await desk.episodes(4, guild) == []
        assert await desk.seen(fact.id, guild) is None
        assert isinstance(await desk.answers.cast(desk.asked("the stranger", guild)), NoMatch)


async def test_what_was_saved_is_seen_in_that_server_alone(desk: Desk) -> None:
    fact = (await desk.add(Kind.CAST, replace(STRANGER, where="S04E01"))).revision.fact
    assert await desk.cast_names("ann newcomer") == ["Ann Newcomer (actor)"]
    assert await desk.cast_names("stranger") == ["The Stranger (character)"]
    assert await desk.director_names("season 4") == ["Season 4"]
    assert await desk.director_names("S04E01") == ["S04E01"]
    assert await desk.seasons() == [1, 2, 3, 4]
    assert await desk.episodes(4) == ["S04E01"]
    answer = await desk.answers.cast(desk.asked("stranger"))
    assert isinstance(answer, CastAnswer)
    assert [role.person.name for role in answer.roles] == ["Ann Newcomer"]

    assert await desk.cast_names("ann newcomer", SERVER_B) == []
    assert await desk.cast_names("stranger", SERVER_B) == []
    assert "Season 4" not in await desk.director_names("season 4", SERVER_B)
    assert await desk.seasons(SERVER_B) == [1, 2, 3]
    assert await desk.episodes(4, SERVER_B) == []
    assert await desk.seen(fact.id, SERVER_B) is None
    assert isinstance(await desk.answers.cast(desk.asked("the stranger", SERVER_B)), NoMatch)


async def test_two_servers_write_the_same_newcomer_down_each_for_itself(desk: Desk) -> None:
    ours = (await desk.add(Kind.CAST, STRANGER)).revision.fact
    theirs = (await desk.add(Kind.CAST, STRANGER, caller=MOD_OF_B)).revision.fact
    assert ours.people[0].id != theirs.people[0].id
    assert ours.people[0].name == theirs.people[0].name
    assert await desk.cast_names("ann newcomer", SERVER_B) == ["Ann Newcomer (actor)"]


async def test_a_second_fact_about_a_newcomer_is_about_the_same_one(desk: Desk) -> None:
    first = (await desk.add(Kind.CAST, STRANGER)).revision.fact
    again = (await desk.add(Kind.DIRECTOR, FactWords(people="ann newcomer", where="S04E01"))).revision.fact
    assert again.people == first.people
    assert await desk.director_names("ann newcomer") == ["Ann Newcomer (director)"]


# Sources


async def claim_of(desk: Desk, words: ClaimWords) -> Preview:
    draft = await desk.write_new(Kind.NEWS, FactWords(statement="A talk."))
    return await desk.editing.write_claim(MOD, draft.proposal.id, None, words)


@pytest.mark.parametrize("weight", ["confirmed", "reported", "denied", "doubted"])
async def test_only_a_rumour_needs_no_address(desk: Desk, weight: str) -> None:
    lines = await faults(claim_of(desk, ClaimWords("Variety", weight=weight)))
    assert lines == ["Give the address (URL) of the source. Without one it can only be rumoured."]
    assert (await claim_of(desk, ClaimWords("My aunt", weight="rumoured"))).fact.claims[0].source.url is None


@pytest.mark.parametrize(
    ("word", "weight", "supports"),
    [
        ("confirmed", Weight.CONFIRMED, True),
        ("reported", Weight.REPORTED, True),
        ("rumoured", Weight.RUMOURED, True),
        ("denied", Weight.CONFIRMED, False),
        ("doubted", Weight.REPORTED, False),
    ],
)
async def test_each_word_for_a_weight_is_kept_and_shown_again(
    desk: Desk, word: str, weight: Weight, supports: bool
) -> None:
    words = replace(VARIETY, weight=word)
    preview = await claim_of(desk, words)
    claim = preview.fact.claims[0]
    assert (claim.weight, claim.supports) == (weight, supports)
    assert await desk.editing.claim_words(MOD, preview.proposal.id, 0) == words


async def test_an_outlet_that_is_left_out_is_read_from_the_address(desk: Desk) -> None:
    for address in ("https://www.variety.com/x", "variety.com/x", "<https://variety.com/x>"):
        assert outlets((await claim_of(desk, ClaimWords(url=address))).fact) == ["variety.com"]
    assert await faults(claim_of(desk, ClaimWords(weight="rumoured"))) == [
        "Name who published it: an outlet, a channel, an account."
    ]


async def test_an_outlet_that_repeats_another_names_it(desk: Desk) -> None:
    words = replace(POLYGON, outlet="Polygon via Variety")
    preview = await claim_of(desk, words)
    claim = preview.fact.claims[0]
    assert (claim.source.outlet, claim.via) == ("Polygon", "Variety")
    assert (await desk.editing.claim_words(MOD, preview.proposal.id, 0)).outlet == "Polygon via Variety"
    both = await desk.editing.write_claim(MOD, preview.proposal.id, None, VARIETY)
    assert status(both.certainty_after) is Status.REPORTED


async def test_two_reports_of_different_origin_are_shown_as_confirming(desk: Desk) -> None:
    preview = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."), VARIETY, POLYGON)
    assert status(preview.certainty_after) is Status.CONFIRMED


@pytest.mark.parametrize(
    ("written", "text", "counts_from"),
    [
        ("2018-03-08", "2018-03-08", date(2018, 3, 8)),
        ("March 2018", "2018-03", date(2018, 3, 31)),
        ("2018-Q1", "2018-Q1", date(2018, 3, 31)),
        ("early 2018", "early 2018", date(2018, 3, 31)),
        ("2018", "2018", date(2018, 12, 31)),
    ],
)
async def test_a_claim_counts_from_the_last_day_of_its_date(
    desk: Desk, written: str, text: str, counts_from: date
) -> None:
    claim = (await claim_of(desk, replace(VARIETY, published=written))).fact.claims[0]
    assert claim.published is not None
    assert (claim.published.text, claim.counts_from) == (text, counts_from)


async def test_a_claim_of_a_year_that_is_under_way_counts_from_today(desk: Desk) -> None:
    claim = (await claim_of(desk, replace(VARIETY, published=str(desk.clock.today.year)))).fact.claims[0]
    assert claim.counts_from == desk.clock.today


async def test_an_undated_claim_counts_from_the_air_date_of_what_it_describes(desk: Desk) -> None:
    undated = replace(VARIETY, published="")
    aired = await desk.write_sourced(Kind.DIRECTOR, FactWords(people="Ann Lee", where="S01E01"), undated)
    assert (aired.fact.claims[0].published, aired.fact.claims[0].counts_from) == (None, date(2015, 11, 20))
    coming = await desk.write_sourced(Kind.DIRECTOR, FactWords(people="Ann Lee", where="S09E01"), undated)
    assert coming.fact.claims[0].counts_from == desk.clock.today


async def test_an_undated_claim_counts_again_when_its_fact_is_moved_elsewhere(desk: Desk) -> None:
    words = FactWords(people="Ann Lee", where="S01E01")
    draft = await desk.write_sourced(Kind.DIRECTOR, words, replace(VARIETY, published=""))
    moved = await desk.editing.rewrite(MOD, draft.proposal.id, replace(words, where="S02E01"))
    assert moved.fact.claims[0].counts_from == date(2018, 3, 8)


async def test_a_day_that_has_not_come_is_refused_as_the_day_of_a_source(desk: Desk) -> None:
    tomorrow = desk.clock.today + timedelta(days=1)
    [line] = await faults(claim_of(desk, replace(VARIETY, published=tomorrow.isoformat())))
    assert "has not come yet" in line
    assert (await claim_of(desk, replace(VARIETY, published=desk.clock.today.isoformat()))).fact.claims


async def test_every_fault_of_a_source_is_shown_at_once(desk: Desk) -> None:
    words = ClaimWords("", "javascript:alert(1)", "x" * 201, "32 March", "certain")
    lines = "\n".join(await faults(claim_of(desk, words)))
    for part in (
        "how weighty",
        "address can't be read",
        "Name who published it",
        "32 March",
        "speaker's name is longer",
    ):
        assert part in lines


async def test_a_fact_without_a_source_cant_be_saved(desk: Desk) -> None:
    draft = await desk.write_new(Kind.NEWS, FactWords(statement="A talk."))
    assert not draft.can_be_saved
    with pytest.raises(BadInput, match="Add a source"):
        await desk.editing.save(MOD, draft.proposal.id)


async def test_a_fact_has_at_most_twenty_sources(desk: Desk) -> None:
    claims = [replace(VARIETY, outlet=f"Outlet {number}") for number in range(20)]
    full = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."), *claims)
    with pytest.raises(BadInput, match="20 sources already"):
        await desk.editing.write_claim(MOD, full.proposal.id, None, POLYGON)


async def test_a_source_is_corrected_in_its_place(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision.fact
    done = await desk.claim(fact.id, replace(VARIETY, speaker="Melissa Rosenberg", weight="confirmed"), 0)
    claim = done.revision.fact.claims[0]
    assert (claim.speaker, claim.weight) == ("Melissa Rosenberg", Weight.CONFIRMED)
    assert outlets(done.revision.fact) == ["Variety", "Polygon"]
    assert done.revision.made.change is ChangeKind.CLAIM


async def test_the_status_is_shown_before_and_after(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.", RUMOUR)).revision.fact
    current = await desk.current(fact.id)
    preview = await desk.editing.write_claim(MOD, current.id, None, replace(VARIETY, weight="denied"))
    assert (status(preview.certainty_before), status(preview.certainty_after)) == (Status.RUMOURED, Status.DENIED)
    done = await desk.save(preview)
    assert (status(done.certainty_before), status(done.certainty_after)) == (Status.RUMOURED, Status.DENIED)


async def test_a_source_is_withdrawn_unless_it_is_the_last(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision.fact
    preview = await desk.editing.withdraw_claim(MOD, (await desk.current(fact.id)).id, 0)
    assert outlets((await desk.save(preview)).revision.fact) == ["Polygon"]
    with pytest.raises(BadInput, match="its only source"):
        await desk.editing.withdraw_claim(MOD, (await desk.current(fact.id)).id, 0)


async def test_a_source_that_is_no_longer_there_is_neither_corrected_nor_withdrawn(desk: Desk) -> None:
    fact = (await desk.add_news("A talk.")).revision
    with pytest.raises(BadInput, match="no longer has that source"):
        await desk.editing.write_claim(MOD, fact.id, 1, POLYGON)
    with pytest.raises(BadInput, match="no longer has that source"):
        await desk.editing.withdraw_claim(MOD, fact.id, 5)


# Faults of a form


async def test_every_fault_of_a_fact_is_shown_at_once(desk: Desk) -> None:
    words = FactWords("Ann Lee, ann lee", "x" * 501, "somewhere", "one day", "", "the last one")
    lines = await faults(desk.write_new(Kind.RELEASE, words))
    for part in ("statement is longer", "“somewhere” is neither", "“one day” is not a day", "“the last one” is no"):
        assert [line for line in lines if part in line], part


@pytest.mark.parametrize(
    ("kind", "words", "line"),
    [
        (Kind.CAST, FactWords(where="season 1"), "Name the one actor, such as “Krysten Ritter as Jessica Jones”."),
        (
            Kind.CAST,
            FactWords("Ann Lee", billing="star", where="season 1"),
            "The billing must be main, recurring, guest or supporting.",
        ),
        (
            Kind.DIRECTOR,
            FactWords(statement="Somebody.", where="S01E01"),
            "Name who it was. A sentence can replace the names only for a whole season.",
        ),
        (
            Kind.DIRECTOR,
            FactWords("Ann Lee"),
            "Say which season or which episodes: “season 2”, “S02E07”, “S02E07, S02E08”.",
        ),
        (Kind.WRITER, FactWords("Ann Lee, ann lee", where="S01E01"), "Somebody is named twice."),
        (Kind.NEWS, FactWords(where="season 1"), "Write down what is said, in a sentence."),
        (
            Kind.NEWS,
            FactWords(statement="A talk.", where="season 1, S02E01"),
            "Name either seasons or episodes, not both.",
        ),
        (
            Kind.NEWS,
            FactWords(statement="A talk.", spoils="season 1"),
            "“season 1” is no episode. Write the one that it gives away as S02E07, or none.",
        ),
    ],
)
async def test_a_fault_is_shown_in_one_line_and_nothing_else_with_it(
    desk: Desk, kind: Kind, words: FactWords, line: str
) -> None:
    assert await faults(desk.write_new(kind, words)) == [line]


async def test_nothing_is_kept_of_a_form_with_faults(desk: Desk, database: Path) -> None:
    before = everything_that_stands(database)
    await faults(desk.write_new(Kind.CAST, replace(STRANGER, billing="star")))
    assert everything_that_stands(database) == before
    assert (await desk.write_new(Kind.CAST, STRANGER)).newcomers[0].name == "Ann Newcomer"


async def test_a_text_that_nobody_can_read_is_refused(desk: Desk) -> None:
    lines = await faults(desk.write_new(Kind.NEWS, FactWords(statement="A\ud800talk")))
    assert lines[0] == "The statement has characters in it that nobody can read."


# Names that several share


async def namesakes(desk: Desk, folder: Path) -> None:
    """Ann Lee and another Ann Lee are on record in the servers' show."""
    facts = (credit_fact("one", "ann", "S01E01"), credit_fact("two", "ann-2", "S01E02"))
    await desk.choose_small_show(folder, *facts, catalogue='ann-2 = { name = "Ann Lee" }\n')


async def test_a_name_that_two_share_asks_which_and_takes_its_key(desk: Desk, tmp_path: Path) -> None:
    await namesakes(desk, tmp_path)
    lines = await faults(desk.write_new(Kind.DIRECTOR, FactWords("ann lee", where="S02E01")))
    assert lines[0] == r"Several are on record as ann lee. Write ann lee \[ann\] or ann lee \[ann-2\]."
    first = (await desk.write_new(Kind.DIRECTOR, FactWords("Ann Lee [ann]", where="S02E01"))).fact
    other = (await desk.write_new(Kind.DIRECTOR, FactWords("Ann Lee [ann-2]", where="S02E01"))).fact
    both = (await desk.write_new(Kind.DIRECTOR, FactWords("Ann Lee [ann-2], Ann Lee [ann]", where="S02E01"))).fact
    assert first.people != other.people
    assert both.people == (*other.people, *first.people)


async def test_a_name_that_two_share_is_the_only_thing_wrong_with_its_form(desk: Desk, tmp_path: Path) -> None:
    await namesakes(desk, tmp_path)
    lines = await faults(desk.write_new(Kind.DIRECTOR, FactWords("Ann Lee", where="S02E01")))
    assert lines == [r"Several are on record as Ann Lee. Write Ann Lee \[ann\] or Ann Lee \[ann-2\]."]


async def test_a_name_that_was_picked_or_is_in_the_fact_means_just_that(desk: Desk, tmp_path: Path) -> None:
    await namesakes(desk, tmp_path)
    choices = await desk.completions.director(desk.asked("ann lee"))
    assert len(choices) == 2
    for choice in choices:
        new, words = await desk.editing.begin(MOD, Kind.DIRECTOR, Options(person=choice.value, episode="S02E01"))
        draft = await desk.editing.write_new(MOD, new, words)
        assert draft.fact.people[0].id == new.people[0]
        again = await desk.editing.rewrite(MOD, draft.proposal.id, replace(words, where="S02E02"))
        assert again.fact.people == draft.fact.people


async def test_a_fact_about_two_who_share_a_name_can_be_corrected_in_its_form(desk: Desk, tmp_path: Path) -> None:
    await namesakes(desk, tmp_path)
    draft = await desk.write_new(Kind.DIRECTOR, FactWords("Ann Lee [ann-2], Ann Lee [ann]", where="S02E01"))
    fact, shown = await desk.editing.words(MOD, draft.proposal.id)
    again = await desk.editing.rewrite(MOD, draft.proposal.id, replace(shown, where="S02E02"))
    assert again.fact.people == fact.people


# Nearly the same


async def test_a_fact_that_says_nearly_the_same_is_pointed_out(desk: Desk) -> None:
    first = (await desk.add_news("Jessica adopts a very small dog.")).revision.fact
    twin = (await desk.write_new(Kind.NEWS, FactWords(statement="Jessica adopts a very small dog"))).twin
    assert twin is not None
    assert twin.fact.id == first.id
    assert (await desk.write_new(Kind.NEWS, FactWords(statement="Nothing of the sort."))).twin is None


async def test_a_role_and_a_credit_of_the_pack_are_pointed_out_when_written_again(desk: Desk) -> None:
    role = await desk.seen(await desk.key(TRISH))
    assert role is not None
    words = FactWords(people=f"{role.people[0].name} as Trish Walker", where="season 2")
    twin = (await desk.write_new(Kind.CAST, words)).twin
    assert twin is not None
    assert twin.fact.id == role.id
    assert (await desk.write_new(Kind.CAST, replace(words, where="season 4"))).twin is None


# Spoilers


async def test_a_name_that_an_edit_hides_is_no_longer_suggested_but_still_found(desk: Desk) -> None:
    fact = (await desk.add(Kind.CAST, STRANGER)).revision.fact
    done = await desk.edit(fact.id, spoils="S04E13")
    assert done.revision.fact.spoils == EpisodeCode(4, 13)
    assert await desk.cast_names("strang") == []
    assert await desk.cast_names("ann new") == []
    assert isinstance(await desk.answers.cast(desk.asked("The Stranger")), CastAnswer)
    await desk.edit(fact.id, spoils="")
    assert await desk.cast_names("strang") == ["The Stranger (character)"]


async def test_a_name_of_the_pack_that_an_edit_hides_is_suggested_elsewhere(desk: Desk) -> None:
    fact = await desk.key("s3-erik-gelden")
    await desk.edit(fact, spoils="S03E13")
    assert "Erik Gelden (character)" not in await desk.cast_names("erik")
    assert "Erik Gelden (character)" in await desk.cast_names("erik", SERVER_B)


# Correcting


async def test_a_correction_lies_over_the_base_in_its_server_alone(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    done = await desk.edit(fact, statement="Women direct all of it.", reason="Shorter")
    assert (done.revision.own, done.revision.number, done.revision.over) == (True, 1, base.id)
    assert (done.before, done.revision.made.reason) == (base, "Shorter")
    assert done.revision.fact.claims == base.fact.claims
    assert done.revision.fact.set_size == 13
    assert await desk.seen(fact, SERVER_B) == base.fact


@pytest.mark.parametrize("key", [ALL_WOMEN, TRISH, FOOLKILLER, "season-3-release", "season-1-villain"])
async def test_a_form_that_is_sent_as_it_was_opened_changes_nothing_and_is_refused(desk: Desk, key: str) -> None:
    draft = await desk.write(await desk.key(key))
    assert not draft.change
    assert not draft.can_be_saved
    with pytest.raises(BadInput, match="nothing to save"):
        await desk.editing.save(MOD, draft.proposal.id)


async def test_every_fact_of_the_pack_comes_out_of_its_form_as_it_went_in(desk: Desk) -> None:
    # One for each kind and each shape of words is enough to drive through the store.
    shapes: dict[tuple[object, ...], Fact] = {}
    for fact in (await desk.store.reading().revisions.base_facts(await desk.show())).values():
        shape = fact.kind, bool(fact.people), bool(fact.character), bool(fact.episodes), len(fact.seasons) > 1
        shapes.setdefault((*shape, bool(fact.spoils), len(fact.people) > 1, fact.billing), fact)
    for fact in shapes.values():
        draft = await desk.write(fact.id)
        assert not draft.change, draft.fact
        assert draft.newcomers == ()


async def test_a_draft_may_be_rewritten_and_keeps_what_it_changed_so_far(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    first = await desk.write(fact, statement="Women direct all of it.")
    second = await desk.editing.write_claim(MOD, first.proposal.id, None, VARIETY)
    assert second.proposal.opened_on == first.proposal.opened_on
    assert second.fact.statement == "Women direct all of it."
    done = await desk.save(second)
    assert done.revision.made.change is ChangeKind.EDIT
    assert await desk.numbers(fact) == [1]


async def test_a_draft_that_was_thrown_away_can_be_taken_up_again(desk: Desk) -> None:
    draft = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."))
    await desk.editing.drop(MOD, draft.proposal.id)
    assert await desk.seen(draft.fact.id) is None
    assert (await desk.save(draft)).revision.fact.statement == "A talk."


# Whose draft it is


async def test_another_moderators_draft_is_neither_opened_nor_saved_nor_dropped(desk: Desk) -> None:
    await desk.let_moderate()
    draft = (await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."))).proposal.id
    editing = desk.editing
    for trying in (
        editing.save(SECOND_MOD, draft),
        editing.preview(SECOND_MOD, draft),
        editing.words(SECOND_MOD, draft),
        editing.drop(SECOND_MOD, draft),
        editing.write_claim(SECOND_MOD, draft, None, POLYGON),
        editing.rewrite(SECOND_MOD, draft, FactWords(statement="Mine")),
        editing.save(MOD_OF_B, draft),
        editing.words(MOD_OF_B, draft),
    ):
        with pytest.raises(BadInput):
            await trying
    assert saved(await editing.save(MOD, draft)).revision.fact.statement == "A talk."


async def test_a_draft_is_saved_once(desk: Desk) -> None:
    draft = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."))
    await desk.save(draft)
    for trying in (
        desk.editing.save(MOD, draft.proposal.id),
        desk.editing.preview(MOD, draft.proposal.id),
        desk.editing.write_claim(MOD, draft.proposal.id, None, POLYGON),
        desk.editing.drop(MOD, draft.proposal.id),
    ):
        with pytest.raises(AlreadyHandled, match=rf"<@{MOD.user}> on <t:\d+:f>: saved"):
            await trying
    assert await desk.numbers(draft.fact.id) == [1]


async def test_a_draft_that_is_saved_twice_at_once_is_saved_once(desk: Desk) -> None:
    draft = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."))
    done = await all_of(desk.editing.save(MOD, draft.proposal.id) for _ in range(5))
    assert len([result for result in done if isinstance(result, Saved)]) == 1
    assert len([result for result in done if isinstance(result, AlreadyHandled)]) == 4
    assert await desk.numbers(draft.fact.id) == [1]


async def test_a_draft_that_was_made_part_of_a_newer_one_takes_nothing_from_that(desk: Desk) -> None:
    first = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."), VARIETY)
    second = await desk.editing.write_claim(MOD, first.proposal.id, None, POLYGON)
    current = (await desk.save(second)).revision
    await all_of([desk.editing.save(MOD, first.proposal.id, over) for over in (None, current.id)])
    assert outlets((await desk.current(current.fact.id)).fact) == ["Variety", "Polygon"]


# Who may


async def test_only_moderators_do_any_of_this(desk: Desk, database: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = (await desk.current(fact)).id
    before = everything_that_stands(database)
    editing = desk.editing
    for caller in (FAN, SECOND_MOD):
        for trying in (
            editing.begin(caller, Kind.NEWS, Options()),
            editing.words(caller, base),
            editing.opened(caller, base),
            editing.claim_words(caller, base, 0),
            desk.write_new(Kind.NEWS, FactWords(statement="A talk."), caller),
            editing.rewrite(caller, base, FactWords(statement="Mine", where="season 2")),
            editing.write_claim(caller, base, None, VARIETY),
            editing.withdraw_claim(caller, base, 0),
            editing.preview(caller, base),
            editing.save(caller, base),
            editing.drop(caller, base),
        ):
            with pytest.raises(NotModerator):
                await trying
    assert everything_that_stands(database) == before


async def test_the_role_that_a_server_chose_moderates_there_and_only_there(desk: Desk) -> None:
    await desk.let_moderate()
    assert await desk.write_new(Kind.NEWS, FactWords(statement="A talk."), SECOND_MOD)
    with pytest.raises(NotModerator):
        await desk.write_new(Kind.NEWS, FactWords(statement="A talk."), replace(SECOND_MOD, guild=SERVER_B))


async def test_whose_role_is_taken_away_before_saving_changes_nothing(desk: Desk, database: Path) -> None:
    await desk.let_moderate()
    draft = await desk.write_sourced(Kind.NEWS, FactWords(statement="A talk."), caller=SECOND_MOD)
    before = everything_that_stands(database)
    with pytest.raises(NotModerator):
        await desk.editing.save(replace(SECOND_MOD, roles=frozenset()), draft.proposal.id)
    await desk.let_moderate(None)
    with pytest.raises(NotModerator):
        await desk.editing.save(SECOND_MOD, draft.proposal.id)
    assert everything_that_stands(database) == before
    await desk.let_moderate()
    assert (await desk.save(draft, SECOND_MOD)).revision.made.by == SECOND_MOD.user


# Two at once


async def two_drafts(desk: Desk, mine: dict[str, str], theirs: dict[str, str]) -> tuple[int, Preview, Saved]:
    """A fact of the pack, the first moderator's draft of it, and what the second saved meanwhile."""
    await desk.let_moderate()
    fact = await desk.key(ALL_WOMEN)
    draft = await desk.write(fact, MOD, **mine)
    return fact, draft, await desk.edit(fact, SECOND_MOD, **theirs)


async def test_who_saves_second_sees_both_versions_and_changes_nothing(desk: Desk) -> None:
    fact, draft, theirs = await two_drafts(desk, {"statement": "Mine"}, {"spoils": "S02E13"})
    shown = conflict(await desk.editing.save(MOD, draft.proposal.id))
    assert shown.theirs == theirs.revision
    assert shown.before is not None
    assert (shown.before.own, shown.fact.statement) == (False, "Mine")
    assert await desk.current(fact) == theirs.revision


async def test_who_saves_over_the_others_change_keeps_both(desk: Desk) -> None:
    fact, draft, theirs = await two_drafts(desk, {"statement": "Mine"}, {"spoils": "S02E13"})
    both = (await desk.save(draft, over=theirs.revision.id)).revision
    assert (both.fact.statement, both.fact.spoils, both.number) == ("Mine", EpisodeCode(2, 13), 2)
    assert both.over == theirs.revision.over
    assert await desk.current(fact) == both


async def test_where_both_changed_the_same_the_last_wins_and_the_other_stays_in_the_history(desk: Desk) -> None:
    fact, draft, theirs = await two_drafts(desk, {"statement": "Mine"}, {"statement": "Theirs"})
    assert (await desk.save(draft, over=theirs.revision.id)).revision.fact.statement == "Mine"
    page = await desk.history.page(MOD, fact, 0)
    assert [step.revision.fact.statement for step in page.steps][:2] == ["Mine", "Theirs"]


async def test_sources_that_two_added_at_once_are_all_kept(desk: Desk) -> None:
    await desk.let_moderate()
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    mine = await desk.editing.write_claim(MOD, base.id, None, VARIETY)
    theirs = await desk.claim(fact, POLYGON, caller=SECOND_MOD)
    conflict(await desk.editing.save(MOD, mine.proposal.id))
    both = await desk.save(mine, over=theirs.revision.id)
    assert outlets(both.revision.fact) == [*outlets(base.fact), "Polygon", "Variety"]


async def test_two_who_add_sources_at_once_give_the_fact_no_more_than_it_may_have(desk: Desk) -> None:
    await desk.let_moderate()
    claims = [replace(VARIETY, outlet=f"Outlet {number}") for number in range(MOST_CLAIMS - 1)]
    fact = (await desk.add_news("A talk.", *claims)).revision
    mine = await desk.editing.write_claim(MOD, fact.id, None, POLYGON)
    theirs = await desk.claim(fact.fact.id, VARIETY, caller=SECOND_MOD)
    await all_of([desk.editing.save(MOD, mine.proposal.id, over=theirs.revision.id)])
    assert len((await desk.current(fact.fact.id)).fact.claims) <= MOST_CLAIMS


async def test_what_has_moved_on_once_more_is_shown_once_more(desk: Desk) -> None:
    fact, draft, theirs = await two_drafts(desk, {"statement": "Mine"}, {"spoils": "S02E13"})
    newer = await desk.edit(fact, SECOND_MOD, spoils="S02E12")
    shown = conflict(await desk.editing.save(MOD, draft.proposal.id, over=theirs.revision.id))
    assert shown.theirs == newer.revision


async def test_a_change_that_the_other_made_too_is_not_saved_again(desk: Desk) -> None:
    fact, draft, theirs = await two_drafts(desk, {"statement": "Same"}, {"statement": "Same"})
    with pytest.raises(AlreadyHandled, match=rf"<@{SECOND_MOD.user}> on <t:.*nothing to save"):
        await desk.editing.save(MOD, draft.proposal.id, over=theirs.revision.id)
    assert await desk.numbers(fact) == [1]


async def test_two_who_withdraw_each_another_source_leave_the_fact_with_one(desk: Desk) -> None:
    await desk.let_moderate()
    fact = (await desk.add_news("A talk.", VARIETY, POLYGON)).revision
    mine = await desk.editing.withdraw_claim(MOD, fact.id, 0)
    theirs = await desk.save(await desk.editing.withdraw_claim(SECOND_MOD, fact.id, 1), SECOND_MOD)
    with pytest.raises(BadInput):
        await desk.editing.save(MOD, mine.proposal.id, over=theirs.revision.id)
    assert await desk.current(fact.fact.id) == theirs.revision


async def test_a_newer_pack_under_a_draft_is_shown_like_another_moderators_change(desk: Desk, tmp_path: Path) -> None:
    fact = await desk.key(ALL_WOMEN)
    draft = await desk.write(fact, spoils="S02E13")
    await desk.load_newer_pack(tmp_path, ("All 13 episodes are directed by women.", "Newer words."))
    shown = conflict(await desk.editing.save(MOD, draft.proposal.id))
    assert shown.theirs is not None
    done = await desk.save(draft, over=shown.theirs.id)
    assert (done.revision.fact.statement, done.revision.fact.spoils) == ("Newer words.", EpisodeCode(2, 13))
    assert done.revision.over == shown.theirs.id


async def test_a_hundred_moderators_at_once_lose_nothing(desk: Desk) -> None:
    fact = await desk.key(ALL_WOMEN)
    base = await desk.current(fact)
    drafts: dict[int, Caller] = {}
    for user in range(1000, 1100):
        mod = replace(MOD, user=user)
        words = FactWords(statement=f"Words of {user}", where="season 2")
        drafts[(await desk.editing.rewrite(mod, base.id, words)).proposal.id] = mod
    done = await all_of(desk.editing.save(mod, draft) for draft, mod in drafts.items())
    assert len([result for result in done if isinstance(result, Saved)]) == 1
    assert len([result for result in done if isinstance(result, Preview) and result.theirs]) == 99

    few = asyncio.Semaphore(4)  # of so many at a time one is first, and the others look again

    async def save_in_the_end(draft: int, mod: Caller, shown: Saved | Preview) -> None:
        async with few:
            while isinstance(shown, Preview):
                assert shown.theirs is not None
                shown = await desk.editing.save(mod, draft, shown.theirs.id)

    tries = [
        save_in_the_end(draft, mod, shown)
        for (draft, mod), shown in zip(drafts.items(), done, strict=True)
        if isinstance(shown, Saved | Preview)
    ]
    assert await all_of(tries) == [None] * 100
    assert await desk.numbers(fact) == list(range(1, 101))
    own = await desk.store.reading().revisions.own(SERVER_A, fact, 200)
    assert {revision.fact.statement for revision in own} == {f"Words of {mod.user}" for mod in drafts.values()}
    assert {revision.made.by for revision in own} == {mod.user for mod in drafts.values()}
    assert {revision.over for revision in own} == {base.id}


async def test_drafts_that_are_written_at_once_are_all_there(desk: Desk) -> None:
    made = await all_of(desk.write_new(Kind.NEWS, FactWords(statement=f"Talk {number}.")) for number in range(20))
    assert {result.fact.statement for result in made if isinstance(result, Preview)} == {
        f"Talk {n}." for n in range(20)
    }


async def test_taking_up_a_suggestion_that_somebody_handled_is_refused(desk: Desk) -> None:
    waits = (await desk.new_suggestions.in_words(FAN, "A talk.", "my aunt")).proposal
    draft = await desk.editing.rewrite(MOD, waits.id, FactWords(statement="A long talk."))
    await desk.suggestions.reject(MOD, waits.id, "No")
    with pytest.raises(AlreadyHandled):
        await desk.editing.save(MOD, draft.proposal.id)
    assert await desk.seen(draft.fact.id) is None
