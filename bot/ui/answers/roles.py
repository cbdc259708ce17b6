"""Roles in words, hiding just what gives something away.

A fact that spoils is hidden whole, with its actor and its place. A character whose name spoils is hidden by name alone.
"""

from bot.domain.answers import Role
from bot.domain.certainty import best_attested
from bot.domain.facts import Character, Known, Person
from bot.domain.text import escape
from bot.ui.facts.sentences import NAME
from bot.ui.text import bold, spoiler


def open_parts(role: Role) -> tuple[Known, ...]:
    """The parts of a role that may be shown in the open."""
    return tuple(part for part in role.parts if part.fact.spoils is None)


def surest(role: Role) -> Known:
    """The part by which to judge how sure a role is: the best attested of those in the open, if there are any."""
    return best_attested(open_parts(role) or role.parts)[0]


def role_in_words(role: Role, *, plays: str = "as", strong: bool = False) -> str:
    """The actor and the character in a phrase; `plays` joins the two, `strong` makes the actor bold."""
    if open_parts(role):
        return role_phrase(role.person, role.character, plays=plays, strong=strong)
    hidden = spoiler(hidden_phrase(role.person, role.character, plays=plays))
    return f"{hidden} (spoils {role.parts[0].fact.spoils})"


def role_phrase(person: Person, character: Character | None, *, plays: str = "as", strong: bool = False) -> str:
    """A person as a character; only a character's name that spoils is hidden."""
    if character is None or not character.spoils:
        return _phrase(person, character, plays, strong=strong)
    who = _name(person.name, strong=strong)
    return f"{who} {plays} {spoiler(escape(character.name, NAME))} (spoils {character.spoils})"


def hidden_phrase(person: Person, character: Character | None, *, plays: str = "as") -> str:
    """A person as a character, without spoiler marks: the caller hides both, and marks within marks would end them."""
    return _phrase(person, character, plays, strong=False)


def _phrase(person: Person, character: Character | None, plays: str, *, strong: bool) -> str:
    who = _name(person.name, strong=strong)
    if character is None:
        return f"{who}, in a part that was not named"
    return f"{who} {plays} {escape(character.name, NAME)}"


def _name(name: str, *, strong: bool) -> str:
    escaped = escape(name, NAME)
    return bold(escaped) if strong else escaped
