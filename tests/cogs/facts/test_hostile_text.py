"""Whatever moderators and members type, the cards and the log made of it neither ping nor format nor break out."""

import pytest
from simcord import MemberActor

from tests.cogs.facts.actions import (
    RUMOUR,
    VARIETY,
    add,
    add_keeper,
    assert_nobody_is_pinged,
    card,
    draft,
    edit,
    fact_of,
    fits,
    form,
    in_words,
    keep_log,
    of_others,
    save,
    send,
)
from tests.cogs.world import Seen, World, look, seen
from tests.ui.reading import LINK, PING, in_the_open, unescaped

HOSTILE = [
    "@everyone",
    "<@&1>",
    "||x||",
    "[a](https://evil.example)",
    "``` x",
    "\u202egnp.exe",
    "**bold** _and_ ~~struck~~",
    "https://evil.example/free",
    "# Heading",
    "> quote",
    "<t:0:R> </ban:1>",
    "back\\slash\\",
    "zalgo" + "\u0301" * 60,
    "שלום עולם",
    "line\n# of its own\n-# small",
]
MIXED = [" ".join(HOSTILE[place::5]) for place in range(5)]
MARKS = frozenset("_~`[]<>")


def assert_harmless(shown: Seen) -> None:
    """Check that what others wrote is shown as they wrote it; bold, spoilers and strokes are the card's own."""
    formatted = [of_others(text) for text in (shown.description, shown.content, *(value for _, value in shown.fields))]
    for text in formatted:
        assert not PING.search(text), text
        assert "://evil" not in text, text
        bare = unescaped(LINK.sub(r"\1", text))
        assert bare.count("||") % 2 == 0, text
        assert bare.count("**") % 2 == 0, text
        assert not set(bare) & MARKS - {"~"}, text
    for text in (*formatted, shown.bare):
        assert "\u202e" not in text
        assert "\u0301" * 10 not in text
    assert "@everyone" not in shown.content


@pytest.fixture
async def keeper(world: World) -> MemberActor:
    return await add_keeper(world, name="**keeper** ||x|| <@&1> @everyone"[:32])


async def test_what_moderators_type_is_harmless_in_every_card(world: World, keeper: MemberActor) -> None:
    log = await keep_log(world)
    for text in MIXED:
        claim = {"outlet": f"Out {text}", "speaker": f"Spoken {text}", "weight": "rumoured"}
        fields = {"statement": f"Said: {text}", "where": "season 9", "reason": f"Why {text}"}
        shown = await draft(keeper, world.channel, "news", fields, claim, VARIETY)
        assert_harmless(card(shown))
        saved = await save(keeper, shown)
        assert_harmless(saved)
        fact = fact_of(saved)
        for command in ("show", "history", "source"):
            assert_harmless(card(await keeper.slash(world.channel, f"fact {command}", fact=fact)))
        changed = await edit(keeper, world.channel, fact, statement=f"{text} it is", reason=text)
        assert_harmless(card(changed))
        assert_harmless(await save(keeper, changed))
        assert_harmless(card(await keeper.slash(world.channel, "fact history", fact=fact)))
        assert_harmless(card(await keeper.slash(world.channel, "fact retire", fact=fact, reason=f"Out {text}")))
    messages = log.history()
    assert len(messages) == 3 * len(MIXED)
    for message in messages:
        assert not message.mention_everyone
        assert message.role_mentions == []
        assert "\n" not in message.content
        assert_harmless(look(message))
    assert_nobody_is_pinged(world)


async def test_names_that_are_new_are_harmless_in_every_card(world: World, keeper: MemberActor) -> None:
    for text in MIXED:
        fields = {"people": f"Per {text} as Cee {text}".replace("\n", " "), "where": "season 9"}
        opened = await keeper.slash(world.channel, "fact add", kind="cast")
        shown = await send(keeper, opened, fields)
        if shown.response is not None and look(shown.response).title:
            assert_harmless(card(shown))
        else:
            assert_harmless(in_words(shown))
    assert_nobody_is_pinged(world)


