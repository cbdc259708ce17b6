"""What a server sees of a show as a pack. Importing that pack changes nothing."""

from collections.abc import Iterable
from dataclasses import replace

from pydantic import ValidationError

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Claim, Fact, Kind, Outcome, Source, Weight
from bot.domain.ids import base36
from bot.packs.model import (
    AIR_DATE,
    CharacterEntry,
    EpisodeEntry,
    FactEntry,
    Pack,
    PersonEntry,
    SeasonEntry,
    SourceEntry,
)  # fmt: skip
from bot.services.names.aliases import episode_aliases, title_words
from bot.services.shows.view import ShowView, other_names, places_of, show_entry
from bot.store.gateways.exports import EpisodeRow, FactRow


def to_pack(view: ShowView, *, catalogue: bool = True) -> tuple[Pack, int]:
    """Return the pack, and the number of facts that a pack can't express.

    Without `catalogue`, for a format with facts alone, air dates are facts like any others.
    """
    return _Export(view, catalogue=catalogue).pack()


class _Export:
    def __init__(self, view: ShowView, *, catalogue: bool) -> None:
        self._view = view
        self._ids = view.fact_ids()
        self._people = view.person_ids()
        self._characters = view.character_ids()
        self._sources = view.source_ids()
        self._episodes = view.episodes_by_code()
        self._facts = {row.fact.id: row for row in view.facts if not row.retired and row.fact.claims}
        targets = {row.fact.settled_by for row in self._facts.values()}
        self._air_dates = {
            row.fact.episodes[0].code: row.fact.claims
            for row in self._facts.values()
            if catalogue and row.fact.id not in targets and self._is_plain_air_date(row)
        }

    def pack(self) -> tuple[Pack, int]:
        """Return the pack, and the number of facts that a pack can't express."""
        facts, left_out = self._fact_entries()
        current = [row.fact for row in self._facts.values()]
        people = {person.id: person for fact in current for person in fact.people}
        characters = {fact.character.id: fact.character for fact in current if fact.character}
        codes = {code for code, row in self._episodes.items() if row.in_use}
        codes |= {code for fact in current for code in places_of(fact)}
        seasons = {number: row.episodes for number, row in self._view.seasons_by_number().items() if row.in_use}
        for number in {code.season for code in codes} | {number for fact in current for number in fact.seasons}:
            seasons.setdefault(number, None)
        pack = Pack(
            format=1,
            show=show_entry(self._view),
            sources=self._source_entries(current, codes),
            people={
                self._people[person.id]: PersonEntry(name=person.name, also=self._also(person.id, person.name))
                for person in people.values()
            },
            characters={
                self._characters[character.id]: CharacterEntry(
                    name=character.name, also=self._also(character.id, character.name), spoils=character.spoils
                )
                for character in characters.values()
            },
            seasons=tuple(SeasonEntry(number=number, episodes=seasons[number]) for number in sorted(seasons)),
            episodes=tuple(self._episode_entry(code) for code in sorted(codes)),
            facts=tuple(facts),
        )
        return pack, left_out

    def _also(self, thing: int, name: str) -> tuple[str, ...]:
        return other_names(name, self._view.names.get(thing, ()))

    def _is_plain_air_date(self, row: FactRow) -> bool:
        """Return whether an episode's entry says everything that the fact says."""
        fact = row.fact
        if not row.key.startswith(AIR_DATE) or len(fact.episodes) != 1 or fact.released is None:
            return False
        code = fact.episodes[0].code
        known = self._episodes.get(code)
        plain = Fact(
            fact.id, fact.revision_id, Kind.RELEASE, fact.show,
            tuple(Claim(claim.source, Weight.REPORTED, claim.counts_from) for claim in fact.claims),
            seasons=(code.season,), episodes=fact.episodes, released=fact.released,
        )  # fmt: skip
        aired = known.episode.aired if known else None
        same_key = row.key == f"{AIR_DATE}{code}".lower()
        return same_key and fact == plain and fact.released.is_day and fact.released.first == aired

    def _fact_entries(self) -> tuple[list[FactEntry], int]:
        entries: list[FactEntry] = []
        left_out = 0
        for row in sorted(self._facts.values(), key=lambda row: row.fact.id):
            code = row.fact.episodes[0].code if row.fact.episodes else None
            if row.key.startswith(AIR_DATE) and code in self._air_dates:
                continue
            try:
                entries.append(self._fact_entry(row.fact))
            except ValidationError:
                left_out += 1
        # Facts that were left out can't be named by others.
        written = {entry.id for entry in entries}
        kept = [
            entry.model_copy(update={"settled_by": None, "refuted_by": None})
            if {entry.settled_by, entry.refuted_by} - {None} - written else entry
            for entry in entries
        ]  # fmt: skip
        return kept, left_out

    def _fact_entry(self, fact: Fact) -> FactEntry:
        after = self._ids[fact.settled_by] if fact.settled_by in self._facts else None
        codes = tuple(str(episode.code) for episode in fact.episodes)
        # What was written as news, before its fact got another kind, is news in files; importing that changes nothing.
        kind = Kind.NEWS if fact.is_worded_as_news else fact.kind
        return FactEntry.model_validate(
            {
                "id": self._ids[fact.id],
                "revision": base36(fact.revision_id),
                "kind": kind,
                "season": fact.seasons[0] if len(fact.seasons) == 1 and not codes else None,
                "seasons": fact.seasons if len(fact.seasons) > 1 and not codes else (),
                "episode": codes[0] if len(codes) == 1 else None,
                "episodes": codes if len(codes) > 1 else (),
                "people": tuple(self._people[person.id] for person in fact.people),
                "character": self._characters[fact.character.id] if fact.character else None,
                "billing": fact.billing,
                "statement": fact.statement,
                "released": fact.released.text if fact.released else None,
                "set_size": fact.set_size,
                "state": fact.state if kind is Kind.RENEWAL else None,
                "job": fact.job if kind is Kind.CREW else None,
                "spoils": _code(fact.spoils),
                "settled_by": after if fact.outcome is Outcome.SETTLED else None,
                "refuted_by": after if fact.outcome is Outcome.REFUTED else None,
                "claims": tuple(self._claim_entry(claim) for claim in fact.claims),
            }
        )

    def _claim_entry(self, claim: Claim) -> dict[str, object]:
        return {
            "source": self._sources[claim.source.id],
            "weight": claim.weight.name.lower(),
            "denies": not claim.supports,
            "published": claim.published.text if claim.published else None,
            "speaker": claim.speaker,
            "via": claim.via,
            "note": claim.note,
        }

    def _source_entries(self, facts: Iterable[Fact], codes: Iterable[EpisodeCode]) -> dict[str, SourceEntry]:
        named = {claim.source.id: claim.source for fact in facts for claim in fact.claims}
        for code in codes:
            if row := self._episodes.get(code):
                for detail in ("title", "runtime", "imdb"):
                    named |= {source.id: source for source in self._vouchers(row, detail)}
        return {
            self._sources[source.id]: SourceEntry(
                outlet=source.outlet, title=source.title, url=source.url, origin=source.origin
            )
            for source in named.values()
        }

    def _vouchers(self, row: EpisodeRow, detail: str) -> tuple[Source, ...]:
        return self._view.vouchers.get((row.episode.id, detail), ())

    def _episode_entry(self, code: EpisodeCode) -> EpisodeEntry:
        row = self._episodes.get(code)
        if row is None:
            return EpisodeEntry.model_validate({"code": str(code)})
        sources = {
            f"{detail}_sources": tuple(self._sources[source.id] for source in self._vouchers(row, detail))
            for detail in ("title", "runtime", "imdb")
        }
        aired = tuple(self._sources[claim.source.id] for claim in self._air_dates.get(code, ()))
        return EpisodeEntry.model_validate(
            {
                "code": str(code), "title": row.episode.title, "also": self._other_titles(row),
                "aired": row.episode.aired, "aired_sources": aired, "runtime": row.runtime, "imdb": row.imdb,
                "synopsis": row.synopsis.text if row.synopsis else None,
                "synopsis_credit": row.synopsis.credit if row.synopsis else None,
                **sources,
            }
        )  # fmt: skip

    def _other_titles(self, row: EpisodeRow) -> tuple[str, ...]:
        episode = row.episode
        if not episode.title:
            return ()
        codes = {alias.folded for alias in episode_aliases(replace(episode, title=None), (), None)}
        known = codes | title_words((episode.title,)).keys()
        return tuple(name for name in self._view.names.get(episode.id, ()) if name not in known)


def _code(code: EpisodeCode | None) -> str | None:
    return str(code) if code else None
