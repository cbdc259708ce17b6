"""Members and moments in words."""

from collections.abc import Sequence
from datetime import datetime

from bot.ui.text import listed

_MOST_BACKERS = 5


def who(user: int | None) -> str:
    """A member by their mention, which pings nobody in an answer; or who else it was."""
    if user is None:
        return "Casefile"
    return f"<@{user}>" if user else "a former member"


def backers(users: Sequence[int]) -> str:
    """The first of those who suggested something, and how many more there are."""
    rest = len(users) - _MOST_BACKERS
    return listed(who(one) for one in users[:_MOST_BACKERS]) + (f" and {rest} more" if rest > 0 else "")


def moment(at: datetime) -> str:
    """A moment as everybody sees it in their own time zone."""
    return f"<t:{int(at.timestamp())}:f>"
