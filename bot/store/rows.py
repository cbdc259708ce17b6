"""Making the domain's objects from a query's rows: the one place where text becomes dates and numbers become words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import (
    Billing,
    Character,
    Claim,
    Episode,
    Fact,
    Kind,
    Outcome,
    Person,
    Show,
    Source,
    State,
    Synopsis,
    Weight,
)
from bot.domain.revisions import ChangeKind, Made
from bot.domain.shards import Shards
from bot.store.database import Row

# Where the columns of a credit, a scope and a claim begin in the view fact_row, after those of the fact; and the end.
_CREDIT, _SCOPE, _CLAIM, _END = 23, 26, 32, 45


def of_shards(shards: Shards) -> dict[str, int]:
    """The parameters by which a statement reads the servers of some shards alone."""
    return {"shards": shards.count, "first_shard": shards.first, "last_shard": shards.last}


def to_facts(rows: Iterable[Row]) -> tuple[Fact, ...]:
    """The facts in rows of the view fact_row, in the order in which the rows first name them."""
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    return tuple(_fact(rows) for rows in grouped.values())


def _fact(rows: list[Row]) -> Fact:
    (
        revision_id, fact_id, kind, show_id, show_title, show_credit, show_image, show_image_credit,
        statement, billing, released, set_size, state, job, settled_by, outcome, _, spoils_season, spoils_number,
        character_id, character_name, character_spoils_season, character_spoils_number,
    ) = rows[0][:_CREDIT]  # fmt: skip
    character = None
    if character_id is not None:
        spoils = to_code(character_spoils_season, character_spoils_number)
        character = Character(character_id, character_name, spoils)
    places = [row[_SCOPE + 1 : _CLAIM] for row in _each(rows, _SCOPE)]
    return Fact(
        id=fact_id,
        revision_id=revision_id,
        kind=Kind(kind),
        show=Show(show_id, show_title, show_credit, show_image, show_image_credit),
        claims=tuple(_claim(row[_CLAIM + 1 : _END]) for row in _each(rows, _CLAIM)),
        statement=statement,
        people=tuple(Person(*row[_CREDIT + 1 : _SCOPE]) for row in _each(rows, _CREDIT)),
        character=character,
        billing=Billing(billing) if billing else None,
        seasons=tuple(dict.fromkeys(place[0] for place in places)),
        episodes=tuple(_episode(*place) for place in places if place[1] is not None),
        released=PartialDate.parse(released) if released else None,
        set_size=set_size,
        spoils=to_code(spoils_season, spoils_number),
        settled_by=settled_by,
        outcome=Outcome(outcome) if outcome else None,
        state=State(state) if state and kind == Kind.RENEWAL else None,
        job=job if kind == Kind.CREW else None,
    )


def _each(rows: list[Row], position: int) -> list[Row]:
    """One row for each value in a column of positions, in their order."""
    if len(rows) == 1:
        return rows if rows[0][position] is not None else []
    found = {row[position]: row for row in rows}
    return [found[value] for value in sorted(value for value in found if value is not None)]


def _episode(season: int, episode_id: int, number: int, title: str | None, aired: str | None) -> Episode:
    return Episode(episode_id, EpisodeCode(season, number), title, to_day(aired))


def _claim(columns: Sequence[Any]) -> Claim:
    weight, supports, published, counts_from, speaker, via, note, *source = columns
    return Claim(
        source=Source(*source),
        weight=Weight(weight),
        counts_from=date.fromisoformat(counts_from),
        supports=bool(supports),
        published=PartialDate.parse(published) if published else None,
        speaker=speaker,
        via=via,
        note=note,
    )


def to_show(row: Row) -> Show:
    """The show in the columns `show_id`, `show_title`, `show_credit`, `show_image` and `show_image_credit`."""
    return Show(
        row["show_id"], row["show_title"], row["show_credit"], row["show_image"], row["show_image_credit"]
    )  # fmt: skip


def to_character(row: Row) -> Character:
    """The character in a row of the catalogue."""
    return Character(row["id"], row["name"], to_code(row["spoils_season"], row["spoils_number"]))


def to_episode(row: Row) -> Episode:
    """The episode in a row with id, season, number, title and aired."""
    return Episode(row["id"], EpisodeCode(row["season"], row["number"]), row["title"], to_day(row["aired"]))


def to_synopsis(row: Row) -> Synopsis | None:
    """The synopsis in the columns `synopsis` and `synopsis_credit`; None without a credit, which must be shown."""
    text, credit = row["synopsis"], row["synopsis_credit"]
    return Synopsis(text, credit) if text and credit else None


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
