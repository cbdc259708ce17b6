"""What is wrong with feeds costs as little as possible: a character, a link, a date, but neither items nor feeds."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.feed_entries import Unreadable
from bot.web.repairs import mended
from tests.web.feed_texts import JSON, RSS, TODAY, read_feed


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("AT&T renews it", "AT&T renews it"),
        ("Q&A with the cast", "Q&A with the cast"),
        ("R&D; and S&T;", "R&D; and S&T;"),
        ("Salt & Pepper &amp; Co", "Salt & Pepper & Co"),
        ("Caf&eacute;&nbsp;&mdash; &#8220;Night&#x201D;", "Café — “Night”"),
        ("a &#xD800;&#0;&#99999999999;&#x1F; b", "a \ufffd\ufffd\ufffd\ufffd b"),
        ("a \x0b\x00\x1b b", "a \ufffd\ufffd\ufffd b"),
        ("<![CDATA[AT&T & Q&A]]> & more", "AT&T & Q&A & more"),
        ("AT&amp;amp;T", "AT&T"),
    ],
)
@pytest.mark.parametrize("beside", ["", "<description>x & y <br> z</description>"], ids=["strict", "loose"])
def test_a_wrong_character_costs_no_other(written: str, title: str, beside: str) -> None:
    item = f"<item><title>{written}</title><link>https://gazette.example/?a=1&copy=2&b=3</link>{beside}</item>"
    feed = read_feed(RSS.format(item))
    assert feed.items[0].title == title
    assert feed.items[0].url == "https://gazette.example/?a=1&copy=2&b=3"
    assert feed.broken


@given(st.text(alphabet="&;#xab T1<>[]CDAT!", max_size=30))
def test_mending_is_done_once_and_leaves_a_text_that_isread_feed(text: str) -> None:
    repaired, was_broken = mended(text)
    assert mended(repaired) == (repaired, False)
    assert was_broken is (repaired != text)


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>12345</guid>", None),
        ('<guid isPermaLink="true">node/7</guid>', None),
        ("<guid>tag:gazette.example,2026:7</guid>", None),
        ("<guid>https://gazette.example/7</guid>", "https://gazette.example/7"),
        ('<guid isPermaLink="false">https://gazette.example/7</guid>', None),
        ("<guid>12345</guid><link>/7</link>", "https://feeds.example/7"),
        ("<link>/7</link><guid>12345</guid>", "https://feeds.example/7"),
    ],
)
def test_an_id_is_an_address_only_if_it_looks_like_one(guid: str, url: str | None) -> None:
    feed = read_feed(RSS.format(f"<item><title>x</title>{guid}</item>"))
    assert feed.items[0].url == url


@pytest.mark.parametrize(
    ("own", "url"),
    [
        ("<id>post-123</id>", None),
        ("<id>urn:uuid:1225c695</id>", None),
        ("<id>https://deck.example/7?a=1&amp;b=2</id>", "https://deck.example/7?a=1&b=2"),
        ('<id>post-123</id><link href="7"/>', "https://deck.example/blog/7"),
        ('<link href="7"/><id>post-123</id>', "https://deck.example/blog/7"),
    ],
)
@pytest.mark.parametrize("base", ["", ' xml:base="https://deck.example/blog/"'])
def test_an_id_in_atom_is_an_address_only_if_it_is_written_as_one(own: str, url: str | None, base: str) -> None:
    entry = f"<entry><title>x</title>{own}</entry>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"{base}><title>Gazette</title>{entry}</feed>'
    found = read_feed(atom, at="https://deck.example/blog/feed").items[0].url
    assert found == url


@pytest.mark.parametrize(("length", "is_kept"), [(501, True), (2000, True), (2001, False)])
def test_links_of_up_to_two_thousand_characters_are_kept(length: int, is_kept: bool) -> None:
    link = "https://gazette.example/?".ljust(length, "x")
    body = JSON.format(f'{{"id": "1", "title": "x", "url": "{link}"}}')
    for feed in (read_feed(body), read_feed(RSS.format(f"<item><title>x</title><link>{link}</link></item>"))):
        assert feed.items[0].url == (link if is_kept else None)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"Night \ud83d Ferry", "Night \ufffd Ferry"),
        (r"Night \uDE00\ud83d Ferry", "Night \ufffd\ufffd Ferry"),
        (r"Night \ud83d\ude00 Ferry \ud83d", "Night 😀 Ferry \ufffd"),
        (r"Night \\ud83d \ud800\u0041", r"Night \ud83d " + "\ufffdA"),
    ],
)
def test_half_a_character_in_a_json_feed_costs_one_character(written: str, title: str) -> None:
    entries = f'{{"id": "1", "title": "{written}"}}, {{"id": "2", "title": "Mate found"}}'
    feed = read_feed(JSON.format(entries))
    assert [item.title for item in feed.items] == [title, "Mate found"]
    cut = read_feed(JSON.format(f'{entries}, {{"id": "3", "ti').removesuffix("]}"))
    assert [item.title for item in cut.items] == [title, "Mate found"]


@pytest.mark.parametrize(
    "given",
    ["22.11.2026 12:16", "Sun, 22/11/2026 - 15:21", "dim., 22 nov. 2026 12:16:00 +0100", "Вс, 22 ноя 2026 12:16 +0300",
     "2026年11月22日", "22 de noviembre de 2026", "Sun, 22 Nov 2026 12:16:00 GMT", "2026-11-22T12:16:00Z"],
)  # fmt: skip
def test_dates_are_read_however_they_are_written(given: str) -> None:
    bodies = (
        RSS.format(f"<item><title>x</title><pubDate>{given}</pubDate></item>"),
        JSON.format(f'{{"id": "1", "title": "x", "date_published": "{given}"}}'),
    )
    assert [read_feed(body).items[0].published for body in bodies] == [date(2026, 11, 22)] * 2


def test_of_a_long_feed_the_newest_are_read_wherever_they_are() -> None:
    days = [TODAY - timedelta(days=number * 7 % 300) for number in range(300)]
    entries = [f"<item><title>{day}</title><pubDate>{day:%d %b %Y}</pubDate></item>" for day in days]
    written = [f'{{"id": "{day}", "title": "{day}", "date_published": "{day}"}}' for day in days]
    for body in (RSS.format("".join(entries)), JSON.format(", ".join(written))):
        newest = [TODAY - timedelta(days=number) for number in range(200)]
        assert [(item.title, item.published) for item in read_feed(body).items] == [(str(day), day) for day in newest]


@pytest.mark.parametrize(
    "before",
    ["<!DOCTYPE html>", "<!doctype html>\n\n",
     '<?xml version="1.0"?>\n<!DOCTYPE html>\n', "<!DOCTYPE html><!-- x -->\n",
     '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "https://x.example/strict.dtd">\n<?xml version="1.0"?>'],
)  # fmt: skip
def test_a_feed_with_a_pages_document_type_is_a_feed(before: str) -> None:
    feed = read_feed(before + RSS.format("<item><title>Captain found</title></item>"))
    assert ([item.title for item in feed.items], feed.broken) == (["Captain found"], False)
    with pytest.raises(Unreadable, match="web page"):
        read_feed(f"{before}<html><body><rss></rss></body></html>")


COMMENTS = [
    ("Gazette » Comments Feed", "/comments/feed/"),
    ("Kommentar-Feed", "/a"),
    ("Flux des commentaires", "/b"),
    ("コメント", "/c"),
    ("RSS", "/feed/?type=comments"),
    ("", "/%D0%BA%D0%BE%D0%BC%D0%BC%D0%B5%D0%BD%D1%82%D0%B0%D1%80%D0%B8%D0%B8"),
]


def _page(links: Iterable[tuple[str, str]], base: str = "") -> str:
    named = [f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{to}">' for title, to in links]
    return f"<!DOCTYPE html><html><head>{base}{''.join(named)}</head><body>Hello</body></html>"


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("", "https://feeds.example/news.xml"),
        ('<base href="https://static.example/site/">', "https://static.example/site/news.xml"),
        ('<base href="/en/">', "https://feeds.example/en/news.xml"),
        ('<base target="_blank">', "https://feeds.example/news.xml"),
        ('<base href="http://[x">', "https://feeds.example/news.xml"),
    ],
)
def test_a_page_names_the_address_of_its_feed(base: str, address: str) -> None:
    with pytest.raises(Unreadable, match=f"Add its feed instead: `{address}`"):
        read_feed(_page([*COMMENTS, ("News", "news.xml"), ("More", "more.xml")], base))


def test_a_feed_of_comments_is_not_recommended() -> None:
    with pytest.raises(Unreadable, match="Look for a link"):
        read_feed(_page(COMMENTS))
