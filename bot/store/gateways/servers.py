"""Servers' settings, and which commands an application last sent to Discord."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import Show
from bot.domain.notices import SettingsChanged, ShowChosen
from bot.domain.servers import DEFAULT_TIMEZONE
from bot.store.database import Gateway, load_queries
from bot.store.rows import to_show, to_utc_text

_sql = load_queries("servers")


@dataclass(frozen=True, slots=True)
class Server:
    """A server's settings. `timezone` is a name that zoneinfo knows; the role and the channel are Discord's ids."""

    show: Show | None
    timezone: str
    moderator_role: int | None = None
    log_channel: int | None = None
    timezone_chosen: bool = False


class ServerGateway(Gateway):
    async def get(self, guild: int) -> Server:
        """The server's settings, or the defaults where it has none."""
        row = await _sql.server_by_id(self._executor, guild=guild)
        if row is None:
            return Server(None, DEFAULT_TIMEZONE)
        show = to_show(row) if row["show_id"] is not None else None
        chosen = bool(row["timezone_chosen"])
        return Server(show, row["timezone"], row["moderator_role"], row["log_channel"], chosen)

    async def set_show(self, guild: int, show: int, now: datetime) -> None:
        await _sql.set_show(self._executor, guild=guild, show=show, now=to_utc_text(now))
        self._executor.note(ShowChosen(guild))

    async def set_timezone(self, guild: int, timezone: str, now: datetime) -> None:
        await _sql.set_timezone(self._executor, guild=guild, timezone=timezone, now=to_utc_text(now))
        self._executor.note(SettingsChanged(guild))

    async def set_moderator_role(self, guild: int, role: int | None, now: datetime) -> None:
        await _sql.set_moderator_role(self._executor, guild=guild, role=role, now=to_utc_text(now))
        self._executor.note(SettingsChanged(guild))

    async def set_log_channel(self, guild: int, channel: int | None, now: datetime) -> None:
        await _sql.set_log_channel(self._executor, guild=guild, channel=channel, now=to_utc_text(now))
        self._executor.note(SettingsChanged(guild))

    async def synced_commands(self, application: int) -> str | None:
        """The digest of the commands that this application last sent to Discord."""
        row = await _sql.synced_commands(self._executor, application=application)
        return row["digest"] if row else None

    async def set_synced_commands(self, application: int, digest: str) -> None:
        await _sql.set_synced_commands(self._executor, application=application, digest=digest)

    async def last_version(self) -> str | None:
        """The version of Casefile that last ran here; None if none has noted itself."""
        row = await _sql.last_version(self._executor)
        return row["version"] if row else None

    async def set_version(self, version: str, now: datetime) -> None:
        """Note that this version runs from now on."""
        await _sql.set_version(self._executor, version=version, now=to_utc_text(now))
