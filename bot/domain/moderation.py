"""What moderators and members write about facts, and what they see before and after it takes effect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.codes import in_runs
from bot.domain.differences import Difference, difference
from bot.domain.facts import Billing, Certainty, Claim, Fact, Kind, Known, Weight
from bot.domain.revisions import Proposal, Revision
from bot.domain.spoilers import PlaceBoundary

MOST_CLAIMS = 20


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact's statement as a person writes it into a form; "" where a field is left empty.

    `people` is a list of names, for a role "Krysten Ritter as Jessica Jones", for news the people it is about. `where`
    is a season or a list of episodes. `state` and `job` are those of a renewal and of a crew.
    """

    people: str = ""
    statement: str = ""
    where: str = ""
    released: str = ""
    billing: str = ""
    spoils: str = ""
    reason: str = ""
    state: str = ""
    job: str = ""


class Word:
    """How the weight of a claim is written in a form."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    RUMOURED = "rumoured"
    DENIED = "denied"
    DOUBTED = "doubted"


WEIGHTS: Mapping[str, tuple[Weight, bool]] = {
    Word.CONFIRMED: (Weight.CONFIRMED, True),
    Word.REPORTED: (Weight.REPORTED, True),
    Word.RUMOURED: (Weight.RUMOURED, True),
    Word.DENIED: (Weight.CONFIRMED, False),
    Word.DOUBTED: (Weight.REPORTED, False),
}
"""What each word means: the claim's weight, and whether it says that the fact holds."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim as a person writes it into a form. `outlet` may end with "via" and the outlet that it repeats."""

    outlet: str = ""
    url: str = ""
    speaker: str = ""
    published: str = ""
    weight: str = Word.REPORTED


def words_of(fact: Fact, names: Mapping[int, str] | None = None) -> FactWords:
    """A fact as a form shows it. `names` are what to write for people whose name alone would be ambiguous."""
    names = names or {}
    people = ", ".join(names.get(person.id, person.name) for person in fact.people)
    if fact.character:
        character = names.get(fact.character.id, fact.character.name)
        if fact.kind is Kind.CAST:
            people = f"{people} as {character}"
        else:
            people = ", ".join(part for part in (people, character) if part)
    codes = in_runs([episode.code for episode in fact.episodes])
    codes = codes or [f"season {season}" for season in fact.seasons]
    return FactWords(
        people=people,
        statement=fact.statement or "",
        where=", ".join(codes),
        released=fact.released.text if fact.released else "",
        billing=fact.billing or "",
        spoils=str(fact.spoils) if fact.spoils else "",
        state=fact.state or "",
        job=fact.job or "",
    )


def claim_words_of(claim: Claim) -> ClaimWords:
    """A claim as a form shows it."""
    word = next((word for word, meant in WEIGHTS.items() if meant == (claim.weight, claim.supports)), Word.DOUBTED)
    return ClaimWords(
        outlet=f"{claim.source.outlet} via {claim.via}" if claim.via else claim.source.outlet,
        url=claim.source.url or "",
        speaker=claim.speaker or "",
        published=claim.published.text if claim.published else "",
        weight=word,
    )


