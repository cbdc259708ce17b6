"""What a table's columns can mean, and the names for each meaning in several languages."""

import re
from enum import StrEnum

from bot.domain.facts import State
from bot.domain.names import fold


class Meaning(StrEnum):
    """What a column holds."""

    SHOW = "show"
    SEASON = "season"
    NUMBER = "episode"
    CODE = "code"
    TITLE = "title"
    AIRED = "aired"
    DIRECTOR = "director"
    WRITER = "writer"
    ACTOR = "actor"
    CHARACTER = "character"
    PERSON = "person"
    CREW = "crew"
    JOB = "job"
    STATUS = "status"
    SOURCE = "source"
    URL = "url"
    PUBLISHED = "published"


PEOPLE = (Meaning.DIRECTOR, Meaning.WRITER, Meaning.ACTOR, Meaning.CREW, Meaning.PERSON)
SEVERAL = (Meaning.DIRECTOR, Meaning.WRITER, Meaning.ACTOR, Meaning.CREW)
FACTS = (Meaning.TITLE, Meaning.AIRED, *PEOPLE, Meaning.STATUS)
OF_SHOWS = (Meaning.CREW, Meaning.STATUS)
"""What a row may say of a show as a whole."""

_BETWEEN_JOBS = re.compile(r"[,;/|\n&+]|\s(?:and|und|et)\s", re.IGNORECASE)
_CREW = {
    "Creator": "creator|creators|created by|series creator|idee|idee von|erfinder|créateur|créatrice|créateurs|créé par"
    "|créée par|creado por|creador|creadora|creadores|ideatore|ideato da|criado por|criador|bedenker|bedacht door"
    "|skapad av|skapare|twórca|twórcy",
    "Developer": "developed by|developer|developers",
    "Showrunner": "showrunner|showrunners|show runner|show runners",
    "Executive producer": "executive producer|executive producers|exec producer|exec producers|executive produced by"
    "|producteur exécutif|producteurs exécutifs|productor ejecutivo|productores ejecutivos|produttore esecutivo"
    "|produttori esecutivi|produtor executivo|produtores executivos",
    "Co-executive producer": "co executive producer|co executive producers|co exec producer",
    "Producer": "producer|producers|produced by|produzent|produzenten|producteur|producteurs|productor|productores"
    "|produttore|produttori|produtor|produtores|producent|producenci",
    "Composer": "composer|composers|music by|score by|original music by|komponist|komponisten|musik von|compositeur"
    "|compositeurs|compositor|compositores|compositore|compositori|componist|kompositör|kompozytor",
    "Cinematographer": "cinematographer|cinematographers|cinematography|cinematography by|director of photography"
    "|kamera|directeur de la photographie|director de fotografía|direttore della fotografia",
}
"""The jobs on shows that facts are made from, and their names in these languages."""
# English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish.
_NAMES = {
    Meaning.SHOW: "show|show title|show name|tv show|series|series title|series name|serie|série|serien|program",
    Meaning.SEASON: "season|season number|season no|series|series number|s|staffel|staffelnummer|saison|temporada"
    "|stagione|seizoen|säsong|sezon",
    Meaning.NUMBER: "episode|episode number|episode no|ep|ep no|number|no|nr|num|#|n°|no in season|number in season"
    "|nr in season|e|folge|folgennummer|folge nr|nr der folge|nummer|nr staffel|épisode|numéro|episodio|número|numero"
    "|num episodio|episódio|aflevering|avsnitt|odcinek|folgen|episodes",
    Meaning.CODE: "code|episode code|episodencode|season episode|s e|sxe|sxxexx|se|episode id|episodes|episode|folge",
    Meaning.TITLE: "title|episode title|name|episode name|titel|episodentitel|folgentitel|originaltitel|titre"
    "|titre original|título|titulo|titolo|título original|tytuł|original title"
    "|episode|folge|épisode|episodio|episódio",
    Meaning.AIRED: "aired|air date|airdate|original air date|original airdate|original release date|release date"
    "|released|premiere|premiere date|first aired|date aired|broadcast|broadcast date|date|datum|erstausstrahlung"
    "|ausstrahlung|premiere datum|veröffentlicht|veröffentlichung|diffusion|date de diffusion|première diffusion"
    "|fecha|estreno|fecha de estreno|fecha de emisión|emisión|data|prima tv|messa in onda|data di messa in onda"
    "|exibição|estreia|data de exibição|uitzending|uitzenddatum|eerste uitzending|sändningsdatum|premiär"
    "|data premiery|premiera",
    Meaning.DIRECTOR: "director|directors|directed by|dir|regie|regisseur|regisseurin|regisseure|réalisateur"
    "|réalisatrice|réalisateurs|réalisation|réalisé par|dirigido por|dirección|directora|directores|regia|regista"
    "|diretto da|diretor|diretora|direção|realizador|realização|geregisseerd door|regi|regissör|reżyser|reżyseria",
    Meaning.WRITER: "writer|writers|written by|written|screenplay|screenplay by|teleplay|teleplay by|script|author"
    "|drehbuch|drehbuchautor|drehbuchautorin|autor|autorin|autoren|buch|scénario|scénariste|scénaristes|écrit par"
    "|guion|guión|guionista|guionistas|escrito por|sceneggiatura|sceneggiatore|scritto da|roteiro|roteirista"
    "|argumento|geschreven door|scenario|scenarist|manus|manusförfattare|scenariusz|scenarzysta",
    Meaning.ACTOR: "actor|actors|actress|cast|starring|stars|guest star|guest stars|guest cast|main cast|played by"
    "|portrayed by|performer|darsteller|darstellerin|schauspieler|schauspielerin|besetzung|gespielt von|acteur|actrice"
    "|acteurs|distribution|interprète|interprètes|reparto|actriz|actores|intérprete|interpretado por|attore|attrice"
    "|attori|interprete|interpreti|ator|atriz|atores|elenco|acteur actrice|skådespelare|roller|aktor|aktorka|obsada",
    Meaning.CREW: "|".join(_CREW.values()),
    Meaning.STATUS: "status|show status|series status|season status|renewal status|production status|statut|estado"
    "|stato|situação",
    Meaning.JOB: "job|credit|credits|position|function|occupation|crew role|department|type|role|job title|beruf"
    "|tätigkeit|funktion|aufgabe|métier|fonction|poste|rôle|rolle|cargo|puesto|función|mansione|ruolo|função|functie"
    "|funkcja|credited as",
    Meaning.CHARACTER: "character|character name|characters|role|part|as|rolle|rollenname|figur|charakter|personnage"
    "|rôle|personaje|papel|personaggio|ruolo|personagem|personage|rol|karaktär|roll|postać|rola|plays",
    Meaning.PERSON: "person|person name|full name|who|name|names|people|crew member|nom|nombre|nome|naam|namn|nazwisko",
    Meaning.SOURCE: "source|sources|outlet|publisher|publication|said by|according to|reported by|quelle|quellen"
    "|fuente|fonte|bron|källa|źródło|referência",
    Meaning.URL: "url|link|address|web address|reference|ref|source url|source link|webadresse|lien|enlace|adresse",
    Meaning.PUBLISHED: "published|published on|date published|publication date|source date|date of source|said on"
    "|reported on|as of|veröffentlicht am|stand|publié le|publicado|pubblicato",
}  # fmt: skip
_LEFT_ALONE = "no overall|overall|nr gesamt|nr ges|gesamt|production code|prod code"


