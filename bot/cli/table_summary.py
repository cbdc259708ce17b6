"""Prints how a table is understood, what it would make, and what of that looks wrong."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.output import say
from bot.domain.facts import Kind
from bot.domain.text import printable
from bot.packs.any_table import Built, Doubt, SeasonShown, Understood, in_short, people_in, seasons_in
from bot.packs.faults import in_print

_LONGEST_EXAMPLE = 60
_MOST_LISTED = 10
_MOST_SEASONS = 40
_MOST_NUMBERS = 200
_PEOPLE = {Kind.DIRECTOR: "Directors", Kind.WRITER: "Writers", Kind.CAST: "Actors", Kind.CREW: "Crew"}


def show_understood(understood: Understood) -> None:
    """Print how the columns are understood, with examples as they are read."""
    shown = Table(
        "Column", "Meaning", "For example", title=Text(printable(f"How {understood.table.filename} is understood"))
    )
    for column in understood.columns():
        examples = "\n".join(in_print(example.replace("\n", " / "), _LONGEST_EXAMPLE) for example in column.examples)
        shown.add_row(Text(column.name), Text(column.meaning or "left out"), Text(examples))
    Console().print(shown)
    for note in understood.notes():
        say(note)
    if understood.season is not None:
        say(f"All rows are of season {understood.season}.")
    say("Correct it with --map MEANING=COLUMN; --map MEANING= leaves a meaning out.")


def show_built(built: Built) -> None:
    """Print what would be taken: seasons with their episodes, the most frequent people, and what is left out."""
    pack = built.pack
    say(
        f"About {pack.show.title} it has {_counted(built.facts, 'fact')}, with "
        f"{_counted(len(pack.episodes), 'episode')} and {_counted(len(pack.people), 'person', 'people')}."
    )
    _show_seasons([season for season in seasons_in(built) if season.episodes])
    for shown in people_in(pack):
        names = ", ".join(f"{in_print(name, 60)} ({times:,})" for name, times in shown.frequent)
        say(f"{_PEOPLE[shown.kind]}: {shown.count:,}. Most often {names}.")
    for special in built.specials[:_MOST_LISTED]:
        say(f"Line {special.line} is a special without a number: {special.code} {special.title}".rstrip())
    if len(built.specials) > _MOST_LISTED:
        say(f"So are {len(built.specials) - _MOST_LISTED:,} more, numbered in the order of the rows.")
    if built.filled:
        say(f"{_counted(built.filled, 'row')} without a season got the season of the row above.")
    if built.repeated:
        say(f"{_counted(built.repeated, 'row')} repeat another row.")
    if built.elsewhere:
        say(f"{_counted(built.elsewhere, 'row')} about other shows left out.")
    if built.jobs:
        listed = ", ".join(f"{in_print(job, 40)} ({count:,})" for job, count in built.jobs[:_MOST_LISTED])
        say(f"Jobs that Casefile does not keep were left out: {listed}.")
    _show_left_out(built)


def _show_seasons(seasons: Sequence[SeasonShown]) -> None:
    if not seasons:
        return
    shown = Table("Season", "Episodes", "Which", "Missing", "In several rows")
    for season in seasons[:_MOST_SEASONS]:
        numbers = (in_short(found[:_MOST_NUMBERS]) for found in (season.episodes, season.missing, season.twice))
        shown.add_row(str(season.number) if season.number else "specials", f"{len(season.episodes):,}", *numbers)
    Console().print(shown)
    if len(seasons) > _MOST_SEASONS:
        say(f"There are {len(seasons) - _MOST_SEASONS:,} more seasons, up to season {seasons[-1].number}.")


def _show_left_out(built: Built) -> None:
    if not built.left_out:
        return
    say(f"{_counted(len(built.left_out), 'row')} can't be read and would be left out:")
    for words in list(built.left_out.values())[:_MOST_LISTED]:
        say(f"  {in_print(words, 200)}")
    if len(built.left_out) > _MOST_LISTED:
        say(f"  and {len(built.left_out) - _MOST_LISTED:,} more")


def show_doubts(doubts: Sequence[Doubt]) -> None:
    """Print what looks wrong, and must be corrected or accepted."""
    if doubts:
        say("This looks wrong. Look at it before you take the table:")
    for doubt in doubts:
        say(f"  ! {doubt.words}")


def _counted(count: int, singular: str, plural: str | None = None) -> str:
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
