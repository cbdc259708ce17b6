"""What people and packs write is shown as they wrote it, and does nothing."""

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.text import (
    ELLIPSIS,
    NO_NAME,
    bare_link,
    escape,
    label,
    linkable,
    plain,
    printable,
    quoted,
    shortened,
    to_copy,
    utf16_length,
)
from bot.domain.text import unescaped as as_written
from bot.ui.text import bold, cut, link, listed, spoiler, unformatted
from tests.ui.reading import FORMATTING, PING, in_the_open, shown, unescaped

NASTY = st.lists(
    st.sampled_from(
        [
            *"\\*_~|`[]()<>#@:/&!-+.1 ax\n\t",
            "||",
            "```",
            "@everyone",
            "@here",
            "<@1>",
            "<@&1>",
            "<#1>",
            "<t:0>",
            "https://example.com",
            "discord.gg/abc",
            "Discord.com/invite/abc",
            ":fire:",
            "](",
            "\u202e",
            "\u2066",
            "\u200b",
            "e\u0301",
            "\u0301",
            "א",
            "😀",
            "👩\u200d👩\u200d👧",
        ]
    )
).map("".join)
LESS = settings(max_examples=60)
TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), NASTY)
LIMIT = st.integers(min_value=20, max_value=600)


@LESS
@given(TEXT)
def test_escaped_text_pings_nobody(text: str) -> None:
    assert not PING.search(escape(text))


@LESS
@given(TEXT, LIMIT)
def test_escaped_text_formats_nothing(text: str, limit: int) -> None:
    assert not FORMATTING.search(unescaped(escape(text, limit)))


@LESS
@given(TEXT)
def test_escaped_text_is_one_line(text: str) -> None:
    assert len(escape(text).splitlines()) == 1


@LESS
@given(TEXT)
def test_escaped_text_begins_no_list_heading_or_quote(text: str) -> None:
    assert not re.match(r"([-+*>]|#{1,3}|\d+\.|-#)\s", escape(text).lstrip("\u2068"))


@LESS
@given(TEXT)
def test_escaped_text_leads_nowhere(text: str) -> None:
    assert "://" not in escape(text)
    assert not re.search(r"discord(app)?\.(gg|com)", escape(text), re.IGNORECASE)


@LESS
@given(TEXT)
def test_escaped_text_becomes_no_emoji(text: str) -> None:
    assert not re.search(r"(?<!\\):\w+:", escape(text))


@LESS
@given(TEXT.filter(lambda text: not re.search("[@:.]\u200b", text)))
def test_the_command_line_shows_escaped_text_as_it_was_written(text: str) -> None:
    assert as_written(escape(text, 10_000)) == (plain(text) or NO_NAME)


@LESS
@given(TEXT, LIMIT)
def test_quoted_text_is_escaped_within_its_marks(text: str, limit: int) -> None:
    assert quoted(text, limit) == f"“{escape(text, limit)}”"


@LESS
@given(TEXT, LIMIT)
def test_escaped_text_is_shortened_as_if_it_had_been_cut_while_escaping(text: str, limit: int) -> None:
    made = shortened(escape(text, 10_000), limit)
    assert utf16_length(made) <= limit
    assert not FORMATTING.search(unescaped(made))


@LESS
@given(TEXT, LIMIT)
def test_escaped_text_never_ends_a_spoiler(text: str, limit: int) -> None:
    assert in_the_open(spoiler(f"{escape(text, limit)}")) == ""


@LESS
@given(TEXT, LIMIT)
def test_escaped_text_keeps_its_limit_and_is_never_empty(text: str, limit: int) -> None:
    escaped = escape(text, limit)
    assert 0 < utf16_length(escaped) <= limit


@LESS
@given(TEXT, LIMIT)
def test_nothing_is_cut_within_an_escape(text: str, limit: int) -> None:
    body = escape(text, limit).removesuffix("\u2069").removesuffix(ELLIPSIS)
    trailing = len(body) - len(body.rstrip("\\"))
    assert trailing % 2 == 0


@LESS
@given(TEXT, LIMIT)
def test_escaping_and_labelling_leave_what_can_be_sent(text: str, limit: int) -> None:
    escape(text, limit).encode()
    label(text, limit).encode()


@LESS
@given(st.text("abc dé日😀", min_size=1, max_size=60).filter(str.strip))
def test_a_harmless_name_stays_as_it_is(text: str) -> None:
    assert escape(text) == label(text, 500) == " ".join(text.split())


ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        ENGLAND, f"{ENGLAND}{ENGLAND} fans", "👨\u200d👩\u200d👧\u200d👦", "❤️\u200d🔥", "🇩🇪", "C-3PO",
        "What/If", "S.W.A.T.", "Mr. & Mrs. Smith", "นํ้า", "Ể",
    ],
)  # fmt: skip
def test_an_ordinary_name_is_not_disfigured(text: str) -> None:
    assert escape(text) == label(text, 500) == text


@LESS
@given(st.text("ab*_~|`[]()<#\\", min_size=1, max_size=60))
def test_a_name_of_signs_is_read_as_it_was_written(text: str) -> None:
    assert shown(escape(text)) == text


def test_text_that_turns_its_surroundings_is_held_apart() -> None:
    assert escape("שלום") == "\u2068שלום\u2069"
    assert "\u202e" not in escape("\u202egnp.exe")


