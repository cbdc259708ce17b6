"""Reading the options of the command that adds a fact: what its form is opened with."""

from dataclasses import dataclass

from bot.domain.facts import Kind, Show
from bot.domain.moderation import FactWords, NewFact
from bot.domain.questions import Thing, What
from bot.errors import BadInput
from bot.services.names.finder import picked
from bot.store.store import Gateways


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the command that adds a fact, typed or picked from the list."""

    person: str = ""
    character: str = ""
    episode: str = ""
    season: int | None = None


async def read_options(
    gateways: Gateways, guild: int, kind: Kind, show: Show, options: Options
) -> tuple[NewFact, FactWords]:
    """Return what the form for a new fact is opened with. Raises BadInput for a pick of something else."""
    person, people = await _person(gateways, guild, options.person)
    role, character = await _character(gateways, guild, options.character)
    where = await _place(gateways, guild, options)
    names = f"{person} as {role}" if role and kind is Kind.CAST else ", ".join(filter(None, (person, role)))
    return NewFact(kind, show.id, (people,) if people else (), character), FactWords(people=names, where=where)


async def _person(gateways: Gateways, guild: int, text: str) -> tuple[str, int | None]:
    """Return a person's name as the form shows it, and the id that it was picked with."""
    thing = picked(text)
    if thing is None:
        return text.strip(), None
    found = await gateways.names.person(guild, thing.id) if thing.what is What.PERSON else None
    if found is None:
        raise BadInput("Pick the person from the list, or type a name.")
    return found.name, found.id


async def _character(gateways: Gateways, guild: int, text: str) -> tuple[str, int | None]:
    """Return the same for a character."""
    thing = picked(text)
    if thing is None:
        return text.strip(), None
    if thing.what is not What.CHARACTER:
        raise BadInput("Pick the character from the list, or type a name.")
    found = await gateways.names.character(guild, thing.id)
    return (found.name, found.id) if found else ("", None)


async def _place(gateways: Gateways, guild: int, options: Options) -> str:
    if options.episode and (thing := picked(options.episode)):
        found = await gateways.catalogue.episode_by_id(guild, thing.id)
        if thing != Thing(What.EPISODE, thing.id) or found is None:
            raise BadInput("Pick the episode from the list, or type one such as S02E07.")
        return str(found[1].episode.code)
    if options.episode.strip():
        return options.episode.strip()
    return f"season {options.season}" if options.season is not None else ""
