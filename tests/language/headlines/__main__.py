"""`python -m tests.language.headlines`: precision, recall and F1 by threshold, on the labels of each part.

`--small` prints the chosen thresholds only.
"""

import argparse
from collections.abc import Callable

from bot.domain.feeds import THRESHOLD
from bot.language.headlines.same_story import SAME
from tests.language.headlines.labels import FRESH, LANGUAGES, TUNE
from tests.language.headlines.measures import item_scores, language_scores, measure, pair_scores

_STEPS = 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.language.headlines", description=__doc__)
    parser.add_argument("--small", action="store_true", help="print the chosen thresholds only")
    small: bool = parser.parse_args().small
    _table("Items about the show", item_scores, THRESHOLD, small)
    _languages()
    _table("Items of the same story", pair_scores, SAME, small)


def _languages() -> None:
    print(f"{'':>9}  {'tune':^24}  {'fresh':^24}")
    print(f"{'language':>9}{'     found     of wrong    of' * 2}")
    for language in LANGUAGES:
        figures = "".join(_counts(language_scores(language, part)) for part in (TUNE, FRESH))
        print(f"{language:>9}{figures}")
    print()


def _counts(scores: list[tuple[float, bool]]) -> str:
    measured = measure(scores, THRESHOLD)
    about = measured.right + measured.missed
    return f"{measured.right:10}{about:7}{measured.wrong:6}{len(scores) - about:6}"


def _table(title: str, scores: Callable[[str], list[tuple[float, bool]]], chosen: float, small: bool) -> None:
    tune, fresh = scores(TUNE), scores(FRESH)
    print(f"{title}: {len(tune)} tune, {len(fresh)} fresh")
    print(f"{'':>9}  {'tune':^24}  {'fresh':^24}")
    print(f"{'threshold':>9}{'  precision  recall    F1' * 2}")
    for step in range(2, _STEPS):
        threshold = step / _STEPS
        if small and threshold != chosen:
            continue
        figures = "".join(
            f"{measured.precision:11.3f}{measured.recall:8.3f}{measured.f1:7.3f}"
            for measured in (measure(tune, threshold), measure(fresh, threshold))
        )
        print(f"{threshold:9.2f}{figures}{'  <- chosen' if threshold == chosen else ''}")
    print()


if __name__ == "__main__":
    main()
