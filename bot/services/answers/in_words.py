"""Answering questions in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.answers import (
    Answer,
    CastAnswer,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    NextAnswer,
    NoMatch,
    ReadAs,
    SeasonAnswer,
    Which,
)
from bot.domain.certainty import known_on
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Kind, Show, Status
from bot.domain.in_words import Either, Heard, NotUnderstood, Understood
from bot.domain.jobs import job_thing
from bot.domain.matching import NameMatch, NameRole, sort_out
from bot.domain.names import fold
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.domain.renewals import end_of
from bot.domain.yes_or_no import Checked, Says, is_over, released_on, said_to_have_episodes, season_is_last
from bot.language.questions.asked import Asked, Span
from bot.language.questions.choosing import asks_otherwise, chosen, name_something
from bot.language.questions.clauses import Clause, part
from bot.language.questions.meanings import Course, Wish
from bot.language.questions.places import Place as EpisodePlace
from bot.language.questions.reading import Reading
from bot.language.questions.references import (
    asks_who_it_was,
    joined,
    names_a_day,
    names_a_thing,
    names_several,
    only_one,
    refers_to_a_thing,
    refers_to_somebody,
    says_who_somebody_is,
    standing_in,
    takes_somebody_for_it,
    who_in_place_of_whoever,
)
from bot.services.answers.airing import Airing
from bot.services.answers.answers import Answers
from bot.services.answers.asking import told_apart
from bot.services.answers.checking import check
from bot.services.answers.going_on import filled_in, going_on, going_on_with, in_it
from bot.services.answers.when import When
from bot.services.answers.wishes import MISSING, names_of, once, position_in_words, topic_of, words_for, words_of
from bot.services.kit import ReadingKit, ReadingService
from bot.services.names.finder import MOST_CANDIDATES, Query, candidate, pick_show
from bot.services.names.in_text import Place, Reader
from bot.store.gateways.facts import MOST_FACTS, NewsFilter

_MOST_NEWS = 10
_MOST_CLAUSES, _MOST_WITH_SHOWS = 6, 3
_WHO_ARE = frozenset(("who", "whos", "which"))
_OF_PEOPLE = (Wish.CAST, Wish.DIRECTOR, Wish.WRITER)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks: where, about which show, on which day, and what was asked before.

    `supposed` are the first and last day on which something is supposed to have come out.
    """

    guild: int
    show: Show
    today: date
    day: date | None
    before: Question | None = None
    supposed: tuple[date, date] | None = None

    @property
    def on(self) -> date:
        """The day that the question is about."""
        return self.day or self.today

    @property
    def among(self) -> Place:
        """Where the names are looked for that it has."""
        return Place(self.guild, self.show, self.on)


