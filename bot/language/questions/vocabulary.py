"""The words that questions are made of. To teach another one, add it to its line.

A phrase counts before the shorter phrases in it: "come out" before "come". All are written as `fold` makes them: in
lower case, without apostrophes.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import product, starmap

from bot.domain.facts import Status


class Wish(StrEnum):
    """What a question asks for."""

    WRITER = "writer"
    DIRECTOR = "director"
    CREW = "crew"
    NEWS = "news"
    CAST = "cast"
    RENEWAL = "renewal"
    SYNOPSIS = "synopsis"
    DATES = "dates"
    EPISODES = "episodes"
    EPISODE = "episode"
    SEASON = "season"
    NEXT = "next"


class Word(StrEnum):
    """What else a word may do in a question."""

    FILLER = "says nothing"
    CHATTER = "says nothing, and ends what came before it"
    WHO = "asks for people"
    WHEN = "asks for a date"
    WHAT = "asks for things"
    VERB = "begins a question that is answered with yes or no"
    IT = "refers to what was asked before"
    SOMEBODY = "refers to somebody"
    ONE_PERSON = "refers to one person alone"
    OUT = "says that something is there to watch, whenever it came"
    PRESENT = "says that somebody is in something"
    EVERYONE = "means the whole cast"
    WOMEN = "means women alone"
    ABOUT = "goes before what is asked about"
    PAST = "says that it is about something that was"
    SHOW = "means the server's show"
    HOW = "asks in which way"
    WHY = "asks for a reason, which no fact has"
    NEXT_SEASON = "means the season that comes next"
    HOW_MANY = "asks for a number"
    EXCLAIMS = "asks for nothing, though it sounds like it"
    TAG = "asks whether what was said is so"
    THERE = "asks whether there is something"
    NOT = "says that something is not so"
    ALL = "says how much of something is meant"
    SOME = "says that one of them is enough"
    US = "means who asks, or who is asked"
    BEYOND = "goes before what comes earlier or later"
    BESIDES = "asks for somebody or something besides those that are named"
    NOUN = "names what is asked for without a verb"
    OTHER = "asks for more of somebody"
    TO_COME = "says that somebody is yet to come, or to come again"
    ANNOUNCED = "asks whether something was made known"
    MAKING = "asks how it is made"
    OR = "offers a choice"
    BY = "goes before those who made it, mostly its director"
    MADE = "asks who made the show, and no part of it"


class Course(StrEnum):
    """What a question may suppose of how a show goes on."""

    SPIN_OFF = "has a show of its own"
    FILMED = "is filmed"
    OVER = "over"
    LAST = "last"
    GOES_ON = "goes on"


WISHES: Mapping[Wish, str] = {
    Wish.WRITER: (
        "scritto, ha scritto, scrisse, writing side, on writing duty, on writing duties, writing duties, wrote, write, "
        "writes, writing, written, writer, writers, co wrote, co written, script, scripted, penned, screenplay, "
        "screenwriter, teleplay, escribio, escribe, ecrit, schrieb, geschrieben, drehbuch, escreveu, which writer, who "
        "wrote, writing credit, writing credits, screenwriters, scripts, author, authors, authored, ecrivit, escrito, "
        "pluma, made the script, did the script, did the writing, made the writing, where written by, where written, "
        "did the screenplay, made the screenplay, behind the script, behind the writing"
    ),
    Wish.DIRECTOR: (
        "was by, were by, is by, are by, episodes by, episode by, eps by, ep by, diretto, ha diretto, diresse, "
        "directing duty, directing duties, on directing duty, directing side, directing work, direction, under whose "
        "direction, fuhrt regie, fuhrte regie, regie fuhren, directed, direct, directs, directing, director, "
        "directors, co directed, helmed, helms, helm, helming, directorial, dirigio, dirige, dirigido, dirigiu, regie, "
        "regie gefuhrt, regisseur, realise, realisateur, realizou, regista, which director, directing credit, "
        "directing credits, at the helm, behind the camera, in the directors chair, directrice, regisseurin, gedreht, "
        "made the direction, did the direction, made direction, did direction, did the directing, stood behind the "
        "direction, stands behind the direction, behind the direction, where directed by, where directed, stood behind "
        "the camera, made the regie"
    ),
    Wish.CREW: (
        "crew, people behind, made the show, makes the show, team behind, makers, behind the show, behind the series, "
        "behind it, works on the show, worked on the show, making the show"
    ),
    Wish.NEWS: (
        "being said, was being said, own spin off, her own spin off, his own spin off, their own spin off, its own "
        "spin off, going round, doing the rounds, floating around, circulating, flying around, making the rounds, "
        "latest, spin off, spinoff, own show, own series, her own show, his own show, their own show, her own series, "
        "his own series, show of her own, show of his own, series of her own, series of his own, finished shooting, "
        "finished filming, wrapped filming, wrapped shooting, shoot wrapped, filming wrapped, done filming, done "
        "shooting, shooting over, filming over, filming done, whats happening, what is happening, what was happening, "
        "whats happening with, going on with, news, rumours, rumors, rumour, rumor, gossip, whats new, what is new, "
        "what was new, anything new, updates, update, headlines, the latest, whats the latest, announced, "
        "announcement, announcements, noticias, neuigkeiten, nouvelles, novidades, whats been said, what has been "
        "said, what have they said, what did they say, what have people said, what was said, whats said, what is being "
        "said, whats going on, what is going on, any word, word on, heard, announce, scoop, latest on, whats up with, "
        "what had been said, been said, had been said, was said, teased, reports, speculation, noticia, what is told "
        "about, what was told about, what do people say, what are people saying, what do they say, what did people "
        "say, finish shooting, finish filming, finish the shooting, finish the filming, shooting finished, filming "
        "finished, finished the shoot, finished the shooting, finished the filming, wrap filming, wrap shooting, wrap "
        "the shoot, wrap production, finish production, wrapped production, finished production"
    ),
    Wish.CAST: (
        "whose face, took the role, took the part, takes the part, take the role, take the part, was behind, were "
        "behind, do we see as, we see as, supposed to be in this, recita, interpretata, the guy doing, the woman "
        "doing, the man doing, the actor doing, the actress doing, the one doing, the person doing, act, acts in, "
        "people who act, who act, guy doing, actress doing, actor doing, one doing, woman doing, man doing, person "
        "doing, is behind, belongs to, turned up as, turns up as, shows up as, showed up as, hace de, hace, hacia de, "
        "gespielt von, wird gespielt, wurde gespielt, other roles, other parts, plays, play, played, playing, "
        "portrays, portray, portrayed, portraying, actor, actress, voices, voiced, voice, acts, acted, acting, cast "
        "as, stars as, starred as, starring as, role, roles, part, parts, character, characters, interpreta, "
        "interprete, interpreto, joue, spielt, gespielt, juega, faz, actriz, ator, atriz, schauspieler, "
        "schauspielerin, acteur, actrice, brought to life, casting, which actor, which actress, what actor, what "
        "actress, actor behind, actress behind, behind the character, playing the part, bring to life, brings to life, "
        "embodies, impersonates, interpretato, interpretada, interpretado, interpretou, incarne, verkorpert, "
        "darsteller, darstellerin, papel, rolle, schauspielert, in the role, takes the role, irl, in real life, actors "
        "name, the actors name, actresss name, actress name, doing the role, doing the part, does the role, does the "
        "part, did the role, did the part, has the role, has the part, had the role, had the part, got the role, got "
        "the part, gets the role, actor that does, actress that does, actor who does, actress who does, guy that does, "
        "guy who does, woman who does, woman that does, man who does, man that does, person who does, person that "
        "does, one who does, one that does, lady who does, girl who does, where played by, this part, that part, this "
        "role, that role, this character, that character"
    ),
    Wish.RENEWAL: (
        "renewal situation, cancelled or renewed, renewed or cancelled, canceled or renewed, renewed or canceled, a "
        "renewal, be more, be any more, more coming, any more seasons, any more episodes, any new seasons, going to "
        "happen, gonna happen, ever happen, coming, renewal status, wrapped, in the can, pre production, post "
        "production, writers room, cancelled, canceled, cancel, axed, scrapped, renewed, renew, renewal, picked up, "
        "greenlit, green lit, ordered, ended, finished, over, done, ending, end, the end, final season, last season, "
        "the last one, the final one, the last, the final, another season, more seasons, one more season, a new "
        "season, more episodes, continue, continues, continuing, continued, go on, goes on, going on, in production, "
        "filming, hiatus, on hiatus, officially over, happening, future, cancelada, renovada, abgesetzt, verlangert, "
        "annulee, renouvelee, wrapped up, planned, plan, plans, in the works, on the way, on the cards, to come, get "
        "more, pulled the plug, pull the plug, pulls the plug, called it quits, final run, last run, returning for "
        "another, back for more, keep going, carry on, carries on, fate, status, dead, axe, cut, canned, ends, more of "
        "it, more to come, go ahead, commissioned, order, cancellation, abgeschlossen, terminada, finita"
    ),
    Wish.SYNOPSIS: (
        "what happens, what happened, happens, happened, happen, plot, synopsis, summary, story, storyline, recap, "
        "summarise, summarize, whats the story, que pasa, was passiert, goes down, went down, the gist, gist, "
        "storylines, whats it about, what is it about, what was it about, tells the story, what goes on in, whats "
        "going on in, what is going on in, what went on in, what goes on during"
    ),
    Wish.DATES: (
        "quand sort, sort la, sort le, veroffentlicht, erschien, veroffentlichung, release, released, releases, "
        "releasing, release date, release day, date, dates, air, airs, aired, airing, air date, airdate, premiered, "
        "premieres, premiering, premier, premiere, premiere date, come out, comes out, came out, coming out, came, "
        "out, out yet, drop, drops, dropped, dropping, start, starts, started, starting, begin, begins, began, debut, "
        "debuts, debuted, launch, launched, arrive, arrives, arrived, coming, how soon, what day, what date, what "
        "year, which day, which date, which year, se estrena, estrena, estreno, estreia, estreou, sortie, sorti, "
        "kommt, erscheint, startet, lanzamiento, broadcast, shown, land, lands, landed, landing, how long till, how "
        "long until, how far away, when is it, due, out there, drop date, raus, kam, lief, ausgestrahlt, startete, "
        "lancou, salio, salir, estrenada, estrenaron, sortira, sorti en, available, streaming, comes, first shown, "
        "first air, first aired, hit, hits, up, go live, goes live, went live, start date, start day, premier date, c "
        "quand, cest quand, c est quand, when can i watch, when can we watch, when can one watch, when can you watch, "
        "since when can one watch, since when can i watch, since when can you watch, since when can we watch, when "
        "could we watch, when will we be able to watch, when do we get to watch, when will i be able to watch, release "
        "window, come, will come, when will come, la date de sortie, date de sortie, premiere window, on what exact "
        "day, what exact day, on which exact day, on what exact date, what exact date"
    ),
    Wish.EPISODES: (
        "every episode, each episode, all the episodes, all episodes, episodes, eps, episode list, episode titles, "
        "episode names, episode guide, list of episodes, ep list, eps list, episodios, folgen, titles, how many "
        "episodes, number of episodes, episode count, ep count, count, how long is the season, list of eps, names of "
        "the episodes, capitulos, episodes list, epis, how much episodes, how much eps, every single episode, how many "
        "eps, amount of episodes, which ones did, which ones does, which ones has"
    ),
    Wish.EPISODE: (
        "title, titled, called, name, named, how long, long, runtime, run time, length, minutes, duration, titulo, "
        "titel, titre, llama, whats it called, known as, entitled, go by, goes by, heisst, como se llama, which "
        "number, what number, number has, bears the title, has the title, carries the title, bears the name, has the "
        "name, carries the name, under the title, with number"
    ),
    Wish.SEASON: (
        "known, know, knew, stand, stands, stood, info, information, details, detail, facts, everything, overview, "
        "learn, learned, tell about, the deal with, the scoop on, sicher, bekannt, everything you got on, everything u "
        "got on, everything you have on, everything you know about, everything u know about, all you got on, all you "
        "have on, all you know about, everything there is to know about, everything you have about, everything you got "
        "about, what you got on, what you have on, people know, people knew, did people know, did fans know, fans "
        "know, fans knew, did anyone know, did anybody know"
    ),
    Wish.NEXT: (
        "next, whats next, what is next, next up, up next, on next, next one, upcoming, coming up, comes next, "
        "following, what comes next, what follows"
    ),
}

JOBS: Mapping[str, str] = {
    "creator": (
        "brainchild, thought up, whose idea, idea, invented, inventor, created, creator, creators, create, creates, "
        "came up with, creo, cree, erfunden"
    ),
    "showrunner": (
        "showrunner, showrunners, show runner, show runners, runs the show, run the show, ran the show, runs the "
        "series, running the show, ran, runs, runs things, ran things, in charge of, boss, head writer, who runs, "
        "showrunning, in charge, in charge of the show, showruns, showran, runs it"
    ),
    "composer": (
        "composer, composers, composed, compose, music, soundtrack, score, scored, theme tune, theme song, title "
        "music, musica, musik, musique, wrote the music, made the music, did the music, does the music, sings, "
        "soundtracks, tunes, composes"
    ),
    "executive producer": (
        "executive producer, executive producers, exec producer, exec producers, executive produced, executive "
        "produces, executive producing"
    ),
    "producer": "producer, producers, produced, produces, produce, producing",
    "cinematographer": (
        "photographed, photographs, lensed, cinematographer, cinematographers, cinematography, director of "
        "photography, dop, camera, cameraman"
    ),
    "editor": "editor, editors, edited, edits, editing",
    "casting director": "who cast, casting director, casting directors, did the casting, does the casting",
    "costume designer": "costume designer, costume designers, costumes, costume design",
    "production designer": "production designer, production designers, production design",
    "stunt coordinator": "stunt coordinator, stunt coordinators, stunts",
}
"""The jobs that can be asked for, by their keys."""

STATUSES: Mapping[Status, str] = {
    Status.CONFIRMED: "confirmed, official, officially, for certain, for sure",
    Status.REPORTED: "reported, reportedly, reports",
    Status.RUMOURED: ("rumours, rumors, rumour, rumor, rumoured, rumored, gossip, speculation, unconfirmed, leaked"),
    Status.DENIED: "denied, debunked, ruled out",
}

COURSES: Mapping[Course, str] = {
    Course.SPIN_OFF: (
        "own spin off, her own spin off, his own spin off, their own spin off, its own spin off, spin off, spinoff, "
        "own show, own series, her own show, his own show, their own show, her own series, his own series, show of her "
        "own, show of his own, series of her own, series of his own"
    ),
    Course.FILMED: (
        "finished shooting, finished filming, wrapped filming, wrapped shooting, shoot wrapped, filming wrapped, done "
        "filming, done shooting, shooting over, filming over, filming done, finish shooting, finish filming, finish "
        "the shooting, finish the filming, shooting finished, filming finished, finished the shoot, finished the "
        "shooting, finished the filming, wrap filming, wrap shooting, wrap the shoot, wrap production, finish "
        "production, wrapped production, finished production"
    ),
    Course.OVER: (
        "cancelled, canceled, cancel, axed, scrapped, ended, ending, finished, over, done, end, the end, officially "
        "over, cancelada, abgesetzt, annulee, wrapped up"
    ),
    Course.LAST: "final season, last season, the last one, the final one, the last, the final",
    Course.GOES_ON: (
        "order, commissioned, go ahead, a renewal, be more, be any more, more coming, any more seasons, any more "
        "episodes, any new seasons, going to happen, gonna happen, ever happen, coming, planned, in the works, on the "
        "way, on the cards, to come, get more, back for more, returning for another, keep going, carry on, renewed, "
        "renew, picked up, greenlit, green lit, ordered, another season, more seasons, one more season, a new season, "
        "more episodes, continue, continues, continuing, continued, go on, goes on, going on, happening, renovada, "
        "verlangert, renouvelee"
    ),
}

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
    Word.FILLER: f"{_SMALL_WORDS}, {_POLITE}, {_TALK}, {_ELSEWHERE}, {', '.join(starmap(_all_ways, _IN_TURN))}",
}

SPELLINGS: Mapping[str, str] = {
    "wil": "will", "wrot": "wrote", "wrte": "wrote", "wrtie": "write", "drector": "director", "acter": "actor",
    "lst": "list", "rote": "wrote", "lsit": "list", "caast": "cast", "csat": "cast", "casst": "cast",
    "plais": "plays", "plaied": "played", "plaid": "played", "dis": "this", "meny": "many", "mny": "many",
    "happning": "happening", "ply": "play", "plyed": "played", "u": "you", "ur": "your", "r": "are", "wus": "was",
    "wuz": "was", "iss": "is", "ar": "are", "cn": "can", "hw": "how", "epsiode": "episode", "epsode": "episode",
    "episods": "episodes", "epsd": "episode", "seasn": "season", "sesaon": "season", "sesson": "season",
    "tel": "tell", "whn": "when", "wen": "when", "wehn": "when", "whne": "when", "hwo": "who", "woh": "who",
    "whi": "who", "wich": "which", "whcih": "which", "wihch": "which", "waht": "what", "wat": "what", "wht": "what",
    "whta": "what", "wut": "what", "teh": "the", "hte": "the", "dose": "does", "deos": "does", "doe": "does",
    "si": "is", "iz": "is", "rumers": "rumours", "seaosn": "season", "rly": "really", "wats": "whats", "wos": "whos",
    "szn": "season", "abuot": "about", "sombody": "somebody", "playd": "played", "abt": "about", "dat": "that",
    "epsidoes": "episodes", "epsidoe": "episode", "espisode": "episode", "espisodes": "episodes",
    "epsiodes": "episodes", "episdoe": "episode", "episdoes": "episodes", "eposide": "episode",
    "eposides": "episodes", "episoeds": "episodes", "ssn": "season", "epi": "episode", "nwes": "news", "nws": "news",
    "eppisode": "episode", "dir": "director", "dirs": "directors", "ppl": "people", "peeple": "people",
    "seris": "series", "sereis": "series", "seires": "series", "n": "and",
}  # fmt: skip
"""Slips in words that are too short for the rule for slips, and usual abbreviations."""

NO_SLIPS = frozenset(
    "abound aching acton agent aground aided aiding ailing aimed aiming aires announcer announcers appeal appealed "
    "appealing appeals ardent arena argent astor beings benin bering bevan bling boeing boing broadcaster "
    "caller calmed cancer cashing casing cheated coding combing compost containing contending continuity continuous "
    "convincing coping costing crate crates crease cremated crested crete culled dales dames danes dares dated "
    "dawes debated debit debts debug defied denier dented derail detain directions directories directory directv "
    "dissecting distributing distributions distributor dripping drips droppings edith emits ender exited exiting "
    "exits faces facets facto farts filing filling finisher haunt haven havens headliner headliners hells helmet "
    "helped helping helps informatics interpret interpreter interpreters interpretive interprets johns joint joints "
    "lander landis lando lanes lansing latent lauded launcher leaped learner leary leased lending lends lengthy "
    "llamas lunch musical musicals naked panned pants paris parks parte parti party paying penney pinned pinot "
    "pivot placed placing planing plated plating playa ports prayed praying prays product products quaid "
    "queen quell quiet quinn realism realist reggie regime regis rehearsing renee repeatedly reporter reposted "
    "resorted resorts robes robles rolex rolls ropes roses rules scare scared scarred scarring scars scope scorer "
    "scorn scorned scoured scraped sears seconds shawn shore showy smart snore soars sorts sparring "
    "spelt spilt spore stabs stairs starter startled startling stated stating stays stints stirred stirring stirs "
    "stony stored storey stork storm stormy strapped strat stuart stuns swore thebes themes theorem theresa therese "
    "theses thirds threes tiled tiles tilted tithe vices waite waiter waiters waiting welch white whiter whites "
    "whiting whore woken world wound woven writhe writhing".split()
)
"""Ordinary words and first names that come near a word of the vocabulary: they are no slips for it."""

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
