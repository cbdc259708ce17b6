"""What a table adds to what is on record: facts, and its source's word for facts that stand; it changes no fact."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.facts import Claim, Fact, Kind
from bot.domain.ids import Ids
from bot.domain.moderation import MOST_CLAIMS
from bot.packs.model import Pack
from bot.services.files.comparing import Plan, Planned, content_of, counted
from bot.services.shows.pack_contents import BaseCatalogue, facts_of
from bot.services.shows.view import ShowView, file_id
from bot.store.gateways.exports import FactRow


def plan_additions(
    pack: Pack,
    catalogue: BaseCatalogue,
    view: ShowView,
    ids: Ids,
    today: date,
    empty: Mapping[tuple[str, Kind], int] | None = None,
) -> Plan:
    """Compare a table's facts with those that say the same here; another fact of the same id is none of them.

    A fact that was retired here stays so, and is counted as newer than the table. `empty` is as in `plan`.
    """
    current: dict[object, FactRow] = {}
    for row in sorted(view.facts, key=lambda row: row.retired):
        current.setdefault(content_of(row.fact), row)
    made = Plan()
    for key, fact in facts_of(pack, catalogue).items():
        row = current.get(content_of(fact))
        if row is None:
            written = (empty or {}).get((file_id(key), fact.kind))
            new = replace(counted(fact, None, today), id=written or ids())
            made.changes.append(Planned(new, file_id(key), written is not None))
        elif row.retired:
            made.newer += 1
        elif added := _added(row.fact, counted(fact, row.fact, today)):
            made.changes.append(Planned(replace(row.fact, claims=(*row.fact.claims, *added)), file_id(key), before=row))
        else:
            made.same += 1
    return made


def _added(current: Fact, told: Fact) -> tuple[Claim, ...]:
    """The claims of sources that have not said so yet, as many as there is room for."""
    known = {_source(claim) for claim in current.claims}
    new = tuple(claim for claim in told.claims if _source(claim) not in known)
    return new[: max(0, MOST_CLAIMS - len(current.claims))]


def _source(claim: Claim) -> object:
    return replace(claim.source, id=0)
