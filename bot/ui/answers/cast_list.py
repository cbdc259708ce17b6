"""The cast of a show or a season, page by page: a line for each role."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.domain.answers import CastList, Role, billing_of
from bot.domain.certainty import best_attested
from bot.domain.facts import Billing, Known, Status
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import seasons_in_codes, signed, sure_line_of
from bot.ui.answers.roles import open_parts, role_in_words
from bot.ui.card import Card, card
from bot.ui.facts.sentences import BILLINGS, NAME, NO_SEASON
from bot.ui.statuses import NEUTRAL, look_at, missing
from bot.ui.text import aside

_LABELS = {billing: f", {BILLINGS[billing]}" for billing in (Billing.RECURRING, Billing.GUEST)}
"""What the line of a role says of its billing: the heading says the rest."""


def list_card(answer: CastList, opener: int) -> Card:
    """A page of the cast list."""
    question = answer.question
    of_season = "" if question.season is None else f", season {question.season}"
    has_any = bool(answer.roles or answer.of_show)
    lines, colour, foot = _lines(answer) if has_any else (_nobody(answer), NEUTRAL, "")
    items = buttons.turn(question, opener=opener, more=answer.more)
    if has_any:
        items.append(buttons.sources(question))
    page = f"page {question.page + 1}" if question.page or answer.more else ""
    return card(
        f"The cast of {answer.show.title}{of_season}",
        lines,
        show=answer.show,
        day=answer.day,
        colour=colour,
        items=items,
        notes=(foot, page),
    )


def _nobody(answer: CastList) -> list[str]:
    season = answer.question.season
    if answer.question.page:
        return ["There is no more."]
    where = escape(answer.show.title, NAME) if season is None else f"season {season}"
    words = f"No cast of {where} is on record." if answer.aired else f"Nobody has said who is in {where}."
    return [str(missing(aired=answer.aired)), words]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A role, or the seasons in which it is less sure, in words, and the facts that say so."""

    words: str
    facts: tuple[Known, ...]


def _lines(answer: CastList) -> tuple[list[str], discord.Colour, str]:
    """The lines of a page, the colour of most of them, and what the signs of the others mean."""
    season = answer.question.season
    groups = {heading: [_pieces(role, season) for role in roles] for heading, roles in _groups(answer) if roles}
    pieces = [piece for roles in groups.values() for role in roles for piece in role]
    made = signed((piece.words, look_at(piece.facts[0])) for piece in pieces)
    shown = iter(made.lines)
    lines: list[str] = []
    for heading, roles in groups.items():
        lines += [heading] if heading else []
        lines += [_together([next(shown) for _ in role]) for role in roles]
    shared = [known for piece in pieces for known in piece.facts if look_at(known) is made.shared]
    return [sure_line_of(shared), *lines], made.shared.colour, made.foot


def _together(pieces: Sequence[str]) -> str:
    """A role where it is surest, and in brackets where it is less sure: "… S1, S3 (S2 📰)"."""
    surest, *others = pieces
    return f"{surest} ({', '.join(others)})" if others else surest


def _groups(answer: CastList) -> Iterator[tuple[str, Sequence[Role]]]:
    """The roles of a page under their headings; those that are hidden come last, so that no heading says theirs."""
    hidden = [role for role in answer.roles if not open_parts(role)]
    in_the_open = [role for role in answer.roles if open_parts(role)]
    main = [role for role in in_the_open if _billing(role) is Billing.MAIN]
    others = [role for role in in_the_open if _billing(role) is not Billing.MAIN]
    if not any(map(_billing, in_the_open)):
        yield "", answer.roles
    else:
        yield "", main
        all_billed = not hidden and all(map(_billing, others))
        yield aside("Recurring and guest roles" if all_billed else "Other roles"), [*others, *hidden]
    yield aside(f"Of the show · {NO_SEASON}"), answer.of_show


def _billing(role: Role) -> Billing | None:
    return billing_of(open_parts(role))


def _pieces(role: Role, season: int | None) -> list[_Piece]:
    """A role with the seasons in which it is surest, then those in which it is less sure."""
    parts = open_parts(role)
    billing = _billing(role)
    words = role_in_words(role, plays="·", strong=True) + (_LABELS.get(billing, "") if billing else "")
    pieces: list[_Piece] = []
    shown: set[int] = set()
    for alike in _surest_first(parts or role.parts):
        seasons = {number for part in alike for number in part.fact.seasons} - shown
        where = aside(seasons_in_codes(seasons)) if seasons and parts and season is None else ""
        shown |= seasons
        if not pieces:
            pieces.append(_Piece(f"{words} {where}" if where else words, alike))
        elif where:
            pieces.append(_Piece(where, alike))
    return pieces


def _surest_first(parts: Iterable[Known]) -> list[tuple[Known, ...]]:
    """Parts by their status."""
    by_status: dict[Status, list[Known]] = {}
    for part in best_attested(parts):
        by_status.setdefault(part.certainty.status, []).append(part)
    return [tuple(alike) for alike in by_status.values()]
