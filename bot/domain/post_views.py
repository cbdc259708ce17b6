"""Posts as a channel may see them, whose boundary covers a part of the show."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.boundaries import EVERYTHING, Boundary
from bot.domain.facts import Certainty, Known
from bot.domain.posts import (
    CountdownPost,
    DigestPost,
    EpisodesPost,
    LinkPost,
    NewsPost,
    NothingToPost,
    Post,
    PostedFact,
    WordsPost,
)
from bot.domain.shield import Sight
from bot.domain.text import escape


def view_of(post: Post, sight: Sight, *, opens: bool) -> Post | NothingToPost:
    """What a channel may see of a post; nothing if all of it lies beyond the channel's boundary.

    `opens`: what is marked as a spoiler of an episode before that is posted in the open.
    What a moderator wrote is posted as it is. How many others there are besides those that are listed is left out:
    these may be covered.
    """
    match post:
        case WordsPost():
            return post
        case CountdownPost():
            release = _posted(post.release, sight, opens=opens)
            return replace(post, release=release) if release else _covered(sight.upto)
        case EpisodesPost():
            episodes = tuple(map(sight.episode, post.episodes))
            return replace(post, episodes=episodes, facts=_all_posted(post.facts, sight, opens=opens))
        case NewsPost():
            facts = _all_posted(post.facts, sight, opens=opens)
            return replace(post, facts=facts, more=_more(post.more, sight)) if facts else _covered(sight.upto)
        case DigestPost():
            return _digest(post, sight, opens=opens)
        case LinkPost():
            return _link(post, sight, opens=opens)


def _digest(post: DigestPost, sight: Sight, *, opens: bool) -> Post | NothingToPost:
    shown = replace(
        post,
        added=_all_posted(post.added, sight, opens=opens),
        confirmed=_all_posted(post.confirmed, sight, opens=opens),
        denied=_all_posted(post.denied, sight, opens=opens),
        retired=_all_posted(post.retired, sight, opens=opens),
        more=_more(post.more, sight),
    )
    return shown if shown.added or shown.confirmed or shown.denied or shown.retired else _covered(sight.upto)


def _link(post: LinkPost, sight: Sight, *, opens: bool) -> Post | NothingToPost:
    """A feed's item. Its headline and its address are words of their day, whatever a story says."""
    fact = sight.fact(post.fact, opens=opens)
    now = _known(post.now, sight, opens=opens) if post.now else None
    if fact is None or (post.now and now is None) or not sight.shows_words(post.item.published):
        return _covered(sight.upto)
    return replace(post, fact=fact, now=now)


def _all_posted(facts: Iterable[PostedFact], sight: Sight, *, opens: bool) -> tuple[PostedFact, ...]:
    return tuple(shown for posted in facts if (shown := _posted(posted, sight, opens=opens)))


def _posted(posted: PostedFact, sight: Sight, *, opens: bool) -> PostedFact | None:
    """A fact as it was posted and as it is now; None if either is covered: one would tell of the other."""
    before = _known(posted.before, sight, opens=opens)
    now = _known(posted.now, sight, opens=opens) if posted.now else None
    if before is None or (posted.now and now is None):
        return None
    later = _known(posted.later, sight, opens=opens) if posted.later else None
    if later and now and posted.now:
        outcome = {"settled_by": posted.now.fact.settled_by, "outcome": posted.now.fact.outcome}
        now = replace(now, fact=replace(now.fact, **outcome))
    return replace(posted, before=before, now=now, later=later)


def _known(known: Known, sight: Sight, *, opens: bool) -> Known | None:
    fact = sight.fact(known.fact, opens=opens)
    if fact is None:
        return None
    certainty = known.certainty
    claims = tuple(map(sight.claim, certainty.claims))
    history = tuple(replace(change, claim=sight.claim(change.claim)) for change in certainty.history)
    return Known(fact, Certainty(certainty.status, claims, history))


def _more(number: int, sight: Sight) -> int:
    return number if sight.upto == EVERYTHING else 0


def _covered(upto: Boundary) -> NothingToPost:
    return NothingToPost(f"It lies beyond this channel's spoiler boundary, {escape(str(upto))}.")
