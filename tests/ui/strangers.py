"""Values of any type of the domain in which every text is hostile, and what a fact that spoils says is a secret."""

import types
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from random import Random
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import discord

from bot.domain.announcement_views import Described, DraftView
from bot.domain.announcements import Announcement, Draft, Place, Words
from bot.domain.answers import CastAnswer, Choice, NewsItem, PersonCredits, Role
from bot.domain.certainty import certainty_on
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.deliveries import Delivery
from bot.domain.facts import Certainty, Character, Claim, Episode, Fact, Kind, Known, Person, Show, Synopsis
from bot.domain.feeds import Feed, Subscription
from bot.domain.moderation import FactMatch, HistoryPage, Newcomer, Preview, Step, SuggestionView
from bot.domain.posts import CountdownPost, EpisodesPost, LinkPost, NothingToPost, PostedFact, WordsPost
from bot.domain.questions import EVERYONE, Question, Thing, What
from bot.domain.revisions import Proposal, Revision
from bot.domain.text import quoted
from bot.domain.zones import ZonesMeant
from bot.ui.answers.certainty import Signs
from bot.ui.card import Card, card
from bot.ui.posts.message import Stamp
from bot.ui.statuses import LOOKS, NOT_ANNOUNCED, NOT_ON_RECORD, Look

SECRET = "Zsecret"
"""Is in all that a fact which spoils says, and in all that is said about it."""
# What stays alive of one of them is between "x" and "ZZ", where the bot's own marks never are.
HOSTILE = (
    "x @everyone @here <@666> <@!666> <@&666> <#666>",
    "x <t:666:R> </ban:666> <:ZZ:666> <a:ZZ:666> <id:customize> y",
    "x**ZZ**x x__ZZ__x x~~ZZ~~x x*ZZ*x x_ZZ_x",
    "x||ZZ||x ZZ||x",
    "||",
    "|",
    "x`ZZ`x x``ZZ``x x```ZZ```x",
    "x[ZZ](https://evil.example)x ZZ](https://evil.example)",
    "x https://evil.example/free discord://evil.example",
    "x discord.gg/ZZ DISCORD.com/invite/ZZ discordapp.com/invite/ZZ y",
    "x :fire: :flag_de: :+1:",
    "# ZZ y",
    "### ZZ y",
    "-# ZZ y",
    "> ZZ y",
    ">>> ZZ y",
    "- ZZ y",
    "* ZZ y",
    "+ ZZ y",
    "1. ZZ y",
    "x\n# ZZ\n-# ZZ\r> ZZ\u2028- ZZ\u2029* ZZ\x851. ZZ y",
    "x \u202eZZ\u202c \u2066ZZ \u200fZZ y",
    "\u2067שלום ZZ עולם y",
    "\u202e\u200b\u2066",
    "\u3164\u2800",
    "",
    "e" + "\u0301" * 60,
    "e" + "\u200b\u0301" * 60,
    "x\x00\x07\x1b[31mZZ\x1b[0m y",
    "x \ud800 ZZ \udfff y",
    "back\\slash\\",
    "\\",
    "𝕫" * 300,
    "long" * 300,
    "👩\u200d👩\u200d👧" * 60,
    "*_~|`[]()<>#@\\" * 40,
)
URLS = (
    "https://source.example/a_(b)_*c*",
    "https://source.example/~~x~~/**y**?z=`q`",
    "https://source.example/](https://evil.example/)",
    "https://source.example/||x||",
    "https://source.example/<@666>",
    "https://source.example/\u202ex",
    "https://source.example/" + "a" * 600,
    "javascript:alert(1)",
    "discord://evil.example",
    "",
)
GOOD_IMAGE = "https://pictures.example/poster.jpg?size=%20medium"
GOOD_IMAGES = (GOOD_IMAGE, "https://static.tvmaze.com/uploads/images/medium_portrait/31/77884.jpg")
"""With that of the shipped pack."""
IMAGES = (
    GOOD_IMAGE,
    "http://pictures.example/poster.jpg",
    "https://pictures.example/" + "a" * 2030,
    "https://pictures.example/a poster.jpg",
    "https://pictures.example/poster.jpg\n",
    "https://pictures.example/pöster.jpg",
    "https://pictures.example/%zz",
    "https://user:password@pictures.example/poster.jpg",
    "https://localhost/poster.jpg",
    "https://127.0.0.1/poster.jpg",
    "https://pictures..example/poster.jpg",
    "https://pictures.example",
    "attachment://poster.jpg",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "",
)
ID = 777
WHEN = datetime(2026, 1, 2, 12, tzinfo=UTC)
# The bot's own words, in which what others wrote is escaped already.
FINISHED = {
    (Draft, "faults"), (Draft, "notes"), (NothingToPost, "reason"), (Place, "trouble"), (Delivery, "reason"),
    (Feed, "trouble"), (Subscription, "channel_trouble"),
}  # fmt: skip
ADDRESSES = ("url", "image_url", "link")


