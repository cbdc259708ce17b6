"""What moderators and members write, built from the longest and strangest text that a form takes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.boundaries import Boundary
from bot.domain.certainty import certainty_on, known_on
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Certainty, Character, Claim, Episode, Fact, Kind, Known, Outcome, State
from bot.domain.imports import Preview as ImportPreview
from bot.domain.imports import Sort, Taken, Undone
from bot.domain.moderation import (
    MOST_CLAIMS,
    FactView,
    HistoryPage,
    Newcomer,
    Preview,
    ReviewPage,
    Saved,
    Step,
    SuggestionView,
)
from bot.domain.outages import Outage, Overdue, Unwritable
from bot.domain.questions import Topic
from bot.domain.revisions import ChangeKind, Handled, Made, Proposal, ProposalState, Revision
from bot.domain.servers import Found, Setup, Trouble
from bot.domain.spoilers import MOST_OF_SERVER, PlaceBoundary, ServerBoundaries
from bot.ui import imports
from bot.ui.answers.correcting import pick_fact_card
from bot.ui.card import Card
from bot.ui.facts.claims import claim_card, claims_card
from bot.ui.facts.fact_cards import dropped_card, fact_card, preview_card, saved_card
from bot.ui.facts.history import history_card
from bot.ui.facts.review import blocked_card, review_card
from bot.ui.facts.suggestion import outcome_card, suggested_card, suggestion_card
from bot.ui.setup import status_card
from tests.ui.answers.worst import BIG, DAY, SPOILT, STYLES, Worst

AT = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
MARKER = "MARKER"
PEOPLE = 20
PLACES = 30
BACKERS = tuple(BIG - number for number in range(30))


class WorstModeration(Worst):
    """Builds what moderators' cards show; with a marker, whatever of a fact gives something away holds it."""

    def claims(self, count: int) -> tuple[Claim, ...]:
        """As elsewhere; here also what the claims of a spoiling fact say gives it away."""
        claims = super().claims(count)
        hidden = [
            replace(claim, source=replace(claim.source, title=self.hidden(200)), note=self.hidden(500))
            for claim in claims
        ]
        return tuple(hidden)

    def fact(self, kind: Kind, *, statement: bool = True, full: bool = True) -> Fact:
        """A fact with all that a form may give it; not `full`: with as little as there may be."""
        count = PEOPLE if kind is not Kind.CAST else 1
        fact = Fact(self._id(), self._id(), kind, self.show, self.claims(1), seasons=(999,))
        if statement or kind is Kind.NEWS:
            fact = replace(fact, statement=self.hidden(500))
        if full:
            fact = replace(
                fact,
                claims=self.claims(MOST_CLAIMS),
                people=tuple(replace(self.person(), name=self.hidden(200)) for _ in range(count)),
                character=Character(self._id(), self.hidden(200)) if kind in (Kind.CAST, Kind.NEWS) else None,
                billing=Billing.SUPPORTING if kind is Kind.CAST else None,
                episodes=tuple(Episode(self._id(), EpisodeCode(999, 9900 + n)) for n in range(PLACES)),
                released=PartialDate.parse("mid 2018") if kind is Kind.RELEASE else None,
                settled_by=BIG,
                outcome=Outcome.REFUTED,
                state=State.FINAL_SEASON if kind is Kind.RENEWAL else None,
                job=self.hidden(200) if kind is Kind.CREW else None,
            )
        return replace(fact, spoils=SPOILT if self._marker else None)

    def facts(self) -> Iterator[Fact]:
        """A fact of each kind, in a sentence of its own or in its parts."""
        for kind in Kind:
            yield self.fact(kind, statement=kind in (Kind.WRITER, Kind.NEWS))

    def made(self, change: ChangeKind = ChangeKind.EDIT) -> Made:
        return Made(change, AT, BIG, self.hidden(500))

    def revision(self, fact: Fact, change: ChangeKind = ChangeKind.EDIT, **options: bool) -> Revision:
        own = change is not ChangeKind.PACK
        return Revision(fact, own, BIG, self.made(change), over=BIG, batch=BIG, suggested_by=BIG, **options)

    def proposal(self, fact: Fact, state: ProposalState = ProposalState.OPEN, *, new: bool = False) -> Proposal:
        written = Revision(fact, own=True, number=None, made=self.made(), over=BIG)
        decided = state in (ProposalState.ACCEPTED, ProposalState.REJECTED)
        handled = Handled(BIG, AT, self.hidden(500)) if decided else None
        return Proposal(written, state, True, None if new else BIG, BIG, BIG, handled, BACKERS)

    def newcomers(self) -> tuple[Newcomer, ...]:
        near = tuple(self._text(200) for _ in range(3))
        return (*(Newcomer(self.hidden(200), near) for _ in range(PEOPLE)), Newcomer("S999E9999"))

    def certainty(self, fact: Fact) -> Certainty | None:
        return certainty_on(fact.claims, DAY)

    def cards(self, before: Fact, after: Fact) -> Iterator[tuple[str, Card]]:
        """Every card about a change from one wording to another, by its own name."""
        yield from self._of_drafts(before, after)
        yield from self._of_facts(before, after)
        yield from self._of_suggestions(before, after)

    def _preview(self, before: Fact | None, after: Fact, theirs: Revision | None = None) -> Preview:
        return Preview(
            self.proposal(after, ProposalState.DRAFT, new=before is None),
            self.revision(before) if before else None,
            self.certainty(before) if before else None,
            self.certainty(after),
            theirs,
            self.newcomers(),
            self.revision(self.fact(after.kind)),
            unvouched=True,
            grown=True,
            rivals=self.rivals(after),
            contradicted=True,
        )

    def rivals(self, fact: Fact) -> tuple[Known, ...]:
        """Facts that contradict another one."""
        return known_on([self.fact(fact.kind) for _ in range(5)], DAY)

    def _of_drafts(self, before: Fact, after: Fact) -> Iterator[tuple[str, Card]]:
        yield "preview of a new fact", preview_card(self._preview(None, after))
        yield "preview without a source", preview_card(self._preview(None, replace(after, claims=())))
        yield "preview", preview_card(self._preview(before, after))
        yield "preview of no change", preview_card(self._preview(after, after))
        theirs = replace(after, statement=self.hidden(400), revision_id=self._id())
        yield "conflict", preview_card(self._preview(before, after, self.revision(theirs)))
        gone = self.revision(theirs, ChangeKind.RETIRE, retired=True)
        yield "conflict with a new fact", preview_card(self._preview(None, after, gone))
        yield "dropped", dropped_card(BIG)

    def _of_facts(self, before: Fact, after: Fact) -> Iterator[tuple[str, Card]]:
        suggestion = self.proposal(after, ProposalState.ACCEPTED)
        for change in (ChangeKind.ADD, ChangeKind.EDIT, ChangeKind.RETIRE):
            revision = self.revision(after, change, retired=change is ChangeKind.RETIRE)
            saved = Saved(revision, self.revision(before), self.certainty(before), self.certainty(after), suggestion)
            yield f"saved, {change}", saved_card(saved)
        follows = self.revision(after, ChangeKind.UNDO, follows=True)
        yield "saved, follows", saved_card(Saved(follows, None, None, None))
        base = self.revision(before, ChangeKind.PACK)
        for retired in (False, True):
            covering = tuple(PlaceBoundary(BIG - place, after.show, Boundary(9_999, 9_999)) for place in range(100))
            shown = FactView(self.revision(after, retired=retired), self.certainty(after), base, 10, covering)
            yield f"fact, retired {retired}", fact_card(shown)
        yield "fact of the pack", fact_card(FactView(self.revision(after, ChangeKind.PACK), None))
        yield "claims", claims_card(self.revision(after))
        yield "no claims", claims_card(self.revision(replace(after, claims=())))
        for position in (0, len(after.claims) - 1):
            yield f"claim {position}", claim_card(self.revision(after), position)
        steps = tuple(self._step(before, after, change) for change in ChangeKind)
        for page, some in enumerate((steps[:4], steps[4:], (Step(self.revision(after), None, True),))):
            yield f"history, page {page}", history_card(HistoryPage(after, some, page, page == 0, BIG))

    def _step(self, before: Fact, after: Fact, change: ChangeKind) -> Step:
        earlier = self.revision(replace(before, revision_id=self._id()), change, retired=change is ChangeKind.RESTORE)
        later = self.revision(replace(after, revision_id=self._id()), change, retired=change is ChangeKind.RETIRE)
        return Step(later, earlier, is_current=False)

    def _of_suggestions(self, before: Fact, after: Fact) -> Iterator[tuple[str, Card]]:
        for state in (ProposalState.OPEN, ProposalState.ACCEPTED, ProposalState.REJECTED):
            corrected, new = self.proposal(after, state), self.proposal(after, state, new=True)
            status = self.certainty(before), self.certainty(after)
            view = SuggestionView(
                corrected, self.revision(before), *status, self.newcomers(), blocked=True, rivals=self.rivals(after)
            )
            yield f"suggestion, {state}", suggestion_card(view)
            yield (
                f"new suggestion, {state}",
                suggestion_card(
                    SuggestionView(new, None, None, status[1], self.newcomers(), rivals=self.rivals(after), became=BIG)
                ),
            )
            yield f"outcome, {state}", outcome_card(view, self._text(100))
        for merged in (False, True):
            for new in (False, True):
                view = SuggestionView(self.proposal(after, new=new), None, newcomers=self.newcomers())
                made = suggested_card(view, merged=merged, open_count=5, most=5)
                yield f"suggested, merged {merged}, new {new}", made

    def lists(self) -> Iterator[tuple[str, Card]]:
        """Cards about many facts."""
        facts = [fact for _ in range(6) for fact in self.facts()]
        for page in (0, 1):
            question = replace(self.question(Topic.SEASON), source_page=page)
            yield f"which fact, page {page}", pick_fact_card(question, self.show, facts, BIG)
        yield "nothing to correct", pick_fact_card(self.question(Topic.SEASON), self.show, (), BIG)
        some = tuple(facts[:5])
        waiting = tuple(self.proposal(fact) for fact in some)
        # The same facts wait for both: nobody touched them and the pack has newer words.
        full = ReviewPage(some, some, waiting, (200, 200, 9999), page=39, more=True, blocked=200)
        yield "review", review_card(full)
        yield "first page of the review", review_card(replace(full, page=0))
        yield "nothing to review", review_card(ReviewPage())
        yield "blocked members", blocked_card(BACKERS)
        yield "nobody blocked", blocked_card(())

    def of_imports(self) -> Iterator[tuple[str, Card]]:
        name, facts = self._text(200), tuple(self.fact(kind) for kind in Kind)
        sort = Sort(10**6, facts)
        preview = ImportPreview(BIG, name, self.show, sort, sort, sort, 10**6, 10**6, self.show, 10**6)
        yield "import", imports.preview_card(preview)
        yield "import without conflicts", imports.preview_card(replace(preview, conflicts=Sort()))
        yield "empty import", imports.preview_card(ImportPreview(None, name, self.show))
        yield "import of nothing new", imports.preview_card(ImportPreview(None, name, self.show, same=10**6, newer=1))
        yield "imported", imports.taken_card(Taken(BIG, name, self.show, 10**6, 10**6, 10**6))
        yield "import undone", imports.undone_card(Undone(BIG, name, self.show, 10**6, 10**6))

    def of_setup(self) -> Iterator[tuple[str, Card]]:
        zone, many = self._text(100), 10**9
        chosen = Setup(self.show, None, zone, BIG, BIG, many, many, many)
        missing = tuple(self._text(40) for _ in range(5))
        wrong = Trouble(Outage(AT, Unwritable.REPLACED), AT, Overdue(10**6, AT))
        upto = Boundary(9999, 9999)
        full = ServerBoundaries((PlaceBoundary(BIG, self.show, upto),) * MOST_OF_SERVER, 365)
        yield "setup", status_card(chosen, Found(self._text(100), self._text(100)), wrong, full)
        yield "setup that is gone", status_card(chosen, Found(), wrong, full)
        yield (
            "setup without permissions",
            status_card(chosen, Found(self._text(100), self._text(100), missing), Trouble(), full),
        )
        nothing = Setup(None, None, "UTC", None, None, 0, 0, 0)
        yield "no setup", status_card(nothing, Found(), Trouble(), ServerBoundaries())
        yield (
            "setup of the only show",
            status_card(Setup(None, self.show, zone, None, None, 1, 1, 1), Found(), Trouble(), full),
        )

    def all(self) -> Iterator[tuple[str, Card]]:
        """Every card, each kind of fact with its own."""
        for fact in self.facts():
            before = replace(self.fact(fact.kind, full=False), id=fact.id)
            for name, card in self.cards(before, fact):
                yield f"{name}: {fact.kind}", card
        yield from self.lists()
        yield from self.of_imports()
        yield from self.of_setup()


def moderation(style: str, marker: str = "", url: int = 400) -> WorstModeration:
    """What builds the worst of a style."""
    return WorstModeration(STYLES[style], marker=marker, many=MOST_CLAIMS, url=url)
