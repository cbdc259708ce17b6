"""Dates as feeds write them: by the standards, with names in other languages, and with figures alone.

A date that can be read in two ways, as 05/03/2019 without a weekday, is none.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

# The beginnings of the months' names from January on, as `_folded` leaves them. A point stands for one that is given.
_MONTHS = {
    beginning: number
    for names in (
        # English, German and Dutch, Swedish, Danish and Norwegian
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb maart apr mai jun jul aug sep okt nov dez",
        ". . . . mei . . . . . . .",
        ". . . . maj . . . . . . des",
        # French, Spanish, Portuguese, Italian, Romanian
        ". fev . avr . juin juil aou . . . .",
        "ene . . abr . . . ago set . . dic",
        ". . . . . . . . . out . .",
        "gen . . . mag giu lug . . ott . .",
        "ian . . . . iun iul . . . noi .",
        # Polish, Czech
        "sty lut . kwi . cze lip sie wrz paz lis gru",
        "led uno bre dub kve cerv cervene srp zar rij . pro",
        ". . . . . . cervenc . . . . .",
        # Russian, Ukrainian, Bulgarian
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "сiч лют бер квi трав черв лип серп вер жовт лист груд",
        "яну . . . маи юни юли . . . ное .",
        # Turkish, Finnish, Hungarian, Greek
        "oca sub . nis . haz tem agu eyl eki kas ara",
        "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu",
        ". . . . . . . . szep . . .",
        "ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
        # Arabic, Hebrew
        "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    )
    for number, beginning in enumerate(names.split(), start=1)
    if beginning != "."
}
_LONGEST_FIRST = sorted(_MONTHS, key=len, reverse=True)
# The beginnings of the days' names from Monday on; the longest counts. Some mean different days in different languages.
_DAYS = (
    "mon lun mo ma seg po пн пон pzt pazart maa he δευ man",
    "tue mar di ter ut вт втор вiв sal wt tii ti kedd τρι tis tir",
    "wed mer mie mi mit wo qua st ср сред сер car sr kesk ke sze τετ ons",
    "thu jeu gio jue do don qui ct чт четв per czw tors to csut πεμ tor",
    "fri ven vie fr vr sex pa пт пят пiт cum pia pt perj pe pen παρ",
    "sat sam sab sa za sob so сб суб cmt cumart lau la szo σαβ lor lør",
    "sun dim dom so son zo ne вс воск нед paz nie sunn su vas κυρ søn",
)
_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})"
_AT = re.compile(rf"(?<![\d.:]){_CLOCK}(?::\d{{2}}(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b)?", re.IGNORECASE)
_ZONE = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})\s*(?:\([^)]*\))?\s*$")
_NAMED_ZONE = re.compile(r"\d\s*(?P<name>[a-z]{3,4})$")
# Hours from UTC; other names mean several zones, and count as UTC.
_ZONES = {
    "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
    "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9,
}  # fmt: skip
_SECONDS, _MILLISECONDS = re.compile(r"[0-9]{10}"), re.compile(r"[0-9]{13}")
_WORD = r"[^\W\d_]+"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s,-]*(?:d[eo]l?\s+)?(?P<month>{_WORD})\.?[\s,-]*"
    r"(?:d[eo]l?\s+)?(?P<year>\d{4}|\d{2}(?=\s|$))"
)
_MONTH_FIRST = re.compile(rf"(?P<month>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<year>\d{{4}})")
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<year>\d{{4}})\.?[\s,-]*(?P<month>{_WORD})\.?\s*(?P<day>\d{{1,2}})")
_FIGURES = re.compile(r"(?<!\d)(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)")
_TURNED = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<sign>[./-])\s?(?P<second>\d{1,2})(?P=sign)\s?(?P<year>\d{4})(?!\d)")
_LONGEST = 100


def read_moment(text: str) -> datetime | None:
    """The moment that a date in any of these ways means, in UTC where it names no zone; None for anything else."""
    if len(text) > _LONGEST:
        return None
    text = _folded(text)
    if _SECONDS.fullmatch(text) or _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    for year, month, day in _days(text):
        try:
            moment = datetime(year, month, day, tzinfo=UTC)
            return (moment + _time(text)).replace(tzinfo=_zone(text)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _folded(text: str) -> str:
    """Lower case without accents; the signs that a month's name loses in some languages go too."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("і", "i"))
    # Korean syllables are taken apart too, and put together again.
    return unicodedata.normalize("NFC", "".join(sign for sign in bare if not unicodedata.combining(sign))).strip()


def _days(text: str) -> Iterator[tuple[int, int, int]]:
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
        for found in pattern.finditer(text):
            if month := _month(found["month"]):
                year = int(found["year"])
                yield year + 2000 if year < 100 else year, month, int(found["day"])
    if found := _FIGURES.search(text):
        yield int(found["year"]), int(found["month"]), int(found["day"])
    elif found := _TURNED.search(text):
        yield from _turned(text, found)


def _month(word: str) -> int | None:
    return next((_MONTHS[beginning] for beginning in _LONGEST_FIRST if word.startswith(beginning)), None)


def _turned(text: str, found: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """A date that ends with its year. With points the day comes first; else the weekday or a number over 12 says it."""
    year, first, second = int(found["year"]), int(found["first"]), int(found["second"])
    day_first, month_first = (year, second, first), (year, first, second)
    if found["sign"] == "." or first == second:
        yield day_first
        return
    possible = [reading for reading in (day_first, month_first) if 1 <= reading[1] <= 12]
    if named := _weekdays(text[: found.start()]):
        possible = [reading for reading in possible if _weekday(reading) in named]
    if len(possible) == 1:
        yield possible[0]


def _weekday(day: tuple[int, int, int]) -> int | None:
    try:
        return datetime(*day, tzinfo=UTC).weekday()
    except ValueError:
        return None


def _weekdays(before: str) -> frozenset[int]:
    """The days that a name may mean: "mar" is a Tuesday in French and in Spanish."""
    word = re.match(_WORD, before.strip().replace("'", "").replace("’", ""))
    if word is None:
        return frozenset()
    found = [
        (len(name), number) for number, names in enumerate(_DAYS) for name in names.split() if word[0].startswith(name)
    ]
    return frozenset(number for length, number in found if length == max(found)[0])


def _time(text: str) -> timedelta:
    found = _AT.search(text)
    # "22.11" of a date looks like a time.
    while found and (int(found["hour"]) > 23 or int(found["minute"]) > 59 or text[found.end() :][:1] in (".", "/")):
        found = _AT.search(text, found.end())
    if found is None:
        return timedelta()
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    return timedelta(hours=hour, minutes=int(found["minute"]))


def _zone(text: str) -> timezone:
    if named := _NAMED_ZONE.search(text):
        return timezone(timedelta(hours=_ZONES.get(named["name"], 0)))
    if (zone := _ZONE.search(text)) is None or ":" not in text[: zone.start()]:
        return UTC
    offset = timedelta(hours=int(zone["hours"]), minutes=int(zone["minutes"]))
    return timezone(-offset if zone["sign"] == "-" else offset)
