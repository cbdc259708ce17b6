"""The kinds of facts, to choose from: what a suggestion or a draft is about."""

from collections.abc import Mapping

from bot.domain.facts import Kind
from bot.ui.buttons import Item, select

KINDS: Mapping[Kind, str] = {
    Kind.DIRECTOR: "Who directed",
    Kind.WRITER: "Who wrote",
    Kind.CAST: "Who plays a part",
    Kind.RELEASE: "When it airs or comes out",
    Kind.RENEWAL: "Renewed, cancelled, ended: how it goes on",
    Kind.CREW: "Creator, showrunner, composer: who else makes it",
    Kind.NEWS: "News",
}
"""Each kind as a list names it."""


def other_kinds(act: str, of: int) -> Item:
    """A list from which a person picks what a statement is; each kind opens its form."""
    return select(
        act, of, placeholder="It is something else …", options=((kind, words) for kind, words in KINDS.items())
    )
