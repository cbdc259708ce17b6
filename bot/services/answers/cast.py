"""Who plays which character."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.answers import Answer, Candidate, CastAnswer, CastList, Missing, Role, Which
from bot.domain.certainty import known_on
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Character, Fact, Kind, Known, Person
from bot.domain.jobs import job_key, makers_first
from bot.domain.matching import NameMatch, NameRole, sort_out
from bot.domain.names import fold
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.errors import BadInput
from bot.services.answers.asking import Asking, with_others
from bot.services.names.finder import LONGEST_NAME, MOST_CANDIDATES, Query, candidate, day_of, picked

ROLES_A_PAGE = 8
MOST_PAGES = 125
"""How many pages a cast list has; anybody further down is found by name."""
_ROLES = (NameRole.ACTOR, NameRole.CHARACTER, NameRole.CREW)
_WHOLE_CAST = ("everyone", "everybody", "all")


class Cast(Asking):
    """`/cast`: what a person plays or does for the show, a character's players, or the cast list."""

    async def ask(self, asked: Query) -> Answer:
        """Raises BadInput and NoShow."""
        day = day_of(asked)
        show = await self._finder.show(asked)
        thing = picked(asked.text)
        if thing == EVERYONE or fold(asked.text) in _WHOLE_CAST:
            of_show = show if show is not None else (await self._finder.show_of(asked)).id
            question = Question(Topic.CAST, of_show, EVERYONE, asked.season, day)
            return await self.answer(asked.guild, question, asked.today)
        if thing is not None:
            if thing.what not in (What.PERSON, What.CHARACTER):
                raise BadInput("Pick a person or a character from the list, or everyone.")
            question = Question(Topic.CAST, show, thing, asked.season, day)
            return await self.answer(asked.guild, question, asked.today)
        named = await self._named(asked, show, day or asked.today)
        if named is not None:
            match, others, facts = named
            question = Question(Topic.CAST, show, match.thing, asked.season, day)
            answer = await self._of_facts(asked.guild, question, match.thing, facts, asked.today)
            return with_others(answer, match, others)
        meant = await self._finder.find(asked, show, _ROLES, day or asked.today)
        question = Question(Topic.CAST, meant.show.id, None, asked.season, day)
        if len(meant.matches) < 2:
            return await self._answer_meant(asked, question, meant, Missing.CAST)
        labelled = await self._candidates(asked.guild, meant.matches[:MOST_CANDIDATES], question, asked.today)
        if len(labelled) == 1 and len(meant.matches) <= MOST_CANDIDATES:
            # Somebody who plays themselves goes by one name twice, and both lead to the same roles.
            return await self.answer(asked.guild, replace(question, thing=labelled[0].thing), asked.today)
        return Which(question, meant.show, asked.text, labelled, len(meant.matches) > MOST_CANDIDATES)

    async def _named(
        self, asked: Query, show: int | None, day: date
    ) -> tuple[NameMatch, tuple[NameMatch, ...], tuple[Fact, ...]] | None:
        """Who the text names, if it is one, who else it may mean, and the roles of the first.

        Most questions are answered by this one statement.
        """
        if not asked.text.strip() or len(asked.text) > LONGEST_NAME:
            return None

        others: list[NameMatch] = []

        def the_only_one(matches: Sequence[NameMatch]) -> NameMatch | None:
            chosen, also = sort_out(asked.text, matches)
            others.extend(also)
            return chosen[0] if len(chosen) == 1 else None

        reading = self._store.reading()
        show = await self._show_meant(asked.guild, show)
        if show is None:
            return None
        key = fold(asked.text)
        named = await reading.facts.cast_named(asked.guild, show, key, day, the_only_one, MOST_CANDIDATES)
        return (named[0], tuple(others), named[1]) if named else None

    async def answer(self, guild: int, question: Question, today: date) -> Answer:
        """The answer to a question whose names are found. Raises BadInput if what it names is no longer there."""
        day = question.day or today
        thing = question.thing
        if thing is None or thing.what is What.EVERYONE:
            return await self._list(guild, question, day)
        return await self._of_facts(guild, question, thing, await self._facts(guild, question, thing), today)

    async def _of_facts(
        self, guild: int, question: Question, thing: Thing, facts: Sequence[Fact], today: date
    ) -> CastAnswer:
        day = question.day or today
        who = _who(facts, thing) or await self._unplayed(guild, thing)
        known = _in_season(known_on(facts, day), question.season)
        roles, jobs = _roles_and_jobs(known)
        later = await self._later(guild, known, day)
        show = facts[0].show if facts else await self._show_or_own(guild, question, today)
        aired = not known and await self._airing.season(guild, show.id, question.season, day)
        return CastAnswer(replace(question, show=show.id), show, day, who, roles_of(roles), later, aired, jobs)

    async def _facts(self, guild: int, question: Question, thing: Thing) -> tuple[Fact, ...]:
        reading = self._store.reading()
        if thing.what is What.CHARACTER:
            return await reading.facts.cast_of_character(guild, thing.id)
        show = await self._show_meant(guild, question.show)
        return await reading.facts.work_of_person(guild, show, thing.id)

    async def _unplayed(self, guild: int, thing: Thing) -> Person | Character:
        names = self._store.reading().names
        reads = names.character if thing.what is What.CHARACTER else names.person
        who = await reads(guild, thing.id)
        if who is None:
            raise BadInput("That entry is no longer on record. Ask again and pick from the list.")
        return who

    async def _list(self, guild: int, question: Question, day: date) -> CastList:
        show = await self._show_of(guild, question)
        if question.page >= MOST_PAGES:
            return CastList(question, show, day, (), more=False)
        facts = self._store.reading().facts
        window = {"most": ROLES_A_PAGE + 1, "skip": question.page * ROLES_A_PAGE}
        if question.season is None:
            listed = await facts.cast_of_show(guild, show.id, day, **window)
        else:
            listed = await facts.cast_of_season(guild, show.id, question.season, day, **window)
        roles = roles_of(known_on(listed, day))
        is_last = question.page + 1 == MOST_PAGES
        more = len(roles) > ROLES_A_PAGE and not is_last
        if question.season is None:
            # A page of the whole show counts characters, and some of them have several players.
            characters = list(dict.fromkeys(role.character for role in roles))
            on_page = characters[:ROLES_A_PAGE]
            paged = tuple(role for role in roles if role.character in on_page)
            more = len(characters) > ROLES_A_PAGE and not is_last
            aired = not paged and await self._airing.season(guild, show.id, None, day)
            return CastList(question, show, day, paged, more, aired=aired)
        of_show = () if more else roles_of(known_on(await facts.cast_of_no_season(guild, show.id), day))
        aired = not (roles or of_show) and await self._airing.season(guild, show.id, question.season, day)
        of_no_season = not (listed or question.page)
        seasons = await self._seasons_near(guild, show, question.season, day) if of_no_season else ()
        on_page, others = roles[:ROLES_A_PAGE], without(of_show, roles)
        return CastList(question, show, day, on_page, more, others, aired, seasons=seasons)

    async def _candidates(
        self, guild: int, matches: Sequence[NameMatch], question: Question, today: date
    ) -> tuple[Candidate, ...]:
        """The matches labelled with actor and character, without any that leads to nothing more than another."""
        labelled: dict[frozenset[int], Candidate] = {}
        for match in matches:
            facts = known_on(await self._facts(guild, question, match.thing), question.day or today)
            roles, jobs = _roles_and_jobs(facts)
            named = [_other_name(role, match.thing) for role in roles_of(roles) if not hides_character(role)]
            named += [job.fact.job for job in jobs if job.fact.job and not job.fact.gives_away]
            together = ", ".join(dict.fromkeys(named))
            plain = candidate(match)
            detail = f"{plain.detail}: {together}" if together else plain.detail
            key = frozenset(known.fact.id for known in facts) or frozenset({-match.id})
            labelled.setdefault(key, replace(plain, detail=detail))
        return tuple(found for facts, found in labelled.items() if not any(facts < others for others in labelled))


