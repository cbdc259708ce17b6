"""What a file would change: each of its facts is new, changed, the same, or in conflict with a change made here."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.differences import same
from bot.domain.facts import NEWS_KINDS, Character, Claim, Episode, Fact, Kind, Person, Show, Source
from bot.domain.ids import Ids, from_base36
from bot.domain.moderation import MOST_CLAIMS
from bot.domain.names import fold
from bot.packs.model import Pack
from bot.services.shows.pack_contents import UNDATED, BaseCatalogue, facts_of
from bot.services.shows.view import ShowView, file_id
from bot.store.gateways.exports import FactRow

EmptyFacts = Mapping[tuple[str, Kind], int]
"""A server's facts without a revision, by key and kind. A new fact with such a key takes the row."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A fact as the file has it. `before` is the current one (None: it is new, under this key).

    `written`: its row exists already. `exported` is the revision that the file says it was made over, if that is no
    longer the current one. `as_news`: the file calls it news, which it no longer is.
    """

    fact: Fact
    key: str
    written: bool = False
    before: FactRow | None = None
    conflict: bool = False
    exported: int | None = None
    as_news: bool = False


@dataclass(slots=True)
class Plan:
    """`doubtful` facts were changed here since the file was exported, and perhaps in the file too."""

    changes: list[Planned] = field(default_factory=list[Planned])
    doubtful: list[Planned] = field(default_factory=list[Planned])
    same: int = 0
    newer: int = 0


def plan(pack: Pack, catalogue: BaseCatalogue, view: ShowView, ids: Ids, today: date, empty: EmptyFacts) -> Plan:
    """Compare the file's facts with the current ones, by id, else by revision, else by what they say."""
    found = {file_id(key): fact for key, fact in facts_of(pack, catalogue).items()}
    revisions = {entry.id: _revision(entry.revision) for entry in pack.facts}
    rows = _Known(view).matches(found, revisions)
    numbers = {key: _row_for(rows.get(key), empty.get((key, fact.kind)), ids) for key, fact in found.items()}
    later = {entry.id: entry.settled_by or entry.refuted_by for entry in pack.facts}
    exported = {row.fact.id for row in view.facts if not row.retired}
    result = Plan()
    for key, fact in found.items():
        row = rows.get(key)
        after = numbers[other] if (other := later.get(key)) else None
        planned = replace(in_kind_of(fact, row.fact) if row else fact, id=numbers[key], settled_by=after)
        whole = completed(planned, row.fact if row else None, exported, today)
        is_moved = fact.kind is not whole.kind
        _sort(result, Planned(whole, key, (key, fact.kind) in empty, row, as_news=is_moved), revisions.get(key))
    return result


def _row_for(row: FactRow | None, empty: int | None, ids: Ids) -> int:
    if row is not None:
        return row.fact.id
    return ids() if empty is None else empty


def _sort(result: Plan, planned: Planned, revision: int | None) -> None:
    row = planned.before
    if row is None:
        result.changes.append(planned)
    elif not row.retired and is_same_content(row.fact, planned.fact):
        result.same += 1
    elif revision in (None, row.revision):
        result.changes.append(planned)
    else:
        result.doubtful.append(replace(planned, exported=revision))


def plan_additions(
    pack: Pack, catalogue: BaseCatalogue, view: ShowView, ids: Ids, today: date, empty: EmptyFacts
) -> Plan:
    """Compare a table's facts with those that say the same here. The table adds facts and claims, and changes nothing.

    Ids are not compared, since the table's are its own. A fact that was retired here stays retired, and counts as
    newer than the table.
    """
    current: dict[object, FactRow] = {}
    for row in sorted(view.facts, key=lambda row: row.retired):
        for content in _contents(row.fact):
            current.setdefault(content, row)
    result = Plan()
    for key, fact in facts_of(pack, catalogue).items():
        row = current.get(content_of(fact))
        if row is None:
            written = empty.get((file_id(key), fact.kind))
            new = replace(counted(fact, None, today), id=_row_for(None, written, ids))
            result.changes.append(Planned(new, file_id(key), written is not None))
        elif row.retired:
            result.newer += 1
        elif added := _added(row.fact, counted(fact, row.fact, today)):
            whole = replace(row.fact, claims=(*row.fact.claims, *added))
            result.changes.append(Planned(whole, file_id(key), before=row))
        else:
            result.same += 1
    return result


def _added(current: Fact, fact: Fact) -> tuple[Claim, ...]:
    """Return the claims of sources that the current fact does not have, as many as there is room for."""
    known = {without_id(claim.source) for claim in current.claims}
    new = tuple(claim for claim in fact.claims if without_id(claim.source) not in known)
    return new[: max(0, MOST_CLAIMS - len(current.claims))]