@dataclass(frozen=True, slots=True)
class NewFact:
    """What a new fact is about, with the ids of what was picked from a list."""

    kind: Kind
    show: int
    people: tuple[int, ...] = ()
    character: int | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Something that a proposal mentions and that is not on record yet; `near` are up to three similar names."""

    name: str
    near: tuple[str, ...] = ()


def newest_of(rivals: Iterable[Known]) -> int:
    """The newest revision among facts that contradict another one, 0 if there are none."""
    return max((rival.fact.revision_id for rival in rivals), default=0)


def can_be_saved(before: Revision | None, fact: Fact) -> bool:
    """Whether a draft over a revision (None: of a new fact) names a source, and changes anything."""
    return bool(fact.claims) and (before is None or bool(difference(before.fact, fact)))


@dataclass(frozen=True, slots=True)
class Preview:
    """A moderator's draft before it is saved.

    `before` is the revision that it was opened on (None: a new fact), `theirs` the current one if that is another.
    `certainty_before` and `certainty_after` are today's, without and with the change. `twin` is a current fact that
    says nearly the same. `unvouched`: the wording changed, and sources of the earlier wording are still attached.
    `grown`: the suggestion that it carries out got another source meanwhile, which was added here. `rivals` are current
    facts that can't hold together with it; `contradicted`: it was not saved because they had not been shown.
    """

    proposal: Proposal
    before: Revision | None
    certainty_before: Certainty | None
    certainty_after: Certainty | None
    theirs: Revision | None = None
    newcomers: tuple[Newcomer, ...] = ()
    twin: Revision | None = None
    unvouched: bool = False
    grown: bool = False
    rivals: tuple[Known, ...] = ()
    contradicted: bool = False

    @property
    def fact(self) -> Fact:
        return self.proposal.fact

    @property
    def change(self) -> Difference | None:
        """What the draft changes; None for a new fact."""
        return difference(self.before.fact, self.fact) if self.before else None

    @property
    def can_be_saved(self) -> bool:
        """Whether it names a source, and changes anything."""
        return can_be_saved(self.before, self.fact)


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that took effect: the current revision, the one before it, and the fact's certainty with each."""

    revision: Revision
    before: Revision | None
    certainty_before: Certainty | None
    certainty_after: Certainty | None
    suggestion: Proposal | None = None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact as a moderator sees it. `base` is the base's revision; `waiting` counts suggestions about the fact.

    `covering` are the server's boundaries that hide the fact or a part of it.
    """

    revision: Revision
    certainty: Certainty | None
    base: Revision | None = None
    waiting: int = 0
    covering: tuple[PlaceBoundary, ...] = ()

    @property
    def base_moved_on(self) -> bool:
        """Whether the base has a newer revision than the one that the server changed."""
        return self.base is not None and self.revision.own and self.revision.over != self.base.id


@dataclass(frozen=True, slots=True)
class Step:
    """A revision in a fact's history with the one before it (None: it is the first, or added the fact)."""

    revision: Revision
    before: Revision | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of a fact's history, the newest first; `current` is the id of the current revision."""

    fact: Fact
    steps: tuple[Step, ...]
    page: int
    more: bool
    current: int


@dataclass(frozen=True, slots=True)
class FactMatch:
    """A fact that a text may mean, and the value that picks it.

    `open`: it may be shown in full, since it gives nothing away or was typed in full.
    """

    fact: Fact
    value: str
    open: bool
    retired: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A member's suggestion, the revision that it would change (None: it is a new fact), and the certainty with each.

    `blocked`: its first author may no longer suggest. `hiding` are the fact's revisions before, now and with the
    suggestion: where one of them gives something away, the suggestion is hidden too. `retired`: the fact is out of the
    answers. `rivals` are current facts that can't hold together with it. `became` is the id of the fact that it became,
    which is another one if a moderator took it for another kind. `is_covered`: it corrects a fact that is hidden
    in part from the member who sees it.
    """

    proposal: Proposal
    before: Revision | None
    certainty_before: Certainty | None = None
    certainty_after: Certainty | None = None
    newcomers: tuple[Newcomer, ...] = ()
    blocked: bool = False
    hiding: tuple[Fact, ...] = ()
    retired: bool = False
    rivals: tuple[Known, ...] = ()
    became: int | None = None
    is_covered: bool = False


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What waits for moderators: facts untouched for long, facts that are newer in the base, and suggestions."""

    stale: tuple[Fact, ...] = ()
    moved_on: tuple[Fact, ...] = ()
    suggestions: tuple[Proposal, ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)
    page: int = 0
    more: bool = False
    blocked: int = 0
    stale_days: int = 90


BILLING_WORDS = {billing.value: billing for billing in Billing}
