"""What a post said of a fact beside what is current: struck through if no longer right, hidden if it spoils."""

from dataclasses import replace

from bot.domain.differences import touched
from bot.domain.facts import Fact, Known, Status
from bot.domain.posts import PostedFact
from bot.domain.text import escape
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
from bot.ui.statuses import look_at
from bot.ui.text import aside

_RIGHT_AGAIN = "It was changed for a while; what was posted is right again."
_TAKEN_OUT = "Taken out of this server's answers since."


def in_full(posted: PostedFact) -> list[str]:
    """A fact with all that a post has room for: what it says, how sure that is, who said so and when."""
    now = posted.now
    if now is None:
        return [f"✏️ {_struck(posted.before.fact)}", aside(_TAKEN_OUT)]
    fact = _hidden(posted, now.fact)
    after = outcome(now, (posted.later,)) if posted.later else ""
    end = [status_line(replace(now, fact=fact)), *([after] if after else [])]
    if not posted.corrected:
        return [sentence(fact), *end]
    if not touched(posted.before, now):
        return [sentence(fact), *end, f"✏️ {aside(_RIGHT_AGAIN)}"]
    return [*_corrected(posted, now), *end, *_sureness(posted.before, now)]


def _corrected(posted: PostedFact, now: Known) -> list[str]:
    before, fact = posted.before.fact, _hidden(posted, now.fact)
    if plain_sentence(before) != plain_sentence(now.fact):
        return [f"✏️ {_struck(_hidden(posted, before))}", sentence(fact)]
    if _is_gone(posted):
        return [f"✏️ {_struck(fact)}"]
    return [f"✏️ {sentence(fact)}", *fields_changed(before, now.fact)]


def _sureness(before: Known, now: Known) -> list[str]:
    then = before.certainty.status
    return [] if then is now.certainty.status else [aside(f"It was posted as {then}.")]


def in_a_line(posted: PostedFact) -> list[str]:
    """The same where there are many facts: a line, or two where the first is struck through."""
    now = posted.now
    if now is None:
        return [f"✏️ {_struck(posted.before.fact)} · taken out of the answers"]
    fact = _hidden(posted, now.fact)
    claim = now.certainty.agreeing[0]
    who = f"{said_by(fact, claim)} · {said_when(claim)}"
    line = f"{look_at(now)} · {sentence(fact)} · {who}"
    if not posted.corrected:
        return [line]
    if not touched(posted.before, now):
        return [f"✏️ right again: {line}"]
    after = outcome(now, (posted.later,)) if posted.later else ""
    lines = [f"✏️ {_struck(_hidden(posted, posted.before.fact))}", f"→ {line}"]
    if _is_gone(posted):
        lines = [f"✏️ {_struck(fact)} · {look_at(now)} · {who}"]
    return [*lines, *([after] if after else [])]


def taken_out(posted: PostedFact) -> list[str]:
    """A fact that a post listed as taken out."""
    if posted.now is None:
        return [f"➖ {sentence(posted.before.fact)}"]
    now = replace(posted.now, fact=_hidden(posted, posted.now.fact))
    return [f"✏️ in the answers again: {line}" for line in in_a_line(PostedFact(now, now))]


def _is_gone(posted: PostedFact) -> bool:
    """Whether the posted statement, in the same words, has since been denied."""
    now = posted.now
    if now is None or plain_sentence(posted.before.fact) != plain_sentence(now.fact):
        return False
    return now.certainty.status is Status.DENIED is not posted.before.certainty.status


def _hidden(posted: PostedFact, fact: Fact) -> Fact:
    """The fact for a post with other wordings of it: hidden if any of them gives something away."""
    return hidden_with(fact, posted.before.fact, posted.now.fact if posted.now else None)


def _struck(fact: Fact) -> str:
    return guarded(fact, f"~~{escape(plain_sentence(fact), SENTENCE)}~~")
