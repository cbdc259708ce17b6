"""What the buttons of feeds do, and the commands of the same names."""

from collections.abc import Mapping
from typing import LiteralString

from bot.domain.announcement_views import Target
from bot.domain.feeds import Added, Subscription
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.feeds.search import GONE
from bot.ui.feeds import added_card, feed_card, feeds_card, items_card, remove_card, removed_card
from bot.ui.places import Around
from cogs.announcements.drafts import ServerChannels, places_of
from cogs.shared.buttons import ButtonHandler, Press, on_first
from cogs.shared.context import Interaction
from cogs.shared.responding import in_time, show


async def add(interaction: Interaction, caller: Caller, url: str, target: Target | None) -> None:
    """Follow a feed; nothing is added if its links could not be posted."""
    feeds, places = interaction.client.services.feeds, places_of(interaction)

    async def work() -> Added:
        await feeds.check(caller)
        if target is not None:
            await _check(places, target.channel, "Nothing was added.")
        return await feeds.add(caller, url, target)

    added = await in_time(interaction, work())
    await show(interaction, added_card(added, await feeds.notes(caller), _around(places, added.subscription)))


async def show_list(interaction: Interaction, caller: Caller, page: int = 0) -> None:
    """Show a page of the feeds that the server follows."""
    feeds = interaction.client.services.feeds
    followed, notes = await feeds.listed(caller), await feeds.notes(caller)
    await show(interaction, feeds_card(followed, notes, page, _around(places_of(interaction), *followed)))


async def test(interaction: Interaction, caller: Caller, feed: int) -> None:
    """Show a feed's current items, and which of them would be suggested."""
    work = interaction.client.services.feeds.test(caller, feed)
    await show(interaction, items_card(await in_time(interaction, work)))


async def pause(interaction: Interaction, caller: Caller, feed: int) -> None:
    changed = await in_time(interaction, interaction.client.services.feeds.pause(caller, feed))
    await show(interaction, feed_card("Paused", changed, _around(places_of(interaction), changed)))


async def resume(interaction: Interaction, caller: Caller, feed: int) -> None:
    """Continue a feed, if its links can be posted."""
    feeds, places = interaction.client.services.feeds, places_of(interaction)

    async def work() -> Subscription:
        found = await _found(interaction, caller, feed)
        if found.channel is not None:
            await _check(places, found.channel, "It can't continue yet.")
        return await feeds.resume(caller, feed)

    changed = await in_time(interaction, work())
    await show(interaction, feed_card("Resumed", changed, _around(places, changed)))


async def ask_to_remove(interaction: Interaction, caller: Caller, feed: int) -> None:
    found = await _found(interaction, caller, feed)
    await show(interaction, remove_card(found, _around(places_of(interaction), found)))


async def _found(interaction: Interaction, caller: Caller, feed: int) -> Subscription:
    followed = await interaction.client.services.feeds.listed(caller)
    found = next((subscription for subscription in followed if subscription.id == feed), None)
    if found is None:
        raise BadInput(GONE)
    return found


async def _check(places: ServerChannels, channel: int, outcome: LiteralString) -> None:
    """Raises BadInput with what keeps the bot from posting in the channel."""
    await places.find([channel])
    if fault := places.fault(channel):
        raise BadInput(f"{outcome} {fault}")


def _around(places: ServerChannels, *followed: Subscription) -> Around:
    channels = (subscription.channel for subscription in followed)
    return places.around((), *(channel for channel in channels if channel is not None))


async def _remove(press: Press) -> None:
    removed = await in_time(press.interaction, press.services.feeds.remove(press.caller, press.first))
    await show(press.interaction, removed_card(removed))


BUTTONS: Mapping[str, ButtonHandler] = {
    "feed-list": on_first(show_list),
    "feed-list-back": on_first(show_list),
    "feed-remove": _remove,
}