class InWords(ReadingService):
    """`/ask` and mentions: a question in words becomes one of the questions that commands ask, or is not understood."""

    def __init__(self, kit: ReadingKit, answers: Answers) -> None:
        super().__init__(kit)
        self._answers = answers
        self._airing = Airing(kit.readable)
        self._reader = Reader(kit.readable, kit.finder)

    async def ask(
        self, guild: int, text: str, today: date, before: Question | None = None, show_id: int | None = None
    ) -> Heard:
        """Return what the text asks and the answer, what it may ask, or that it was not understood.

        `before` is the question whose answer it replies to, `show_id` the show that the text is read as about, else the
        one of `before` or the server's own. Raises BadInput for a day that can't be asked about, and
        NoShow if the server has no show.
        """
        parted = part(text)
        show = await self._show(guild, show_id or (before.show if before else None))
        when = When.of(parted, today)
        day = when.day if when else None
        if parted.before_season is not None:
            day = await self._day_before(guild, show, parted.before_season, today)
        asking = _Asking(guild, show, today, day, before)
        if parted.before_episode is not None:
            aired = await self._air_date(asking, parted.before_episode)
            if aired is None:
                return NotUnderstood(show)
            asking = replace(asking, day=aired - timedelta(days=1))
        clauses = parted.clauses[-_MOST_CLAUSES:]
        readings = [await self._reader.read(asking.among, clause, before) for clause in clauses]
        found = await self._asked(asking, clauses, readings)
        if when and when.day is None and found and found[0].wish is Wish.RENEWAL and found[0].season is not None:
            found = [replace(found[0], wish=Wish.DATES)]  # "do we get season 3 in 2027?"
        is_of_dates = bool(found) and found[0].is_check and found[0].wish is Wish.DATES
        if when and is_of_dates and (found[0].is_event or when.day is None):
            # "Did it come out in 2018?" asks about that year, not what was known then.
            asking = replace(asking, day=None, supposed=(when.first, when.last))
        elif when and found and found[0].refers and found[0].wish is Wish.DATES:
            asking = replace(asking, day=None)  # "She says season 2 came out in 2017. When was it really?"
        elif when:
            when.refuse_if_to_come(today)
        if not found:
            asking, found = await self._about_another_show(asking, clauses)
        if not found and before is not None and (question := going_on(before, readings, asking.day)):
            return Understood(words_for(question), await self._again(asking, question))
        if len(found) > 1:
            return await self._either(asking, found)
        if not found:
            return NotUnderstood(show)
        return await self._answer(asking, found[0]) or NotUnderstood(show)

    async def _asked(self, asking: _Asking, clauses: Sequence[Clause], readings: Sequence[Reading]) -> list[Asked]:
        """Return all that a text may ask for: a clause of it, or two that say it together."""
        if _are_of_another_thing(clauses, readings):
            return []
        if len(clauses) > 1 and asks_who_it_was(clauses[-1]) and (of_whoever := await self._whoever(asking, clauses)):
            return of_whoever
        if said_of := await self._referring(asking, clauses, readings, is_of_places=True):
            return said_of
        found = chosen(readings)
        if not found or not found[0].is_said or found[0].names_nothing:
            beside = await self._referring(asking, clauses, readings) or await self._together(asking, clauses, readings)
            # "They all say something else of season 2 and 3. When was it?" is not about the show.
            is_vague = bool(found) and found[0].names_nothing and found[0].wish is not Wish.RENEWAL
            found = beside or ([] if is_vague and name_something(readings) else found)
        is_of_dates = bool(found) and found[0].wish is Wish.DATES
        names_another = any(map(names_a_day, clauses, readings))
        if names_another and not is_of_dates:
            return []  # "on Christmas Day 2017" is a day that was not read
        is_fragment = bool(found) and not (found[0].is_said or found[0].is_asked)
        return [] if is_fragment and asks_otherwise(clauses, readings) else found

    async def _show(self, guild: int, show: int | None) -> Show:
        named = await self._store.reading().names.show(guild, show) if show is not None else None
        return named or await self._finder.own_show(guild)

    async def _day_before(self, guild: int, show: Show, season: int, today: date) -> date | None:
        """Return the day before a season came out; None if nothing is sure of that."""
        answer = await self._answers.again(guild, Question(Topic.SEASON, show.id, season=season), today)
        released = released_on(answer) if isinstance(answer, SeasonAnswer) else None
        return released - timedelta(days=1) if released and released <= today else None

    async def _air_date(self, asking: _Asking, named: Clause) -> date | None:
        """Return when the episode that a clause names aired; None if it names none, or nothing is sure of that."""
        read = (await self._reader.read(asking.among, named)).asked
        heard = await self._answer(asking, read[0]) if read else None
        answer = heard.answer if heard else None
        aired = released_on(answer) if isinstance(answer, EpisodeAnswer) else None
        return aired if aired and aired <= asking.today else None

    async def _referring(
        self,
        asking: _Asking,
        clauses: Sequence[Clause],
        readings: Sequence[Reading],
        *,
        is_of_places: bool = False,
    ) -> list[Asked]:
        """Read a clause in which a word stands for what the others name: "Landfall: when did it air?".

        With `is_of_places` also one that names somebody itself, in which the word stands for an episode.
        """
        for at in range(len(clauses) - 1, -1, -1):
            is_of_somebody = refers_to_somebody(clauses[at])
            names_itself = bool(readings[at].named or (readings[at].places and not is_of_somebody))
            if readings[at].unknown or names_itself is not is_of_places:
                continue
            others = [(*each,) for number, each in enumerate(zip(clauses, readings, strict=True)) if number != at]
            named = {
                clause.keys[start:stop]: clause.tokens[start:stop]
                for clause, reading in others
                for start, stop in (*reading.named, *(() if is_of_somebody else reading.places))
            }
            if (thing := only_one(named)) and (whole := standing_in(clauses[at], thing)):
                asked = (await self._reader.read(asking.among, whole, asking.before)).asked
                # "Season 4 is a dream. Was it cancelled?" is about the show.
                kept = [each for each in asked if each.wish is not Wish.RENEWAL]
                if clauses[at].keys[0] in _WHO_ARE and any(reading.has_wish for _, reading in others):
                    # "Dead Reckoning had two directors, who were they?" asks for no episode.
                    kept = [each for each in kept if each.wish is not Wish.EPISODE]
                kept = [each for each in kept if not takes_somebody_for_it(clauses[at], each)]
                if is_of_places:  # "S02E07, did she write that?" may be about a season too, and "it was her" is not
                    kept = [each for each in kept if _is_of_both(each, is_of_somebody=is_of_somebody)]
                return [replace(each, refers=True) for each in kept]
        return []

    async def _whoever(self, asking: _Asking, clauses: Sequence[Clause]) -> list[Asked]:
        """Read who it is that a clause leaves open: "whoever directed Landfall is a genius. Who was it?"."""
        found: list[Asked] = []
        for at in range(len(clauses) - 2, -1, -1):
            for clause in who_in_place_of_whoever(clauses[at]):
                shorter = [*clauses[:at], clause]
                readings = [await self._reader.read(asking.among, each, asking.before) for each in shorter]
                asked = [] if readings[-1].unknown else await self._asked(asking, shorter, readings)
                # The longest beginning that asks for the same: "season 2 finale", not "season 2".
                found = asked if asked and (not found or asked[0].wish is found[0].wish) else found
            if found:
                break
        return found

    async def _together(self, asking: _Asking, clauses: Sequence[Clause], readings: Sequence[Reading]) -> list[Asked]:
        """Read a clause that asks for something, but of nothing, with one beside it: "S02E07, who directed?"."""
        for at in range(len(clauses) - 1, -1, -1):
            if not _is_open(clauses[at], readings[at]):
                continue
            for other in (at - 1, at + 1):
                if 0 <= other < len(clauses) and not names_several(clauses[at], clauses[other], readings[other]):
                    both = joined(clauses[at], clauses[other])
                    asked = chosen([await self._reader.read(asking.among, both, asking.before)])
                    if kept := [each for each in asked if not takes_somebody_for_it(clauses[at], each)]:
                        return kept
        return []

    async def _about_another_show(self, asking: _Asking, clauses: Sequence[Clause]) -> tuple[_Asking, list[Asked]]:
        """Read clauses that name another show than the server's; nothing if none does."""
        for clause in clauses[:_MOST_WITH_SHOWS]:
            if found := await self._reader.other_show(asking.among, clause):
                there = replace(asking, show=found[0])
                return there, chosen([await self._reader.read(there.among, found[1])])
        return asking, []

    async def _either(self, asking: _Asking, found: Sequence[Asked]) -> Heard:
        heard = [await self._answer(asking, asked) for asked in found[:3]]
        questions = {each.topic: each.answer.question for each in heard if isinstance(each, Understood)}
        return Either(asking.show, tuple(questions.items())) if questions else NotUnderstood(asking.show)

    async def _answer(self, asking: _Asking, asked: Asked) -> Understood | None:
        """Return the answer to what was asked; None if what it names is something else."""
        asked = in_it(asked, asking.before)
        names = names_of(asked)
        if names is None:
            return None
        topic = topic_of(asked)
        if asking.before and asked.names and not asked.is_said and not asked.is_check:
            topic = going_on_with(asking.before.topic, names) or topic
        question = Question(topic, asking.show.id, None, asked.season, asking.day, asked.status)
        if near := next((span for span in names if span.is_near), None):
            listed = told_apart(map(candidate, once(near.matches)))
            return Understood(words_of(asked), NoMatch(question, asking.show, MISSING[asked.wish], near.typed, listed))
        answer = await self._find_and_answer(asking, asked, question, names)
        has_no_length = isinstance(answer, EpisodeAnswer) and answer.runtime is None
        if answer is None or (asked.is_of_length and has_no_length):
            return None
        checked = await self._checked(asking, asked, names, answer) if asked.is_check and asked.can_be_checked else None
        # A question such as "what about Jeri?" asks what the one before did.
        return Understood(words_of(asked) if topic is topic_of(asked) else words_for(question), answer, checked)

    async def _find_and_answer(
        self, asking: _Asking, asked: Asked, question: Question, names: Sequence[Span]
    ) -> Answer | None:
        if filled := filled_in(asked, question, asking.before):
            return await self._again(asking, filled)
        if (
            asking.before
            and asked.wish in _OF_PEOPLE
            and not (asked.names or asked.place or asked.season or asked.everyone)
        ):
            return None
        of_people = [span for span in names if not span.is_episode]
        of_episodes = [span for span in names if span.is_episode]
        if asked.place is not None and asked.wish is not Wish.NEXT:
            return await self._of_place(asking, question, asked.place)
        if of_episodes:
            return await self._named(asking, question, of_episodes[0])
        if of_people and asked.wish is not Wish.CREW:
            return await self._named(
                asking, question, of_people[-1] if len(of_people) > 1 and asked.wish is Wish.CAST else of_people[0]
            )
        match asked.wish:
            case Wish.CAST:
                return await self._again(asking, replace(question, thing=EVERYONE))
            case Wish.CREW:
                return await self._again(asking, replace(question, thing=job_thing(asked.job) if asked.job else None))
            case Wish.WRITER | Wish.DIRECTOR | Wish.EPISODES:
                if asked.season is None:
                    return await self._which_season(asking, question)
                return await self._again(asking, replace(question, thing=Thing(What.SEASON, asked.season), season=None))
            case Wish.NEWS | Wish.NEXT | Wish.SEASON | Wish.DATES | Wish.RENEWAL:
                return await self._again(asking, question)
            case Wish.SYNOPSIS | Wish.EPISODE:
                return None

    async def _again(self, asking: _Asking, question: Question) -> Answer:
        return await self._answers.again(asking.guild, question, asking.today)

    async def _named(self, asking: _Asking, question: Question, span: Span) -> Answer:
        """Answer about what a name means, or ask which of several things."""
        meant, others = sort_out(span.typed, span.matches)
        if len(meant) > 1 and question.topic is Topic.CAST:
            day = question.day.isoformat() if question.day else None
            asked = Query(asking.guild, asking.today, span.typed, question.season, pick_show(asking.show.id), day)
            return await self._answers.ask(question.topic, asked)
        if len(meant) > 1:
            listed = told_apart(map(candidate, meant[:MOST_CANDIDATES]))
            return Which(question, asking.show, span.typed, listed, len(meant) > MOST_CANDIDATES)
        name = next(iter(meant))
        answer = await self._again(asking, replace(question, thing=name.thing))
        listed = tuple(candidate(other) for other in others[:MOST_CANDIDATES])
        is_slip = span.is_whole and not _is_spelt(span.typed, name)
        if listed or is_slip:
            return replace(answer, read_as=ReadAs(name.name, span.typed if is_slip else None, listed))
        return answer

    async def _of_place(self, asking: _Asking, question: Question, place: EpisodePlace) -> Answer | None:
        """Answer about an episode by its code, its number or its position."""
        if place.number is not None:
            return await self._which_episode(asking, question, place.number)
        topic = Topic.EPISODE if question.topic in (Topic.SYNOPSIS, Topic.SEASON) else question.topic
        day = question.day.isoformat() if question.day else None
        text = str(place.code) if place.code else position_in_words(place.position)
        asked = Query(asking.guild, asking.today, text, None, pick_show(asking.show.id), day, question.status)
        answer = await self._answers.ask(topic, asked)
        if question.topic is Topic.SYNOPSIS and isinstance(answer, EpisodeAnswer):
            return await self._again(asking, replace(answer.question, topic=Topic.SYNOPSIS))
        return answer

    async def _which_episode(self, asking: _Asking, question: Question, number: int) -> Answer | None:
        """Ask in which season the episode with a number is; answer if there is only one."""
        reading = self._store.reading()
        found: list[NameMatch] = []
        for season in sorted(await reading.catalogue.seasons(asking.guild, asking.show.id)):
            entry = await reading.catalogue.episode(asking.guild, asking.show.id, EpisodeCode(season, number))
            if season and entry:
                name = str(entry.episode.code)
                found.append(NameMatch(NameRole.EPISODE, entry.episode.id, name, fold(name), 0, 1))
            if len(found) == MOST_CANDIDATES:
                break
        if len(found) == 1:
            return await self._again(asking, replace(question, thing=found[0].thing))
        if not found:
            return None
        listed = tuple(map(candidate, found))
        return Which(question, asking.show, f"episode {number}", listed)

    async def _which_season(self, asking: _Asking, question: Question) -> Answer | None:
        seasons = sorted(await self._store.reading().catalogue.seasons(asking.guild, asking.show.id))
        matches = [
            NameMatch(NameRole.SEASON, season, f"Season {season}", f"season {season}", 0, 0)
            for season in seasons[-MOST_CANDIDATES:]
            if season
        ]
        if not matches:
            return None
        return Which(question, asking.show, "season", tuple(map(candidate, matches)))

    async def _checked(self, asking: _Asking, asked: Asked, names: Sequence[Span], answer: Answer) -> Checked | None:
        """Return whether what was asked is so; None for an answer that asks back or finds nothing."""
        aired = await self._has_aired(asking, asked, answer)
        checked = check(asked, names, answer, aired=aired, supposed=asking.supposed)
        if isinstance(answer, SeasonAnswer) and asked.course is Course.LAST:
            after = await self._again(asking, replace(answer.question, season=answer.season + 1))
            return season_is_last(answer, after if isinstance(after, SeasonAnswer) else None)
        if isinstance(answer, NextAnswer) and asked.course is Course.OVER and answer.upcoming:
            renewals = await self._store.reading().facts.of_kind(asking.guild, asking.show.id, Kind.RENEWAL, MOST_FACTS)
            return is_over(answer, end_of(known_on(renewals, asking.on)))
        if isinstance(answer, EpisodesAnswer) and checked is None and asked.count is not None:
            news = await self._store.reading().facts.news(
                asking.guild, asking.show.id, asking.on, NewsFilter(None, answer.season), _MOST_NEWS
            )
            return said_to_have_episodes(known_on(news, asking.on), asked.count)
        if checked is None or checked.known or not isinstance(answer, CastAnswer) or len(names) > 1:
            return checked
        # Nobody may have named a part, and still have said that somebody is back.
        about = NewsFilter(answer.who.id, asked.season)
        news = await self._store.reading().facts.news(asking.guild, asking.show.id, asking.on, about, _MOST_NEWS)
        said = [known for known in known_on(news, asking.on) if known.certainty.status is not Status.DENIED]
        return Checked(Says.NEWS, said[0]) if said else checked

    async def _has_aired(self, asking: _Asking, asked: Asked, answer: Answer) -> bool:
        """Return whether what was asked about has aired: an episode, a season, or the show."""
        if isinstance(answer, EpisodeCredits):
            return await self._airing.episode(asking.guild, asking.show.id, answer.episode, asking.on)
        return await self._airing.season(asking.guild, asking.show.id, asked.season, asking.on)


