"""What members suggest that is not on record yet: in a sentence, or in the form for something that is missing.

A sentence is taken for a fact of one kind; its author may choose another as long as it waits.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.codes import EpisodeCode, parse_episodes, parse_season
from bot.domain.facts import Fact, Kind, Show
from bot.domain.gaps import Gap, gap_about
from bot.domain.matching import PERSON_ROLES, NameRole
from bot.domain.moderation import FactWords
from bot.domain.names import fold, is_whole_name
from bot.domain.questions import Question, Thing, What
from bot.domain.revisions import Proposal
from bot.domain.viewers import Viewer
from bot.errors import BadInput
from bot.services.access import Caller
from bot.services.facts.change import GONE, check_open
from bot.services.facts.forms.claim import check_room, words_of_source
from bot.services.facts.forms.people import Picked, split_role
from bot.services.facts.queue import Suggested, SuggestionQueue, proposal_in, suggesting
from bot.services.facts.similar import same_as
from bot.services.facts.statements import About, StatementReader
from bot.services.kit import Kit, ReadingKit, Service
from bot.services.names.finder import Query, picked
from bot.services.spoilers.screening import Screening
from bot.store.store import Gateways

_ROLES = (NameRole.CHARACTER, *PERSON_ROLES, NameRole.EPISODE)
_ABOUT = "Pick who or what it is about from the list, or leave that out."
_NOT_YOURS = "Only the member who suggested that can say what it is, as long as it waits."
_SHARED = "Others have suggested the same since, so it stays as it is. The moderators can still change it."
_JUST_THE_NAME = "Write just the actor's name."


class NewSuggestions(Service):
    """Every method raises BadInput for what can't be read or no longer exists.

    `places` are the channel where a member suggests something and its category: names are found as far as answers to
    that member go there, and others only if they are typed in full.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._kit = kit
        self._screening = Screening(kit)

    async def in_words(
        self, member: Caller, text: str, source: str, about: str = "", places: Sequence[int] = ()
    ) -> Suggested:
        """Suggest what a sentence says about the show, or about who or what `about` names. Raises NoShow."""
        query = Query(member.guild, self._clock().date(), about)
        show = await self._finder.show_of(query)
        kit = await self._kit_of(member, show, places)
        thing = await self._thing(kit, query)
        async with suggesting(self._store, self._ids, member, self._clock) as queue:
            said = await self._about(queue.gateways, query, thing)
            taken = await self._reader(queue.gateways, member.guild, show, kit).read(text, said)
            fact = Fact(self._ids(), 0, taken.kind, show, ())
            reason = "" if taken.kind is Kind.NEWS else text
            return await self._add(queue, fact, taken.words, taken.picked, source, "", reason)

    async def missing(self, guild: int, question: Question, kind: Kind) -> Gap:
        """Return what an answer lacks, if it is a fact of this kind. Raises NoShow."""
        show = question.show or (await self._finder.own_show(guild)).id
        about: EpisodeCode | Thing | None = question.thing
        if question.thing and question.thing.what is What.EPISODE:
            found = await self._store.reading().catalogue.episode_by_id(guild, question.thing.id)
            about = found[1].episode.code if found else None
        elif question.season is not None and (about is None or question.thing == Thing(What.EVERYONE)):
            about = Thing(What.SEASON, question.season)
        return gap_about(kind, show, about)

    async def fill(self, member: Caller, gap: Gap, words: FactWords, source: str, published: str = "") -> Suggested:
        """Suggest what is missing."""
        async with suggesting(self._store, self._ids, member, self._clock) as queue:
            gateways = queue.gateways
            show = await gateways.names.show(member.guild, gap.show)
            if show is None:
                raise BadInput(GONE)
            filled, names = await self._filled(gateways, member.guild, gap, words)
            fact = Fact(self._ids(), 0, gap.kind, show, ())
            return await self._add(queue, fact, filled, names, source, published, words.reason)

    async def words_as(self, member: Caller, suggestion: int, kind: Kind, places: Sequence[int] = ()) -> FactWords:
        """Return what the form shows in which a member says that their suggestion is of this kind."""
        gateways = self._store.reading()
        proposal = await self._own(gateways, member, suggestion)
        kit = await self._kit_of(member, proposal.fact.show, places)
        reader = self._reader(gateways, member.guild, proposal.fact.show, kit)
        words = await reader.words_as(kind, said_in(proposal), proposal.fact)
        return replace(words, spoils=str(proposal.fact.spoils or ""))

    async def take_as(self, member: Caller, suggestion: int, kind: Kind, words: FactWords) -> Suggested:
        """Put a suggestion of this kind in place of one that a member made. Raises AlreadyHandled."""
        async with suggesting(self._store, self._ids, member, self._clock) as queue:
            old = await self._own(queue.gateways, member, suggestion)
            fact = replace(Fact(self._ids(), 0, kind, old.fact.show, ()), claims=old.fact.claims)
            names = Picked(old.fact.people, old.fact.character)
            fact = await queue.form(fact).read_fact(words, fact, names)
            said = said_in(old)
            return await queue.replace(old, fact, "" if said == fact.statement else said)

    async def _add(
        self,
        queue: SuggestionQueue,
        fact: Fact,
        words: FactWords,
        names: Picked,
        source: str,
        published: str,
        reason: str,
    ) -> Suggested:
        """Suggest a new fact, or another source of the one on record that says the same."""
        form = queue.form(fact)
        fact = await form.read_fact(words, fact, names)
        claim = await form.read_claim(words_of_source(source, published), fact, None)
        known = await same_as(queue.gateways, queue.guild, fact)
        current = await queue.gateways.revisions.current(queue.guild, known.id) if known else None
        if current is None:
            return await queue.add(replace(fact, claims=(claim,)), reason, None)
        claims = current.fact.claims
        if any(other.source.id == claim.source.id for other in claims):
            raise BadInput("That is on record already, from that source.")
        check_room(claims)
        return await queue.add(replace(current.fact, claims=(*claims, claim)), reason, current.id)

    async def _filled(self, gateways: Gateways, guild: int, gap: Gap, words: FactWords) -> tuple[FactWords, Picked]:
        """Return the words of a form together with what the gap says, and who its names mean."""
        words = replace(words, where=words.where or gap.place)
        if gap.person is not None:
            person = await gateways.names.person(guild, gap.person)
            if person is None:
                raise BadInput(GONE)
            people = f"{person.name} as {words.people}" if gap.kind is Kind.CAST else person.name
            return replace(words, people=people), Picked((person,))
        if gap.character is not None:
            character = await gateways.names.character(guild, gap.character)
            if character is None:
                raise BadInput(GONE)
            people = f"{words.people.strip()} as {character.name}"
            if split_role(people, Picked()) != (words.people.strip(), character.name):
                raise BadInput(_JUST_THE_NAME)
            return replace(words, people=people), Picked(character=character)
        return words, Picked()

    async def _own(self, gateways: Gateways, member: Caller, suggestion: int) -> Proposal:
        """Return a new fact that this member alone suggested and that waits. Raises AlreadyHandled."""
        proposal = await proposal_in(gateways, member.guild, suggestion)
        if proposal.author != member.user or proposal.story or proposal.opened_on is not None:
            raise BadInput(_NOT_YOURS)
        check_open(proposal)
        if set(proposal.backers) - {member.user}:
            raise BadInput(_SHARED)
        return proposal

    async def _kit_of(self, member: Caller, show: Show, places: Sequence[int]) -> ReadingKit:
        viewer = Viewer(member.user, tuple(places), is_alone=True)
        kit, _ = await self._screening.kit_for(member.guild, show.id, viewer)
        return kit

    async def _thing(self, kit: ReadingKit, query: Query) -> Thing | None:
        """Return who or what a suggestion is about; None for a place that is given by its code, and for nothing."""
        text = query.text.strip()
        if not text or parse_season(text) is not None or parse_episodes(text):
            return None
        if thing := picked(text):
            return await self._offered(kit, query.guild, thing)
        placed = await kit.episodes.placed(query, _ROLES)
        if placed and placed.thing is None:
            raise BadInput(_ABOUT)
        return placed.thing if placed and placed.thing else await self._found(kit, query)

    async def _offered(self, kit: ReadingKit, guild: int, thing: Thing) -> Thing:
        """Return a thing that was picked. Raises BadInput for one that the list does not offer to the member."""
        names = kit.readable.reading().names
        reads = {What.PERSON: names.person, What.CHARACTER: names.character}.get(thing.what)
        if reads is not None and await reads(guild, thing.id) is None:
            raise BadInput(_ABOUT)
        return thing

    async def _found(self, kit: ReadingKit, query: Query) -> Thing:
        meant = await kit.finder.find(query, None, _ROLES, query.today)
        matches = meant.matches
        if not matches and kit is not self._kit:
            whole = await self._finder.find(query, None, _ROLES, query.today)
            matches = tuple(each for each in whole.matches if is_whole_name(query.text, fold(each.name)))
        if len({match.thing for match in matches}) != 1:
            raise BadInput(_ABOUT)
        return matches[0].thing

    async def _about(self, gateways: Gateways, query: Query, thing: Thing | None) -> About:
        """Return who and where a suggestion is about, and who the names mean."""
        if thing is None:
            return About(where=query.text.strip())
        if thing.what is What.PERSON and (person := await gateways.names.person(query.guild, thing.id)):
            return About(person.name, "", Picked((person,)))
        if thing.what is What.CHARACTER and (character := await gateways.names.character(query.guild, thing.id)):
            return About(character.name, "", Picked(character=character))
        if thing.what is What.EPISODE and (found := await gateways.catalogue.episode_by_id(query.guild, thing.id)):
            return About(where=str(found[1].episode.code))
        raise BadInput(_ABOUT)

    def _reader(self, gateways: Gateways, guild: int, show: Show, kit: ReadingKit) -> StatementReader:
        return StatementReader(gateways, kit.finder, self._ids, guild, show, self._clock().date())


def said_in(proposal: Proposal) -> str:
    """Return the sentence in which a member suggested a new fact; "" if they filled in a form."""
    return proposal.revision.made.reason or proposal.fact.statement or ""
