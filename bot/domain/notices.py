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


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """A server's time zone, moderators or log channel changed."""

    guild: int


@dataclass(frozen=True, slots=True)
class FeedsChanged:
    """A server follows another feed, or one less, or paused or resumed one."""

    guild: int


@dataclass(frozen=True, slots=True)
class FactReviewed:
    """A moderator looked at a fact again and left it as it is."""

    guild: int


@dataclass(frozen=True, slots=True)
class MemberForgotten:
    """What was stored about a member was removed."""

    user: int


Notice: TypeAlias = (
    FactsChanged
    | ShowChosen
    | AnnouncementsChanged
    | PostsPlanned
    | LogChanged
    | SuggestionDecided
    | SettingsChanged
    | FeedsChanged
    | FactReviewed
    | MemberForgotten
)
"""Every change that counts is noted, whether anything reacts to it or not: an answer that fails says what was saved."""
