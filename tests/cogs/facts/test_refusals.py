"""Who may not, doesn't: fans, those who lost the role a moment ago, and moderators of another server."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from simcord import InteractionResult, MemberActor

from bot.app import open_app
from bot.domain.ids import base36
from tests.cogs.facts.actions import (
    EXPIRED,
    EXPIRED_BUTTON,
    GONE,
    ONLY_MODERATORS,
    VARIETY,
    add_keeper,
    add_news,
    bot_of,
    card,
    choose,
    draft,
    edit,
    fits,
    form,
    id_in,
    in_words,
    keep_log,
    name_a_role,
    number,
    open_forged,
    pick,
    press,
    query,
    send,
    snapshot,
    stored_facts,
    suggest,
    take_role,
    words,
)
from tests.cogs.world import World, look, refused
from tests.conftest import PACKS

COMMANDS: dict[str, dict[str, str]] = {
    "fact add": {"kind": "news"},
    "fact edit": {"fact": "all 13 women"},
    "fact source": {"fact": "all 13 women"},
    "fact retire": {"fact": "all 13 women", "reason": "Why not"},
    "fact undo": {"fact": "all 13 women"},
    "fact history": {"fact": "all 13 women"},
    "fact show": {"fact": "all 13 women"},
    "fact review": {},
}


async def test_a_fan_is_refused_each_command(world: World, database: Path) -> None:
    before = snapshot(database)
    for command, options in COMMANDS.items():
        assert refused(world, await world.fan.slash(world.channel, command, **options)) == ONLY_MODERATORS
    assert snapshot(database) == before


async def test_the_role_counts_in_its_own_server_alone(world: World) -> None:
    role = await name_a_role(world)
    keeper = await add_keeper(world, role, "robin-two")
    card(await keeper.slash(world.channel, "fact review"))
    assert refused(world, await world.far_fan.slash(world.far_channel, "fact review")) == ONLY_MODERATORS
    card(await world.far_moderator.slash(world.far_channel, "fact review"))


async def test_a_fan_is_offered_no_fact_and_typing_never_fails(world: World) -> None:
    for typed in ("women", "", "id:f1", "x" * 300, "id:", "||", "\u202e"):
        for command in ("edit", "source", "retire", "undo", "history", "show"):
            assert await world.fan.autocomplete(world.channel, f"fact {command}", "fact", typed) == []
    assert await world.moderator.autocomplete(world.channel, "fact edit", "fact", "women")
    for typed in ("id:f1", "x" * 300, "id:", "||", "\u202e", "S99E99", "season 99999999999", "\ud800"[:0]):
        await world.moderator.autocomplete(world.channel, "fact edit", "fact", typed)
        for option in ("person", "character", "episode"):
            await world.moderator.autocomplete(world.channel, "fact add", option, typed)
    assert world.env.errors == []


Ids = dict[str, str]


async def own_things(world: World, database: Path) -> Ids:
    """A fact of server A's own with its revision and source, a draft over it, and a suggestion, in 36 digits."""
    fact = number(await add_news(world.moderator, world.channel, "A secret of ours.", where="season 9"))
    [(head,)] = query(database, "SELECT revision_id FROM head WHERE fact_id = ? AND layer = ?", fact, world.guild.id)
    shown = card(await edit(world.moderator, world.channel, f"id:f{base36(fact)}", statement="A hidden draft."))
    await suggest(world.fan, world.channel, "A secret talk.")
    [(waits,)] = query(
        database, "SELECT revision_id FROM proposal WHERE suggested = 1 AND guild_id = ?", world.guild.id
    )
    return {
        "fact": base36(fact),
        "head": base36(head),
        "draft": id_in(shown, "Save").split(":")[1],
        "waits": base36(waits),
        "fan": base36(world.fan.id),
    }


