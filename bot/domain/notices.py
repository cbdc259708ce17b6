"""What a transaction changed, for those that react to it once it is committed."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """Facts changed in a server's layer, or (0) in the base that all servers share."""

    layer: int


@dataclass(frozen=True, slots=True)
class ShowChosen:
    """A server is now about another show."""

    guild: int


@dataclass(frozen=True, slots=True)
class AnnouncementsChanged:
    """A server's announcements changed."""

    guild: int


@dataclass(frozen=True, slots=True)
class PostsPlanned:
    """Posts wait to be sent to a server's channels."""

    guild: int


@dataclass(frozen=True, slots=True)
class LogChanged:
    """A server's log has a line to post, or a suggestion in it whose card is out of date."""

    guild: int


@dataclass(frozen=True, slots=True)
class SuggestionDecided:
    """Moderators approved or rejected a suggestion; `suggestion` is the id of its revision."""

    guild: int
    suggestion: int


Notice: TypeAlias = FactsChanged | ShowChosen | AnnouncementsChanged | PostsPlanned | LogChanged | SuggestionDecided
