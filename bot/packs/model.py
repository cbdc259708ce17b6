"""The pack format as a person writes it in TOML, and its JSON Schema for editors.

These classes check everything that one entry can get wrong by itself. `checks` compares entries with each other.
"""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.json_schema import WithJsonSchema

from bot.domain.addresses import LONGEST_IMAGE, LONGEST_URL, is_picture_address, is_web_address
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Billing, Kind, State
from bot.packs.values import episode_code, of_some_lines, partial_date, visible, without_control_characters

LARGEST = 2**31 - 1
LAST_NUMBER = 9999
"""The largest number of a season or an episode; it may be a year."""
LONGEST_NAME, LONGEST_SENTENCE, LONGEST_SYNOPSIS = 200, 500, 1_000
AIR_DATE = "air-date-"
"""The prefix of the ids of facts made from the episodes' air dates."""


def http_url(value: str) -> str:
    """Return the address unchanged. Raises ValueError if it can't be linked to."""
    if not is_web_address(value):
        raise ValueError("write the address in full, beginning with https:// or http://, without spaces")
    return value


def picture_url(value: str) -> str:
    """Return the address unchanged. Raises ValueError if Discord would not take it as a picture's."""
    if not is_picture_address(value):
        raise ValueError(
            "write the picture's address in full, beginning with https://, in plain letters, digits and % signs; "
            f"at most {LONGEST_IMAGE:,} characters"
        )
    return value


_DATE_PATTERN = r"^((early|mid|late) )?\d{4}$|^\d{4}-(Q[1-4]|\d{2}(-\d{2})?)$"

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", max_length=80)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME),
    AfterValidator(without_control_characters),
    AfterValidator(visible),
]
Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_SENTENCE),
    AfterValidator(of_some_lines),
    AfterValidator(visible),
]
Url = Annotated[str, StringConstraints(max_length=LONGEST_URL), BeforeValidator(http_url)]
Picture = Annotated[
    str,
    AfterValidator(picture_url),
    WithJsonSchema({"type": "string", "pattern": "^https://", "maxLength": LONGEST_IMAGE}),
]
Synopsis = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_SYNOPSIS),
    AfterValidator(of_some_lines),
    AfterValidator(visible),
]
_CODE = r"[Ss]\d{1,4}[Ee]\d{1,4}"
Code = Annotated[
    EpisodeCode,
    BeforeValidator(episode_code),
    WithJsonSchema({"type": "string", "pattern": rf"^{_CODE}$", "examples": ["S02E07"]}),
]
CodeOrRun = Annotated[
    EpisodeCode,
    # `write_out_runs` has made codes of runs by then.
    BeforeValidator(episode_code),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^{_CODE}([Ee]\d{{1,4}}|[-+/]([Ss]\d{{1,4}})?[Ee]?\d{{1,4}})*$",
            "examples": ["S02E07", "S01E01E02"],
        }
    ),
]
PackDate = Annotated[
    PartialDate,
    BeforeValidator(partial_date),
    WithJsonSchema({"type": "string", "pattern": _DATE_PATTERN, "examples": ["2018-03-08", "early 2018"]}),
]


