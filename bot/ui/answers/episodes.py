"""The episodes of a season, one line each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.answers import DatedEpisode, EpisodesAnswer
from bot.domain.certainty import contradictory
from bot.domain.dates import PartialDate
from bot.domain.facts import Known
from bot.domain.questions import Question, Topic
from bot.domain.text import escape
from bot.ui.answers import buttons
from bot.ui.answers.certainty import brief
from bot.ui.answers.crediting import DISPUTED
from bot.ui.card import Card, colour_of, footer_height, page_in_words
from bot.ui.card import card as finished_card
from bot.ui.facts.sentences import NO_SOURCE, guarded, said_by
from bot.ui.height import height
from bot.ui.statuses import LOOKS, NOT_ON_RECORD, look_at, missing
from bot.ui.text import aside, bold

_HIGHEST = 20
"""How many lines a page takes on a phone."""
_TITLE = 80
_UNSOURCED = NOT_ON_RECORD.sign
_MEANINGS = {look.sign: look.word.lower() for look in LOOKS.values()} | {_UNSOURCED: NO_SOURCE}


@dataclass(frozen=True, slots=True)
class _Line:
    """What the list says of an episode, and the sign at its end, if it is not that of most lines."""

    text: str
    sign: str


def card(answer: EpisodesAnswer, opener: int) -> Card:
    """A page of a season's episodes with their titles and air dates."""
    question, season = answer.question, answer.season
    title, lead = f"Episodes of season {season}", _lead(answer)
    room = _HIGHEST - height(title) - sum(map(height, lead)) - footer_height(answer.show, answer.day, "page 10 of 10")
    pages = _pages(_lines(answer), room)
    shown = pages[question.page] if question.page < len(pages) else []
    rest = [] if shown or not pages else ["There is no more."]
    items = buttons.turn(question, opener=opener, more=question.page + 1 < len(pages))
    items.append(
        buttons.ask(f"Season {season}", Question(Topic.SEASON, answer.show.id, season=season, day=question.day))
    )
    facts = _facts(answer)
    if facts:
        items.append(buttons.sources(question))
    return finished_card(
        title,
        [*lead, *(line.text for line in shown), *rest, *_meanings(shown)],
        show=answer.show,
        day=answer.day,
        colour=colour_of(facts),
        items=items,
        notes=(page_in_words(question.page, len(pages)),),
    )


def _facts(answer: EpisodesAnswer) -> list[Known]:
    return [known for episode in answer.episodes for known in episode.releases] or list(answer.releases)


def _pages(lines: Sequence[_Line], room: int) -> list[list[_Line]]:
    """As many lines on each page as fit with what their signs mean, at least one."""
    pages: list[list[_Line]] = []
    used = 0
    for line in lines:
        needed = height(line.text)
        if pages and used + needed + sum(map(height, _meanings([*pages[-1], line]))) <= room:
            pages[-1].append(line)
            used += needed
        else:
            pages.append([line])
            used = needed
    return pages


def _lead(answer: EpisodesAnswer) -> list[str]:
    """What holds for all episodes or most: how many they are, their date, how sure it is."""
    episodes = answer.episodes
    if not episodes:
        return [f"{missing(aired=answer.aired)}\n{_nothing(answer)}", *_of_season(answer)]
    lines = [bold(_count(answer)), *_how_sure(answer)]
    if _all_untitled(episodes):
        lines.append(f"Titles: {missing(aired=all(each.aired for each in episodes)).word.lower()}")
    return lines


def _nothing(answer: EpisodesAnswer) -> str:
    if answer.aired:
        return f"No episode of season {answer.season} is on record."
    return f"Nobody has said anything about the episodes of season {answer.season}."


def _count(answer: EpisodesAnswer) -> str:
    count, size, same = len(answer.episodes), answer.size or 0, _date_of_all(answer.episodes)
    if size > count:
        words = f"{count} of {size} episodes {'is' if count == 1 else 'are'} on record"
    else:
        words = f"{count} episode{'' if count == 1 else 's'}"
    if same is None:
        return words
    return f"{words}, {'all ' if count > 1 else ''}{'on' if same.is_day else 'in'} {same}"


