"""What fans ask, with boundaries set: two stores that differ only in what is covered say the same.

Texts that spell the name of something covered in full are left out: such a name can be shown.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bot.domain.boundaries import NOTHING, Boundary
from bot.domain.ids import Ids
from bot.domain.names import fold, spellings
from bot.domain.questions import Question, Topic
from bot.domain.shield import Sight
from bot.domain.viewers import Viewer
from bot.errors import UserError
from bot.services.answers.views import Views
from bot.services.kit import Kit
from bot.services.names.completions import Completions
from bot.services.names.finder import Query
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from bot.ui.answers.in_words import heard_card
from bot.ui.answers.render import render
from bot.ui.answers.sources import sources_card
from tests.conftest import PACK, PACKS
from tests.helpers.answers import GUILD, LOADED_AT, TODAY, loader
from tests.questions.asking import TUNED, entries
from tests.services.answers.test_shield import (
    all_facts,
    as_sent,
    change_what_is_covered,
    outline,
    show_of,
    sight_of,
)

MEMBER, CHANNEL = 5, 1
_EVERY_QUESTION, _MOST_PARTS = 23, 25
_TOPICS = (Topic.CAST, Topic.DIRECTOR, Topic.WRITER, Topic.EPISODE, Topic.NEWS)
_COMPLETED = (Completions.cast, Completions.director, Completions.writer, Completions.episode, Completions.about)


class Fan:
    """A member with a boundary, who asks all sorts of things, alone or for all to see."""

    def __init__(self, store: Store) -> None:
        self._views = Views(Kit(store, Ids(lambda: LOADED_AT, Random(7)), lambda: LOADED_AT))

    async def in_words(self, text: str, before: Question | None, *, is_alone: bool) -> str:
        viewer = Viewer(MEMBER, (CHANNEL,), is_alone)
        try:
            heard, veil = await self._views.in_words(GUILD, text, TODAY, viewer, before, may_be_seen=True)
        except UserError as error:
            return str(error)
        return as_sent(heard_card(heard, veil, 1))

    async def typed(self, topic: Topic, text: str, as_of: str | None) -> list[str]:
        viewer = Viewer(MEMBER, (CHANNEL,), is_alone=True)
        try:
            view = await self._views.ask(topic, Query(GUILD, TODAY, text, as_of=as_of), viewer)
        except UserError as error:
            return [str(error)]
        return [as_sent(render(view, 1)), as_sent(sources_card(view, 1))]

    async def completed(self, text: str) -> list[str]:
        viewer = Viewer(MEMBER, (CHANNEL,), is_alone=True)
        return [str(await self._views.complete(each, Query(GUILD, TODAY, text), viewer)) for each in _COMPLETED]


async def covered_names(store: Store, show: int, sight: Sight) -> set[str]:
    """The names of all that is covered, whether or not something open has them too."""
    names: set[str] = set()
    for fact in await all_facts(store, show):
        if sight.kept(outline(fact)) is None:
            names |= {person.name for person in fact.people}
            names |= {fact.character.name} if fact.character else set()
    for code in (await store.calendar(GUILD, show))[0]:
        entry = await store.reading().catalogue.episode(GUILD, show, code)
        if entry and entry.episode.title and not sight.shows_title(code):
            names.add(entry.episode.title)
    return names


def is_spelt(text: str, names: set[str]) -> bool:
    typed = f" {fold(text)} "
    return any(f" {key} " in typed for name in names for key in spellings(name))


def parts_of(names: set[str]) -> Iterator[str]:
    """Parts of names, and names with a slip."""
    for name in sorted(names):
        yield from (name[:4], name[:-1], name.split()[-1], name.replace("a", "e", 1))


@pytest.mark.sqlite  # it copies a file
@pytest.mark.parametrize(
    ("pack", "upto"),
    [
        (PACK, Boundary(1, 3)),
        (PACK, Boundary.of_season(2)),
        (PACKS / "examples" / "night-ferry.toml", NOTHING),
        (PACKS / "examples" / "night-ferry.toml", Boundary(1, 2)),
        (PACKS / "examples" / "night-ferry.toml", Boundary.of_season(1)),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else str(value),
)
async def test_what_is_covered_changes_nothing_that_a_fan_sees(tmp_path: Path, pack: Path, upto: Boundary) -> None:
    database, other = tmp_path / "casefile.db", tmp_path / "other.db"
    migrate(database)
    async with open_store(database) as store:
        await loader(store).load(pack)
        show = (await show_of(store)).id
        async with store.writing() as gateways:
            await gateways.boundaries.set_member(MEMBER, show, upto, LOADED_AT)
            await gateways.boundaries.set_place(GUILD, CHANNEL, show, upto, LOADED_AT)
    shutil.copyfile(database, other)
    async with open_store(database) as store:
        sight = await sight_of(store, show, upto)
        names = await covered_names(store, show, sight)
        assert change_what_is_covered(other, await all_facts(store, show), sight)
        async with open_store(other) as changed:
            one, two = Fan(store), Fan(changed)
            befores = (None, Question(Topic.CAST, show, season=2), Question(Topic.SEASON, show, season=1))
            asked = [each.asked for each in entries(TUNED) if each.show == pack.stem][::_EVERY_QUESTION]
            parts = list(dict.fromkeys(parts_of(names)))
            parts = [part for part in parts[:: len(parts) // _MOST_PARTS + 1] if not is_spelt(part, names)]
            asked += [form.format(part) for part in parts for form in ("who plays {}?", "is {} in season 2?")]
            for turn, text in enumerate(text for text in asked if not is_spelt(text, names)):
                before, is_alone = befores[turn % 3], bool(turn % 2)
                said = [await fan.in_words(text, before, is_alone=is_alone) for fan in (one, two)]
                assert said[0] == said[1], text
            for turn, part in enumerate(parts):
                topic, as_of = _TOPICS[turn % len(_TOPICS)], ("2016-03-01", None)[turn % 2]
                assert await one.typed(topic, part, as_of) == await two.typed(topic, part, as_of), (topic, part)
                assert await one.completed(part) == await two.completed(part), part
