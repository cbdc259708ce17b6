"""Finding the feed that a moderator means, by its address or any words of its title."""

from bot.domain.answers import Choice
from bot.domain.feeds import Subscription
from bot.domain.ids import base36, from_base36
from bot.domain.names import each_begins, fold
from bot.domain.text import quoted
from bot.errors import BadInput, UserError
from bot.services.access import Caller
from bot.services.kit import Service
from bot.store.store import Gateways

GONE = "Your server does not follow that feed any more. /feed list shows the ones it follows."
_MOST_CHOICES = 25
_MOST_WORDS = 6
_LONGEST = 500
_LONGEST_LABEL = 100


class FeedSearch(Service):
    async def complete(self, caller: Caller, text: str) -> list[Choice]:
        """Return up to 25 of the server's feeds with all the typed words; none for a caller who is not a moderator."""
        try:
            gateways = await self._read_for(caller)
        except UserError:
            return []
        found = await _matches(gateways, caller.guild, text[:_LONGEST])
        return [Choice(_label(subscription), base36(subscription.id)) for subscription in found[:_MOST_CHOICES]]

    async def resolve(self, caller: Caller, text: str) -> int:
        """Return the id of the subscription that was picked, or of the only one with all the typed words.

        Raises NotModerator and BadInput.
        """
        gateways = await self._read_for(caller)
        if (picked := await _picked(gateways, caller.guild, text)) is not None:
            return picked
        found = await _matches(gateways, caller.guild, text[:_LONGEST]) if text.strip() else ()
        if len(found) == 1:
            return found[0].id
        if found:
            raise BadInput(f"{len(found)} feeds have these words. Pick one from the list, or type more.")
        raise BadInput(
            f"Your server follows no feed with {quoted(text, 60)}. Type a word of its title or its address; "
            "/feed list shows them all."
        )


async def _picked(gateways: Gateways, guild: int, text: str) -> int | None:
    try:
        found = await gateways.feeds.subscription(guild, from_base36(text.strip()))
    except ValueError:
        return None
    return found.id if found else None


async def _matches(gateways: Gateways, guild: int, text: str) -> tuple[Subscription, ...]:
    listed = await gateways.feeds.listed(guild)
    if exact := tuple(subscription for subscription in listed if subscription.feed.url == text.strip()):
        return exact
    words = fold(text).split()[:_MOST_WORDS] if text.strip() else []
    return tuple(subscription for subscription in listed if _has(subscription, words))


def _has(subscription: Subscription, words: list[str]) -> bool:
    """Return whether each typed word starts a word of the feed's title or address."""
    own = fold(f"{subscription.feed.title} {subscription.feed.url}").split()
    return each_begins(words, own)


def _label(subscription: Subscription) -> str:
    feed = subscription.feed
    label = f"{feed.title} · {feed.url}" if feed.title else feed.url
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
