"""Parsing feeds: every format, valid and damaged, and the marks by which items are recognised."""

import time
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.domain.feeds import Item, ReadFeed
from bot.web.feed_entries import Unreadable
from tests.web.feed_server import FEEDS
from tests.web.feed_texts import AT, RSS, read_feed


def _sample(name: str) -> ReadFeed:
    return read_feed((FEEDS / name).read_bytes())


def test_rss_gives_items_in_plain_text_with_whole_links() -> None:
    feed = _sample("rss20.xml")
    assert (feed.title, feed.broken, feed.every) == ("The Harbour Gazette", False, timedelta(minutes=45))
    renewed, recap, elsewhere = feed.items
    assert renewed.title == "Night Ferry renewed for a second season & a special"
    assert renewed.url == "https://feeds.example/2026/11/night-ferry-renewed/?page=2#comments"
    assert renewed.summary == "Ida Holm returns — with Tom. More soon."
    assert (renewed.outlet, renewed.published) == ("The Harbour Gazette", date(2026, 11, 20))
    assert [mark.partition(":")[0] for mark in renewed.marks] == ["id", "url", "title", "titled"]
    assert (recap.summary, recap.published) == ("Only the content tells it.", date(2026, 11, 19))
    assert (elsewhere.outlet, elsewhere.published) == ("Coast Tidings", None)


def test_rss_of_1999_is_read_without_fetching_its_document_type() -> None:
    feed = _sample("rss091.xml")
    assert [(item.title, item.summary) for item in feed.items] == [("Night Ferry in the dock", "Repairs begin.")]
    assert not feed.broken


def test_rdf_isread_feed() -> None:
    feed = _sample("rdf.xml")
    (item,) = feed.items
    assert (feed.title, item.title, item.published) == ("Pier News", "Night Ferry casts a captain", date(2026, 11, 18))


def test_atom_is_read_with_its_base_its_kinds_of_text_and_its_sources() -> None:
    feed = _sample("atom.xml")
    first, second = feed.items
    assert feed.title == "Deck & Bridge"
    assert (first.title, first.summary) == ("Night Ferry <3 season 2", "A calm sea.")
    assert (first.url, first.published) == ("https://deck.example/blog/ferry", date(2026, 11, 21))
    assert (second.title, second.outlet, second.summary) == ("Night shift", "Other Shore", "Words.")


def test_json_feed_gives_the_items_that_can_beread_feed() -> None:
    feed = _sample("feed.json")
    director, note = feed.items
    assert (feed.title, feed.broken) == ("Lighthouse", True)
    assert (director.summary, director.published) == ("It is Mara Lund.", date(2026, 11, 21))
    assert (note.title, note.outlet, note.published) == ("A note without a title", "tidings.example", None)


