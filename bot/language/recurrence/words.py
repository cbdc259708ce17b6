"""The words of rules, as far as they are not those of days and hours."""

from bot.language.calendar.vocabulary import Unit

EVERY = ("every", "each")
OTHER = ("other", "alternate")
OPENERS = ("on", "in", "of", "the")
JOINTS = ("and", "&", "+", "/")
TO = ("to", "through", "thru", "-")
REGULARLY = {
    "hourly": (Unit.HOUR, 1), "daily": (Unit.DAY, 1), "everyday": (Unit.DAY, 1), "weekly": (Unit.WEEK, 1),
    "fortnightly": (Unit.WEEK, 2), "monthly": (Unit.MONTH, 1), "quarterly": (Unit.MONTH, 3),
    "yearly": (Unit.YEAR, 1), "annually": (Unit.YEAR, 1),
}  # fmt: skip
WORKING_DAYS, FREE_DAYS = (0, 1, 2, 3, 4), (5, 6)
GROUPS = {"weekday": WORKING_DAYS, "weekdays": WORKING_DAYS, "weekend": FREE_DAYS, "weekends": FREE_DAYS}
BEGINNINGS = ("beginning", "begin", "start")
ENDINGS = ("end",)
INSTANCES = ("instance", "instances", "occurrence", "occurrences")
TIMES = ("times", "time", "occurrences", "occurrence")
FROM = ("from", "starting", "starts", "start", "beginning", "begins", "since")
UNTIL = ("until", "till", "ending", "ends", "end")
EXCEPT = ("except", "excluding", "without")