class Entry(BaseModel):
    """A table in a pack. An unknown key is a fault, because it is most likely a typo."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True,
        defer_build=True,  # a start with no new pack reads none
    )  # fmt: skip


def _check_credit(given: str | None, credit: str | None, name: str) -> None:
    """Raises ValueError for what comes without a credit, and for a credit of nothing."""
    if given is not None and credit is None:
        raise ValueError(f"say in {name}_credit whose {name} it is")
    if given is None and credit is not None:
        raise ValueError(f"there is no {name} that {name}_credit is for")


class ShowEntry(Entry):
    id: Id = Field(description="Names the pack; never change it once published.")
    title: Name
    also: tuple[Name, ...] = Field(default=(), description="Other names that fans use.")
    network: Name | None = None
    imdb: Id | None = None
    tvmaze: int | None = Field(default=None, gt=0, le=LARGEST)
    credit: Name | None = Field(
        default=None, description="Whose data the pack uses, and on what terms. Shown on every card about the show."
    )
    image: Picture | None = Field(
        default=None, description="The address of its poster. Only one that you really know; Discord fetches it."
    )
    image_credit: Name | None = Field(default=None, description="Whose picture that is. Needed with an image.")

    @model_validator(mode="after")
    def _credits_its_image(self) -> Self:
        _check_credit(self.image, self.image_credit, "image")
        return self


class SourceEntry(Entry):
    outlet: Name = Field(description="Who published it; two sources of one outlet do not back each other up.")
    title: Name | None = None
    url: Url | None = Field(default=None, description="Only an address that you really know.")
    published: PackDate | None = Field(default=None, description="The day of its claims, unless a claim has its own.")
    origin: Name | None = Field(
        default=None,
        description="A name for the list that this source may share with others; those with the same count as one.",
    )


class PersonEntry(Entry):
    name: Name
    also: tuple[Name, ...] = Field(default=(), description="Other names and spellings of this person.")


class CharacterEntry(Entry):
    name: Name
    also: tuple[Name, ...] = ()
    spoils: Code | None = Field(default=None, description="The episode that the name itself gives away.")


class SeasonEntry(Entry):
    number: int = Field(ge=0, le=LAST_NUMBER)
    episodes: int | None = Field(
        default=None, gt=0, le=LARGEST, description="How many episodes it has, if that is known."
    )


class EpisodeEntry(Entry):
    code: CodeOrRun = Field(description="A double episode, such as S01E01E02, stands for each of its episodes.")
    title: Name | None = None
    also: tuple[Name, ...] = Field(default=(), description="Other spellings of the title.")
    title_sources: tuple[Id, ...] = ()
    aired: date | None = Field(
        default=None, description="The day it came out. Undated claims about the episode count from this day."
    )
    aired_sources: tuple[Id, ...] = Field(default=(), description="Each is one report of the air date.")
    runtime: int | None = Field(default=None, gt=0, le=LARGEST, description="In minutes.")
    runtime_sources: tuple[Id, ...] = ()
    imdb: Id | None = None
    imdb_sources: tuple[Id, ...] = ()
    synopsis: Synopsis | None = Field(default=None, description="What happens in it. Shown behind a spoiler mark.")
    synopsis_credit: Name | None = Field(default=None, description="Whose text that is. Needed with a synopsis.")

    @model_validator(mode="after")
    def _credits_its_synopsis(self) -> Self:
        _check_credit(self.synopsis, self.synopsis_credit, "synopsis")
        return self


class ClaimEntry(Entry):
    source: Id
    weight: Literal["confirmed", "reported", "rumoured"] = Field(
        default="reported",
        description="confirmed: the maker or network on record; reported: an outlet; rumoured: speculation.",
    )
    denies: bool = Field(default=False, description="true if the source says that the fact is not so.")
    published: PackDate | None = Field(default=None, description="Leave out if the day is not on record.")
    speaker: Name | None = Field(default=None, description="Whose words the source quotes.")
    via: Name | None = Field(default=None, description="The outlet that this source repeats.")
    note: Sentence | None = None


class FactEntry(Entry):
    id: Id = Field(description="Names the fact within the pack; never change or reuse it.")
    revision: Id | None = Field(
        default=None,
        description="Written by an export: the revision that was current then. An import uses it to see whether the "
        "fact has changed since.",
    )
    kind: Kind
    season: int | None = Field(default=None, ge=0)
    seasons: tuple[Annotated[int, Field(ge=0)], ...] = Field(
        default=(), description="For a fact about several seasons and no particular episodes."
    )
    episode: CodeOrRun | None = None
    episodes: tuple[CodeOrRun, ...] = ()
    people: tuple[Id, ...] = Field(default=(), description="Everybody in a credit, in order; or the one actor.")
    character: Id | None = None
    billing: Billing | None = None
    statement: Sentence | None = Field(default=None, description="The fact as a plain sentence in your own words.")
    released: PackDate | None = None
    set_size: int | None = Field(
        default=None, gt=0, le=LARGEST, description="For a fact about a set: how many members the set has."
    )
    state: State | None = Field(default=None, description="What a renewal fact says of the show or the season.")
    job: Name | None = Field(default=None, description="What the people of a crew fact do, such as showrunner.")
    spoils: Code | None = Field(default=None, description="The episode whose events the fact gives away.")
    settled_by: Id | None = Field(default=None, description="The fact that this one turned into.")
    refuted_by: Id | None = Field(default=None, description="The fact that proved this one wrong.")
    claims: tuple[ClaimEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _own_id(self) -> Self:
        if self.id.startswith(AIR_DATE):
            raise ValueError(f"ids that begin with {AIR_DATE} are reserved; give air dates with the episodes")
        return self

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        given = (self.season is not None, bool(self.seasons), self.episode is not None, bool(self.episodes))
        if sum(given) > 1:
            raise ValueError("name one of season, seasons, episode and episodes, not several")
        if self.settled_by and self.refuted_by:
            raise ValueError("a fact is settled or refuted by another, not both")
        return self

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        about_episodes = self.episode is not None or bool(self.episodes)
        anywhere = about_episodes or bool(self.all_seasons)
        match self.kind:
            case Kind.CAST:
                # Without a season the fact is about the whole show; which seasons it holds for is not on record.
                if len(self.people) != 1:
                    raise ValueError("a cast fact has one person in people")
            case Kind.DIRECTOR | Kind.WRITER:
                if not anywhere or not (self.people or self.statement):
                    raise ValueError("a credit has people (or, for a set, a statement), and a season or an episode")
                if about_episodes and not self.people:
                    raise ValueError("a credit of an episode names its people; a set belongs to a season")
            case Kind.RELEASE:
                if self.released is None or not anywhere:
                    raise ValueError("a release fact has released, and a season or an episode")
            case Kind.NEWS | Kind.RENEWAL | Kind.CREW:
                pass
        return self

    @model_validator(mode="after")
    def _says_what_its_kind_says(self) -> Self:
        about_episodes = self.episode is not None or bool(self.episodes)
        match self.kind:
            case Kind.NEWS:
                if self.statement is None:
                    raise ValueError("a news fact has a statement")
            case Kind.RENEWAL:
                if self.state is None or about_episodes or len(self.all_seasons) > 1:
                    raise ValueError("a renewal fact has a state, and is about the show or one season")
            case Kind.CREW:
                if not self.people or self.job is None or about_episodes:
                    raise ValueError("a crew fact has people and a job, and names no episode")
            case Kind.CAST | Kind.DIRECTOR | Kind.WRITER | Kind.RELEASE:
                pass
        return self

    @model_validator(mode="after")
    def _has_nothing_of_other_kinds(self) -> Self:
        if self.kind is not Kind.CAST and self.billing:
            raise ValueError("billing is only for cast facts")
        if self.kind not in (Kind.CAST, Kind.NEWS) and self.character:
            raise ValueError("character is only for cast and news facts")
        if self.kind is not Kind.RELEASE and self.released is not None:
            raise ValueError("released is only for release facts")
        if self.kind is not Kind.RENEWAL and self.state is not None:
            raise ValueError("state is only for renewal facts")
        if self.kind is not Kind.CREW and self.job is not None:
            raise ValueError("job is only for crew facts")
        return self

    @property
    def codes(self) -> tuple[EpisodeCode, ...]:
        """The episodes the fact is about."""
        return (self.episode,) if self.episode is not None else self.episodes

    @property
    def all_seasons(self) -> tuple[int, ...]:
        """The seasons the fact is about, if it names no episodes."""
        return (self.season,) if self.season is not None else self.seasons


class Pack(Entry):
    """A show's catalogue and facts."""

    format: Literal[1]
    show: ShowEntry
    sources: dict[Id, SourceEntry] = Field(default_factory=dict)
    people: dict[Id, PersonEntry] = Field(default_factory=dict)
    characters: dict[Id, CharacterEntry] = Field(default_factory=dict)
    seasons: tuple[SeasonEntry, ...] = ()
    episodes: tuple[EpisodeEntry, ...] = ()
    facts: tuple[FactEntry, ...] = ()


def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a pack's TOML, which editors use to complete and check it."""
    schema = Pack.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casefile pack",
        **{key: value for key, value in schema.items() if key != "title"},
    }
