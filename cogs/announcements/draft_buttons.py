"""What the buttons and lists of an announcement's draft do."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Unpack

from discord import ChannelType

from bot.domain.announcement_views import DraftView, Target
from bot.domain.announcements import Announcement, Late
from bot.domain.facts import Status
from bot.errors import BadInput
from bot.services.announcements.drafts import AnnouncementDrafts, Choices
from bot.ui.announcements.cards import confirmed_card
from bot.ui.announcements.draft import dropped_card
from bot.ui.announcements.forms import AnnouncementForm
from bot.ui.modals import modal
from cogs.announcements.drafts import places_of, show_draft
from cogs.shared.buttons import NO_LONGER, ButtonHandler, Press
from cogs.shared.responding import in_time, show


async def confirm(press: Press) -> None:
    places = places_of(press.interaction)
    drafts = press.services.announcements.drafts(press.caller, places)

    async def work() -> Announcement | DraftView:
        await places.find(await drafts.channels(press.first))
        return await drafts.confirm(press.first)

    result = await in_time(press.interaction, work())
    if isinstance(result, DraftView):
        await show_draft(press.interaction, result, places)
        return
    await show(press.interaction, confirmed_card(result, places.around([result])))


async def words(press: Press) -> None:
    kind, written = await _drafts(press).written(press.first)
    form = AnnouncementForm(kind, draft=press.first)
    await press.interaction.response.send_modal(modal(form, written))


async def drop(press: Press) -> None:
    # A draft is never due, so there is nothing to undo, and it can be continued later.
    await _drafts(press).channels(press.first)
    await show(press.interaction, dropped_card(press.first))


async def draft(press: Press) -> None:
    await _show(press, lambda drafts: drafts.preview(press.first))


async def late(press: Press) -> None:
    await _choose(press, late=Late.SKIP if press.second else Late.SEND)


async def publish(press: Press) -> None:
    await _choose(press, publish=bool(press.second))


async def episodes(press: Press) -> None:
    await _choose(press, episodes=bool(press.second))


async def ping(press: Press) -> None:
    await _choose(press, ping=_id(press.picked) if press.picked else None)


async def status(press: Press) -> None:
    if press.picked not in list(Status):
        raise BadInput(NO_LONGER)
    await _choose(press, status=Status(press.picked))


async def where(press: Press) -> None:
    guild = press.interaction.guild
    targets: list[Target] = []
    for value in press.values:
        channel = guild.get_channel_or_thread(_id(value)) if guild else None
        targets.append(Target(_id(value), channel is not None and channel.type is ChannelType.forum))
    find = [target.channel for target in targets]
    await _show(press, lambda drafts: drafts.choose_places(press.first, targets), find=find)


async def over(press: Press) -> None:
    await _show(press, lambda drafts: drafts.rebase(press.first, press.second))


async def _choose(press: Press, **choices: Unpack[Choices]) -> None:
    await _show(press, lambda drafts: drafts.choose(press.first, **choices))


async def _show(
    press: Press, act: Callable[[AnnouncementDrafts], Awaitable[DraftView]], find: list[int] | None = None
) -> None:
    """Do something with a draft and show it again."""
    places = places_of(press.interaction)
    drafts = press.services.announcements.drafts(press.caller, places)

    async def work() -> DraftView:
        there = await drafts.channels(press.first)
        await places.find(there if find is None else find)
        return await act(drafts)

    await show_draft(press.interaction, await in_time(press.interaction, work()), places)


def _drafts(press: Press) -> AnnouncementDrafts:
    return press.services.announcements.drafts(press.caller, places_of(press.interaction))


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 20 and int(text) < 1 << 63):
        raise BadInput(NO_LONGER)
    return int(text)


BUTTONS: Mapping[str, ButtonHandler] = {
    "say-confirm": confirm,
    "say-words": words,
    "say-drop": drop,
    "say-draft": draft,
    "say-late": late,
    "say-publish": publish,
    "say-episodes": episodes,
    "say-ping": ping,
    "say-status": status,
    "say-where": where,
    "say-over": over,
}
