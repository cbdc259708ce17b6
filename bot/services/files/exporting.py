"""Exporting everything that a server sees of its show as a file, which can be edited and imported again."""

import asyncio
from datetime import date

from bot.domain.facts import Show
from bot.domain.imports import Exported, Format
from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.model import Pack
from bot.services.access import Caller
from bot.services.files.export_pack import to_pack
from bot.services.kit import Service
from bot.services.names.finder import Query
from bot.services.shows.view import ShowView, read_view
from bot.store.gateways.revisions import BASE

MOST = 9_500_000
"""The largest file, in bytes, that is attached to a message."""

_MOST_TITLES = 20


class Exporting(Service):
    """Exports shows as files."""

    async def export(self, caller: Caller, form: Format = Format.TOML) -> Exported:
        """Return the server's show. Raises NotModerator, NoShow, and BadInput if the file would be too large."""
        await self.check(caller)
        today = self._clock().date()
        show = await self._finder.show_of(Query(caller.guild, today))
        exported = await self.of_show(caller.guild, show, form)
        if len(exported.content) > MOST:
            raise BadInput(
                f"The file would have {len(exported.content) / 1_000_000:.1f} MB; Discord takes {MOST / 1_000_000} MB. "
                "Try another format, or ask the bot's operator for `python -m bot export`."
            )
        return exported

    async def find_show(self, guild: int, text: str) -> Show:
        """Return the show of this name, or (for "") the server's. Raises BadInput and NoShow."""
        return await self._finder.show_of(Query(guild, self._clock().date(), show=text or None))

    async def titles(self, guild: int) -> list[str]:
        """Return the titles of the first shows that a server, or (0) the base, has on record."""
        shows = dict.fromkeys(show for show, _, _ in await self._finder.shows(guild, ""))
        return [label for _, label in await self._finder.labels(guild, list(shows)[:_MOST_TITLES])]

    async def pack_of_base(self, key: str) -> Pack | None:
        """Return all that the base has of the show with this id, as a pack; None if it has no such show.

        Raises BadInput if some of it is more than a pack can say.
        """
        row = await self._store.reading().exports.show_by_key(BASE, key)
        if row is None:
            return None
        view = await read_view(self._store, BASE, row)
        pack, left_out = await asyncio.to_thread(to_pack, view)
        if left_out:
            raise BadInput(f"{left_out:,} facts about {escape(pack.show.title)} can't be kept together with a table's.")
        return pack

    async def of_show(self, guild: int, show: Show, form: Format) -> Exported:
        """Return a show of any size as a server sees it, or (0) as the base has it. Checks no permissions."""
        row = await self._store.reading().exports.show(guild, show.id)
        if row is None:
            raise BadInput("There is no such show here.")
        view = await read_view(self._store, guild, row)
        return await asyncio.to_thread(_exported, view, form, self._clock().date())


def _exported(view: ShowView, form: Format, today: date) -> Exported:
    from bot.packs.uploads.tables import write_csv  # not needed to start
    from bot.packs.writer import write_json, write_toml

    pack, left_out = to_pack(view, catalogue=form is not Format.CSV)
    match form:
        case Format.TOML:
            content = write_toml(pack).encode()
        case Format.JSON:
            content = write_json(pack).encode()
        case Format.CSV:
            # The mark at the beginning lets spreadsheets recognise UTF-8.
            content = write_csv(pack).encode("utf-8-sig")
    current = [row for row in view.facts if not row.retired]
    return Exported(
        filename=f"{pack.show.id}-{today.isoformat()}.{form}",
        content=content,
        show=view.show.show,
        facts=len(current) - left_out,
        own=sum(row.worded for row in current),
        left_out=left_out,
    )
