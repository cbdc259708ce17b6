"""Undoing an import: new revisions that bring back what stood before, staged like an import's own."""

from bot.domain.ids import Ids
from bot.domain.imports import Batch
from bot.domain.revisions import ChangeKind, Made
from bot.store.gateways.imports import Copy, Step
from bot.store.store import Store

_AT_ONCE = 500


async def stage_undo(store: Store, ids: Ids, guild: int, undoing: Batch) -> int:
    """Prepare the undoing of a batch; of how many facts the server has newer words by now, which stay."""
    assert undoing.undoes is not None
    made = Made(ChangeKind.UNDO, undoing.made_at, undoing.made_by, f"Undid the import of {undoing.filename}")
    async with store.changing() as gateways:
        await gateways.imports.add(undoing, guild)
        await gateways.staging.stage_marks_back(undoing.id, undoing.undoes)
    kept = 0
    after = 0
    while steps := await store.reading().imports.steps(guild, undoing.undoes, after, _AT_ONCE):
        after = steps[-1].revision
        copies = [_back(step, ids()) for step in steps if step.is_current]
        kept += len(steps) - len(copies)
        async with store.changing() as gateways:
            await gateways.imports.copy(guild, undoing.id, made, copies)
    return kept


def _back(step: Step, new_id: int) -> Copy:
    """The revision that brings back what a fact said before the import."""
    now = step.now or step.revision
    if step.opened_on is None:
        # The import's own new fact: it leaves the answers, and its history stays.
        return Copy(new_id, step.revision, now, None, retired=True, follows=False)
    if step.opened_own:
        return Copy(new_id, step.opened_on, now, step.opened_over, retired=step.opened_retired, follows=False)
    # It had the base's words, and has the base's newest from now on.
    base = step.base or step.opened_on
    return Copy(new_id, base, now, base, retired=False, follows=True)
