"""What is known of an episode."""

from collections.abc import Sequence

from bot.domain.answers import EpisodeAnswer
from bot.domain.certainty import contradictory
from bot.domain.dates import day_in_words
from bot.domain.facts import Known
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.ui.answers import buttons
from bot.ui.answers.certainty import Signs, most_common, sure_line_of
from bot.ui.answers.crediting import open_claims, rivals_in_words
from bot.ui.answers.roles import role_in_words, surest
from bot.ui.answers.synopsis import synopsis_button
from bot.ui.card import Card
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NO_SOURCE, outcome_lines, sentence
from bot.ui.statuses import look_at, missing
from bot.ui.text import aside, bold

_MOST_ROLES = 3


def title(answer: EpisodeAnswer) -> str:
    """An episode by its code and title."""
    episode = answer.episode
    if episode.title:
        return f"{episode.code} · {episode.title}"
    return f"{episode.code}: title {missing(aired=answer.aired).word.lower()}"


def card(answer: EpisodeAnswer) -> Card:
    """Title, air date, director, writers and who is a guest, and how sure that is."""
    claims = [] if answer.directors else open_claims(answer.of_season, answer.later)[:1]
    shown = (*answer.releases[:1], *answer.directors[:1], *claims, *answer.writers[:1])
    looks = [look_at(known) for known in shown]
    signs = Signs(most_common(looks or [missing(aired=answer.aired)]))
    lead = [
        *_air_date(answer, signs),
        *_part(answer, "Director", answer.directors, signs),
        *(signs.behind(sentence(known.fact), look_at(known)) for known in claims),
        *_part(answer, "Writer", answer.writers, signs),
        *_cast(answer, signs),
    ]
    if shared := [known for known, look in zip(shown, looks, strict=True) if look is signs.shared]:
        lead.append(sure_line_of(shared))
    return finished_card(
        title(answer),
        lead,
        show=answer.show,
        day=answer.day,
        colour=signs.shared.colour,
        items=_items(answer),
        notes=(signs.foot,),
    )


def _items(answer: EpisodeAnswer) -> list[buttons.Item]:
    show, season, day = answer.show.id, answer.episode.code.season, answer.question.day
    whole_season = Thing(What.SEASON, season)
    items: list[buttons.Item] = []
    if answer.cast or answer.main_cast or answer.of_show:
        items.append(buttons.ask("Cast", Question(Topic.CAST, show, EVERYONE, season, day)))
    if answer.news:
        about = Thing(What.EPISODE, answer.episode.id)
        items.append(buttons.ask("News", Question(Topic.NEWS, show, about, day=day)))
    items += [
        buttons.ask("Directors", Question(Topic.DIRECTOR, show, whole_season, day=day)),
        buttons.ask("Writers", Question(Topic.WRITER, show, whole_season, day=day)),
        buttons.ask(f"Season {season}", Question(Topic.SEASON, show, season=season, day=day)),
        *synopsis_button(answer),
        buttons.sources(answer.question),
    ]
    return items


def _air_date(answer: EpisodeAnswer, signs: Signs) -> list[str]:
    runtime = f" · {answer.runtime} minutes" if answer.runtime else ""
    if answer.unsourced is not None:
        return [f"{bold('Air date')} {day_in_words(answer.unsourced)}{runtime}", aside(NO_SOURCE)]
    first, *rest = _part(answer, "Air date", answer.releases, signs)
    return [f"{first}{runtime}", *rest]


def _part(answer: EpisodeAnswer, heading: str, known: Sequence[Known], signs: Signs) -> list[str]:
    """A line with what is known, rivals side by side, and what became of each."""
    if not known:
        look = missing(aired=answer.aired)
        return [f"{bold(heading)} {look.sign} {look.word.lower()}"]
    several = len(known[0].fact.people) > 1 or (len(known) > 1 and not contradictory(known))
    after = [line for each in known for line in outcome_lines(each, answer.later)]
    heading = f"{heading}s" if several and known[0].fact.people else heading
    return [f"{bold(heading)} {rivals_in_words(known, signs)}", *after]


def _cast(answer: EpisodeAnswer, signs: Signs) -> list[str]:
    """Who is in this episode besides the main cast; Cast has all."""
    roles = [signs.behind(role_in_words(role), look_at(surest(role))) for role in answer.cast[:_MOST_ROLES]]
    if left_out := len(answer.cast) - _MOST_ROLES:
        roles += [f"and {left_out} more"] if left_out > 0 else []
    return [f"{bold('With')} {', '.join(roles)}"] if roles else []
