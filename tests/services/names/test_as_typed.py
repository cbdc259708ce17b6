"""Names, titles and shows are found as they are typed, and a name that several share asks which."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.domain.answers import (
    CastAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    NewsAnswer,
    NoMatch,
    PersonCredits,
    ReadAs,
    Which,
)
from bot.errors import BadInput
from bot.services.names.finder import Finder
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.domain.test_slips import PAIRS
from tests.helpers.answers import answers, asked, cast, completions, labels, loader, shown

PEOPLE = {
    "abrams": "J.J. Abrams", "oconnor": "Sinéad O'Connor", "darcy": "James D'Arcy", "parker": "Mary-Louise Parker",
    "mueller": "Heiner Müller", "muth": "Anna Mueller-Stahl", "sorensen": "Søren Malling", "bjork": "Björk",
    "karim": "كريم عبد العزيز", "yahya": "يحيى الفخراني", "takahashi": "髙橋一生", "alison": "Alison Reed",
    "thompson": "Kim Thompson", "thompson2": "Lee Thompson", "hayes": "Gwen Hayes", "hayes2": "Roy Hayes",
    "carter": "Bea Carter", "ritter": "Krysten Ritter", "moran": "Jo Ellen Moran", "nguyen": "An Nguyen",
}  # fmt: skip
CHARACTERS = {
    "droid": ("C-3PO", ()), "squad": ("S.W.A.T.", ()), "hawkeye": ("Hawkeye", ("Pat Carter",)),
    "hidden": ("Ana Hayes", ()),
}  # fmt: skip


def pack() -> str:
    text = 'format = 1\n[show]\nid = "m"\ntitle = "M*A*S*H"\n[sources]\ntor = { outlet = "tor.com" }\n[people]\n'
    text += "".join(f'{key} = {{ name = "{name}" }}\n' for key, name in PEOPLE.items()) + "[characters]\n"
    for key, (name, also) in CHARACTERS.items():
        spoils = ', spoils = "S01E01"' if key == "hidden" else ""
        text += f'{key} = {{ name = "{name}", also = {list(also)}{spoils} }}\n'.replace("'", '"')
    text += "[[seasons]]\nnumber = 1\n"
    text += '[[episodes]]\ncode = "S01E01"\n[[episodes]]\ncode = "S01E03-04"\ntitle = "Über-Wald"\n'
    for number, key in enumerate(PEOPLE):
        billing = "main" if key in ("hayes", "carter") else "guest"
        text += f'[[facts]]\nid = "f{number}"\nkind = "cast"\nseason = 1\npeople = ["{key}"]\nbilling = "{billing}"\n'
        text += 'claims = [{ source = "tor" }]\n'
    for number, key in enumerate(CHARACTERS):
        text += f'[[facts]]\nid = "c{number}"\nkind = "cast"\nseason = 1\npeople = ["bjork"]\ncharacter = "{key}"\n'
        text += f'billing = "{"main" if key == "hawkeye" else "guest"}"\nclaims = [{{ source = "tor" }}]\n'
    text += '[[facts]]\nid = "d"\nkind = "director"\nepisode = "1x03-04"\npeople = ["abrams"]\n'
    return text + 'claims = [{ source = "tor" }]\n'


OTHER = 'format = 1\n[show]\nid = "n"\ntitle = "9-1-1"\n'


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    (folder / "m.toml").write_text(pack(), "utf-8")
    (folder / "n.toml").write_text(OTHER, "utf-8")

    async def load() -> None:
        async with open_store(folder / "names.db") as store:
            for name in ("m", "n"):
                await loader(store).load(folder / f"{name}.toml")

    migrate(folder / "names.db")
    asyncio.run(load())
    return folder / "names.db"


@pytest.fixture
async def names(filled: Path) -> AsyncGenerator[Store]:
    async with open_store(filled) as store:
        yield store


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("J J Abrams", "J.J. Abrams"), ("J. J", "J.J. Abrams"), ("jj", "J.J. Abrams"), ("S W A T", "S.W.A.T."),
        ("sinead o connor", "Sinéad O'Connor"), ("o connor", "Sinéad O'Connor"), ("D Arcy", "James D'Arcy"),
        ("marylouise", "Mary-Louise Parker"), ("c3po", "C-3PO"), ("C 3 P O", "C-3PO"), ("Mueller", "Heiner Müller"),
        ("soeren", "Søren Malling"), ("bjoerk", "Björk"), ("کریم", "كريم عبد العزيز"), ("كـريم", "كريم عبد العزيز"),
        ("يحيي", "يحيى الفخراني"), ("یحیی الفخرانی", "يحيى الفخراني"), ("高橋", "髙橋一生"),
    ],
)  # fmt: skip
async def test_a_name_is_found_as_it_is_typed(names: Store, typed: str, name: str) -> None:
    answer = await answers(names).cast(asked(typed, show="mash"))
    if typed == "Mueller":
        assert isinstance(answer, Which)  # Anna Mueller-Stahl is written so
        assert name in labels(answer)
    else:
        assert isinstance(answer, CastAnswer)
        assert (answer.who.name, answer.read_as) == (name, None)
    assert any(choice.startswith(name) for choice in shown(await completions(names).cast(asked(typed, show="mash"))))


@pytest.mark.parametrize("typed", ["mary lou", "marylou", "J J A", "c3p", "jo elle"])
async def test_what_is_half_typed_is_completed(names: Store, typed: str) -> None:
    assert len(shown(await completions(names).cast(asked(typed, show="mash")))) == 1


@pytest.mark.parametrize(
    ("typed", "title"), [("911", "9-1-1"), ("9 1 1", "9-1-1"), ("mash", "M*A*S*H"), ("m a s h", "M*A*S*H")]
)
async def test_a_show_is_found_as_it_is_typed(names: Store, typed: str, title: str) -> None:
    found = await Finder(names).show_of(asked(show=typed))
    assert found.title == title
    assert shown(await completions(names).show(1, typed)) == [title]


async def test_a_show_that_is_not_there_is_refused(names: Store) -> None:
    with pytest.raises(BadInput, match="No show called"):
        await Finder(names).show_of(asked(show="912"))


@pytest.mark.parametrize("typed", ["Joe", "Ang", "Jo-Ann", "Marylou"])
async def test_a_name_that_only_begins_with_the_same_letters_is_not_taken_for_it(names: Store, typed: str) -> None:
    answer = await answers(names).cast(asked(typed, show="mash"))
    assert isinstance(answer, NoMatch)


@pytest.mark.parametrize(
    "typed", ["uber wald", "ueberwald", "Ueber Wald", "überwald", "1x03-04", "S01E04", "1x04", "S01E03E04", "1x03/04"]
)
async def test_a_double_episode_is_found_by_its_title_as_a_run_and_by_either_number(names: Store, typed: str) -> None:
    answer = await answers(names).director(asked(typed, show="mash"))
    if isinstance(answer, Which):  # both episodes have the title
        answer = await answers(names).again(1, answer.question.about(answer.candidates[0].thing), asked().today)
    assert isinstance(answer, EpisodeCredits)
    assert answer.episode.title == "Über-Wald"
    assert [person.name for credit in answer.credits for person in credit.fact.people] == ["J.J. Abrams"]


async def test_of_a_run_the_first_episode_on_record_is_asked_about(names: Store) -> None:
    for typed, number in (("1x03-04", 3), ("S01E02E03", 3), ("S01E04-06", 4)):
        answer = await answers(names).episode(asked(typed, show="mash"))
        assert isinstance(answer, EpisodeAnswer)
        assert answer.episode.code.number == number
    answer = await answers(names).episode(asked("S01E07E08", show="mash"))
    assert isinstance(answer, NoMatch)
    assert answer.text == "S01E07"
    assert isinstance(await answers(names).news(asked("1x03-04", show="mash")), NewsAnswer)


async def test_an_episode_is_credited_once_under_either_number(names: Store) -> None:
    answer = await answers(names).director(asked("jj abrams", show="mash"))
    assert isinstance(answer, PersonCredits)
    assert [[episode.code.number for episode in credit.fact.episodes] for credit in answer.credits] == [[3, 4]]


# A surname that several share


async def test_a_surname_that_several_share_asks_which(names: Store) -> None:
    assert set(labels(await answers(names).cast(asked("Thompson", show="mash")))) == {"Kim Thompson", "Lee Thompson"}


async def test_the_only_one_in_the_main_cast_answers_and_the_others_are_offered(names: Store) -> None:
    answer = await cast_of(names, "Hayes")
    assert answer.who.name == "Gwen Hayes"
    assert answer.read_as is not None
    assert answer.read_as.typed is None
    # Ana Hayes spoils, so nothing names her.
    assert [other.label for other in answer.read_as.others] == ["Roy Hayes"]


async def test_an_alias_alone_does_not_answer_for_a_surname(names: Store) -> None:
    # Bea Carter has it in her own name and Hawkeye, in the main cast too, in an alias.
    answer = await cast_of(names, "Carter")
    assert answer.who.name == "Bea Carter"
    assert answer.read_as is not None
    assert [other.label for other in answer.read_as.others] == ["Hawkeye"]


async def test_in_the_shipped_pack_shared_surnames_ask_which(store: Store) -> None:
    thompsons = set(labels(await answers(store).cast(asked("Thompson"))))
    assert {"Kilgrave", "Albert Thompson", "Louise Thompson"} <= thompsons
    # Kith Lyonne is in the main cast.
    lyonne = await cast(store, "Lyonne")
    assert lyonne.who.name == "Kith Lyonne"
    assert lyonne.read_as is not None
    assert [other.label for other in lyonne.read_as.others] == ["Peter Lyonne", "Laurent Lyonne"]
    assert (await cast(store, "Kevin Thompson")).who.name == "Kilgrave"


async def cast_of(store: Store, typed: str) -> CastAnswer:
    answer = await answers(store).cast(asked(typed, show="mash"))
    assert isinstance(answer, CastAnswer), answer
    return answer


# Near names


@pytest.mark.parametrize("typed", ["Krysten Rittre", "Krsyten Ritter", "Krystne Rittr", "krystenn ritter"])
async def test_a_word_that_is_nobodys_name_is_a_slip(names: Store, typed: str) -> None:
    answer = await cast_of(names, typed)
    assert (answer.who.name, answer.read_as) == ("Krysten Ritter", ReadAs("Krysten Ritter", typed))


async def test_a_slip_is_answered_and_says_whom_it_was_taken_for(names: Store) -> None:
    answer = await cast_of(names, "Kristen Riter")
    assert (answer.who.name, answer.read_as) == ("Krysten Ritter", ReadAs("Krysten Ritter", "Kristen Riter"))
    news = await answers(names).news(asked("Kristen Riter", show="mash"))
    assert isinstance(news, NewsAnswer)
    assert news.read_as == ReadAs("Krysten Ritter", "Kristen Riter")


@pytest.mark.parametrize(
    "typed", ["Alisa", "Alisa Reed", "Alisson Reed", "Krysten Winter", "Kirsten Ritter", "Gwyn Hayes"]
)
async def test_what_may_be_another_name_is_only_asked_about(names: Store, typed: str) -> None:
    answer = await answers(names).cast(asked(typed, show="mash"))
    assert isinstance(answer, NoMatch)


@pytest.mark.parametrize(("one", "other"), PAIRS)
async def test_names_a_letter_or_two_apart_never_answer_for_each_other(tmp_path: Path, one: str, other: str) -> None:
    text = 'format = 1\n[show]\nid = "p"\ntitle = "Pairs"\n[sources]\ntor = { outlet = "tor.com" }\n'
    text += f'[people]\na = {{ name = "{one} Reed" }}\nb = {{ name = "{other} Hale" }}\n[[seasons]]\nnumber = 1\n'
    for key in "ab":
        text += f'[[facts]]\nid = "{key}"\nkind = "cast"\nseason = 1\npeople = ["{key}"]\nbilling = "main"\n'
        text += 'claims = [{ source = "tor" }]\n'
    (tmp_path / "p.toml").write_text(text, "utf-8")
    migrate(tmp_path / "p.db")
    async with open_store(tmp_path / "p.db") as store:
        await loader(store).load(tmp_path / "p.toml")
        for wrong in (f"{other} Reed", f"{one} Hale"):
            assert isinstance(await answers(store).cast(asked(wrong)), NoMatch), wrong
        for name in (f"{one} Reed", f"{other} Hale"):
            assert (await cast(store, name)).who.name == name