def _roles_and_jobs(known: Iterable[Known]) -> tuple[list[Known], tuple[Known, ...]]:
    known = tuple(known)
    roles = [each for each in known if each.fact.kind is Kind.CAST]
    return roles, makers_first(each for each in known if each.fact.kind is Kind.CREW)


def _other_name(role: Role, thing: Thing) -> str:
    if thing.what is What.CHARACTER:
        return f"played by {role.person.name}"
    return f"plays {role.character.name}" if role.character else "in a part that was not named"


def hides_character(role: Role) -> bool:
    """Whether the character's name must be hidden, since it spoils."""
    by_name = role.character is not None and role.character.spoils is not None
    return by_name or any(part.fact.spoils for part in role.parts)


def _who(facts: Sequence[Fact], thing: Thing) -> Person | Character | None:
    for fact in facts:
        if thing.what is What.CHARACTER and fact.character:
            return fact.character
        for person in fact.people:
            if person.id == thing.id:
                return person
    return None


def _in_season(roles: Sequence[Known], season: int | None) -> list[Known]:
    """The roles and jobs in the season, and the others whose seasons are not on record."""
    if season is None:
        return list(roles)
    in_season = [known for known in roles if season in known.fact.seasons]
    parts = {_part_of(known) for known in in_season}
    return [*in_season, *(known for known in roles if not known.fact.seasons and _part_of(known) not in parts)]


def _part_of(known: Known) -> tuple[Kind, tuple[Person, ...], Character | None, str]:
    fact = known.fact
    return fact.kind, fact.people, fact.character, job_key(fact.job or "")


def without(roles: Iterable[Role], shown: Iterable[Role]) -> tuple[Role, ...]:
    """The roles that are not shown already."""
    parts = {(role.person, role.character) for role in shown}
    return tuple(role for role in roles if (role.person, role.character) not in parts)


def roles_of(facts: Iterable[Known]) -> tuple[Role, ...]:
    """Cast facts grouped by person and character, in the order of their first mention."""
    grouped: dict[tuple[int, int | None], list[Known]] = {}
    for known in facts:
        for person in known.fact.people:
            character = known.fact.character.id if known.fact.character else None
            grouped.setdefault((person.id, character), []).append(known)
    return tuple(
        Role(next(p for p in parts[0].fact.people if p.id == key[0]), parts[0].fact.character, _in_order(parts))
        for key, parts in grouped.items()
    )


def _in_order(parts: list[Known]) -> tuple[Known, ...]:
    def when(part: Known) -> tuple[int, EpisodeCode]:
        first = min((episode.code for episode in part.fact.episodes), default=EpisodeCode(0, 0))
        return min(part.fact.seasons, default=0), first

    return tuple(sorted(parts, key=when))
