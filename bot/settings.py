"""Settings from the environment and the file .env, read once at the start and passed on."""

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.shards import MOST_SHARDS, Shards
from bot.errors import BadSettings
from bot.store.address import ServerAddress, to_address

_SHARD_IDS = re.compile(r"\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?")


class Settings(BaseSettings):
    """Every setting, with what it does; `.env.example` lists the same ones."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        arbitrary_types_allowed=True,
    )

    discord_token: SecretStr = Field(
        default=SecretStr(""), description="The bot's token. Empty: the demo is started instead."
    )
    database: Path | ServerAddress = Field(
        default=Path("casefile.db"),
        description="The file that holds everything, or the postgresql:// URL of a database that does.",
    )
    packs: Path = Field(default=Path("data"), description="The folder whose packs are loaded at the start.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="How the log is written: text for people, or json, an object on each line."
    )
    demo_port: int = Field(default=8765, ge=0, le=65535, description="The demo's port; 0: any that is free.")
    demo_database: Path = Field(
        default=Path("demo.db"), description="The demo's own file, so that trying things out changes nothing else."
    )
    stale_after_days: int = Field(
        default=90, ge=1, le=3650, description="Days after which a rumour or report is listed for a second look."
    )
    keep_left_servers_days: int = Field(
        default=30, ge=0, le=3650, description="Days for which the data of a server that removed the bot is kept."
    )

    mentions: Literal["on", "off"] = Field(
        default="on",
        description="Whether messages that mention the bot are answered. Off: Discord sends it none, which saves work.",
    )

    tvmaze_url: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://api.tvmaze.com"), description="Where TVmaze answers; shows are looked up there."
    )
    imdb_library: Path = Field(
        default=Path("imdb.db"), description="The file into which IMDb's own files are read; only if you import them."
    )
    shard_count: int | None = Field(
        default=None,
        ge=1,
        le=MOST_SHARDS,
        description="How many shards the bot has in all processes together. Empty: as many as Discord asks for.",
    )
    shard_ids: str = Field(
        default="", description="The shards of this process, such as 0-3; only with SHARD_COUNT. Empty: all of them."
    )
    pacing: Literal["on", "off"] = Field(
        default="on",
        description="Whether requests keep to Discord's 50 a second. Off: a proxy in DISCORD_API_BASE sees to that.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="The port of /live, /ready and /metrics; 0: any that is free. Empty: there are none.",
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="The address where that port is open: by default to this machine alone."
    )
    discord_api_base: AnyHttpUrl | None = Field(
        default=None, description="The REST API's address, for a rate-limit proxy. Empty: Discord's own."
    )

    @field_validator("database", mode="before")
    @classmethod
    def _file_or_url(cls, value: object) -> object:
        return to_address(value) if isinstance(value, str) else value

    @field_validator("packs", "demo_database", "imdb_library")
    @classmethod
    def _at_home(cls, value: Path) -> Path:
        return value.expanduser()

    @field_validator("discord_token")
    @classmethod
    def _one_word(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if token and not (token.isascii() and token.isprintable() and " " not in token):
            raise ValueError("the token has characters in it that no token has; copy it again")
        return value

    @field_validator("discord_api_base")
    @classmethod
    def _without_password(cls, value: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if value and (value.username or value.password):
            raise ValueError("the address must have no user or password in it: the token goes there instead")
        return value

    @field_validator("log_format", mode="before")
    @classmethod
    def _in_lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _shards_go_together(self) -> Self:
        if self.shard_ids and self.shard_count is None:
            raise ValueError("SHARD_IDS needs SHARD_COUNT, the number of shards of all processes together")
        _ = self.shards
        if self.pacing == "off" and self.discord_api_base is None:
            raise ValueError("PACING=off needs DISCORD_API_BASE, the address of a proxy that keeps Discord's limits")
        return self

    @property
    def shards(self) -> Shards | None:
        """The shards of this process; None if Discord says how many there are, and all are its own."""
        if self.shard_count is None:
            return None
        if not self.shard_ids:
            return Shards.all_of(self.shard_count)
        found = _SHARD_IDS.fullmatch(self.shard_ids)
        if found is None:
            raise ValueError("SHARD_IDS is the first and the last shard of this process, such as 0-3, or one number")
        first = int(found[1])
        last = int(found[2] or first)
        if not first <= last < self.shard_count:
            raise ValueError(
                f"SHARD_IDS={self.shard_ids} is not among the shards 0 to {self.shard_count - 1} of SHARD_COUNT"
            )
        return Shards(self.shard_count, first, last)

    @property
    def token(self) -> str:
        """The token without the white space that pasting adds; "" where there is none."""
        return self.discord_token.get_secret_value().strip()


def read_settings() -> Settings:
    """The settings as they are now. Raises BadSettings, which names each setting that can't be read."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"  {_in_words(fault)}" for fault in error.errors(include_url=False)]
        raise BadSettings("These settings can't be read; see .env.example:\n" + "\n".join(lines)) from None
    except UnicodeDecodeError:
        raise BadSettings("The file .env is not UTF-8; save it as UTF-8.") from None
    except OSError as error:
        raise BadSettings(
            f"The file .env can't be read: {error.strerror or error}. Let the user who runs Casefile read it."
        ) from None


def _in_words(fault: ErrorDetails) -> str:
    """A fault after its setting's name; one that several settings make together names them itself."""
    name = "".join(f"{str(part).upper()}: " for part in fault["loc"][:1])
    return name + fault["msg"].removeprefix("Value error, ")
