"""What a file would change: each of its facts is new, changed, the same, or in conflict with what was changed here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.differences import same
from bot.domain.facts import Character, Claim, Episode, Fact, Kind, Person, Show, Source
from bot.domain.ids import Ids, from_base36
from bot.domain.names import fold
from bot.packs.model import Pack
from bot.services.shows.pack_contents import UNDATED, BaseCatalogue, facts_of
from bot.services.shows.view import ShowView, file_id
from bot.store.gateways.exports import FactRow


@dataclass(frozen=True, slots=True)
class Planned:
    """A fact as the file has it. `before` is how it stands (None: it is new, under this key).

    `written`: its row is there already. `exported` is the revision that the file says it was made over, if another
    one stands by now.
    """

    fact: Fact
    key: str
    written: bool = False
    before: FactRow | None = None
    conflict: bool = False
    exported: int | None = None


@dataclass(slots=True)
class Plan:
    """`doubtful` facts were changed here since the file was exported: whether in the file too is still to be seen."""

    changes: list[Planned] = field(default_factory=list[Planned])
    doubtful: list[Planned] = field(default_factory=list[Planned])
    same: int = 0
    newer: int = 0


def plan(
    pack: Pack,
    catalogue: BaseCatalogue,
    view: ShowView,
    ids: Ids,
    today: date,
    empty: Mapping[tuple[str, Kind], int] | None = None,
) -> Plan:
    """Compare the file's facts with those that stand, by id, else by revision, else by what they say.

    `empty` are facts that are written down and never stood, which new ones of their key may fill.
    """
    free = empty or {}
    found = {file_id(key): fact for key, fact in facts_of(pack, catalogue).items()}
    revisions = {entry.id: _revision(entry.revision) for entry in pack.facts}
    rows = _Known(view).matches(found, revisions)
    numbers = {
        key: row.fact.id if (row := rows.get(key)) else free.get((key, fact.kind)) or ids()
        for key, fact in found.items()
    }
    later = {entry.id: entry.settled_by or entry.refuted_by for entry in pack.facts}
    exported = {row.fact.id for row in view.facts if not row.retired}
    made = Plan()
    for key, fact in found.items():
        row = rows.get(key)
        after = numbers[other] if (other := later.get(key)) else None
        whole = completed(replace(fact, id=numbers[key], settled_by=after), row.fact if row else None, exported, today)
        _sort(made, Planned(whole, key, (key, fact.kind) in free, row), revisions.get(key))
    return made


def _sort(made: Plan, planned: Planned, revision: int | None) -> None:
    row = planned.before
    if row is None:
        made.changes.append(planned)
    elif not row.retired and says_the_same(row.fact, planned.fact):
        made.same += 1
    elif revision in (None, row.revision):
        made.changes.append(planned)
    else:
        made.doubtful.append(replace(planned, exported=revision))


def completed(fact: Fact, before: Fact | None, exported: Collection[int], today: date) -> Fact:
    """The file's fact with what a file can't say as it stands.

    That is since when a claim counts, and what became of a fact through one that files leave out.
    """
    fact = counted(fact, before, today)
    if before and before.settled_by is not None and not fact.outcome and before.settled_by not in exported:
        fact = replace(fact, settled_by=before.settled_by, outcome=before.outcome)
    return fact


def counted(fact: Fact, before: Fact | None, today: date) -> Fact:
    """The fact with its claims counting from when they do in an earlier wording, which no file says.

    A new one counts as one that is written into the moderators' form: from today if its span is not over yet.
    """
    known: dict[Claim, list[date]] = {}
    for claim in before.claims if before else ():
        # What an undated claim counts from depends on what it is about.
        if claim.published or (before and before.subject == fact.subject):
            known.setdefault(_undated(claim), []).append(claim.counts_from)
    claims: list[Claim] = []
    for claim in fact.claims:
        days = known.get(_undated(claim)) or [_new_from(claim, today)]
        claims.append(replace(claim, counts_from=days.pop(0) if len(days) > 1 else days[0]))
    return replace(fact, claims=tuple(claims))


def _new_from(claim: Claim, today: date) -> date:
    if claim.published:
        return min(claim.published.last, today)
    return today if claim.counts_from == UNDATED else claim.counts_from


def _undated(claim: Claim) -> Claim:
    return replace(claim, source=_told(claim.source), counts_from=UNDATED)


def _told(source: Source) -> Source:
    return replace(source, id=0)


def says_the_same(one: Fact, other: Fact) -> bool:
    """Whether two wordings say the same, be their sources and episodes the same rows or others of the same meaning."""
    return same(_meaning(one), _meaning(other))


def _meaning(fact: Fact) -> Fact:
    return replace(
        fact,
        show=Show(0, ""),
        people=tuple(Person(person.id, "") for person in fact.people),
        character=Character(fact.character.id, "") if fact.character else None,
        seasons=tuple(sorted(fact.seasons)),
        episodes=tuple(Episode(0, episode.code) for episode in fact.episodes),
        claims=tuple(replace(claim, source=_told(claim.source)) for claim in fact.claims),
    )


class _Known:
    """The facts that a file's may be about."""

    def __init__(self, view: ShowView) -> None:
        ids = view.fact_ids()
        self._by_id = {ids[row.fact.id]: row for row in view.facts}
        self._by_revision = {row.revision: row for row in view.facts}
        self._by_content: dict[object, list[FactRow]] = {}
        for row in sorted(view.facts, key=lambda row: row.retired):
            self._by_content.setdefault(content_of(row.fact), []).append(row)

    def matches(self, found: Mapping[str, Fact], revisions: Mapping[str, int | None]) -> dict[str, FactRow]:
        """For each of the file's facts the one that stands, if there is one; none is two of them."""
        rows = {key: row for key, fact in found.items() if (row := self._by_id.get(key)) and row.fact.kind is fact.kind}
        taken = {row.fact.id for row in rows.values()}
        for key, fact in found.items():
            if key in rows:
                continue
            revised = self._by_revision.get(revisions.get(key) or 0)
            alike = [revised] if revised and revised.fact.kind is fact.kind else []
            alike += self._by_content.get(content_of(fact), [])
            row = next((row for row in alike if row.fact.id not in taken), None)
            if row is not None:
                rows[key] = row
                taken.add(row.fact.id)
        return rows


def content_of(fact: Fact) -> object:
    """What makes two facts the same one, whoever says so."""
    return (
        fact.kind,
        tuple(person.id for person in fact.people),
        fact.character.id if fact.character else None,
        fact.subject,
        fold(fact.statement) if fact.statement else fact.released and fact.released.text,
    )


def _revision(text: str | None) -> int | None:
    try:
        return from_base36(text.lower()) if text else None
    except ValueError:
        return None
