"""Answers of every kind, built from the longest and strangest text that a pack may hold."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from bot.domain.answers import (
    Answer,
    Candidate,
    CastAnswer,
    CastList,
    CatalogueSource,
    CreditedEpisode,
    CrewAnswer,
    DatedEpisode,
    EpisodeAnswer,
    EpisodeCredits,
    EpisodesAnswer,
    Missing,
    NewsAnswer,
    NewsItem,
    NextAnswer,
    NoMatch,
    PersonCredits,
    Role,
    SeasonAnswer,
    SeasonCredits,
    SynopsisAnswer,
    Which,
)
from bot.domain.certainty import certainty_on
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import (
    Billing,
    Certainty,
    Character,
    Claim,
    Episode,
    Fact,
    Kind,
    Known,
    Outcome,
    Person,
    Show,
    Source,
    State,
    Status,
    Synopsis,
    Weight,
)
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.renewals import Course, Ending, Verdict
from bot.domain.timetable import Slot

Text = Callable[[int], str]

DAY = date(2026, 1, 1)
SPOILT = EpisodeCode(999, 9999)
BIG = (1 << 63) - 1
IMAGE = "https://pictures.example/" + "a" * 2020
OPENER = (1 << 63) - 1


def repeated(piece: str) -> Text:
    """Text of a given number of code points, as the pack format counts them."""
    return lambda length: (piece * length)[:length]


STYLES: dict[str, Text] = {
    "letters": repeated("x"),
    "words": repeated("long words "),
    "emoji": repeated("😀"),
    "family": repeated("👩\u200d👩\u200d👧"),
    "right to left": repeated("שלום "),
    "turning": repeated("\u202eab\u2066"),
    "combining": repeated("e\u0301"),
    "piled": repeated("e" + "\u0301" * 30),
    "markdown": repeated("*_~|`[]()<>#@\\"),
    "spoiler marks": repeated("||"),
    "pings": repeated("@everyone <@&1> "),
    "addresses": repeated("https://example.com/"),
    "invisible": repeated("\u202e"),
}


class Worst:
    """Builds answers from one style of text. `marker` goes into all that a spoiling fact hides."""

    def __init__(self, text: Text, *, marker: str = "", many: int = 40, url: int = 500) -> None:
        self._text = text
        self._marker = marker
        self._many = many
        self._url = url
        self._ids = iter(range(BIG - 1_000_000, BIG))
        self.show = Show(BIG, self._text(200), self._text(200), IMAGE, self._text(200))

    def _id(self) -> int:
        return next(self._ids)

    def hidden(self, length: int) -> str:
        """Text that gives something away: the marker at its beginning and at its end."""
        if not self._marker:
            return self._text(length)
        around = length - 2 * len(self._marker) - 2
        return f"{self._marker} {self._text(max(around, 0))} {self._marker}"

    def person(self) -> Person:
        return Person(self._id(), self._text(200))

    def episode(self, number: int = 9999) -> Episode:
        return Episode(self._id(), EpisodeCode(999, number), self._text(200), date(2020, 1, 1))

    def question(self, topic: Topic, thing: Thing | None = None, **options: int) -> Question:
        return Question(topic, BIG, thing, options.get("season", 999), DAY, Status.DENIED, options.get("page", 0))

    def claims(self, count: int) -> tuple[Claim, ...]:
        """Claims of as many outlets, each a day after the other."""
        url = "https://example.com/" + "a" * (self._url - 20)
        return tuple(
            Claim(
                Source(self._id(), f"{place}{self._text(198)}", self._text(200), url),
                Weight.REPORTED,
                date(2018, 1, 1) + timedelta(place),
                published=PartialDate.parse("2018-Q3"),
                speaker=self._text(200),
                via=self._text(200),
                note=self._text(500),
            )
            for place in range(count)
        )

    def known(
        self,
        kind: Kind,
        *,
        people: tuple[Person, ...] = (),
        episodes: tuple[Episode, ...] = (),
        character: bool = False,
        statement: bool = False,
    ) -> Known:
        """A fact of the kind, with many claims."""
        fact = Fact(
            self._id(),
            self._id(),
            kind,
            self.show,
            self.claims(self._many),
            statement=self.hidden(500) if statement else None,
            people=people,
            character=self.character() if character else None,
            billing=Billing.SUPPORTING if kind is Kind.CAST else None,
            seasons=() if episodes else (999,),
            episodes=episodes,
            released=PartialDate.parse("mid 2018") if kind is Kind.RELEASE else None,
            spoils=SPOILT if self._marker else None,
            settled_by=BIG,
            outcome=Outcome.REFUTED,
            state=State.FINAL_SEASON if kind is Kind.RENEWAL else None,
            job=self.hidden(100) if kind is Kind.CREW else None,
        )
        return Known(fact, self._certainty(fact))

    def _certainty(self, fact: Fact) -> Certainty:
        certainty = certainty_on(fact.claims, DAY)
        assert certainty is not None
        return certainty

    def character(self) -> Character:
        return Character(self._id(), self.hidden(200), SPOILT if self._marker else None)

    def role(self, parts: int = 1) -> Role:
        person = self.person()
        known = self.known(Kind.CAST, people=(person,), character=True)
        return Role(person, known.fact.character, (known,) * parts)

    def later(self) -> tuple[Known, ...]:
        """What settled all the others."""
        known = self.known(Kind.NEWS, statement=True)
        fact = Fact(BIG, 1, Kind.NEWS, self.show, known.fact.claims, known.fact.statement, spoils=known.fact.spoils)
        return (Known(fact, known.certainty),)

    def credit(self, people: int = 1, *, statement: bool = False) -> Known:
        """Who directed an episode."""
        persons = tuple(self.person() for _ in range(people))
        return self.known(Kind.DIRECTOR, people=persons, episodes=(self.episode(),), statement=statement)

    def claimed(self) -> Known:
        """What is said of a season's directors as a whole."""
        return self.known(Kind.DIRECTOR, statement=True)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Every kind of answer, some in several shapes."""
        yield from self._of_cast()
        yield from self._of_directors()
        yield from self._of_places()
        yield from self._of_making()
        yield "news", self._news(300)
        yield from self._next()
        yield "which", self._which(40)
        for missing in Missing:
            yield f"no match, {missing}", self._no_match(missing)

    def _of_cast(self) -> Iterator[tuple[str, Answer]]:
        person = self.person()
        roles = tuple(self.role(parts=2) for _ in range(40))
        actor = self.question(Topic.CAST, Thing(What.PERSON, BIG))
        character = self.question(Topic.CAST, Thing(What.CHARACTER, BIG))
        yield "actor", CastAnswer(actor, self.show, DAY, person, roles, self.later())
        yield "actor of one part", CastAnswer(actor, self.show, DAY, person, (self.role(),), self.later())
        yield "actor of no part", CastAnswer(actor, self.show, DAY, person, ())
        yield "character", CastAnswer(character, self.show, DAY, self.character(), roles, self.later())
        yield "character of nobody", CastAnswer(character, self.show, DAY, self.character(), ())
        listed = tuple(self.role(parts=3) for _ in range(10))
        yield "cast list", CastList(self.question(Topic.CAST, Thing(What.EVERYONE)), self.show, DAY, listed, True)
        yield "empty cast list", CastList(self.question(Topic.CAST, Thing(What.EVERYONE)), self.show, DAY, (), False)

    def _of_directors(self) -> Iterator[tuple[str, Answer]]:
        question = self.question(Topic.DIRECTOR, Thing(What.EPISODE, BIG))
        episode, later = self.episode(), self.later()
        claimed = tuple(self.claimed() for _ in range(40))
        people = tuple(self.person() for _ in range(40))
        if not self._marker:
            rivals = tuple(self.credit() for _ in range(40))
            yield "rivals", EpisodeCredits(question, self.show, DAY, episode, rivals, (), (), later)
            yield "one director", EpisodeCredits(question, self.show, DAY, episode, rivals[:1], (), (), later)
            credited = tuple(CreditedEpisode(self.episode(n), rivals[:3]) for n in range(26))
        else:
            credited = tuple(CreditedEpisode(self.episode(n), ()) for n in range(26))
        yield "no director", EpisodeCredits(question, self.show, DAY, episode, (), claimed, people, later)
        season = self.question(Topic.DIRECTOR, Thing(What.SEASON, 999))
        yield "season's directors", SeasonCredits(season, self.show, DAY, 999, 9999, claimed, credited, later)
        nobody = SeasonCredits(season, self.show, DAY, 999, None, (), (), ())
        yield "season without directors", nobody
        asked = self.question(Topic.DIRECTOR, Thing(What.PERSON, BIG))
        credits_ = tuple(self.credit(2, statement=place % 2 == 1) for place in range(20)) + claimed
        yield "directed", PersonCredits(asked, self.show, DAY, self.person(), credits_, later)
        yield "directed nothing", PersonCredits(asked, self.show, DAY, self.person(), ())

    def _of_places(self) -> Iterator[tuple[str, Answer]]:
        directors = tuple(self.credit(3) for _ in range(5))
        writers = tuple(self.known(Kind.WRITER, people=(self.person(),), episodes=(self.episode(),)) for _ in range(5))
        releases = tuple(self.known(Kind.RELEASE, statement=True) for _ in range(5))
        roles = tuple(self.role() for _ in range(40))
        news = tuple(self.known(Kind.NEWS, statement=True) for _ in range(20))
        claimed = tuple(self.claimed() for _ in range(5))
        sources = tuple(
            CatalogueSource(detail, Source(self._id(), self._text(200), self._text(200), "https://example.com/x"))
            for detail in ("title", "runtime", "imdb")
            for _ in range(20)
        )
        asked = self.question(Topic.EPISODE, Thing(What.EPISODE, BIG))
        full = (releases, directors, writers, roles, roles, claimed, news, sources)
        yield "episode", EpisodeAnswer(asked, self.show, DAY, self.episode(), 9999, *full, has_synopsis=True)
        synopsis = Synopsis(self.hidden(1_000), self._text(200))
        yield "synopsis", SynopsisAnswer(self.question(Topic.SYNOPSIS), self.show, DAY, self.episode(), synopsis)
        yield "no synopsis", SynopsisAnswer(self.question(Topic.SYNOPSIS), self.show, DAY, self.episode())
        yield from self._of_episodes(releases)
        bare = Episode(BIG, EpisodeCode(999, 9999))
        yield "bare episode", EpisodeAnswer(asked, self.show, DAY, bare, None, (), (), (), (), (), (), (), ())
        season = self.question(Topic.SEASON)
        people = tuple(self.person() for _ in range(40))
        yield (
            "season",
            SeasonAnswer(
                season, self.show, DAY, 999, 9999, releases, releases, claimed, people, 40, roles, news, self.later()
            ),
        )
        yield "bare season", SeasonAnswer(season, self.show, DAY, 999, None, (), (), (), (), 0, (), ())

    def _of_episodes(self, releases: tuple[Known, ...]) -> Iterator[tuple[str, Answer]]:
        asked = self.question(Topic.EPISODES, Thing(What.SEASON, 999))
        listed = tuple(DatedEpisode(self.episode(n), releases[n % 5 :], aired=n % 2 == 0) for n in range(26))
        days = tuple(DatedEpisode(self.episode(n), (), date(2020, 1, n)) for n in range(1, 26))
        yield "episodes", EpisodesAnswer(asked, self.show, DAY, 999, 9999, listed, releases)
        yield "episodes without sources", EpisodesAnswer(asked, self.show, DAY, 999, None, (*days, listed[0]))
        yield "no episodes", EpisodesAnswer(asked, self.show, DAY, 999, None, (), releases)

    def _of_making(self) -> Iterator[tuple[str, Answer]]:
        """How it goes on with a show, and who makes it."""
        asked = self.question(Topic.CAST, Thing(What.PERSON, BIG))
        crew = tuple(self.known(Kind.CREW, people=tuple(self.person() for _ in range(n))) for n in range(1, 20))
        yield "crew alone", CastAnswer(asked, self.show, DAY, crew[0].fact.people[0], (), self.later(), jobs=crew)
        roles = (self.role(),)
        yield "actor and crew", CastAnswer(asked, self.show, DAY, roles[0].person, roles, self.later(), jobs=crew)
        said = tuple(self.known(Kind.RENEWAL, statement=place % 2 == 0) for place in range(9))
        bare = SeasonAnswer(self.question(Topic.SEASON), self.show, DAY, 999, None, (), (), (), (), 0, (), said)
        for verdict in Verdict:
            for ending in said[:2]:
                shape = "in words" if ending.fact.statement else "by its state"
                course = Course(said[1:3], said[3:6], said[6:])
                answer = replace(bare, ending=Ending(verdict, ending), course=course, show_course=course, crew=crew)
                yield f"season: {verdict.value}, {shape}", replace(answer, later=self.later())

    def _next(self) -> Iterator[tuple[str, Answer]]:
        asked = self.question(Topic.NEXT)
        slot = Slot(999, self.episode(), PartialDate.parse("2026-03-08"), self.known(Kind.RELEASE, statement=True))
        bare = Slot(999, self.episode())
        yield "next", NextAnswer(asked, self.show, DAY, slot, bare, 9999)
        yield "next without a date", NextAnswer(asked, self.show, DAY, bare, slot)
        yield "last", NextAnswer(asked, self.show, DAY, None, slot)
        ended = self.known(Kind.RENEWAL, statement=True)
        yield "ended", NextAnswer(asked, self.show, DAY, None, slot, after=ended)
        crew = tuple(self.known(Kind.CREW, people=(self.person(),)) for _ in range(60))
        yield "crew", CrewAnswer(asked, self.show, DAY, None, crew, self.later())
        yield "nobody of the crew", CrewAnswer(asked, self.show, DAY, "executive producer", (), aired=True)
        yield "nothing next", NextAnswer(asked, self.show, DAY, None, None, after=ended)

    def _news(self, count: int) -> NewsAnswer:
        known = tuple(self.known(Kind.NEWS, statement=True) for _ in range(20))
        items = tuple(
            NewsItem(DAY, known[place % 20].fact.claims, known[place % 20].certainty, known[place % 20])
            for place in range(count)
        )
        asked = self.question(Topic.NEWS, Thing(What.PERSON, BIG))
        return NewsAnswer(asked, self.show, DAY, self._text(200), items, True, self.later())

    def _which(self, count: int) -> Which:
        candidates = tuple(
            Candidate(Thing(What.CHARACTER, self._id()), self._text(200), self._text(500)) for _ in range(count)
        )
        return Which(self.question(Topic.CAST), self.show, self._text(200), candidates)

    def _no_match(self, missing: Missing) -> NoMatch:
        near = tuple(Candidate(Thing(What.CHARACTER, self._id()), self._text(200)) for _ in range(3))
        seasons = tuple(range(9990, 9999))
        return NoMatch(self.question(Topic.CAST), self.show, missing, self._text(200), near, seasons=seasons)


@cache
def answers_of(style: str, marker: str = "", claims: int = 8, url: int = 400) -> dict[str, Answer]:
    """Every kind of answer in a style of text, by a name of its own."""
    return dict(Worst(STYLES[style], marker=marker, many=claims, url=url).answers())


KINDS = tuple(answers_of("letters", claims=1))
