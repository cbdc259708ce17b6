"""How an announcement looks in its channel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import discord

from bot.domain.announcements import Words
from bot.domain.posts import CountdownPost, DigestPost, EpisodesPost, LinkPost, NewsPost, Post, PostedFact, WordsPost
from bot.domain.text import ELLIPSIS, escape, label, utf16_length
from bot.ui.card import Section, card
from bot.ui.facts.sentences import attribution, capitalised, episode_name, guarded, place
from bot.ui.posts.corrections import in_a_line, in_full, taken_out
from bot.ui.posts.headline import FactPost, bare, episodes_out, facts_of, headline
from bot.ui.posts.links import link_embed, link_line
from bot.ui.posts.reference import footer, with_last_line
from bot.ui.statuses import NEUTRAL, NOT_ON_RECORD, look_at
from bot.ui.text import aside, bold, cut, spoiler

_CONTENT, _TITLE, _DESCRIPTION, _THREAD = 2000, 256, 4096, 100
_LIST = 3800
_DELAYED_LINE = 60
_MOST_EPISODES = 30
_SHOW, _CREDIT = 120, 100
_NO_SOURCE = "Who said so is not recorded."


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a message has besides its words: its reference, when it was due, whether it is late, and the role that it
    pings."""

    reference: str
    due_at: datetime
    delayed: bool = False
    ping: int | None = None


@dataclass(frozen=True, slots=True)
class PostMessage:
    """A message with its reference, in the footer of a card or in the last line of a text without one.

    `title` is its thread's name where it opens one.
    """

    content: str
    embed: discord.Embed | None
    title: str
    pings: int | None = None

    @property
    def embeds(self) -> list[discord.Embed]:
        return [self.embed] if self.embed else []

    @property
    def allowed_mentions(self) -> discord.AllowedMentions:
        """Mentions of the chosen role alone."""
        roles = [discord.Object(self.pings)] if self.pings is not None else False
        return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def message_of(post: Post, stamp: Stamp) -> PostMessage:
    """The message. What was corrected since it was posted is struck through, and then it pings nobody."""
    if isinstance(post, WordsPost):
        return _words(post.words, stamp)
    if isinstance(post, LinkPost):
        title = bare(link_line(post, label), _THREAD)
        return PostMessage(link_line(post, escape), _stamped(link_embed(post), stamp), title)
    content = f"{_mention(stamp)}{headline(post, escape, late=stamp.delayed)}"
    title = bare(headline(post, label, late=stamp.delayed), _THREAD)
    again = any(fact.corrected for fact in facts_of(post))
    return PostMessage(content, _embed(post, stamp), title, None if again else stamp.ping)


def correction_reply(post: Post, stamp: Stamp) -> PostMessage:
    """The reply to a message that can't be edited and is no longer right in part; it pings nobody."""
    return message_of(_only_corrected(post), replace(stamp, ping=None))


def _only_corrected(post: Post) -> Post:
    def kept(facts: tuple[PostedFact, ...]) -> tuple[PostedFact, ...]:
        return tuple(fact for fact in facts if fact.corrected)

    match post:
        case NewsPost():
            return replace(post, facts=kept(post.facts), more=0) if kept(post.facts) else post
        case EpisodesPost() if not any(fact.spoils for fact in post.facts):  # one that spoils hides the titles
            return replace(post, facts=kept(post.facts)) if kept(post.facts) else post
        case DigestPost():
            sorts = {name: kept(getattr(post, name)) for name in ("added", "confirmed", "denied", "retired")}
            return replace(post, **sorts, more=0) if any(sorts.values()) else post
        case _:
            return post


def _mention(stamp: Stamp) -> str:
    return f"<@&{stamp.ping}>\n" if stamp.ping is not None else ""


# What moderators wrote


def _words(words: Words, stamp: Stamp) -> PostMessage:
    """Their own words as they formatted them: as the message's text, or on a card that has a title or an image."""
    mention, name = _mention(stamp), bare(words.title or _first_line(words.text), _THREAD)
    embed = discord.Embed(colour=NEUTRAL)
    if words.title or words.image_url or words.link:
        title = words.title or ("Read more" if words.link else "")
        embed.title = label(title, _TITLE) if title else None
        embed.url = words.link or None
        embed.description = _clipped(words.text, _DESCRIPTION - _DELAYED_LINE) or None
        embed.set_image(url=words.image_url or None)
        return PostMessage(mention.strip(), _stamped(embed, stamp), name, stamp.ping)
    late = f"delayed: this was due {_due(stamp)}" if stamp.delayed else ""
    content = with_last_line(f"{mention}{words.text}", stamp.reference, late, _CONTENT)
    if content is not None:
        return PostMessage(content, None, name, stamp.ping)
    # The previous release took texts that leave no room for a line.
    content = f"{mention}{_clipped(words.text, _CONTENT - utf16_length(mention))}"
    return PostMessage(content, _stamped(embed, stamp), name, stamp.ping)


