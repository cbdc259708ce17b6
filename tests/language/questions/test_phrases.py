"""Words of the vocabulary, and slips in them."""

import pytest

from bot.language.people import is_somebodys_name
from bot.language.questions.meanings import Wish, Word
from bot.language.questions.phrases import longest, phrases_known, spelt
from bot.language.questions.spellings import NO_SLIPS, SHORT_WORDS, SPELLINGS
from bot.language.questions.vocabulary import JOBS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("palys", "plays"),
        ("plyas", "plays"),
        ("direted", "directed"),
        ("direcotr", "director"),
        ("idrector", "director"),
        ("wroet", "wrote"),
        ("seson", "season"),
        ("seaosn", "season"),
        ("episdoe", "episode"),
        ("finnale", "finale"),
        ("showruner", "showrunner"),
        ("relased", "released"),
        ("comming", "coming"),
        ("cinematografer", "cinematographer"),
        ("rumers", "rumours"),
        ("whn", "when"),
        ("teh", "the"),
    ],
)
def test_a_slip_is_the_one_word_that_it_can_be(typed: str, meant: str) -> None:
    assert spelt(typed) == meant


def test_a_short_word_with_two_letters_in_turn_is_that_word_or_another() -> None:
    typed = {
        f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}": word
        for word in SHORT_WORDS
        for at in range(len(word) - 1)
    }
    assert all(spelt(slip) in (slip, word) for slip, word in typed.items() if slip not in SPELLINGS)
    assert [spelt(slip) for slip in ("paly", "otu", "taht", "wsa", "hwen")] == ["play", "out", "that", "was", "when"]
    is_other = {slip for slip in typed if is_somebodys_name(slip) or slip in NO_SLIPS} - SPELLINGS.keys()
    assert {"cats", "roel", "rae"} <= is_other
    assert all(spelt(slip) == slip for slip in is_other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("soooo", "so"),
        ("whoooo", "who"),
        ("plaaays", "plays"),
        ("seeen", "seen"),
        ("trishhh", "trishhh"),
        ("111", "111"),
    ],
)
def test_a_letter_that_is_drawn_out_counts_once_or_twice(typed: str, meant: str) -> None:
    assert spelt(typed) == meant


@pytest.mark.parametrize("word", ["cas", "cren", "ari", "nex", "plas", "actr", "batman", "x", "s2", "2x07"])
def test_short_and_strange_words_are_no_slips(word: str) -> None:
    assert spelt(word) == word


@pytest.mark.parametrize(
    "word",
    (
        # Each comes as near to a word of the vocabulary as a slip does: hired to aired, reason to season.
        "hired fired tired hates dates rates murdered reason party paris smart storm queen quiet quinn megan donna "
        "roman reggie edith stuart world white round hands those facts faces naked cancer education computer scared "
        "scars themes humor humour tumor described greatest reviewed revealed compared treated product minute lunch "
        "score scene boring waiting killed kills kissed dies drives better spoilers shirt weather ticket stream"
    ).split(),
)
def test_ordinary_words_and_names_are_no_slips(word: str) -> None:
    assert spelt(word) in (word, *_inflected(word))


def _inflected(word: str) -> list[str]:
    """The same word in another form, which may be taken for it."""
    return {"minute": ["minutes"]}.get(word, [])


def test_every_word_is_itself() -> None:
    words = {word for phrase in phrases_known() for word in phrase}
    assert {word for word in words if spelt(word) != word} == set()
    assert words.isdisjoint(NO_SLIPS)
    assert all(spelt(word) == word for word in NO_SLIPS)


def test_the_longest_phrase_counts() -> None:
    assert longest("come out now".split()) == (2, frozenset({Wish.DATES}))
    assert longest("casting director of it".split()) == (2, frozenset({"casting director"}))
    found = longest("when".split())
    assert found == (1, frozenset({Word.WHEN}))
    assert longest("batman plays".split()) is None


def test_every_job_has_words() -> None:
    for job, phrases in JOBS.items():
        for phrase in phrases.split(", "):
            assert job in phrases_known()[tuple(phrase.split())]
