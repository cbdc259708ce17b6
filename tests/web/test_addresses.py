"""Only public addresses may be reached, however they are written and whatever a name leads to."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import READS_OF_A_SERVER
from bot.errors import BadInput, SiteTrouble
from bot.web.addresses import Address, CheckedResolver, checked_url, is_public
from tests.patience import PATIENCE

NOT_PUBLIC = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:93.184.215.14", "fe80::1",
    "fe80::1%lo", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:db8::1", "2002:7f00:1::1",
    "2002:a00:1::", "3fff::1", "4000::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "9.255.255.255", "11.0.0.1", "93.184.215.14", "100.63.255.255", "100.128.0.1", "172.15.0.1",
    "172.32.0.1", "192.167.1.1", "223.255.255.255", "2606:2800:21f:cb07::1", "2a00:1450::1",
    "2001:4860:4860::8888", "64:ff9b::93.184.215.14",
]  # fmt: skip
PRIVATE_HOSTS = [
    "127.0.0.1", "127.0.0.1.", "10.0.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[fe80::1%25lo]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "①②⑦.0.0.1", "127。0。0。1",
]  # fmt: skip
NUMBERS = [
    "2130706433", "127.1", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.0.0.01", "127.0.0.1..", "1.2.3.4.5",
    "256.1.1.1", "1e100.0x",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_of_private_networks_and_of_special_use_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4).map(lambda address: IPv4Address(str(address))))
def test_what_the_standard_library_takes_for_private_is_never_public(address: IPv4Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved:
        assert not is_public(address)


@given(st.ip_addresses(v=4).map(lambda address: IPv4Address(str(address))))
def test_an_address_carried_through_nat64_counts_as_itself(address: IPv4Address) -> None:
    assert is_public(ip_address(f"64:ff9b::{address}")) == is_public(address)


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_a_host_written_as_a_private_address_is_refused_in_words(host: str) -> None:
    with pytest.raises(BadInput, match=r"private network|by a number"):
        checked_url(f"http://{host}/feed", is_public)


@pytest.mark.parametrize("host", NUMBERS)
def test_odd_spellings_of_numbers_are_refused(host: str) -> None:
    with pytest.raises(BadInput):
        checked_url(f"http://{host}/feed", is_public)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/feed", "http"),
        ("file:///etc/hostname", "http"),
        ("gopher://example.org", "http"),
        ("example.org/feed", "http"),
        ("//example.org/feed", "http"),
        ("http:///feed", "http"),
        ("http://", "http"),
        ("", "http"),
        ("https://ann:secret@example.org/feed", "password"),
        ("https://ann@example.org/feed", "user name"),
        ("https://:secret@example.org/feed", "password"),
        ("https://exam ple.org/feed", "spaces"),
        ("https://example.org/feed\r\nX-Evil: 1", "invisible"),
        ("https://example.org/\u202efeed", "invisible"),
        ("https://example.org/\x00", "invisible"),
        ("https://example.org:99999/", "address can.t be read"),
        ("https://example.org:http/", "address can.t be read"),
        ("https://[::1/", "address can.t be read"),
        ("https://example.org\\@127.0.0.1/", "address can.t be read"),
        ("https://xn--zz--q.org/", "address can.t be read"),
        (f"https://example.org/{'a' * 2000}", "2,000"),
    ],
)
def test_what_can_not_be_an_address_is_refused_in_words(url: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        checked_url(url, is_public)


def test_an_address_in_order_is_taken_without_its_fragment() -> None:
    assert (
        str(checked_url("HTTPS://Example.org:8080/a/feed?x=1#top", is_public)) == "https://example.org:8080/a/feed?x=1"
    )
    assert checked_url("https://bücher.example/feed", is_public).raw_host == "xn--bcher-kva.example"


def _resolver(*found: str) -> CheckedResolver:
    def look_up(host: str) -> Sequence[str]:
        return found

    return CheckedResolver(is_public, look_up)


async def test_of_a_names_addresses_only_the_public_ones_are_handed_on_as_numbers() -> None:
    hosts = await _resolver("10.0.0.1", "93.184.215.14", "::1", "2606:2800:21f::1").resolve("example.org", 443)
    assert [(host["host"], host["port"], host["family"]) for host in hosts] == [
        ("93.184.215.14", 443, socket.AF_INET),
        ("2606:2800:21f::1", 443, socket.AF_INET6),
    ]
    assert all(host["flags"] & socket.AI_NUMERICHOST for host in hosts)


async def test_a_name_that_leads_to_private_addresses_alone_is_refused() -> None:
    with pytest.raises(BadInput, match="private network"):
        await _resolver("10.0.0.1", "fe80::1%eth0").resolve("intranet.example.org")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "0x7f.1", "127.1"])
async def test_what_the_machine_itself_takes_for_loopback_is_refused(host: str) -> None:
    resolver = CheckedResolver(is_public)
    with pytest.raises((BadInput, SiteTrouble)):
        await resolver.resolve(host)
    await resolver.close()


async def test_a_name_that_nobody_knows_is_refused_in_words() -> None:
    def look_up(host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    with pytest.raises(SiteTrouble, match=r"No site called nowhere\.example"):
        await CheckedResolver(is_public, look_up).resolve("nowhere.example")


async def test_only_addresses_of_the_wanted_family_are_given() -> None:
    hosts = await _resolver("93.184.215.14", "2606:2800:21f::1").resolve("example.org", 80, socket.AF_INET)
    assert [host["host"] for host in hosts] == ["93.184.215.14"]


def test_who_may_reach_what_is_up_to_the_caller() -> None:
    def only_loopback(address: Address) -> bool:
        return address.is_loopback

    assert checked_url("http://127.0.0.1/feed", only_loopback)
    with pytest.raises(BadInput):
        checked_url("http://93.184.215.14/feed", only_loopback)


async def test_name_servers_that_hang_hold_up_no_other_name() -> None:
    """More hang than a server can have begun before anybody gives up waiting for the first of them."""
    may_go_on, hanging = threading.Event(), 4 * READS_OF_A_SERVER

    def look_up(host: str) -> Sequence[str]:
        if host.startswith("hangs"):
            may_go_on.wait(PATIENCE)
        return ["93.184.216.34"]

    resolver = CheckedResolver(is_public, look_up)
    waiting = [asyncio.create_task(resolver.resolve(f"hangs-{number}.example")) for number in range(hanging)]
    await asyncio.sleep(0)  # they begin
    try:
        [found] = await resolver.resolve("quick.example")
        assert found["host"] == "93.184.216.34"
    finally:
        may_go_on.set()
        await asyncio.gather(*waiting, return_exceptions=True)
        await resolver.close()
