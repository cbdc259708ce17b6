"""One post of an announcement in one channel, from when it is due until its outcome is certain."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import base36

LATE_AFTER = timedelta(minutes=2)
"""A post that goes out later than this is marked as delayed."""
GIVE_UP_AFTER = timedelta(hours=24)
"""How long after it was due a post is still worth sending, and still tried."""
LEASE = timedelta(seconds=30)
"""How long a process that claimed a delivery has it to itself."""
SEND_WITHIN = timedelta(seconds=20)
"""How long one attempt may take. Well within the lease: when that has run out, nobody is still sending."""
NONCE_REMEMBERED = timedelta(seconds=90)
"""How long Discord is sure to recognise a message with the same nonce as the same message."""
CLOCKS_DIFFER_BY = timedelta(hours=2)
"""How far this machine's clock may be off Discord's, or may have been set meanwhile, when a message is looked for."""
PUBLISHED_AN_HOUR = 10
"""How many messages of a channel Discord lets a bot publish in an hour."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)


class DeliveryState(StrEnum):
    """The state of a delivery. PUBLISHING: it was posted in its channel and still has to be published."""

    WAITING = "waiting"
    SENDING = "sending"
    PUBLISHING = "publishing"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A post in a channel. Its id is its nonce, and its reference is in the message.

    `attempts` counts the attempts that were started. `doubtful`: one of them may have reached Discord, though no answer
    came back. `corrects` is the delivery whose message this one corrects. `message` is the message's id at Discord, or
    the thread's where it is a forum post.
    """

    id: int
    announcement: int
    guild: int
    channel: int
    occurrence: str
    due_at: datetime
    state: DeliveryState
    forum: bool = False
    since: datetime | None = None
    try_at: datetime | None = None
    attempts: int = 0
    doubtful: bool = False
    first_try_at: datetime | None = None
    message: int | None = None
    sent_at: datetime | None = None
    published_at: datetime | None = None
    reason: str | None = None
    corrects: int | None = None

    @property
    def nonce(self) -> str:
        """By this Discord recognises a second attempt as the same message: at most 25 characters."""
        return str(self.id)

    @property
    def reference(self) -> str:
        """The word in this message's last line or footer and in no other's, so that the message can be found again."""
        return base36(self.id)

    def must_look(self, now: datetime) -> bool:
        """Whether to look for the message in its channel before sending it again.

        It may be there already, and Discord may have forgotten its nonce; forums never accept one. A clock that was set
        back since counts as a long time.
        """
        if not self.doubtful or self.first_try_at is None:
            return False
        return self.forum or not timedelta() <= now - self.first_try_at < NONCE_REMEMBERED

    def is_late(self, now: datetime) -> bool:
        """Whether it goes out so late that it has to say so."""
        return now - self.due_at > LATE_AFTER

    def is_over(self, now: datetime) -> bool:
        """Whether it is too late for it to be sent at all."""
        return now - self.due_at > GIVE_UP_AFTER


def wait_after(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many failed attempts; `chance`, from 0 to 1, spreads out those that failed together."""
    longest = min(_FIRST_WAIT * 2 ** min(attempts - 1, 20), _LONGEST_WAIT)
    return longest * (0.5 + chance / 2)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery in the moderators' list; `corrected` counts the corrections of its message."""

    delivery: Delivery
    corrected: int = 0
