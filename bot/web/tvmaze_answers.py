"""What TVmaze answers. Of whatever is missing, null or of another sort nothing is known; only an id is needed."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidatorFunctionWrapHandler
from pydantic.functional_validators import WrapValidator

LARGEST = 2**31 - 1


def _or_none(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


_Lenient = WrapValidator(_or_none)
Number = Annotated[int, Field(gt=0, le=LARGEST)]
MaybeNumber = Annotated[Number | None, _Lenient]
Text = Annotated[str | None, _Lenient]
Day = Annotated[date | None, BeforeValidator(_day), _Lenient]
Flag = Annotated[bool | None, _Lenient]


class Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Named(Part):
    id: Number
    url: Text = None
    name: Text = None


class Channel(Part):
    """A network, or a service on the web."""

    name: Text = None


class Externals(Part):
    imdb: Text = None


class Season(Part):
    id: Number
    url: Text = None
    number: MaybeNumber = None
    episode_order: MaybeNumber = Field(default=None, alias="episodeOrder")
    premiere: Day = Field(default=None, alias="premiereDate")


class Embedded(Part):
    """What came along with a show. Seasons are read one by one, so that one that is broken costs the others nothing."""

    seasons: Annotated[list[Any] | None, _Lenient] = None


class Show(Named):
    status: Text = None
    language: Text = None
    premiered: Day = None
    network: Annotated[Channel | None, _Lenient] = None
    web_channel: Annotated[Channel | None, _Lenient] = Field(default=None, alias="webChannel")
    externals: Annotated[Externals | None, _Lenient] = None
    updated: MaybeNumber = None
    embedded: Annotated[Embedded | None, _Lenient] = Field(default=None, alias="_embedded")

    @property
    def channel(self) -> str | None:
        """Where it runs: its network, else its service on the web."""
        return next((one.name for one in (self.network, self.web_channel) if one and one.name), None)


class FoundEntry(Part):
    """One of the shows that a search finds."""

    show: Show


class Aka(Part):
    name: str


class Episode(Named):
    """An episode; `number` is None for a special."""

    season: MaybeNumber = None
    number: MaybeNumber = None
    airdate: Day = None
    runtime: MaybeNumber = None


class Person(Named):
    pass


class Character(Named):
    pass


class CastEntry(Part):
    """Who plays whom; `plays_self`: somebody appears as themselves."""

    person: Person
    character: Annotated[Character | None, _Lenient] = None
    plays_self: Flag = Field(default=None, alias="self")
    voice: Flag = None


class CrewEntry(Part):
    person: Person
    type: Text = None


class GuestCrewEntry(Part):
    """Somebody's work on one episode."""

    person: Person
    type: Text = Field(default=None, alias="guestCrewType")
