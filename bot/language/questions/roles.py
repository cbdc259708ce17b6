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
        "what persons, which person, which people, what people, whose work is the, whose work was the, witch actor, "
        "witch actress, witch director, witch writer, which performer, what performer, whomst, whod, who ll, wholl, "
        "who d, which two people, what two people, which two, whove, which one is, which one was, whos behind the "
        "show, whos behind the series, whos behind it, whos behind this, whos behind this show, who the freak, who the "
        "fuck"
    ),
    Word.WHEN: (
        "when, whens, when is, cuando, wann, quand, quando, since when, c quand, cest quand, c est quand, when can i "
        "watch, when can we watch, when can one watch, when can you watch, since when can one watch, since when can i "
        "watch, since when can you watch, since when can we watch, when could we watch, when will we be able to watch, "
        "when do we get to watch, when will i be able to watch, on what exact day, what exact day, on which exact day, "
        "on what exact date, what exact date, when is it that, in what date, in which date, what time of year does, "
        "what time of year did, what time of year will, what part of the year does, what part of the year did"
    ),
    Word.WHAT: (
        "what, whats, which, how many, que, was ist, was kommt, quel, quelle, qual, welche, list, name, show me, give "
        "me, how much episodes, how much eps, how is called, how is named, how is the name of, how is the name, how "
        "are called, how many eps, which ones did, which ones does, which ones has, how many parts, how many chapters, "
        "how many installments, how many instalments, whatre, what re, whatcha, cual, cuales, welches, welcher, "
        "welchen, welchem, quelles, quels, quais, cuantos, quantos, wie viele, combien, witch episode, witch season, "
        "witch character, witch role, witch part, witch ep, witch one, witch eps, witch episodes, which ones are, "
        "which ones were, whats the name of, what is the name of, what was the name of"
    ),
    Word.HOW: "how",
    Word.WHY: "why, how come, what for",
    Word.HOW_MANY: (
        "how many, number of, count, how much episodes, how much eps, how many parts, how many chapters, how many "
        "installments, how many instalments"
    ),
    Word.EXCLAIMS: (
        "runner up, show runner up, the show runner up, play the theme, play the song, play some, play me, play that, "
        "who do you think you are, who are you, who am i, who do you think, what a, what an, such a, how dare, who "
        "cares, who asked, who knows, who knew, u up, you up, were done, we are done, im done, is it just me, is it "
        "only me, just me, am i the only one, was it one of, is it one of, was that one of, is that one of, was she "
        "one of, was he one of, who here, who else here, well see, we will see, well have to see, here is, heres, here "
        "are, who wants, who wants to, who even cares, who remembers, who else, anyone else, anybody else, who would "
        "win, who wins, who do you, whos with me, who is with me, how about we, what do you think, what did you think, "
        "what do yall think, whats your, what is your, who is your, whos your, whats everyones, what are your, what "
        "about those, what if, how cool, how good, how bad, how great, how funny, whats in the, what is in the, what "
        "was in the, story behind, the story behind, inspiration behind, meaning behind, idea behind, reason behind, "
        "thinking behind, truth behind, secret behind, reasoning behind, together in, together with, be together, get "
        "together, still together, getting together, end up together, back together, like directing, like writing, "
        "like playing, like acting, like being, on cameo, what happened to, what happens to, whats happened to, what "
        "will happen to, whatever happened to, next show, the next show, another show, other show, other shows, any "
        "hope for, any hope of, is there hope for, is there any hope for, is there hope of, hope for a, hope of a, no "
        "hope for, no hope of, cast friends, friends irl, friends in real life"
    ),
    Word.VERB: (
        "will we see, are we gonna see, are we going to see, do we see, will we get to see, can we expect to see, do "
        "we get to see, did they get, did they hire, is, are, was, were, will, would, wouldnt, might, could, may, can "
        "we, did they, do they, am, does, do, did, has, have, had, can, isnt, arent, wasnt, werent, wont, doesnt, "
        "dont, didnt, hasnt, havent, be, been, being, gets, get, getting, got to, gonna, will we get, are we getting, "
        "are we going to get, are we gonna get, did we get, do we get, do we know whether, could have been, has there "
        "been, have there been, is it the case, isnt it, wasnt it, isnt that, wasnt that, is it true, is this true, is "
        "it right, is it correct, is it so, was it true"
    ),
    Word.IT: (
        "it, this, that, he, she, they, him, her, them, his, their, its, this one, that one, this part, that part, "
        "this role, that role, this character, that character, isnt it, wasnt it, isnt that, wasnt that"
    ),
    Word.SOMEBODY: (
        "he, she, they, him, her, them, his, this part, that part, this role, that role, this character, that character"
    ),
    Word.ONE_PERSON: (
        "he, she, him, her, his, her own show, his own show, her own series, his own series, her own spin off, his own "
        "spin off, show of her own, show of his own, series of her own, series of his own, her own spinoff, his own "
        "spinoff"
    ),
    Word.OUT: "out, out yet",
    Word.PRESENT: (
        "will we see, are we gonna see, are we going to see, do we see, will we get to see, can we expect to see, do "
        "we get to see, pops up somewhere, turn up, turns up, turned up, turning up, pop up, pops up, popped up, "
        "signed on, signs on, signed up, sign on, on board, part of, be part of, involved, included, part of the cast, "
        "seen, there, reprise, reprises, reprised, reprising, cameo, cameos, make an appearance, makes an appearance, "
        "made an appearance, present, in, on, back, return, returns, returning, returned, come back, comes back, "
        "coming back, came back, appear, appears, appeared, appearing, show up, shows up, showing up, showed up, join, "
        "joins, joining, joined, star, stars, starred, starring, feature, featured, features, guest star, guest stars, "
        "make a comeback, around, sale, aparece, dabei, sure in, come again, comes again, aboard, on board in, took "
        "part, takes part, take part, taking part, took part in, takes part in, take part in, pop back up, pops back "
        "up, showing his face, showing her face, show his face, show her face, turn up again, feature in, features in, "
        "appear in, appears in, appeared in, star in, stars in, starred in, signed up for, return for, returns for, "
        "returning for, back for, back in, pop in, pops in, popped in, reappear, reappears, reappeared, reappearing, "
        "shows his face, shows her face, billed, credited in, credited for, attached, attached to, taucht auf, "
        "vorkommt, mit dabei, vuelve, volta, revient, regresa, zuruck, acts in, act in, acted in, acting in, plays in, "
        "played in, playing in, get to see, expect to see, likely to see, ever see, going to see, gonna see, we see, "
        "will see, see again"
    ),
    Word.EVERYONE: (
        "cast members, members of the cast, makes up the cast, made up the cast, make up the cast, people who act, "
        "actors in it, the lineup, lineup, ensemble, whos who, whole gang, performers, full list, players, cast, full "
        "cast, main cast, cast list, whole cast, actors, actresses, stars, everyone, everybody, people, characters, "
        "list of actors, reparto, elenco, besetzung, distribution, everyone whos, everyone who is, everybody whos, the "
        "actors, the actresses, all actors, all the actors, the players, dramatis personae, roster, the roster, cast "
        "and characters, whole lineup, besetzungsliste, cast of characters, cast lineup, cast listing, castlist, full "
        "cast list, whole cast list, entire cast list, entire cast, complete cast, complete cast list, casting list, "
        "cast roster, line up, the line up, main actors, main characters, lead actors, the leads, leads, principal "
        "cast, principal actors, supporting cast, supporting actors, series regulars, regulars, main cast members, "
        "star cast, starring cast, all cast, part of the cast, cast wise, character list, characters list, list of "
        "characters, list of the characters"
    ),
    Word.WOMEN: (
        "women, woman, female, females, only women, a woman, all women, female directors, women directors, only women "
        "who, women who, only women that, women that, just women who, just women"
    ),
    Word.ABOUT: (
        "about, on, regarding, concerning, re, with regard to, in regards to, with regards to, surrounding, when it "
        "comes to, in relation to, as regards"
    ),
    Word.PAST: ("did, was, were, came out, came, aired, released, premiered, started, began, debuted, launched"),
    Word.SHOW: (
        "the programme, this programme, the program, this program, the show, show, the series, this show, this series, "
        "the whole show, the tv show, la serie, die serie, this wonderful series, this wonderful show, this great "
        "show, this great series, this amazing show, this amazing series, this lovely show, this lovely series, this "
        "fine series, this fine show, this awesome show, this awesome series, this brilliant show, this brilliant "
        "series, this fantastic show, this fantastic series, this beautiful series, this beautiful show, this "
        "excellent series, this excellent show, this nice series, this nice show, this masterpiece, this thing, this "
        "tv show, this tv series, the tv series, our show, our series, this show of ours, a serie, esta serie, cette "
        "serie, diese serie, the whole series, the entire series, the entire show, this fantastic programme, this "
        "lovely programme, the serie, this serie"
    ),
    Word.NEXT_SEASON: "next season, the next season, new season, the new season, upcoming season",
    Word.TAG: (
        "or na, or nah, or what, right, yes, yeah, no, correct, true, yea, ye, isnt she, isnt he, isnt it, arent they, "
        "wasnt she, wasnt he, wasnt it, werent they, doesnt she, doesnt he, doesnt it, dont they, didnt she, didnt he, "
        "didnt it, didnt they, wont she, wont he, hasnt it, hasnt she, hasnt he, or not, or no, or am i wrong, am i "
        "right, innit, huh, eh, is that right, is that correct, is that true, is it true, verdad, oder, nicht wahr, "
        "ne, nao e, is this true, is this right, is this correct, is this so, is that so, or, true or false, yes or "
        "no, or was she, or was he, or wasnt she, or wasnt he, or isnt she, or isnt he, or is she, or is he, or didnt "
        "she, or didnt he, or did she, or did he, or doesnt she, or doesnt he, am i correct, am i wrong, or is it, or "
        "was it, yes no, or are they, or were they, isnt that so, isnt that right, am i mistaken, or am i mistaken, or "
        "am i misremembering, or did i dream that, or did i make that up, or am i making that up, or am i making it "
        "up, or am i dreaming, or am i imagining it, or am i imagining things, or am i confused, or am i crazy, or am "
        "i going crazy, or am i mixing things up, or am i mixing it up, or am i mixing that up, am i making that up, "
        "am i misremembering, havent they, havent we, hadnt they, hadnt she, hadnt he, wouldnt she, wouldnt he, "
        "wouldnt it, wont they, isnt that, wasnt that, vero, no es verdad, nicht, n est ce pas, nest ce pas, pas vrai, "
        "stimmts, gell, ja, nao, certo, cierto, a que si, oui, yup, yep, surely, no wait, ya, aye, do i have that "
        "right, have i got that right, did i get that right, is it so, aint she, aint he, aint it, aint they, or nope, "
        "or naw, or whatever, or something, or nay, or wasnt it, or isnt it"
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
        "going to be, is there gonna be, are there going to be, would there be, can there be, theres, there be, do we "
        "know whether, does anyone know whether, does anyone know if, do you know if, do we know if, has there been, "
        "have there been, had there been, can you tell me if, can you tell me whether, could you tell me if, could you "
        "tell me whether, i wonder if, i wonder whether, wondering if, wondering whether, was wondering if, was "
        "wondering whether, just wondering if, curious if, curious whether, wanna know if, want to know if, want to "
        "know whether, need to know if, not sure if, not sure whether, cant remember if, cant remember whether, any "
        "idea if, any idea whether, any word if, any word whether, any word on whether, is it confirmed that, is it "
        "known if, is it known whether, has it been confirmed that, has it been confirmed if, has it been confirmed "
        "whether, have they said if, have they said whether, did they say if, did they say whether, does anybody know "
        "if, does anybody know whether, anyone know if, anyone know whether, anybody know if, please confirm whether, "
        "can you confirm that, confirm whether, confirm if, could you confirm that, could you confirm whether, can you "
        "confirm whether, can you confirm if, could you confirm if, is it so that, is it a fact that, is it really "
        "true that, is it still true that, is it known that, tell me if, tell me whether, lmk if, idk if, it is true "
        "that, it is correct that, is true that, is correct that, is it certain that, do you know whether, would you "
        "know if, would you happen to know if, do you happen to know if, am i right to think, am i right to think "
        "that, am i right to say, am i right in saying, am i right in saying that, am i correct to think, would i be "
        "right in thinking, would i be right in thinking that, am i right thinking, did i hear right that, did i hear "
        "correctly that, did i read correctly that, did i read right that, did i hear that, did i read that, is there "
        "truth in, is there any truth in, any truth to, is there any truth to, is there going to be more, will there "
        "be more, are there going to be more, is there gonna be more, is there more, will we get more, are we getting "
        "more, do we get more, will they make more, will they ever make more, will there ever be more, are they making "
        "more, are they gonna make more, are they going to make more, could there be more, any chance of more, chance "
        "of more, is there any more, will there be any more, is there any chance of more, are we ever getting more, "
        "can we expect more, should we expect more, any new episodes, any new episodes coming, any more episodes "
        "coming, new episodes coming, any more coming, there are, there were, there will be, can you verify that, can "
        "you verify, could you verify, could you verify that, can anyone verify, can anyone verify that, please verify "
        "that, verify that, is it truth that, it is truth that, will exist, will there exist, will it exist"
    ),
    Word.CHATTER: (
        "cuz, coz, bc, like, but, so, and, also, plus, because, cause, anyway, anyways, then, or, q, question"
    ),
    Word.NOT: (
        "isnt, arent, wasnt, werent, wont, doesnt, dont, didnt, hasnt, havent, wouldnt, no, isnt it, wasnt it, isnt "
        "that, wasnt that"
    ),
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
        "premiere date, start date, date, dates, a renewal, a release date, the release date, a premiere date, a date, "
        "release day, an air date, a start date, continuation, any release date, an actual release date, release date "
        "been announced, date been announced"
    ),
    Word.OR: "or",
    Word.LENGTH: "how long, long, runtime, run time, length, minutes, duration, how many minutes, running time",
    Word.ANY_DATE: (
        "a release date, a premiere date, a date, an air date, a start date, any release date, an actual release date, "
        "release date been announced, date been announced"
    ),
    Word.SHOT: "shooting, filming, shoot, production",
    Word.WORK: (
        "theme tune, theme song, title music, soundtrack, soundtracks, music, score, tunes, costumes, stunts, camera, "
        "theme music, opening theme, opening music, title song"
    ),
    Word.BY: "was by, were by, is by, are by, episodes by, episode by, eps by, ep by",
    Word.MADE: "made, makes",
    Word.OTHER: "else, other, others, other stuff, other roles, other parts, other episodes",
    Word.BESIDES: "with, new, than, first, originally, initially",
    Word.TO_COME: (
        "can, could, might, may, would, wouldnt, will, wont, gonna, going to, back, return, returns, returning, "
        "returned, come back, comes back, coming back, came back, join, joins, joining, joined, make a comeback, come "
        "again, comes again, pop back up, pops back up, turn up again, return for, returns for, returning for, back "
        "for, back in, reappear, reappears, reappeared, reappearing, vuelve, volta, revient, regresa, zuruck"
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

OF_OPINION = frozenset(
    "awful creepy amazing brilliant lovely annoying hot cute cool gorgeous horrible evil wonderful fantastic "
    "terrible great beautiful handsome scary funny hilarious poor sweet badass iconic legendary dreadful nasty "
    "mean grumpy weird strange mysterious charming delightful terrifying menacing villainous heroic bloody damn "
    "excellent incredible talented famous likeable unlikeable insufferable obnoxious precious adorable sexy cold "
    "cruel kind gentle brave tragic dashing stern grim sinister".split()
)
"""Words for what somebody thinks of somebody, right before the name: "who plays that awful Dorothy Walker"."""

UNNAMED = frozenset(
    "boy boys girl girls kid kids guy guys man men woman lady ladies dude bloke chap fellow fella friend friends "
    "gentleman gentlemen lad lads lass gal person persons mate mates buddy pal pals gang sis bro son experts legends "
    "nerds bot war hat mine era chat".split()
)
"""Words that say nothing in "hey man" or "the man who plays Kilgrave", and mean somebody in "the man in 2x07"."""

BEHIND_SOMEBODY = frozenset(
    "looks look looked seems seem seemed sounds sounded reminds reminded creeps creeped scares scared gives gave "
    "makes made keeps kept deserves deserved needs rocks rocked rules ruled slays slayed slaps annoys annoyed "
    "bugs bugged cracks breaks broke gets got feels felt freaks freaked haunts haunted steals stole nails nailed "
    "kills killed crushes crushed shines shone dies died cries cried always never totally absolutely literally "
    "honestly really so too just still yesterday today tonight again omg lol tho though everywhere "
    "adores adore adored loves loved hates hate hated loathes loathe miss misses missed fancies fancy fancied worships "
    "prefers despises idolises idolizes stans stan ships ship watching watched rewatching rewatched googling googled "
    "mentions mentioned recognises recognised recognizes recognized calls called likes liked".split()
)
"""Words that stand beside a name and are no part of it: "Trish looks familiar", "my gran adores Jonah"."""

FUNCTION_WORDS = frozenset(
    "a an the of in on at for to by from with as is are was were be been does do did has have had who whos what whats "
    "when which how it its this that i you we me my your he she they and or but so".split()
)
"""No name is looked for that is made of these alone."""
