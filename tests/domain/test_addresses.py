"""Web addresses as people type them."""

import pytest

from bot.domain.addresses import LONGEST_IMAGE, LONGEST_URL, host_of, is_picture_address, read_web_address


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
    with pytest.raises(ValueError, match="longer than 2,000 characters"):
        read_web_address("https://example.org/".ljust(LONGEST_URL + 1, "x"))


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.Variety.com/a", "variety.com"), ("https://a.example:80", "a.example"), ("https://[x", ""), ("", "")],
)
def test_the_host_of_an_address_is_without_www(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "url",
    [
        "https://static.tvmaze.com/uploads/images/medium_portrait/31/77884.jpg",
        "https://a.example/x?y=1&z=%20",
        "https://a.xn--p1ai/x_(1).png",
        "https://a.example/".ljust(LONGEST_IMAGE, "x"),
    ],
)
def test_an_address_that_discord_takes_may_be_a_pictures(url: str) -> None:
    assert is_picture_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://a.example/x",
        "HTTPS://a.example/x",
        "https://a.example",
        "https://a.example/",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://user@a.example/x",
        "https://a.example:8080/x",
        "https://a..example/x",
        "https://-a.example/x",
        f"https://{'a' * 64}.example/x",
        f"https://{'a.' * 130}example/x",
        "https://a.example/x y",
        "https://a.example/ü",
        "https://a.example/%zz",
        "https://a.example/x\n",
        "https://a.example/<x>",
        "https://a.example/x#part",
        "data:image/png;base64,AAAA",
        "attachment://x.png",
        "https://a.example/".ljust(LONGEST_IMAGE + 1, "x"),
    ],
)
def test_no_other_address_is_a_pictures(url: str) -> None:
    assert not is_picture_address(url)
