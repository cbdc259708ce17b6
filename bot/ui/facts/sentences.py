"""Facts, claims and sources in words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.certainty import one_each, sharing_a_list
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Claim, Episode, Fact, Kind, Known, Outcome, Person, Status
from bot.domain.names import fold
from bot.domain.text import escape
from bot.ui.facts.making import goes_on, works_as
from bot.ui.statuses import look_at
from bot.ui.text import aside, link, listed, spoiler

NAME = 100
PEOPLE = 300
OUTLET = 60
SENTENCE = 350
_BRIEF = 110
_MOST_OUTLETS = 4
_MOST_CODES = 6
NO_SOURCE = "no source is on record for this date"
NO_DATE = "date not recorded"
NO_SEASON = "In which seasons is not on record."

BILLINGS = {
    Billing.MAIN: "main cast",
    Billing.RECURRING: "recurring",
    Billing.GUEST: "guest",
    Billing.SUPPORTING: "recurring or guest",
}


def names(people: Sequence[Person]) -> str:
    """People as a credit names them."""
    return escape(plain_names(people), PEOPLE)


def plain_names(people: Sequence[Person]) -> str:
    """People as a credit names them, for where nothing is formatted."""
    return listed(person.name for person in people)


def episode_name(episode: Episode) -> str:
    """An episode by its code and, where one is known, its title."""
    return f"{episode.code} · {escape(episode.title, NAME)}" if episode.title else str(episode.code)


def place(fact: Fact) -> str:
    """What a fact is about: an episode, episodes, a season, seasons, or the show."""
    if fact.episodes:
        return codes_in_words([episode.code for episode in fact.episodes])
    if fact.seasons:
        word = "season" if len(fact.seasons) == 1 else "seasons"
        return f"{word} {listed(str(season) for season in fact.seasons)}"
    return "the show"


def codes_in_words(codes: Sequence[EpisodeCode]) -> str:
    """Episodes by their codes, or the first, the last and the number of more than a few; at least one code."""
    if len(codes) <= _MOST_CODES:
        return listed(str(code) for code in codes)
    return f"{codes[0]} to {codes[-1]} ({len(codes)} episodes)"


def capitalised(text: str) -> str:
    """Text that begins a line; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def sentence(fact: Fact) -> str:
    """The fact as one sentence, behind spoiler marks if it spoils."""
    return guarded(fact, _sentence(fact))


def phrase(fact: Fact) -> str:
    """The fact as a part of a line: its sentence without the full stop, behind spoiler marks if it spoils."""
    return guarded(fact, _sentence(fact).removesuffix("."))


def hidden_with(fact: Fact, *others: Fact | None) -> Fact:
    """The fact for a card with other wordings of it: hidden if any of them gives something away."""
    spoils = next((found for wording in (fact, *others) if wording and (found := wording.gives_away)), None)
    return fact if spoils is None or fact.gives_away else replace(fact, spoils=spoils)


def brief_sentence(fact: Fact) -> str:
    """The fact as one sentence of at most three lines on a phone, behind spoiler marks if it spoils."""
    return guarded(fact, escape(plain_sentence(fact), _BRIEF))


def brief_phrase(fact: Fact) -> str:
    """The same without the full stop, as a part of a line."""
    return guarded(fact, escape(plain_sentence(fact).removesuffix("."), _BRIEF))


def guarded(fact: Fact, text: str) -> str:
    """Text of a fact, hidden if the fact spoils, with the episode that it spoils."""
    spoils = fact.gives_away
    return f"{spoiler(text)} (spoils {spoils})" if spoils else text


def remark(fact: Fact, text: str) -> str:
    """Text beneath a fact, such as a source's note; hidden if the fact is."""
    return spoiler(text) if fact.gives_away else text


def short_sentence(fact: Fact) -> str:
    """The fact as one sentence for a list in which nothing is formatted; what spoils is left out."""
    if spoils := fact.gives_away:
        return f"Something that spoils {spoils}: {fact.kind}, {place(fact)}"
    return plain_sentence(fact)


def plain_sentence(fact: Fact) -> str:
    """The fact as one sentence for where nothing is formatted, even if it spoils."""
    return _in_words(fact, lambda text, _: text)


@lru_cache(2_000)  # a page of a long list measures all that is on it
def _sentence(fact: Fact) -> str:
    return _in_words(fact, escape)


def _in_words(fact: Fact, show: Callable[[str, int], str]) -> str:
    who = show(plain_names(fact.people), PEOPLE) if fact.people else ""
    if fact.statement:
        return show(fact.statement, SENTENCE)
    match fact.kind:
        case Kind.CAST:
            role = f"plays {show(fact.character.name, NAME)}" if fact.character else "has a part"
            billing = f" ({BILLINGS[fact.billing]})" if fact.billing else ""
            return f"{who} {role} in {place(fact)}{billing}"
        case Kind.DIRECTOR:
            return f"{who} directed {place(fact)}" if fact.episodes else f"{who} directs in {place(fact)}"
        case Kind.WRITER:
            return f"{who} wrote {place(fact)}" if fact.episodes else f"{who} writes for {place(fact)}"
        case Kind.RELEASE:
            return f"{capitalised(place(fact))}: {fact.released}"
        case Kind.NEWS:
            return f"Something about {place(fact)}"
        case Kind.RENEWAL:
            return capitalised(goes_on(fact.state, _season_of(fact)) if fact.state else place(fact))
        case Kind.CREW:
            job, where = fact.job or "", _season_of(fact)
            return works_as(who, job, show(job, NAME), where, several=len(fact.people) > 1)


