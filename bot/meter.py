"""What the bot says of itself while it works. Without metrics, that is a call which does nothing."""

from bot.occasion import current_occasion


class Meter:
    """Takes what happens. This one does nothing with it; `bot.monitoring` has one that counts."""

    def responded(self, form: str, command: str, seconds: float) -> None:
        """Discord has the first response to an interaction, or the reply to a mention, so long after it arrived."""

    def erred(self, kind: str) -> None:
        """Something failed: `kind` is a word of `bot.failures.kind_of`."""

    def respond(self, now: float) -> None:
        """Take that Discord has a response to the current occasion, by the monotonic clock. Only the first counts."""
        occasion = current_occasion()
        if occasion is not None and occasion.form and not occasion.is_answered:
            occasion.is_answered = True
            self.responded(occasion.form, occasion.command, now - occasion.began)


NO_METER = Meter()
"""For a bot that nobody watches. It has no state."""
