"""When a site asks to be read again, by the headers of its answer."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST = timedelta(days=30)
_MAX_AGE = re.compile(r"\bmax-age=\"?(\d{1,9})\b", re.IGNORECASE)
_UNCACHED = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,9}")


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How long the answer is fresh (Cache-Control's max-age, else Expires); None if it doesn't say."""
    control = headers.get("Cache-Control", "")
    if _UNCACHED.search(control):
        return None
    if age := _MAX_AGE.search(control):
        return min(timedelta(seconds=int(age[1])), _LONGEST) or None
    return _until(headers, "Expires")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that the site asks to wait (Retry-After, as seconds or a date); None if it doesn't."""
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), _LONGEST.total_seconds())
    wait = _until(headers, "Retry-After")
    return None if wait is None else wait.total_seconds()


def _until(headers: Mapping[str, str], name: str) -> timedelta | None:
    # Both by the site's own clock, which may differ from ours.
    then, now = _moment(headers.get(name, "")), _moment(headers.get("Date", ""))
    return min(then - now, _LONGEST) if then and now and then > now else None


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
