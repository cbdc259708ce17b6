"""Tables with any columns, such as fans keep of a show: how they are understood, and the packs made from them.

`understand` reads a table and guesses what its columns mean, `check_understood` checks that this is enough, and `build`
makes the pack. `find_doubts` says what looks wrong in it, and `seasons_in` and `people_in` what it has.
"""

from bot.packs.any_table.building import NO_SOURCE, Built, build
from bot.packs.any_table.checking import find_doubts
from bot.packs.any_table.days import Order
from bot.packs.any_table.doubts import Doubt
from bot.packs.any_table.overview import PeopleShown, SeasonShown, in_short, people_in, seasons_in
from bot.packs.any_table.understanding import Reading, Understood, check_understood, understand
from bot.packs.any_table.words import Meaning

__all__ = [
    "NO_SOURCE", "Built", "Doubt", "Meaning", "Order", "PeopleShown", "Reading", "SeasonShown", "Understood", "build",
    "check_understood", "find_doubts", "in_short", "people_in", "seasons_in", "understand",
]  # fmt: skip
