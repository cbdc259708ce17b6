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
