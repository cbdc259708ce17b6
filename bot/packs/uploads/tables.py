"""Facts as a CSV table for spreadsheets: one row for each claim, with its fact's columns repeated in every row.

A table holds facts, their claims and sources, and the people and characters they name. It leaves out the catalogue:
titles, running times and air dates of episodes, the lengths of seasons, other names, and people that no fact names.
"""

import csv
import io
from datetime import date

from bot.packs.entries import RowFaults
from bot.packs.model import ClaimEntry, FactEntry, Pack, ShowEntry
from bot.packs.names import keys_needed, write_named
from bot.packs.uploads.cells import COLUMNS, guard, read_rows
from bot.packs.uploads.drafts import Draft


def write_csv(pack: Pack) -> str:
    """Return the pack's facts as CSV with the line ends of RFC 4180.

    Encode it as utf-8-sig: Excel needs the byte order mark to read it as UTF-8. A cell that a spreadsheet would take
    for a formula has a ' in front, which reading removes.
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
    """Return the pack that a CSV table makes: this show, its facts, and the seasons and episodes they name.

    Columns may be in any order, separated by commas, semicolons or tabs; `kind` and `outlet` are required. Rows with
    the same id are one fact; a missing id is made from the row's fact columns. With `today`, claims published later
    are faults. Raises FileFaults with every fault's line, under this filename.
    """
    faults = RowFaults()
    rows = read_rows(text.removeprefix("\ufeff"), faults.add)
    return Draft(show, faults).pack(rows, filename, today)


class _Names:
    """How a pack's people and characters are written: by name, with the key where several share the name."""

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
        "state": fact.state and fact.state.value,
        "job": fact.job,
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
        "origin": source.origin,
        "published": published.text if published else None,
        "speaker": claim.speaker,
        "via": claim.via,
        "note": claim.note,
    }
