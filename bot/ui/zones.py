"""Asking which time zone is meant."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.text import quoted
from bot.domain.zones import Fit, ZonesMeant
from bot.ui.buttons import Item, own_button, own_select
from bot.ui.card import Card, card
from bot.ui.statuses import NOT_ON_RECORD

PICK = "setup-zone"
"""The custom id of the list of zones; each value is a zone's name."""
BUTTON = r"setup-zone:(?P<zone>[A-Za-z0-9_+/-]{1,80})"
"""Matches the custom id of a button that chooses a zone."""
_MOST_BUTTONS = 5
_TEXT = 80
_LEADS = {
    Fit.ONE: "{} is clear.",
    Fit.SEVERAL: "{} may mean these. Pick one.",
    Fit.NEAR: "No time zone is called {}. Did you mean one of these?",
    Fit.NONE: "No time zone is called {}. Type a large city nearby, or pick one of these.",
}


def which_zone_card(meant: ZonesMeant, now: datetime) -> Card:
    """Asks which zone is meant, with the time there: as buttons, or as a list where there are many."""
    lead = [_LEADS[meant.fit].format(quoted(meant.text, _TEXT))]
    if meant.more:
        lead.append("There are more; type the name of a city for those.")
    zones = list(dict.fromkeys(meant.zones))
    items = [_list(zones, now)] if len(zones) > _MOST_BUTTONS else [_button(zone, now) for zone in zones]
    return card("Which time zone?", lead, show=None, colour=NOT_ON_RECORD.colour, items=items)


def _button(zone: str, now: datetime) -> Item:
    return own_button(f"{zone} · {_time(zone, now)}", f"{PICK}:{zone}")


def _list(zones: list[str], now: datetime) -> Item:
    return own_select(PICK, "Pick the time zone …", [(zone, zone, f"{_time(zone, now)} there now") for zone in zones])


def _time(zone: str, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