class Strangers:
    """Makes values from a seed: the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._pictures = Random(seed)
        self._hiding = False
        self._own: Mapping[Any, Callable[[], Any]] = {
            int: lambda: ID,
            str: self.text,
            bool: lambda: self._random.random() < 0.5,
            float: lambda: 0.7,
            bytes: lambda: b"x",
            date: WHEN.date,
            datetime: lambda: WHEN,
            time: lambda: time(20, 30),
            timedelta: lambda: timedelta(hours=self._random.choice((1, 5))),
            types.NoneType: lambda: None,
            EpisodeCode: lambda: EpisodeCode(1, self._random.randint(1, 9)),
            PartialDate: lambda: PartialDate.parse(self._random.choice(("2018-03-08", "late 2016", "2018-Q3"))),
            discord.Colour: discord.Colour.gold,
            Card: lambda: card(self.text(), show=None),
            discord.Embed: lambda: self.made(Card).embed,
            Look: lambda: self._random.choice((*LOOKS.values(), NOT_ANNOUNCED, NOT_ON_RECORD)),
            Signs: lambda: Signs(self.made(Look)),
            Thing: lambda: self._random.choice((Thing(What.PERSON, ID), EVERYONE)),
            Question: self._question,
            Show: self._show,
            Synopsis: self._synopsis,
            Fact: self._fact,
            Known: self._known,
            Certainty: lambda: self._known().certainty,
            Role: self._role,
            CastAnswer: self._cast_answer,
            PersonCredits: lambda: self._of(PersonCredits, person=self.open(Person)),
            NewsItem: self._news_item,
            Revision: lambda: self._revision(self._fact()),
            Proposal: lambda: self._proposal(self._fact()),
            Preview: self._preview,
            SuggestionView: self._suggestion,
            HistoryPage: self._history,
            FactMatch: self._match,
            Choice: lambda: Choice(self.text(), "value"),
            PostedFact: self._posted,
            CountdownPost: lambda: self._of(CountdownPost, days=self._random.choice((0, 1, 9))),
            EpisodesPost: self._episodes,
            LinkPost: self._link,
            # Moderators format their own posts; `allowed_mentions` keeps those from pinging.
            WordsPost: lambda: WordsPost(Words("**As** they like it", "Title", "", "https://source.example")),
            DraftView: self._draft,
            ZonesMeant: lambda: self._of(ZonesMeant, zones=("Europe/Berlin", "Asia/Tokyo", "America/New_York")),
            Described: lambda: self._of(Described, zone="Europe/Berlin"),
            Stamp: lambda: Stamp("reference", WHEN, self.made(bool), self.made(int | None)),
        }

    def text(self) -> str:
        """A hostile text; with the secret where it is about a fact that spoils."""
        text = self._random.choice(HOSTILE)
        return self._random.choice((f"{SECRET} {text}", f"{text} {SECRET}")) if self._hiding else text

    def finished(self) -> str:
        """Words of the bot that repeat a hostile text."""
        return f"It says {quoted(self.text())}."

    def url(self) -> str:
        url = self._random.choice(URLS)
        return f"{url}{SECRET}" if self._hiding and url else url

    def made(self, kind: Any) -> Any:
        """A value of a type. Raises TypeError for a type that nobody has said how to make."""
        if kind in self._own:
            return self._own[kind]()
        origin, inside = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return self.made(self._random.choice(inside))
        if origin is Literal:
            return self._random.choice(inside)
        if origin is tuple and (len(inside) != 2 or inside[1] is not Ellipsis):
            return tuple(map(self.made, inside))
        if origin in (tuple, list, frozenset, Sequence, Iterable, Collection):
            made = [self.made(inside[0]) for _ in range(self._random.randint(0, 3))]
            return frozenset(made) if origin is frozenset else tuple(made)
        if origin in (Mapping, dict):
            return {self.made(inside[0]): self.made(inside[1]) for _ in range(2)}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._random.choice(list(kind))
        if isinstance(kind, type) and is_dataclass(kind):
            return self._of(kind)
        raise TypeError(f"say in tests/ui/strangers.py how to make {kind}")

    def _of(self, made: type[Any], /, **given: Any) -> Any:
        hints = get_type_hints(made)
        for each in fields(made):
            if each.name in given:
                continue
            if (made, each.name) in FINISHED:
                wants_many = get_origin(hints[each.name]) is tuple
                given[each.name] = (self.finished(),) if wants_many else self.finished()
            elif each.name in ADDRESSES:
                given[each.name] = self.url()
            elif each.name == "zone":
                given[each.name] = "Europe/Berlin"
            else:
                given[each.name] = self.made(hints[each.name])
        return made(**given)

    @contextmanager
    def _secretly(self, hiding: object) -> Generator[None]:
        before, self._hiding = self._hiding, bool(hiding)
        try:
            yield
        finally:
            self._hiding = before

    def open(self, kind: Any) -> Any:
        with self._secretly(None):
            return self.made(kind)

    def _show(self) -> Show:
        """A show with any poster; only addresses that Discord takes may be shown."""
        title, credit = self._random.choice(HOSTILE), self._random.choice((None, *HOSTILE))
        image, whose = self._pictures.choice((None, GOOD_IMAGE, *IMAGES)), self._pictures.choice((None, *HOSTILE))
        return Show(ID, title, credit, image, whose)

    def _synopsis(self) -> Synopsis:
        """What happens gives something away; whose text it is does not."""
        with self._secretly(True):
            text = self.text()
        return Synopsis(text, self.open(str))

    def _question(self) -> Question:
        return self._of(Question, show=ID, page=0, source_page=0)

    def _fact(self, way: str = "") -> Fact:
        """A fact that spoils, whose character's name spoils, that another wording of it hides, or an open one."""
        way = way or self._random.choice(("open", "spoils", "named"))
        with self._secretly(None):
            kind = self._random.choice((Kind.CAST, Kind.NEWS) if way == "named" else list(Kind))
            people = tuple(self.made(Person) for _ in range(1 if kind is Kind.CAST else 2))
        with self._secretly(way != "open"):
            character = self._of(Character, spoils=EpisodeCode(1, 2) if way == "named" else None)
            return self._of(
                Fact,
                kind=kind,
                claims=tuple(self.made(Claim) for _ in range(self._random.randint(1, 4))),
                statement=self.text() if kind is Kind.NEWS else self.made(str | None),
                people=people if way == "named" else tuple(self.made(Person) for _ in people),
                character=character if kind is Kind.CAST or way == "named" else None,
                episodes=self.open(tuple[Episode, ...]),
                spoils=EpisodeCode(1, 1) if way == "spoils" else None,
                released=self.made(PartialDate) if kind is Kind.RELEASE else None,
            )

    def _wordings(self, count: int, *, hidden_by: int | None = None) -> Sequence[Fact]:
        """Wordings of a fact. If one of them spoils, all of them are a secret."""
        hides = self.made(bool)
        hiding = self._random.randrange(count) if hidden_by is None else hidden_by
        return [self._fact("open" if not hides else "spoils" if at == hiding else "secret") for at in range(count)]

    def _known(self, fact: Fact | None = None) -> Known:
        fact = fact or self._fact()
        certainty = certainty_on(fact.claims, date.max)
        assert certainty is not None
        return Known(fact, certainty)

    def _role(self) -> Role:
        while True:
            first = self._known()
            if first.fact.kind is Kind.CAST:
                return Role(first.fact.people[0], first.fact.character, (first,))

    def _cast_answer(self) -> CastAnswer:
        roles = tuple(self._role() for _ in range(self._random.randint(0, 3)))
        return self._of(CastAnswer, roles=roles, who=self.open(Person))

    def _news_item(self) -> NewsItem:
        known = self._known()
        return NewsItem(WHEN.date(), known.certainty.claims, known.certainty, known)

    def _revision(self, fact: Fact, secret: object = False) -> Revision:
        with self._secretly(secret or fact.gives_away):
            return self._of(Revision, fact=fact)

    def _proposal(self, fact: Fact, secret: object = False) -> Proposal:
        with self._secretly(secret or fact.gives_away):
            return self._of(Proposal, revision=self._revision(fact, secret))

    def newcomers(self, fact: Fact, secret: object = False) -> tuple[Newcomer, ...]:
        with self._secretly(secret or fact.gives_away):
            return self.made(tuple[Newcomer, ...])

    def _preview(self) -> Preview:
        fact = self._fact()
        return self._of(Preview, proposal=self._proposal(fact), newcomers=self.newcomers(fact))

    def _suggestion(self) -> SuggestionView:
        fact, before, *hiding = self._wordings(4)
        secret = any(wording.gives_away for wording in (fact, before, *hiding))
        return self._of(
            SuggestionView,
            proposal=self._proposal(fact, secret),
            before=self._random.choice((None, self._revision(before, secret))),
            newcomers=self.newcomers(fact, secret),
            hiding=(before, *hiding),
        )

    def _history(self) -> HistoryPage:
        fact, *older = self._wordings(4, hidden_by=0)
        after, between, before = (self._revision(wording, fact.gives_away) for wording in older)
        steps = (Step(after, between, is_current=True), Step(between, before, is_current=False))
        return self._of(HistoryPage, fact=fact, steps=(*steps, Step(before, None, is_current=False)))

    def _match(self) -> FactMatch:
        fact = self._fact()
        return FactMatch(fact, "value", not fact.gives_away, self.made(bool))

    def _posted(self) -> PostedFact:
        before, now = map(self._known, self._wordings(2))
        if self.made(bool):
            return self._of(PostedFact, before=before, now=now, corrected=True)
        known = self._known()
        return self._of(PostedFact, before=known, now=self._random.choice((None, known)))

    def _episodes(self) -> EpisodesPost:
        facts = tuple(self._posted() for _ in range(2))
        with self._secretly(any(fact.spoils for fact in facts)):
            return self._of(EpisodesPost, facts=facts, episodes=(self.made(Episode), *self.made(tuple[Episode, ...])))

    def _link(self) -> LinkPost:
        fact, now = self._fact(), self.made(Known | None)
        with self._secretly(fact.gives_away or (now and now.fact.gives_away)):
            return self._of(LinkPost, fact=fact, now=now)

    def _draft(self) -> DraftView:
        view = cast(DraftView, self._of(DraftView, original=self.made(Announcement)))
        return replace(view, moved_on=False) if view.original is None else view
