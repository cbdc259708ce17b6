"""Television words, and the seasons that a text names, in many languages."""

from collections.abc import Iterator, Sequence

from bot.domain.codes import find_places
from bot.domain.names import fold
from bot.language.headlines import unspaced
from bot.language.headlines.running_text import RunningText


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


_CASES = ("", *"а я о е и ы у ю ь й ой ом ем ей ов ев ам ям ами ями ах ях ый ий ая ое ые ого ому ым их".split())


def _in_cases(stems: str) -> frozenset[str]:
    """All case forms of Cyrillic words with these stems, and some more."""
    return frozenset(fold(f"{stem}{ending}") for stem in stems.split() for ending in _CASES)


# All as bot.domain.names folds them.
TELEVISION = (
    _words(
        """
        season seasons series episode episodes trailer trailers teaser teasers show shows showrunner showrunners
        premiere premieres premiered finale finales cast casts casting recast recurring cameo cameos renewed renews
        renewal cancelled canceled cancels cancellation spinoff reboot revival pilot recap recaps tv television
        televised drama dramas sitcom scene scenes miniseries viewers ratings streaming streamer streams binge filming
        script scripts stunt plot storyline cliffhanger spoiler spoilers airs aired actor actress costar costars stars
        starring role director directs directed directing writer writers screenwriter fans emmy bafta poster clip
        featurette villain reshoots rewatch staffel staffeln folge folgen serie serien schauspieler schauspielerin
        darsteller darstellerin rolle drehstart dreharbeiten regie regisseurin regisseur hauptrolle verlangert abgesetzt
        fortsetzung saison saisons episodio serier bande annonce tournage acteur actrice realisatrice realisateur
        diffusion renouvelee annulee saga temporada temporadas episodios capitulo capitulos actriz rodaje estreno
        estrena renovada renueva cancelada reparto directora protagonista besetzung serienfinale staffelfinale endet
        drehbuch drehbuchautor drehbuchautorin hauptdarsteller ausstrahlung продлили продлён продлит закрыли закрывает
        закроют сыграет эфир показ сериалов серий dizi dizisi dizinin diziye dizide sezon sezonu sezonun sezonda bölüm
        bölümü bölümün bölümde fragman fragmanı finali kadro kadrosu kadrosuna kadrosunda oyuncu oyuncuları yönetmen
        yönetmeni senarist senaryo çekimleri çekimler rol rolü rolüne rolünde rolüyle izleyici izleyiciler reyting
        onaylandı canlandıracak canlandırıyor başrol setini setinde yayınlanacak
        """
    )
    | _in_cases(
        """
        сезон сериал сери эпизод трейлер тизер премьер финал режиссёр сценарист сценари шоураннер актёр актрис актёрск
        кастинг съёмк съёмок рол зрител фанат спин-офф перезапуск телесериал
        """
    )
    | unspaced.TELEVISION
)
ELSEWHERE = (
    _words(
        """
        album albums single singer guitarist drummer rapper pianist choir orchestra batter pitcher quarterback boxer
        jockey tennis golf cricket cyclist swimmer athlete coached scorer derby stadium train trains bus airport flights
        airline airlines traffic motorway tourists travellers travelers operator brewery bakery chef hotel startup ceo
        investors merger spieler trainer torwart verein fahre fahren konzert polizei unfall burgermeister joueur gardien
        equipe concert mairie maire navire jugador portero equipo concierto policia alcalde alcaldesa barco songwriter
        musician band gig gigs concerts song songs tour touring footballer striker midfielder defender goalkeeper goal
        goals league club coach coaches championship cup match tournament olympic medal sprint sprinter marathon mayor
        councillor council councillors election elections mp senator congresswoman minister vote voters campaign police
        court arrested charged jailed suspect magistrates port ports ferry ferries sailing sailings passengers timetable
        crossing crossings route routes terminal cabin cabins penalty scored scores loan swims runner hockey rugby darts
        harbourmaster marina fishing recipe recipes restaurant shares profits professor novel memoir passagiere
        passagier reederei fahrplan sturm sturmer heimsieg treffer elfmeter feuerwehr verletzt hafen reise bombendrohung
        bundesliga забил забила задержали рейсов тайме sefer seferleri seferi tarife tarifesi yolcu yolcular polis
        iskele fırtına albüm albümü albümünü turne turneye konser konseri gol golle golcü galibiyet galibiyeti maç takım
        seçim belediye bilet biletleri yangın soruşturma
        """
    )
    | _in_cases(
        """
        пассажир билет рейс шторм расписани турист туристск маршрут причал порт пристан остров полици нападающ матч гол
        клуб альбом гастрол концерт турне мэр выбор пожар спасател суд
        """
    )
    | unspaced.ELSEWHERE
)
OTHER_WORKS = (
    _words(
        """
        musical film movie play novel book comic album song single ballet opera game videogame podcast
        buch roman spiel oper livre jeu chanson libro pelicula juego cancion disco
        """
    )
    | _in_cases("фильм роман книг песн мюзикл спектакл повест опер балет")
    | unspaced.OTHER_WORKS
)
CREDITED = frozenset(
    """
    star stars lead actor actress alum alumna alumni alums veteran
    schauspieler schauspielerin darsteller darstellerin acteur actrice actriz estrella
    """.split()
) | _words("yıldızı oyuncusu başrolü başrol")
"""Between a title and a person's name: somebody known from the show, whatever they do now."""
STARS = frozenset(("star", "stars", "lead"))
STARS_OF = _in_cases("звезд") | _words("актёр актёра актриса актрисы исполнитель исполнительница зірка акторка актор")
"""Directly before a title, whose case says "of": somebody known from the show."""
ASIDE = frozenset("known formerly such like credits seen besides bekannt fruher connu connue conocido conocida".split())
"""Shortly before a name that is mentioned in passing: "known for", "such as"."""
RANKS = frozenset(
    """
    captain capt chief inspector detective sergeant officer agent doctor dr professor sister brother father mother
    lord lady sir king queen prince princess judge mr mrs ms miss young old the
    """.split()
)
SEASON = frozenset(("season", "series", "staffel", "saison", "temporada")) | _words(
    "sezon sezonu sezonun sezonda сезон сезона сезону сезоном сезоне"
)
_AFTER_A_NUMBER = SEASON - {"season", "series", "saison", "temporada"}
"""With a number before it and a point: "3. Staffel"."""
_SEASONS = frozenset(("seasons", "staffeln", "saisons", "temporadas"))
_AND = frozenset(("and", "to", "und", "bis", "et", "y", "a"))
_CARDINALS = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    ("eins", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn"),
    ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
)
_ORDINALS = (
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"),
    ("erste", "zweite", "dritte", "vierte", "funfte", "sechste", "siebte", "achte", "neunte", "zehnte"),
    ("erster", "zweiter", "dritter", "vierter", "funfter", "sechster", "siebter", "achter", "neunter", "zehnter"),
    ("ersten", "zweiten", "dritten", "vierten", "funften", "sechsten", "siebten", "achten", "neunten", "zehnten"),
    ("premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme"),
    ("1re", "2e", "3e", "4e", "5e", "6e", "7e", "8e", "9e", "10e"),
    ("primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "septima", "octava", "novena", "decima"),
    "birinci ikinci ucuncu dorduncu besinci altinci yedinci sekizinci dokuzuncu onuncu".split(),
    *(
        [fold(f"{stem}{ending}") for stem in "перв втор треть четверт пят шест седьм восьм девят десят".split()]
        for ending in ("ый", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ий")
    ),
)
_LARGEST = 9999


def _numbers(lists: Sequence[Sequence[str]]) -> dict[str, int]:
    return {word: number for words in lists for number, word in enumerate(words, start=1)}


_CARDINAL = _numbers(_CARDINALS)
_ORDINAL = _numbers(_ORDINALS) | {fold("третий"): 3}


def seasons_in(text: RunningText) -> tuple[int, ...]:
    """The seasons that the text names in words or figures ("third season", "S3", "Staffel 3"), each once."""
    figures = find_places(text.without_possessives).seasons
    return tuple(dict.fromkeys((*figures, *_in_words(text.keys), *unspaced.seasons(text.written))))


def _in_words(keys: Sequence[str]) -> Iterator[int]:
    for place, key in enumerate(keys):
        if key in SEASON:
            yield from _beside(keys, place)
        elif key in _SEASONS:
            yield from _following(keys[place + 1 : place + 4])


def _beside(keys: Sequence[str], place: int) -> Iterator[int]:
    before = keys[place - 1] if place else ""
    if before in _ORDINAL:
        yield _ORDINAL[before]
    elif keys[place] in _AFTER_A_NUMBER and before.isdecimal() and int(before) <= _LARGEST:  # "3. Staffel"
        yield int(before)
    elif number := cardinal(keys[place + 1] if place + 1 < len(keys) else ""):
        yield number


def _following(keys: Sequence[str]) -> Iterator[int]:
    """The numbers of "2 and 3", if the words are numbers."""
    if keys and (first := cardinal(keys[0])):
        yield first
        last = keys[2:] if keys[1:2] and keys[1] in _AND else keys[1:2]
        if last and (number := cardinal(last[0])):
            yield number


def cardinal(key: str) -> int | None:
    """The number of a folded "3" or "three"; None for any other word."""
    if key.isdecimal() and len(key) <= len(str(_LARGEST)):
        return int(key) or None
    return _CARDINAL.get(key)


def ordinal(key: str) -> int | None:
    """The number of a folded "third" or "3rd"; None for any other word."""
    return _ORDINAL.get(key)
