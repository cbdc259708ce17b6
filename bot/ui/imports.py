"""Imports and exports: what a file would change, what it changed, what undoing it brought back."""

from collections.abc import Sequence

import discord

from bot.domain.ids import base36
from bot.domain.imports import Exported, Preview, Sort, Taken, Undone
from bot.domain.text import escape
from bot.errors import FileFaults
from bot.ui.buttons import GREEN, RED, Item, own_button
from bot.ui.card import Card, Section, card
from bot.ui.facts.sentences import sentence
from bot.ui.text import bold, listed

PRESS = r"import-(?P<act>take|keep|cancel|undo):(?P<batch>[a-z0-9]{1,13})"
"""Matches the custom id of each button of an import: what pressing does, and the import in 36 digits."""
_FILENAME = 100


def preview_card(preview: Preview) -> Card:
    """What a file would change, with buttons to confirm or cancel."""
    if preview.batch is None:
        return _plain("Nothing to change", [_nothing(preview), *_remarks(preview)], preview)
    buttons = [_button("Confirm", "take", preview.batch, GREEN)]
    if preview.conflicts.count:
        buttons = [
            _button("Take the file's where both changed", "take", preview.batch, GREEN),
            _button("Keep ours there", "keep", preview.batch, GREEN),
        ]
    return card(
        "Before anything changes",
        [_summary(preview), *_remarks(preview)],
        [
            *_named("New", preview.new),
            *_named("Changed", preview.changed),
            *_named("In conflict: changed here and in the file", preview.conflicts),
        ],
        show=preview.show,
        items=[*buttons, _button("Cancel", "cancel", preview.batch, RED)],
        notes=("nothing has changed yet",),
    )


def taken_card(taken: Taken) -> Card:
    """What an import changed, and the way back."""
    words = f"{bold(_facts(taken.new))} added and {bold(_facts(taken.changed))} changed from {_file(taken.filename)}."
    kept = [f"{_facts(taken.kept)} changed in both places stay as they were here."] if taken.kept else []
    undo = [_button("Undo this import", "undo", taken.batch, RED)] if taken.new or taken.changed or taken.marked else []
    return card("Imported", [words, *kept], show=taken.show, items=undo)


def undone_card(undone: Undone) -> Card:
    """What undoing an import brought back."""
    words = f"{bold(_facts(undone.brought_back))} restored, as before the import of {_file(undone.filename)}."
    kept = [f"{_facts(undone.kept)} changed since then stay as they are."] if undone.kept else []
    return card("Import undone", [words, *kept], show=undone.show)


def cancelled() -> discord.Embed:
    """A prepared import was thrown away."""
    return discord.Embed(title="Cancelled", description="Nothing was changed.")


def progress(done: int, of: int) -> str:
    """How far the preparation of an import is."""
    return f"Prepared {done:,} of {of:,} …"


def exported(made: Exported) -> str:
    """One sentence on what the file holds."""
    words = f"{_file(made.filename)} holds {_facts(made.facts)} about {escape(made.show.title, _FILENAME)}"
    words += f", {made.own:,} of them in this server's own words." if made.own else "."
    if made.left_out:
        words += f" {_facts(made.left_out)} can't be written into a file and were left out."
    return words


def faults_file(error: FileFaults) -> str | None:
    """All faults, each on a line of its own, if a message has no room for them; else None."""
    if error.count <= _IN_A_MESSAGE:
        return None
    lines = [str(fault) for fault in error.faults]
    if error.count > len(lines):
        lines.append(f"…and {error.count - len(lines):,} more. Correct these first.")
    return "\n".join(lines) + "\n"


_IN_A_MESSAGE = 10


def _button(words: str, act: str, batch: int, style: discord.ButtonStyle) -> Item:
    return own_button(words, f"import-{act}:{base36(batch)}", style)


def _plain(title: str, lines: Sequence[str], preview: Preview) -> Card:
    return card(title, lines, show=preview.show)


def _nothing(preview: Preview) -> str:
    if not preview.same and not preview.newer:
        return f"There are no facts in {_file(preview.filename)}."
    if preview.newer:
        return f"{_file(preview.filename)} has nothing new: what differs was changed here after the export."
    return f"Nothing to change: {_all(preview.same)} as the file has {_them(preview.same)}."


def _all(count: int) -> str:
    return "the one fact is already" if count == 1 else f"all {count:,} facts are already"


def _summary(preview: Preview) -> str:
    counted = (
        (preview.new.count, "new"), (preview.changed.count, "changed"), (preview.conflicts.count, "in conflict"),
    )  # fmt: skip
    words = listed([bold(f"{count:,} {word}") for count, word in counted if count] or ["no fact changes"])
    same = f"; {_facts(preview.same)} already as the file has {_them(preview.same)}"
    return f"{_file(preview.filename)}: {words}{same if preview.same else ''}. What it does not mention stays as it is."


def _remarks(preview: Preview) -> list[str]:
    remarks: list[str] = []
    if preview.moved:
        remarks.append(
            f"{_facts(preview.moved)} changed here while this was waiting and are now in conflict. Look again."
        )
    if preview.newer:
        remarks.append(f"{_facts(preview.newer)} changed here after the export, but not in the file, stay as they are.")
    if preview.filled:
        remarks.append(
            f"The file adds to {bold(_things(preview.filled))} on record here what was not known: a length, a title, "
            "a date, or that a name spoils."
        )
    if preview.unmarked:
        remarks.append(
            f"The file marks {_names(preview.unmarked)} as spoiling, but the pack that has {_them(preview.unmarked)} "
            "does not. That stays so."
        )
    if preview.chosen is not None:
        chosen, of_file = escape(preview.chosen.title, _FILENAME), escape(preview.show.title, _FILENAME)
        remarks.append(f"This server's show is {chosen}, but the file is about {of_file}. Its facts go to {of_file}.")
    return remarks


def _named(name: str, sort: Sort) -> list[Section]:
    if not sort.count:
        return []
    lines = [f"• {sentence(fact)}" for fact in sort.examples]
    if sort.count > len(lines):
        lines.append(f"and {sort.count - len(lines):,} more")
    return [Section(f"{name} · {sort.count:,}", lines)]


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def _facts(count: int) -> str:
    return "1 fact" if count == 1 else f"{count:,} facts"


def _things(count: int) -> str:
    return "1 season, episode or character" if count == 1 else f"{count:,} seasons, episodes or characters"


def _names(count: int) -> str:
    return "1 character's name" if count == 1 else f"{count:,} characters' names"


def _file(filename: str) -> str:
    return escape(filename, _FILENAME)