async def test_a_conflict_of_hostile_words_is_harmless(world: World, keeper: MemberActor) -> None:
    made = await add(world.moderator, world.channel, "news", {"statement": "Words.", "where": "season 9"}, RUMOUR)
    fact = fact_of(card(made))
    for text in MIXED:
        mine = await edit(keeper, world.channel, fact, statement=f"Mine {text}")
        theirs = await edit(world.moderator, world.channel, fact, statement=f"Theirs {text}")
        await save(world.moderator, theirs)
        both = card(await keeper.click(card(mine).message, label="Save"))
        assert both.title == "Somebody was faster"
        assert_harmless(both)


async def test_what_members_suggest_is_harmless_in_every_card(world: World) -> None:
    log = await keep_log(world)
    for text in MIXED:
        thanks = card(
            await world.fan.slash(
                world.channel, "suggest", text=f"So: {text}", source=f"From {text.replace('://', '')}"
            )
        )
        assert_harmless(thanks)
        (message,) = [message for message in log.history() if look(message).title == "A suggestion"]
        assert_harmless(look(message))
        fits(look(message))
        assert not message.mention_everyone
        listed = card(await world.moderator.slash(world.channel, "fact review"))
        assert_harmless(listed)
        opened = await world.moderator.click(message, label="Reject …")
        assert_harmless(card(await send(world.moderator, opened, {"reason": f"Because {text}"})))
        direct = world.fan.user.dm_channel.last_message
        assert direct is not None
        assert_harmless(look(direct))
    assert_nobody_is_pinged(world)


async def test_a_spoiling_statement_never_breaks_out_of_its_marks(world: World) -> None:
    for text in ("||", "||MARKER||", "x || MARKER", "\\||MARKER", "MARKER ```||", "MARKER\\", "|MARKER|", "MARKER\n||"):
        fields = {"statement": f"MARKER {text}", "where": "season 9", "spoils": "S02E13"}
        shown = await draft(world.moderator, world.channel, "news", fields, RUMOUR)
        saved = await save(world.moderator, shown)
        cards = [card(await world.moderator.slash(world.channel, "fact show", fact=fact_of(saved)))]
        changed = await edit(world.moderator, world.channel, fact_of(saved), statement=f"{text} MARKER")
        cards += [card(changed), await save(world.moderator, changed)]
        cards.append(card(await world.moderator.slash(world.channel, "fact history", fact=fact_of(saved))))
        for shown_card in cards:
            assert "MARKER" not in shown_card.bare
            assert "MARKER" not in in_the_open(shown_card.body), shown_card.body
    body = seen(await world.fan.slash(world.channel, "news", season=9)).body
    assert "MARKER" not in in_the_open(body)


async def test_names_of_two_hundred_characters_fit_every_card(world: World) -> None:
    wide = "\U0001f600" * 100
    for name in ("N" * 200, f"Nn {wide}"[:200], "א" * 200, "*" * 100 + "N" * 100):
        fields = {"people": f"{name} as C{name}"[:410], "where": "season 9", "reason": "R" * 500}
        opened = await world.moderator.slash(world.channel, "fact add", kind="cast")
        shown = await send(world.moderator, opened, fields)
        if shown.response is not None and not look(shown.response).title:
            assert "longer than 200" in in_words(shown).content
            fields["people"] = f"{name[:199]} as C{name[:198]}"
            shown = await send(
                world.moderator, await world.moderator.click(in_words(shown).message, label=AGAIN), fields
            )
        claim = {**VARIETY, "outlet": name, "speaker": name, "url": f"https://variety.com/{'x' * 470}"}
        await send(world.moderator, await world.moderator.click(card(shown).message, label="Add a source"), claim)
        fact = fact_of(await save(world.moderator, shown))
        for command in ("show", "history", "source"):
            card(await world.moderator.slash(world.channel, f"fact {command}", fact=fact))
        assert form(await world.moderator.slash(world.channel, "fact edit", fact=fact))["people"].startswith(name[:190])


AGAIN = "Correct what I typed"
