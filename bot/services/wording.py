"""From what a person writes into a form to a fact: names found or newly written down, places, dates, sources."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from bot.domain.codes import EpisodeCode, parse_episode, parse_season
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Character, Claim, Episode, Fact, Kind, Person, Show, Source, Weight
from bot.domain.ids import Ids
from bot.domain.moderation import BILLING_WORDS, MOST_CLAIMS, WEIGHTS, ClaimWords, FactWords
from bot.domain.names import fold, keys
from bot.domain.questions import base36
from bot.errors import BadInput
from bot.packs.model import http_url
from bot.services.aliases import LEAST_PROMINENT, prominence_of
from bot.services.days import read_date
from bot.store.revisions import Places
from bot.store.store import Gateways

_T = TypeVar("_T", Person, Character)
LONGEST_NAME = 200
LONGEST_SENTENCE = 500
_LONGEST_URL = 500
_MOST_PEOPLE = 20
_MOST_PLACES = 30
_KEYED = re.compile(r"(?P<name>.*\S)\s*\[(?P<key>[^\[\]]+)\]")
_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+(?:and|&)\s+", re.IGNORECASE)
_AS = re.compile(r"\s+as\s+", re.IGNORECASE)
_VIA = re.compile(r",?\s+via\s+", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked from lists, or stands in the fact that is edited: a name that is written so means just that."""

    people: tuple[Person, ...] = ()
    character: Character | None = None


