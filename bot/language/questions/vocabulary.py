"""The words that say what a question asks for. To teach another one, add it to its line.

A phrase counts before the shorter phrases in it: "come out" before "come". All are written as `fold` makes them: in
lower case, without apostrophes.
"""

from collections.abc import Mapping

from bot.domain.facts import Status
from bot.language.questions.meanings import Course, Wish

WISHES: Mapping[Wish, str] = {
    Wish.WRITER: (
        "scritto, ha scritto, scrisse, writing side, on writing duty, on writing duties, writing duties, wrote, write, "
        "writes, writing, written, writer, writers, co wrote, co written, script, scripted, penned, screenplay, "
        "screenwriter, teleplay, escribio, escribe, ecrit, schrieb, geschrieben, drehbuch, escreveu, which writer, who "
        "wrote, writing credit, writing credits, screenwriters, scripts, author, authors, authored, ecrivit, escrito, "
        "pluma, made the script, did the script, did the writing, made the writing, where written by, where written, "
        "did the screenplay, made the screenplay, behind the script, behind the writing, scriptwriter, scriptwriters, "
        "script by, written by, story by, teleplay by, wrote the script, scribe, writing for, co writer, cowriter, "
        "cowrote, roteirista, guionista, guion, scenario, scenariste, autorin, ecrite, ecrits, sceneggiatura, "
        "scripting, writer behind, writers behind, wrote together, write together, written together, hand in writing, "
        "a hand in writing, hand in the writing, a hand in the writing, hand in the script, a hand in the script, "
        "involved in writing, credited with writing, writer wise, writing wise, script wise, took care of writing, "
        "took care of the writing, took care of the script, in charge of writing, in charge of the writing, in charge "
        "of the script, the two writers"
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
        "the camera, made the regie, called the shots, calls the shots, in the directors chair for, sat in the "
        "directors chair, sits in the directors chair, took the directors chair, directors chair, directors seat, in "
        "the directors seat, did the directing for, did directing, sat in the director chair, director chair, realiza, "
        "dirigida por, dirigido por, regie bei, regie von, diretor, diretora, directora, realisatrice, realisee, mis "
        "en scene, director behind, directors behind, directed together, direct together, co direct, codirected, co "
        "directs, hand in directing, a hand in directing, involved in directing, credited with directing, director "
        "wise, directing wise, direction wise, took care of directing, took care of the directing, took care of the "
        "direction, in charge of directing, in charge of the directing, in charge of the direction, the two directors"
    ),
    Wish.CREW: (
        "crew, people behind, made the show, makes the show, team behind, makers, behind the show, behind the series, "
        "behind it, works on the show, worked on the show, making the show, behind the scenes, who works behind the "
        "scenes, works behind the scenes, works on the show behind the scenes, crew members, crew list, the crew, "
        "production team, creative team, works on this show, worked on this show, works on this, worked on this, "
        "makers of, whos behind the show, whos behind the series, whos behind it, whos behind this, whos behind this "
        "show"
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
        "the shoot, wrap production, finish production, wrapped production, finished production, buzz, any buzz, "
        "whispers, chatter, scuttlebutt, newest, have people been saying, people been saying, been reported, was "
        "reported, been rumoured, been rumored, was rumoured, was rumored, going about, novedades, actualites, actus, "
        "neues, novita, came out about, come out about, any developments, developments, development, new info, new "
        "information, anything leaked, latest word, been going around, leaks, leak, whats being said, fresh news, "
        "recent news, latest news, breaking news, newest news, what were they saying, what are they saying, what were "
        "people saying, what were fans saying, what was everyone saying, what is everyone saying, whats everyone "
        "saying, what was everybody saying, what were folks saying, what are folks saying, what are fans saying, what "
        "were the fans saying, what did fans say, what did everyone say, were they saying, were people saying, were "
        "fans saying, are they saying, own spinoff, her own spinoff, his own spinoff, their own spinoff, its own "
        "spinoff, goss, any goss, goss on, has anyone said anything about, has anybody said anything about, did anyone "
        "say anything about, did anybody say anything about, anyone said anything about, did they say anything about, "
        "did they ever say anything about, did anybody ever say anything about, have they said anything about, did "
        "they say something about"
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
        "role, that role, this character, that character, performer, which performer, performed by, performs as, got "
        "cast as, was cast as, get cast as, cast in the part, casted, the one behind, acted by, depicts, depicted, "
        "depicted by, portrayal, personnage, personagem, personaje, playing the role, playing the role of, play the "
        "role, plays the role, played the role, plays the part, played the part, brings to the screen, took on, takes "
        "on, took on the role, takes on the role, behind, act in, acted in, acting in, interprets, interpreting, guest "
        "starred as, guest stars as, guest starring as"
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
        "it, more to come, go ahead, commissioned, order, cancellation, abgeschlossen, terminada, finita, make more, "
        "they making a, they make a, they doing a, making more, made more, any more of it, "
        "anymore, any more of this, more of this, more of the show, chance of more, chances of more, any chance of "
        "more, renewed yet, been renewed, been cancelled, been canceled, been axed, come to an end, comes to an end, "
        "came to an end, coming to an end, done for, finished for good, over for good, gone for good, called off, "
        "shelved, binned, revived, revive, revival, brought back, bring back, bringing back, bring it back, get "
        "another season, getting another season, getting another, another one coming, a follow up, ended for good, "
        "continuation, sigue, cancelaron, renovaron, renovado, renovo, cancelado, annule, renouvele, verlaengert, "
        "eingestellt, eine fortsetzung, fortsetzung, greenlight, greenlighted, cancelled for good, done for good, is "
        "there going to be more, will there be more, are there going to be more, is there gonna be more, is there "
        "more, will we get more, are we getting more, do we get more, will they make more, will they ever make more, "
        "will there ever be more, are they making more, are they gonna make more, are they going to make more, could "
        "there be more, is there any more, will there be any more, is there any chance of more, are we ever getting "
        "more, can we expect more, should we expect more, we are getting, were getting, we will get, well get, we get, "
        "we are going to get, we are gonna get, they are making, theyre making, they will make, any new episodes, any "
        "new episodes coming, any more episodes coming, new episodes coming, any more coming, the green light, green "
        "light, got the green light, given the green light, get the green light"
    ),
    Wish.SYNOPSIS: (
        "what happens, what happened, happens, happened, happen, plot, synopsis, summary, story, storyline, recap, "
        "summarise, summarize, whats the story, que pasa, was passiert, goes down, went down, the gist, gist, "
        "storylines, whats it about, what is it about, what was it about, tells the story, what goes on in, whats "
        "going on in, what is going on in, what went on in, what goes on during, premise, the premise, in a nutshell, "
        "tldr, tl dr, brief summary, short summary, storyline of, sinopsis, sinopse, resumen, resumo, resume, "
        "handlung, inhalt, trama, goes down in, went down in, summary of, recap of, logline, blurb, summarise for, "
        "summarize for, takes place in, took place in, what occurs, occurs, occurred, what occurs in, what all "
        "happens, outline, plot outline, description, describe, can you summarize, can you summarise, could you "
        "summarize, could you summarise, can you sum up, could you sum up, can you recap, could you recap, can you "
        "describe, can u summarize, can u summarise, can u recap, please summarize, please summarise, can someone "
        "summarize, can someone summarise, can somebody summarise, can anyone summarise, could someone summarise, "
        "could someone recap, can someone recap, what goes down, what went down, sum up the plot, sum up the plot of"
    ),
    Wish.DATES: (
        "quand sort, sort la, sort le, veroffentlicht, erschien, veroffentlichung, release, released, releases, "
        "releasing, release date, release day, date, dates, air, airs, aired, airing, air date, airdate, premiered, "
        "premieres, premiering, premier, premiere, premiere date, come out, comes out, came out, coming out, came, "
        "out, out yet, drop, drops, dropped, dropping, start, starts, started, starting, begin, begins, began, debut, "
        "debuts, debuted, launch, launched, arrive, arrives, arrived, coming, how soon, what day, what date, what "
        "year, which day, which date, which year, saiu, saira, se estrena, estrena, estreno, estreia, estreou, sortie, "
        "sorti, kommt, erscheint, startet, lanzamiento, broadcast, shown, land, lands, landed, landing, how long till, "
        "how long until, how far away, when is it, due, out there, drop date, raus, kam, lief, ausgestrahlt, startete, "
        "lancou, salio, salir, estrenada, estrenaron, sortira, sorti en, available, streaming, comes, first shown, "
        "first air, first aired, hit, hits, up, go live, goes live, went live, start date, start day, premier date, c "
        "quand, cest quand, c est quand, when can i watch, when can we watch, when can one watch, when can you watch, "
        "since when can one watch, since when can i watch, since when can you watch, since when can we watch, when "
        "could we watch, when will we be able to watch, when do we get to watch, when will i be able to watch, release "
        "window, come, will come, when will come, la date de sortie, date de sortie, premiere window, on what exact "
        "day, what exact day, on which exact day, on what exact date, what exact date, eta, went out, goes out, go "
        "out, go out on, went out on, how much longer, how long ago, how much longer till, how much longer until, how "
        "long do we have to wait, how long do we wait, how long to wait, what month, which month, was on tv, was on, "
        "went to air, goes to air, go to air, release date of, sale, sale la, wann kommt, wann startet, how many days "
        "until, how many days till, how many days to, how many weeks until, how many weeks till, how many months "
        "until, how many months till, days until, dated, first aired on, aired on, airs on, got released, gets "
        "released, get released, made its debut, makes its debut, when can i see, when can we see, when do we get, "
        "when do i get, when are we getting, when will we get, how soon can we see, how soon do we get, which week, "
        "what week, which weekend, what weekend, date of release, day of release, broadcast date, broadcasts, "
        "broadcasted, transmission date, premiered on, a release date, the release date, a premiere date, a date, an "
        "air date, a start date, any release date, an actual release date, release date been announced, date been "
        "announced, expected, expected out, scheduled, slated, slated for, scheduled for, expected to come out, "
        "expected to drop, expected to arrive, expected to air, when is it that, how far off, how far off is, put out, "
        "puts out, was put out, esce, uscira, uscito, uscita, emitted, was emitted, in what date, in which date, how "
        "long do i have to wait, how long must we wait, how long must i wait, how long do i wait, how long have we got "
        "to wait"
    ),
    Wish.EPISODES: (
        "every episode, each episode, all the episodes, all episodes, episodes, eps, episode list, episode titles, "
        "episode names, episode guide, list of episodes, ep list, eps list, episodios, folgen, titles, how many "
        "episodes, number of episodes, episode count, ep count, count, how long is the season, list of eps, names of "
        "the episodes, capitulos, episodes list, epis, how much episodes, how much eps, every single episode, how many "
        "eps, amount of episodes, which ones did, which ones does, which ones has, ep count of, how many parts, how "
        "many chapters, how many installments, how many instalments, how many eps in, chapters, titles of, episode "
        "title list, names of every episode, how long is season, nombre de episodios, cuantos episodios, cuantos "
        "capitulos, quantos episodios, wie viele folgen, combien d episodes, combien depisodes, lista de episodios, "
        "episodes list of, all of the episodes, which ones are, which ones were, amount of eps, ep names, ep titles, "
        "eps names, eps titles, ep title list, ep name list, episodes names, episodes titles, list of ep names, list "
        "of ep titles, names of eps, titles of eps"
    ),
    Wish.EPISODE: (
        "title, titled, called, name, named, how long, long, runtime, run time, length, minutes, duration, titulo, "
        "titel, titre, llama, whats it called, known as, entitled, go by, goes by, heisst, wie heisst, sappelle, "
        "comment sappelle, como se llama, which number, what number, number has, bears the title, has the title, "
        "carries the title, bears the name, has the name, carries the name, under the title, with number, how many "
        "minutes, running time, how long does it run, run for"
    ),
    Wish.SEASON: (
        "known, know, knew, stand, stands, stood, info, information, details, detail, facts, everything, overview, "
        "learn, learned, tell about, the deal with, the scoop on, sicher, bekannt, everything you got on, everything u "
        "got on, everything you have on, everything you know about, everything u know about, all you got on, all you "
        "have on, all you know about, everything there is to know about, everything you have about, everything you got "
        "about, what you got on, what you have on, people know, people knew, did people know, did fans know, fans "
        "know, fans knew, did anyone know, did anybody know, lowdown, the lowdown, rundown, the rundown, rundown of, "
        "rundown on, run down, intel, deets, the deets, tea on, the tea on, state of play, anything known, something "
        "known, anything known about, sum up what, whats known, what is known, what was known, what has been known, "
        "did we know, do we know about, do we know of, known so far, known already, sabe, saber, weiss, savoir, sait, "
        "sum up whats known, sum up what is known, sum up what we know, sum up, all there is to know about, all there "
        "is to know, what there is to know about, what there is to know, all the info, all info, all the details, all "
        "known, everything known"
    ),
    Wish.NEXT: (
        "next, whats next, what is next, next up, up next, on next, next one, upcoming, coming up, comes next, "
        "following, what comes next, what follows, what comes after this, comes after this, what comes after, whats "
        "after this, after this one, following one, the one after"
    ),
}

