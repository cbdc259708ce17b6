"""/fact export and /fact import."""

from dataclasses import dataclass

from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.kit import Kit


@dataclass(frozen=True, slots=True)
class Files:
    exporting: Exporting
    importing: Importing

    @classmethod
    def on(cls, kit: Kit) -> "Files":
        return cls(
            exporting=Exporting(kit),
            importing=Importing(kit),
        )
