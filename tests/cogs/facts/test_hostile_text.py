"""Whatever moderators and members type, the cards and the log made of it neither ping nor format nor break out."""

from collections.abc import Generator

import pytest
from simcord import MemberActor

from tests.cogs.facts.actions import (
    RUMOUR,
    VARIETY,
    add,
    add_keeper,
    card,
    draft,
    edit,
    fact_of,
    fits,
    form,
    in_words,
    keep_log,
    save,
    send,
)
from tests.cogs.sent import Sent
from tests.cogs.world import World, look, seen
from tests.ui.reading import in_the_open
from tests.ui.strangers import HOSTILE

# No client sends half a character, and control characters are refused in words.
TYPED = [text for text in HOSTILE if text.encode(errors="replace").decode() == text and "\x00" not in text]
MIXED = [" ".join(text[:90] for text in TYPED[place::9]) for place in range(9)]


@pytest.fixture(autouse=True)
def sent(world: World) -> Generator[None]:
    """Checks all that was sent in a test."""
    yield
    assert Sent(world.env).check()


@pytest.fixture
async def keeper(world: World) -> MemberActor:
    return await add_keeper(world, name="**keeper** ||x|| <@&1> @everyone"[:32])


async def test_what_moderators_type_is_harmless_in_every_card(world: World, keeper: MemberActor) -> None:
    log = await keep_log(world)
    for text in MIXED:
        claim = {"outlet": f"Out {text}"[:200], "speaker": f"Spoken {text}"[:200], "weight": "rumoured"}
        fields = {"statement": f"Said: {text}", "where": "season 9", "reason": f"Why {text}"}
        saved = await save(keeper, await draft(keeper, world.channel, "news", fields, claim, VARIETY))
        fact = fact_of(saved)
        for command in ("show", "history", "source"):
            card(await keeper.slash(world.channel, f"fact {command}", fact=fact))
        await save(keeper, await edit(keeper, world.channel, fact, statement=f"{text} it is", reason=text))
        card(await keeper.slash(world.channel, "fact history", fact=fact))
        card(await keeper.slash(world.channel, "fact retire", fact=fact, reason=f"Out {text}"))
    messages = log.history()
    assert len(messages) == 3 * len(MIXED)
    for message in messages:
        assert not message.mention_everyone
        assert message.role_mentions == []
        assert "\n" not in message.content


async def test_names_that_are_new_are_harmless_in_every_card(world: World, keeper: MemberActor) -> None:
    for text in MIXED:
        fields = {"people": f"Per {text} as Cee {text}".replace("\n", " ")[:400], "where": "season 9"}
        shown = await send(keeper, await keeper.slash(world.channel, "fact add", kind="cast"), fields)
        assert shown.response is not None
        (card if look(shown.response).title else in_words)(shown)


async def test_a_conflict_of_hostile_words_is_harmless(world: World, keeper: MemberActor) -> None:
    made = await add(world.moderator, world.channel, "news", {"statement": "Words.", "where": "season 9"}, RUMOUR)
    fact = fact_of(card(made))
    for text in MIXED:
        mine = await edit(keeper, world.channel, fact, statement=f"Mine {text}")
        theirs = await edit(world.moderator, world.channel, fact, statement=f"Theirs {text}")
        await save(world.moderator, theirs)
        both = card(await keeper.click(card(mine).message, label="Save"))
        assert both.title == "Somebody was faster"


async def test_what_members_suggest_is_harmless_in_every_card(world: World) -> None:
    log = await keep_log(world)
    for text in MIXED:
        source = f"From {text.replace('://', '')}"[:200]
        card(await world.fan.slash(world.channel, "suggest", text=f"So: {text}", source=source))
        (message,) = [message for message in log.history() if look(message).title == "A suggestion"]
        fits(look(message))
        assert not message.mention_everyone
        card(await world.moderator.slash(world.channel, "fact review"))
        opened = await world.moderator.click(message, label="Reject …")
        card(await send(world.moderator, opened, {"reason": f"Because {text}"}))
        assert world.fan.user.dm_channel.last_message is not None


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
