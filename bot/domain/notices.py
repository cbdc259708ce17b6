"""What a transaction changed, for those that react to it once it is committed."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """Facts changed in a server's layer, or (0) in the base that all servers share: those of this show."""

    layer: int
    show: int | None = None


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
class PostsUnsettled:
    """What a server's announcements post, or have posted, may no longer be what its facts say."""

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
    """A server's time zone, moderators, log channel or spoiler boundaries changed."""

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


@dataclass(frozen=True, slots=True)
class WatchedFurther:
    """A member said how far they have watched a show, or no longer says it."""

    user: int


@dataclass(frozen=True, slots=True)
class ServerJoined:
    """The bot joined a server, which waits for a greeting."""

    guild: int


@dataclass(frozen=True, slots=True)
class PostEnded:
    """A delivery was posted, or was given up."""

    delivery: int
    posted: bool


Notice: TypeAlias = (
    FactsChanged
    | ShowChosen
    | AnnouncementsChanged
    | PostsPlanned
    | PostsUnsettled
    | LogChanged
    | SuggestionDecided
    | SettingsChanged
    | FeedsChanged
    | FactReviewed
    | MemberForgotten
    | WatchedFurther
    | ServerJoined
    | PostEnded
)
"""Every change that counts is noted, whether anything reacts to it or not: an answer that fails says what was saved."""


EVERYTHING = 0
"""In place of a server: all servers. In place of a show: all shows."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whose posts a change may concern: a server's, or (EVERYTHING) those of all servers that follow a show."""

    guild: int
    show: int = EVERYTHING


def concerned_by(notice: Notice) -> Concerned | None:
    """Return whose posts may have to follow a change; None if nobody's."""
    match notice:
        case FactsChanged(layer, show):
            return Concerned(layer, show or EVERYTHING)
        case ShowChosen(guild) | AnnouncementsChanged(guild) | PostsUnsettled(guild) | SuggestionDecided(guild, _):
            return Concerned(guild)
        case _:
            return None
