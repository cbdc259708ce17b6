"""Facts as a table for spreadsheets: CSV, one row for each claim, with its fact's columns repeated in every row.

A table holds facts, their claims and sources, and the people and characters they name. The show's catalogue is not in
it: titles, running times and air dates of episodes, the lengths of seasons, other names, and whoever no fact names.
"""

import csv
import io
from datetime import date

from bot.errors import FileFaults
from bot.packs.checks import check
from bot.packs.faults import Findings
from bot.packs.limits import MOST_FAULTS
from bot.packs.model import ClaimEntry, FactEntry, Pack, ShowEntry
from bot.packs.names import keys_needed, write_named
from bot.packs.uploads.cells import COLUMNS, guard, read_rows
from bot.packs.uploads.drafts import Draft, RowFaults


def write_csv(pack: Pack) -> str:
    """The pack's facts as CSV, its rows ended as RFC 4180 has it. Excel knows it as UTF-8 by a byte order mark, so
    encode it as utf-8-sig.

    A cell that a spreadsheet would take for a formula has a ' before it, which reading takes away.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    named = _Names(pack)
    for fact in pack.facts:
        of_fact = _fact_cells(fact, named)
        for claim in fact.claims:
            cells = of_fact | _claim_cells(claim, pack)
            writer.writerow([guard(cells.get(column) or "") for column in COLUMNS])
    return text.getvalue()


def read_csv(text: str, show: ShowEntry, filename: str = "The table", today: date | None = None) -> Pack:
    """The pack that a table makes, about this show, with the seasons and episodes that its rows name.

    The columns may stand in any order and separated by commas, semicolons or tabs; `kind` and `outlet` must be there.
    Rows with the same id are one fact; an id that is left out is made of what the row says of its fact. Raises
    FileFaults with every fault's line, naming the file so; with `today` claims of later days are faults.
    """
    faults = RowFaults(MOST_FAULTS)
    draft = Draft(show, faults)
    table = draft.of_rows(read_rows(text.removeprefix("\ufeff"), faults.tell))
    # With too many of anything the table is not whole, and would be blamed for what is not in it.
    findings = Findings(table, MOST_FAULTS)
    pack = None if faults.ended else check(table, findings, today)
    for fault in findings.faults:
        line, column = draft.place(fault.location)
        faults.tell(line, column, fault.words)
    faults.count += findings.count - len(findings.faults)
    if pack is None or faults.count:
        raise FileFaults(filename, sorted(faults.faults, key=lambda fault: fault.line or 0), faults.count)
    return pack


class _Names:
    """How a pack's people and characters are written: with their keys where names alone do not tell them apart."""

    def __init__(self, pack: Pack) -> None:
        people = {key: pack.people[key].name for fact in pack.facts for key in fact.people}
        names = {fact.character: pack.characters[fact.character].name for fact in pack.facts if fact.character}
        self._people = _written(people)
        self._characters = _written(names)
        self._spoils = {key: pack.characters[key].spoils for key in names}

    def people(self, fact: FactEntry) -> str:
        return "; ".join(self._people[key] for key in fact.people)

    def character(self, fact: FactEntry) -> dict[str, str]:
        if fact.character is None:
            return {}
        spoils = self._spoils[fact.character]
        return {
            "character": self._characters[fact.character],
            "character_spoils": str(spoils) if spoils else "",
        }


def _written(names: dict[str, str]) -> dict[str, str]:
    keyed = keys_needed(names.items())
    return {key: write_named(name, key if key in keyed else None) for key, name in names.items()}


def _fact_cells(fact: FactEntry, named: _Names) -> dict[str, str | None]:
    return {
        "id": fact.id,
        "revision": fact.revision,
        "kind": fact.kind.value,
        "season": "; ".join(map(str, fact.all_seasons)),
        "episodes": "; ".join(map(str, fact.codes)),
        "people": named.people(fact),
        **named.character(fact),
        "billing": fact.billing and fact.billing.value,
        "statement": fact.statement,
        "released": fact.released and fact.released.text,
        "spoils": str(fact.spoils) if fact.spoils else None,
        "set_size": str(fact.set_size) if fact.set_size else None,
        "settled_by": fact.settled_by,
        "refuted_by": fact.refuted_by,
    }


def _claim_cells(claim: ClaimEntry, pack: Pack) -> dict[str, str | None]:
    source = pack.sources[claim.source]
    published = claim.published or source.published
    return {
        "weight": claim.weight,
        "denies": "yes" if claim.denies else None,
        "outlet": source.outlet,
        "source_title": source.title,
        "url": source.url,
        "published": published.text if published else None,
        "speaker": claim.speaker,
        "via": claim.via,
        "note": claim.note,
    }
