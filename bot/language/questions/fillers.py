"""The words that say nothing. A question is answered as if they were not there.

Before adding one, think of a question in which it says everything.
"""

from itertools import product, starmap

_SMALL_WORDS = (
    "as well, as well as, as it was, very, very first, tf, herself, himself, themselves, itself, according to, did we "
    "think, do we think, did people think, did anyone think, did they think, we thought, that day, on that day, by "
    "that day, that month, that year, give, gave, given, gentleman, lad, lass, chap, bloke, fella, gal, gentleman who, "
    "lady who, chap who, bloke who, fella who, the one who, the guy who, the woman who, the man who, the actor who, "
    "the actress who, credited with, as known, handled, worked on, work on, works on, served as, serves as, serving "
    "as, responsible for, aka, original, all of them, all of it, whole thing, credited as, credited, credit, as it "
    "stood, as things stood, as of then, on record, listed, recorded, official list of, wird, wurde, ich, mir, bitte, "
    "sil vous plait, por favor, se hizo, before it came out, before it aired, before it was out, before it was "
    "released, before it started, already, known to, listing, specifically, precisely, roughly, about when, in total, "
    "altogether, overall, in all, it all, else, else in, on this, whose, hers, mine, us far, as far as anyone knew, as "
    "far as we know, far as we know, anywhere, somewhere, per se, by the way, by whom, whom, one of, out of, such, "
    "via, per, till, until, til, than, around, going around, go around, about to, want to, trying to, wanted to, used "
    "to, first, originally, initially, for good, at all, at some point, anyhow, whatsoever, exact, actual, current, "
    "this time, these, those, thing, things, list of, kind of, sort of, number, so called, full, whole, complete, "
    "entire, a, an, the, of, in, on, at, during, within, for, to, by, from, as, into, any, some, all, there, yet, now, "
    "ever, still, again, too, just, actually, really, even, anything, something, an episode, any episode, any "
    "episodes, an episode of, ones, one, once, back then, at the time, at that time, then, currently, right now, rn, "
    "today, so far, tonight, up, going to, said to, supposed to, expected to, meant to, rumoured to, rumored to, "
    "reported to, set to, due to, anyone, anybody, someone, somebody, anyone knows, the guy, the woman, the man, the "
    "person, person, lady, kid, girl, boy, guy who, one who, person who, the one, the person who, woman who, man who, "
    "actor who, actress who, that, who, which, do we have, have we got, do you have, have you got, got, have, has, "
    "having, or what, or not, or no, for me, for us, up to, of the show, in the show, of the series, in the series, on "
    "the show, episode, ep, season, series, installment, instalment, new, the hell, the heck, on earth, supposedly, "
    "apparently, allegedly, name of, the name of, whats the name of, what is the name of, here, over here, on here, "
    "persons, exist, existed, exists, consist, consist of, consists, consists of, consisted of, contain, contains, "
    "comprise, comprises, with title, with the title, with name, with the name, by the name of, by the name, state of, "
    "the state of, state of a, state of the, the state of play on, state of play on, state of play with, state of play "
    "for, state of play about, together, jointly, at least one, publicly, made public, publicly known, thats, that is, "
    "that was, mr, mrs, stood behind, stands behind, fuhrte, fuhrt, did they believe, do they believe, did people "
    "believe, did they believe that, did people believe that, did they think that, did people think that, did we think "
    "that, did they expect, did people expect, did we expect, did they expect that, do they expect, do people expect, "
    "do people think, do people think that, do they think that, in both, whichever, were public, was public, are "
    "public, is public, were made public, was made public"
)
_POLITE = (
    "good day, would someone be so good as to, could someone be so good as to, someone be so good as to, he wants to "
    "know, she wants to know, they want to know, he asks, she asks, he asked, she asked, hes asking, shes asking, he "
    "is asking, she is asking, would you please be so good as to, please be so good as to, be so good as to tell me, "
    "most grateful for, i would be most grateful for, id be most grateful for, most grateful, i would appreciate "
    "knowing, id appreciate knowing, would appreciate knowing, appreciate knowing, very grateful, id be very grateful, "
    "id be very grateful for, id be grateful for, grateful for, if you have that, if you have it, if you know, if you "
    "know it, if thats okay, if thats ok, if it isnt too much trouble, if its not too much trouble, i think, i "
    "thought, i believe, i guess, i bet, pretty sure, im pretty sure, im sure, fairly sure, i swear, names of, the "
    "names of, in the end, keep wondering, been wondering, ive been wondering, a list of, do me a solid, spare me the "
    "search, save me the search, hiya, heya, howdy, greetings, evening, good evening, good morning, morning, good "
    "afternoon, afternoon, gm, ayo, oi, psst, friends, legends, besties, bestie, lads, ladies, gents, gentlemen, sir, "
    "madam, maam, buddy, pal, pals, mates, fellow fans, team, squad, chaps, regards, best regards, kind regards, warm "
    "regards, sincerely, best wishes, bye, ta, tysm, tyvm, tia, much obliged, obliged, god bless, bless, appreciated, "
    "grateful, many thanks, thanks so much, thank you so much, thanks a lot, thanks a bunch, thanks a million, thank "
    "you kindly, thank you very much, sorry to bother you, sorry to bother, sorry to ask, sorry for asking, sorry if "
    "this was asked, i would like, id like, would like, looking for, im looking for, i am looking for, searching for, "
    "im searching for, run me through, walk me through, fill me in on, catch me up on, enlighten me, inform me, kindly "
    "inform me, advise me, kindly advise, please advise, please inform me, do tell, pray tell, share, could you share, "
    "please share, can you share, please provide, could you provide, kindly provide, provide, happy to know, keen to "
    "know, dying to know, eager to know, interested in, im interested in, interested to know, want to find out, trying "
    "to figure out, figure out, trying to work out, work out, cant find, couldnt find, cannot find, i cant find, i "
    "cannot remember, cannot remember, i do not remember, slipped my mind, it slipped my mind, slips my mind, escapes "
    "me, it escapes me, tip of my tongue, on the tip of my tongue, refresh my memory, jog my memory, settle a bet, "
    "help me settle a bet, for a bet, for a quiz, for trivia, for pub quiz, for my blog, for a friend, my friend wants "
    "to know, my wife wants to know, my husband wants to know, my mum wants to know, my mom wants to know, my kid "
    "wants to know, wants to know, in general, generally, as a whole, i mean, i meant, gimme, lemme know, pray, sorry "
    "for the ping, meant to ask, meant to ask the bot, ask the bot for, ask the bot, thanks in advance, would you be "
    "so good as to, so good as to, be so good as to, would you kindly, kindly list, could you list out, name me, i "
    "would be grateful to hear, i would be grateful, id be grateful, i would appreciate, would appreciate, id "
    "appreciate, as to say, so kind as to say, so kind as to, be so kind as to, would you be so kind as to, would you "
    "be so kind as to say, be good enough to tell me, could you be so kind, do me a favour, do me a favor, can you be "
    "a dear and tell me, would you mind listing, mind listing, would you mind, do you mind, if possible, when you have "
    "a minute, when you get a chance, quick one, random question, stupid question, dumb question, serious question, "
    "genuine question, honest question, next question, asking for a friend, for the record, just checking, just "
    "curious, happen to know, anybody happen to know, might i trouble you for, could i trouble you for, may i trouble "
    "you for, excuse me, pardon me, pardon, if i may, if you dont mind, be so kind and tell me, be so kind, would you "
    "be so kind, kindly tell me, take me back to, settle this, settle this for me, need a ruling, a ruling, lmk, hmu, "
    "help me out, help me, help, u know, any1 know, might you know, check, look up, i need to know, need to know, "
    "gotta know, i gotta know, we need to know, i have a question, i got a question, got a question, one question, my "
    "question is, trying to remember, cant remember, i cant remember, i dont remember, i dont know, no idea, not sure, "
    "im not sure, i keep forgetting, blanking on, im blanking on, please and thank you, much appreciated, appreciate "
    "it, would love to know, would like to know, id like to know, im trying to find out, find out, to find out, who "
    "can tell me, tell me please, please remind me, i was told, i heard, i read, do we know, anyone know, anybody "
    "know, anyone remember, would you mind telling me, mind telling me, please tell me, pls tell me, tell me, tell us, "
    "remind me, let me know, i want to know, i wanna know, i would like to know, id love to know, i wonder, im "
    "wondering, i was wondering, was wondering, wondering, just wondering, curious, im curious, any idea, any ideas, "
    "any clue, got any idea, quick question, quick q, real quick, question, please, pls, plz, thanks, thank you, thx, "
    "ty, cheers, hey, hi, hello, yo, sorry, bot, casefile, dear, kindly, please list, list, list me, give me, show me, "
    "i need, i forgot, i forget, remember, again please, im asking, asking, in order, in order if you can, if you can, "
    "if u can, in order please, in the right order, going by what was known, going by what was known then, by what was "
    "known, based on what was known, from what was known, judging by what was known, grateful to know, most grateful "
    "to know, be glad to know, glad to know, gladly, gladly know, gladly learn, i would gladly learn, would gladly "
    "know, would gladly learn, would gladly hear, i search, i seek, i am seeking, im seeking, need list, need the "
    "list, need a list, need the name, need the names, to enquire, enquire, to inquire, inquire, enquiring, inquiring, "
    "i wish to know, wish to know, i wish to ask, i should be obliged for, i should be obliged, should be obliged, "
    "should be obliged for, id be obliged, id be obliged for, i would be obliged, i would be obliged for, much obliged "
    "for, dear sir or madam, sir or madam, with kind regards, with regards, with best regards, with all respect, with "
    "respect, with all due respect, asap, hurry, real fast, super quick, i have it that, i have it, im telling you, i "
    "tell you, telling you, im telling you that, want to start, want to begin, wanna start, wanna begin, going to "
    "start, going to begin, gonna start, gonna begin, lets start, lets begin, like to start, like to begin, so we can "
    "start, if i remember right, if i remember correctly, if memory serves, if im not mistaken, if i am not mistaken, "
    "who here knows, who here remembers, anyone here know, anybody here know, does anyone here know, does anybody here "
    "know, pls fast, please fast, fast please, fast pls, need it fast"
)
_IN_TURN = (
    (
        "could can would will does do",
        "you u somebody someone anyone anybody any1",
        " please kindly happen-to",
        "tell-me tell-us let-me-know let-us-know remind-me find-out give-me show-me look-up check say list know",
    ),
    ("could can may might", "i we", " please just", "have see get know ask ask-for enquire inquire"),
)
"""The parts of polite beginnings, one of each in turn: "could you please tell me", "may I ask"."""
_TALK = (
    "bruh, bruv, sis, gosh, gee, geez, jeez, yikes, phew, sheesh, oof, oops, whoops, ooh, oooh, ah, ahh, er, erm, uhh, "
    "umm, hm, hmmm, yup, yeah, aight, alright, alrighty, tbh, ngl, imo, fr, idk, iirc, afaik, fyi, jw, smh, ffs, wtf, "
    "wth, damn, dang, bloody, freaking, frickin, flipping, fucking, effing, shit, holy, definitely, certainly, "
    "possibly, perhaps, maybe, probably, presumably, surely, indeed, simply, truly, finally, eventually, exactly, once "
    "more, once again, kinda, sorta, pretty much, lowkey, dunno, rip, friendos, xd, xx, xoxo, wait, sup, whats up, "
    "there will be, nah, yep, nope, hahaha, lmaooo, ugh, aw, aww, woah, whoa, welp, fam, y all, yall, homie, people, "
    "everyone, everybody, all, chat, gang, nerds, peeps, honestly, literally, basically, seriously, obviously, "
    "quickly, quick, ok, okay, oh, um, uh, hmm, well, lol, lmao, omg, haha, guys, guy, dude, man, bro, mate, folks, "
    "right, huh, eh, tho, though, btw"
)
_ELSEWHERE = (
    "es, son, sind, era, fue, war, eigentlich, denn, el, la, los, las, de, del, en, un, una, se, o, os, da, do, na, "
    "der, das, den, dem, bei, von, hat, ist, le, les, du, des, est, por"
)
"""The small words of Spanish, Portuguese, German and French, where the name and what is asked are clear."""


def _all_ways(*parts: str) -> str:
    """Return the phrases that have one of each part in turn, where a part may be left out."""
    ways = product(*(part.split(" ") for part in parts))
    return ", ".join(" ".join(filter(None, way)).replace("-", " ") for way in ways)


FILLERS = ", ".join((_SMALL_WORDS, _POLITE, _TALK, _ELSEWHERE, *starmap(_all_ways, _IN_TURN)))
"""All of them, as one line of the vocabulary."""
