"""What a member can do to a bot, as the methods of a loopback Discord."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from tests.loopback import answers, components
from tests.loopback.answers import Answer
from tests.loopback.state import State
from tests.loopback.world import Channel, Guild, Json, Member, WireError
from tests.patience import PATIENCE

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5


class Actions(ABC):
    """Without a guild, channel or member given, an action takes the first there is.

    Components and forms are used once the bot knows that it has shown them.
    An action that Discord would not offer the member raises WireError, as does one that the
    bot leaves without a callback for ``seconds``.
    """

    state: State
    guilds: tuple[Guild, ...]

    @abstractmethod
    async def dispatch(self, interaction: Json, *, source: Json | None = None, seconds: float = PATIENCE) -> Answer:
        """Send an interaction and await its callback."""

    def slash_payload(
        self,
        name_path: str,
        options: Mapping[str, object] | None = None,
        *,
        member: Member | None = None,
        guild: Guild | None = None,
        channel: Channel | None = None,
    ) -> Json:
        """A slash command's interaction, new each time; for ``dispatch_many``."""
        guild = guild or self.guilds[0]
        data = self.state.book.data(name_path, options or {}, guild)
        return self._interaction(COMMAND, data, member, guild, channel)

    async def slash(
        self,
        name_path: str,
        options: Mapping[str, object] | None = None,
        *,
        member: Member | None = None,
        guild: Guild | None = None,
        channel: Channel | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """Use a slash command, as ``"setup show"`` for a subcommand, and await its callback."""
        payload = self.slash_payload(name_path, options, member=member, guild=guild, channel=channel)
        return await self.dispatch(payload, seconds=seconds)

    async def autocomplete(
        self,
        name_path: str,
        option: str,
        typed: str,
        options: Mapping[str, object] | None = None,
        *,
        member: Member | None = None,
        guild: Guild | None = None,
        channel: Channel | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """Type into ``option`` with the others already filled in; the answer has choices."""
        given = {**(options or {}), option: typed}
        payload = self.autocomplete_payload(name_path, option, given, member=member, guild=guild, channel=channel)
        return await self.dispatch(payload, seconds=seconds)

    def autocomplete_payload(
        self,
        name_path: str,
        option: str,
        given: Mapping[str, object],
        *,
        member: Member | None = None,
        guild: Guild | None = None,
        channel: Channel | None = None,
    ) -> Json:
        """A completion's interaction, new each time; ``given`` is what is typed so far, also into ``option``."""
        guild = guild or self.guilds[0]
        data = self.state.book.data(name_path, given, guild, focused=option)
        return self._interaction(AUTOCOMPLETE, data, member, guild, channel)

    async def press(
        self,
        message: Answer | Json,
        custom_id: str,
        *,
        member: Member | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """Press a button of a message."""
        source = _message_of(message)
        data = components.press_data(source["components"], custom_id)
        return await self._use(source, data, member, seconds)

    async def select(
        self,
        message: Answer | Json,
        custom_id: str,
        values: Sequence[object],
        *,
        member: Member | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """Pick values of a select: of strings, or of members, roles or channels."""
        source = _message_of(message)
        guild = self.state.channel_guilds[int(source["channel_id"])]
        data = components.select_data(source["components"], custom_id, values, guild)
        return await self._use(source, data, member, seconds)

    async def submit_modal(
        self,
        modal: Answer,
        values: Mapping[str, object],
        *,
        member: Member | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """Fill in a modal by custom id and send it; by default as the member that it opened for."""
        if modal.type != answers.MODAL:
            raise WireError(f"an answer of type {modal.type} is not a modal")
        channel_id = int(modal.interaction["channel_id"])
        guild, channel = self._place(channel_id)
        data = components.modal_data(modal.data, values, guild)
        member = member or _member_of(modal.interaction, guild)
        payload = self._interaction(MODAL_SUBMIT, data, member, guild, channel)
        if modal.message is not None:
            payload["message"] = modal.message
        await self.state.caught_up()
        return await self.dispatch(payload, source=modal.message, seconds=seconds)

    async def say(self, text: str, *, member: Member | None = None, channel: Channel | None = None) -> Json:
        """Write a message; the bot receives as much of it as its intents allow."""
        guild, channel = self._place((channel or self.guilds[0].channels[0]).id)
        author = member or guild.members[0]
        bot = self.state.application.user()
        mentions = [bot] if f"<@{bot['id']}>" in text else []
        extra = {"mentions": mentions, "member": _without_user(author)}
        body: Json = {"content": text}
        message = self.state.store.create(channel.id, author.user(), body, {}, extra)
        await self.state.dispatch_message("MESSAGE_CREATE", message)
        return message

    async def _use(self, source: Json, data: Json, member: Member | None, seconds: float) -> Answer:
        guild, channel = self._place(int(source["channel_id"]))
        payload = self._interaction(COMPONENT, data, member, guild, channel)
        payload["message"] = source
        await self.state.caught_up()
        return await self.dispatch(payload, source=source, seconds=seconds)

    def _interaction(self, kind: int, data: Json, member: Member | None, guild: Guild, channel: Channel | None) -> Json:
        member, channel = member or guild.members[0], channel or guild.channels[0]
        return self.state.interaction(kind, data, member, guild, channel)

    def _place(self, channel_id: int) -> tuple[Guild, Channel]:
        guild = self.state.channel_guilds[channel_id]
        return guild, next(c for c in guild.channels if c.id == channel_id)


def _message_of(message: Answer | Json) -> Json:
    if not isinstance(message, Answer):
        return message
    if message.message is None or message.deleted:
        raise WireError("that answer has no message to use a component of")
    return message.message


def _member_of(interaction: Json, guild: Guild) -> Member | None:
    user_id = int(interaction["member"]["user"]["id"])
    return next((member for member in guild.members if member.id == user_id), None)


def _without_user(member: Member) -> Json:
    return {key: value for key, value in member.payload().items() if key != "user"}
