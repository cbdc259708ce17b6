"""What moderators do with announcements, in short, and what they see of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.cogs.facts.actions import query, rows
from tests.cogs.world import Seen, World, look
from tests.ui.reading import units

EXPIRED = "That card has expired: its draft was confirmed or deleted. Start again with /announce."
GONE = "That announcement is not on record here. Pick one from the list, or see them all with /announce list."
OVER = "That announcement has ended, so it can't be changed any more. Make a new one with /announce."


def shown(result: InteractionResult) -> Seen:
    """The card of an announcement or a draft, seen by its moderator alone: the last embed, with the buttons."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None, "the interaction was not answered"
    found = look(message)
    assert found.ephemeral
    assert message.embeds, f"no card but: {found.content}"
    embeds = [embed.to_dict() for embed in message.embeds]
    assert sum(size(embed) for embed in embeds) <= 6000
    assert all(units(field["value"]) <= 1024 for embed in embeds for field in embed.get("fields", []))
    ids = [item["custom_id"] for row in rows(found) for item in row["components"]]
    assert len(ids) == len(set(ids))
    assert all(len(id_) <= 100 for id_ in ids)
    last = message.embeds[-1]
    return replace(
        found,
        title=last.title or "",
        description=last.description or "",
        fields=[(field.name or "", field.value or "") for field in last.fields],
        footer=last.footer.text or "",
    )


def size(embed: Any) -> int:
    parts = [embed.get("title"), embed.get("description"), embed.get("footer", {}).get("text")]
    parts += [part for field in embed.get("fields", []) for part in (field["name"], field["value"])]
    return sum(units(part) for part in parts if part)


def post(found: Seen) -> discord.Embed:
    """The message as it will look, above the card."""
    first, _ = found.message.embeds
    return first


def above_reference(content: str) -> str:
    """The words of a message without an embed, whose last line is the reference of the post."""
    words, _, last = content.rpartition("\n")
    assert last.startswith("-# Announcement · ")
    return words


def is_disabled(found: Seen, label: str) -> bool:
    (button,) = [candidate for candidate in found.buttons if candidate.label == label]
    return button.disabled


def confirmed(result: InteractionResult) -> Seen:
    """The card that says that a draft was confirmed."""
    found = shown(result)
    assert found.title in ("Confirmed", "Changed"), found
    return found


async def once(
    actor: MemberActor,
    typed_in: ChannelHandle,
    when: str = "2026-01-05 20:00",
    text: str = "It begins!",
    **options: Any,
) -> InteractionResult:
    """A draft of what is posted once."""
    return await actor.slash(typed_in, "announce once", when=when, text=text, **options)


async def confirm(actor: MemberActor, result: InteractionResult) -> InteractionResult:
    return await actor.click(shown(result).message, label="Confirm")


async def announced(world: World, channel: ChannelHandle, text: str = "It begins!", **options: Any) -> str:
    """Something to be posted once, confirmed; the value that picks it."""
    confirmed(await confirm(world.moderator, await once(world.moderator, channel, text=text, **options)))
    word = text.split()[0]
    (choice,) = await world.moderator.autocomplete(channel, "announce show", "announcement", word)
    return choice["value"]


async def choose(actor: MemberActor, found: Seen, act: str, values: list[Any]) -> InteractionResult:
    """Pick from the list of a draft."""
    ids = [item["custom_id"] for row in rows(found) for item in row["components"]]
    (custom_id,) = [id_ for id_ in ids if id_.startswith(f"mod-{act}:")]
    return await actor.select(found.message, values, custom_id=custom_id)


def stamp(year: int, month: int, day: int, hour: int, minute: int = 0, *, style: str = "F") -> str:
    """A moment in UTC as Discord's timestamp."""
    return f"<t:{int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())}:{style}>"


def announcements_of(database: Path) -> list[tuple[Any, ...]]:
    """All announcements but drafts: kind, state, version, text, when next, who changed it."""
    return query(
        database,
        "SELECT kind, state, version, text, next_due, changed_by FROM announcement WHERE state <> 'draft' ORDER BY id",
    )
