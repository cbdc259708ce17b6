"""What the buttons and lists of saved announcements do, and the commands of the same names."""

from collections.abc import Mapping

from bot.domain.announcement_views import AnnouncementView, DraftView
from bot.services.access import Caller
from bot.ui.announcements.cards import announcement_card, cancel_card, ending_card, example, list_card
from cogs.announcements.drafts import ServerChannels, places_of, send_apart, show_draft
from cogs.shared.buttons import NO_LONGER, ButtonHandler, Press, on_first
from cogs.shared.context import Interaction
from cogs.shared.pressable import read_id
from cogs.shared.responding import in_time, show

_MOST_PAGES = 10_000


async def show_list(interaction: Interaction, caller: Caller, page: int = 0) -> None:
    """Show a page of all announcements."""
    found = await interaction.client.services.announcements.page(caller, min(page, _MOST_PAGES))
    around = places_of(interaction).around(entry.announcement for entry in found.shown)
    await show(interaction, list_card(found, around))


async def show_one(interaction: Interaction, caller: Caller, announcement: int, page: int = 0) -> None:
    """Show an announcement with a page of its posts."""
    view = await interaction.client.services.announcements.show(caller, announcement, min(page, _MOST_PAGES))
    await _show(interaction, view)


async def edit(interaction: Interaction, caller: Caller, announcement: int) -> None:
    """Begin a draft that changes an announcement."""
    announcing, places = interaction.client.services.announcements, places_of(interaction)

    async def work() -> DraftView:
        await _find(interaction, caller, announcement, places)
        return await announcing.drafts(caller, places).edit(announcement)

    await show_draft(interaction, await in_time(interaction, work()), places)


async def _find(interaction: Interaction, caller: Caller, announcement: int, places: ServerChannels) -> None:
    view = await interaction.client.services.announcements.show(caller, announcement)
    await places.find(place.channel for place in view.announcement.places)


async def pause(interaction: Interaction, caller: Caller, announcement: int) -> None:
    work = interaction.client.services.announcements.pause(caller, announcement)
    await _show(interaction, await in_time(interaction, work), "Paused")


async def resume(interaction: Interaction, caller: Caller, announcement: int) -> None:
    announcing, places = interaction.client.services.announcements, places_of(interaction)

    async def work() -> AnnouncementView:
        await _find(interaction, caller, announcement, places)
        return await announcing.resume(caller, announcement, places)

    view = await in_time(interaction, work())
    await _show(interaction, view, "Resumed")


async def ask_to_cancel(interaction: Interaction, caller: Caller, announcement: int) -> None:
    view = await interaction.client.services.announcements.show(caller, announcement)
    await show(interaction, cancel_card(view, places_of(interaction).around([view.announcement])))


async def test(interaction: Interaction, caller: Caller, announcement: int) -> None:
    """Show the moderator alone what an announcement would post now."""
    services = interaction.client.services
    shown = await services.announcements.example(caller, announcement)
    await send_apart(interaction, example(shown, services.clock()))


async def ask_to_end_news(interaction: Interaction, caller: Caller, channel: int | None) -> None:
    ending = await interaction.client.services.announcements.ending(caller, channel)
    around = places_of(interaction).around(ending.announcements, *([channel] if channel else []))
    await show(interaction, ending_card(ending, around))


async def _show(interaction: Interaction, view: AnnouncementView, title: str = "") -> None:
    announcement = view.announcement
    channels = (happened.delivery.channel for happened in view.deliveries)
    await show(interaction, announcement_card(view, places_of(interaction).around([announcement], *channels), title))


async def _one(press: Press) -> None:
    await show_one(press.interaction, press.caller, press.first, press.second)


async def _open(press: Press) -> None:
    await show_one(press.interaction, press.caller, read_id(press.picked, NO_LONGER))


async def _end(press: Press) -> None:
    work = press.services.announcements.cancel(press.caller, press.first)
    await _show(press.interaction, await in_time(press.interaction, work), "Cancelled")


async def _end_news(press: Press) -> None:
    channel = press.ids[0] if press.ids else None
    ending = await in_time(press.interaction, press.services.announcements.end_news(press.caller, channel))
    around = places_of(press.interaction).around(ending.announcements, *([channel] if channel else []))
    await show(press.interaction, ending_card(ending, around, done=True))


BUTTONS: Mapping[str, ButtonHandler] = {
    "say-list": on_first(show_list),
    "say-list-back": on_first(show_list),
    "say-open": _open,
    "say-show": _one,
    "say-show-back": _one,
    "say-edit": on_first(edit),
    "say-pause": on_first(pause),
    "say-resume": on_first(resume),
    "say-cancel": on_first(ask_to_cancel),
    "say-end": _end,
    "say-test": on_first(test),
    "say-no-news": _end_news,
}