PRESSES = [
    "save:{draft}",
    "over:{draft}:{head}",
    "drop:{draft}",
    "preview:{draft}",
    "words:{head}",
    "words:{draft}",
    "words:{waits}",
    "claims:{head}",
    "claims:{draft}",
    "claim:{head}",
    "correct:{head}:0",
    "withdraw:{head}:0",
    "undo:{fact}:{head}",
    "back:{head}:{head}",
    "history:{fact}:0",
    "fact:{fact}",
    "retire:{fact}",
    "restore:{fact}",
    "keep:{fact}:{head}",
    "take:{fact}:{head}",
    "look:{fact}",
    "approve:{waits}",
    "reject:{waits}",
    "block:{waits}",
]
FOR_FANS_TOO = ["review:0", "blocked", "unblock:{fan}"]
FORMS = [
    "words-form:news:{head}",
    "words-form:news:{draft}",
    "words-form:news:{waits}",
    "claim-form:{head}:-",
    "claim-form:{head}:0",
    "retire-form:{fact}",
    "reject-form:{waits}",
    "dismiss-form:{waits}",
]
SHORT = {
    "statement": "Not allowed.",
    "reason": "Mine",
    "weight": "reported",
    "outlet": "Mine",
    "url": "https://x.example",
}


NOT_THERE = (GONE, EXPIRED, "That suggestion is no longer on record.")


def short(shown: InteractionResult) -> dict[str, str]:
    return {name: value for name, value in SHORT.items() if name in form(shown)}


def safe_answer(result: InteractionResult) -> str:
    answer = words(result)
    assert "secret" not in answer
    assert "draft" not in answer
    return answer


