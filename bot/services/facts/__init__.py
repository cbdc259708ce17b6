"""/fact and /suggest: moderators keep the facts, members suggest corrections."""

from dataclasses import dataclass

from bot.services.facts.editing import Editing
from bot.services.facts.forms.kept import KeptForms
from bot.services.facts.history import History
from bot.services.facts.new_suggestions import NewSuggestions
from bot.services.facts.review import Review
from bot.services.facts.search import FactSearch
from bot.services.facts.suggestions import Suggestions
from bot.services.kit import Kit


@dataclass(frozen=True, slots=True)
class Facts:
    editing: Editing
    history: History
    kept_forms: KeptForms
    new_suggestions: NewSuggestions
    review: Review
    search: FactSearch
    suggestions: Suggestions

    @classmethod
    def on(cls, kit: Kit, *, stale_after_days: int) -> "Facts":
        return cls(
            editing=Editing(kit),
            history=History(kit),
            kept_forms=KeptForms(kit),
            new_suggestions=NewSuggestions(kit),
            review=Review(kit, stale_after_days),
            search=FactSearch(kit),
            suggestions=Suggestions(kit),
        )
