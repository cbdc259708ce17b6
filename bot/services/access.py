"""Who calls, and what they may do. Every call checks it again, since a role may be taken away between two presses."""

from dataclasses import dataclass

from bot.errors import NotModerator
from bot.store.gateways.servers import Server
from bot.store.store import Gateways


@dataclass(frozen=True, slots=True)
class Caller:
    """A member of a server as Discord describes them now: their roles, and whether they have Manage Server."""

    guild: int
    user: int
    manages: bool = False
    roles: frozenset[int] = frozenset()


async def require_moderator(gateways: Gateways, caller: Caller) -> Server:
    """Return the server's choices. Raises NotModerator unless the caller manages it or has its moderators' role."""
    server = await gateways.servers.get(caller.guild)
    if not caller.manages and (server.moderator_role is None or server.moderator_role not in caller.roles):
        raise NotModerator
    return server
