"""What sites send is decoded as browsers do it: by label, unless the bytes say otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.encodings import decoded

JAPANESE, CHINESE, KOREAN = "夜のフェリー①が出る", "夜航渡轮第二季", "밤의 여객선 똠방각하"
RUSSIAN, FRENCH, TURKISH, GREEK = "Ночной паром", "L’été à Évian €", "Gece Vapuru’nun ışığı", "Νύχτα στο πλοίο"


def _declaring(label: str, words: str, encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{label}"?><rss><title>{words}</title></rss>'.encode(encoding)


@pytest.mark.parametrize(
    ("labels", "encoding", "words"),
    [
        ("gb2312 GBK x-gbk chinese csGB2312 gb_2312-80 gb18030", "gbk", CHINESE + "瞭镕"),
        ("shift_jis Shift-JIS x-sjis windows-31j ms_kanji", "cp932", JAPANESE),
        ("ks_c_5601-1987 euc-kr korean windows-949 ksc_5601", "cp949", KOREAN),
        ("big5 Big5-HKSCS x-x-big5 cn-big5", "big5hkscs", "夜航渡輪"),
        ("EUC-JP x-euc-jp", "euc_jis_2004", JAPANESE),
        ("iso-2022-jp", "iso2022_jp", "夜のフェリー"),
        ("iso-8859-1 latin1 us-ascii x-cp1252 ISO_8859-1:1987", "cp1252", FRENCH),
        ("iso-8859-9 latin5 windows-1254 x-cp1254", "cp1254", TURKISH),
        ("windows-1251 x-cp1251 cp1251", "cp1251", RUSSIAN),
        ("koi8-r koi", "koi8-r", RUSSIAN),
        ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN),
        ("windows-1253 x-cp1253", "cp1253", GREEK),
        ("iso-8859-15 csisolatin9", "iso8859-15", "Été €"),
        ("tis-620 dos-874 iso-8859-11", "cp874", "เรือเฟอร์รี่"),
        ("iso-8859-8-i logical hebrew", "iso8859-8", "מעבורת"),
        ("utf-8 UTF8 unicode-1-1-utf-8", "utf-8", JAPANESE + FRENCH),
    ],
)
def test_a_label_means_what_it_means_to_browsers(labels: str, encoding: str, words: str) -> None:
    for label in labels.split():
        text, is_valid = decoded(_declaring(label, words, encoding), "")
        assert (words in text, is_valid) == (True, True), label
        text, is_valid = decoded(words.encode(encoding), f"text/xml; charset={label}")
        assert (text, is_valid) == (words, True), label


@pytest.mark.parametrize("label", ["gb2312", "shift_jis", "euc-kr", "iso-8859-1", "windows-1251", "us-ascii", "koi8-u"])
@pytest.mark.parametrize("words", [JAPANESE, CHINESE, KOREAN, RUSSIAN, FRENCH, TURKISH])
def test_a_label_that_the_bytes_contradict_loses_to_valid_utf8(label: str, words: str) -> None:
    text, is_valid = decoded(_declaring(label, words, "utf-8"), f"text/xml; charset={label}")
    assert (words in text, is_valid) == (True, False)


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "utf-16be", "ucs-2", "unicode", "utf-32", "iso-10646-ucs-2"])
@pytest.mark.parametrize("words", ["Night Ferry", RUSSIAN])
def test_a_declared_width_that_the_bytes_do_not_have_is_no_obstacle(label: str, words: str) -> None:
    assert words in decoded(_declaring(label, words, "utf-8"), "")[0]
    assert words in decoded(f"<rss>{words}</rss>".encode(), f"application/xml; charset={label}")[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32"])
@pytest.mark.parametrize("beginning", ["<rss>", '{"version": ', "[ ", "\n<feed>"])
def test_wide_characters_are_seen_whatever_is_declared(encoding: str, beginning: str) -> None:
    assert decoded((beginning + JAPANESE).encode(encoding), "text/xml; charset=utf-8") == (beginning + JAPANESE, True)


@pytest.mark.parametrize("label", ["", "no-such-label", "rot13", "x" * 40, "utf-8"])
def test_without_a_usable_label_it_is_utf8_if_it_can_be(label: str) -> None:
    assert JAPANESE in decoded(_declaring(label, JAPANESE, "utf-8"), "")[0]
    assert "Café" in decoded(_declaring(label, "Café", "latin-1"), "")[0]


@given(
    st.sampled_from(
        [("utf-8", JAPANESE), ("gbk", CHINESE), ("cp932", JAPANESE), ("cp949", KOREAN), ("cp1251", RUSSIAN)]
    ),
    st.data(),
)
def test_one_wrong_byte_costs_one_character(written: tuple[str, str], data: st.DataObject) -> None:
    encoding, words = written
    text = f"<title>{words}</title><b>{words}</b>"
    place = data.draw(st.integers(0, len(text)))
    # A byte that is no character in most of these, and one by itself in the others.
    body = b"\xff".join(part.encode(encoding) for part in (text[:place], text[place:]))
    found, _ = decoded(body, f"text/xml; charset={encoding}")
    assert found[:place] + found[place + 1 :] == text


@given(st.binary(max_size=200), st.sampled_from(("", "gbk", "utf-16", "hz", "utf-7", "hex", "idna", "undefined", "é")))
def test_any_bytes_make_some_text(body: bytes, label: str) -> None:
    text, _ = decoded(body, f"text/xml; charset={label}")
    text.encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decoded(text.encode(), "") == (text, True)
