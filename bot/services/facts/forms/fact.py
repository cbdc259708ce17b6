"""Reading the form of a fact: who it names, where and when it is, what it says."""

from dataclasses import replace
from datetime import date

from bot.domain.codes import EpisodeCode, parse_episode, parse_episodes, parse_season
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Claim, Episode, Fact, Kind, Show, State
from bot.domain.ids import Ids
from bot.domain.moderation import BILLING_WORDS, ClaimWords, FactWords, words_of
from bot.domain.text import quoted
from bot.errors import BadInput
from bot.language.dates import read_date
from bot.services.facts.forms.claim import ClaimForm
from bot.services.facts.forms.faults import FormFaults
from bot.services.facts.forms.people import BETWEEN, PeopleForm, Picked, names_with_keys
from bot.store.gateways.revisions import Scopes
from bot.store.store import Gateways

_MOST_PLACES = 100
_STATES = ", ".join(State)


class FactForm:
    """Reads forms within one transaction, which writes new names down too.

    Each method raises BadInput with every fault of its form, one a line.
    """

    def __init__(self, gateways: Gateways, ids: Ids, guild: int, show: Show, today: date) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._show = show
        self._today = today
        self._faults = FormFaults()

    async def read_fact(self, words: FactWords, fact: Fact, picked: Picked) -> Fact:
        """Return the fact with what these words say. What no form asks for stays as it was."""
        shown = words_of(fact, await names_with_keys(self._gateways, self._guild, fact))
        people, character = fact.people, fact.character
        changed = fact.kind is not Kind.RENEWAL and not _unchanged(words.people, shown.people)  # its form asks for none
        if changed or fact.kind is Kind.CAST:
            form = PeopleForm(self._gateways, self._ids, self._guild, self._show, self._faults)
            people, character = await form.read(words, fact.kind, picked)
        people_are_read = not self._faults
        before = len(self._faults)
        seasons, episodes = fact.seasons, fact.episodes
        if not _unchanged(words.where, shown.where):
            seasons, episodes = await self._where(words.where)
        where_is_read = len(self._faults) == before
        spoils = await self._spoils(words.spoils)
        if character and fact.kind in (Kind.RENEWAL, Kind.CREW):  # only its words as news name one
            character, spoils = None, spoils or character.spoils
        read = replace(
            fact,
            people=people,
            character=character,
            statement=self._faults.sentence("statement", words.statement),
            billing=self._billing(words.billing) if fact.kind is Kind.CAST else None,
            seasons=seasons,
            episodes=episodes,
            released=self._released(words.released) if fact.kind is Kind.RELEASE else None,
            spoils=spoils,
            state=self._state(words.state) if fact.kind is Kind.RENEWAL else None,
            job=self._job(words.job) if fact.kind is Kind.CREW else None,
            set_size=fact.set_size if fact.people or not people else None,  # its members are known now
        )
        if _same_role(read, fact):
            read = replace(read, statement=fact.statement)  # the forms of roles and of the crew do not ask for it
        self._check_kind(read, people_are_read=people_are_read, where_is_read=where_is_read)
        self._faults.raise_all()
        if read.subject != fact.subject:
            read = await self._undated_again(read)
        return read

    async def read_as_news(self, words: FactWords, fact: Fact, picked: Picked) -> Fact:
        """The same for a form that asked for news, before the fact got another kind: its state and its job stay."""
        read = await self.read_fact(words, replace(fact, kind=Kind.NEWS), picked)
        return replace(read, kind=fact.kind, state=fact.state, job=fact.job)

    async def read_claim(self, words: ClaimWords, fact: Fact, before: Claim | None) -> Claim:
        """Return the claim that these words make on a fact."""
        form = ClaimForm(self._gateways, self._ids, self._guild, self._today)
        return await form.read(words, await self._aired(fact), before)

    async def scopes(self, fact: Fact) -> Scopes:
        """The rows of a fact's seasons and of the episode that it gives away, written down where they are new."""
        seasons = {season: await self._season(season) for season in fact.seasons}
        spoils = await self._episode(fact.spoils) if fact.spoils else None
        return Scopes(seasons, spoils.id if spoils else None)

    def _check_kind(self, fact: Fact, *, people_are_read: bool, where_is_read: bool) -> None:
        """Check what a kind of fact needs. What could not be read already has a fault and is not missed as well."""
        match fact.kind:
            case Kind.CAST if people_are_read and len(fact.people) != 1:
                self._faults.add("Name the one actor, such as “Krysten Ritter as Jessica Jones”.")
            case Kind.DIRECTOR | Kind.WRITER if people_are_read and _names_nobody(fact):
                self._faults.add("Name who it was. A sentence can replace the names only for a whole season.")
            case Kind.NEWS if not fact.statement:
                self._faults.add("Write down what is said, in a sentence.")
            case Kind.CREW if people_are_read and not fact.people:
                self._faults.add("Name who it is.")
            case _:
                pass
        if fact.kind in (Kind.RENEWAL, Kind.CREW) and fact.episodes:
            self._faults.add("That is about the show or a season, not about episodes. Write “season 2” or nothing.")
        elif fact.kind is Kind.RENEWAL and len(fact.seasons) > 1:
            self._faults.add("That is about the show or one season. Write “season 2” or nothing.")
        if where_is_read and fact.kind not in _OF_SHOWS and not fact.seasons:
            self._faults.add("Say which season or which episodes: “season 2”, “S02E07”, “S02E07, S02E08”.")

    async def _where(self, text: str) -> tuple[tuple[int, ...], tuple[Episode, ...]]:
        parts = [part for part in BETWEEN.split(text.strip()) if part]
        found = len(self._faults)
        seasons: dict[int, None] = {}
        codes: dict[EpisodeCode, None] = {}
        for part in parts:
            season = int(part) if part.isdecimal() and len(part) <= 3 else parse_season(part)
            if season is not None:
                seasons[season] = None
            elif run := parse_episodes(part):
                codes |= dict.fromkeys(run)
            else:
                self._faults.add(
                    f"{quoted(part, 60)} is neither a season nor an episode. Write “season 2” or “S02E07”."
                )
        if len(seasons) + len(codes) > _MOST_PLACES:
            self._faults.add(f"Name at most {_MOST_PLACES} seasons or episodes.")
            return (), ()
        if seasons and codes:
            self._faults.add("Name either seasons or episodes, not both.")
            return (), ()
        if len(self._faults) > found:
            return (), ()
        episodes = tuple([await self._episode(code) for code in codes])
        return tuple(sorted(seasons or {code.season for code in codes})), episodes

    async def _season(self, number: int) -> int:
        rows = await self._gateways.catalogue.season_rows(self._guild, self._show.id)
        if number in rows:
            return rows[number]
        return await self._gateways.packs.in_layer(self._guild).save_season(self._ids(), self._show.id, number, None)

    async def _episode(self, code: EpisodeCode) -> Episode:
        found = await self._gateways.catalogue.episode_row(self._guild, self._show.id, code)
        if found is not None:
            return found
        row = await self._gateways.packs.in_layer(self._guild).save_episode(
            self._ids(), await self._season(code.season), code.number, title=None, aired=None, runtime=None, imdb=None
        )
        return Episode(row, code)

    async def _spoils(self, text: str) -> EpisodeCode | None:
        if not text.strip():
            return None
        code = parse_episode(text)
        if code is None:
            self._faults.add(f"{quoted(text, 60)} is no episode. Write the one that it gives away as S02E07, or none.")
        return code

    def _billing(self, text: str) -> Billing | None:
        if text.strip() and text not in BILLING_WORDS:
            self._faults.add("The billing must be main, recurring, guest or supporting.")
        return BILLING_WORDS.get(text)

    def _state(self, text: str) -> State | None:
        if text not in list(State):
            self._faults.add(f"Say how it goes on: {_STATES}.")
            return None
        return State(text)

    def _job(self, text: str) -> str | None:
        if not text.strip():
            self._faults.add("Name the job, such as “showrunner”.")
        return self._faults.name("job", text)

    def _released(self, text: str) -> PartialDate | None:
        try:
            return read_date(text)
        except BadInput as error:
            self._faults.add(str(error))
            return None

    async def _undated_again(self, fact: Fact) -> Fact:
        aired = await self._aired(fact)
        claims = tuple(claim if claim.published else replace(claim, counts_from=aired) for claim in fact.claims)
        return replace(fact, claims=claims)

    async def _aired(self, fact: Fact) -> date:
        """Return the air date of what a fact describes, or today if nothing of it has aired or it is about the show."""
        days = [episode.aired for episode in fact.episodes if episode.aired]
        if not fact.episodes and (fact.seasons or fact.kind in (Kind.CAST, Kind.CREW)):
            season = min(fact.seasons, default=None)
            aired = await self._gateways.catalogue.first_aired(self._guild, self._show.id, season)
            days = [aired] if aired else []
        return min([*days, self._today])


_OF_SHOWS = (Kind.NEWS, Kind.CAST, Kind.RENEWAL, Kind.CREW)
"""The kinds of facts that may be about a whole show."""


def _unchanged(typed: str, shown: str) -> bool:
    """Return whether a field was left as the form showed it."""
    return bool(shown) and " ".join(typed.split()) == " ".join(shown.split())


def _names_nobody(fact: Fact) -> bool:
    return not fact.people and (bool(fact.episodes) or not fact.statement)


def _same_role(fact: Fact, other: Fact) -> bool:
    role, other_role = ((f.people, f.character, f.billing, f.job, f.subject) for f in (fact, other))
    return fact.kind in (Kind.CAST, Kind.CREW) and role == other_role
