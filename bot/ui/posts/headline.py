"""The first line of a post, which a phone shows before anybody has opened it: it never spoils."""

from collections.abc import Callable, Sequence

from bot.domain.facts import Status
from bot.domain.posts import CountdownPost, DigestPost, EpisodesPost, NewsPost, PostedFact
from bot.domain.text import ELLIPSIS, label, plain
from bot.ui.facts.sentences import place, plain_sentence
from bot.ui.statuses import look_of
from bot.ui.text import listed

FactPost = NewsPost | CountdownPost | EpisodesPost | DigestPost
Safe = Callable[[str, int], str]
"""Makes text safe for the place where it is shown, and cuts it to a length."""
_SHOW = 60
_SENTENCE = 180
_MOST_CODES = 3
_SIGNS = {CountdownPost: "⏳", EpisodesPost: "📺", DigestPost: "🗞️", NewsPost: "📣"}


def facts_of(post: FactPost) -> tuple[PostedFact, ...]:
    """Every fact in a post, in order."""
    match post:
        case CountdownPost():
            return (post.release,)
        case DigestPost():
            return (*post.added, *post.confirmed, *post.denied, *post.retired)
        case NewsPost() | EpisodesPost():
            return post.facts


def headline(post: FactPost, safe: Safe, *, late: bool = False) -> str:
    """The line; `late`: it is posted on a later day than the one it is about."""
    show = safe(post.show.title, _SHOW)
    facts = facts_of(post)
    corrected = [fact for fact in facts if fact.corrected]
    if corrected:
        what = _corrected(corrected[0], safe) if len(facts) == 1 else f"{len(corrected)} of {len(facts)} facts"
        return f"✏️ Corrected: {show}: {what}"
    match post:
        case NewsPost() if len(facts) == 1 and not post.more:
            look = look_of(_status(facts))
            return f"{look.sign} {look.word} · {show}: {_said(facts[0], safe)}"
        case NewsPost():
            words = f"{len(facts) + post.more} news items"
        case CountdownPost():
            words = f"season {post.season} {_how_long(post, late)} · {_sure(facts)}"
        case EpisodesPost():
            words = f"{episodes_out(post)}{'' if late else ' today'} · {_sure(facts)}"
        case DigestPost():
            words = _counts(post)
    hidden = _hidden_whole(post)
    return f"{_SIGNS[type(post)]} {show}: {_spoiling(hidden) if hidden else words}"


def _said(posted: PostedFact, safe: Safe) -> str:
    fact = posted.now.fact if posted.now else posted.before.fact
    return _spoiling(posted) if posted.spoils else safe(plain_sentence(fact), _SENTENCE)


def _corrected(posted: PostedFact, safe: Safe) -> str:
    if posted.spoils:
        return _spoiling(posted)
    if posted.now is None:
        return f"what was posted about {place(posted.before.fact)} was taken out of the answers"
    return f"{_said(posted, safe)} · {posted.now.certainty.status}"


def _spoiling(posted: PostedFact) -> str:
    facts = [known.fact for known in (posted.now, posted.before) if known]
    spoils = next((fact.gives_away for fact in facts if fact.gives_away), None)
    return f"something about {place(facts[0])} that spoils {spoils}"


def _hidden_whole(post: FactPost) -> PostedFact | None:
    """The fact that the line itself would give away, if there is one: the line says what is hidden in the post."""
    facts = facts_of(post) if isinstance(post, CountdownPost | EpisodesPost) else ()
    return next((fact for fact in facts if fact.spoils), None)


def _how_long(post: CountdownPost, late: bool) -> str:
    match post.days:
        case 0 if post.hour and not late:
            return "begins now"
        case 0:
            return "begins" if late else "begins today"
        case 1:
            return "in 1 day"
        case days:
            return f"in {days} days"


def episodes_out(post: EpisodesPost) -> str:
    """Which episodes are out."""
    codes = [str(episode.code) for episode in post.episodes]
    if post.whole:
        return f"all {len(codes)} episodes of season {post.season} are out"
    if len(codes) > _MOST_CODES:
        return f"{len(codes)} episodes of season {post.season} are out"
    return f"{listed(codes)} {'is' if len(codes) == 1 else 'are'} out"


def _counts(post: DigestPost) -> str:
    words = ("added", "confirmed", "denied", "taken out")
    sorts = (post.added, post.confirmed, post.denied, post.retired)
    parts = [f"{len(facts)} {word}" for word, facts in zip(words, sorts, strict=True) if facts]
    return ", ".join([*parts, f"{post.more} more"] if post.more else parts)


def _status(facts: Sequence[PostedFact]) -> Status | None:
    """The least sure status of the facts; None if no source is on record."""
    order = (Status.DENIED, Status.RUMOURED, Status.REPORTED, Status.CONFIRMED)
    found = [fact.now.certainty.status for fact in facts if fact.now]
    return min(found, key=order.index, default=None)


def _sure(facts: Sequence[PostedFact]) -> str:
    status = _status(facts)
    return str(status) if status else "no source on record"


def bare(text: str, limit: int) -> str:
    """Text for places where Discord formats nothing, without what spoiler marks hide."""
    shown = "".join(text.split("||")[::2]) if text.count("||") > 1 else text
    return label(plain(shown).strip("#>*_~` ") or ELLIPSIS, limit)
