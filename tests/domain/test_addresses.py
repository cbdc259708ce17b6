"""Web addresses as people type them."""

import pytest

from bot.domain.addresses import LONGEST_URL, host_of, read_web_address


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://variety.com/2019", "https://variety.com/2019"),
        (" <https://variety.com/2019> ", "https://variety.com/2019"),
        ("variety.com/2019", "https://variety.com/2019"),
        ("www.polygon.com", "https://www.polygon.com"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_an_address_is_read_as_a_complete_one(text: str, url: str) -> None:
    assert read_web_address(text) == url


@pytest.mark.parametrize(
    "text",
    ["", "variety", "javascript:alert(1)", "ftp://example.org", "https://a b.com", "https://localhost", "https://[x.y"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_web_address(text)


def test_a_long_address_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="longer than 500 characters"):
        read_web_address("https://example.org/".ljust(LONGEST_URL + 1, "x"))


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.Variety.com/a", "variety.com"), ("https://a.example:80", "a.example"), ("https://[x", ""), ("", "")],
)
def test_the_host_of_an_address_is_without_www(url: str, host: str) -> None:
    assert host_of(url) == host
