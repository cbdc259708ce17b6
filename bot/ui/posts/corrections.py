"""What a post told of a fact, beside what stands: struck through what no longer does, and hidden what spoils."""

from bot.domain.differences import touched
from bot.domain.facts import Fact, Known, Status
from bot.domain.posts import PostedFact
from bot.ui.facts.differences import fields_changed
from bot.ui.facts.sentences import (
    SENTENCE,
    guarded,
    hidden_with,
    outcome,
    plain_sentence,
    said_by,
    said_when,
    sentence,
    status_line,
)
from bot.ui.statuses import look_of
from bot.ui.text import aside, escape

_STANDS = "It was changed for a while; what was posted stands again."
_TAKEN_OUT = "Taken out of this server's answers since."


def in_full(told: PostedFact) -> list[str]:
    """A fact with all that a post has room for: what it says, how sure that is, who said so and when."""
    now = told.now
    if now is None:
        return [f"✏️ {_struck(told.before.fact)}", aside(_TAKEN_OUT)]
    fact = _hidden(told, now.fact)
    after = outcome(now, (told.later,)) if told.later else ""
    end = [status_line(now), *([after] if after else [])]
    if not told.corrected:
        return [sentence(fact), *end]
    if not touched(told.before, now):
        return [sentence(fact), *end, f"✏️ {aside(_STANDS)}"]
    return [*_corrected(told, now), *end, *_sureness(told.before, now)]


def _corrected(told: PostedFact, now: Known) -> list[str]:
    before, fact = told.before.fact, _hidden(told, now.fact)
    if plain_sentence(before) != plain_sentence(now.fact):
        return [f"✏️ {_struck(_hidden(told, before))}", sentence(fact)]
    if _is_gone(told):
        return [f"✏️ {_struck(fact)}"]
    return [f"✏️ {sentence(fact)}", *fields_changed(before, now.fact)]


def _sureness(before: Known, now: Known) -> list[str]:
    then = before.certainty.status
    return [] if then is now.certainty.status else [aside(f"It was told as {then}.")]


def in_a_line(told: PostedFact) -> list[str]:
    """The same where there are many facts: a line, or two where the first is struck through."""
    now = told.now
    if now is None:
        return [f"✏️ {_struck(told.before.fact)} · taken out of the answers"]
    fact = _hidden(told, now.fact)
    claim = now.certainty.agreeing[0]
    who = f"{said_by(claim)} · {said_when(claim)}"
    line = f"{look_of(now.certainty.status)} · {sentence(fact)} · {who}"
    if not told.corrected:
        return [line]
    if not touched(told.before, now):
        return [f"✏️ stands again: {line}"]
    after = outcome(now, (told.later,)) if told.later else ""
    lines = [f"✏️ {_struck(_hidden(told, told.before.fact))}", f"→ {line}"]
    if _is_gone(told):
        lines = [f"✏️ {_struck(fact)} · {look_of(now.certainty.status)} · {who}"]
    return [*lines, *([after] if after else [])]


def taken_out(told: PostedFact) -> list[str]:
    """A fact of which a post told that it was taken out."""
    if told.now is None:
        return [f"➖ {sentence(told.before.fact)}"]
    return [f"✏️ in the answers again: {line}" for line in in_a_line(PostedFact(told.now, told.now))]


def _is_gone(told: PostedFact) -> bool:
    """Whether what was told is denied by now, in the same words."""
    now = told.now
    if now is None or plain_sentence(told.before.fact) != plain_sentence(now.fact):
        return False
    return now.certainty.status is Status.DENIED is not told.before.certainty.status


def _hidden(told: PostedFact, fact: Fact) -> Fact:
    """A fact's words as they are told beside the others: all hidden if one of them gives something away."""
    return hidden_with(fact, told.before.fact, told.now.fact if told.now else None)


def _struck(fact: Fact) -> str:
    return guarded(fact, f"~~{escape(plain_sentence(fact), SENTENCE)}~~")
