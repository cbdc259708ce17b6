"""What all kinds of questions share."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.answer_facts import settled_ids
from bot.domain.answers import Answer, Candidate, Missing, NoMatch, ReadAs, Which
from bot.domain.certainty import known_on
from bot.domain.codes import EpisodeCode, parse_episodes
from bot.domain.facts import Known, Show
from bot.domain.matching import NameMatch, NameRole
from bot.domain.questions import Question
from bot.errors import BadInput
from bot.services.answers.airing import Airing
from bot.services.kit import ReadingKit, ReadingService
from bot.services.names.finder import MOST_CANDIDATES, Meant, Query, candidate
from bot.services.names.nearby import episodes_near, seasons_near

_WITHOUT_SEASONS = (Missing.CAST, Missing.ABOUT)
"""Where nothing is found of these, something else than a season is offered."""
_MOST_IN_A_RUN = 10
"""Of how many of a run's episodes it is looked up whether they are on record."""


class Asking(ReadingService, ABC):
    """Answers one kind of question."""

    def __init__(self, kit: ReadingKit) -> None:
        super().__init__(kit)
        self._airing = Airing(kit.readable)

    @abstractmethod
    async def answer(self, guild: int, question: Question, today: date, /) -> Answer:
        """Return the answer to a question whose names are found. Raises BadInput if what it names is gone."""

    async def _answer_placed(self, asked: Query, question: Question, roles: Sequence[NameRole]) -> Answer | None:
        """Answer about the episode that words such as "finale" mean; None if the text is a name, or something else."""
        placed = await self._episodes.placed(asked, roles)
        if placed is None:
            return None
        question = replace(question, show=placed.show.id, thing=placed.thing)
        if placed.thing is None:
            return await self._no_match(asked, question, placed.show, Missing.PLACE)
        return await self.answer(asked.guild, question, placed.today)

    async def _answer_meant(
        self, asked: Query, question: Question, meant: Meant, missing: Missing, code: EpisodeCode | None = None
    ) -> Answer:
        """Answer about the only thing that a text may mean, or else say what it may mean."""
        if not meant.matches:
            if meant.likely is None or code is not None:
                return await self._no_match(asked, question, meant.show, missing, code, meant.near)
            answer = await self.answer(asked.guild, replace(question, thing=meant.likely.thing), asked.today)
            return replace(answer, read_as=ReadAs(meant.likely.name, asked.text))
        if len(meant.matches) == 1:
            answer = await self.answer(asked.guild, replace(question, thing=meant.matches[0].thing), asked.today)
            return with_others(answer, meant.matches[0], meant.others)
        candidates = tuple(candidate(match) for match in meant.matches[:MOST_CANDIDATES])
        return Which(question, meant.show, asked.text, candidates, len(meant.matches) > MOST_CANDIDATES)

    async def _no_match(
        self,
        asked: Query,
        question: Question,
        show: Show,
        missing: Missing,
        code: EpisodeCode | None = None,
        near: Sequence[NameMatch] = (),
    ) -> NoMatch:
        """Return that nothing goes by what was typed, with what comes near: names, or other episodes than a code's."""
        day = question.day or asked.today
        if code is None:
            listed = told_apart(map(candidate, near))
            seasons = (
                () if near or missing in _WITHOUT_SEASONS else await self._seasons_near(asked.guild, show, None, day)
            )
            return NoMatch(question, show, missing, asked.text, listed, seasons=seasons)
        episodes = await episodes_near(self._store.reading(), asked.guild, show.id, code, day)
        seasons = (code.season,) if episodes else await self._seasons_near(asked.guild, show, code.season, day)
        return NoMatch(question, show, Missing.EPISODE, str(code), episodes, seasons=seasons)

    async def _seasons_near(self, guild: int, show: Show, season: int | None, day: date) -> tuple[int, ...]:
        """Return the seasons to offer where one is not known on a day, or (None) where nothing is found."""
        return await seasons_near(self._store.reading(), guild, show.id, season, day)

    async def _code_asked(self, asked: Query) -> EpisodeCode | None:
        """Return the episode whose code was typed; of a double episode, the first one that is on record."""
        codes = parse_episodes(asked.text)
        if len(codes) > 1:
            show = await self._finder.show_of(asked)
            for code in codes[:_MOST_IN_A_RUN]:
                if await self._store.reading().catalogue.episode(asked.guild, show.id, code) is not None:
                    return code
        return codes[0] if codes else None

    async def _later(
        self, guild: int, known: Sequence[Known], day: date, among: Iterable[Known] = ()
    ) -> tuple[Known, ...]:
        """Return the facts that settled or refuted some of these; those among `among` are not read again."""
        at_hand = {each.fact.id: each for each in (*known, *among)}
        settled = settled_ids(known)
        missing = tuple(fact for fact in settled if fact not in at_hand)
        read = known_on(await self._store.reading().facts.by_id(guild, missing), day) if missing else ()
        at_hand |= {each.fact.id: each for each in read}
        return tuple(at_hand[fact] for fact in settled if fact in at_hand)

    async def _show_meant(self, guild: int, named: int | None) -> int | None:
        """Return the id of the show that was named, else of the server's own; None if it has none."""
        if named is not None:
            return named
        own = await self._store.reading().names.show_of_server(guild)
        return own.id if own else None

    async def _show_or_own(self, guild: int, question: Question, today: date) -> Show:
        """Return the show that the question names, else the server's own. Raises NoShow."""
        show = await self._store.reading().names.show(guild, question.show) if question.show is not None else None
        return show or await self._finder.show_of(Query(guild, today))

    async def _show_of(self, guild: int, question: Question) -> Show:
        """Return the show that the question names. Raises BadInput if it names none, or one that is gone."""
        show = await self._store.reading().names.show(guild, question.show) if question.show is not None else None
        if show is None:
            raise BadInput("That show is no longer on record. Ask again and pick one from the list.")
        return show


def with_others(answer: Answer, match: NameMatch, others: Sequence[NameMatch]) -> Answer:
    """Return the answer about who a name was taken for, with who else may be meant by it."""
    if not others:
        return answer
    listed = tuple(candidate(other) for other in others[:MOST_CANDIDATES])
    return replace(answer, read_as=ReadAs(match.name, others=listed))


def told_apart(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates with labels of their own: those who share one get what they are, or else a number."""
    listed = tuple(candidates)
    names = Counter(each.label for each in listed)
    labels = [f"{each.label} ({each.detail})" if names[each.label] > 1 else each.label for each in listed]
    return tuple(
        replace(each, label=f"{label} {labels[:at].count(label) + 1}" if labels.count(label) > 1 else label)
        for at, (each, label) in enumerate(zip(listed, labels, strict=True))
    )
