"""The first line of a post, which a phone shows before anybody has opened it: it never spoils."""

from collections.abc import Callable, Sequence

from bot.domain.facts import Status
from bot.domain.posts import CountdownPost, DigestPost, EpisodesPost, NewsPost, PostedFact
from bot.ui.facts.sentences import place, plain_sentence
from bot.ui.statuses import look_of
from bot.ui.text import ELLIPSIS, label, listed, plain

FactPost = NewsPost | CountdownPost | EpisodesPost | DigestPost
Tell = Callable[[str, int], str]
"""Makes text safe where it is to stand, and cuts it to a length."""
_SHOW = 60
_SENTENCE = 180
_MOST_CODES = 3
_SIGNS = {CountdownPost: "⏳", EpisodesPost: "📺", DigestPost: "🗞️", NewsPost: "📣"}


def facts_of(post: FactPost) -> tuple[PostedFact, ...]:
    """Every fact that a post tells, in order."""
    match post:
        case CountdownPost():
            return (post.release,)
        case DigestPost():
            return (*post.added, *post.confirmed, *post.denied, *post.retired)
        case NewsPost() | EpisodesPost():
            return post.facts


def headline(post: FactPost, tell: Tell, *, late: bool = False) -> str:
    """The line; `late`: what it calls today was another day."""
    show = tell(post.show.title, _SHOW)
    told = facts_of(post)
    corrected = [one for one in told if one.corrected]
    if corrected:
        what = _corrected(corrected[0], tell) if len(told) == 1 else f"{len(corrected)} of {len(told)} facts"
        return f"✏️ Corrected: {show}: {what}"
    match post:
        case NewsPost() if len(told) == 1 and not post.more:
            look = look_of(_status(told))
            return f"{look.sign} {look.word} · {show}: {_said(told[0], tell)}"
        case NewsPost():
            words = f"{len(told) + post.more} news"
        case CountdownPost():
            words = f"season {post.season} {_how_long(post, late)} · {_sure(told)}"
        case EpisodesPost():
            words = f"{episodes_out(post)}{'' if late else ' today'} · {_sure(told)}"
        case DigestPost():
            words = _counts(post)
    return f"{_SIGNS[type(post)]} {show}: {_spoiling(told[0]) if _hides_all(post) else words}"


def _said(told: PostedFact, tell: Tell) -> str:
    fact = told.now.fact if told.now else told.before.fact
    return _spoiling(told) if told.spoils else tell(plain_sentence(fact), _SENTENCE)


def _corrected(told: PostedFact, tell: Tell) -> str:
    if told.spoils:
        return _spoiling(told)
    if told.now is None:
        return f"what was posted about {place(told.before.fact)} was taken out of the answers"
    return f"{_said(told, tell)} · {told.now.certainty.status}"


def _spoiling(told: PostedFact) -> str:
    facts = [one.fact for one in (told.now, told.before) if one]
    spoils = next((fact.gives_away for fact in facts if fact.gives_away), None)
    return f"something about {place(facts[0])} that spoils {spoils}"


def _hides_all(post: FactPost) -> bool:
    """Whether the very line would give away what is hidden in the post."""
    told = facts_of(post)
    return isinstance(post, CountdownPost | EpisodesPost) and bool(told) and told[0].spoils


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
    parts = [f"{len(told)} {word}" for word, told in zip(words, sorts, strict=True) if told]
    return ", ".join([*parts, f"{post.more} more"] if post.more else parts)


def _status(told: Sequence[PostedFact]) -> Status | None:
    """The least sure status of what is told; None where nobody is on record as having said so."""
    order = (Status.DENIED, Status.RUMOURED, Status.REPORTED, Status.CONFIRMED)
    found = [one.now.certainty.status for one in told if one.now]
    return min(found, key=order.index, default=None)


def _sure(told: Sequence[PostedFact]) -> str:
    status = _status(told)
    return str(status) if status else "nobody is on record for it"


def bare(text: str, limit: int) -> str:
    """Text for where Discord formats nothing, without what stands behind spoiler marks."""
    shown = "".join(text.split("||")[::2]) if text.count("||") > 1 else text
    return label(plain(shown).strip("#>*_~` ") or ELLIPSIS, limit)
