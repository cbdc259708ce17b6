"""Who plays whom."""

from bot.domain.answers import CastAnswer, CastList, Role
from bot.domain.facts import Billing, Character, Known, Person, Status, best_attested
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.ui import buttons
from bot.ui.cards.card import Card, Section, card, colour_of, page_note, page_of
from bot.ui.facts import BILLINGS, NAME, capitalised, guarded, outcome, place, status_line
from bot.ui.looks import UNKNOWN, look_of
from bot.ui.text import aside, bold, escape, listed, spoiler


def role_card(answer: CastAnswer, opener: int) -> Card:
    """An actor's roles or a character's players."""
    parts = [(role, part) for role in answer.roles for part in role.parts]
    shown, more = page_of(parts, answer.question)
    only = answer.roles[0] if len(answer.roles) == 1 else None
    lead = [] if only is None else [_role_name(only)] if is_hidden(only) or only.character is None else []
    items = [*buttons.turn(answer.question, opener=opener, more=more), *_related(answer)]
    if parts:
        items.append(buttons.sources(answer.question))
    return card(
        _title(answer),
        lead if parts else [_nothing(answer)],
        [_part(answer, role, part, named=only is None) for role, part in shown],
        show=answer.show,
        day=answer.day,
        colour=colour_of(best_attested(part for _, part in parts)),
        items=items,
        note=page_note(answer.question, len(parts)),
    )


def _title(answer: CastAnswer) -> str:
    """The answer itself where one role says it all and its name may stand in the open."""
    who = answer.who
    if isinstance(who, Character) and who.spoils:
        return f"A character whose name spoils {who.spoils}"
    if len(answer.roles) == 1 and not is_hidden(answer.roles[0]):
        role = answer.roles[0]
        doubtful = {part.standing.status for part in role.parts} <= {Status.RUMOURED, Status.DENIED}
        if role.character and not doubtful:
            return f"{role.person.name} plays {role.character.name}"
    return f"Who plays {who.name}?" if isinstance(who, Character) else f"{who.name} in {answer.show.title}"


def is_hidden(role: Role) -> bool:
    """Whether the role gives something away, so that its character must not be named in the open."""
    named = role.character is not None and role.character.spoils is not None
    return named or any(part.fact.spoils for part in role.parts)


def _part(answer: CastAnswer, role: Role, part: Known, *, named: bool) -> Section:
    billing = f" · {BILLINGS[part.fact.billing]}" if part.fact.billing else ""
    where = place(part.fact)
    lines = [_role_name(role)] if named else []
    lines.append(status_line(part))
    if after := outcome(part, answer.later):
        lines.append(after)
    return Section(f"{capitalised(where)}{billing}", lines)


def _role_name(role: Role) -> str:
    person = bold(escape(role.person.name, NAME))
    if role.character is None:
        return f"{person}, in a part that was not named"
    name = escape(role.character.name, NAME)
    if role.character.spoils:
        return f"{person} plays {spoiler(name)} (spoils {role.character.spoils})"
    if any(part.fact.spoils for part in role.parts):
        return f"{person} {guarded(next(part.fact for part in role.parts if part.fact.spoils), f'plays {name}')}"
    return f"{person} plays {bold(name)}"


def _nothing(answer: CastAnswer) -> str:
    season = answer.question.season
    where = escape(answer.show.title, NAME) if season is None else f"season {season}"
    name = escape(answer.who.name, NAME)
    if isinstance(answer.who, Person):
        return f"{UNKNOWN}\nNo part for {name} in {where} is on record."
    shown = spoiler(name) if answer.who.spoils else name
    return f"{UNKNOWN}\nNobody is on record as playing {shown} in {where}."


def _related(answer: CastAnswer) -> list[buttons.Item]:
    """The related question: for a character its actor's other roles, for an actor the whole cast."""
    show, day = answer.show.id, answer.question.day
    if isinstance(answer.who, Person):
        return [buttons.ask("The whole cast", Question(Topic.CAST, show, EVERYONE, day=day))]
    people = list(dict.fromkeys(role.person for role in answer.roles))[:2]
    return [
        buttons.ask(f"Roles of {one.name}", Question(Topic.CAST, show, Thing(What.PERSON, one.id), day=day))
        for one in people
    ]


def list_card(answer: CastList, opener: int) -> Card:
    """A page of the cast list."""
    question = answer.question
    of_season = "" if question.season is None else f", season {question.season}"
    lines = [line for role in answer.roles for line in _listed_role(role)]
    if not lines:
        where = f"season {question.season}" if of_season else escape(answer.show.title, NAME)
        lines = ["That was all." if question.page else f"{UNKNOWN}\nNobody is on record as cast in {where} yet."]
    items = buttons.turn(question, opener=opener, more=answer.more)
    if answer.roles:
        items.append(buttons.sources(question))
    note = f"page {question.page + 1}" if question.page or answer.more else ""
    title = f"The cast of {answer.show.title}{of_season}"
    return card(title, lines, show=answer.show, day=answer.day, items=items, note=note)


def _listed_role(role: Role) -> list[str]:
    surest = best_attested(role.parts)[0]
    look = look_of(surest.standing.status)
    seasons = sorted({season for part in role.parts for season in part.fact.seasons})
    word = "season" if len(seasons) == 1 else "seasons"
    places = f"{word} {listed(str(season) for season in seasons)}" if seasons else "the show"
    billing = f" · {BILLINGS[role.billing]}" if role.billing and role.billing is not Billing.MAIN else ""
    less_sure = len({part.standing.status for part in role.parts}) > 1
    sure = f"{look.word}, some of it less sure" if less_sure else look.word
    return [f"{look.sign} {_role_name(role)}", aside(f"{sure} · {places}{billing}")]
