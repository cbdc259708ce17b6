"""Questions in words about the shipped show: what they are taken for, and what the card says."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import Ids
from bot.domain.in_words import Either, Heard, NotUnderstood, Understood
from bot.domain.questions import Question, Topic
from bot.domain.yes_or_no import Says
from bot.errors import BadInput, NoShow
from bot.language.questions.phrases import phrases_known
from bot.services.answers.answers import Answers
from bot.services.answers.in_words import InWords
from bot.services.kit import Kit
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from bot.ui.card import Card
from tests.conftest import LOADED_AT, PACKS, TODAY
from tests.helpers.answers import GUILD, loader
from tests.helpers.views import heard_card
from tests.questions.readings import made_of
from tests.ui.harmless import assert_message
from tests.ui.reading import in_the_open, items

OPENER = 987_654_321_098_765_432
MOST_SECONDS = 0.05
SPOILING = "Alisa Jones"
"""A character of the shipped pack whose name gives something away."""


@dataclass(frozen=True, slots=True)
class Fan:
    """Somebody who asks on a server."""

    in_words: InWords
    guild: int = GUILD

    async def ask(self, text: str, before: Heard | None = None) -> Heard:
        """Ask, or go on from the answer to another question."""
        question = before.answer.question if isinstance(before, Understood) else None
        return await self.in_words.ask(self.guild, text, TODAY, question)

    async def read(self, text: str, before: Heard | None = None) -> str:
        """What the question is taken for, and what it says to yes or no."""
        made = made_of(await self.ask(text, before))
        return f"{made.readings[0]}: {made.says}" if made.says else made.readings[0]


@pytest.fixture
def fan(store: Store) -> Fan:
    return Fan(_in_words(store))


def _in_words(store: Store) -> InWords:
    kit = Kit(store, Ids(lambda: LOADED_AT, Random(7)), lambda: LOADED_AT)
    return InWords(kit, Answers(kit))


@pytest.fixture
async def two_shows(store: Store) -> Store:
    """The store with the example show too; the server has chosen the shipped one."""
    [(show, _, _)] = await store.reading().names.shows_beginning(0, "jessica jones", 5)
    await loader(store).load_folder(PACKS / "examples")
    async with store.writing() as gateways:
        await gateways.servers.set_show(GUILD, show.id, LOADED_AT)
    return store


def sent(card: Card) -> dict[str, object]:
    """The card as it goes to Discord."""
    return {"embeds": [card.embed.to_dict()], "components": card.view.to_components()}


def texts(card: Card) -> str:
    """All that stands on a card."""
    embed = card.embed
    parts = [embed.title or "", embed.description or "", embed.footer.text or ""]
    parts += [text for field in embed.fields for text in (field.name or "", field.value or "")]
    return "\n".join([*parts, *labels(card)])


def understood(heard: Heard) -> str:
    """What the footer says of what was understood."""
    words, *_ = (heard_card(heard, OPENER).embed.footer.text or "").split(" · ")
    assert words.startswith("Understood: "), words
    return words.removeprefix("Understood: ")


def labels(card: Card) -> list[str]:
    """What stands on its buttons."""
    return [item["label"] for item in items(card.view.to_components()) if item["type"] == 2]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("who plays trish", "cast Trish Walker"),
        ("whos the actor of kilgrave", "cast Kilgrave"),
        ("kilgrave actor", "cast Kilgrave"),
        ("who plyas trish walkr", "cast Trish Walker"),
        ("is rachael taylor back for s2", "cast Rachael Taylor season 2: yes"),
        ("who is in season 2?", "cast everyone season 2"),
        ("who directed the season 1 finale", "director S01E13"),
        ("who directed the second episode of season three", "director S03E02"),
        ("did krysten ritter direct anything", "director Krysten Ritter: yes"),
        ("are all season 2 episodes directed by women", "director season 2: yes"),
        ("when does s2 come out", "season 2"),
        ("what year did season 1 come out", "season 1"),
        ("when does season 4 come out?", "season 4"),
        ("was it cancelled", "renewal: yes"),
        ("rumours about season 2", "news season 2 rumoured"),
        ("what's new?", "news"),
        ("what was known about season 2 in december 2016", "season 2 as of 2016-12-31"),
        ("what was known about season 2 at the end of 2016", "season 2 as of 2016-12-31"),
        ("how many episodes has season 2", "episodes season 2"),
        ("who is the showrunner", "crew showrunner"),
        ("lol ok but who directed 2x07", "director S02E07"),
        ("rewatching season 2. who plays trish?", "cast Trish Walker"),
    ],
)
async def test_questions_of_fans(fan: Fan, text: str, reading: str) -> None:
    assert await fan.read(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "who plays Batman",
        "who plays Megan in season 2",
        "who played Quinn",
        "who was murdered in season 2",
        "is she in it?",
        "is the show any good",
        "Rachael Taylor plays Trish",
        "what is the reason",
        "lol",
        "",
        "???",
        "who directed episode 40",
    ],
)
async def test_nothing_is_made_up(fan: Fan, text: str) -> None:
    heard = await fan.ask(text)
    assert isinstance(heard, NotUnderstood)
    card = heard_card(heard, OPENER)
    assert card.embed.title == "Ask me something else"
    assert labels(card) == ["Who is in it?", "What comes next?", "What's new?"]
    assert all(word not in texts(card) for word in ("Batman", "Megan", "Quinn", "murdered", "Rachael"))


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        (
            "is rachael taylor in season 2",
            Says.YES,
            "**Yes** · ✅ **Confirmed** · [International Business Times Australia], late 2016, and 2 more",
        ),
        ("will there be a season 4", Says.NO, "**No** · ✅ **Confirmed** · [Wikipedia], 18 Feb 2019, and 6 more"),
        ("is season 4 out yet", Says.NO, "**No** · ✅ **Confirmed** · [Wikipedia], 18 Feb 2019, and 6 more"),
        ("is season 2 the last season", Says.NO, "**No** ✅ · Wikipedia, 18 Feb 2019"),
        ("is season 3 the last season", Says.YES, "**Yes** ✅ · Wikipedia, 18 Feb 2019"),
        ("is season 2 out yet", Says.YES, "**Yes** · ✅ **Confirmed** · [collider.com], 9 Dec 2017, and 8 more"),
        ("is rosario dawson in season 2", Says.NOT_ON_RECORD, "▪️ **Not on record**"),
        ("did rachael taylor direct anything", Says.NOT_ON_RECORD, "▪️ **Not on record**"),
        ("is rosario dawson in season 4", Says.NOBODY, "▫️ **Not announced**"),
    ],
)
async def test_yes_and_no_stand_first(fan: Fan, text: str, says: Says, line: str) -> None:
    heard = await fan.ask(text)
    assert isinstance(heard, Understood)
    assert heard.checked is not None
    assert heard.checked.says is says
    first, *rest = (heard_card(heard, OPENER).embed.description or "").split("\n")
    assert re.sub(r"\]\([^)]*\)", "]", first) == line
    assert first.removeprefix(f"**{says}** · ") not in rest


@pytest.mark.parametrize(
    "text",
    [
        "who isn't in season 2",
        "who didn't direct 2x07",
        "tell me who doesn't play trish",
        "no one plays trish",
        "can i play trish?",
        "did you direct 2x07",
        "who created you",
        "are you done?",
        "who directed before 2x07",
        "who directed after jennifer getzinger",
        "is anything coming out after season 3",
        "who played with krysten ritter",
        "did melissa rosenberg write with jesse harris",
        "does krysten ritter direct david tennant",
        "who is the new trish",
        "who else directed season 2",
        "is melissa rosenberg the first showrunner",
        "how did krysten ritter get the role",
        "is there hope for season 4",
        "is there a woman in season 2",
        "is trish's part over",
        "is the soundtrack out",
        "is the title out",
        "is the cast out",
        "when does season 2 start filming",
        "who is next",
        "is she cancelled",
        "is he done",
        "any news about her",
        "is that in season 2",
        "so it begins...",
        "no news is good news",
        "is trish jessica's friend",
        "next question",
        "wo spielt jessica jones",
        "should it be cancelled",
        "trish, who directed?",
        "wer kommt in staffel 2",
    ],
)
async def test_a_question_is_not_taken_for_one_that_is_like_it(fan: Fan, text: str) -> None:
    assert await fan.read(text) == "nothing"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("is kilgrave in every episode of season 2", "cast Kilgrave season 2"),
        ("did krysten ritter direct every episode", "director Krysten Ritter"),
        ("did krysten ritter direct all of season 3", "director Krysten Ritter season 3"),
        ("did krysten ritter direct any episode of season 3", "director Krysten Ritter season 3: yes"),
        ("was 3x03 directed only by anton cropper", "director S03E03"),
        ("was 3x03 directed by anton cropper", "director S03E03: yes"),
        ("did melissa rosenberg and jack kenny write 2x13", "writer S02E13"),
        ("did melissa rosenberg and jesse harris write 2x13", "writer S02E13: yes"),
        ("did anton cropper and lisa randolph direct 3x03", "director S03E03"),
        ("is there a female director in season 3", "director season 3"),
        ("are any season 3 episodes directed by women", "director season 3"),
        ("are all season 3 episodes directed by women", "director season 3: no"),
        ("are any season 2 episodes directed by women", "director season 2: yes"),
        ("is hope shlottman coming back", "cast Hope Shlottman"),
        ("is rachael taylor coming back for season 2", "cast Rachael Taylor season 2: yes"),
        ("is hope shlottman in 1x13", "episode S01E13: not on record"),
        ("is the show ending", "renewal: yes"),
        ("kilgrave isn't in season 2, right?", "cast Kilgrave season 2"),
        ("krysten ritter didn't direct 3x02, right?", "director S03E02"),
        ("it isn't cancelled, right?", "renewal"),
        ("isn't kilgrave in season 2?", "cast Kilgrave season 2: yes"),
        ("can trish walker see", "nothing"),
        ("krysten ritter. did she direct?", "director Krysten Ritter: yes"),
        ("S02E07, who directed?", "director S02E07"),
        ("is this the end?", "renewal: yes"),
        ("is this the last season", "renewal"),
        ("is it on hiatus", "renewal"),
        ("is season 2 finished filming", "news season 2: not on record"),
        ("will it continue after season 3", "season 3"),
        ("did season 1 come out in 2016", "season 1: no"),
        ("did season 1 come out in 2015", "season 1: yes"),
        ("was season 1 out in 2016", "season 1 as of 2016-12-31: yes"),
    ],
)
async def test_yes_and_no_need_a_fact_that_says_just_that(fan: Fan, text: str, reading: str) -> None:
    assert await fan.read(text) == reading


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("who plays trish", "Cast, Trish Walker"),
        ("is rachael taylor in season 2", "Cast, Rachael Taylor, season 2"),
        ("when does season 2 come out", "Release date, season 2"),
        ("what is known about season 2", "Season 2"),
        ("who directed 2x07", "Director, S02E07"),
        ("did krysten ritter direct anything in season 2", "Director, Krysten Ritter"),
        ("rumours about season 2", "News, season 2"),
        ("what's new?", "News"),
        ("who is the showrunner", "Showrunner"),
        ("what's next", "Next episode"),
    ],
)
async def test_the_footer_says_what_was_understood(fan: Fan, text: str, line: str) -> None:
    assert understood(await fan.ask(text)) == line


@pytest.mark.parametrize("text", ["who plays alisa jones", "is alisa jones in season 2", "alisa jones"])
async def test_a_name_that_spoils_never_stands_in_the_open(fan: Fan, text: str) -> None:
    heard = await fan.ask(text)
    assert isinstance(heard, Understood)
    card = heard_card(heard, OPENER)
    assert "Alisa" in texts(card)
    assert "Alisa" not in in_the_open(texts(card))
    assert "Alisa" not in (card.embed.title or "")


async def test_a_yes_that_spoils_is_hidden(fan: Fan) -> None:
    card = heard_card(await fan.ask("is alisa jones in season 2"), OPENER)
    first = (card.embed.description or "").split("\n")[0]
    assert first == "||**Yes** ✅ · Wikipedia, undated|| (spoils S02E13)"


async def test_a_past_day_hides_what_was_not_known(fan: Fan) -> None:
    assert await fan.read("who plays alisa jones as of 2017-01-01") == "nothing"
    assert await fan.read("who plays trish as of 2014-01-01") == "nothing"
    assert await fan.read("was it cancelled by december 2016") == "renewal as of 2016-12-31: nobody has said"
    now = heard_card(await fan.ask("who directed 2x07"), OPENER)
    then = heard_card(await fan.ask("who directed 2x07 on 1 December 2016"), OPENER)
    assert now.embed.title == "Jennifer Getzinger directed S02E07"
    assert then.embed.title == "Who directs S02E07?"
    assert "Getzinger" not in texts(then)


@pytest.mark.parametrize("text", ["what was known about season 2 in 2099", "who plays trish as of 1 January 1850"])
async def test_a_day_that_cannot_be_asked_about_is_refused(fan: Fan, text: str) -> None:
    with pytest.raises(BadInput):
        await fan.ask(text)


async def test_another_show_is_named(two_shows: Store) -> None:
    fan = Fan(_in_words(two_shows))
    heard = await fan.ask("who plays pip in night ferry")
    assert isinstance(heard, Understood)
    assert heard.answer.show.title == "Night Ferry"
    assert heard_card(heard, OPENER).embed.title == "Bea Okonkwo plays Pip"
    assert await fan.read("who plays pip") == "nothing"
    goes_on = await fan.ask("and season 2?", heard)
    assert isinstance(goes_on, Understood)
    assert goes_on.answer.show.title == "Night Ferry"


@pytest.mark.parametrize(
    ("first", "then", "reading"),
    [
        ("who plays trish", "and season 3?", "cast Trish Walker season 3"),
        ("who plays trish", "is she in season 3?", "cast Trish Walker season 3: yes"),
        ("who plays trish", "is she in it?", "cast Trish Walker: yes"),
        ("who plays trish", "what about Jeri?", "cast Jeri Hogarth"),
        ("who plays trish", "and in 2016?", "cast Trish Walker as of 2016-12-31"),
        ("who plays trish", "who wrote it?", "nothing"),
        ("who plays trish", "what about aka smile", "episode S01E13"),
        ("who directed 1x01", "who wrote it?", "writer S01E01"),
        ("who directed 1x01", "when did it come out?", "dates S01E01"),
        ("who directed 1x01", "what happens in it?", "synopsis S01E01"),
        ("who directed 1x01", "who is in it?", "cast S01E01"),
        ("who directed 1x01", "and season 3?", "director season 3"),
        ("who directed 1x01", "and in 2016?", "director S01E01 as of 2016-12-31"),
        ("who directed 1x01", "what about aka smile", "director S01E13"),
        ("who directed 1x01", "and Krysten Ritter?", "director Krysten Ritter"),
        ("who directed 1x01", "and Jeri?", "cast Jeri Hogarth"),
        ("who directed 1x01", "is she in it?", "nothing"),
        ("who directed 1x01", "is Krysten Ritter in it?", "cast Krysten Ritter"),
        ("who wrote season 2", "and the director?", "director season 2"),
        ("who wrote season 2", "and in 2016?", "writer season 2 as of 2016-12-31"),
        ("what did krysten ritter direct", "is she in season 3?", "cast Krysten Ritter season 3: yes"),
        ("what did krysten ritter direct", "what did she write", "writer Krysten Ritter"),
        ("what is known about season 2", "and the director?", "director season 2"),
        ("what is known about season 2", "and the cast?", "cast everyone season 2"),
        ("what is known about season 2", "and season 3?", "season 3"),
        ("what is known about season 2", "when did it come out", "season 2"),
        ("what is known about season 2", "how many episodes does it have", "episodes season 2"),
        ("what is known about season 2", "was it cancelled", "season 2: no"),
        ("what is known about season 2", "and in 2016?", "season 2 as of 2016-12-31"),
        ("who is the showrunner", "and season 3?", "crew showrunner season 3"),
        ("who is the showrunner", "and the composer?", "crew composer"),
        ("who is the showrunner", "and in 2016?", "crew showrunner as of 2016-12-31"),
        ("who wrote season 2", "is Mike Colter in it?", "cast Mike Colter season 2: not on record"),
        ("who wrote season 2", "any news?", "news season 2"),
        ("who plays trish", "does she?", "nothing"),
        ("who plays trish", "any news about her?", "news Trish Walker"),
        ("who plays trish", "before season 2?", "nothing"),
        ("who directed 1x01", "she directs so well", "nothing"),
        ("who directed 1x01", "what is her name?", "nothing"),
        ("news about trish", "and season 3?", "news Trish Walker season 3"),
        ("news about trish", "what about Jeri?", "news Jeri Hogarth"),
        ("news about trish", "and in 2016?", "news Trish Walker as of 2016-12-31"),
        ("what's next", "and season 3?", "season 3"),
        ("what's next", "and in 2016?", "next as of 2016-12-31"),
        ("how many episodes has season 2", "and season 3?", "episodes season 3"),
        ("how many episodes has season 2", "and in 2017?", "episodes season 2 as of 2017-12-31"),
        ("what happens in 1x01", "who wrote it?", "writer S01E01"),
        ("what happens in 1x01", "and 1x02?", "episode S01E02"),
        ("what happens in 1x01", "lol", "nothing"),
        ("what happens in 1x01", "thanks", "nothing"),
    ],
)
async def test_a_reply_goes_on_from_the_question_before(fan: Fan, first: str, then: str, reading: str) -> None:
    assert await fan.read(then, await fan.ask(first)) == reading


async def test_what_goes_on_is_called_as_before(fan: Fan) -> None:
    heard = await fan.ask("and season 3?", await fan.ask("who is the showrunner"))
    assert understood(heard) == "Showrunner, season 3"
    heard = await fan.ask("what about Jeri?", await fan.ask("news about trish"))
    assert understood(heard) == "News, Jeri Hogarth"


async def test_two_readings_are_two_buttons(fan: Fan) -> None:
    heard = await fan.ask("who wrote and directed 1x01")
    assert isinstance(heard, Either)
    assert {question.topic for _, question in heard.questions} == {Topic.WRITER, Topic.DIRECTOR}
    assert labels(heard_card(heard, OPENER)) == ["Writer", "Director"]


@pytest.mark.parametrize(("text", "topic"), [("who directed episode 5", Topic.DIRECTOR), ("episode 5?", Topic.EPISODE)])
async def test_an_episode_of_no_season_asks_which(fan: Fan, text: str, topic: Topic) -> None:
    heard = await fan.ask(text)
    assert isinstance(heard, Understood)
    assert made_of(heard).readings == ("which",)
    assert heard.answer.question.topic is topic
    labels = [candidate.label for candidate in getattr(heard.answer, "candidates", ())]
    assert labels == ["S01E05", "S02E05", "S03E05"]


async def test_who_directed_asks_for_a_season(fan: Fan) -> None:
    assert await fan.read("how many episodes") == "which"


async def test_a_server_with_no_show_is_told_so(tmp_path: Path) -> None:
    migrate(tmp_path / "empty.db")
    async with open_store(tmp_path / "empty.db") as store:
        with pytest.raises(NoShow):
            await Fan(_in_words(store)).ask("who plays trish")


WORDS = sorted({word for phrase in phrases_known() for word in phrase})
NAMES = [
    "Trish",
    "Walker",
    "Kilgrave",
    "Krysten Ritter",
    "AKA Smile",
    "Jessica Jones",
    SPOILING,
    "Luke",
    "Hope",
    "Jeri",
]
MARKS = [
    "<@123>",
    "<@&666>",
    "@everyone",
    "@here",
    "**x**",
    "||x||",
    "[x](https://x.example/)",
    "`",
    "\u202e",
    "\u0300" * 9,
]
PLACES = [
    "s2",
    "season",
    "2x07",
    "ep 5",
    "finale",
    "2",
    "in 2016",
    "?",
    ",",
    ".",
    "\n",
    "plyas",
    "direted",
    "qwertzuiop",
]
scrambled = st.lists(st.sampled_from([*WORDS, *NAMES, *MARKS, *PLACES]), max_size=300).map(
    lambda words: " ".join(words)[:2_000]
)
short = st.lists(st.sampled_from([*NAMES, *MARKS, *PLACES, *WORDS]), max_size=6).map(" ".join)
BEFORE = [None, Question(Topic.CAST, None), Question(Topic.SEASON, None, season=2), Question(Topic.NEXT, None)]


async def seconds_of(fan: Fan, text: str, before: Question | None = None) -> float:
    """Ask, check what comes of it, and return the processor time that it took."""
    began = time.process_time()
    try:
        heard = await fan.in_words.ask(fan.guild, text, TODAY, before)
    except BadInput as error:
        taken = time.process_time() - began
        assert_message({"content": str(error)})
        return taken
    card = heard_card(heard, OPENER)
    taken = time.process_time() - began
    message = sent(card)
    assert_message(message)
    ids = [item["custom_id"] for item in items(card.view.to_components())]
    assert all(1 <= len(custom_id) <= 100 for custom_id in ids)
    assert len(ids) == len(set(ids))
    assert "Alisa" not in in_the_open(texts(card))
    return taken


@settings(max_examples=60)
@given(text=st.one_of(st.text(max_size=2_000), scrambled, short), before=st.sampled_from(BEFORE))
async def test_any_text_is_answered_harmlessly(fan: Fan, text: str, before: Question | None) -> None:
    await seconds_of(fan, text, before)


WORST = {
    "one word": "a" * 2_000,
    "cue words": "who plays " * 200,
    "signs": "😀" * 1_000,
    "many unknown words": "who directed " + "x " * 990,
    "from right to left": "هل " * 600,
    "marks": "<@123> **who** __plays__ " * 80,
    "wishes": "directed wrote plays " * 90,
    "one name": "trish " * 333,
    "names with slips": "who plays " + "trish walkr " * 160,
    "letters": " ".join(Random(1).choices("abcdefghijklmnop", k=1_000)),
    "slips": "palys direted seson wroet " * 70,
    "names that are words": "will may rose who plays directed " * 60,
    "unknown names in many sentences": ". who plays zzyzx" * 120,
    "unknown names in many clauses": ", who directed qwertzuiop asdfgh" * 60,
}


@pytest.mark.parametrize("name", WORST)
async def test_the_worst_texts_cost_little(fan: Fan, name: str) -> None:
    text = WORST[name][:2_000]
    # The least of three, as the process also collects its rubbish.
    assert min([await seconds_of(fan, text) for _ in range(3)]) < MOST_SECONDS


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("AKA Sin Bin: when did it air?", "dates S01E09"),
        ("AKA Sin Bin, what's that one about?", "synopsis S01E09"),
        ("I keep seeing Carrie-Anne Moss on posters. who does she play?", "cast Carrie-Anne Moss"),
        ("she says season 2 came out in 2017. when was it really", "dates season 2"),
        ("which actress is Jessica's mom, Alisa Jones", "cast Alisa Jones"),
        ("what is new in season 2, any news?", "news season 2"),
        ("that Pryce Cheng guy annoys me so much, who is the actor", "cast Pryce Cheng"),
        ("I love Krysten Ritter. What's her name?", "cast Krysten Ritter"),
        ("Alisa, which actress has this part in season 2?", "cast Alisa Jones season 2"),
        ("on which day was AKA WWJD? released?", "dates S01E08"),
        ("who plays Jeri Hogarth in Jessica Jones season 1", "cast Jeri Hogarth season 1"),
        ("the lawyer lady Jeri Hogarth, who plays her", "cast Jeri Hogarth"),
        ("my gf and I are arguing lol who wrote AKA Smile", "writer S01E13"),
        ("who plays Hope Shlottman bc shes so good", "cast Hope Shlottman"),
        ("Pryce Cheng actress who", "cast Pryce Cheng"),
        ("Neasa Hardiman directed what exactly, 2x10 and...?", "director Neasa Hardiman"),
        ("who wrote 2x11? people mention Lynch, and she directed it.", "writer S02E11"),
        ("when did season 2 come out? I think it was in 2017.", "dates season 2"),
        ("when did they think, in May 2017, that season 2 would be out?", "dates season 2 as of 2017-05-31"),
        ("who made Jessica Jones", "crew creator"),
    ],
)
async def test_what_another_sentence_names_is_meant(fan: Fan, text: str, reading: str) -> None:
    made = made_of(await fan.ask(text))
    assert reading in made.readings


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("who was in season 2 before it came out", "cast everyone season 2 as of 2018-03-07"),
        ("what was known about season 2 before 9 december 2017", "season 2 as of 2017-12-08"),
        ("what was known about Trish before season 2 came out", "news Trish Walker as of 2018-03-07"),
        ("did season 1 come out before 2016?", "season 1: yes"),
        ("does season 1 have 13 episodes?", "episodes season 1: yes"),
        ("does season 1 have twelve episodes?", "episodes season 1: no"),
        ("does season 1 have only 13 episodes?", "episodes season 1: yes"),
        ("Jeri Hogarth, is she not Carrie-Anne Moss?", "cast Carrie-Anne Moss: yes"),
        ("so Anna Foerster directed AKA Playland?", "director S02E13: not on record"),
        ("Krysten Ritter directed 3x02, I'd swear to it. Correct?", "director S03E02: yes"),
        ("Krysten Ritter directed 3x02. Did she?", "director S03E02: yes"),
        ("Rachael Taylor, did she ever direct one like Krysten did?", "director Rachael Taylor: not on record"),
        ("was Krysten Ritter announced for season 3?", "cast Krysten Ritter season 3: yes"),
        ("was Trish Walker announced dead in season 3", "news Trish Walker season 3"),
        ("Trish or Jeri?", "nothing"),
        ("the season 3 trailer, is it out?", "nothing"),
        ("the book about season 2, is it finished?", "nothing"),
        ("who made Trish", "nothing"),
        ("who wrote the pilot, was it one of the directors?", "writer S01E01"),
        ("was it Anna Foerster who directed AKA Playland?", "director S02E13: not on record"),
        ("on christmas day 2017, who was in season 2", "nothing"),
        ("is Trish getting her own show?", "news Trish Walker: nobody has said"),
        ("who played Trish Wlaker", "cast Trish Walker"),
        ("who directed AKA Crush Syndrom", "director S01E02"),
        ("who directed AKA Mannequn in the Hall", "nothing"),
    ],
)
async def test_times_numbers_and_slips(fan: Fan, text: str, reading: str) -> None:
    assert await fan.read(text) == reading
