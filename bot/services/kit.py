"""What the services of all features share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Ids
from bot.services.names.finder import Finder
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Kit:
    """`clock` gives aware moments in UTC."""

    store: Store
    finder: Finder
    ids: Ids
    clock: Callable[[], datetime]