JOBS: Mapping[str, str] = {
    "creator": (
        "brainchild, thought up, whose idea, idea, invented, inventor, created, creator, creators, create, creates, "
        "came up with, creo, cree, erfunden"
    ),
    "showrunner": (
        "showrunner, showrunners, show runner, show runners, the show runner, the show runners, runs the show, run "
        "the show, ran the show, runs the series, running the show, ran, runs, runs things, ran things, in charge of, "
        "boss, head writer, who runs, showrunning, in charge, in charge of the show, showruns, showran, runs it, "
        "running this show, runs this show, ran this show, run this show, running it, running things, running the "
        "series, runs this, at the wheel"
    ),
    "composer": (
        "composer, composers, composed, compose, music, soundtrack, score, scored, theme tune, theme song, title "
        "music, musica, musik, musique, wrote the music, made the music, did the music, does the music, "
        "soundtracks, tunes, composes, theme music, opening theme, opening music, title song, composer behind, "
        "compuso, composto, componiert, compos, scores the show, scores it, scores the series, scored it, scored the "
        "show, scoring, makes the music, make the music, making the music"
    ),
    "executive producer": (
        "executive producer, executive producers, exec producer, exec producers, executive produced, executive "
        "produces, executive producing"
    ),
    "producer": "producer, producers, produced, produces, produce, producing",
    "cinematographer": (
        "photographed, photographs, lensed, cinematographer, cinematographers, cinematography, director of "
        "photography, dop, camera, cameraman, dp, d p"
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
    Status.REPORTED: "reported, reportedly, reports, been reported, was reported",
    Status.RUMOURED: (
        "rumours, rumors, rumour, rumor, rumoured, rumored, gossip, speculation, unconfirmed, leaked, been rumoured, "
        "been rumored, was rumoured, was rumored, leaks, leak, anything leaked, goss, any goss, goss on"
    ),
    Status.DENIED: "denied, debunked, ruled out",
}

COURSES: Mapping[Course, str] = {
    Course.SPIN_OFF: (
        "own spin off, her own spin off, his own spin off, their own spin off, its own spin off, spin off, spinoff, "
        "own show, own series, her own show, his own show, their own show, her own series, his own series, show of her "
        "own, show of his own, series of her own, series of his own, own spinoff, her own spinoff, his own spinoff, "
        "their own spinoff, its own spinoff"
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
        "over, cancelada, abgesetzt, annulee, wrapped up, been cancelled, been canceled, been axed, come to an end, "
        "comes to an end, came to an end, coming to an end, done for, finished for good, over for good, gone for good, "
        "called off, shelved, binned, ended for good, cancelled for good, axe, canned, pulled the plug, pull the plug, "
        "done for good"
    ),
    Course.LAST: "final season, last season, the last one, the final one, the last, the final",
    Course.GOES_ON: (
        "order, commissioned, go ahead, a renewal, be more, be any more, more coming, any more seasons, any more "
        "episodes, any new seasons, going to happen, gonna happen, ever happen, coming, planned, in the works, on the "
        "way, on the cards, to come, get more, back for more, returning for another, keep going, carry on, renewed, "
        "renew, picked up, greenlit, green lit, ordered, another season, more seasons, one more season, a new season, "
        "more episodes, continue, continues, continuing, continued, go on, goes on, going on, happening, renovada, "
        "verlangert, renouvelee, make more, making more, any more of it, anymore, any more of this, more of this, more "
        "of the show, chance of more, any chance of more, revived, revive, revival, brought back, bring back, bringing "
        "back, bring it back, get another, get another season, getting another season, getting another, renewed yet, "
        "been renewed, greenlight, is there going to be more, will there be more, are there going to be more, is there "
        "gonna be more, is there more, will we get more, are we getting more, do we get more, will they make more, "
        "will they ever make more, will there ever be more, are they making more, are they gonna make more, are they "
        "going to make more, could there be more, is there any more, will there be any more, is there any chance of "
        "more, are we ever getting more, can we expect more, should we expect more, we are getting, were getting, we "
        "will get, well get, we get, we are going to get, we are gonna get, they are making, theyre making, they will "
        "make, any new episodes, any new episodes coming, any more episodes coming, new episodes coming, any more "
        "coming, the green light, green light, got the green light, given the green light, get the green light"
    ),
}
