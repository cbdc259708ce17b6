"""The forms that ask about announcements.

Each carries in its custom id the options that were picked in the command, or the draft that it changes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.announcement_views import Target, Wanted
from bot.domain.announcements import LONGEST_MESSAGE, MOST_TEXT, AnnouncementKind
from bot.domain.ids import base36, from_base36
from bot.ui.modals import ID, Field

_WHEN = Field("when", "When", "8 March 20:00, tomorrow 9pm, in 2 hours; in this server's time zone", 100, required=True)
_RULE = Field("rule", "How often, and at what time", "every Friday at 20:00; weekdays at 9:00", 300, required=True)
_WORDS = (
    Field("text", "Text", "Posted as you write it; Discord's formatting works", MOST_TEXT, long=True),
    Field("title", "Title", "", 256),
    Field("image_url", "Image link", "https://…", 500),
    Field("link", "Link behind the title", "https://…", 500),
)
_FIELDS = {
    AnnouncementKind.ONCE: (_WHEN, *_WORDS),
    AnnouncementKind.REPEAT: (_RULE, *_WORDS),
    AnnouncementKind.DIGEST: (_RULE,),
    AnnouncementKind.COUNTDOWN: (
        Field("season", "Season", "Its number", 20, required=True),
        Field("at", "Time of the premiere", "20:00, in this server's time zone; leave empty if not known", 40),
    ),
}
_TITLES = {
    AnnouncementKind.ONCE: "Announce once",
    AnnouncementKind.REPEAT: "Announce repeatedly",
    AnnouncementKind.DIGEST: "Announce what is new",
    AnnouncementKind.COUNTDOWN: "Count down to a season",
}
_FORM = re.compile(
    rf"announce-form:(?P<kind>once|repeat|digest|countdown):"
    rf"(?:(?P<draft>{ID})|(?P<channel>{ID}):(?P<flags>f?p?e?-):(?P<ping>{ID}|-))"
)


@dataclass(frozen=True, slots=True)
class AnnouncementForm:
    """A form for a new announcement (`wanted` holds the options that were picked) or for a draft."""

    kind: AnnouncementKind
    draft: int | None = None
    wanted: Wanted | None = None

    @property
    def custom_id(self) -> str:
        """At most 60 characters."""
        if self.wanted is None:
            return f"announce-form:{self.kind}:{base36(self.draft or 0)}"
        wanted = self.wanted
        chosen = (("f", wanted.target.forum), ("p", wanted.publish), ("e", wanted.episodes))
        flags = "".join(letter for letter, is_so in chosen if is_so) + "-"
        ping = "-" if wanted.ping is None else base36(wanted.ping)
        return f"announce-form:{self.kind}:{base36(wanted.target.channel)}:{flags}:{ping}"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The form's questions, in order."""
        fields = _FIELDS[self.kind]
        return fields if self.draft is None else tuple(_with_room(field) for field in fields)

    @property
    def title(self) -> str:
        return _TITLES[self.kind]


def _with_room(field: Field) -> Field:
    """The field with room for a text of the previous release, which would be cut otherwise."""
    return replace(field, most=max(field.most, LONGEST_MESSAGE)) if field.name == "text" else field


def read_form(custom_id: str) -> AnnouncementForm | None:
    """Return the form with this custom id, or None if it is no form about announcements."""
    found = _FORM.fullmatch(custom_id)
    if found is None:
        return None
    kind, flags = AnnouncementKind(found["kind"]), found["flags"]
    try:
        if found["draft"]:
            return AnnouncementForm(kind, draft=from_base36(found["draft"]))
        ping = None if found["ping"] == "-" else from_base36(found["ping"])
        target = Target(from_base36(found["channel"]), "f" in flags)
    except ValueError:
        return None
    return AnnouncementForm(kind, wanted=Wanted(kind, target, ping, publish="p" in flags, episodes="e" in flags))


READERS: Mapping[str, Callable[[str], AnnouncementForm | None]] = {"announce": read_form}
"""Reads each of these forms, by its name."""