def _date_of_all(episodes: Sequence[DatedEpisode]) -> PartialDate | None:
    """The date that all episodes share, if it gives nothing away and no source contradicts it."""
    dates = {each.date for each in episodes}
    is_open = all(_is_plain(each) for each in episodes)
    return dates.pop() if len(dates) == 1 and is_open else None


def _is_plain(each: DatedEpisode) -> bool:
    sure = all(known.certainty.status.is_sure and not known.fact.gives_away for known in each.releases[:1])
    return sure and not contradictory(each.releases)


def _all_untitled(episodes: Sequence[DatedEpisode]) -> bool:
    return len(episodes) > 1 and not any(each.episode.title for each in episodes)


def _how_sure(answer: EpisodesAnswer) -> list[str]:
    """How sure the dates are, or else what is said of the season's own."""
    usual = _usual_sign(answer.episodes)
    if not usual:
        look = missing(aired=all(each.aired for each in answer.episodes))
        return _of_season(answer) or [f"Air dates: {look.word.lower()}"]
    dated = [each.releases[0] for each in answer.episodes if each.releases and _sign(each) == usual]
    if not dated:
        return [aside(NO_SOURCE.replace("this date", "these dates") if len(answer.episodes) > 1 else NO_SOURCE)]
    words = {_how_sure_is(known) for known in dated}
    return [words.pop() if len(words) == 1 else str(look_at(dated[0]))]


def _of_season(answer: EpisodesAnswer) -> list[str]:
    """The season's own date."""
    return [
        line
        for known in answer.releases[:1]
        for line in (f"Season {answer.season}: {_shown(known)}", _how_sure_is(known))
    ]


def _how_sure_is(known: Known) -> str:
    """How sure a date is, and who said so first."""
    first, *rest = known.certainty.agreeing
    said = [said_by(known.fact, first), *([str(first.published)] if first.published else [])]
    others = {claim.source.outlet for claim in rest} - {first.source.outlet}
    more = f"{',' if first.published else ''} and {len(others)} more" if others else ""
    return f"{look_at(known)} · {', '.join(said)}{more}"


def _sign(each: DatedEpisode) -> str:
    """How sure an episode's date is; "" if it has none."""
    if each.releases:
        return look_at(each.releases[0]).sign
    return _UNSOURCED if each.unsourced else ""


def _usual_sign(episodes: Sequence[DatedEpisode]) -> str:
    signs = Counter(sign for each in episodes if (sign := _sign(each)))
    return signs.most_common(1)[0][0] if signs else ""


def _lines(answer: EpisodesAnswer) -> list[_Line]:
    episodes = answer.episodes
    usual, same, untitled = _usual_sign(episodes), _date_of_all(episodes), _all_untitled(episodes)
    lines: list[_Line] = []
    for each in episodes:
        sign = _sign(each) if _sign(each) != usual else ""
        parts = [
            _name(each, untitled=untitled),
            _date(each) if usual and same is None else "",
            DISPUTED if contradictory(each.releases) else "",
        ]
        text = " · ".join(part for part in parts if part)
        lines.append(_Line(f"{text} {sign}" if sign else text, sign))
    return lines


def _name(each: DatedEpisode, *, untitled: bool) -> str:
    code, title = f"E{each.episode.code.number:02}", each.episode.title
    if title:
        return f"{code} {escape(title, _TITLE)}"
    return code if untitled else f"{code} {aside(f'title {missing(aired=each.aired).word.lower()}')}"


def _date(each: DatedEpisode) -> str:
    if each.releases:
        return _shown(each.releases[0])
    return brief(each.date) if each.date else missing(aired=each.aired).word.lower()


def _shown(known: Known) -> str:
    released = known.fact.released
    return guarded(known.fact, brief(released)) if released else ""


def _meanings(lines: Sequence[_Line]) -> list[str]:
    signs = dict.fromkeys(line.sign for line in lines if line.sign)
    return [aside(" · ".join(f"{sign} {_MEANINGS[sign]}" for sign in signs))] if signs else []