def _are_of_another_thing(clauses: Sequence[Clause], readings: Sequence[Reading]) -> bool:
    """Whether a word such as "it" stands for a thing that is not on record: "the season 3 trailer, is it out?"."""
    return any(
        reading.asked
        and refers_to_a_thing(clause)
        and all(asked.names_nothing for asked in reading.asked)
        and (names_a_thing(before, said.unknown) or _is_dated_job(said, reading))
        for before, said, clause, reading in zip(clauses, readings, clauses[1:], readings[1:], strict=False)
    )


def _is_dated_job(said: Reading, reading: Reading) -> bool:
    """Whether it asks for the date of somebody's work, which has none: "the soundtrack, when does it come out?"."""
    return any(asked.wish is Wish.CREW and not asked.is_asked for asked in said.asked) and any(
        asked.wish is Wish.DATES for asked in reading.asked
    )


def _is_of_both(asked: Asked, *, is_of_somebody: bool) -> bool:
    """Whether a question is about what it names and what another clause does: "Jeri, isn't she Carrie-Anne Moss?"."""
    if is_of_somebody:
        return asked.is_check and asked.wish is Wish.CAST and len(asked.names) > 1
    return asked.is_check and asked.wish in (Wish.DIRECTOR, Wish.WRITER)


def _is_open(clause: Clause, reading: Reading) -> bool:
    """Whether a clause asks for something, and may name in another clause of what: "Jessica's mum, Alisa"."""
    is_known = not reading.unknown or says_who_somebody_is(clause, reading.unknown)
    return is_known and (reading.has_wish or reading.is_open)


def _is_spelt(typed: str, match: NameMatch) -> bool:
    return match.folded.replace(" ", "").startswith(typed.replace(" ", ""))
