"""Examining the whole database, while others may be using it: what `python -m bot doctor` finds."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice

from bot.domain.checkup import Checked, checked
from bot.domain.facts import Show
from bot.domain.names import FOLDING
from bot.errors import StoreDamaged
from bot.services.names.checking import faults_of_base, faults_of_server
from bot.store.gateways.revisions import BASE
from bot.store.schema import versions
from bot.store.store import Gateways

_MOST = 20
_RESTORE = (
    "Stop the bot, and restore a backup: python -m bot restore FILE. Without one, this saves what can still be read: "
    "sqlite3 casefile.db .recover | sqlite3 saved.db"
)
_RESTORE_ON_SERVER = "Stop the bot, and restore a backup of the database. Its server's own log may say more."
_UPDATE = "An older version is brought to the newest with: python -m bot migrate. For a newer one, update Casefile."
_MISSING = "Restore a backup; without one, report this with the list above."
_SAVE_AGAIN = "Answers may show an older version. Save each again with /fact edit, or restore a backup."
_LOAD_AGAIN = (
    "Some questions don't find them. Have every pack loaded anew at the next start: "
    "{program} \"UPDATE pack SET digest = ''\". For a server's own, edit the fact and save it again."
)
_ANNOUNCE_AGAIN = "Announce again what is missing; each is listed by /announce show."
_FEED = (
    "Nothing, if the site is only down. If its address has changed, the server's moderators remove the feed and add "
    "the new one."
)
_PLACE = "The server's moderators give the bot the permissions that it lacks there. Then /announce resume."
_OVERDUE = "If the bot is not running, start it. If it is, its log says what keeps it from posting."
_FAILING_AFTER = timedelta(hours=1)
OVERDUE_AFTER = timedelta(minutes=2)


class Doctor:
    """Looks at one thing after the other, each in its own statements, and changes nothing."""

    NEEDED = frozenset({"The file", "The schema", "Tables, columns and indexes"})
    """Without these nothing else can be looked at."""

    def __init__(self, reading: Gateways, clock: Callable[[], datetime], *, is_on_file: bool = True) -> None:
        self._reading = reading
        self._clock = clock
        self._is_on_file = is_on_file
        self._restore = _RESTORE if is_on_file else _RESTORE_ON_SERVER
        self._load_again = _LOAD_AGAIN.format(program="sqlite3 casefile.db" if is_on_file else "psql casefile -c")

    async def examine(self) -> AsyncGenerator[Checked]:
        """Yield what was looked at, with what is wrong with it. What builds on what is missing is not looked at."""
        look = self._reading.checkups
        if self._is_on_file:
            yield await self._looked("The file", look.of_file(_MOST + 1), _RESTORE)
        if (unknown := await self._looked("The schema", self._schema(), _UPDATE)).faults:
            yield unknown
            return
        layout = await self._looked("Tables, columns and indexes", look.of_layout(), _MISSING)
        yield layout
        if layout.faults:
            return
        yield await self._looked("What rows refer to", look.of_references(_MOST + 1), _MISSING)
        yield await self._looked("The newest revision of each fact", look.of_heads(_MOST + 1), _SAVE_AGAIN)
        yield await self._looked("What facts are about", look.of_about(_MOST + 1), _SAVE_AGAIN)
        yield await self._looked("Posts", look.of_deliveries(_MOST + 1), _ANNOUNCE_AGAIN)
        for found in await self._facts_and_names():
            yield found

    async def examine_work(self) -> AsyncGenerator[Checked]:
        """Yield what the bot can't do: read a feed, post in a channel, post in time. The schema must be sound."""
        look, now = self._reading.checkups, self._clock()
        yield await self._looked("Feeds", look.of_feeds(now - _FAILING_AFTER, _MOST + 1), _FEED)
        yield await self._looked("Channels with announcements", look.of_places(_MOST + 1), _PLACE)
        yield await self._looked("Posts that are due", look.of_overdue(now - OVERDUE_AFTER, _MOST + 1), _OVERDUE)

    async def _looked(self, about: str, work: Awaitable[tuple[str, ...]], advice: str) -> Checked:
        try:
            return checked(about, await work, advice, most=_MOST)
        except StoreDamaged as error:
            return checked(about, (f"it can't be read: {error.__cause__ or error}",), self._restore, most=_MOST)

    async def _schema(self) -> tuple[str, ...]:
        version, known = await self._reading.checkups.version(), versions()
        is_later = version is not None and version.isdecimal() and version > known[-1]
        if version == known[-1] or (is_later and await self._reading.checkups.admits(known[-1])):
            return ()
        return (f"it has version {version}, and this Casefile needs {known[-1]}",)

    async def _facts_and_names(self) -> tuple[Checked, Checked]:
        unreadable: list[str] = []
        misnamed: list[str] = []
        for show, layer in await self._reading.checkups.layers():
            try:
                misnamed += islice(await self._misnamed(show, layer), _MOST + 1 - len(misnamed))
            except (StoreDamaged, ValueError, TypeError, LookupError, OverflowError) as error:
                place = f"of server {layer} " if layer else ""
                unreadable.append(f"{show.title}: the facts {place}can't be read ({type(error).__name__}: {error})")
        return (
            checked("Facts", tuple(unreadable), self._restore, most=_MOST),
            checked("Names", tuple(misnamed), self._load_again, most=_MOST),
        )

    async def _misnamed(self, show: Show, layer: int) -> Iterable[str]:
        if not (await self._reading.folding.state()).is_done(FOLDING):
            return ()  # the bot is folding them anew, and they differ from what they will be
        look = self._reading.checkups
        facts, names = await look.facts(show.id, layer), await look.names(show.id, layer)
        if layer == BASE:
            return faults_of_base(show, facts, names)
        return faults_of_server(show, facts, names, await look.names(show.id, BASE))
