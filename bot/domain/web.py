"""What was fetched from another site, kept so that it need not be fetched again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WebCopy:
    """What stood at an address, and what the site needs to tell whether it has changed since."""

    url: str
    body: bytes
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
