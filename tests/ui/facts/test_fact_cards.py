"""Moderators' and members' cards keep Discord's limits and hide what spoils, whatever was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.domain.facts import Character, Fact, Kind
from bot.domain.moderation import ReviewPage
from bot.ui.card import Card
from bot.ui.facts.review import review_card
from bot.ui.members import MemberNames
from tests.ui.answers.worst import BIG, SPOILT, STYLES
from tests.ui.facts.worst import BACKERS, MARKER, WorstModeration, moderation
from tests.ui.reading import PING, assert_discord_takes, formatting_left, in_the_open, items, units

# What a card itself says of members, roles, channels and moments.
OWN = re.compile(r"<@\d+>|<@&\d+>|<#\d+>|<t:\d+:f>")


def texts(embed: discord.Embed) -> list[str]:
    """What is formatted."""
    return [embed.description or "", *(field.value or "" for field in embed.fields)]


def bare(card: Card) -> str:
    """Where nothing can be hidden."""
    parts = [card.embed.title or "", card.embed.footer.text or "", *(field.name or "" for field in card.embed.fields)]
    for item in items(card.view.to_components()):
        parts += [item.get("label") or "", item.get("placeholder") or "", item["custom_id"]]
        parts += [
            text or "" for option in item.get("options", []) for text in (option["label"], option.get("description"))
        ]
    return "\n".join(parts)


def size(embed: discord.Embed) -> int:
    """How large Discord takes the whole embed to be."""
    names = [field.name or "" for field in embed.fields]
    return sum(map(units, (embed.title or "", embed.footer.text or "", *names, *texts(embed))))


def assert_kept(card: Card) -> None:
    embed = card.embed.copy()
    if not embed.footer:
        embed.set_footer(text="-")
    assert_discord_takes(embed.to_dict(), card.view.to_components())
    assert size(embed) <= 6000
    assert max(map(units, texts(embed)[1:]), default=0) <= 1024
    assert units(embed.description or "") <= 4096


def assert_hidden(card: Card) -> None:
    assert MARKER not in bare(card)
    for text in texts(card.embed):
        assert MARKER not in in_the_open(text), text
        assert text.replace("\\|", "").count("||") % 2 == 0, text


def check(made: Iterator[tuple[str, Card]], *assertions: Callable[[Card], None]) -> None:
    for name, card in made:
        for assertion in assertions:
            try:
                assertion(card)
            except AssertionError as error:
                error.add_note(f"in the card {name!r}: {card.embed.to_dict()}")
                raise


def by_its_character(fact: Fact) -> Fact:
    """The fact, given away by its character's name alone."""
    assert fact.character is not None
    return replace(fact, spoils=None, character=replace(fact.character, spoils=SPOILT))


def assert_harmless(card: Card) -> None:
    for text in texts(card.embed):
        left = OWN.sub("", text)
        assert not PING.search(left)
        assert set(formatting_left(left)) <= {"*", "|", "~"}


@pytest.mark.parametrize("style", STYLES)
def test_every_card_keeps_the_limits_and_formats_nothing_that_somebody_wrote(style: str) -> None:
    known = learnt(*("_" * 32 for _ in BACKERS))

    def assert_kept_with_names(card: Card) -> None:
        assert_kept(Card(known.put_into(card.embed), card.view))

    check(moderation(style).all(), assert_kept, assert_harmless, assert_kept_with_names)


@pytest.mark.parametrize(
    "style", ["words", "emoji", "family", "right to left", "markdown", "spoiler marks", "invisible"]
)
def test_what_spoils_is_nowhere_in_the_open_however_long_it_is(style: str) -> None:
    check(moderation(style, MARKER).all(), assert_kept, assert_hidden)


def test_an_address_that_is_too_long_to_link_keeps_the_limits() -> None:
    check(moderation("letters", url=500).all(), assert_kept)


@pytest.mark.parametrize("kind", [Kind.CAST, Kind.NEWS])
@pytest.mark.parametrize("style", ["words", "spoiler marks", "markdown"])
def test_what_a_characters_name_gives_away_is_nowhere_in_the_open(style: str, kind: Kind) -> None:
    worst = moderation(style, MARKER, url=60)
    for statement in (False, True):
        before, after = (by_its_character(worst.fact(kind, statement=statement)) for _ in range(2))
        check(worst.cards(before, after), assert_hidden)


@pytest.mark.parametrize("kind", Kind)
def test_a_change_is_hidden_if_only_one_wording_spoils(kind: Kind) -> None:
    spoiling, harmless = moderation("words", MARKER, url=60), moderation("words", url=60)
    hidden = spoiling.fact(kind)
    check(spoiling.cards(harmless.fact(kind), hidden), assert_hidden)
    # What nobody hides any more is shown, but not on the card that shows the difference.
    unhidden = replace(harmless.fact(kind), claims=hidden.claims[:1])
    check(((name, card) for name, card in harmless.cards(hidden, unhidden) if name == "preview"), assert_hidden)


@pytest.mark.parametrize("kind", Kind)
def test_words_that_turn_out_to_spoil_are_hidden_wherever_they_stood(kind: Kind) -> None:
    worst = moderation("words", MARKER, url=60)
    after = worst.fact(kind)
    check(worst.cards(replace(after, spoils=None, revision_id=1), after), assert_hidden)


