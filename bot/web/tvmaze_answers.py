"""TVmaze's answers. Only ids are required: whatever is missing, null or of another type is None."""

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
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class Named(Part):
    id: Number
    url: Text = None
    name: Text = None


class Channel(Part):
    """A network or a web channel."""

    name: Text = None


class Externals(Part):
    imdb: Text = None


class Image(Part):
    """A picture's addresses."""

    medium: Text = None


class Season(Part):
    id: Number
    url: Text = None
    number: MaybeNumber = None
    episode_order: MaybeNumber = Field(default=None, alias="episodeOrder")
    premiere: Day = Field(default=None, alias="premiereDate")


class Embedded(Part):
    """What is embedded in a show. Seasons are read one by one, so that a broken one does not lose the others."""

    seasons: Annotated[list[Any] | None, _Lenient] = None


class Show(Named):
    status: Text = None
    language: Text = None
    premiered: Day = None
    network: Annotated[Channel | None, _Lenient] = None
    web_channel: Annotated[Channel | None, _Lenient] = Field(default=None, alias="webChannel")
    externals: Annotated[Externals | None, _Lenient] = None
    updated: MaybeNumber = None
    image: Annotated[Image | None, _Lenient] = None
    embedded: Annotated[Embedded | None, _Lenient] = Field(default=None, alias="_embedded")

    @property
    def channel(self) -> str | None:
        """Where the show runs: its network, else its web channel."""
        return next((channel.name for channel in (self.network, self.web_channel) if channel and channel.name), None)


class FoundEntry(Part):
    """A show that a search finds."""

    show: Show


class Aka(Part):
    name: str


class Episode(Named):
    """An episode; `number` is None for a special."""

    season: MaybeNumber = None
    number: MaybeNumber = None
    airdate: Day = None
    runtime: MaybeNumber = None
    summary: Text = None


class Person(Named):
    pass


class Character(Named):
    pass


class CastEntry(Part):
    """Who plays which character; `plays_self` if people appear as themselves."""

    person: Person
    character: Annotated[Character | None, _Lenient] = None
    plays_self: Flag = Field(default=None, alias="self")
    voice: Flag = None


class CrewEntry(Part):
    person: Person
    type: Text = None


class GuestCrewEntry(Part):
    """Somebody's job on an episode."""

    person: Person
    type: Text = Field(default=None, alias="guestCrewType")
