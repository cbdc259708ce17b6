"""What each wish of a question in words is to the commands: its topic, its names, its words."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.answers import Missing
from bot.domain.jobs import job_of
from bot.domain.matching import PERSON_ROLES, NameMatch, NameRole
from bot.domain.questions import Question, Topic
from bot.language.episode_words import EpisodeWords, Position
from bot.language.questions.asked import Asked, Span
from bot.language.questions.meanings import Wish

_TOPICS = {
    Wish.WRITER: Topic.WRITER,
    Wish.DIRECTOR: Topic.DIRECTOR,
    Wish.CREW: Topic.CREW,
    Wish.NEWS: Topic.NEWS,
    Wish.CAST: Topic.CAST,
    Wish.SYNOPSIS: Topic.SYNOPSIS,
    Wish.EPISODES: Topic.EPISODES,
    Wish.EPISODE: Topic.EPISODE,
    Wish.SEASON: Topic.SEASON,
    Wish.NEXT: Topic.NEXT,
}
_WORDS = {topic: wish for wish, topic in _TOPICS.items()}
_ABOUT_EPISODES = (Wish.SYNOPSIS, Wish.DATES, Wish.EPISODE)
_ROLES_FOR = {
    Wish.CAST: (NameRole.ACTOR, NameRole.CHARACTER, NameRole.CREW),
    Wish.DIRECTOR: (NameRole.DIRECTOR, NameRole.EPISODE),
    Wish.WRITER: (NameRole.WRITER, NameRole.EPISODE),
    Wish.CREW: PERSON_ROLES,
    Wish.NEWS: (*PERSON_ROLES, NameRole.CHARACTER, NameRole.EPISODE),
    **dict.fromkeys(_ABOUT_EPISODES, (NameRole.EPISODE,)),
}
MISSING = {
    Wish.CAST: Missing.CAST,
    Wish.DIRECTOR: Missing.DIRECTOR,
    Wish.WRITER: Missing.WRITER,
    Wish.NEWS: Missing.ABOUT,
    Wish.CREW: Missing.ABOUT,
    **dict.fromkeys(_ABOUT_EPISODES, Missing.PLACE),
}
_POSITIONS = {
    Position.FIRST: "first episode",
    Position.LAST: "last episode",
    Position.LATEST: "latest episode",
    Position.NEXT: "next episode",
}


def names_of(asked: Asked) -> tuple[Span, ...] | None:
    """Return the names with what they may mean where this is asked; None if one means nothing there."""
    roles = _ROLES_FOR.get(asked.wish, ())
    kept: list[Span] = []
    for span in asked.names:
        matches = [match for match in span.matches if match.role in roles]
        if not matches and asked.wish is Wish.EPISODE and asked.is_of_episode:
            matches = [match for match in span.matches if match.role is not NameRole.EPISODE]
        if not matches and asked.wish in (Wish.CAST, Wish.DIRECTOR, Wish.WRITER):
            matches = once([match for match in span.matches if match.role in PERSON_ROLES])
        if not matches:
            return None
        kept.append(replace(span, matches=tuple(matches)))
    return tuple(kept)


def once(matches: Iterable[NameMatch]) -> list[NameMatch]:
    """Return a match for each thing."""
    return list({match.thing: match for match in matches}.values())


def topic_of(asked: Asked) -> Topic:
    if asked.wish in _TOPICS:
        return _TOPICS[asked.wish]
    if asked.place is not None or any(span.is_episode for span in asked.names):
        return Topic.EPISODE
    return Topic.NEXT if asked.season is None else Topic.SEASON


def words_of(asked: Asked) -> str:
    return asked.job or asked.wish


def words_for(question: Question) -> str:
    return job_of(question.thing) or _WORDS[question.topic]


def position_in_words(words: EpisodeWords | None) -> str:
    assert words is not None
    position = _POSITIONS[words.position]
    return position if words.season is None else f"{position} of season {words.season}"
