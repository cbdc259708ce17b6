"""What a table's columns can mean, and the names for each meaning in several languages."""

from enum import StrEnum


class Meaning(StrEnum):
    """What a column holds."""

    SHOW = "show"
    SEASON = "season"
    NUMBER = "episode"
    OVERALL = "overall"
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
PLACES = (Meaning.CODE, Meaning.SEASON, Meaning.NUMBER)
"""Where a row belongs."""
OF_SHOWS = (Meaning.CREW, Meaning.STATUS)
"""What a row may say of a show as a whole."""

CREW = {
    "Creator": "creator|creators|created by|series creator|idee|idee von|erfinder|créateur|créatrice|créateurs"
    "|créé par|créée par|creado por|creador|creadora|creadores|ideatore|ideato da|criado por|criador|bedenker"
    "|bedacht door|skapad av|skapare|twórca|twórcy",
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
# English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish; the usual names in Czech and Russian.
NAMES = {
    Meaning.SHOW: "show|show title|show name|tv show|series|series title|series name|serie|série|serien|program"
    "|programme|сериал|seriál",
    Meaning.SEASON: "season|series|s|staffel|staffelnummer|saison|temporada|stagione|seizoen|säsong|sezon|série|řada"
    "|сезон|sæson|sesong",
    Meaning.NUMBER: "episode|ep|number|no|nr|num|#|n|n°|no in season|number in season|nr in season|nr st|e|folge"
    "|folgennummer|folge nr|nr der folge|nummer|nr staffel|épisode|numéro|episodio|número|numero|num episodio"
    "|episódio|capítulo|aflevering|avsnitt|odcinek|folgen|episodes|díl|серия|эпизод",
    Meaning.OVERALL: "overall|no overall|number overall|nr ges|nr gesamt|gesamt|nr insgesamt|absolute number"
    "|running number|n° global|nº total|numéro global",
    Meaning.CODE: "code|episode code|episodencode|season episode|s e|sxe|sxxexx|se|episode id|episodes|episode|folge"
    "|ep code",
    Meaning.TITLE: "title|episode title|name|episode name|titel|episodentitel|folgentitel|originaltitel|titre"
    "|titre original|título|titulo|titolo|titolo originale|titulo original|originele titel|tytuł oryginalny"
    "|título original|tytuł|original title|nazwa|nazwa odcinka|název|название|название серии|episode|folge|épisode"
    "|episodio|episódio",
    Meaning.AIRED: "aired|air date|airdate|original air date|original airdate|original release date|release date"
    "|released|premiere|premiere date|first aired|date aired|broadcast|broadcast date|date|datum|erstausstrahlung"
    "|ausstrahlung|premiere datum|veröffentlicht|veröffentlichung|diffusion|date de diffusion|première diffusion"
    "|fecha|estreno|fecha de estreno|fecha de emisión|emisión|data|prima tv|messa in onda|data di messa in onda"
    "|exibição|estreia|data de exibição|uitzending|uitzenddatum|eerste uitzending|sändningsdatum|premiär"
    "|data premiery|premiera|premiéra|datum vysílání|дата выхода|дата премьеры|премьера|erstausstrahlung d|lançamento",
    Meaning.DIRECTOR: "director|directors|directed by|dir|realizador|director a|réal|režie|režisér|режиссёр|режиссёры"
    "|режиссер|regie|regisseur|regisseurin|regisseure|réalisateur|réalisatrice|réalisateurs|réalisation|réalisé par"
    "|dirigido por|dirección|directora|directores|regia|regista|diretto da|diretor|diretora|direção|realizador"
    "|realização|geregisseerd door|regi|regissör|reżyser|reżyseria",
    Meaning.WRITER: "writer|writers|written by|written|wrote|writing|writing credits|story by|screenplay"
    "|screenplay by|teleplay|teleplay by|script|author|drehbuch|drehbuchautor|drehbuchautorin|autor|autorin|autoren"
    "|buch|scénario|scénariste|scénaristes|écrit par|guion|guión|guionista|guionistas|escritor|escritora|escritores"
    "|escrito por|sceneggiatura|sceneggiatore|scritto da|roteiro|roteirista|argumento|geschreven door|scenario"
    "|scenarist|manus|manusförfattare|scenariusz|scenarzysta|scénář|scenárista|сценарий|сценарист|сценаристы"
    "|автор сценария",
    Meaning.ACTOR: "actor|actors|actress|cast|starring|star|stars|guest|guests|guest star|guest stars|special guests"
    "|guest cast|main cast|played by|portrayed by|performer|darsteller|darstellerin|schauspieler|schauspielerin"
    "|besetzung|gespielt von|acteur|actrice|acteurs|distribution|interprète|interprètes|reparto|actriz|actores"
    "|intérprete|interpretado por|attore|attrice|attori|interprete|interpreti|ator|atriz|atores|elenco|acteur actrice"
    "|skådespelare|roller|aktor|aktorka|obsada|hrají|obsazení|актёр|актёры|в ролях",
    Meaning.CREW: "|".join(CREW.values()),
    Meaning.STATUS: "status|show status|series status|season status|renewal status|production status|statut|estado"
    "|stato|situação",
    Meaning.JOB: "job|credit|credits|position|function|occupation|crew role|department|type|role|job title|beruf"
    "|tätigkeit|funktion|aufgabe|métier|fonction|poste|rôle|rolle|cargo|puesto|función|mansione|ruolo|função|functie"
    "|funkcja|credited as",
    Meaning.CHARACTER: "character|character name|characters|role|part|as|rolle|rollenname|figur|charakter|personnage"
    "|rôle|personaje|papel|personaggio|ruolo|personagem|personage|rol|karaktär|roll|postać|rola|postava|персонаж|роль"
    "|plays",
    Meaning.PERSON: "person|person name|full name|who|name|names|people|crew member|nom|nombre|nome|naam|namn"
    "|nazwisko",
    Meaning.SOURCE: "source|sources|outlet|publisher|publication|said by|according to|reported by|quelle|quellen"
    "|fuente|fonte|bron|källa|źródło|referência",
    Meaning.URL: "url|link|address|web address|reference|ref|source url|source link|webadresse|lien|enlace|adresse",
    Meaning.PUBLISHED: "published|published on|date published|publication date|source date|date of source|said on"
    "|reported on|as of|veröffentlicht am|stand|publié le|publicado|pubblicato",
}  # fmt: skip
