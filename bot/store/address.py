"""Where a store is: a file, which SQLite reads, or a database on a PostgreSQL server."""

from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_SCHEMES = ("postgresql", "postgres")
_HIDDEN = "***"


class ServerAddress:
    """A `postgresql://` URL. str() and repr() never show the password, whatever they end up in; `url` does."""

    def __init__(self, url: str) -> None:
        """Raises ValueError, with words that don't repeat the URL."""
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            raise ValueError(_MALFORMED) from None
        if parts.scheme not in _SCHEMES or "://" not in url:
            raise ValueError(_MALFORMED)
        if not unquote(parts.path).strip("/") and not dict(parse_qsl(parts.query)).keys() & {"dbname", "database"}:
            raise ValueError(f"the URL names no database; {_SHAPE}")
        self.url = url
        self._shown = _without_password(parts)

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"ServerAddress({self._shown!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ServerAddress) and other.url == self.url

    def __hash__(self) -> int:
        return hash(self.url)


ADDRESS = "CASEFILE_UPGRADED_DATABASE"
"""The variable by which the process that runs migrations gets a URL."""

Address: TypeAlias = Path | ServerAddress

_SHAPE = "it looks like postgresql://user:password@host:5432/database"
_MALFORMED = f"the URL of a PostgreSQL database can't be read; {_SHAPE}, and special characters in it are %-encoded"


def to_address(text: str) -> Address:
    """The address that a setting or an argument names. Raises ValueError for a URL that can't be read."""
    text = text.strip()
    # "postgresql:/x" lost a slash; as the name of a file it would only hide that.
    if text.partition(":")[0].lower() in _SCHEMES and ":" in text:
        return ServerAddress(text)
    return Path(text).expanduser()


def _without_password(parts: SplitResult) -> str:
    user, at, host = parts.netloc.rpartition("@")
    name, colon, _ = user.partition(":")
    netloc = f"{name}{colon and ':' + _HIDDEN}{at}{host}"
    query = [(key, _HIDDEN if "password" in key else value) for key, value in parse_qsl(parts.query)]
    shown = urlencode(query, safe="/*", quote_via=quote)
    return f"{parts.scheme}://{netloc}{parts.path}{shown and '?' + shown}"
