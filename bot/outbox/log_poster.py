"""Posts the lines that wait in servers' logs, each once, and keeps the cards of suggestions there up to date."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import discord

from bot.discord_errors import TROUBLE, Meaning, in_words, meaning_of
from bot.domain.change_log import ImportNote, LogEntry, OutdatedCard
from bot.domain.revisions import Revision
from bot.errors import BadInput, StoreTrouble
from bot.services.servers.change_log import ChangeLog
from bot.ui.card import Card
from bot.ui.facts.log_lines import import_line, revision_line

_log = logging.getLogger(__name__)

SuggestionCard: TypeAlias = Callable[[int, int], Awaitable[Card | None]]
"""Returns the card of a suggestion by its server and revision; None if it is gone."""


class LogPoster:
    """`channel` returns the channel with an id."""

    def __init__(
        self,
        change_log: ChangeLog,
        channel: Callable[[int], discord.PartialMessageable],
        suggestion: SuggestionCard,
    ) -> None:
        self._change_log = change_log
        self._channel = channel
        self._suggestion = suggestion
        self._under_way: set[int] = set()
        self._unrecorded: dict[int, int] = {}  # lines whose message is posted but could not be noted yet

    async def post(self, guild: int) -> None:
        """Post what is due in a server's log. What fails is logged here and tried again later."""
        try:
            for entry in await self._change_log.waiting(guild):
                await self._post_once(entry)
            for card in await self._change_log.outdated(guild):
                await self._redraw(card)
        except StoreTrouble:
            pass  # logged by the store, and the loop tries again
        except Exception:
            # The change is saved, and the loop tries again.
            _log.warning("Lines of a log could not be posted", exc_info=True)

    async def _post_once(self, entry: LogEntry) -> None:
        # `begin` lets only one of several processes post a line; this set prevents a second try while one is slow.
        if entry.id in self._under_way:
            return
        self._under_way.add(entry.id)
        try:
            if entry.id not in self._unrecorded:
                if not await self._change_log.begin(entry):
                    return
                self._unrecorded[entry.id] = (await self._send(entry)).id
            await self._change_log.posted(entry, self._unrecorded[entry.id])
            del self._unrecorded[entry.id]
        except TROUBLE as error:
            _log.info("Line %s of server %s's log could not be posted: %s", entry.id, entry.guild, in_words(error))
        except StoreTrouble:
            raise
        except Exception:
            # Those behind it must not wait for this one.
            _log.warning("Line %s of server %s's log could not be posted", entry.id, entry.guild, exc_info=True)
        finally:
            self._under_way.discard(entry.id)

    async def _redraw(self, outdated: OutdatedCard) -> None:
        await self._change_log.begin_to_redraw(outdated)
        try:
            card = await self._suggestion(outdated.guild, outdated.suggestion)
            if card is not None:
                message = self._channel(outdated.channel).get_partial_message(outdated.message)
                await message.edit(embed=card.embed, view=card.view)
        except BadInput:
            pass  # the suggestion is no longer on record
        except TROUBLE as error:
            _log.info("The card of suggestion %s could not be changed: %s", outdated.suggestion, in_words(error))
            if meaning_of(error) is not Meaning.GONE:
                return
        except Exception:
            _log.warning("The card of suggestion %s could not be drawn", outdated.suggestion, exc_info=True)
            return
        await self._change_log.redrawn(outdated)

    async def _send(self, entry: LogEntry) -> discord.Message:
        # The nonce is the line's own, so that Discord recognises a second try after a kill as the same message.
        channel, nonce, nobody = self._channel(entry.channel), str(entry.id), discord.AllowedMentions.none()
        card = await self._card(entry)
        if card is not None:
            return await channel.send(embed=card.embed, view=card.view, nonce=nonce, allowed_mentions=nobody)
        return await channel.send(_words(entry), nonce=nonce, allowed_mentions=nobody, suppress_embeds=True)

    async def _card(self, entry: LogEntry) -> Card | None:
        if not entry.suggested or not isinstance(entry.about, Revision):
            return None
        return await self._suggestion(entry.guild, entry.about.id)


def _words(entry: LogEntry) -> str:
    match entry.about:
        case Revision():
            return revision_line(entry.about)
        case ImportNote():
            return import_line(entry.about)
        case str():
            return entry.about
        case None:
            return "A change was made that is no longer on record."
