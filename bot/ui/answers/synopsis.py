"""What happens in an episode, behind a spoiler mark."""

from bot.domain.answers import EpisodeAnswer, SynopsisAnswer
from bot.domain.questions import Question, Thing, Topic, What
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.card import Card
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NAME, episode_name
from bot.ui.text import aside, bold, spoiler

# All 1,000 characters of a pack's synopsis, even if each of them is escaped.
_LONGEST = 2_000


def synopsis_button(answer: EpisodeAnswer) -> list[buttons.Item]:
    """The button that asks what happens in an episode, where that is on record."""
    thing = Thing(What.EPISODE, answer.episode.id)
    asked = Question(Topic.SYNOPSIS, answer.show.id, thing, day=answer.question.day)
    return [buttons.ask("Synopsis", asked)] if answer.has_synopsis else []


def card(answer: SynopsisAnswer) -> Card:
    """An episode's synopsis, hidden until somebody taps it, and whose text it is."""
    episode, synopsis = answer.episode, answer.synopsis
    lead = ["No synopsis of this episode is on record."]
    if synopsis:
        text = f"{spoiler(escape(synopsis.text, _LONGEST))} (spoils {episode.code})"
        lead = [text, aside(f"Text: {escape(synopsis.credit, NAME)}")]
    about = Question(Topic.EPISODE, answer.show.id, Thing(What.EPISODE, episode.id), day=answer.question.day)
    return finished_card(
        f"What happens in {episode.code}",
        [bold(episode_name(episode)), *lead],
        show=answer.show,
        day=answer.day,
        items=[buttons.ask(str(episode.code), about)],
    )
