"""Settings from the environment and the file .env, read once at the start and passed on."""

from pathlib import Path
from typing import Literal

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettings
from bot.store.address import ServerAddress, to_address


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

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def token(self) -> str:
        """The token without the white space that pasting adds; "" where there is none."""
        return self.discord_token.get_secret_value().strip()


def read_settings() -> Settings:
    """The settings as they are now. Raises BadSettings, which names each setting that can't be read."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"  {str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors(include_url=False)]
        raise BadSettings("These settings can't be read; see .env.example:\n" + "\n".join(lines)) from None
    except UnicodeDecodeError:
        raise BadSettings("The file .env is not UTF-8; save it as UTF-8.") from None
