"""Reading which time zone somebody means: "Europe/Berlin", "berlin", "new york", "EST"."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from bot.domain.names import fold, without_spaces
from bot.domain.zones import Fit, ZonesMeant

MOST_ZONES = 25
_LONGEST = 60
_SHORTEST_BEGINNING = 3
_LONGEST_ABBREVIATION = 5
_NEAR_ENOUGH = 75
_MOST_NEAR = 3
# The rest are aliases and offsets whose signs mislead ("Etc/GMT+5" is west).
_AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip
_WELL_KNOWN = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
    "America/Halifax", "America/Mexico_City", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Europe/London",
    "Europe/Dublin", "Europe/Lisbon", "Europe/Paris", "Europe/Berlin", "Europe/Warsaw", "Europe/Istanbul",
    "Africa/Johannesburg", "Asia/Jerusalem", "Asia/Kolkata", "Asia/Manila", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
# Americans leave out whether it is summer.
_WITHOUT_SUMMER = {"et": "est", "ct": "cst", "mt": "mst", "pt": "pst", "akt": "akst", "at": "ast"}


def read_zone(text: str, on: datetime) -> ZonesMeant:
    """Return which zone is meant, or which may be; abbreviations count as they are used in the year of `on`.

    An abbreviation that several zones share, such as EST, CST or IST, is never decided here.
    """
    key = fold(text) if text.strip() and len(text) <= _LONGEST else ""
    together = without_spaces(key)
    whole = [zone for zone in zones() if without_spaces(fold(zone)) == together]
    if whole:
        return ZonesMeant(text, Fit.ONE, (whole[0],))
    if not key:
        return ZonesMeant(text, Fit.NONE, well_known())
    named = [zone for zone in zones() if without_spaces(_city(zone)) == together]
    # Looking for abbreviations loads every zone.
    short = _abbreviated(on.year).get(_WITHOUT_SUMMER.get(key, key), ()) if len(key) <= _LONGEST_ABBREVIATION else ()
    found = _one_each([*named, *short], on)
    if found:
        return _meant(text, found, decided=True)
    begun = _one_each([zone for zone in zones() if without_spaces(_city(zone)).startswith(together)], on)
    among = _one_each([*begun, *(zone for zone in zones() if f" {key}" in f" {fold(zone)}")], on)
    if among:
        return _meant(text, among, decided=among == begun and len(together) >= _SHORTEST_BEGINNING)
    if within := _one_each([zone for zone in zones() if f" {_city(zone)} " in f" {key} "], on):
        return _meant(text, within, decided=False)
    if near := _near(key):
        return ZonesMeant(text, Fit.NEAR, near)
    return ZonesMeant(text, Fit.NONE, well_known())


def complete_zone(text: str, on: datetime) -> tuple[str, ...]:
    """Return up to 25 zones that a text may still become; for none, those where many people live."""
    if not text.strip():
        return well_known()
    key = fold(text)
    begun = [zone for zone in zones() if f" {key}" in f" {fold(zone)}"]
    found = sorted(begun, key=lambda zone: (not fold(zone).startswith(key), zone))
    if found:
        return tuple(found[:MOST_ZONES])
    meant = read_zone(text, on)
    return () if meant.fit is Fit.NONE else meant.zones


@cache
def zones() -> tuple[str, ...]:
    """Return the zones that can be chosen, UTC first."""
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.split("/")[0] in _AREAS))


@cache
def well_known() -> tuple[str, ...]:
    """Return the zones where many people live, as far as this machine knows them."""
    return tuple(zone for zone in _WELL_KNOWN if zone in zones())


def _meant(text: str, found: Sequence[str], *, decided: bool) -> ZonesMeant:
    if decided and len(found) == 1:
        return ZonesMeant(text, Fit.ONE, tuple(found))
    known = well_known()
    ranked = sorted(found, key=lambda zone: (known.index(zone) if zone in known else len(known), zone))
    return ZonesMeant(text, Fit.SEVERAL, tuple(ranked[:MOST_ZONES]), len(ranked) > MOST_ZONES)


@cache
def _city(zone: str) -> str:
    """Return the key of the last part of a zone's name."""
    return fold(zone.rsplit("/", 1)[-1])


def _one_each(found: Iterable[str], on: datetime) -> list[str]:
    """Return the zones without older names of the same city, such as America/Louisville."""
    cities: dict[str, list[str]] = {}
    # A city's older name has fewer parts.
    for zone in sorted(dict.fromkeys(found), key=lambda zone: (-zone.count("/"), zone)):
        same = cities.setdefault(_city(zone), [])
        if not same or _offsets(zone, on.year) not in [_offsets(other, on.year) for other in same]:
            same.append(zone)
    return sorted(zone for same in cities.values() for zone in same)


@lru_cache(maxsize=1024)
def _offsets(zone: str, year: int) -> tuple[object, ...]:
    return tuple(datetime(year, month, 15, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() for month in range(1, 13))


@lru_cache(maxsize=2)
def _abbreviated(year: int) -> dict[str, list[str]]:
    """Return the zones that use each abbreviation in winter or summer of a year, by its key."""
    found: dict[str, list[str]] = {}
    for zone in zones():
        for month in (1, 7):
            name = datetime(year, month, 15, tzinfo=UTC).astimezone(ZoneInfo(zone)).tzname() or ""
            if name.isalpha() and zone not in found.setdefault(fold(name), []):
                found[fold(name)].append(zone)
    return found


def _near(key: str) -> tuple[str, ...]:
    cities = [_city(zone) for zone in zones()]
    found = process.extract(key, cities, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=2 * _MOST_NEAR)
    best = {cities[at]: zones()[at] for _, _, at in reversed(found)}
    return tuple(reversed(best.values()))[:_MOST_NEAR]
