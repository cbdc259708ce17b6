"""How posts look: within Discord's limits, pinging nobody but the chosen role, spoiling nothing, and put right."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import discord
import pytest

from bot.domain.announcements import MOST_TEXT, Words
from bot.domain.certainty import certainty_on
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Claim, Episode, Fact, Kind, Known, Outcome, Show, Source, Status, Weight
from bot.domain.posts import CountdownPost, DigestPost, EpisodesPost, NewsPost, Post, PostedFact, WordsPost
from bot.ui.posts.message import PostMessage, Stamp, correction_reply, message_of
from tests.ui.answers.worst import BIG, DAY, STYLES, Worst
from tests.ui.reading import PING, formatting_left, in_the_open, shown, units

MARKER = "MARKER"
DUE = datetime(2026, 3, 6, 12, tzinfo=UTC)
STAMP = Stamp("abc123", DUE)
WORST_STAMP = Stamp("zzzzzzzzzzzzz", DUE, delayed=True, ping=BIG)
JJ = Show(1, "Jessica Jones")
NETFLIX = Source(1, "Netflix", None, "https://about.netflix.com/news")
VARIETY = Source(2, "Variety")
TODAY = date(2019, 6, 1)


# Posts of the longest and strangest text


def every_kind(worst: Worst, fate: str) -> Iterator[tuple[str, Post]]:
    """Every kind of post; `fate` is what happened to each of its facts since."""

    def posted(kind: Kind = Kind.NEWS, **shape: Any) -> PostedFact:
        said: dict[str, Any] = {"statement": True, **shape}
        before, now = worst.known(kind, **said), worst.known(kind, **said)
        match fate:
            case "as posted":
                return PostedFact(before, before)
            case "changed":
                return PostedFact(before, now, True, later=worst.later()[0])
            case "undone":
                return PostedFact(before, before, True)
            case "taken out":
                return PostedFact(before, None, True)
            case _:
                denied = replace(
                    before.fact, claims=tuple(replace(claim, supports=False) for claim in before.fact.claims)
                )
                certainty = certainty_on(denied.claims, DAY)
                assert certainty is not None
                return PostedFact(before, Known(denied, certainty), True)

    episodes = tuple(replace(worst.episode(number), aired=date(2020, 1, 1)) for number in range(9900, 9960))
    credit = {"people": tuple(worst.person() for _ in range(5)), "episodes": episodes[:30], "statement": False}
    many = tuple(posted() for _ in range(10))
    yield "one", NewsPost(worst.show, (posted(),))
    yield "credit", NewsPost(worst.show, (posted(Kind.DIRECTOR, **credit),))
    yield "role", NewsPost(worst.show, (posted(Kind.CAST, people=(worst.person(),), character=True, statement=False),))
    yield "many", NewsPost(worst.show, many, 19_990)
    crew = {"people": tuple(worst.person() for _ in range(9)), "statement": False}
    yield "job", NewsPost(worst.show, (posted(Kind.CREW, **crew),))
    yield "end", NewsPost(worst.show, (posted(Kind.RENEWAL, statement=False),))
    released = posted(Kind.RELEASE, statement=False)
    for days, hour in ((30, False), (1, False), (0, False), (0, True)):
        yield f"countdown {days} {hour}", CountdownPost(worst.show, 999, released, days, hour, DUE if hour else None)
    yield "countdown in words", CountdownPost(worst.show, 999, posted(Kind.RELEASE), 7)
    yield "episodes", EpisodesPost(worst.show, 999, episodes, tuple(released for _ in range(60)), True)
    yield "some episodes", EpisodesPost(worst.show, 999, episodes[:3], many[:3])
    yield "digest", DigestPost(worst.show, DUE, DUE, many[:8], many[:8], many[:8], many[:8], 20_000)
    yield "short digest", DigestPost(worst.show, DUE, DUE, retired=many[:1])


FATES = ("as posted", "changed", "undone", "taken out", "denied")


def posts(style: str, marker: str = "", many: int = 3, fates: tuple[str, ...] = FATES) -> dict[str, Post]:
    worst = Worst(STYLES[style], marker=marker, many=many)
    return {f"{name}, {fate}": post for fate in fates for name, post in every_kind(worst, fate)}


def words_posts(style: str) -> dict[str, Post]:
    text = STYLES[style]
    words = Words(text(MOST_TEXT), text(256), "https://example.com/a.png", "https://example.com/" + "a" * 480)
    return {
        "text": WordsPost(Words(words.text)),
        "card": WordsPost(words),
        "title": WordsPost(Words(title=words.title)),
        "image": WordsPost(Words(image_url=words.image_url)),
        "link": WordsPost(Words(text=words.text, link=words.link)),
        "nothing": WordsPost(Words()),
    }


def embed_of(message: PostMessage) -> discord.Embed:
    assert message.embed is not None
    return message.embed


def texts(message: PostMessage) -> list[str]:
    """All texts of the card, if there is one."""
    embed = message.embed
    if embed is None:
        return []
    fields = [part or "" for field in embed.fields for part in (field.name, field.value)]
    return [part for part in (embed.title, embed.description, embed.footer.text, *fields) if part]


def assert_kept(message: PostMessage) -> None:
    assert units(message.content) <= 2000
    assert 1 <= units(message.title) <= 100
    embed = message.embed or discord.Embed()
    assert units(embed.title or "") <= 256
    assert units(embed.description or "") <= 4096
    assert len(embed.fields) <= 25
    for field in embed.fields:
        assert 1 <= units(field.name or "") <= 256
        assert 1 <= units(field.value or "") <= 1024
    assert sum(map(units, texts(message))) <= 6000
    for text in (message.content, message.title, *texts(message)):
        text.encode()  # a lone surrogate can't be sent


@pytest.mark.parametrize("style", STYLES)
def test_every_post_keeps_the_limits(style: str) -> None:
    for name, post in (posts(style) | words_posts(style)).items():
        for make in (message_of, correction_reply):
            try:
                assert_kept(make(post, WORST_STAMP))
            except AssertionError as error:
                error.add_note(f"in the post {name!r}")
                raise


@pytest.mark.parametrize("style", ["letters", "emoji", "markdown"])
def test_forty_sources_and_spoiler_marks_keep_the_limits(style: str) -> None:
    for post in posts(style, MARKER, many=40).values():
        assert_kept(message_of(post, WORST_STAMP))


@pytest.mark.parametrize("style", STYLES)
def test_the_reference_is_a_word_of_its_own_in_the_footer_or_the_last_line(style: str) -> None:
    for post in (posts(style, fates=("as posted", "changed")) | words_posts(style)).values():
        for make in (message_of, correction_reply):
            message = make(post, STAMP)
            foot = message.embed.footer.text if message.embed else message.content.split("\n")[-1].removeprefix("-# ")
            assert (foot or "").split()[:3] == ["Announcement", "·", STAMP.reference]


@pytest.mark.parametrize("style", STYLES)
def test_no_fact_pings_or_formats(style: str) -> None:
    stamps = re.compile(r"<t:\d+:[a-zA-Z]>")
    for name, post in posts(style).items():
        message = message_of(post, STAMP)
        foot = message.embed.footer.text if message.embed else None
        for text in (message.content, *(text for text in texts(message)[1:] if text != foot)):
            # Discord formats nothing in footers, and nothing in them pings.
            plain = stamps.sub("", text)
            assert not PING.search(plain), name
            assert set(formatting_left(plain)) <= {"*", "|", "~"}, name


@pytest.mark.parametrize("style", STYLES)
def test_what_spoils_is_nowhere_in_the_open(style: str) -> None:
    for name, post in posts(style, MARKER, 3).items():
        for make in (message_of, correction_reply):
            message = make(post, WORST_STAMP)
            embed = embed_of(message)
            fields = embed.fields
            bare = [message.content, message.title, embed.title, embed.footer.text]
            for text in (*bare, *(field.name for field in fields)):
                assert MARKER not in (text or ""), name
            for text in (embed.description or "", *(field.value or "" for field in fields)):
                assert MARKER not in in_the_open(text), name
                assert text.replace("\\|", "").count("||") % 2 == 0, name


@pytest.mark.parametrize("name", ["one", "role", "many", "countdown in words", "digest"])
def test_what_spoils_can_be_read_by_tapping(name: str) -> None:
    for fate in ("as posted", "changed"):
        message = message_of(posts("letters", MARKER, 3)[f"{name}, {fate}"], STAMP)
        assert any(MARKER in text for text in texts(message))
        assert any("(spoils S999E9999)" in text for text in texts(message))


@pytest.mark.parametrize("style", STYLES)
def test_a_fact_that_spoils_now_is_hidden_in_its_earlier_words_too(style: str) -> None:
    """Of two wordings, whichever spoils."""
    open_, hidden = Worst(STYLES[style], many=2), Worst(STYLES[style], marker=MARKER, many=2)
    secret = hidden.known(Kind.NEWS, statement=True)
    bare = open_.known(Kind.NEWS, statement=True)
    bare = replace(bare, fact=replace(bare.fact, id=secret.fact.id, statement=f"{MARKER} {bare.fact.statement}"[:500]))
    for posted in (PostedFact(bare, secret, True), PostedFact(secret, bare, True)):
        for post in (
            NewsPost(open_.show, (posted,)),
            NewsPost(open_.show, (posted, posted)),
            CountdownPost(JJ, 2, posted, 7),
        ):
            message = message_of(post, STAMP)
            assert MARKER not in message.content + message.title
            for text in texts(message):
                assert MARKER not in in_the_open(text)


# Who is pinged


def test_only_the_chosen_role_is_pinged() -> None:
    message = message_of(WordsPost(Words("@everyone <@1> <@&2>")), replace(STAMP, ping=77))
    assert message.content == "<@&77>\n@everyone <@1> <@&2>\n-# Announcement · abc123"
    assert message.allowed_mentions.to_dict() == {"parse": [], "roles": [77]}


def test_without_a_role_nobody_is_pinged() -> None:
    for post in (WordsPost(Words("@everyone")), news()):
        assert message_of(post, STAMP).allowed_mentions.to_dict() == {"parse": []}


def test_a_correction_pings_nobody_again() -> None:
    stamp = replace(STAMP, ping=77)
    corrected = message_of(news(now=fact("There is none.")), stamp)
    assert corrected.content.startswith("<@&77>\n✏️ Corrected: ")
    assert "77" not in str(corrected.allowed_mentions.to_dict())
    answer = correction_reply(news(now=fact("There is none.")), stamp)
    assert answer.content.startswith("✏️ Corrected: ")
    assert "77" not in str(answer.allowed_mentions.to_dict())
    assert message_of(news(), stamp).content.startswith("<@&77>\n✅ Confirmed")


def test_the_credit_for_the_data_of_a_post_is_in_its_footer() -> None:
    post = replace(news(), show=replace(JJ, credit="Data from TVmaze (CC BY-SA 4.0)"))
    message = message_of(post, STAMP)
    assert embed_of(message).footer.text == "Announcement · abc123 · Data from TVmaze (CC BY-SA 4.0)"


# What moderators wrote


def test_a_text_alone_is_the_messages_text() -> None:
    message = message_of(WordsPost(Words("# Tonight\n**Watch** it ||or else||")), STAMP)
    assert message.content == "# Tonight\n**Watch** it ||or else||\n-# Announcement · abc123"
    assert message.embeds == []
    assert message.title == "Tonight"


def test_a_title_an_image_and_a_link_make_a_card() -> None:
    words = Words("**Watch** it", "The trailer", "https://example.com/a.png", "https://example.com/t")
    message = message_of(WordsPost(words), replace(STAMP, ping=77))
    embed = embed_of(message)
    assert (embed.title, embed.url, embed.description) == ("The trailer", "https://example.com/t", "**Watch** it")
    assert embed.image.url == "https://example.com/a.png"
    assert (message.content, message.title) == ("<@&77>", "The trailer")


def test_a_link_without_a_title_still_leads_somewhere() -> None:
    embed = embed_of(message_of(WordsPost(Words("It is out.", link="https://example.com/t")), STAMP))
    assert embed.title
    assert embed.url == "https://example.com/t"


def test_a_text_of_the_previous_release_that_is_cut_opens_no_spoiler() -> None:
    text = "x" * 1900 + " ||" + MARKER + " " + "y" * 80 + " " + MARKER + "||"
    message = message_of(WordsPost(Words(text)), WORST_STAMP)
    assert units(message.content) <= 2000
    assert MARKER not in message.content
    assert message.content.endswith("…")
    assert embed_of(message).footer.text == f"Announcement · {WORST_STAMP.reference}"
    whole = message_of(WordsPost(Words(text[:2000])), STAMP)
    assert whole.content == text[:2000]
    assert whole.embed


@pytest.mark.parametrize("text", [f"||{MARKER}||", f"||{MARKER}\nmore||\nThe rest", f"So ||{MARKER}|| it ends"])
def test_a_threads_name_spoils_nothing(text: str) -> None:
    for words in (Words(text), Words(title=text.replace("\n", " "))):
        assert MARKER not in message_of(WordsPost(words), STAMP).title


def test_what_is_late_says_so() -> None:
    line = f"Delayed: this was due <t:{int(DUE.timestamp())}:f>."
    for post in (*words_posts("letters").values(), *posts("letters").values()):
        late, on_time = message_of(post, WORST_STAMP), message_of(post, STAMP)
        assert [text for text in texts(late) if text.endswith(line)] or line.lower() in f"{late.content.lower()}."
        assert "elayed" not in "".join((on_time.content, *texts(on_time)))


# Facts


def fact(statement: str | None = "There is a fourth season.", *claims: Claim, **changes: Any) -> Known:
    said = claims or (Claim(NETFLIX, Weight.CONFIRMED, date(2019, 3, 1), published=PartialDate.parse("2019-03-01")),)
    plain = Fact(1, 1, Kind.NEWS, JJ, said, statement, seasons=(3,))
    made = replace(plain, **changes)
    certainty = certainty_on(made.claims, TODAY)
    assert certainty is not None
    return Known(made, certainty)


def news(before: Known | None = None, now: Known | None = None, **changes: Any) -> NewsPost:
    before = before or fact()
    posted = PostedFact(before, now or before, corrected=now is not None)
    return NewsPost(JJ, (replace(posted, **changes),))


DENIAL = Claim(VARIETY, Weight.CONFIRMED, date(2019, 4, 1), supports=False, published=PartialDate.parse("2019-04-01"))
SAID = "There is a fourth season."


def card_of(post: Post, stamp: Stamp = STAMP) -> str:
    return shown("\n".join(texts(message_of(post, stamp))))


def test_news_say_how_sure_who_said_so_and_when() -> None:
    message = message_of(news(), STAMP)
    assert message.content == f"✅ Confirmed · Jessica Jones: {SAID}"
    assert embed_of(message).title == "Jessica Jones · season 3"
    assert embed_of(message).description == (
        f"{SAID}\n✅ **Confirmed** · [Netflix](https://about.netflix.com/news) · 1 March 2019"
    )
    assert message.title == f"✅ Confirmed · Jessica Jones: {SAID}"


def test_a_rumour_is_called_one() -> None:
    rumour = fact(SAID, Claim(VARIETY, Weight.RUMOURED, date(2019, 3, 1)))
    message = message_of(news(rumour), STAMP)
    assert message.content.startswith("💬 Rumoured · ")
    assert "💬 **Rumoured** · Variety · date not recorded" in (embed_of(message).description or "")


def test_what_spoils_is_announced_without_a_word_of_it() -> None:
    spoiling = fact("Jessica kills Kilgrave.", spoils=EpisodeCode(1, 13))
    message = message_of(news(spoiling), STAMP)
    assert message.content == "✅ Confirmed · Jessica Jones: something about season 3 that spoils S01E13"
    assert "||Jessica kills Kilgrave.|| (spoils S01E13)" in (embed_of(message).description or "")


def test_many_news_are_listed_with_their_sources_and_counted() -> None:
    first, other = fact(), fact("It is long.", Claim(VARIETY, Weight.REPORTED, date(2019, 3, 1)), id=2)
    message = message_of(NewsPost(JJ, (PostedFact(first, first), PostedFact(other, other)), 7), STAMP)
    assert message.content == "📣 Jessica Jones: 9 news items"
    assert embed_of(message).description == (
        f"✅ **Confirmed** · {SAID} · [Netflix](https://about.netflix.com/news) · 1 March 2019\n"
        "📰 **Reported** · It is long. · Variety · date not recorded\n"
        "*and 7 more, which /news lists*"
    )


def test_a_changed_statement_is_struck_through() -> None:
    text = card_of(news(now=fact("There is a fifth season.")))
    assert f"✏️ ~~{SAID}~~\nThere is a fifth season.\n✅ **Confirmed** · " in text
    message = message_of(news(now=fact("There is a fifth season.")), STAMP)
    assert message.content == "✏️ Corrected: Jessica Jones: There is a fifth season. · confirmed"


def test_a_denied_statement_is_struck_through_with_who_denied_it_and_when() -> None:
    text = card_of(news(now=fact(SAID, *fact().fact.claims, DENIAL)))
    assert f"✏️ ~~{SAID}~~\n❌ **Denied** · Variety · 1 April 2019" in text
    assert "Confirmed 1 March 2019 and denied 1 April 2019" in text
    assert "It was posted as confirmed." in text


def test_a_status_that_got_less_sure_says_what_it_was() -> None:
    rumoured = fact(SAID, Claim(VARIETY, Weight.RUMOURED, date(2019, 3, 1)))
    text = card_of(news(now=rumoured))
    assert f"✏️ {SAID}" in text
    assert "~~" not in text
    assert "💬 **Rumoured**" in text
    assert "It was posted as confirmed." in text


def test_what_was_taken_out_says_so() -> None:
    post = news(now=None, corrected=True)
    post = replace(post, facts=(replace(post.facts[0], now=None),))
    assert f"✏️ ~~{SAID}~~\n*Taken out of this server's answers since.*" in card_of(post)
    assert SAID not in message_of(post, STAMP).content


def test_a_change_that_was_undone_says_that_the_post_is_right_again() -> None:
    text = card_of(news(now=fact()))
    assert "It was changed for a while; what was posted is right again." in text
    assert "~~" not in text


def test_what_changed_beside_the_words_is_shown() -> None:
    before = fact("It is coming.", kind=Kind.RELEASE, released=PartialDate.parse("early 2020"))
    now = fact("It is coming.", kind=Kind.RELEASE, released=PartialDate.parse("2020-03-08"))
    assert "When: ~~early~~ **8 March** 2020" in card_of(news(before, now))
    people = card_of(news(fact(), fact(seasons=(2,))))
    assert "Where: season ~~3~~ **2**" in people


def test_what_refuted_a_fact_is_named() -> None:
    refuted = fact(SAID, settled_by=9, outcome=Outcome.REFUTED)
    later = fact("Netflix ends the show.", id=9)
    assert "↪ Since refuted: Netflix ends the show." in card_of(news(now=refuted, later=later))


def test_of_several_facts_only_the_corrected_are_struck_through() -> None:
    first, other = fact(), fact("It is long.", id=2)
    post = NewsPost(JJ, (PostedFact(first, fact("It is short."), True), PostedFact(other, other)))
    message = message_of(post, STAMP)
    assert message.content == "✏️ Corrected: Jessica Jones: 1 of 2 facts"
    text = card_of(post)
    assert f"✏️ ~~{SAID}~~\n→ ✅ **Confirmed** · It is short. · " in text
    assert "\n✅ **Confirmed** · It is long. · " in text
    answer = shown("\n".join(texts(correction_reply(post, STAMP))))
    assert "It is short." in answer
    assert "It is long." not in answer


# Countdowns


def countdown(days: int, hour: bool = False, at: datetime | None = None, known: Known | None = None) -> CountdownPost:
    known = known or fact(None, kind=Kind.RELEASE, released=PartialDate.parse("2019-06-14"))
    return CountdownPost(JJ, 3, PostedFact(known, known), days, hour, at)


@pytest.mark.parametrize(
    ("days", "hour", "words"),
    [
        (30, False, "season 3 in 30 days"),
        (1, False, "season 3 in 1 day"),
        (0, False, "season 3 begins today"),
        (0, True, "season 3 begins now"),
    ],
)
def test_a_countdown_says_how_long_and_how_sure(days: int, hour: bool, words: str) -> None:
    message = message_of(countdown(days, hour), STAMP)
    assert message.content == f"⏳ Jessica Jones: {words} · confirmed"
    assert embed_of(message).title == "Jessica Jones · season 3"
    assert (embed_of(message).description or "").startswith("**14 June 2019**\n✅ **Confirmed** · [Netflix](")


def test_a_late_countdown_calls_no_other_day_today() -> None:
    late = replace(STAMP, delayed=True)
    for hour in (False, True):
        content = message_of(countdown(0, hour), late).content
        assert "today" not in content
        assert "now" not in content


def test_a_day_has_no_hour_unless_that_is_known() -> None:
    assert "<t:" not in card_of(countdown(7))
    at = datetime(2019, 6, 14, 7, tzinfo=UTC)
    assert f"**14 June 2019 · <t:{int(at.timestamp())}:t> where you are**" in card_of(countdown(7, at=at))


def test_a_date_that_spoils_is_hidden_with_how_long_it_is_until_then() -> None:
    spoiling = fact(None, kind=Kind.RELEASE, released=PartialDate.parse("2019-06-14"), spoils=EpisodeCode(1, 13))
    message = message_of(countdown(7, known=spoiling), STAMP)
    assert message.content == "⏳ Jessica Jones: something about season 3 that spoils S01E13"
    assert "14 June" not in in_the_open(embed_of(message).description or "")
    assert "14 June 2019" in (embed_of(message).description or "")


def test_a_date_that_is_only_reported_is_no_more_than_that() -> None:
    said = Claim(VARIETY, Weight.REPORTED, date(2019, 3, 1))
    reported = fact(None, said, kind=Kind.RELEASE, released=PartialDate.parse("2019-06-14"))
    message = message_of(countdown(7, known=reported), STAMP)
    assert message.content.endswith(" · reported")
    assert "📰 **Reported** · Variety" in (embed_of(message).description or "")


def test_a_countdown_whose_day_moved_says_which_it_was() -> None:
    moved = fact(None, kind=Kind.RELEASE, released=PartialDate.parse("2019-07-14"))
    posted = PostedFact(countdown(7).release.before, moved, True)
    message = message_of(replace(countdown(7), release=posted), STAMP)
    assert message.content == "✏️ Corrected: Jessica Jones: Season 3: 14 July 2019 · confirmed"
    assert (embed_of(message).description or "").startswith("✏️ ~~Season 3: 14 June 2019~~\nSeason 3: 14 July 2019\n")


# Episodes


def episodes(count: int, whole: bool = False, *, known: bool = True) -> EpisodesPost:
    found = tuple(Episode(n, EpisodeCode(3, n), f"AKA {n}", date(2019, 6, 14)) for n in range(1, count + 1))
    releases = tuple(fact(None, id=episode.id, kind=Kind.RELEASE, episodes=(episode,)) for episode in found)
    return EpisodesPost(
        JJ, 3, found, tuple(PostedFact(release, release) for release in releases) if known else (), whole
    )


@pytest.mark.parametrize(
    ("post", "words"),
    [
        (episodes(1), "S03E01 is out today · confirmed"),
        (episodes(2), "S03E01 and S03E02 are out today · confirmed"),
        (episodes(5), "5 episodes of season 3 are out today · confirmed"),
        (episodes(13, whole=True), "all 13 episodes of season 3 are out today · confirmed"),
        (episodes(1, known=False), "S03E01 is out today · no source on record"),
    ],
)
def test_the_episodes_of_a_day_are_named(post: EpisodesPost, words: str) -> None:
    assert message_of(post, STAMP).content == f"📺 Jessica Jones: {words}"
    assert "S03E01 · AKA 1" in card_of(post)
    assert ("Netflix" in card_of(post)) is bool(post.facts)
    assert ("Who said so is not recorded." in card_of(post)) is not post.facts


def test_episodes_whose_day_spoils_are_hidden() -> None:
    post = episodes(2)
    secret = fact(None, kind=Kind.RELEASE, episodes=post.episodes, spoils=EpisodeCode(1, 13))
    message = message_of(replace(post, facts=(PostedFact(secret, secret),)), STAMP)
    assert message.content == "📺 Jessica Jones: something about S03E01 and S03E02 that spoils S01E13"
    assert "AKA" not in in_the_open(embed_of(message).description or "")
    assert "AKA 1" in (embed_of(message).description or "")


def test_the_same_source_of_all_episodes_is_named_once() -> None:
    assert card_of(episodes(13, whole=True)).count("Netflix") == 1


# Digests


def test_a_digest_counts_and_lists_by_sort() -> None:
    first, out = fact(), fact("It is long.", id=2)
    denied = fact("It is short.", *first.fact.claims, DENIAL, id=3)
    post = DigestPost(
        JJ, DUE, DUE, (PostedFact(first, first),), (), (PostedFact(denied, denied),), (PostedFact(out, None),), 4
    )
    message = message_of(post, STAMP)
    assert message.content == "🗞️ Jessica Jones: 1 added, 1 denied, 1 taken out, 4 more"
    found = {field.name: field.value for field in embed_of(message).fields}
    assert list(found) == ["Added", "Denied", "Taken out"]
    assert "❌ **Denied** · It is short. · Variety · 1 April 2019" in (found["Denied"] or "")
    assert found["Taken out"] == "➖ It is long."
    assert "and 4 more" in (embed_of(message).description or "")


def test_a_digest_shows_what_came_back() -> None:
    back = fact("It is long.", id=2)
    post = DigestPost(JJ, DUE, DUE, retired=(PostedFact(back, back, True),))
    assert "✏️ in the answers again: ✅ **Confirmed** · It is long." in card_of(post)
    assert message_of(post, STAMP).content.startswith("✏️ Corrected: ")


def test_the_colour_is_the_status() -> None:
    def colour(post: Post) -> discord.Colour | None:
        return embed_of(message_of(post, STAMP)).colour

    denied = fact(SAID, *fact().fact.claims, DENIAL)
    assert denied.certainty.status is Status.DENIED
    assert len({str(colour(post)) for post in (news(), news(denied), WordsPost(Words("Hello", "A title")))}) == 3
