"""Importing a file's facts: staged where nobody sees them, then confirmed as a whole, or undone as a whole."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import LiteralString
from weakref import WeakValueDictionary

from bot.domain.facts import Fact, Show
from bot.domain.imports import EXAMPLES, Batch, Preview, Sort, Taken, Undone
from bot.domain.revisions import FORMER_MEMBER
from bot.errors import AlreadyHandled, BadInput, NoShow
from bot.packs.limits import LARGEST_UPLOAD
from bot.packs.model import Pack, ShowEntry
from bot.services.access import Caller
from bot.services.files.catalogue import Additions, find_catalogue
from bot.services.files.comparing import Plan, is_as_exported, plan, plan_additions
from bot.services.files.staging import Progress, Staging, no_progress
from bot.services.files.taking import spell, stage_undo, take_batch
from bot.services.kit import Kit, Service
from bot.services.names.finder import Query
from bot.services.shows.view import ShowView, read_view, show_entry, show_row
from bot.store.gateways.exports import ShowRow
from bot.store.gateways.imports import CHANGED, CONFLICTS, NEW
from bot.store.store import Gateways

LARGEST = LARGEST_UPLOAD
"""The largest size of a file, in bytes."""
_GONE = "That import is no longer prepared here. Import the file again."
_LONGEST_FILENAME = 100
_AT_ONCE = 300
_KEPT = timedelta(hours=23)


class Importing(Service):
    """Imports of a server's moderators. Every method raises NotModerator for anybody else, and StoreBusy."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def prepare(self, caller: Caller, filename: str, content: bytes, progress: Progress = no_progress) -> Preview:
        """Read a file and stage what it would change, where nobody sees it until it is confirmed.

        Raises FileFaults with every fault of the file, and NoShow for a table of facts where no show is chosen.
        """
        await self.check(caller)
        filename = _shortened(filename)
        show = await self._show_of_table(caller.guild, filename)
        pack = await asyncio.to_thread(_read, content, filename, show, self._clock().date())
        del content
        # One import at a time, so that each finds what the one before it wrote.
        async with self._turns.setdefault(caller.guild, asyncio.Lock()):
            return await self._prepare(caller, filename, pack, plan, progress)

    async def prepare_additions(self, caller: Caller, filename: str, pack: Pack) -> Preview:
        """Do the same for a pack that only adds to what is on record: facts, and its sources' claims on our facts."""
        await self.check(caller)
        async with self._turns.setdefault(caller.guild, asyncio.Lock()):
            return await self._prepare(caller, _shortened(filename), pack, plan_additions, no_progress)

    async def _prepare(
        self, caller: Caller, filename: str, pack: Pack, compare: Callable[..., Plan], progress: Progress
    ) -> Preview:
        row = await self._show(caller.guild, pack)
        if row:
            view = await read_view(self._store, caller.guild, row)
        else:
            view = ShowView(show_row(pack.show, self._ids(), own=True))
        catalogue, additions = await find_catalogue(self._store, self._ids, caller.guild, pack, view)
        now = self._clock()
        empty = await self._store.reading().staging.empty_facts(caller.guild, view.show.show.id)
        result = await asyncio.to_thread(compare, pack, catalogue, view, self._ids, now.date(), empty)
        await self._settle_doubts(caller.guild, result)
        show = view.show.show
        preview = await self._preview(caller.guild, filename, show, result, additions)
        if not result.changes and not additions.filled:
            return preview
        batch = Batch(self._ids(), show, filename, now, caller.user or None)
        changes = [replace(planned, fact=replace(planned.fact, revision_id=self._ids())) for planned in result.changes]
        staging = Staging(self._store, self._ids, caller.guild, batch)
        await staging.write(None if row else view.show, catalogue, additions, changes, progress)
        return await self._with_examples(preview, caller.guild, batch.id)

    async def take(self, caller: Caller, batch: int, *, keep_ours: bool = False) -> Taken | Preview:
        """Let a prepared import take effect. Where both changed a fact the file wins, or with `keep_ours` the server.

        If facts that it changes have been changed here since, nothing is done and the preview shows them. Raises
        BadInput if the import no longer exists, AlreadyHandled if it was taken.
        """
        gateways = await self._read_for(caller)
        spellings = await spell(gateways, caller.guild, await _untaken(gateways, caller.guild, batch))
        async with self._change_for(caller) as gateways:
            found = await _untaken(gateways, caller.guild, batch)
            if found.made_at < self._clock() - _KEPT:
                raise BadInput(_GONE)  # housekeeping may be deleting it, part by part
            moved = await gateways.imports.note_moved(caller.guild, batch)
            if not moved:
                kept = await gateways.imports.forget_conflicts(batch) if keep_ours else 0
                new, changed = await take_batch(gateways, self._ids, caller.guild, found, spellings, self._clock())
                marked = await gateways.staging.has_marks(batch)
                return Taken(batch, found.filename, found.show, new, changed, kept, marked)
        preview = Preview(None, found.filename, found.show, moved=moved)
        return await self._with_examples(preview, caller.guild, batch)

    async def see(self, caller: Caller, batch: int) -> Taken:
        """Return what an import changed, so that it can be undone from a history. Raises BadInput."""
        gateways = await self._read_for(caller)
        found = await gateways.imports.get(caller.guild, batch)
        if found is None or found.taken_at is None or found.undoes is not None:
            raise BadInput("There is no such import here.")
        counts = await gateways.imports.sorts(batch)
        new, marked = counts.get(NEW, 0), await gateways.staging.has_marks(batch)
        return Taken(batch, found.filename, found.show, new, sum(counts.values()) - new, 0, marked)

    async def cancel(self, caller: Caller, batch: int) -> None:
        """Delete a prepared import. Raises BadInput if it no longer exists."""
        async with self._change_for(caller) as gateways:
            await _untaken(gateways, caller.guild, batch)
        await self._forget(caller.guild, batch)

    async def undo(self, caller: Caller, batch: int) -> Undone:
        """Bring back what facts said before an import. Those that were changed again since stay as they are.

        Raises AlreadyHandled if it is undone already, and BadInput if there is no such import.
        """
        gateways = await self._read_for(caller)
        found = await gateways.imports.get(caller.guild, batch)
        if found is None or found.taken_at is None or found.undoes is not None:
            raise BadInput("There is no such import to undo here.")
        if earlier := await gateways.imports.undone_by(caller.guild, batch):
            raise _done(earlier, "undone")
        undoing = Batch(self._ids(), found.show, found.filename, self._clock(), caller.user or None, undoes=batch)
        kept = await stage_undo(self._store, self._ids, caller.guild, undoing)
        gateways = self._store.reading()
        if not await gateways.imports.sorts(undoing.id) and not await gateways.staging.has_marks(undoing.id):
            await self._forget(caller.guild, undoing.id)
            return Undone(batch, found.filename, found.show, 0, kept)
        spellings = await spell(self._store.reading(), caller.guild, undoing)
        async with self._change_for(caller) as gateways:
            earlier = await gateways.imports.undone_by(caller.guild, batch)
            if earlier is None:
                await gateways.imports.note_moved(caller.guild, undoing.id)
                kept += await gateways.imports.forget_conflicts(undoing.id)
                now = self._clock()
                back = sum(await take_batch(gateways, self._ids, caller.guild, undoing, spellings, now))
                return Undone(undoing.id, found.filename, found.show, back, kept)
        await self._forget(caller.guild, undoing.id)
        raise _done(earlier, "undone")

    async def _forget(self, guild: int, batch: int) -> None:
        while True:
            async with self._store.changing() as gateways:
                if not await gateways.imports.forget_some(guild, batch, _AT_ONCE):
                    await gateways.imports.forget(batch)
                    return

    async def _show_of_table(self, guild: int, filename: str) -> ShowEntry:
        """Return the show of a table's facts. A table names none, so it is the server's."""
        if PurePath(filename).suffix.lower() != ".csv":
            return ShowEntry(id="show", title="Show")
        show = await self._finder.show_of(Query(guild, self._clock().date()))
        row = await self._store.reading().exports.show(guild, show.id)
        if row is None:
            raise NoShow
        return show_entry(ShowView(row))

    async def _show(self, guild: int, pack: Pack) -> ShowRow | None:
        """Return the show that the file names by its id, or else its title; None if it is not on record."""
        exports = self._store.reading().exports
        return await exports.show_by_key(guild, pack.show.id) or await exports.show_named(guild, pack.show.title)

    async def _settle_doubts(self, guild: int, result: Plan) -> None:
        """Sort the doubtful facts: what only the server changed since the export stays, what both changed conflicts."""
        for planned in result.doubtful:
            row = planned.before
            assert row is not None
            assert planned.exported is not None
            exported = await self._store.reading().revisions.get(guild, planned.exported)
            if exported is None or exported.fact.id != row.fact.id:
                # The revision is another server's, or of another installation.
                result.changes.append(replace(planned, conflict=row.worded))
            elif not exported.retired and is_as_exported(planned, exported.fact, self._clock().date()):
                result.newer += 1
            else:
                result.changes.append(replace(planned, conflict=True))

    async def _preview(self, guild: int, filename: str, show: Show, result: Plan, additions: Additions) -> Preview:
        """Return what the file changes beside its facts, and what it leaves as it is."""
        chosen = (await self._store.reading().servers.get(guild)).show
        return Preview(
            None, filename, show, same=result.same, newer=result.newer, filled=additions.filled,
            unmarked=additions.unmarked, chosen=chosen if chosen and chosen.id != show.id else None,
        )  # fmt: skip

    async def _with_examples(self, preview: Preview, guild: int, batch: int) -> Preview:
        """Return the preview of a staged import with examples of its changes."""
        gateways = self._store.reading()
        counts = await gateways.imports.sorts(batch)
        new, changed, conflicts = [
            Sort(counts.get(sort, 0), await _examples(gateways, guild, batch, sort))
            for sort in (NEW, CHANGED, CONFLICTS)
        ]
        return replace(preview, batch=batch, new=new, changed=changed, conflicts=conflicts)


def _read(content: bytes, filename: str, show: ShowEntry, today: date) -> Pack:
    from bot.packs.uploads.reading import read_upload  # not needed to start

    return read_upload(content, filename, show, today)


def _shortened(filename: str) -> str:
    return " ".join(filename.split())[-_LONGEST_FILENAME:] or "file"


async def _examples(gateways: Gateways, guild: int, batch: int, sort: int) -> tuple[Fact, ...]:
    ids = await gateways.imports.first_of(batch, sort, EXAMPLES)
    found = [await gateways.revisions.get(guild, revision) for revision in ids]
    return tuple(revision.fact for revision in found if revision is not None)


def _done(batch: Batch, outcome: LiteralString) -> AlreadyHandled:
    return AlreadyHandled(batch.made_by or FORMER_MEMBER, outcome, batch.taken_at)


async def _untaken(gateways: Gateways, guild: int, batch: int) -> Batch:
    found = await gateways.imports.get(guild, batch)
    if found is None or found.undoes is not None:
        raise BadInput(_GONE)
    if found.taken_at is not None:
        raise _done(found, "imported")
    return found