def _by_name() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for meaning, names in _NAMES.items():
        for name in dict.fromkeys(map(fold, names.split("|"))):
            found[name] = (*found.get(name, ()), meaning)
    return found


_MEANINGS = _by_name()
_NOT_MEANT = frozenset(map(fold, _LEFT_ALONE.split("|")))
_JOBS = {
    fold(name): meaning
    for meaning in (Meaning.DIRECTOR, Meaning.WRITER, Meaning.ACTOR)
    for name in f"{_NAMES[meaning]}|guest|guest actor|guest actress|series regular|self|story|story by".split("|")
    if meaning is not Meaning.DIRECTOR or name not in ("guest", "self", "story", "story by")
}


_CREW_JOBS = {fold(name): job for job, names in _CREW.items() for name in names.split("|")}
_STATES = {
    "ordered": State.ORDERED, "picked up": State.ORDERED, "renewed": State.RENEWED,
    "in production": State.IN_PRODUCTION, "filming": State.IN_PRODUCTION, "final season": State.FINAL_SEASON,
    "cancelled": State.CANCELLED, "canceled": State.CANCELLED, "on hiatus": State.ON_HIATUS, "hiatus": State.ON_HIATUS,
    "ended": State.ENDED, "concluded": State.ENDED,
}  # fmt: skip
_OF_A_WHOLE_SHOW = (State.ENDED,)
"""A season that has ended is only over: that says nothing about how the show goes on."""


def crew_job(name: str) -> str | None:
    """Return the job on a show that this is a name for; None for every other job."""
    return _CREW_JOBS.get(plain(name))


def state_of(cell: str, *, of_season: bool) -> State | None:
    """Return the state that a status says; None if it does not say how it goes on, such as "Running" or "Aired"."""
    state = _STATES.get(fold(cell))
    return None if of_season and state in _OF_A_WHOLE_SHOW else state


def job_of(name: str) -> Meaning | None:
    """Return what somebody with this job did: directed, wrote or played; None for every other job."""
    return _JOBS.get(plain(name))


def jobs_in(cell: str) -> list[str]:
    """Return the jobs that a cell names, as the cell writes them."""
    return [job for part in _BETWEEN_JOBS.split(cell) if (job := part.strip())]


def meanings_by_name(name: str) -> tuple[Meaning, ...]:
    """Return what a column with this name can hold; () if the name is not known."""
    return _MEANINGS.get(plain(name), ())


def is_left_alone(name: str) -> bool:
    """Return whether a column holds something no fact is made from, such as a number across all seasons."""
    return plain(name) in _NOT_MEANT


def plain(name: str) -> str:
    """Return the folded name without brackets and numbers: "director" for "Director(s)" and "Director #2"."""
    bare = re.sub(r"\([^()]*\)", "", name).strip() or name
    bare = re.sub(r"(?<=[^\W\d_])\s*#?\d+$", "", bare)
    return fold(bare)
