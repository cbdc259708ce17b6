"""Slips that are taken for words of the vocabulary, and words that are no slips."""

from collections.abc import Mapping

SPELLINGS: Mapping[str, str] = {
    "wil": "will", "wrot": "wrote", "wrte": "wrote", "wrtie": "write", "drector": "director", "acter": "actor",
    "lst": "list", "rote": "wrote", "caast": "cast", "casst": "cast", "plais": "plays",
    "plaied": "played", "plaid": "played", "dis": "this", "meny": "many", "mny": "many", "happning": "happening",
    "ply": "play", "plyed": "played", "u": "you", "ur": "your", "r": "are", "wus": "was", "wuz": "was", "iss": "is",
    "ar": "are", "cn": "can", "hw": "how", "epsiode": "episode", "epsode": "episode", "episods": "episodes",
    "epsd": "episode", "seasn": "season", "sesaon": "season", "sesson": "season", "tel": "tell", "whn": "when",
    "wen": "when", "hwo": "who", "whi": "who", "wich": "which",
    "whcih": "which", "wihch": "which", "wat": "what", "wht": "what", "wut": "what",
    "dose": "does", "doe": "does", "si": "is", "iz": "is",
    "rumers": "rumours", "seaosn": "season", "rly": "really", "wats": "whats", "wos": "whos", "szn": "season",
    "abuot": "about", "sombody": "somebody", "playd": "played", "abt": "about", "dat": "that", "epsidoes": "episodes",
    "epsidoe": "episode", "espisode": "episode", "espisodes": "episodes", "epsiodes": "episodes", "episdoe": "episode",
    "episdoes": "episodes", "eposide": "episode", "eposides": "episodes", "episoeds": "episodes", "ssn": "season",
    "epi": "episode", "nws": "news", "eppisode": "episode", "dir": "director", "dirs": "directors",
    "ppl": "people", "peeple": "people", "seris": "series", "sereis": "series", "seires": "series", "n": "and",
    "th": "the", "nxt": "next", "hapend": "happened", "hapens": "happens", "hapen": "happen", "taht": "that",
    "playes": "plays", "plats": "plays", "runer": "runner", "fo": "of", "whp": "who", "wjo": "who", "wgo": "who",
    "waths": "whats", "thr": "the", "tge": "the", "mamy": "many", "wgat": "what", "whay": "what", "wgen": "when",
    "whem": "when", "whrn": "when", "thw": "the", "wjat": "what", "qhat": "what", "qho": "who",
    "hapened": "happened", "relese": "release", "charcter": "character", "chracter": "character", "w": "with",
    "strat": "start", "strt": "start", "dte": "date", "releas": "release", "rlease": "release",
}  # fmt: skip
"""Slips in words that are too short for the rule for slips, and usual abbreviations."""

SHORT_WORDS = frozenset(
    "air airs also and are back been but came can cast come crew date did does done even ever find for from get give "
    "had has have help her here his how its just know last like list long made make many more much name news "
    "next not now one only out over part play plot role said say see she show some star tell than that the them "
    "then they this time want was were what when who whos why will with year you your".split()
)
"""Words of three or four letters that are known with two letters in turn: "paly", "otu"."""

NO_SLIPS = frozenset(
    "abound ached aching acing acme acton agent aground ahs aided aiding ailing aimed aiming aires announcer "
    "announcers appeal appealed appealing appeals appeased ardent arena argent astor atria authorized beings "
    "beinn benin bering bevan bevin bling boeing boing broadcaster calculating caller calmed cameras "
    "cancellara cancer cannes carting cashing casing cats catting celled chancel channelled characterise "
    "cheated circulation coasting codes coding cokes coking comas combing comers commission commissioner "
    "commissioners commissions composites compost cones conformed conned containing contending continuity "
    "continuo continuous convincing cooing coping cores corrects costing costumed cotes county court coves "
    "cowes crate crated crates creamed crease creased creases cremate cremated crested crete culled dales "
    "dames danes dares dater dawes debated debit debts debug defied denier denies dented derail described "
    "detain directional directions directories directory directv directx dirge dissecting dissection "
    "distributing distributions distributive distributor dotes dripped dripping drips drooping dropper "
    "droppings edicts edith embodied emits ender entitle ese exited exiting exits faces facets facto farts "
    "filing filling finagle finals finisher finite finito firsts futures gutting hares haunt haven havens "
    "headline headlined headliner headliners hears heart heist hells helmet helped helping helps helsing "
    "herbs herds heresy heroes herpes herts hexes hires impersonator include indented informatics "
    "informational informative interpret interpretation interpreter interpreters interpretive inuit "
    "inventory inverted invested investor jains johns joint jointed joints lamest lancing lander landings "
    "landis lando lanes lansing lanus laso latent lauded launcher leaded leakey leaped learner learns learnt "
    "leary leased leaved lending lends lengths lengthy lenses linds llamas lunch males markers mazes minuses "
    "musical musicals nad naem naked odes officials older orders pacts panel panned pants papal paris parks "
    "parte parti pasts pawel payers paying penne penney phonograph photograph photographer photographers "
    "photographic pigot pilots pinned pinot pivot placed placing plains plana plane planes planing planks "
    "plano plant planted plants plated plating playa plume plums plying ports prayed prayers praying prays "
    "presents preset prevent product products quaid quang queen quell quelled quellek queller quiet quine "
    "quinn realised realism realist realize recital reggie regia regime regio regis rehearsing relegating "
    "renee reneged repeatedly reporter reposted repressing reprinting resorted resorts retorted retorts "
    "revista righto rights righty robes robles rolex rolled rolls ropes roses royle rules sadi salar salih "
    "salim salino salix salto sapir savio scare scared scarred scarring scars scone scoops scoot scope "
    "scorer scorn scorned scoured scraped scripps sears seconda seconds shawn shore shorelines showa showy "
    "sicker singe sinks sinus slings sloop smarts snore soars softie solti songs sortied sorties sorts "
    "sparring spars speciation speculating speculative speculator spelt spiel spilt spore stabs stadt stags "
    "stairs stane starrer starter startled startling stated states stating statue statues stays steaming "
    "stings stints stirred stirring stirs stony stool stora stored storey stork storm stormy storting "
    "strands strapped streaking streamline stuart stuns sturt swings swoop swore teamed tease thebes theirs "
    "themes theorem theresa therese theses thirds threes tiled tiles tilted tis tithe tithes tones tsar "
    "tubes tuned tuners tuney tunis tuxes vices voided waite waiter waiters welch whato whatsa white whiter "
    "whites whiting whore woden woken world woulda woven wrapper wrens writhe writhing writs".split()
)
"""Ordinary words and first names that come near a word of the vocabulary: they are no slips for it."""
