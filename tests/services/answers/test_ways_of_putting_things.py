"""Ordinary ways of putting a question, and what is near one that can be answered but asks for something else."""

from __future__ import annotations

from random import Random

import pytest

from bot.domain.ids import Ids
from bot.domain.in_words import Heard
from bot.services.answers.answers import Answers
from bot.services.answers.in_words import InWords
from bot.services.kit import Kit
from bot.store.store import Store
from tests.conftest import LOADED_AT, TODAY
from tests.helpers.answers import GUILD
from tests.questions.readings import made_of


@pytest.fixture
def in_words(store: Store) -> InWords:
    kit = Kit(store, Ids(lambda: LOADED_AT, Random(7)), lambda: LOADED_AT)
    return InWords(kit, Answers(kit))


async def _read(in_words: InWords, text: str) -> str:
    heard: Heard = await in_words.ask(GUILD, text, TODAY)
    made = made_of(heard)
    return f"{made.readings[0]}: {made.says}" if made.says else made.readings[0]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        # Talk before and behind the question.
        ("synopsis s1e5 pls am on the bus", "synopsis S01E05"),
        ("my phone died in AKA Smile and I need to know who directed it because WOW", "director S01E13"),
        ("coffee number four. all i'm missing is who directed season 2", "director season 2"),
        ("my roommate keeps asking who played kilgrave", "cast Kilgrave"),
        ("I need all the directors from season two for my spreadsheet", "director season 2"),
        ("the actress playing trish looks so familiar, who is she?", "cast Trish Walker"),
        ("who played that awful Dorothy Walker", "cast Dorothy Walker"),
        # Tags, clefts, a missing verb.
        ("isn't it mike colter who plays luke cage?", "cast Luke Cage: yes"),
        ("so it IS mike colter who plays luke cage?", "cast Luke Cage: yes"),
        ("mike colter played luke cage, didn't he", "cast Luke Cage: yes"),
        ("season 1: who's in?", "cast everyone season 1"),
        ("13 episodes in season 1?", "episodes season 1: yes"),
        # Whether a date is known is no question of whether it is out.
        ("as of 2018, was there a premiere date for season 3?", "season 3 as of 2018-12-31"),
        ("any news on the season 3 release date", "season 3"),
        # The day before an episode.
        ("the day before AKA Smile aired, what was known about season 2?", "season 2 as of 2015-11-19"),
        ("what was known about season 3 the day before 2x07 came out", "season 3 as of 2018-03-07"),
        # A show called like a character.
        ("who stars in jessica jones", "cast everyone"),
        ("the cast of jessica jones", "cast everyone"),
        ("who plays jessica jones", "cast Jessica Jones"),
        ("is jessica jones coming back", "renewal: no"),
        # Other languages, and slips.
        ("¿Quién dirigió el episodio 7 de la temporada 2?", "director S02E07"),
        ("qui a réalisé l'épisode 5 de la saison 2 ?", "director S02E05"),
        ("wich epsode is aka crush syndrom", "episode S01E02"),
        # No fact says who did a job for one episode.
        ("who composed the music of 2x07", "crew composer"),
        # Talk that names what the question behind it is about.
        ("just finished aka smile im shaking who directed that", "director S01E13"),
        ("whoever wrote the season 2 finale deserves a raise. who was it?", "writer S02E13"),
        ("tired of waiting when does season 3 drop", "season 3"),
        # A season that is named before.
        ("Just finished season 2. who directed the finale?", "director S02E13"),
        ("loved season 2, wow. which woman directed the finale of that season?", "director S02E13"),
        ("season 2 was good. who was in that season?", "cast everyone season 2"),
        ("season 2 was good. when did that season come out?", "season 2"),
        ("season 2 was good. who directed the pilot?", "director S01E01"),
        ("who was in that season", "nothing"),
        ("I skipped season 1 and slept through season 2. who directed the finale of that season?", "nothing"),
        # Somebody in a show; one of several is nobody.
        ("is mike colter in the show?", "cast Mike Colter: yes"),
        ("I only came for Krysten Ritter. which one was it?", "nothing"),
        ("Which is longer, AKA Smile or AKA Ladies Night?", "nothing"),
        # Ordinals and counts in other languages.
        ("¿Cuántos episodios tiene la segunda temporada?", "episodes season 2"),
        ("wann lief die dritte Staffel", "season 3"),
        ("does trish die second season", "nothing"),
        # A job that is named afterwards, and a season before.
        ("did krysten ritter do 3x02? as director i mean", "director S03E02: yes"),
        ("who did aka smile, writing wise", "writer S01E13"),
        ("in season 2, who directed episode 5?", "director S02E05"),
        # Slips, and letters that sound alike.
        ("who playd luke kage", "cast Luke Cage"),
        ("is david tenant in season 2", "cast David Tennant season 2: yes"),
        ("who plays dr kozlov", "cast Doctor Kozlov"),
        ("who plays det. imada", "cast Detective Imada"),
        ("who wrote n directed 2x07", "which"),
        ("so trish walker is rachael taylor?", "cast Rachael Taylor: yes"),
        # A name that is also a word.
        ("is it true will simpson was in season 2", "cast Will Simpson season 2: yes"),
        ("any news on will", "news Will Simpson"),
        # A length that is on record.
        ("how many minutes is AKA Smile", "episode S01E13"),
        # Two letters in turn, no space, and what "re:" is about.
        ("who palys trish", "cast Trish Walker"),
        ("when did season 2 come otu", "season 2"),
        ("whoplays trish", "cast Trish Walker"),
        ("any rumours re: kilgrave?", "news Kilgrave rumoured"),
        # Whose actor is meant.
        ("a bet about Simpson in season one… which actor was that?", "cast Will Simpson"),
        ("my gran ADORES Kilgrave. what's the actor's name?", "cast Kilgrave"),
        # Since when somebody has been watching is no day that is asked about.
        ("Been here since 2019. How many episodes are there in season three?", "episodes season 3"),
        # What somebody claims, and asks to have checked.
        ("my dad says Mike Colter plays Luke Cage, am i right?", "cast Luke Cage: yes"),
        ("when's season 3? and who is the creator?", "crew creator"),
    ],
)
async def test_ways_of_putting_a_question(in_words: InWords, text: str, reading: str) -> None:
    assert await _read(in_words, text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "I love Uta Briesewitz. who directed it?",
        "Krysten Ritter and David Tennant… which actor was that?",
        "she swears at Kilgrave in 1x08, right?",
        "he says no to Trish in 2x03, right?",
        "Trish's mates, who are they?",
        "has it been cancelled since 2019? by who?",
        "who has cats",
        "when does ahs come out",
        "why did netflix cancel it",
        "how come it got cancelled",
        "whats the theme tune called",
        "what's the name of the theme song",
        "who did the stunts for krysten ritter",
        "what's the name of trish's mother",
        "who runs netflix",
        "what's netflix's next show",
        "who is older, trish or jeri",
        "who else could play kilgrave",
        "in what episode does luke find out about reva",
        "when did filming start",
        "are jessica and luke together in season 2",
        "did rachael taylor leave because of uta briesewitz",
        "poor hope",
        "any hope left for the show",
        "is someone getting her own show",
        "is the tenant in season 2",
        "how long is each episode roughly",
        "is there a hope in season 4",
        "who eats the perfect burger",
        "who produced kilgrave's voice",
        "who stars in trish's show",
        "does trish know",
        "who is the walker girl",
        "may i join",
        "which director does krysten ritter like",
        "has janet mcteer been in anything else",
        "who will play kilgrave next",
        "the pier scene when was that",
        "what is aka smile for",
        "when does aka smile happen in the story",
        "what happened to the octopus",
        "who plays the kid in season 2",
        "what happens to the man in 2x07",
        "is there a boy in season 2",
        "i love season 2",
        "what came out in 2018",
        "the day before the wedding came out, what was known about season 2",
    ],
)
async def test_what_is_near_a_question_is_none(in_words: InWords, text: str) -> None:
    assert await _read(in_words, text) in ("nothing", "not found")