class Wording:
    """Reads forms within one transaction, since a name that is not on record is written down in the same act.

    Each method raises BadInput with every fault of its form, one a line.
    """

    def __init__(self, gateways: Gateways, ids: Ids, guild: int, show: Show, today: date) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._show = show
        self._today = today
        self._faults: list[str] = []

    async def read_fact(self, words: FactWords, fact: Fact, picked: Picked) -> Fact:
        """The fact with the statement that these words give it; what no form asks for stays as it was."""
        people, character = await self._whom(words, fact.kind, picked)
        seasons, episodes = await self._where(words.where)
        read = replace(
            fact,
            people=people,
            character=character,
            statement=self._sentence("statement", words.statement),
            billing=self._billing(words.billing) if fact.kind is Kind.CAST else None,
            seasons=seasons,
            episodes=episodes,
            released=self._released(words.released) if fact.kind is Kind.RELEASE else None,
            spoils=await self._spoils(words.spoils),
        )
        if _same_role(read, fact):
            read = replace(read, statement=fact.statement)  # the form of a role has no room for it
        self._check_kind(read)
        self._raise_faults()
        if read.subject != fact.subject:
            read = await self._undated_again(read)
        return read

    async def read_claim(self, words: ClaimWords, fact: Fact, before: Claim | None) -> Claim:
        """The claim that these words make; what no form asks for stays as it was in the claim `before`."""
        weight, supports = WEIGHTS.get(words.weight, (None, True))
        if weight is None:
            self._faults.append("Say how weighty it is: confirmed, reported, rumoured or denied.")
        url = self._url(words.url)
        outlet, via = self._outlet(words.outlet, url)
        if url is None and not words.url.strip() and weight in (Weight.CONFIRMED, Weight.REPORTED):
            self._faults.append("Give the address (URL) of the source. Without one it can only be rumoured.")
        published = self._published(words.published)
        speaker = self._name("who said it", words.speaker)
        self._raise_faults()
        title = before.source.title if before and before.source.url == url else None
        source = await self.source(Source(0, outlet, title, url))
        return Claim(
            source=source,
            weight=weight or Weight.RUMOURED,
            counts_from=await self.counts_from(published, fact),
            supports=supports,
            published=published,
            speaker=speaker,
            via=via,
            note=before.note if before else None,
        )

    async def counts_from(self, published: PartialDate | None, fact: Fact) -> date:
        """The day from which a claim counts: its last, though not later than today; undated ones from the air date."""
        if published is not None:
            return min(published.last, self._today)
        return await self._aired(fact)

    async def source(self, source: Source) -> Source:
        """The source as it is on record, written down if it is new."""
        words = "\n".join((source.outlet, source.title or "", source.url or ""))
        key = f"s-{hashlib.sha256(words.encode()).hexdigest()[:20]}"
        row = await self._gateways.packs.in_layer(self._guild).save_source(self._ids(), key, source)
        return replace(source, id=row)

    async def places(self, fact: Fact) -> Places:
        """The rows of a fact's seasons and of the episode that it gives away, written down where they are new."""
        seasons = {season: await self._season(season) for season in fact.seasons}
        spoils = await self._episode(fact.spoils) if fact.spoils else None
        return Places(seasons, spoils.id if spoils else None)

    def _raise_faults(self) -> None:
        if self._faults:
            raise BadInput("\n".join(self._faults))

    def _check_kind(self, fact: Fact) -> None:
        match fact.kind:
            case Kind.CAST if len(fact.people) != 1:
                self._faults.append("Name the one actor, such as “Krysten Ritter as Jessica Jones”.")
            case Kind.DIRECTOR | Kind.WRITER if not fact.people and (fact.episodes or not fact.statement):
                self._faults.append("Name who it was; only of a whole season may a sentence stand instead.")
            case Kind.NEWS if not fact.statement:
                self._faults.append("Write down what is said, in a sentence.")
            case _:
                pass
        if fact.kind is not Kind.NEWS and not fact.seasons:
            self._faults.append("Say which season or which episodes: “season 2”, “S02E07”, “S02E07, S02E08”.")

    async def _whom(self, words: FactWords, kind: Kind, picked: Picked) -> tuple[tuple[Person, ...], Character | None]:
        text = words.people.strip()
        if not text or kind is Kind.RELEASE:
            return (), None
        if kind is Kind.CAST:
            actor, *part = _AS.split(text, maxsplit=1)
            person = await self._person(actor, picked)
            part_of = await self._character(part[0], picked, words.billing) if part else None
            return ((person,) if person else ()), part_of
        people: list[Person] = []
        character: Character | None = None
        for name in await self._names(text):
            if kind is Kind.NEWS and character is None and (found := await self._known_character(name, picked)):
                character = found
            elif person := await self._person(name, picked):
                people.append(person)
        if len({person.id for person in people}) < len(people):
            self._faults.append("Somebody is named twice.")
        return tuple(people), character

    async def _names(self, text: str) -> list[str]:
        """The names in a list; "Clarkson, S.J." is one if somebody is on record by it."""
        for key in keys(text)[1:]:
            if await self._gateways.catalogue.people_named(self._guild, self._show.id, key):
                return [text]
        names = [name for name in _BETWEEN.split(text) if name]
        if len(names) > _MOST_PEOPLE:
            self._faults.append(f"Name at most {_MOST_PEOPLE} people.")
        return names[:_MOST_PEOPLE]

    async def _person(self, text: str, picked: Picked) -> Person | None:
        name, key = _name_and_key(text)
        if name is None or not (shown := self._name("a name", name)):
            return None
        for person in picked.people:
            if fold(person.name) == fold(name) and key is None:
                return person
        catalogue = self._gateways.catalogue
        found = [one for each in keys(name) for one in await catalogue.people_named(self._guild, self._show.id, each)]
        people = self._meant(name, key, dict(found))
        if people is not None or found:
            return people
        row = await self._gateways.packs.in_layer(self._guild).save_person(self._ids(), key_of(shown), shown)
        return Person(row, shown)

    async def _known_character(self, text: str, picked: Picked) -> Character | None:
        name, key = _name_and_key(text)
        if name is None:
            return None
        if picked.character and fold(picked.character.name) == fold(name) and key is None:
            return picked.character
        found = await self._gateways.catalogue.characters_named(self._guild, self._show.id, fold(name))
        return self._meant(name, key, dict(found)) if found else None

    async def _character(self, text: str, picked: Picked, billing: str) -> Character | None:
        faults = len(self._faults)
        known = await self._known_character(text, picked)
        if known or len(self._faults) > faults or not (shown := self._name("the character", text)):
            return known
        prominence = prominence_of(BILLING_WORDS.get(billing)) if billing else LEAST_PROMINENT
        row = await self._gateways.packs.in_layer(self._guild).save_character(
            self._ids(), self._show.id, key_of(shown), shown, prominence=prominence, spoils=None
        )
        return Character(row, shown)

    def _meant(self, name: str, key: str | None, found: dict[str, _T]) -> _T | None:
        if key is not None and key in found:
            return found[key]
        if len(set(found.values())) == 1:
            return next(iter(found.values()))
        if found:
            either = " or ".join(f"{name} [{one}]" for one in sorted(found))
            self._faults.append(f"Several are on record as {name}. Write {either}.")
        return None

    async def _where(self, text: str) -> tuple[tuple[int, ...], tuple[Episode, ...]]:
        parts = [part for part in _BETWEEN.split(text.strip()) if part]
        if len(parts) > _MOST_PLACES:
            self._faults.append(f"Name at most {_MOST_PLACES} seasons or episodes.")
            return (), ()
        seasons: dict[int, None] = {}
        codes: dict[EpisodeCode, None] = {}
        for part in parts:
            season = int(part) if part.isdecimal() and len(part) <= 3 else parse_season(part)
            if season is not None:
                seasons[season] = None
            elif code := parse_episode(part):
                codes[code] = None
            else:
                self._faults.append(f"“{part[:60]}” is neither a season nor an episode. Write “season 2” or “S02E07”.")
        if seasons and codes:
            self._faults.append("Name either seasons or episodes, not both.")
            return (), ()
        if self._faults:
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
            self._faults.append(f"“{text[:60]}” is no episode. Name the one that it gives away as S02E07, or none.")
        return code

    def _sentence(self, what: str, text: str) -> str | None:
        line = " ".join(text.split())
        if len(line) > LONGEST_SENTENCE:
            self._faults.append(f"The {what} is longer than {LONGEST_SENTENCE} characters.")
        return self._readable(what, line)

    def _name(self, what: str, text: str) -> str | None:
        line = " ".join(text.split())
        if len(line) > LONGEST_NAME:
            self._faults.append(f"What stands for {what} is longer than {LONGEST_NAME} characters.")
        return self._readable(what, line)

    def _readable(self, what: str, line: str) -> str | None:
        if any(ord(character) < ord(" ") or "\ud800" <= character <= "\udfff" for character in line):
            self._faults.append(f"What stands for {what} has characters in it that nobody can read.")
            return None
        return line or None

    def _billing(self, text: str) -> Billing | None:
        if text.strip() and text not in BILLING_WORDS:
            self._faults.append("The billing is main, recurring, guest or supporting.")
        return BILLING_WORDS.get(text)

    def _released(self, text: str) -> PartialDate | None:
        try:
            return read_date(text)
        except BadInput as error:
            self._faults.append(str(error))
            return None

    def _published(self, text: str) -> PartialDate | None:
        if not text.strip():
            return None
        try:
            published = read_date(text)
        except BadInput as error:
            self._faults.append(str(error))
            return None
        if published.first > self._today:
            self._faults.append(f"{published} has not come yet. Write the day on which it was said, or leave it empty.")
        return published

    def _url(self, text: str) -> str | None:
        text = text.strip().strip("<>")
        if not text:
            return None
        if "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
            text = f"https://{text}"
        try:
            url = http_url(text)
        except ValueError as error:
            self._faults.append(f"The address can't be read: {error}.")
            return None
        if len(url) > _LONGEST_URL:
            self._faults.append(f"The address is longer than {_LONGEST_URL} characters.")
        return url

    def _outlet(self, text: str, url: str | None) -> tuple[str, str | None]:
        outlet, *via = _VIA.split(" ".join(text.split()), maxsplit=1)
        if not outlet and url:
            outlet = (urlsplit(url).hostname or "").removeprefix("www.")
        if not outlet:
            self._faults.append("Name who published it: an outlet, a channel, an account.")
        return self._name("the outlet", outlet) or "", self._name("whom it repeats", via[0]) if via else None

    async def _undated_again(self, fact: Fact) -> Fact:
        aired = await self._aired(fact)
        claims = tuple(claim if claim.published else replace(claim, counts_from=aired) for claim in fact.claims)
        return replace(fact, claims=claims)

    async def _aired(self, fact: Fact) -> date:
        """The air date of what a fact describes; today if nothing of it has aired or it is about the show at large."""
        days = [episode.aired for episode in fact.episodes if episode.aired]
        if fact.seasons and not fact.episodes:
            aired = await self._gateways.catalogue.first_aired(self._guild, self._show.id, min(fact.seasons))
            days = [aired] if aired else []
        return min([*days, self._today])


def _same_role(one: Fact, other: Fact) -> bool:
    return one.kind is Kind.CAST and (one.people, one.character, one.billing, one.subject) == (
        other.people,
        other.character,
        other.billing,
        other.subject,
    )


def check_room(claims: Sequence[Claim]) -> None:
    """Raises BadInput where a fact has as many claims as it may."""
    if len(claims) >= MOST_CLAIMS:
        raise BadInput(f"This fact has {MOST_CLAIMS} sources already. Withdraw one that matters less.")


def key_of(name: str) -> str:
    """The key under which a name is written down for the first time: the same for every spelling that folds alike."""
    slug = fold(name).replace(" ", "-")
    if len(slug) <= 60 and _SLUG.fullmatch(slug):
        return slug
    return f"n-{base36(int.from_bytes(hashlib.sha256(slug.encode()).digest()[:7]))}"


def _name_and_key(text: str) -> tuple[str | None, str | None]:
    """ "Ada Moss [ada-moss-2]": a name, and the key that tells it from others who share it."""
    if keyed := _KEYED.fullmatch(text.strip()):
        return keyed["name"], keyed["key"].strip()
    return text.strip() or None, None
