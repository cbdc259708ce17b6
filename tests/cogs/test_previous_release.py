"""Buttons, lists and forms that the previous release sent still work, on a database that it left.

`tests/previous_release/database.sql.gz` is the dump of a database that the previous release wrote on a virtual Discord,
where people used every command, button and form. It stopped at `LEFT_AT` on that Discord's clock.

`tests/previous_release/custom_ids.toml` lists every kind of custom id that the previous release could send. Each entry
says where the component was, who presses it, what is picked or typed, and what the answer was. An answer is recorded
without its wording: how it was given, the custom ids in it (`*` stands for an id that was new), what a form was filled
in with, and names of things that the answer mentions. The current answer may hold more than that, but not less.

People can still press what the previous release sent. If a test here fails, change the bot, not the record.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import tomllib
from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeAlias, cast

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.app import open_app
from bot.client import Casefile
from bot.domain.facts import Kind
from bot.store.address import Address
from bot.store.schema import migrate
from bot.ui import buttons
from bot.ui.announcements.forms import _FIELDS as ANNOUNCEMENT_FORMS  # pyright: ignore[reportPrivateUsage]
from bot.web.tvmaze import Site
from cogs.first_steps import BUTTONS as FIRST_STEPS
from tests.cogs.world import look
from tests.conftest import PACKS
from tests.engines.databases import Databases, OnServer, copied, on_engine
from tests.web.tvmaze_server import tidewater, tvmaze_server

KEPT = Path(__file__).parent.parent / "previous_release"
LEFT_AT = datetime(2026, 1, 1, 0, 50, tzinfo=UTC)
NEW_KINDS = (Kind.RENEWAL, Kind.CREW)
"""The previous release had no facts of these kinds, and no forms for them."""
NEW_ITEMS = {
    "TurnFacts", "SomethingMissing", "Fill", "AskThere", "Asking", "ChooseShow", "ChooseZone", "ForModerators",
    "LookItUp", "PickZone", "Signs", "Unveil", "HaveWatched"}  # fmt: skip
NEW_HANDLERS = {"words-as", "retake", *FIRST_STEPS}
NEW_FORMS = {"gap", "retake", "step"}
"""Nor had it these buttons, lists and forms."""
NEW_HOW = {"mod-say-test:619j2e6hpxqg": "words for one"}
"""A plain announcement, and so its test, is words without a card now."""
MOVED = {
    "ask:s.5y6wxn0spp8g..2...0.0": {
        "Trish Walker": "ask:c.5y6wxn0spp8g.a0.2...0.0",
        "Ana Diaz": "ask:d.5y6wxn0spp8g.s2....0.0",
        "Bo Lin": "ask:d.5y6wxn0spp8g.s2....0.0",
    }
}
"""Names that left an answer, each with the button of that answer behind which it is, which is on record too."""
LAST_USER = 1456074443980800023
"""The id of the user who is made last. The database holds the ids of all servers, channels, roles and users."""
FETCHED_LAST = "/episodes/9002/guestcrew"
"""The page on TVmaze at which the previous release was stopped while it looked a show up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without its wording.

    `how` is "form", or "card" or "words" with where it is: "changed" if in place of what was pressed, "for one" or
    "for all" if in a new message.
    """

    how: str
    form: str = ""
    filled: Mapping[str, str] = field(default_factory=dict[str, str])
    ids: Sequence[str] = ()
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A button, list or form that the previous release sent.

    `kind` is "button", "list", "channels", "roles" or "form". `place` is "card" for a message that only the one who
    presses can see, and "channel" for a message that everybody can see. `picks` are values, or names of channels or
    roles. `fields` are the fields of a form with what is typed; a list of values stands for a select menu.
    """

    id: str
    kind: str
    by: str
    place: str
    answer: Answer
    picks: Sequence[str] = ()
    fields: Mapping[str, str | list[str]] = field(default_factory=dict[str, str | list[str]])


def recorded() -> list[Sent]:
    """Everything in the record."""
    read: list[dict[str, Any]] = tomllib.loads((KEPT / "custom_ids.toml").read_text("utf-8"))["sent"]
    return [Sent(answer=Answer(**entry.pop("answer")), **entry) for entry in read]


SENT = recorded()


# The servers of the previous release


@dataclass(frozen=True, slots=True)
class Servers:
    """Two servers with their members. `people` and `places` (where each acts) are by the record's words for them."""

    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    people: Mapping[str, MemberActor]
    places: Mapping[str, ChannelHandle]


def build(env: Env) -> Servers:
    """The servers of the previous release. The order matters: the ids follow from it."""
    guild, far = env.create_guild("Near"), env.create_guild("Far")
    managing = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    keepers = guild.create_role("Keepers")
    guild.create_role("Viewers")
    far_managing = far.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    channel, far_channel = guild.create_text_channel("talk"), far.create_text_channel("talk")
    for name in ("log", "premieres", "clips", "theories", "quotes"):
        guild.create_text_channel(name)
    guild.create_news_channel("headlines")
    robin, kim, sam, alex = (env.create_user(name) for name in ("robin", "kim", "sam", "alex"))
    assert alex.id == LAST_USER, "the virtual Discord gives other ids than those in the database"
    people = {
        "fan": guild.add_member(robin),
        "blocked fan": guild.add_member(kim),
        "moderator": guild.add_member(sam, roles=[keepers]),
        "manager": guild.add_member(alex, roles=[managing]),
        "far manager": far.add_member(alex, roles=[far_managing]),
    }
    places = {name: far_channel if name.startswith("far") else channel for name in people}
    return Servers(env, guild, channel, people, places)


