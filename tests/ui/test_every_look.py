"""Whatever people and sites wrote, nothing that the bot shows obeys it, or shows what spoils.

The tests walk over all public functions of `bot.ui` and make their arguments from the types, so that a new function is
tested too: one whose arguments or result nobody knows fails.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any, cast, get_type_hints

import discord
import pytest
from discord import app_commands

import bot.ui
from bot.domain.announcement_views import DraftView
from bot.domain.answers import ShowChoice
from bot.domain.codes import EpisodeCode
from bot.domain.differences import ClaimChange
from bot.domain.facts import Fact, Kind, Known, Person
from bot.domain.posts import NothingToPost, Post
from bot.domain.text import escape
from bot.errors import FileFaults, PackFault, UnknownShow
from bot.ui.announcements.draft import Shown
from bot.ui.answers.certainty import Signed, Signs
from bot.ui.answers.name_lists import Entry
from bot.ui.answers.stretches import Stretch
from bot.ui.card import Card, Section
from bot.ui.facts.forms import FactForm
from bot.ui.members import MemberNames
from bot.ui.places import Around
from bot.ui.posts.message import PostMessage, Stamp, message_of
from bot.ui.statuses import Look
from tests.ui.harmless import assert_components, assert_embed, assert_formatted, assert_item, assert_plain
from tests.ui.strangers import HOSTILE, ID, SECRET, Strangers

SEEDS = range(60)
# These put finished text together and are given nothing else. test_text.py and posts/test_reference.py test them, and
# others use them.
OF_FINISHED_TEXT = {
    "bot.ui.text", "bot.ui.answers.name_lists.in_lines", "bot.ui.card.card", "bot.ui.help.asking_page",
    "bot.ui.help.moderators_page",
    "bot.ui.buttons.menu", "bot.ui.buttons.option", "bot.ui.buttons.options_menu",
    "bot.ui.facts.making.goes_on", "bot.ui.facts.making.works_as", "bot.ui.posts.reference",
}  # fmt: skip
# These return text as it was written, for their callers to escape, to cut or to hide.
UNFINISHED = {
    "bot.ui.answers.episode.title", "bot.ui.answers.roles.hidden_phrase", "bot.ui.facts.making.job_name",
    "bot.ui.facts.sentences.capitalised",
    "bot.ui.facts.sentences.plain_names", "bot.ui.facts.sentences.plain_sentence",
    "bot.ui.facts.sentences.short_claim", "bot.ui.facts.sentences.short_sentence", "bot.ui.imports.faults_file",
    "bot.ui.places.first_words",
}  # fmt: skip
# These are about custom ids, sizes and pages, or what was typed into a form.
OF_IDS = {
    "act_of", "bears", "by_name", "custom_id", "embed_length", "facts_of", "footer_height", "form_name", "in_order",
    "is_greeting", "most_common", "crew_page", "news_page", "page_by_height", "person_page", "read_form", "season_page",
    "typed_into",
}  # fmt: skip
PLAIN = {"bot.ui.posts.headline.bare": 100}
NOT_SHOWN = (bool, int, Fact, Known, Look, discord.Colour, FactForm, type(None))

Function = Callable[..., Any]
Make = Callable[[Strangers, dict[str, Any]], Any]


def name_of(function: Function) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def functions() -> Iterator[Function]:
    for found in pkgutil.walk_packages(bot.ui.__path__, "bot.ui."):
        for name, function in vars(import_module(found.name)).items():
            own = inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_")
            if own and name not in OF_IDS and not {found.name, name_of(function)} & OF_FINISHED_TEXT:
                yield function


def some(kind: Any) -> Make:
    """At least one of a kind."""
    return lambda strangers, _: (strangers.made(kind), *strangers.made(tuple[kind, ...]))


def finished(strangers: Strangers, _: object) -> str:
    return strangers.finished()


def a_post(strangers: Strangers, _: object) -> PostMessage:
    return message_of(strangers.made(Post), strangers.made(Stamp))


def no_such_show(strangers: Strangers, _: object) -> UnknownShow:
    return UnknownShow(strangers.text(), strangers.made(tuple[ShowChoice, ...]), are_meant=strangers.made(bool))


def a_view_with_a_post(strangers: Strangers, _: object) -> DraftView:
    while isinstance((view := strangers.made(DraftView)).post, NothingToPost):
        pass
    return view


# What a type does not say: which arguments belong together, and which are the bot's own words.
BY_NAME: dict[str, Make] = {
    "codes": some(EpisodeCode),
    "act": lambda _, given: "act",
    "changes": lambda _, given: [ClaimChange(*pair) for pair in pairwise((None, *given["fact"].claims, None))],
    "claim": lambda strangers, given: (given.get("fact") or strangers.made(Fact)).claims[0],
    "custom_id": lambda _, given: "custom:1",
    "error": lambda strangers, _: FileFaults("x", [PackFault(strangers.text(), strangers.text(), 3)] * 20),
    "facts": some(Fact),
    "form": lambda _, given: FactForm("words", Kind.NEWS, ("1",)),
    "limit": lambda _, given: 100,
    "looks": some(Look),
    "message": a_post,
    "names": some(str),
    "newcomers": lambda strangers, given: strangers.newcomers(given["fact"]),
    "notes": lambda strangers, _: (strangers.finished(),),
    "people": some(Person),
    "position": lambda _, given: 0,
    "numbers": some(int),
    "safe": lambda _, given: escape,
    "signs": lambda strangers, _: Signs(strangers.made(Look)),
    "several": some(Known),
    "users": some(int),
    "values": lambda strangers, _: {"statement": strangers.text(), "reason": strangers.text()},
}
OF_ONE: dict[str, Make] = {
    "guarded.text": finished,
    "remark.text": finished,
    "failed_card.words": finished,
    "unknown_card.error": no_such_show,
    "unknown_show_card.error": no_such_show,
    "example_of.view": a_view_with_a_post,
    "signed.lines": lambda strangers, _: [(strangers.finished(), look) for look in strangers.made(tuple[Look, Look])],
    "after_step.embed": lambda strangers, _: discord.Embed(description=strangers.finished()),
    "about_page.facts": lambda _, given: ID,
    "about_page.version": lambda _, given: "1.0",
    "feeds_card.page": lambda _, given: 0,
}


def called(function: Function, strangers: Strangers) -> Any:
    """What a function returns, or the card it writes on, for arguments that strangers made."""
    hints, given = get_type_hints(function, localns={"DataclassInstance": object}), dict[str, Any]()
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is not parameter.empty and hints[name] in (str, discord.ButtonStyle):
            continue
        make = OF_ONE.get(f"{function.__name__}.{name}") or BY_NAME.get(name)
        given[name] = make(strangers, given) if make else strangers.made(hints[name])
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[name] = given[name]
        elif parameter.kind is parameter.VAR_POSITIONAL:
            several = given[name] if isinstance(given[name], tuple) else (given[name],)
            positional += cast(tuple[Any, ...], several)
        else:
            positional.append(given[name])
    shown = function(*positional, **named)
    return given.get("card", shown) if shown is None else shown


def parts_of(shown: Any) -> Iterator[Any]:
    """The texts, embeds and components in whatever a function of `bot.ui` returns."""
    match shown:
        case Card(embed=embed, view=view):
            yield from (embed, view)
        case Shown(content=content, embeds=embeds, view=view):
            yield from (content, *embeds, view)
        case PostMessage(content=content, embed=embed, title=title):
            assert_plain(title, 100)
            yield from (content, embed)
        case Signed(lines=lines, foot=foot):
            assert_plain(foot or "x", 200)
            yield from lines
        case Entry(name=name, remarks=remarks):
            yield from (name, *(words for words, _ in remarks))
        case Stretch(line=line, below=below):
            yield from (line, *below)
        case Section(name=name, lines=lines):
            assert SECRET not in name
            yield from lines
        case list() | tuple():
            for part in cast(list[Any], shown):
                yield from parts_of(part)
        case _:
            yield shown


def check(part: Any) -> None:
    match part:
        case str():
            assert_formatted(part)
        case discord.Embed():
            assert_embed(part.to_dict())
        case discord.ui.View():
            assert_components(part.to_components())
        case discord.ui.Modal():
            assert_plain(part.title, 45)
        case dict():
            assert_item(cast(dict[str, Any], part))
        case app_commands.Choice():
            assert_plain(part.name, 100)
        case _:
            assert isinstance(part, NOT_SHOWN), f"say here how to check {type(part)}"


@pytest.mark.parametrize("function", list(functions()), ids=name_of)
def test_hostile_text_does_nothing_and_hidden_facts_stay_hidden(function: Function) -> None:
    for seed in SEEDS:
        shown = called(function, Strangers(seed))
        if name_of(function) in PLAIN:
            assert_plain(shown, PLAIN[name_of(function)])
        elif name_of(function) not in UNFINISHED:
            for part in parts_of(shown):
                check(part)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_of_channels_roles_and_members_do_nothing(name: str) -> None:
    around = Around({ID: name}, {ID: name})
    for text in (around.channel(ID), around.role(ID), around.put_into(f"In <#{ID}> I lack it.")):
        assert_formatted(text)
    names = MemberNames()
    user: Any = {"id": str(ID), "username": name, "discriminator": "0", "avatar": None}
    names.learn(discord.User(state=cast(Any, None), data=user))
    embed = discord.Embed(title="x", description=f"<@{ID}> changed it")
    embed.add_field(name="x", value=f"<@{ID}> and <@{ID}>")
    assert_embed(names.put_into(embed).to_dict())


@pytest.mark.parametrize(
    "leak",
    [
        "@everyone", "<@666>", "<t:666:R>", "x**ZZ**", "x_ZZ_", "||ZZ", "x~~ZZ~~x", "[ZZ](https://evil.example)",
        "# ZZ",
        "x\n- ZZ", "https://evil.example", "discord.gg/ZZ", ":fire:", "\u202eZZ", "e" + "\u0301" * 5, "\x1b[0m", SECRET,
        f"||a|| {SECRET} ||b||", "<id:customize>", "</ban:666>", "\ud800",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_hostile_text_would_do_is_noticed(leak: str) -> None:
    with pytest.raises((AssertionError, UnicodeEncodeError)):
        assert_formatted(leak)