def _season_of(fact: Fact) -> str | None:
    return place(fact) if fact.seasons or fact.episodes else None


def taken_as(fact: Fact) -> str:
    """What sort of statement a fact is, and about which place; it gives nothing away."""
    match fact.kind:
        case Kind.CAST:
            return f"a role in {place(fact)}"
        case Kind.DIRECTOR:
            return f"director of {place(fact)}"
        case Kind.WRITER:
            return f"writer of {place(fact)}"
        case Kind.RELEASE:
            return f"air date of {place(fact)}"
        case Kind.RENEWAL:
            return f"how it goes on with {place(fact)}"
        case Kind.CREW:
            return f"somebody who makes {place(fact)}"
        case Kind.NEWS:
            return f"news about {place(fact)}, since it is no credit, role or date of what is on record"


def said_when(claim: Claim) -> str:
    """The day of a claim as precisely as it is known, or that it is not recorded."""
    return str(claim.published) if claim.published else NO_DATE


def said_by(fact: Fact, claim: Claim) -> str:
    """Who said it and where: the speaker, the outlet with its link, and the outlet that it repeats.

    A name or an address can give away as much as the fact does, so all of it is hidden if the fact is.
    """
    return remark(fact, _said_by(claim))


def _said_by(claim: Claim) -> str:
    outlet = _outlet(claim)
    words = f"{escape(claim.speaker, OUTLET)} in {outlet}" if claim.speaker else outlet
    repeats = claim.via is not None and not _is_outlet(claim, claim.via)
    return f"{words}, repeating {escape(claim.via or '', OUTLET)}" if repeats else words


def _outlet(claim: Claim) -> str:
    return link(escape(claim.source.outlet, OUTLET), claim.source.url)


def claim_line(fact: Fact, claim: Claim) -> str:
    """A claim in a line: what it says, who said it and where, the title of the piece, and when."""
    title = f" “{escape(claim.source.title, NAME)}”" if claim.source.title else ""
    return f"{_word(claim)} · {remark(fact, _said_by(claim) + title)} · {said_when(claim)}"


def shared_lists(fact: Fact, claims: Sequence[Claim]) -> list[str]:
    """For each list that several outlets may have copied, a line that says so; it is why they count as one."""
    return [
        remark(fact, aside(f"{_outlets(outlets)} may share one list ({escape(name, OUTLET)}) and count as one source."))
        for name, outlets in sharing_a_list(claims)
    ]


def _outlets(outlets: Sequence[str]) -> str:
    shown = [escape(outlet, OUTLET) for outlet in outlets[:_MOST_OUTLETS]]
    rest = len(outlets) - _MOST_OUTLETS
    return listed([*shown, f"{rest} more"] if rest > 0 else shown)


def short_claim(fact: Fact, claim: Claim) -> str:
    """A claim for a list in which nothing is formatted: the outlet, or what it says and when if the fact is hidden."""
    return f"{_word(claim)}, {said_when(claim)}" if fact.gives_away else claim.source.outlet


def _word(claim: Claim) -> str:
    return claim.weight.name.lower() if claim.supports else "denied"


def _is_outlet(claim: Claim, outlet: str) -> bool:
    return fold(claim.source.outlet) == fold(outlet)


@lru_cache(4_000)  # every card has several of the same
def attribution(known: Known) -> str:
    """Who said so and when, in a line: the weightiest claim, and who else says the same."""
    first, *rest = known.certainty.agreeing
    line = f"{said_by(known.fact, first)} · {said_when(first)}"
    if not rest:
        return line
    others = [claim for claim in one_each(rest) if not _is_outlet(claim, first.source.outlet)]
    if not others:
        return line
    second, *more = others
    also = remark(known.fact, _outlet(second)) + (f" and {len(more)} more" if more else "")
    return f"{line} · also {also}"


def status_line(known: Known) -> str:
    """How sure it is, who said so and when; and how the status changed, if it did."""
    line = f"{look_at(known)} · {attribution(known)}"
    moved = history(known)
    return f"{line}\n{aside(moved)}" if moved else line


def history(known: Known) -> str:
    """How a status changed, with the days: "rumoured late 2016, confirmed March 2018"; "" if it never did."""
    changes = known.certainty.history
    if len(changes) < 2:
        return ""
    words = listed(f"{change.status} {change.claim.published or f'({NO_DATE})'}" for change in changes)
    return capitalised(words)


def outcome_lines(known: Known, later: tuple[Known, ...]) -> list[str]:
    """A line with the later fact that settled or refuted this one, if there is one."""
    after = outcome(known, later)
    return [after] if after else []


def outcome(known: Known, later: tuple[Known, ...]) -> str:
    """The later fact that settled or refuted this one, as far as that was known; "" if there is none."""
    after = next((newer for newer in later if newer.fact.id == known.fact.settled_by), None)
    if after is None or after.certainty.status is Status.DENIED:
        return ""
    word = "Since refuted" if known.fact.outcome is Outcome.REFUTED else "Since settled"
    return f"↪ {word}: {sentence(after.fact)}"
