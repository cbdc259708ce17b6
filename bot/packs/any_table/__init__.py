"""Tables with any columns, such as fans keep of a show: how they are understood, and the packs made from them.

`understand` reads a table and guesses what its columns mean, `check_understood` checks that this is enough, and `build`
makes the pack.
"""

from bot.packs.any_table.building import NO_SOURCE, Built, build
from bot.packs.any_table.understanding import Understood, check_understood, understand
from bot.packs.any_table.words import Meaning

__all__ = ["NO_SOURCE", "Built", "Meaning", "Understood", "build", "check_understood", "understand"]