@pytest.fixture(scope="session")
def left_database(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Address:
    """The database as the previous release left it, on a server after it was brought up to date and moved there.

    All tests share it, so none may change it.
    """
    path = tmp_path_factory.mktemp("previous") / "casefile.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress((KEPT / "database.sql.gz").read_bytes()).decode())
    if isinstance(databases, OnServer):
        migrate(path)
    return on_engine(path, databases)


@pytest.fixture
def database(left_database: Address, databases: Databases) -> Generator[Address]:
    """A copy for one test."""
    with copied(databases, left_database) as made:
        yield made


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """An empty folder, so that the facts stay as they were."""
    folder = tmp_path / "packs"
    folder.mkdir()
    return folder


@pytest.fixture
async def started(database: Address, packs: Path) -> AsyncGenerator[Servers]:
    """The bot on the previous release's servers and database, started a minute after `LEFT_AT`."""
    async with (
        tvmaze_server(tidewater()) as tvmaze,
        open_app(database, packs, always_sync=True, tvmaze=Site(tvmaze.url, 0, 0)) as client,
    ):
        env = Env(client)
        servers = build(env)
        env.backend.advance_clock((LEFT_AT - env.now()).total_seconds() + 60)
        # The start continues the lookup that was under way. It is stopped at the same page again.
        tvmaze.before[FETCHED_LAST] = client.services.shows.lookups.stop
        await env.start()
        tvmaze.before.clear()
        try:
            yield servers
        finally:
            await env.shutdown()


@pytest.fixture
def simcord_env(started: Servers) -> Env:
    """The virtual Discord, under the name by which simcord finds its clock."""
    return started.env


@pytest.fixture
def servers(started: Servers, simcord_env: Env) -> Servers:
    """The servers, on the virtual Discord's clock."""
    return started


# Pressing what was sent

Item: TypeAlias = discord.ui.Item[Any]


def offering(sent: Sent) -> type[discord.ui.DynamicItem[Any]]:
    """A button that shows what was sent: in a message for one person, or as a form."""

    class Offer(discord.ui.DynamicItem[Item], template=r"previous-release:(?P<what>card|form)"):
        def __init__(self, item: Item, what: str) -> None:
            super().__init__(item)
            self._what = what

        @classmethod
        async def from_custom_id(cls, _: discord.Interaction[Any], item: Item, match: re.Match[str], /) -> Offer:
            return cls(item, match["what"])

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            if self._what == "form":
                await interaction.response.send_modal(form_of(sent))
            else:
                await interaction.response.send_message("A card", view=buttons.Layout([item_of(sent)]), ephemeral=True)

    return Offer


def form_of(sent: Sent) -> discord.ui.Modal:
    """The form with the fields that it had."""
    form = discord.ui.Modal(title="A form", custom_id=sent.id, timeout=None)
    for name, value in sent.fields.items():
        component: Item
        if isinstance(value, str):
            component = discord.ui.TextInput[Any](custom_id=name, required=False)
        else:
            component = discord.ui.Select[Any](custom_id=name, required=False)
            for choice in value or ["nothing"]:
                component.add_option(label=choice, value=choice)
        form.add_item(discord.ui.Label(text=name, component=component))
    form.stop()
    return form


def item_of(sent: Sent) -> buttons.Item:
    """The button or list; for a form, a button that opens it."""
    if sent.kind == "form":
        return buttons.own_button("Open", "previous-release:form")
    if sent.kind == "button":
        return buttons.own_button("Press", sent.id)
    most = max(len(sent.picks), 1)
    if sent.kind == "channels":
        return buttons.menu(discord.ComponentType.channel_select, sent.id, "Pick", most=most)
    if sent.kind == "roles":
        return buttons.menu(discord.ComponentType.role_select, sent.id, "Pick", least=0, most=most)
    options = [buttons.option(pick, "Pick") for pick in sent.picks]
    return buttons.menu(discord.ComponentType.select, sent.id, "Pick", most=most, options=options)


async def post(servers: Servers, sent: Sent) -> ResponseMessage | discord.Message:
    """The message with the component in it."""
    client = servers.env.bot
    assert isinstance(client, Casefile)
    client.add_dynamic_items(offering(sent))
    actor, place = servers.people[sent.by], client.get_partial_messageable(servers.places[sent.by].id)
    if sent.place == "channel":
        return await place.send("A message", view=buttons.Layout([item_of(sent)]))
    opener = buttons.own_button("Card", "previous-release:card")
    opened = await actor.click(await place.send("A message", view=buttons.Layout([opener])), label="Card")
    assert opened.response is not None
    return opened.response


async def press(servers: Servers, sent: Sent) -> tuple[Answer, str]:
    """The current answer, and its text."""
    message, actor = await post(servers, sent), servers.people[sent.by]
    if sent.kind == "form":
        opened = await actor.click(message, custom_id="previous-release:form")
        result = await actor.submit_modal(opened, dict(sent.fields))
    elif sent.kind == "button":
        result = await actor.click(message, custom_id=sent.id)
    else:
        picks: list[Any] = list(sent.picks)
        if sent.kind == "channels":
            picks = [servers.guild.channels[name] for name in picks]
        if sent.kind == "roles":
            picks = [servers.guild.roles[name] for name in picks]
        result = await actor.select(message, picks, custom_id=sent.id)
    return read(message, result)


def read(pressed: ResponseMessage | discord.Message, result: InteractionResult) -> tuple[Answer, str]:
    """The answer without names, and its text, where names are looked for."""
    if result.modal is not None:
        filled = filled_in(result.modal)
        return Answer("form", form=str(result.modal["custom_id"]), filled=filled), ""
    found = [*([result.response] if result.response else []), *result.followups]
    hows: list[str] = []
    texts: list[str] = []
    ids: list[str] = []
    for message in found:
        seen = look(message)
        here = "changed" if message.id == pressed.id else "for one" if message.ephemeral else "for all"
        hows.append(f"{'card' if message.embeds else 'words'} {here}")
        texts += [message.content, *(str(embed.to_dict()) for embed in message.embeds)]
        texts += [option.label + option.description for option in seen.options]
        ids += [item["custom_id"] for row in message.components for item in row["components"]]
    return Answer(", ".join(hows), ids=ids), "\n".join(texts)


def says(words: str, name: str) -> bool:
    """Whether a name is there. The list of a season has its codes without the season: E07 for S02E07."""
    return name in words or (bool(re.fullmatch(r"S\d+E\d+", name)) and f"**{name[name.index('E') :]}** " in words)


def filled_in(form: Mapping[str, Any]) -> dict[str, str]:
    """The values in the fields of an open form, by the fields' custom ids."""
    filled: dict[str, str] = {}
    for row in form["components"]:
        component = cast(dict[str, Any], row["component"])
        picked = [option["value"] for option in component.get("options", ()) if option.get("default")]
        filled[component["custom_id"]] = component.get("value") or "".join(picked)
    return filled


# The tests


@pytest.mark.parametrize("sent", SENT, ids=[" ".join([item.id, *item.picks]) for item in SENT])
async def test_what_was_sent_still_works(servers: Servers, sent: Sent) -> None:
    answer, words = await press(servers, sent)
    assert answer.how == NEW_HOW.get(sent.id, sent.answer.how), words
    assert fnmatchcase(answer.form, sent.answer.form)
    assert answer.filled.items() >= sent.answer.filled.items()
    gone = [id_ for id_ in sent.answer.ids if not any(fnmatchcase(now, id_) for now in answer.ids)]
    assert not gone, answer.ids
    moved = MOVED.get(sent.id, {})
    assert [name for name in sent.answer.names if name not in moved and not says(words, name)] == [], words
    for name, behind in moved.items():
        assert behind in answer.ids
        assert name in next(each for each in SENT if each.id == behind).answer.names


def test_no_answer_on_record_is_a_refusal() -> None:
    assert {item.answer.how for item in SENT} <= {"form", "card changed", "card for one", "card for all"}


def test_every_kind_of_button_and_list_is_on_record(simcord_env: Env) -> None:
    ids = [item.id for item in SENT if item.kind != "form"]
    known = simcord_env.bot._connection._view_store._dynamic_items  # pyright: ignore[reportPrivateUsage]
    assert known
    unknown = {item.__name__ for pattern, item in known.items() if not any(map(pattern.fullmatch, ids))}
    assert unknown == NEW_ITEMS
    handlers = set(cast(Casefile, simcord_env.bot).button_handlers)
    assert handlers - {id_.split(":")[0].removeprefix("mod-") for id_ in ids} == NEW_HANDLERS


def test_every_kind_of_form_is_on_record(simcord_env: Env) -> None:
    forms = [item.id for item in SENT if item.kind == "form"]
    expected = {f"{name}-form:" for name in cast(Casefile, simcord_env.bot).forms.keys() - NEW_FORMS}
    kinds = [kind for kind in Kind if kind not in NEW_KINDS]
    expected |= {f"{name}-form:{kind}:" for name in ("new", "words", "suggest") for kind in kinds}
    expected |= {f"announce-form:{kind}:" for kind in ANNOUNCEMENT_FORMS}
    assert {prefix for prefix in expected if not any(form.startswith(prefix) for form in forms)} == set()


async def test_the_database_opens_with_the_current_packs(database: Address) -> None:
    async with open_app(database, PACKS) as client:
        shows, facts = await client.services.servers.statistics.counts()
    assert shows >= 1
    assert facts >= 200