async def test_a_fan_who_presses_a_moderators_button_is_refused(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    before = snapshot(database)
    for act in (*PRESSES, *FOR_FANS_TOO):
        answer = safe_answer(await press(world, world.other_fan, world.channel, "mod-" + act.format(**ids)))
        assert answer == ONLY_MODERATORS, act
    assert snapshot(database) == before


async def test_a_fan_who_picks_from_moderators_lists_is_refused(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    for act, value in (("open", "f{fact}"), ("open", "s{waits}"), ("pick-claim:{head}", "0")):
        picked = await choose(world, world.fan, world.channel, "mod-" + act.format(**ids), value.format(**ids))
        assert safe_answer(picked) == ONLY_MODERATORS


async def test_a_fan_who_sends_a_moderators_form_is_refused(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    [(show,)] = query(database, "SELECT id FROM show")
    before = snapshot(database)
    for opened in (*FORMS, f"new-form:news:{base36(show)}:-:-"):
        shown = await open_forged(world, world.fan, world.channel, opened.format(**ids))
        assert safe_answer(await send(world.fan, shown, short(shown))) == ONLY_MODERATORS, opened
    assert snapshot(database) == before


async def test_another_servers_moderator_learns_nothing(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    before = snapshot(database)
    for act in PRESSES:
        pressed = await press(world, world.far_moderator, world.far_channel, "mod-" + act.format(**ids))
        assert safe_answer(pressed) in NOT_THERE, act
    assert snapshot(database) == before


async def test_another_servers_moderator_changes_nothing_by_a_form(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    before = snapshot(database)
    for opened in FORMS:
        shown = await open_forged(world, world.far_moderator, world.far_channel, opened.format(**ids))
        assert safe_answer(await send(world.far_moderator, shown, short(shown))) in NOT_THERE, opened
    assert snapshot(database) == before


async def test_another_servers_member_suggests_nothing_over_our_facts(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    before = snapshot(database)
    picked = await choose(world, world.far_fan, world.far_channel, "suggest-of", ids["fact"])
    assert safe_answer(picked) == GONE
    for revision in (ids["head"], ids["draft"], ids["waits"]):
        shown = await open_forged(world, world.far_fan, world.far_channel, f"suggest-form:news:{revision}")
        assert safe_answer(await send(world.far_fan, shown, {"source": "A fan"})) == GONE
    assert snapshot(database) == before


async def test_another_servers_lists_open_nothing_of_ours(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    for act, value in (("open", "f{fact}"), ("open", "s{waits}"), ("pick-claim:{head}", "0")):
        picked = await choose(
            world, world.far_moderator, world.far_channel, "mod-" + act.format(**ids), value.format(**ids)
        )
        assert safe_answer(picked) in (GONE, "That suggestion is no longer on record.")


async def test_a_pick_of_another_servers_fact_is_not_on_record(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    before = snapshot(database)
    for command in ("edit", "source", "retire", "undo", "history", "show"):
        options = {"fact": f"id:f{ids['fact']}", **({"reason": "Mine"} if command == "retire" else {})}
        assert refused(world, await world.far_moderator.slash(world.far_channel, f"fact {command}", **options)) == GONE
        for thing in ("id:p1", "id:fzzzzzzzzzzzzz", f"id:f{ids['waits']}", f"id:f{ids['head']}"):
            options["fact"] = thing
            answer = refused(world, await world.moderator.slash(world.channel, f"fact {command}", **options))
            assert answer == GONE or answer.startswith("No fact with")
    assert snapshot(database) == before


async def test_what_another_server_typed_is_not_given_back(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    shown = await send(world.moderator, opened, {"statement": "A secret.", "where": "nowhere"})
    again = id_in(in_words(shown), "Correct what I typed")
    for actor, channel in (
        (world.far_moderator, world.far_channel),
        (world.fan, world.channel),
        (world.admin, world.channel),
    ):
        answer = safe_answer(await press(world, actor, channel, again))
        assert answer == "What you typed there is no longer kept. Start again with the command."


async def test_a_draft_is_its_authors_alone(world: World, database: Path) -> None:
    ids = await own_things(world, database)
    before = snapshot(database)
    for act in (
        "save:{draft}",
        "over:{draft}:{head}",
        "drop:{draft}",
        "preview:{draft}",
        "words:{draft}",
        "claim:{draft}",
    ):
        assert safe_answer(await press(world, world.admin, world.channel, "mod-" + act.format(**ids))) == EXPIRED
    assert snapshot(database) == before


FORGED = [
    "mod-nothing",
    "mod-save",
    "mod-save:zzzzzzzzzzzzzz",
    "mod-save:1",
    "mod-over:1",
    "mod-history:1",
    "mod-undo:1",
    "mod-back:1",
    "mod-correct:1:1",
    "mod-withdraw:1",
    "mod-again:1",
    "mod-approve:1",
    "mod-unblock",
    "mod-open",
]
UNEXPECTED = "Something went wrong"


async def test_a_button_that_nobody_made_is_refused_in_words(world: World) -> None:
    for custom_id in FORGED:
        answer = words(await press(world, world.moderator, world.channel, custom_id))
        assert UNEXPECTED not in answer, custom_id


async def test_a_page_that_is_far_too_high_is_refused_in_words(world: World) -> None:
    far = base36(2**63 - 1)
    fact = (await pick(world.moderator, world.channel, "all 13 women")).removeprefix("id:f")
    for custom_id in (f"mod-history:{fact}:{far}", f"mod-review:{far}"):
        result = await press(world, world.moderator, world.channel, custom_id)
        assert result.response is not None
        assert UNEXPECTED not in look(result.response).content, custom_id


async def test_a_form_that_nobody_made_is_refused_in_words(world: World) -> None:
    failed: list[str] = []
    for custom_id in ("words-form:news:zzzzzzzzzzzzz", "words-form:news:1", "claim-form:1:999", "new-form:news:1:1:1"):
        shown = await open_forged(world, world.moderator, world.channel, custom_id)
        if UNEXPECTED in words(await send(world.moderator, shown, short(shown))):
            failed.append(custom_id)
    assert failed == []


async def test_a_pick_that_nobody_was_offered_is_refused_in_words(world: World) -> None:
    for value in (" ", "s", "f", "x1", "f-", "s1", "fzzzzzzzzzzzzzz"):
        answer = words(await choose(world, world.moderator, world.channel, "mod-open", value))
        assert answer in (GONE, EXPIRED_BUTTON, "That suggestion is no longer on record.")


async def test_a_fact_to_correct_that_nobody_was_offered_is_refused_in_words(world: World) -> None:
    for value in (" ", "f-", "zzzzzzzzzzzzzz", "1"):
        answer = words(await choose(world, world.fan, world.channel, "suggest-of", value))
        assert UNEXPECTED not in answer, value


# The role is taken away in between

Doing = Callable[[World, MemberActor], Awaitable[tuple[InteractionResult, dict[str, str]]]]


async def _adding(world: World, keeper: MemberActor) -> tuple[InteractionResult, dict[str, str]]:
    return await keeper.slash(world.channel, "fact add", kind="news"), {"statement": "Not allowed."}


async def _editing(world: World, keeper: MemberActor) -> tuple[InteractionResult, dict[str, str]]:
    fact = await pick(keeper, world.channel, "all 13 women")
    return await keeper.slash(world.channel, "fact edit", fact=fact), {"statement": "Not allowed."}


async def _sourcing(world: World, keeper: MemberActor) -> tuple[InteractionResult, dict[str, str]]:
    listed = card(await keeper.slash(world.channel, "fact source", fact="all 13 women"))
    return await keeper.click(listed.message, label="Add a source"), VARIETY


async def _retiring(world: World, keeper: MemberActor) -> tuple[InteractionResult, dict[str, str]]:
    shown = card(await keeper.slash(world.channel, "fact show", fact="all 13 women"))
    return await keeper.click(shown.message, label="Take out"), {"reason": "Not allowed"}


async def _rejecting(world: World, keeper: MemberActor) -> tuple[InteractionResult, dict[str, str]]:
    await suggest(world.fan, world.channel)
    listed = card(await keeper.slash(world.channel, "fact review"))
    shown = card(await keeper.select(listed.message, [listed.options[-1].value]))
    return await keeper.click(shown.message, label="Reject …"), {"reason": "Not allowed"}


@pytest.mark.parametrize("doing", [_adding, _editing, _sourcing, _retiring, _rejecting])
async def test_who_lost_the_role_while_a_form_was_open_changes_nothing(
    world: World, database: Path, doing: Doing
) -> None:
    role = await name_a_role(world)
    keeper = await add_keeper(world, role)
    opened, filled = await doing(world, keeper)
    before = snapshot(database)
    take_role(world, keeper, role)
    assert words(await send(keeper, opened, filled)) == ONLY_MODERATORS
    assert snapshot(database) == before


async def test_who_lost_the_role_before_saving_saves_nothing(world: World, database: Path) -> None:
    role = await name_a_role(world)
    keeper = await add_keeper(world, role)
    shown = card(await draft(keeper, world.channel, "news", {"statement": "Not allowed."}))
    saved = card(await edit(keeper, world.channel, "all 13 women", statement="Women direct it all."))
    before = snapshot(database)
    take_role(world, keeper, role)
    for preview in (shown, saved):
        for button in preview.buttons:
            assert words(await keeper.click(preview.message, label=button.label)) == ONLY_MODERATORS
    assert snapshot(database) == before


async def test_what_was_kept_of_a_form_helps_nobody_who_lost_the_role(world: World, database: Path) -> None:
    role = await name_a_role(world)
    keeper = await add_keeper(world, role)
    opened = await keeper.slash(world.channel, "fact add", kind="news")
    faulty = await send(keeper, opened, {"statement": "Not allowed.", "where": "nowhere"})
    before = snapshot(database)
    take_role(world, keeper, role)
    again = await keeper.click(in_words(faulty).message, label="Correct what I typed")
    if again.modal is not None:
        assert words(await send(keeper, again, {"where": "season 2"})) == ONLY_MODERATORS
    else:
        assert words(again) == ONLY_MODERATORS
    assert snapshot(database) == before


async def test_another_role_named_takes_the_first_its_rights(world: World) -> None:
    role = await name_a_role(world)
    keeper = await add_keeper(world, role)
    card(await keeper.slash(world.channel, "fact review"))
    await name_a_role(world)
    assert refused(world, await keeper.slash(world.channel, "fact review")) == ONLY_MODERATORS


async def test_a_fan_may_not_decide_on_a_suggestion_in_the_log_even_after_a_restart(
    world: World, database: Path
) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel)
    (posted,) = log.history()
    shown = look(posted)
    fits(shown)
    assert shown.labels == ["Approve", "Edit and approve", "Reject …", "Block them"]
    before, facts = snapshot(database), stored_facts(database)
    for label in shown.labels:
        assert words(await world.fan.click(posted, label=label)) == ONLY_MODERATORS
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        for label in shown.labels:
            assert words(await world.other_fan.click(posted, label=label)) == ONLY_MODERATORS
        assert snapshot(database) == before
        assert stored_facts(database) == facts
        assert bot_of(world) is restarted
        await world.env.shutdown()
