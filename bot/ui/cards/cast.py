"""Who plays whom."""

from bot.domain.answers import CastAnswer, CastList, Role
from bot.domain.facts import Billing, Character, Known, Person, Status, best_attested
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.ui import buttons
from bot.ui.cards.card import Card, card, colour_of
from bot.ui.facts import BILLINGS, NAME, guarded, outcome, place, status_line
from bot.ui.looks import UNKNOWN, look_of
from bot.ui.text import aside, bold, escape, listed, spoiler


def role_card(answer: CastAnswer) -> Card:
    """An actor's roles or a character's players."""
    lines: list[str] = []
    for role in answer.roles:
        if lines:
            lines.append("")
        lines += _role_lines(answer, role)
    if not answer.roles:
        lines = [_nothing(answer)]
    known = [part for role in answer.roles for part in role.parts]
    items = [*_related(answer), *([buttons.sources(answer.question)] if known else [])]
    return card(
        _title(answer), lines, show=answer.show, day=answer.day, colour=colour_of(best_attested(known)), items=items
    )


def _title(answer: CastAnswer) -> str:
    """The answer itself where one role says it all and its name may stand in the open."""
    who = answer.who
    if isinstance(who, Character) and who.spoils:
        return f"A character whose name spoils {who.spoils}"
    name = who.name
    if len(answer.roles) == 1 and not _hidden(answer.roles[0]):
        role = answer.roles[0]
        doubtful = {part.standing.status for part in role.parts} <= {Status.RUMOURED, Status.DENIED}
        if role.character and not doubtful:
            return f"{role.person.name} plays {role.character.name}"
    return f"Who plays {name}?" if isinstance(who, Character) else f"{name} in {answer.show.title}"


def _hidden(role: Role) -> bool:
    named = role.character is not None and role.character.spoils is not None
    return named or any(part.fact.spoils for part in role.parts)


def _role_lines(answer: CastAnswer, role: Role) -> list[str]:
    lines = [] if len(answer.roles) == 1 and not _hidden(role) and role.character else [_role_name(role)]
    for part in role.parts:
        billing = f" · {BILLINGS[part.fact.billing]}" if part.fact.billing else ""
        where = place(part.fact)
        lines.append(f"{bold(where[0].upper() + where[1:])}{billing}")
        lines.append(status_line(part))
        if after := outcome(part, answer.later):
            lines.append(after)
    return lines


def _role_name(role: Role) -> str:
    person = bold(escape(role.person.name, NAME))
    if role.character is None:
        return f"{person}: the part is not announced"
    name = escape(role.character.name, NAME)
    if role.character.spoils:
        return f"{person} plays {spoiler(name)} (spoils {role.character.spoils})"
    if all(part.fact.spoils for part in role.parts):
        return f"{person} {guarded(role.parts[0].fact, f'plays {name}')}"
    return f"{person} plays {bold(name)}"


def _nothing(answer: CastAnswer) -> str:
    where = f"season {answer.question.season}" if answer.question.season is not None else escape(answer.show.title, NAME)
    if isinstance(answer.who, Person):
        return f"{UNKNOWN}\nNo part for {escape(answer.who.name, NAME)} in {where} is on record."
    name = escape(answer.who.name, NAME)
    shown = spoiler(name) if answer.who.spoils else name
    return f"{UNKNOWN}\nNobody is on record as playing {shown} in {where}."


def _related(answer: CastAnswer) -> list[buttons.Item]:
    """The related question: for a character its actor's other roles, for an actor the whole cast."""
    question = answer.question
    if isinstance(answer.who, Character):
        people = list(dict.fromkeys(role.person for role in answer.roles))[:2]
        return [
            buttons.ask(f"Roles of {one.name}", Question(Topic.CAST, answer.show.id, Thing(What.PERSON, one.id), day=question.day))
            for one in people
        ]
    return [buttons.ask("The whole cast", Question(Topic.CAST, answer.show.id, EVERYONE, day=question.day))]


def list_card(answer: CastList, opener: int) -> Card:
    """A page of the cast list."""
    question = answer.question
    lines = [line for role in answer.roles for line in _listed_role(role)]
    if not lines:
        where = f"season {question.season}" if question.season is not None else escape(answer.show.title, NAME)
        lines = ["That was all." if question.page else f"{UNKNOWN}\nNobody is on record as cast in {where} yet."]
    title = f"The cast of {answer.show.title}" + (f", season {question.season}" if question.season is not None else "")
    known = [part for role in answer.roles for part in role.parts]
    items = buttons.turn(question, opener=opener, more=answer.more)
    if known:
        items.append(buttons.sources(question))
    note = f"page {question.page + 1}" if question.page or answer.more else ""
    return card(title, lines, show=answer.show, day=answer.day, items=items, note=note)


def _listed_role(role: Role) -> list[str]:
    surest = best_attested(role.parts)[0]
    look = look_of(surest.standing.status)
    seasons = sorted({season for part in role.parts for season in part.fact.seasons})
    word = "season" if len(seasons) == 1 else "seasons"
    places = f"{word} {listed(str(season) for season in seasons)}" if seasons else "the show"
    billing = f" · {BILLINGS[role.billing]}" if role.billing and role.billing is not Billing.MAIN else ""
    return [f"{look.sign} {_role_name(role)}", aside(f"{_words(role.parts, surest)} · {places}{billing}")]


def _words(parts: tuple[Known, ...], surest: Known) -> str:
    statuses = {part.standing.status for part in parts}
    word = look_of(surest.standing.status).word
    return word if len(statuses) == 1 else f"{word}, some less sure"