def _first_line(text: str) -> str:
    parts = text.split("||")
    # Spoiler marks may hide several lines.
    shown = "".join(parts[::2]) if len(parts) > 2 else text
    return next((line for line in shown.splitlines() if line.strip()), "Announcement")


def _clipped(text: str, limit: int) -> str:
    """Formatted text of at most so many units, cut where that opens no spoiler mark."""
    if utf16_length(text) <= limit:
        return text
    kept: list[str] = []
    room = limit - 1
    for character in text:
        room -= utf16_length(character)
        if room < 0:
            break
        kept.append(character)
    short = "".join(kept)
    if short.count("||") % 2:
        short = short[: short.rindex("||")]
    return short.rstrip("|") + ELLIPSIS


# What facts say


def _embed(post: FactPost, stamp: Stamp) -> discord.Embed:
    show = label(post.show.title, _SHOW)
    match post:
        case NewsPost() if len(post.facts) == 1 and not post.more:
            fact = post.facts[0].before.fact
            title, lead, sections = f"{show} · {place(fact)}", in_full(post.facts[0]), []
        case NewsPost():
            title, lead, sections = f"{show} · news", [_listed(post.facts, post.more)], []
        case CountdownPost():
            title, lead, sections = f"{show} · season {post.season}", _countdown(post), []
        case EpisodesPost():
            title, lead, sections = f"{show} · season {post.season}", _episodes(post), _vouched(post)
        case DigestPost():
            title, lead, sections = f"{show} · what changed", _stretch(post), _digest(post)
    made = card(title, lead, sections, show=None, colour=_colour(facts_of(post)))
    return _stamped(made.embed, stamp, post.show.credit)


def _colour(facts: Sequence[PostedFact]) -> discord.Colour:
    now = facts[0].now if len(facts) == 1 else None
    return look_at(now).colour if now else NEUTRAL


def _stamped(embed: discord.Embed, stamp: Stamp, credit: str | None = None) -> discord.Embed:
    if stamp.delayed:
        line = f"Delayed: this was due {_due(stamp)}."
        embed.description = f"{embed.description}\n\n{line}" if embed.description else line
    credited = f" · {label(credit, _CREDIT)}" if credit else ""
    embed.set_footer(text=f"{footer(stamp.reference)}{credited}")
    return embed


def _due(stamp: Stamp) -> str:
    return f"<t:{int(stamp.due_at.timestamp())}:f>"


def _listed(facts: Iterable[PostedFact], more: int) -> str:
    lines = cut((line for fact in facts for line in in_a_line(fact)), _LIST)
    return f"{lines}\n{aside(f'and {more} more, which /news lists')}" if more else lines


def _countdown(post: CountdownPost) -> list[str]:
    now = post.release.now
    if post.release.corrected or now is None:
        return in_full(post.release)
    released = now.fact.released
    when = [bold(f"{released}{f' · <t:{int(post.at.timestamp())}:t> where you are' if post.at else ''}")]
    lines = in_full(post.release)
    # A release without words of its own says nothing but its date.
    lines = lines if now.fact.statement else lines[1:]
    return [*(guarded(now.fact, line) for line in when), *lines]


def _episodes(post: EpisodesPost) -> list[str]:
    names = [episode_name(episode) for episode in post.episodes[:_MOST_EPISODES]]
    rest = len(post.episodes) - _MOST_EPISODES
    lines = [bold(capitalised(episodes_out(post))), *names, *([aside(f"and {rest} more")] if rest > 0 else [])]
    hides = any(fact.spoils for fact in post.facts)
    return [spoiler(line) for line in lines] if hides else lines


def _vouched(post: EpisodesPost) -> list[Section]:
    """Who said when the episodes are out; usually the same for all of them."""
    corrected = [line for fact in post.facts if fact.corrected for line in in_a_line(fact)]
    unchanged = [fact.now for fact in post.facts if fact.now and not fact.corrected]
    said = dict.fromkeys(f"{look_at(known)} · {attribution(known)}" for known in unchanged)
    return [Section("Who said so", [*corrected, *said] or [f"{NOT_ON_RECORD.sign} {_NO_SOURCE}"])]


def _stretch(post: DigestPost) -> list[str]:
    since, until = (int(moment.timestamp()) for moment in (post.since, post.until))
    more = [aside(f"and {post.more} more, which do not fit here")] if post.more else []
    return [f"From <t:{since}:f> to <t:{until}:f>", *more]


def _digest(post: DigestPost) -> list[Section]:
    sorts = (("Added", post.added), ("Confirmed", post.confirmed), ("Denied", post.denied))
    sections = [Section(name, [line for fact in facts for line in in_a_line(fact)]) for name, facts in sorts if facts]
    if post.retired:
        sections.append(Section("Taken out", [line for fact in post.retired for line in taken_out(fact)]))
    return sections