def completed(fact: Fact, before: Fact | None, exported: Collection[int], today: date) -> Fact:
    """Return the file's fact with what a file can't say, taken from the current one.

    That is the day from which each claim counts, and the later fact that settled it if files leave that one out.
    """
    fact = counted(fact, before, today)
    if before and before.settled_by is not None and not fact.outcome and before.settled_by not in exported:
        fact = replace(fact, settled_by=before.settled_by, outcome=before.outcome)
    return fact


def counted(fact: Fact, before: Fact | None, today: date) -> Fact:
    """Return the fact with its claims counting from the same days as before, which no file says.

    A new claim counts like one that a moderator writes into a form: from today if the span of its date is not over.
    """
    known: dict[Claim, list[date]] = {}
    for claim in before.claims if before else ():
        # The day from which an undated claim counts depends on what it is about.
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
    return replace(claim, source=without_id(claim.source), counts_from=UNDATED)


def without_id(source: Source) -> Source:
    """Return what identifies a source in a file, which knows no ids of rows."""
    return replace(source, id=0)


def is_same_content(fact: Fact, other: Fact) -> bool:
    """Return whether two facts have the same content and claims. The ids of their episodes and sources don't count."""
    return same(_without_ids(fact), _without_ids(other))


def _without_ids(fact: Fact) -> Fact:
    return replace(
        fact,
        show=Show(0, ""),
        people=tuple(Person(person.id, "") for person in fact.people),
        character=Character(fact.character.id, "") if fact.character else None,
        seasons=tuple(sorted(fact.seasons)),
        episodes=tuple(Episode(0, episode.code) for episode in fact.episodes),
        claims=tuple(replace(claim, source=without_id(claim.source)) for claim in fact.claims),
    )


class _Known:
    """The current facts that a file's facts may be about."""

    def __init__(self, view: ShowView) -> None:
        ids = view.fact_ids()
        self._by_id = {ids[row.fact.id]: row for row in view.facts}
        self._by_revision = {row.revision: row for row in view.facts}
        self._by_content: dict[object, list[FactRow]] = {}
        for row in sorted(view.facts, key=lambda row: row.retired):
            for content in _contents(row.fact):
                self._by_content.setdefault(content, []).append(row)

    def matches(self, found: Mapping[str, Fact], revisions: Mapping[str, int | None]) -> dict[str, FactRow]:
        """Return the current fact for each of the file's that has one. No two of the file's share one."""
        rows = {key: row for key, fact in found.items() if (row := self._by_id.get(key)) and _may_be(row.fact, fact)}
        taken = {row.fact.id for row in rows.values()}
        for key, fact in found.items():
            if key in rows:
                continue
            revision = revisions.get(key)
            revised = self._by_revision.get(revision) if revision is not None else None
            alike = [revised] if revised and _may_be(revised.fact, fact) else []
            alike += self._by_content.get(content_of(fact), [])
            row = next((row for row in alike if row.fact.id not in taken), None)
            if row is not None:
                rows[key] = row
                taken.add(row.fact.id)
        return rows


def content_of(fact: Fact) -> object:
    """Return what makes two facts the same fact, whatever their sources."""
    return (
        fact.kind,
        tuple(person.id for person in fact.people),
        fact.character.id if fact.character else None,
        fact.subject,
        fold(fact.statement) if fact.statement else fact.released and fact.released.text,
        fact.state,
        fold(fact.job) if fact.job else None,
    )


def in_kind_of(fact: Fact, current: Fact) -> Fact:
    """Return a file's fact with the kind of the current one, which it had as news when the file was made.

    A file that calls it news does not say what state it has or what job it is about, so these stay as they are.
    """
    if fact.kind is current.kind:
        return fact
    return replace(fact, kind=current.kind, state=current.state, job=current.job)


def is_as_exported(planned: Planned, exported: Fact, today: date) -> bool:
    """Return whether a file has a fact as it was in the revision that was exported."""
    fact = counted(planned.fact, exported, today)
    if planned.as_news:
        fact = replace(fact, state=exported.state, job=exported.job)
    return is_same_content(exported, fact)


def _may_be(current: Fact, fact: Fact) -> bool:
    """Return whether a file's fact may be the current one: of its kind, or news that got this kind since."""
    return fact.kind is current.kind or (fact.kind is Kind.NEWS and current.kind in NEWS_KINDS)


def _contents(fact: Fact) -> Iterator[object]:
    """Yield what files may have for a fact: what it is, and what it was as news before it got its kind."""
    yield content_of(fact)
    if fact.kind is not Kind.NEWS and fact.kind in NEWS_KINDS and fact.statement:
        yield content_of(replace(fact, kind=Kind.NEWS, state=None, job=None))


def _revision(text: str | None) -> int | None:
    try:
        return from_base36(text.lower()) if text else None
    except ValueError:
        return None