@pytest.mark.parametrize("name", ["preview", "saved, edit", "fact, retired False", "history, page 0", "claims"])
def test_what_spoils_can_be_read_by_tapping(name: str) -> None:
    worst = moderation("letters", MARKER, url=60)
    card = dict(worst.cards(worst.fact(Kind.NEWS), worst.fact(Kind.NEWS)))[name]
    assert any(MARKER in text for text in texts(card.embed))


def test_a_fact_that_waits_for_two_reasons_is_offered_once() -> None:
    worst = moderation("words")
    fact = worst.fact(Kind.NEWS)
    card = review_card(ReviewPage((fact,), (fact,), counts=(1, 1, 0)))
    [select] = items(card.view.to_components())
    assert len(select["options"]) == 1
    assert [field.name for field in card.embed.fields] == [
        "Not touched for 90 days: 1",
        "The shared facts have newer words: 1",
    ]


def test_the_credits_of_all_facts_that_wait_are_in_the_footer() -> None:
    fact = moderation("words").fact(Kind.NEWS)
    credited = replace(fact, show=replace(fact.show, credit="Data from a shared archive"))
    card = review_card(ReviewPage((fact, credited), (credited,), counts=(2, 1, 0)))
    assert (card.embed.footer.text or "").endswith("Data from a shared archive")
    alone = review_card(ReviewPage((fact,), counts=(1, 0, 0))).embed.footer.text or ""
    assert "Data from a shared archive" not in alone


def learnt(*names: str) -> MemberNames:
    """Names of members whose ids count down from the largest."""
    known = MemberNames()
    for number, name in enumerate(names):
        known.learn(cast(Any, SimpleNamespace(id=BIG - number, name=name)))
    return known


def test_known_members_are_named_and_others_stay_mentions() -> None:
    embed = learnt("sam_the_fan").put_into(discord.Embed(description=f"By <@{BIG}> and <@7>.").add_field(
        name="Who", value=f"<@8> and <@{BIG}>", inline=False
    ))  # fmt: skip
    assert embed.description == "By @\u200bsam\\_the\\_fan and <@7>."
    assert embed.fields[0].value == "<@8> and @\u200bsam\\_the\\_fan"
    assert embed.fields[0].name == "Who"


@pytest.mark.parametrize("name", ["||", "@everyone", "<@1>", "*a*", "[x](https://example.com)", "~~a~~", "\u202e", ""])
def test_a_members_name_formats_nothing(name: str) -> None:
    text = learnt(name).put_into(discord.Embed(description=f"||x|| <@{BIG}> ||y||")).description or ""
    assert text.startswith("||x|| ")
    assert text.endswith(" ||y||")
    left = text[5:-5]
    assert not PING.search(left.replace(f"<@{BIG}>", ""))
    assert formatting_left(left.replace(f"<@{BIG}>", "")) in ("", "||")


def test_what_was_escaped_is_no_mention() -> None:
    worst = moderation("pings")
    card = dict(worst.cards(worst.fact(Kind.NEWS), worst.fact(Kind.NEWS)))["fact of the pack"]
    assert "<@1>" not in "".join(texts(learnt("sam").put_into(card.embed)))


def test_a_review_of_short_suggestions_keeps_the_limits_with_members_names() -> None:
    worst, known = moderation("letters"), learnt(*("_" * 32 for _ in BACKERS))
    short = tuple(worst.proposal(replace(worst.fact(Kind.NEWS), statement="x" * 170)) for _ in range(5))
    card = review_card(ReviewPage(suggestions=short, counts=(0, 0, 5)))
    assert_kept(Card(known.put_into(card.embed), card.view))


def test_a_section_that_is_full_keeps_its_mentions_where_names_would_be_too_long() -> None:
    known = learnt(*("_" * 32 for _ in BACKERS))
    full = "\n".join(f"<@{backer}>" for backer in BACKERS)
    embed = discord.Embed(description=(full + "\n") * 3)
    for _ in range(4):
        embed.add_field(name="x", value=full)
    assert size(embed) < 6000
    known.put_into(embed)
    assert size(embed) <= 6000
    assert all(units(text) <= 1024 for text in texts(embed)[1:])
    assert units(embed.description or "") <= 4096


def test_so_many_names_are_kept_and_no_more() -> None:
    known = learnt(*(f"member{number}" for number in range(5_001)))
    assert known.put_into(discord.Embed(description=f"<@{BIG}>")).description == f"<@{BIG}>"
    assert known.put_into(discord.Embed(description=f"<@{BIG - 1}>")).description == "@\u200bmember1"
    known.learn(cast(Any, SimpleNamespace(id=BIG - 1, name="renamed")))
    assert known.put_into(discord.Embed(description=f"<@{BIG - 1}>")).description == "@\u200brenamed"


def test_a_character_whose_name_spoils_is_in_no_list() -> None:
    worst = WorstModeration(STYLES["words"])
    fact = replace(worst.fact(Kind.CAST, statement=False), character=Character(1, "The Killer Returns", SPOILT))
    card = review_card(ReviewPage((fact,), (), (worst.proposal(fact),), (1, 0, 1)))
    assert "Killer" not in bare(card)
    assert "Something that spoils S999E9999" in bare(card)
