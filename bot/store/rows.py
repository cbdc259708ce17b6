"""Making the domain's objects from a query's rows: the one place where text becomes dates and numbers become words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Character, Claim, Episode, Fact, Kind, Outcome, Person, Show, Source, Weight
from bot.domain.revisions import ChangeKind, Made
from bot.store.database import Row

_T = TypeVar("_T")


def to_facts(rows: Iterable[Row]) -> tuple[Fact, ...]:
    """The facts in rows of the view fact_row, in the order in which the rows first name them."""
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["revision_id"], []).append(row)
    return tuple(_fact(rows) for rows in grouped.values())


def _fact(rows: list[Row]) -> Fact:
    row = rows[0]
    people: dict[int, Person] = {}
    claims: dict[int, Claim] = {}
    seasons: dict[int, int] = {}
    episodes: dict[int, Episode] = {}
    for each in rows:
        if (position := each["claim_position"]) is not None and position not in claims:
            claims[position] = _claim(each)
        if (position := each["credit_position"]) is not None and position not in people:
            people[position] = Person(each["person_id"], each["person_name"])
        if (position := each["scope_position"]) is not None and position not in seasons:
            seasons[position] = each["scope_season"]
            if each["episode_id"] is not None:
                code = EpisodeCode(each["scope_season"], each["episode_number"])
                aired = to_day(each["episode_aired"])
                episodes[position] = Episode(each["episode_id"], code, each["episode_title"], aired)
    return Fact(
        id=row["fact_id"],
        revision_id=row["revision_id"],
        kind=Kind(row["kind"]),
        show=to_show(row),
        claims=_in_order(claims),
        statement=row["statement"],
        people=_in_order(people),
        character=_character(row),
        billing=Billing(row["billing"]) if row["billing"] else None,
        seasons=tuple(dict.fromkeys(_in_order(seasons))),
        episodes=_in_order(episodes),
        released=PartialDate.parse(row["released"]) if row["released"] else None,
        set_size=row["set_size"],
        spoils=to_code(row["spoils_season"], row["spoils_number"]),
        settled_by=row["settled_by"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
    )


def to_show(row: Row) -> Show:
    """The show in the columns `show_id`, `show_title` and `show_credit`."""
    return Show(row["show_id"], row["show_title"], row["show_credit"])


def _in_order(positioned: dict[int, _T]) -> tuple[_T, ...]:
    if len(positioned) < 2:
        return tuple(positioned.values())
    return tuple(positioned[position] for position in sorted(positioned))


def _character(row: Row) -> Character | None:
    if row["character_id"] is None:
        return None
    spoils = to_code(row["character_spoils_season"], row["character_spoils_number"])
    return Character(row["character_id"], row["character_name"], spoils)


def _claim(row: Row) -> Claim:
    return Claim(
        source=Source(row["source_id"], row["outlet"], row["source_title"], row["source_url"]),
        weight=Weight(row["weight"]),
        counts_from=date.fromisoformat(row["counts_from"]),
        supports=bool(row["supports"]),
        published=PartialDate.parse(row["published"]) if row["published"] else None,
        speaker=row["speaker"],
        via=row["via"],
        note=row["note"],
    )


def to_character(row: Row) -> Character:
    """The character in a row of the catalogue."""
    return Character(row["id"], row["name"], to_code(row["spoils_season"], row["spoils_number"]))


def to_episode(row: Row) -> Episode:
    """The episode in a row with id, season, number, title and aired."""
    return Episode(row["id"], EpisodeCode(row["season"], row["number"]), row["title"], to_day(row["aired"]))


def to_utc_text(moment: datetime) -> str:
    """A moment as it is stored. Raises ValueError for one without a time zone, which might mean any hour."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat()


def to_moment(text: str) -> datetime:
    """A moment from the text that `to_utc_text` wrote."""
    return datetime.fromisoformat(text)


def to_moment_or_none(text: str | None) -> datetime | None:
    """A moment from text that may be missing."""
    return to_moment(text) if text else None


def to_made(row: Row) -> Made:
    """Who made a revision in a row with change, made_at, made_by and reason."""
    return Made(ChangeKind(row["change"]), to_moment(row["made_at"]), row["made_by"], row["reason"])


def to_day(text: str | None) -> date | None:
    """A calendar day from its ISO text."""
    return date.fromisoformat(text) if text else None


def to_code(season: int | None, number: int | None) -> EpisodeCode | None:
    """An episode's code from two columns of an outer join."""
    return None if season is None or number is None else EpisodeCode(season, number)


def id_parameters(name: str, ids: Sequence[int], size: int) -> Iterator[dict[str, int | None]]:
    """Yield ids as the parameters `name_1` to `name_<size>` of a statement, for each time that it must run.

    The last parameters of the last run may be None.
    """
    for start in range(0, len(ids), size):
        chunk = (*ids[start : start + size], *[None] * size)
        yield {f"{name}_{number}": chunk[number - 1] for number in range(1, size + 1)}
