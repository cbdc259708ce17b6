"""Who calls, and what they may do. It is checked anew with every call: a role may be taken away between two presses."""

from dataclasses import dataclass

from bot.errors import NotModerator
from bot.store.gateways.servers import Server
from bot.store.store import Gateways


@dataclass(frozen=True, slots=True)
class Caller:
    """A member of a server as Discord describes them at this moment: their roles, and whether they may manage it."""

    guild: int
    user: int
    manages: bool = False
    roles: frozenset[int] = frozenset()


async def require_moderator(gateways: Gateways, caller: Caller) -> Server:
    """The server's choices, if the caller moderates there: who may manage it, or has the role that it chose.

    Raises NotModerator.
    """
    server = await gateways.servers.get(caller.guild)
    if not caller.manages and (server.moderator_role is None or server.moderator_role not in caller.roles):
        raise NotModerator
    return server