@pytest.mark.parametrize(
    ("asks", "every"),
    [
        ("", None),
        ("<ttl>45</ttl>", timedelta(minutes=45)),
        ("<ttl>often</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", timedelta(hours=6)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", timedelta(days=1)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><ttl>90</ttl>", timedelta(minutes=90)),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(asks: str, every: timedelta | None) -> None:
    body = RSS.format(asks + "<item><title>x</title></item>")
    body = body.replace("<rss ", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ')
    assert read_feed(body).every == every


ENTITIES = (
    '<?xml version="1.0" encoding="{}"?>'
    '<!DOCTYPE rss [<!ENTITY a "ferry"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
) + RSS.format("<item><title>&c;</title></item>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"])
def test_entities_are_never_expanded_whatever_the_encoding(encoding: str) -> None:
    body = ENTITIES.format(encoding)
    packed = body[: body.index("?>") + 2].encode() + body[body.index("?>") + 2 :].encode("utf-7")
    with pytest.raises(Unreadable) as trouble:
        read_feed(packed if encoding == "utf-7" else body.encode(encoding))
    assert encoding == "cp037" or "entities" in str(trouble.value)


def test_a_feed_cut_off_gives_the_items_before_the_cut() -> None:
    body = RSS.format("<item><title>Whole</title></item><item><title>Half</title><link>https://gazette.exa")
    feed = read_feed(body.removesuffix("</channel></rss>"))
    assert ([item.title for item in feed.items], feed.broken) == (["Whole"], True)
    items = b'[{"id": "1", "title": "Whole"}, {"id": "2", "title": "Ha'
    cut = b'{"version": "https://jsonfeed.org/version/1", "items": ' + items
    feed = read_feed(cut)
    assert ([item.title for item in feed.items], feed.broken) == (["Whole"], True)


def test_stray_characters_and_wrong_encodings_leave_what_can_beread_feed() -> None:
    feed = read_feed(RSS.format("<item><title>Salt & Pepper at Sea</title></item>"))
    assert ([item.title for item in feed.items], feed.broken) == (["Salt & Pepper at Sea"], True)
    latin = '<?xml version="1.0" encoding="utf-8"?>' + RSS.format("<item><title>Café at Sea</title></item>")
    feed = read_feed(latin.encode("latin-1"))
    assert ([item.title for item in feed.items], feed.broken) == (["Café at Sea"], True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "iso-8859-1", "windows-1252"])
def test_a_feed_in_any_encoding_that_it_names_is_in_order(encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?>' + RSS.format("<item><title>Café</title></item>")
    feed = read_feed(body.encode(encoding), "image/png")
    assert ([item.title for item in feed.items], feed.broken) == (["Café"], False)


def test_the_servers_word_on_the_encoding_counts_where_the_file_has_none() -> None:
    body = RSS.format("<item><title>Ночной паром</title></item>").encode("windows-1251")
    feed = read_feed(body, "text/xml; charset=windows-1251")
    assert ([item.title for item in feed.items], feed.broken) == (["Ночной паром"], False)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "empty answer"),
        ("  \n", "empty answer"),
        ("<html><body>Hello</body></html>", "web page"),
        ("<html><![x y]><body>Hello</body></html>", "web page"),
        ("just words", "not a feed"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "not a feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a feed"),
        ('<rss version="2.0"><channel><title>Cut', "nothing in it"),
        ('{"items": []}', "no feed"),
        ('{"version": "2", "items": []}', "no feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', "no feed"),
        ("[]", "no feed"),
        ("{nonsense", "damaged"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_what_is_not_a_feed_is_refused_in_words(body: bytes | str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_feed(body)


@pytest.mark.parametrize(
    "body",
    ["<!-- -->" * 50_000 + "<htm", "<rss>" + " " * 500_000, "<" * 20_000, "<a>" * 2_000, "{" * 50_000],
    ids=["comments", "spaces", "signs", "tags", "braces"],
)
def test_what_is_made_to_be_a_burden_is_soon_done_with(body: str) -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable):
        read_feed(body)
    assert time.process_time() - begun < 2


def test_an_empty_feed_is_a_feed() -> None:
    feed = read_feed(RSS.format(""))
    assert (feed.title, feed.items, feed.broken) == ("Gazette", (), False)


def test_text_loses_what_deceives_the_eye_and_keeps_mentions_as_text() -> None:
    title = "@everyone &lt;@123&gt; Night\u200b \u202eyrreF\u202c\u2066!\u2069 \ufeffat\tsea\u00ad\u3164"
    feed = read_feed(RSS.format(f"<item><title>{title}</title></item>"))
    assert feed.items[0].title.startswith("@everyone")
    assert feed.items[0].title.endswith("Night yrreF! at sea")


@pytest.mark.parametrize("title", ["The cast's Q&A", "Law & Order", "I <3 this ferry", "5 < 6"])
def test_a_title_keeps_characters_that_are_not_markup(title: str) -> None:
    (found,) = _items(_item(title.replace("&", "&amp;").replace("<", "&lt;"), "https://gazette.example/x", "1"))
    assert found.title == title


def test_everything_is_cut_to_its_length() -> None:
    link = "https://gazette.example/" + "x" * 2000
    long_item = f"<item><title>{'a' * 400}</title><link>{link}</link><description>{'b ' * 9000}</description></item>"
    many = "".join(f"<item><title>Item {number}</title></item>" for number in range(300))
    feed = read_feed(RSS.replace("Gazette", "G" * 500).format(long_item + many))
    assert (len(feed.items), len(feed.title), len(feed.items[0].title)) == (200, 200, 300)
    assert len(feed.items[0].summary) <= 2000
    assert feed.items[0].url is None


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/hostname", "https://ann:secret@gazette.example/", "http://[::1", "data:x"],
)
def test_links_that_lead_to_no_web_page_are_left_out(link: str) -> None:
    feed = read_feed(RSS.format(f"<item><title>x</title><link>{link}</link></item>"))
    assert feed.items[0].url is None


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("Mon, 23 Nov 2026 12:00:00 GMT", date(2026, 11, 23)),
        ("Wed, 25 Nov 2026 12:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 99 Nov 2026 12:00:00 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_that_can_not_be_is_none(given: str, published: date | None) -> None:
    body = RSS.format(f"<item><title>x</title><pubDate>{given}</pubDate></item>")
    assert (read_feed(body)).items[0].published == published


def _item(title: str, link: str, guid: str, day: int = 20) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<pubDate>{day} Nov 2026 10:00:00 GMT</pubDate></item>"
    )


def _items(*entries: str, at: str = AT) -> tuple[Item, ...]:
    return read_feed(RSS.format("".join(entries)), at=at).items


LONG = "Night Ferry finds a new captain for season two"


@pytest.mark.parametrize(
    "again",
    [
        _item(LONG, "https://gazette.example/captain", "1", day=21),
        _item(LONG, "https://gazette.example/captain", "2", day=21),
        _item("Captain found", "https://gazette.example/other", "1"),
        _item("Captain found", "http://www.gazette.example/captain/?utm_source=x#top", "3"),
        _item(LONG.upper() + "!", "https://gazette.example/other", "4"),
    ],
)
def test_an_item_that_comes_back_changed_is_known_again(again: str) -> None:
    (before,) = _items(_item(LONG, "https://gazette.example/captain", "1"))
    (after,) = _items(again)
    assert set(before.marks) & set(after.marks)


def test_two_items_of_one_feed_share_no_mark_unless_they_have_the_same_address_and_title() -> None:
    title = "This week on the Night Ferry with all of you"
    items = _items(
        _item(title, "https://gazette.example/week-1", "1"),
        _item(title, "https://gazette.example/week-2", "2"),
        _item("Episode recap", "https://gazette.example/", "3"),
        _item("Episode recap", "https://gazette.example/", "4"),
        _item("One", "https://gazette.example/all?b=1&amp;a=2", "5"),
        _item("Two", "https://gazette.example/all?a=2&amp;b=1", "6"),
    )
    marks = Counter(mark for item in items for mark in item.marks)
    assert len(items) == 6
    assert all(any(marks[mark] == 1 for mark in item.marks) for item in items)
    [(shared, times)] = [(mark, times) for mark, times in marks.items() if times > 1]
    assert (shared.partition(":")[0], times) == ("titled", 2)


def test_an_item_that_occurs_twice_is_read_once() -> None:
    same = _item(LONG, "https://gazette.example/captain", "1")
    assert len(_items(same, same)) == 1


def test_the_same_number_on_two_sites_is_not_the_same_item() -> None:
    (here,) = _items(_item("Recap one", "/a", "1"))
    (there,) = _items(_item("Recap one", "/a", "1"), at="https://other.example/feed")
    assert not set(here.marks) & set(there.marks)


@pytest.mark.parametrize(
    "beside",
    [
        '<source url="http://[x"/>',
        '<source url="http://a℀b.example/">Q</source>',
        "<description>a &#xD800; &#99999999999; &nbsp; b</description>",
        "<description><![CDATA[a <![x y]> b]]></description>",
        "<description><![CDATA[a <![ x [ b]]></description>",
    ],
)
def test_what_is_wrong_with_one_item_costs_no_other(beside: str) -> None:
    faulty = f"<item><title>Captain found</title><link>https://gazette.example/captain</link>{beside}</item>"
    assert [item.title for item in _items(faulty, _item("Mate found", "/mate", "2"))] == [
        "Captain found", "Mate found"
    ]  # fmt: skip


def test_items_of_a_json_feed_without_an_address_have_none() -> None:
    entries = '{"id": "1", "title": "Captain found"}, {"id": "2", "title": "Mate found", "external_url": null}'
    feed = read_feed(f'{{"version": "https://jsonfeed.org/version/1", "title": "Gazette", "items": [{entries}]}}')
    assert [(item.url, item.outlet) for item in feed.items] == [(None, "Gazette")] * 2


def test_what_would_break_out_of_a_link_is_written_otherwise() -> None:
    (item,) = _items(_item("Captain found", 'https://gazette.example/a&lt;@1&gt;||b"c', "1"))
    assert item.url == "https://gazette.example/a%3C@1%3E%7C%7Cb%22c"
