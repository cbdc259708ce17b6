"""Answers, completions and questions in words, as far as those who see them have watched."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot.domain.answers import Answer, Choice, NoMatch
from bot.domain.facts import Show
from bot.domain.in_words import Heard, NotUnderstood, Understood
from bot.domain.questions import Question, Topic
from bot.domain.viewers import Viewer
from bot.domain.views import OPEN, Veil, View
from bot.errors import BadInput, NoShow, UnknownShow
from bot.services.answers.answers import Answers
from bot.services.answers.in_words import InWords
from bot.services.answers.spelt import is_about_an_episode, not_found, question_spelt_out
from bot.services.kit import Kit, ReadingKit
from bot.services.names.completions import Completions
from bot.services.names.finder import Query, pick_show
from bot.services.spoilers.screening import Screening


class ForOneAlone(Exception):
    """An answer covers more than its channel does, and so must not be seen by all."""


class Views:
    """What fans ask. Every method raises what `Answers` raises."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._finder = kit.finder
        self._answers = Answers(kit)
        self._in_words = InWords(kit, self._answers)
        self._completions = Completions(kit.store, kit.finder)
        self._screening = Screening(kit)

    async def audience(self, guild: int, show: int | None, viewer: Viewer) -> Viewer:
        """Return the viewer, alone where the answer would show all others how far they have watched.

        The boundaries alone decide that, and never what is on record.
        """
        if viewer.is_alone or (show := await self._show_or_own(guild, show)) is None:
            return viewer
        bounds = await self._screening.bounds(guild, show, viewer)
        return replace(viewer, is_alone=bounds.go_to_one_alone)

    async def show_asked(self, query: Query) -> int | None:
        """Return the id of the show that a command names, else of the server's own; None if there is none."""
        try:
            return await self._show_or_own(query.guild, await self._finder.show(query))
        except UnknownShow:
            return None

    async def ask(self, topic: Topic, asked: Query, viewer: Viewer, show: int | None = None) -> View:
        """Answer a command about a show; None if it is not known yet which one the command names."""
        if show is None:
            show = await self.show_asked(asked)
        kit, veil = await self._screened(asked.guild, show, viewer)
        if kit is not self._kit and show is not None:
            asked = replace(asked, show=pick_show(show))
        answer = await self._of(kit).ask(topic, asked)
        view = View(await self._checked(asked.guild, show, answer, viewer), veil)
        if kit is self._kit or not isinstance(answer, NoMatch):
            return view
        question = question_spelt_out(asked.text, await self._answers.ask(topic, asked))
        return view if question is None else await self._spelt_out(asked.guild, question, asked.today, kit, view)

    async def _spelt_out(self, guild: int, question: Question, today: date, kit: ReadingKit, view: View) -> View:
        """Return what is shown where nothing was found, but the name of what lies beyond was typed in full."""
        if is_about_an_episode(question):
            return replace(view, answer=await self._of(kit).again(guild, question, today))
        return replace(view, veil=replace(view.veil, beyond=question))

    async def ask_there(self, guild: int, question: Question, text: str, today: date, viewer: Viewer) -> View:
        """Answer what was typed about the show that the question names."""
        kit, veil = await self._screened(guild, question.show, viewer)
        answer = await self._of(kit).ask_there(guild, question, text, today)
        return View(await self._checked(guild, question.show, answer, viewer), veil)

    async def again(self, guild: int, question: Question, today: date, viewer: Viewer) -> View:
        """Answer a question whose names are already found, as a button carries it."""
        kit, veil = await self._screened(guild, question.show, viewer)
        answer = await self._of(kit).again(guild, question, today)
        return View(await self._checked(guild, question.show, answer, viewer), veil)

    async def _checked(self, guild: int, show: int | None, answer: Answer, viewer: Viewer) -> Answer:
        """Return the answer. Raises BadInput if it is about another show than was asked for, which a boundary covers.

        What a button or a choice carries may belong to another show than the one that it names.
        """
        asked = await self._show_or_own(guild, show)
        if answer.show.id != asked:
            bounds = await self._screening.bounds(guild, answer.show.id, viewer)
            if bounds.shield(is_alone=viewer.is_alone) is not None:
                raise BadInput("That is from another show. Ask again and pick it from the list.")
        return answer

    async def uncovered(self, guild: int, question: Question, today: date) -> Answer:
        """Return the whole answer, for somebody who asked to see what their boundary covers."""
        return await self._answers.again(guild, question, today)

    async def in_words(
        self,
        guild: int,
        text: str,
        today: date,
        viewer: Viewer,
        before: Question | None = None,
        *,
        may_be_seen: bool = False,
    ) -> tuple[Heard, Veil]:
        """Answer a question in words, and return how far the answer goes.

        Raises ForOneAlone if it is about another show than the server's and the answer must not be seen by all, unless
        it `may_be_seen`, as those to mentions are.
        """
        asked_of = await self._show_or_own(guild, before.show if before else None)
        kit, veil = await self._screened(guild, asked_of, viewer)
        heard = await self._hearing(kit).ask(guild, text, today, before)
        about, whole = _show_of(heard, asked_of), heard
        if kit is not self._kit and (about != asked_of or _has_nothing(heard)):
            whole = await self._in_words.ask(guild, text, today, before)  # the copy has names of one show alone
            if about == asked_of and (isinstance(heard, Understood) or _show_of(whole, asked_of) == asked_of):
                return await self._heard_in_full(guild, text, today, kit, (heard, veil), whole)
            about = _show_of(whole, asked_of) if about == asked_of else about
        if about is None or about == asked_of:
            return heard, veil
        if not (viewer.is_alone or may_be_seen) and (await self.audience(guild, about, viewer)).is_alone:
            raise ForOneAlone
        kit, veil = await self._screened(guild, about, viewer)
        heard = whole
        if kit is not self._kit or _show_of(whole, asked_of) != about:
            heard = await self._hearing(kit).ask(guild, text, today, before, about)
            if _has_nothing(heard):
                heard, veil = await self._heard_in_full(guild, text, today, kit, (heard, veil), whole)
        if isinstance(heard, NotUnderstood) or _show_of(heard, about) != about:  # as one that no show has
            return NotUnderstood(await self._show(guild, asked_of)), OPEN
        return heard, veil

    async def _heard_in_full(
        self, guild: int, text: str, today: date, kit: ReadingKit, made: tuple[Heard, Veil], whole: Heard
    ) -> tuple[Heard, Veil]:
        """Return what was made of a text, or of the name in it that lies beyond, if it has that in full.

        `whole` is what is made of it without any boundary.
        """
        if not isinstance(whole, Understood) or (question := question_spelt_out(text, whole.answer)) is None:
            return made
        if is_about_an_episode(question):
            return Understood(whole.topic, await self._of(kit).again(guild, question, today)), made[1]
        return not_found(whole), replace(made[1], beyond=question)

    async def _show(self, guild: int, show: int | None) -> Show | None:
        return None if show is None else await self._kit.store.reading().names.show(guild, show)

    async def complete(
        self, completing: Callable[[Completions, Query], Awaitable[list[Choice]]], query: Query, viewer: Viewer
    ) -> list[Choice]:
        """Return completions: nothing that an answer to one person alone would cover."""
        show = await self.show_asked(query)
        kit, _ = await self._screened(query.guild, show, replace(viewer, is_alone=True))
        if kit is self._kit or show is None:
            return await completing(self._completions, query)
        return await completing(Completions(kit.readable, kit.finder), replace(query, show=pick_show(show)))

    async def _show_or_own(self, guild: int, show: int | None) -> int | None:
        if show is not None:
            return show
        try:
            return (await self._finder.own_show(guild)).id
        except NoShow:
            return None

    async def _screened(self, guild: int, show: int | None, viewer: Viewer) -> tuple[ReadingKit, Veil]:
        """Return what an answer about a show is read from, and how far it goes."""
        show = await self._show_or_own(guild, show)
        return (self._kit, OPEN) if show is None else await self._screening.kit_for(guild, show, viewer)

    def _of(self, kit: ReadingKit) -> Answers:
        return self._answers if kit is self._kit else Answers(kit)

    def _hearing(self, kit: ReadingKit) -> InWords:
        return self._in_words if kit is self._kit else InWords(kit, Answers(kit))


def _has_nothing(heard: Heard) -> bool:
    """Whether nothing was understood or found."""
    return isinstance(heard, NotUnderstood) or (isinstance(heard, Understood) and isinstance(heard.answer, NoMatch))


def _show_of(heard: Heard, asked_of: int | None) -> int | None:
    """Return the show that a question in words is about: the one that was asked of, if nothing else is known."""
    show = heard.answer.show if isinstance(heard, Understood) else heard.show
    return show.id if show else asked_of
