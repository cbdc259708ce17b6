"""Which actor plays which character, and what else somebody does for the show."""

from collections.abc import Sequence

from bot.domain.answers import CastAnswer
from bot.domain.certainty import best_attested
from bot.domain.facts import Character, Known, Person
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import signed, sure_line_of, sure_line_together
from bot.ui.answers.pages import Page, lines_of, page_by_height
from bot.ui.answers.roles import open_parts
from bot.ui.answers.stretches import Stretch, stretches
from bot.ui.card import Card, card
from bot.ui.facts.sentences import NAME
from bot.ui.statuses import Look, look_at, look_of, missing
from bot.ui.text import spoiler

_ROOM, _ROOM_OF_SEVERAL = 3, 8
"""The lines of a page besides its title, how sure it is, and its footer: of one role, and of several."""
_LONGEST_SENTENCE = 80
_ANY_SIGN = " 📰"


def role_card(answer: CastAnswer, opener: int) -> Card:
    """An actor's roles or a character's players."""
    title, page = _title_and_page(answer)
    items = [*buttons.turn(answer.question, opener=opener, more=page.more), *_related(answer)]
    if answer.roles or answer.jobs:
        items.append(buttons.sources(answer.question))
    lines, shared, foot = _lines(answer, page.shown) if page.shown else (_no_lines(answer), look_of(None), "")
    return card(
        title,
        lines,
        show=answer.show,
        day=answer.day,
        colour=shared.colour,
        items=items,
        notes=(foot, page.note),
    )


def facts_from_page(answer: CastAnswer) -> list[Known]:
    """The facts on the answer's page and on those after it, in the order of the card."""
    _, page = _title_and_page(answer)
    return [known for stretch in page.onwards for known in stretch.parts]


def _title_and_page(answer: CastAnswer) -> tuple[str, Page[Stretch]]:
    title, said_it_all = _title(answer)
    room = _ROOM_OF_SEVERAL if len(answer.roles) > 1 else _ROOM
    return title, page_by_height(stretches(answer, named=said_it_all), answer.question, _height, room)


def _height(stretch: Stretch, _: Stretch | None) -> int:
    return lines_of("\n".join([stretch.line + _ANY_SIGN, *stretch.below]))


def _title(answer: CastAnswer) -> tuple[str, bool]:
    """The title, and whether it names actor and character: where a single role may be given as the answer."""
    who = answer.who
    if not answer.roles and answer.jobs:
        return _title_of_jobs(answer), False
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


def _title_of_jobs(answer: CastAnswer) -> str:
    """A single job as somebody worded it, if that is an answer and short enough; else whose jobs they are."""
    job, *others = answer.jobs
    if job.fact.statement and not others and job.certainty.status.is_sure and not job.fact.gives_away:
        words = job.fact.statement.removesuffix(".")
        if len(words) <= _LONGEST_SENTENCE:
            return words
    return f"{answer.who.name} · {answer.show.title}"


def _lines(answer: CastAnswer, shown: Sequence[Stretch]) -> tuple[list[str], Look, str]:
    """A page's lines and how sure they are, the look that they share, and what the signs of the others mean."""
    is_one_role = len(answer.roles) == 1 and not answer.jobs
    made = signed(((stretch.line, stretch.look) for stretch in shown), _look_of_one(shown) if is_one_role else None)
    lines = [text for line, stretch in zip(made.lines, shown, strict=True) for text in (line, *stretch.below)]
    alike = [known for stretch in shown if stretch.look is made.shared for known in stretch.parts]
    sure = sure_line_together(alike) if is_one_role else sure_line_of(alike)
    return [*lines, sure], made.shared, made.foot


def _look_of_one(shown: Sequence[Stretch]) -> Look:
    """The look of the answer that a single role is: that of its best attested part, of those in the open if any are."""
    parts = [known for stretch in shown for known in stretch.parts]
    in_the_open = [part for part in parts if part.fact.spoils is None]
    return look_at(best_attested(in_the_open or parts)[0])


def _no_lines(answer: CastAnswer) -> list[str]:
    if answer.roles or answer.jobs:
        return ["There is no more."]
    season = answer.question.season
    where = escape(answer.show.title, NAME) if season is None else f"season {season}"
    name = escape(answer.who.name, NAME)
    if isinstance(answer.who, Person):
        recorded, said = f"No part for {name} in {where} is on record.", f"Nobody has said that {name} is in {where}."
    else:
        shown = spoiler(name) if answer.who.spoils else name
        recorded = f"Who plays {shown} in {where} is not on record here."
        said = f"Nobody has said who plays {shown} in {where}."
    return [str(missing(aired=answer.aired)), recorded if answer.aired else said]


def _related(answer: CastAnswer) -> list[buttons.Item]:
    """The related question: for a character its actor's other roles, for an actor the whole cast."""
    show, day = answer.show.id, answer.question.day
    if isinstance(answer.who, Person):
        return [buttons.ask("Cast", Question(Topic.CAST, show, EVERYONE, day=day))]
    # A button says nothing that the card hides.
    people = list(dict.fromkeys(role.person for role in answer.roles if open_parts(role)))[:2]
    return [
        buttons.ask(f"Roles of {person.name}", Question(Topic.CAST, show, Thing(What.PERSON, person.id), day=day))
        for person in people
    ]
