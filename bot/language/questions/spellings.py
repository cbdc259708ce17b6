"""Slips that are taken for words of the vocabulary, and words that are no slips."""

from collections.abc import Mapping

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
