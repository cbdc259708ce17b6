"""The forms of announcements. Each carries in its custom id what was picked beside it, or the draft that it changes."""

import re
from dataclasses import dataclass

from bot.domain.announcement_views import Target, Wanted
from bot.domain.announcements import AnnouncementKind
from bot.domain.ids import base36, from_base36
from bot.errors import BadInput
from bot.ui.facts.forms import Field, Form, read_form

_WHEN = Field("when", "When", "8 March 20:00, tomorrow 9pm, in 2 hours; on this server's clock", 100, required=True)
_RULE = Field("rule", "How often, and at what time", "every Friday at 20:00; weekdays at 9:00", 300, required=True)
_WORDS = (
    Field("text", "Text", "Stands in the message as it is; Discord's formatting works", 2000, long=True),
    Field("title", "Title", "", 256),
    Field("image_url", "Address of an image", "https://…", 500),
    Field("link", "Where the title leads", "https://…", 500),
)
_FIELDS = {
    AnnouncementKind.ONCE: (_WHEN, *_WORDS),
    AnnouncementKind.REPEAT: (_RULE, *_WORDS),
    AnnouncementKind.DIGEST: (_RULE,),
    AnnouncementKind.COUNTDOWN: (
        Field("season", "Season", "Its number", 20, required=True),
        Field("at", "Hour of the premiere", "20:00, on this server's clock; empty if it is not known", 40),
    ),
}
_TITLES = {
    AnnouncementKind.ONCE: "Announce once",
    AnnouncementKind.REPEAT: "Announce again and again",
    AnnouncementKind.DIGEST: "Announce what is new",
    AnnouncementKind.COUNTDOWN: "Count down to a season",
}
_ID = r"[a-z0-9]{1,13}"
_FORM = re.compile(
    rf"announce-form:(?P<kind>once|repeat|digest|countdown):"
    rf"(?:(?P<draft>{_ID})|(?P<channel>{_ID}):(?P<flags>f?p?e?-):(?P<ping>{_ID}|-))"
)
_NO_LONGER = "That form is no longer in use. Start again with the command."


@dataclass(frozen=True, slots=True)
class AnnouncementForm:
    """Asks for what is typed of a new announcement (`wanted` is what was picked), or of a draft."""

    kind: AnnouncementKind
    draft: int | None = None
    wanted: Wanted | None = None

    @classmethod
    def read(cls, custom_id: str) -> "AnnouncementForm":
        """The form with this custom id. Raises BadInput."""
        found = _FORM.fullmatch(custom_id)
        if found is None:
            raise BadInput(_NO_LONGER)
        kind = AnnouncementKind(found["kind"])
        try:
            if found["draft"]:
                return cls(kind, draft=from_base36(found["draft"]))
            ping = None if found["ping"] == "-" else from_base36(found["ping"])
            target = Target(from_base36(found["channel"]), "f" in found["flags"])
        except ValueError:
            raise BadInput(_NO_LONGER) from None
        wanted = Wanted(kind, target, ping, publish="p" in found["flags"], episodes="e" in found["flags"])
        return cls(kind, wanted=wanted)

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
        """What it asks, in order."""
        return _FIELDS[self.kind]

    @property
    def title(self) -> str:
        return _TITLES[self.kind]


def read_any_form(custom_id: str) -> Form | AnnouncementForm:
    """The form with this custom id, of facts or of announcements. Raises BadInput."""
    is_announcements = custom_id.startswith("announce-form:")
    return AnnouncementForm.read(custom_id) if is_announcements else read_form(custom_id)
