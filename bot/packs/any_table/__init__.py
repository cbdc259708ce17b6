"""Tables with any columns, such as fans keep of a show: what they are taken to say, and the pack that they make.

`understand` takes a table apart and guesses its columns; `check_understood` tells whether that is enough, and `build`
makes the pack.
"""

from bot.packs.any_table.building import NO_SOURCE, Built, build
from bot.packs.any_table.understanding import Understood, check_understood, understand
from bot.packs.any_table.words import Meaning

__all__ = ["NO_SOURCE", "Built", "Meaning", "Understood", "build", "check_understood", "understand"]
