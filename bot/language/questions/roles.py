"""The words that show how a question is put, and what they do in it: "who", "is", "she", "please".

Written as in the vocabulary.
"""

from collections.abc import Mapping

from bot.language.questions.fillers import FILLERS
from bot.language.questions.meanings import Word

WORDS: Mapping[Word, str] = {
    Word.WHO: (
        "by whom, whom, von wem, wem, by who, who, whos, whose, who is, who are, who was, which actor, which actress, "
        "which director, which writer, what actor, what actress, quien, quienes, wer, qui, quem, chi, which persons, "
        "what persons, which person, which people, what people, whose work is the, whose work was the"
    ),
    Word.WHEN: (
        "when, whens, when is, cuando, wann, quand, quando, since when, c quand, cest quand, c est quand, when can i "
        "watch, when can we watch, when can one watch, when can you watch, since when can one watch, since when can i "
        "watch, since when can you watch, since when can we watch, when could we watch, when will we be able to watch, "
        "when do we get to watch, when will i be able to watch, on what exact day, what exact day, on which exact day, "
        "on what exact date, what exact date"
    ),
    Word.WHAT: (
        "what, whats, which, how many, que, was ist, was kommt, quel, quelle, qual, welche, list, name, show me, give "
        "me, how much episodes, how much eps, how is called, how is named, how is the name of, how is the name, how "
        "are called, how many eps, which ones did, which ones does, which ones has"
    ),
    Word.HOW: "how",
    Word.WHY: "why, how come, what for",
    Word.HOW_MANY: ("how many, number of, count, how much episodes, how much eps"),
    Word.EXCLAIMS: (
        "play the theme, play the song, play some, play me, play that, who do you think you are, who are you, who am "
        "i, who do you think, what a, what an, such a, how dare, who cares, who asked, who knows, who knew, u up, you "
        "up, were done, we are done, im done, is it just me, is it only me, just me, am i the only one, was it one of, "
        "is it one of, was that one of, is that one of, was she one of, was he one of, who here, who else here, well "
        "see, we will see, well have to see, here is, heres, here are"
    ),
    Word.VERB: (
        "will we see, are we gonna see, are we going to see, do we see, will we get to see, can we expect to see, do "
        "we get to see, did they get, did they hire, is, are, was, were, will, would, wouldnt, might, could, may, can "
        "we, did they, do they, am, does, do, did, has, have, had, can, isnt, arent, wasnt, werent, wont, doesnt, "
        "dont, didnt, hasnt, havent, be, been, being, gets, get, getting, got to, gonna, will we get, are we getting, "
        "are we going to get, are we gonna get, did we get, do we get"
    ),
    Word.IT: (
        "it, this, that, he, she, they, him, her, them, his, their, its, this one, that one, this part, that part, "
        "this role, that role, this character, that character"
    ),
    Word.SOMEBODY: (
        "he, she, they, him, her, them, his, this part, that part, this role, that role, this character, that character"
    ),
    Word.ONE_PERSON: "he, she, him, her, his",
    Word.OUT: "out, out yet",
    Word.PRESENT: (
        "will we see, are we gonna see, are we going to see, do we see, will we get to see, can we expect to see, do "
        "we get to see, pops up somewhere, turn up, turns up, turned up, turning up, pop up, pops up, popped up, "
        "signed on, signs on, signed up, sign on, on board, part of, be part of, involved, included, part of the cast, "
        "see, seen, there, reprise, reprises, reprised, reprising, cameo, cameos, make an appearance, makes an "
        "appearance, made an appearance, present, in, on, back, return, returns, returning, returned, come back, comes "
        "back, coming back, came back, appear, appears, appeared, appearing, show up, shows up, showing up, showed up, "
        "join, joins, joining, joined, star, stars, starred, starring, feature, featured, features, guest star, guest "
        "stars, make a comeback, around, sale, aparece, dabei, sure in, come again, comes again, aboard, on board in, "
        "took part, takes part, take part, taking part, took part in, takes part in, take part in"
    ),
    Word.EVERYONE: (
        "cast members, members of the cast, makes up the cast, made up the cast, make up the cast, people who act, "
        "actors in it, the lineup, lineup, ensemble, whos who, whole gang, performers, full list, players, cast, full "
        "cast, main cast, cast list, whole cast, actors, actresses, stars, everyone, everybody, people, characters, "
        "list of actors, reparto, elenco, besetzung, distribution"
    ),
    Word.WOMEN: (
        "women, woman, female, females, only women, a woman, all women, female directors, women directors, only women "
        "who, women who, only women that, women that, just women who, just women"
    ),
    Word.ABOUT: "about, on, regarding, concerning",
    Word.PAST: ("did, was, were, came out, came, aired, released, premiered, started, began, debuted, launched"),
    Word.SHOW: (
        "the programme, this programme, the program, this program, the show, show, the series, this show, this series, "
        "the whole show, the tv show, la serie, die serie, this wonderful series, this wonderful show, this great "
        "show, this great series, this amazing show, this amazing series, this lovely show, this lovely series, this "
        "fine series, this fine show, this awesome show, this awesome series, this brilliant show, this brilliant "
        "series, this fantastic show, this fantastic series, this beautiful series, this beautiful show, this "
        "excellent series, this excellent show, this nice series, this nice show, this masterpiece"
    ),
    Word.NEXT_SEASON: "next season, the next season, new season, the new season, upcoming season",
    Word.TAG: (
        "or na, or nah, or what, right, yes, yeah, no, correct, true, yea, ye, isnt she, isnt he, isnt it, arent they, "
        "wasnt she, wasnt he, wasnt it, werent they, doesnt she, doesnt he, doesnt it, dont they, didnt she, didnt he, "
        "didnt it, didnt they, wont she, wont he, hasnt it, hasnt she, hasnt he, or not, or no, or am i wrong, am i "
        "right, innit, huh, eh, is that right, is that correct, is that true, is it true, verdad, oder, nicht wahr, "
        "ne, nao e, is this true, is this right, is this correct, is this so, is that so, or, true or false, yes or "
        "no, or was she, or was he, or wasnt she, or wasnt he, or isnt she, or isnt he, or is she, or is he, or didnt "
        "she, or didnt he, or did she, or did he, or doesnt she, or doesnt he, am i correct, am i wrong"
    ),
    Word.THERE: (
        "whether, whether or not, if, can somebody confirm, can anybody confirm, can anyone confirm, can someone "
        "confirm, can you confirm, could you confirm, could someone confirm, could somebody confirm, could anyone "
        "confirm, please confirm, confirm that, am i right that, am i right in thinking, am i right in thinking that, "
        "is it correct that, am i correct that, am i correct in thinking, is it the case that, any more seasons, any "
        "more episodes, any new seasons, any chance, any chance that, any truth in, is it true that, is it right that, "
        "any more, is there any chance, any truth to it that, will we get, will we ever get, do we get, do we ever "
        "get, are we getting, are we ever getting, did we get, we getting, will we be getting, can we expect, should "
        "we expect, could there be, might there be, was there ever, is there ever, will there ever be, are there gonna "
        "be, will there still be, is there also, is there, are there, was there, were there, will there be, is there "
        "going to be, is there gonna be, are there going to be, would there be, can there be, theres, there be"
    ),
    Word.CHATTER: (
        "cuz, coz, bc, like, but, so, and, also, plus, because, cause, anyway, anyways, then, or, q, question"
    ),
    Word.NOT: "isnt, arent, wasnt, werent, wont, doesnt, dont, didnt, hasnt, havent, wouldnt, no",
    Word.ALL: (
        "every episode, each episode, all the episodes, all episodes, all, every, each, exactly, only, entirely, "
        "completely, solely, both, whole, complete, entire, every single episode, every single one, every single"
    ),
    Word.SOME: "any, some, a woman, woman, female, female directors, women directors",
    Word.US: "i, you, we, u, me, us, my, your, our",
    Word.BEYOND: "after, before, since",
    Word.NOUN: (
        "cancelled or renewed, renewed or cancelled, canceled or renewed, renewed or canceled, renewal situation, "
        "renewal, renewal status, cancellation, status, future, more seasons, release date, air date, release window, "
        "premiere date, start date, date, dates, a renewal"
    ),
    Word.OR: "or",
    Word.BY: "was by, were by, is by, are by, episodes by, episode by, eps by, ep by",
    Word.MADE: "made, makes",
    Word.OTHER: "else, other, others, other stuff, other roles, other parts, other episodes",
    Word.BESIDES: "with, new, than, first, originally, initially",
    Word.TO_COME: (
        "can, could, might, may, would, wouldnt, will, wont, gonna, going to, back, return, returns, returning, "
        "returned, come back, comes back, coming back, came back, join, joins, joining, joined, make a comeback, come "
        "again, comes again"
    ),
    Word.ANNOUNCED: (
        "announced, announce, been said, has been said, was said, said, had been said, have they said, what have they "
        "said"
    ),
    Word.MAKING: ("finished airing, done airing, finish airing, stopped airing, still airing, filming, in production"),
    Word.FILLER: FILLERS,
}

WHO_SOMEBODY_IS = frozenset(
    "stowaway sheriff mayor barman journalist therapist killer murderer victim leader ghost sailor cook chef "
    "engineer mechanic fisherman priest vicar farmer clerk baker widow twin stepmother stepfather grandmother "
    "grandfather grandma grandpa niece nephew roommate flatmate client rival nemesis sidekick superhero mum mom "
    "mother mommy mummy dad father daddy brother sister son daughter wife husband uncle aunt cousin friend bff "
    "bestie boyfriend girlfriend partner ex neighbour neighbor lawyer attorney doctor nurse villain hero "
    "detective cop captain inspector sergeant officer agent owner boss assistant secretary landlord bartender "
    "reporter teacher".split()
)
"""Words that say who somebody is, right before the name: "Jessica's friend Trish". Alone they name nobody."""

FUNCTION_WORDS = frozenset(
    "a an the of in on at for to by from with as is are was were be been does do did has have had who whos what whats "
    "when which how it its this that i you we me my your he she they and or but so".split()
)
"""No name is looked for that is made of these alone."""
