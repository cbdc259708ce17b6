"""Phrases that say nothing and have one of several words in each place: "could you please tell me".

They are matched place by place, since all their combinations would be a hundred thousand phrases.
"""

from collections.abc import Mapping, Sequence
from functools import cache

_RELATIVES = (
    "gf girlfriend bf boyfriend wife husband hubby partner fiance fiancee mum mom mam dad mother father sister brother "
    "sis bro kid kids son daughter friend friends mate mates pal buddy bestie roommate flatmate housemate boss "
    "colleague coworker cousin aunt auntie uncle gran grandma nan grandmother neighbour neighbor teacher group-chat"
)
_WONDERING = (
    "wants-to-know want-to-know keeps-asking keep-asking keeps-asking-me keep-asking-me is-asking are-asking asks "
    "asked asked-me just-asked just-asked-me wonders wondered was-wondering is-wondering needs-to-know was-asking "
    "would-like-to-know has-asked"
)
_INSISTING = (
    "swears-that swears-blind swears-blind-that insists-that claims-that reckons-that maintains-that says-that "
    "swear-that insist-that claim-that reckon-that keeps-saying keeps-saying-that keep-saying keep-saying-that "
    "keeps-insisting keeps-insisting-that"
)
_PURPOSES = (
    "spreadsheet quiz crossword wiki wiki-page wiki-article blog blog-post list notes essay project class homework "
    "podcast bet friend article video fic fanfic fan-fic edit edits bingo-card bingo watch-party watchalong rewatch "
    "trivia trivia-night pub-quiz game presentation report newsletter database tracker post tier-list letterboxd "
    "scrapbook collection thread poll school work review write-up channel archive fansite fan-page fan-site site "
    "newcomer mate colleague wife husband sister brother mum mom kid kids girlfriend boyfriend discussion book-club "
    "server stream records own-records own-notes magazine column zine paper thesis chart"
)
_BEGINNINGS: tuple[tuple[str, ...], ...] = (
    (
        "could can would will does do might",
        "you u somebody someone anyone anybody any1 one-of-you anyone-here somebody-here someone-here",
        " please pls kindly happen-to possibly maybe perhaps just quickly",
        "tell-me tell-us let-me-know let-us-know remind-me remind-us find-out give-me give-us show-me show-us "
        "look-up check say list know remember provide supply furnish display enlighten-me enlighten-me-on "
        "update-me-on brief-me-on clarify confirm state specify identify recite put-up link-me dig-up dig-out "
        "fetch get grab shoot-me hook-me-up-with walk-me-through run-me-through take-me-through find-for-me "
        "see-if see-whether help-me help-me-out help-with share post-me get-me fetch-me send-me hit-me-with "
        "fill-me-in-on refresh-my-memory-on drop confirm-for-me point-me-to write-out name pull-up bring-up post",
    ),
    (
        "could can may might should",
        "i we",
        " please pls just kindly possibly maybe quickly",
        "have see get know ask ask-for enquire inquire request trouble-you-for bother-you-for hear be-told find-out",
    ),
    (
        "i we",
        " really just also still only kinda desperately urgently quickly",
        "need want wanna would-like would-love gotta have-to need-to want-to would-like-to would-love-to",
        "know see have get find find-out hear look-up check figure-out learn",
    ),
    (
        "i",
        "cant cannot couldnt dont do-not didnt can-never never just-cant honestly-cant totally completely always "
        "really-cant simply-cannot still-cant suddenly-cant",
        " for-the-life-of-me seem-to",
        "remember recall find figure-out work-out place think-of forgot forget blanked-on blank-on come-up-with",
    ),
    ("my our his her the", _RELATIVES, _WONDERING),
    ("my our his her the", _RELATIVES, _INSISTING),
    ("he she they somebody someone everybody everyone", _INSISTING),
    (
        "is-there does are-there do",
        "anyone anybody someone somebody any1 any-of-you one-of-you people",
        " here around out-there in-here",
        " who that",
        " happen-to possibly",
        "know knows remember remembers recall recalls can-tell-me could-tell-me can-say have-an-idea has-an-idea "
        "has-any-idea have-a-clue has-a-clue",
    ),
)
_ENDINGS: tuple[tuple[str, ...], ...] = (
    ("for", "a an my our the this some", _PURPOSES),
    (
        "when whenever if once",
        "you u",
        "have get find ve-got",
        "a-sec a-second a-moment a-minute a-min a-mo time a-chance a-spare-moment a-free-moment a-bit-of-time",
    ),
    (
        "if",
        "its it-is it-isnt its-not that-isnt thats-not",
        " not",
        "too-much-trouble too-much-hassle too-much-bother too-much-to-ask a-bother a-hassle any-trouble a-problem "
        "possible ok okay alright all-right not-a-bother no-bother no-trouble",
    ),
    (
        "hope hoping",
        "you-are youre everyones everyone-is everybodys yall-are you-all-are all-of-you-are",
        "well good doing-well keeping-well having-a-good-day having-a-nice-day having-a-great-day ok okay fine",
    ),
)
_AS_KNOWN: tuple[tuple[str, ...], ...] = (
    (
        "going judging based by from according",
        "by on to from",
        " just only",
        "what whatever",
        "they we people fans everyone anyone anybody you was had",
        "knew know been-known known had-said said had-announced announced thought been-announced been-said",
        " then back-then at-the-time by-then",
    ),
    (
        "as-far-as so-far-as from-what as-best",
        "anyone anybody we people fans you they i everyone",
        "knew know knows can-tell could-tell heard understood understand recall recalls remember remembers",
        " then back-then at-the-time",
    ),
)
_TURNS = (*_BEGINNINGS, *_ENDINGS, *_AS_KNOWN)
"""One of the words of each place in turn; a place that begins with a space may be left out."""

_Place = tuple[tuple[str, ...], ...]


def longest_turn(keys: Sequence[str]) -> int:
    """Return how many of the first words are a phrase that says nothing; 0 if none are."""
    return max((_matched(keys, places) for places in _by_first_word().get(keys[0], ())), default=0)


@cache
def words_of_turns() -> frozenset[str]:
    """All words of such phrases."""
    return frozenset(word for places in _places() for place in places for phrase in place for word in phrase)


@cache
def _places() -> tuple[tuple[_Place, ...], ...]:
    return tuple(
        tuple(tuple(tuple(filter(None, each.split("-"))) for each in place.split(" ")) for place in turn)
        for turn in _TURNS
    )


@cache
def _by_first_word() -> Mapping[str, list[tuple[_Place, ...]]]:
    found: dict[str, list[tuple[_Place, ...]]] = {}
    for places in _places():
        for word in {phrase[0] for phrase in places[0]}:
            found.setdefault(word, []).append(places)
    return found


def _matched(keys: Sequence[str], places: Sequence[_Place]) -> int:
    """Return how many words the places take; 0 if a place finds none of its phrases."""
    ends = {0}
    for place in places:
        ends = {end + len(phrase) for end in ends for phrase in place if tuple(keys[end : end + len(phrase)]) == phrase}
    return max(ends, default=0)
