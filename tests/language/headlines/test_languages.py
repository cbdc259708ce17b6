"""Which texts are about a show in languages without spaces or capitals, with particles and case endings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import THRESHOLD, ShowNames
from bot.language.headlines.relevance import ShowWords
from bot.language.headlines.running_text import RunningText
from bot.language.headlines.vocabulary import seasons_in
from tests.language.headlines.labels import FRESH, LANGUAGES, TUNE, language_items, show_names
from tests.language.headlines.measures import language_scores, measure

SHOWS = {language: ShowWords(show_names()[language]) for language in LANGUAGES}
CASES = ("Ночной паром", "Ночного парома", "Ночному парому", "Ночным паромом", "«Ночном пароме»", "НОЧНОЙ ПАРОМ")
UMLAUTS = ("„Die Nachtfähre“", "»Die Nachtfaehre«", '"Nachtfähre"', "DIE NACHTFAEHRE", "Nachtfähre")
MIXED = st.text(
    alphabet="夜のフェリー「」『』、。第2季期航渡轮밤의 여객선이'시즌Ночнгпармоу«»,Vapur’unä :主演배우", max_size=40
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_irrelevant_item_is_taken_and_most_relevant_ones_are_found(language: str) -> None:
    measured = measure(language_scores(language, TUNE), THRESHOLD)
    assert measured.wrong == 0
    assert measured.right >= 8
    later = measure(language_scores(language, FRESH), THRESHOLD)
    assert later.wrong <= 1
    assert later.right >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labels_are_as_many_of_each(language: str) -> None:
    for part, most in ((TUNE, 10), (FRESH, 5)):
        labels = [item.about for item in language_items(language, part)]
        assert (labels.count(True), labels.count(False)) == (most, most)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("japanese", "「夜のフェリー」第2期の制作が決定"),
        ("japanese", "海外ドラマ『夜のフェリー』が復活"),
        ("japanese", "ＮＩＧＨＴ　ＦＥＲＲＹ新シーズン"),
        ("chinese", "热播剧《夜航渡轮》回归"),
        ("chinese", "“夜航渡轮”第3季来了"),
        *(("korean", f"'밤의 여객선'{particle} 돌아왔다") for particle in ("이", "은", "의", "에서", "으로", "")),
        *(("korean", f"드라마 밤의 여객선{particle} 시즌2") for particle in ("이", "은", "의", "과", "에도")),
        *(("russian", f"Зрители сериала о {title} говорят") for title in CASES),
        *(("turkish", f"Yeni bölüm: Gece Vapuru{mark}{end}") for mark in "'’‘" for end in ("nun", "na", "ndan")),
        *(("german", f"Neue Folgen der Serie {title}") for title in UMLAUTS),
    ],
)  # fmt: skip
def test_a_title_is_found_in_all_its_forms(language: str, text: str) -> None:
    relevance = SHOWS[language].relevance(text)
    assert (len(relevance.titles), relevance.about) == (1, True)


@pytest.mark.parametrize(
    ("language", "text", "people", "characters"),
    [
        ("japanese", "アダ・モローがヴェイル船長を演じる", (0,), (3,)),
        ("chinese", "由艾达·莫罗饰演的维尔船长回来了", (0,), (3,)),
        ("korean", "에이다 모로는 베일 선장에게 작별을", (0,), (3,)),
        ("russian", "Роль Инес Вейл досталась Аде Моро, а Йону Риделя сыграет другой", (0,), (3, 4)),
        ("russian", "Интервью с Томасом Линдквистом и Зорей Ветлугиной", (1, 2), ()),
        ("turkish", "Yunus Rıhtım’ı Defne Işılay'ın kardeşi oynuyor", (2,), (4,)),
        ("german", "Kaethe Moewenfels und Soenke Muehlgraeber, Jörg Brueckenäcker", (2, 1), (3,)),
    ],
)
def test_people_and_characters_are_found_in_all_their_forms(
    language: str, text: str, people: tuple[int, ...], characters: tuple[int, ...]
) -> None:
    relevance = SHOWS[language].relevance(text)
    assert (relevance.people, relevance.characters) == (people, characters)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("japanese", "スリードの新作シーズン"),  # another word in the same alphabet, of which a name is a part
        ("korean", "여객선 밤의 운항"),
        ("russian", "Парни о ночных парах"),
        ("turkish", "Geceler ve vapurlar"),
        ("german", "Fährennacht der Serie"),
    ],
)
def test_other_words_are_no_form_of_a_name(language: str, text: str) -> None:
    relevance = SHOWS[language].relevance(text)
    assert (relevance.titles, relevance.people, relevance.characters) == ((), (), ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("japanese", "映画「夜のフェリー」が公開"),
        ("chinese", "小说《夜航渡轮》出版"),
        ("korean", "뮤지컬 '밤의 여객선' 개막"),
        ("russian", "Вышел роман «Ночной паром»"),
        ("russian", "О книге «Ночной паром»"),
        ("german", "Der Roman „Nachtfähre“ erscheint"),
    ],
)
def test_another_work_of_the_same_title_is_another(language: str, text: str) -> None:
    assert not SHOWS[language].relevance(text).about


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("『凪』最終回", ("凪",)),
        ("凪 シーズン2", ("凪",)),
        ("凪の海でドラマ撮影", ()),
        ("《相伴》定档", ("相伴",)),
        ("家人相伴过年", ()),
    ],
)
def test_a_title_of_one_or_two_characters_must_stand_apart(text: str, titles: tuple[str, ...]) -> None:
    assert ShowWords(ShowNames(("凪", "相伴"), {}, {})).relevance(text).titles == titles


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Llega el tráiler de La casa de papel", True),
        ("La casa de papel estrena temporada", True),
        ("La casa de papel de mi abuela", False),
        ("Compra una casa de papel", False),
    ],
)
def test_a_title_that_is_written_like_a_sentence_needs_one_capital_letter(text: str, about: bool) -> None:
    assert ShowWords(ShowNames(("La casa de papel",), {}, {})).relevance(text).about is about


@pytest.mark.parametrize("text", ["Don't miss the season finale", "We’ll see: don’t ask", "He'd go"])
def test_a_contraction_is_no_form_of_a_name(text: str) -> None:
    assert not ShowWords(ShowNames((), {}, {1: ("Don",), 2: ("Will",)})).relevance(text).characters


@pytest.mark.parametrize(
    ("text", "seasons"),
    [
        ("第2期の制作", (2,)), ("第二季", (2,)), ("シーズン３", (3,)), ("第十期", (10,)),
        ("시즌 2 예고편", (2,)), ("2시즌", (2,)), ("ikinci sezonu", (2,)), ("4. sezon", (4,)),
        ("второй сезон", (2,)), ("третьего сезона", (3,)), ("3 сезон", (3,)),
        ("第2話", ()), ("第2回", ()), ("сезон отпусков", ()),
    ],
)  # fmt: skip
def test_seasons_are_read_in_other_languages(text: str, seasons: tuple[int, ...]) -> None:
    assert seasons_in(RunningText(text, pieces=True)) == seasons


@given(MIXED, MIXED)
def test_any_mixture_can_be_asked_about(headline: str, summary: str) -> None:
    for words in SHOWS.values():
        assert 0 <= words.relevance(headline, summary).score <= 1


@given(st.text(max_size=20) | st.sampled_from(("Die-Nachtfähre", "der: Wolkenfänger", "ÄÖ ü", " 凪 ", "Ж")), MIXED)
def test_any_name_can_be_looked_for(name: str, text: str) -> None:
    words = ShowWords(ShowNames((name,), {1: (name,)}, {2: (name,)}, name))
    assert 0 <= words.relevance(f"{text} {name}", text).score <= 1


@given(st.sampled_from(LANGUAGES), MIXED, MIXED)
def test_a_text_without_a_name_is_about_nothing(language: str, headline: str, summary: str) -> None:
    names = ShowNames(("Glass Orchard",), {1: ("Wim Adler",)}, {2: ("Oda Quist",)}, show_names()[language].network)
    assert ShowWords(names).relevance(headline, summary).score == 0


@pytest.mark.parametrize("alphabet", ["夜航渡轮船长", "밤의여객선장", "ночпармвейл"])
def test_long_texts_are_read_in_well_under_a_second_beside_many_names(alphabet: str) -> None:
    size = len(alphabet)
    names = {n: (f"{alphabet[n % size]}{alphabet[n // size % size]} {alphabet[n % 5]}{n}",) for n in range(2000)}
    words = ShowWords(ShowNames(("Night Ferry",), names, {}))
    summary = (f"{alphabet} " * 300)[:2000]
    begun = time.process_time()
    for number in range(20):
        words.relevance(f"{alphabet} {number}", summary)
    assert time.process_time() - begun < 1
