"""Numbers as people write them: 2, two, II, second, 2nd."""

import re
from itertools import product

from bot.domain.names import fold

_WORDS = {
    1: "one|first|eins|erste|un|une|premier|première|uno|una|primera|primero|primo|prima|um|uma|primeira|een|eerste"
    "|ett|första|jeden|pierwszy|первый",
    2: "two|second|zwei|zweite|deux|deuxième|dos|segunda|segundo|due|seconda|dois|duas|twee|tweede|två|andra|dwa"
    "|второй",
    3: "three|third|drei|dritte|trois|troisième|tres|tercera|tercero|tre|terza|três|terceira|drie|derde|trzy|третий",
    4: "four|fourth|vier|vierte|quatre|quatrième|cuatro|cuarta|quattro|quarta|quatro|vierde|fyra|cztery|четвертый",
    5: "five|fifth|fünf|fünfte|cinq|cinquième|cinco|quinta|cinque|vijf|vijfde|fem|pięć|пятый",
    6: "six|sixth|sechs|sechste|sixième|seis|sexta|sei|sesta|zes|zesde|sex|sześć|шестой",
    7: "seven|seventh|sieben|siebte|sept|septième|siete|séptima|sette|settima|sete|zeven|zevende|sju|siedem|седьмой",
    8: "eight|eighth|acht|achte|huit|huitième|ocho|octava|otto|ottava|oito|oitava|achtste|åtta|osiem|восьмой",
    9: "nine|ninth|neun|neunte|neuf|neuvième|nueve|novena|nove|nona|negen|negende|nio|dziewięć|девятый",
    10: "ten|tenth|zehn|zehnte|dix|dixième|diez|décima|dieci|dez|tien|tiende|tio|dziesięć|десятый",
    11: "eleven|eleventh|elf|elfte|onze|once|undici|elva|jedenaście",
    12: "twelve|twelfth|zwölf|zwölfte|douze|doce|dodici|doze|twaalf|tolv|dwanaście",
    13: "thirteen|thirteenth|dreizehn", 14: "fourteen|fourteenth|vierzehn", 15: "fifteen|fifteenth|fünfzehn",
    16: "sixteen|sixteenth|sechzehn", 17: "seventeen|seventeenth|siebzehn", 18: "eighteen|eighteenth|achtzehn",
    19: "nineteen|nineteenth|neunzehn", 20: "twenty|twentieth|zwanzig", 30: "thirty|thirtieth|dreißig",
    40: "forty|fortieth|vierzig",
}  # fmt: skip
_BY_WORD = {fold(word): number for number, words in _WORDS.items() for word in words.split("|")}
_ORDINAL = re.compile(r"0*(\d{1,4})(?:st|nd|rd|th|er|re|e|ème|ª|º|\.)", re.IGNORECASE)
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = ("", "X", "XX", "XXX", "XL")
_ROMAN = {
    tens + ones: 10 * ten + one
    for (ten, tens), (one, ones) in product(enumerate(_TENS), enumerate(_ONES))
    if tens + ones
}


def number_in(text: str) -> int | None:
    """Return the number that a text is, in digits, in words or as a Roman numeral in capitals; None for any other."""
    text = text.strip()
    if len(text) > 30:
        return None
    if found := re.fullmatch(r"0*(\d{1,4})(?:[.,]0+)?", text):
        return int(found[1])
    if found := _ORDINAL.fullmatch(text):
        return int(found[1])
    if text in _ROMAN:
        return _ROMAN[text]
    tens, _, ones = fold(text).partition(" ")
    if (number := _BY_WORD.get(fold(text))) is not None:
        return number
    high, low = _BY_WORD.get(tens), _BY_WORD.get(ones)
    return high + low if high and low and high >= 20 and low < 10 else None
