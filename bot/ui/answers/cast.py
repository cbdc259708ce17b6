"""Which actor plays which character."""

from bot.domain.answers import CastAnswer, CastList, Role, billing_of
from bot.domain.certainty import best_attested
from bot.domain.facts import Billing, Character, Known, Person
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.roles import hidden_phrase, open_parts, role_in_words, role_phrase, surest
from bot.ui.card import Card, Section, card, colour_of, page_note, page_of
from bot.ui.facts.sentences import BILLINGS, NAME, NO_SEASON, capitalised, outcome, place, status_line
from bot.ui.statuses import UNKNOWN, look_of
from bot.ui.text import aside, bold, listed, spoiler


def role_card(answer: CastAnswer, opener: int) -> Card:
    """An actor's roles or a character's players."""
    parts = [(role, part) for role in answer.roles for part in role.parts]
    shown, more = page_of(parts, answer.question)
    title, said_it_all = _title(answer)
    items = [*buttons.turn(answer.question, opener=opener, more=more), *_related(answer)]
    if parts:
        items.append(buttons.sources(answer.question))
    return card(
        title,
        [] if parts else [_nothing(answer)],
        [_part(answer, role, part, named=not said_it_all) for role, part in shown],
        show=answer.show,
        day=answer.day,
        colour=colour_of(best_attested(part for _, part in parts)),
        items=items,
        note=page_note(answer.question, len(parts)),
    )


def _title(answer: CastAnswer) -> tuple[str, bool]:
    """The title, and whether it is the answer itself: where a single role says it all and may be named in the open."""
    who = answer.who
    if isinstance(who, Character) and who.spoils:
        return f"A character whose name spoils {who.spoils}", False
    in_the_open = [role for role in answer.roles if open_parts(role)]
    if len(answer.roles) == 1 and in_the_open:
        role = answer.roles[0]
        sure = any(part.certainty.status.is_sure for part in open_parts(role))
        if role.character and not role.character.spoils and sure:
            return f"{role.person.name} plays {role.character.name}", True
    title = f"Who plays {who.name}?" if isinstance(who, Character) else f"{who.name} in {answer.show.title}"
    return title, False


def _part(answer: CastAnswer, role: Role, part: Known, *, named: bool) -> Section:
    fact = part.fact
    billing = f" · {BILLINGS[fact.billing]}" if fact.billing else ""
    after = outcome(part, answer.later)
    unplaced = answer.question.season is not None and not fact.seasons
    lines = [status_line(part), *([after] if after else []), *([aside(NO_SEASON)] if unplaced else [])]
    if fact.spoils:
        phrase = f"{hidden_phrase(role.person, role.character, plays='plays')} in {place(fact)}{billing}"
        return Section("Hidden until you tap it", [f"{spoiler(phrase)} (spoils {fact.spoils})", *lines])
    if named:
        lines.insert(0, role_phrase(role.person, role.character, plays="plays", strong=True))
    return Section(f"{capitalised(place(fact))}{billing}", lines)


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
    # A button says nothing that the card hides.
    people = list(dict.fromkeys(role.person for role in answer.roles if open_parts(role)))[:2]
    return [
        buttons.ask(f"Roles of {person.name}", Question(Topic.CAST, show, Thing(What.PERSON, person.id), day=day))
        for person in people
    ]


def list_card(answer: CastList, opener: int) -> Card:
    """A page of the cast list."""
    question = answer.question
    of_season = "" if question.season is None else f", season {question.season}"
    lines = [line for role in answer.roles for line in _listed_role(role)]
    if answer.of_show:
        lines += ["", f"{bold('Of the show')} · {NO_SEASON}"]
        lines += [line for role in answer.of_show for line in _listed_role(role)]
    if not lines:
        where = f"season {question.season}" if of_season else escape(answer.show.title, NAME)
        lines = ["There is no more." if question.page else f"{UNKNOWN}\nNobody is on record as cast in {where} yet."]
    items = buttons.turn(question, opener=opener, more=answer.more)
    if answer.roles or answer.of_show:
        items.append(buttons.sources(question))
    note = f"page {question.page + 1}" if question.page or answer.more else ""
    title = f"The cast of {answer.show.title}{of_season}"
    return card(title, lines, show=answer.show, day=answer.day, items=items, note=note)


def _listed_role(role: Role) -> list[str]:
    parts = open_parts(role) or role.parts
    look = look_of(surest(role).certainty.status)
    name = role_in_words(role, plays="plays", strong=True)
    if not open_parts(role):
        return [f"{look.sign} {name}", aside(look.word)]
    seasons = sorted({season for part in parts for season in part.fact.seasons})
    word = "season" if len(seasons) == 1 else "seasons"
    places = f"{word} {listed(str(season) for season in seasons)}" if seasons else "the show"
    billing = billing_of(parts)
    shown = f" · {BILLINGS[billing]}" if billing and billing is not Billing.MAIN else ""
    less_sure = len({part.certainty.status for part in parts}) > 1
    sure = f"{look.word}, some of it less sure" if less_sure else look.word
    return [f"{look.sign} {name}", aside(f"{sure} · {places}{shown}")]
