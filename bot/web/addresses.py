"""Which addresses the bot may fetch when somebody else chose them: only public ones.

People who may add a feed must not reach what is open only to the bot's own machine and network.
"""

import asyncio
import re
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.domain.addresses import LONGEST_URL
from bot.domain.text import escape
from bot.errors import BadInput, SiteTrouble

Address: TypeAlias = IPv4Address | IPv6Address
MayReach: TypeAlias = Callable[[Address], bool]
LookUp: TypeAlias = Callable[[str], Sequence[str]]
"""Takes a host's name and returns its addresses; runs in a thread. Raises OSError."""

_LOOK_UP_SECONDS = 10.0
# A name server that hangs keeps a thread for longer than anybody waits, so there are more than feeds are read at once.
_LOOK_UPS_AT_ONCE = 32

# Listed here, since versions of Python differ in which addresses they call global.
_CLOSED_IPV4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # looks public, but serves a hosting company's machines with data about themselves
    )
)  # fmt: skip
_OPEN_IPV6 = IPv6Network("2000::/3")
# Within the open block: tunnels that carry an IPv4 address (2001::/32, 2002::/16), and documentation.
_CLOSED_IPV6 = tuple(IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)\.*", re.IGNORECASE)


def is_public(address: Address) -> bool:
    """Whether anybody on the internet can reach the address, so that the bot may too."""
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _CLOSED_IPV4)
    if address in _NAT64:
        # Machines without IPv4 reach IPv4 sites this way.
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _OPEN_IPV6 and not any(address in block for block in _CLOSED_IPV6)


def checked_url(url: str, may_reach: MayReach) -> URL:
    """The URL without its fragment, if it may be fetched as far as its text shows; the resolver checks the host's name.

    Raises BadInput in words.
    """
    if len(url) > LONGEST_URL:
        raise BadInput(f"That address is longer than {LONGEST_URL:,} characters. Give a shorter one.")
    if not url.isprintable() or " " in url:
        raise BadInput("That address has spaces or invisible characters in it. Copy it again.")
    try:
        parsed = URL(url)
        host, readable = parsed.raw_host, parsed.host
    except ValueError as error:
        raise BadInput("That address can't be read. Copy it from the browser's address bar.") from error
    if parsed.scheme not in ("http", "https") or not host or not readable:
        raise BadInput("That is not the address of a site. It must begin with http:// or https:// and name a host.")
    if parsed.raw_user is not None or parsed.raw_password is not None:
        raise BadInput("That address has a user name or a password in it. Give one without.")
    _check_literal(host, may_reach)
    return parsed.with_fragment(None)


def _check_literal(host: str, may_reach: MayReach) -> None:
    """Check a host that is an IP address, which the resolver never sees."""
    try:
        address = ip_address(host.rstrip("."))
    except ValueError as error:
        if ":" in host or _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
            raise BadInput("That address names its host by a number that can't be read. Give its name.") from error
        return
    if not may_reach(address):
        raise _private()


def _private() -> BadInput:
    return BadInput("That address leads into a private network, which Casefile does not enter. Give a public one.")


class CheckedResolver(AbstractResolver):
    """Looks names up for a connector, and returns only addresses that may be reached.

    The connector uses exactly these, so it does not matter if the name leads elsewhere a moment later.
    """

    def __init__(self, may_reach: MayReach, look_up: LookUp | None = None) -> None:
        self._may_reach = may_reach
        self._look_up = look_up or _addresses_of
        # Its own threads: a name server that hangs must not hold up the rest of the bot.
        self._threads = ThreadPoolExecutor(_LOOK_UPS_AT_ONCE, thread_name_prefix="look-up")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The host's addresses that may be reached. Raises BadInput if there are only others, SiteTrouble for none."""
        found = [address for address in await self._addresses(host) if family in (socket.AF_UNSPEC, _family(address))]
        if not found:
            raise SiteTrouble(f"No site called {escape(host)} was found.")
        reachable = [address for address in found if self._may_reach(address)]
        if not reachable:
            raise _private()
        return [
            ResolveResult(
                hostname=host, host=str(address), port=port, family=_family(address), proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in reachable
        ]  # fmt: skip

    async def _addresses(self, host: str) -> list[Address]:
        asked = asyncio.get_running_loop().run_in_executor(self._threads, self._look_up, host)
        try:
            async with asyncio.timeout(_LOOK_UP_SECONDS):
                found = await asked
        except TimeoutError as error:
            raise SiteTrouble(f"The name {escape(host)} could not be looked up in time.") from error
        except (OSError, UnicodeError) as error:
            raise SiteTrouble(f"No site called {escape(host)} was found.") from error
        return [ip_address(address) for address in dict.fromkeys(found)]

    async def close(self) -> None:
        """Start no more look-ups; one that hangs is left to end by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _family(address: Address) -> socket.AddressFamily:
    return socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6


def _addresses_of(host: str) -> list[str]:
    infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(info[4][0]) for info in infos]
