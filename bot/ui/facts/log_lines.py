"""The lines of a server's log in words."""

from bot.domain.change_log import ImportNote
from bot.domain.revisions import ChangeKind, Revision
from bot.domain.text import escape
from bot.ui.facts.sentences import capitalised, remark, sentence
from bot.ui.members import who

_REASON = 500
_FILENAME = 100
# A claim may have been given, corrected or withdrawn: in each case it is the sources that changed.
_CHANGES = {
    ChangeKind.PACK: ("📦", "loaded"),
    ChangeKind.ADD: ("➕", "added"),
    ChangeKind.EDIT: ("✏️", "changed"),
    ChangeKind.CLAIM: ("🔗", "changed the sources of"),
    ChangeKind.RETIRE: ("🗑️", "retired"),
    ChangeKind.RESTORE: ("♻️", "brought back"),
    ChangeKind.UNDO: ("↩️", "took back the last change of"),
    ChangeKind.IMPORT: ("📥", "imported"),
}
_PROPOSED = ("💡", "proposed")
_FOUND = ("📡", "found")


def revision_line(revision: Revision) -> str:
    """A change in one line of at most 1,900 characters; what spoils stays hidden."""
    fact, made = revision.fact, revision.made
    sign, done = _done(revision)
    parts = [f"{sign} {capitalised(who(made.by))} {done}: {sentence(fact)}"]
    if made.reason:
        parts.append(f"why: {remark(fact, escape(made.reason, _REASON))}")
    if revision.suggested_by is not None:
        parts.append(f"suggested by {who(revision.suggested_by)}")
    return " · ".join([*parts, f"<t:{int(made.at.timestamp())}:R>"])


def _done(revision: Revision) -> tuple[str, str]:
    made = revision.made
    if revision.number is not None:
        return _CHANGES[made.change]
    return _PROPOSED if made.by is not None else _FOUND


def import_line(note: ImportNote) -> str:
    """An import, or that it was undone, in one line."""
    by = capitalised(who(note.by))
    name = escape(note.filename, _FILENAME)
    when = f"<t:{int(note.at.timestamp())}:R>"
    facts = "1 fact" if note.facts == 1 else f"{note.facts:,} facts"
    if note.undoes:
        return f"↩️ {by} undid the import of {name} ({facts}) · {when}"
    return f"📥 {by} imported {facts} from {name} · {when}"