@pytest.mark.parametrize("text", ["", " ", "\n", "\u202e", "\u2066\u2069"])
def test_a_name_that_shows_nothing_is_said_to_be_none(text: str) -> None:
    assert escape(text) == label(text, 80) == "(no name)"


@LESS
@given(st.text("ae\u0301 😀", max_size=100))
def test_marks_are_not_piled_up(text: str) -> None:
    assert not re.search("\u0301{5}", plain(text + "\u0301" * 50))


@LESS
@given(TEXT, st.integers(min_value=12, max_value=300))
def test_a_label_keeps_its_limit_and_is_never_empty(text: str, limit: int) -> None:
    made = label(text, limit)
    assert 0 < utf16_length(made) <= limit
    assert len(made.splitlines()) == 1


@LESS
@given(st.text("ab😀", min_size=81, max_size=300))
def test_a_label_that_is_cut_says_so_and_wastes_little(text: str) -> None:
    made = label(text, 80)
    assert made.endswith(ELLIPSIS)
    assert text.startswith(made.removesuffix(ELLIPSIS))
    assert utf16_length(made) >= 79


@pytest.mark.parametrize("url", ["https://example.com/a", "http://example.com/?q=1&b=2#c"])
def test_an_address_of_the_web_is_linked(url: str) -> None:
    assert link("Outlet", url) == f"[Outlet]({url})"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://example.com",
        "discord://x",
        "//example.com",
        "https://exa mple.com",
        "https://example.com/||",
        "https://example.com/<b>",
        "https://example.com/\n",
        "https://variety.com@evil.example/",
        "https://example.com)x",
        "https://example.com/" + "a" * 500,
    ],
)
def test_anything_else_is_not_linked(url: str | None) -> None:
    assert link("Outlet", url) == "Outlet"


@LESS
@given(TEXT)
def test_an_address_never_ends_its_link_early(text: str) -> None:
    made = link("Outlet", f"https://example.com/{text}")
    assert made == "Outlet" or (made.endswith(")") and made.count(")") == 1 and "||" not in made)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.com/*a*", "https://example.com/%2Aa%2A"),
        ("https://example.com/~~a~~", "https://example.com/%7E%7Ea%7E%7E"),
        ("https://example.com/](https://evil.example)", "https://example.com/%5D%28https://evil.example%29"),
    ],
)
def test_an_address_formats_nothing_around_it_and_leads_to_one_place(url: str, shown: str) -> None:
    assert link("Outlet", url) == f"[Outlet]({shown})"
    assert bare_link(url) == f"<{shown}>"


@pytest.mark.parametrize("url", ["https://example.com/>[x](https://evil.example)", "javascript:alert(1)", "\u202e"])
def test_an_address_that_is_unsafe_to_link_to_is_escaped(url: str) -> None:
    assert bare_link(url) == escape(url)


def test_an_address_to_copy_leads_nowhere_and_stays_in_its_marks() -> None:
    assert to_copy("https://example.com/`@everyone") == "`https://example.com/%60@everyone`"


@LESS
@given(TEXT)
def test_a_terminal_obeys_nothing_in_printable_text(text: str) -> None:
    made = printable(text)
    made.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)


@pytest.mark.parametrize("text", ["plain", "zwei\nZeilen\t…", "שלום", "👩\u200d👩\u200d👧", "a\u00a0b"])
def test_what_a_terminal_may_print_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_words_lose_their_formatting_where_they_are_repeated_in_a_card() -> None:
    words = f"I lack {bold(escape('Send Messages'))}; it said {quoted('*a*')}."
    assert unformatted(words, 100) == "I lack Send Messages; it said “\\*a\\*”."


@LESS
@given(st.lists(st.text("ab😀", min_size=1, max_size=80), max_size=30), st.integers(min_value=20, max_value=300))
def test_lines_that_do_not_fit_are_counted_and_none_is_cut(lines: list[str], limit: int) -> None:
    made = cut(lines, limit)
    assert utf16_length(made) <= limit
    kept = made.split("\n") if made else []
    if kept != lines:
        assert kept[:-1] == lines[: len(kept) - 1]
        assert kept[-1] == f"and {len(lines) - len(kept) + 1} more"


def test_parts_are_listed_as_in_a_sentence() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize("text", ["\x07", "\u202e\u202c", " \u200f ", "\ue000", "\u2066 \u2069\n"])
def test_what_is_made_of_removed_characters_alone_has_no_name(text: str) -> None:
    assert escape(text) == label(text, 80) == "(no name)"


@pytest.mark.parametrize("removed", ["\u202e", "\u2066", "\x07", "\ue000"])
def test_marks_are_not_piled_up_past_what_is_removed(removed: str) -> None:
    piled = "e" + removed.join(["\u0301"] * 30)
    assert plain(piled) == "e" + "\u0301" * 4


def test_what_is_remembered_of_texts_is_bounded() -> None:
    tracemalloc.start()
    try:
        for number in range(20_000):
            escape(f"{number}{'x' * 150}")
            label(f"{number}{'x' * 150}", 80)
        for number in range(3_000):
            escape(f"{number}{'x' * 4_000}", 6_000)
            linkable(f"https://{number}.example/{'x' * 4_000}")
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 6_000_000
