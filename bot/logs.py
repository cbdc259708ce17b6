"""How the log is written: lines for people, or an object on each line. Either names the occasion, and no secrets."""

import logging
import re
import sys
from contextlib import suppress
from datetime import datetime
from typing import Any, TextIO

from bot.domain.text import printable
from bot.occasion import current_occasion
from bot.settings import Settings

_TOKENS = re.compile(
    r"""(?P<before>
        /(?:interactions|webhooks)/\d+/           # in the address of an answer
        | [\\]?["']token[\\]?["']\s*:\s*[\\]?["']  # in an event of Discord's, as JSON or as Python shows it
    )
    [^/\s?"'\\]+
    | aW50ZXJhY3Rpb246[\w+/=-]+  # anywhere else: so begins what Discord makes of the word "interaction:"
    """,
    re.VERBOSE,
)
_HIDDEN = "…"


def log_to_stderr(settings: Settings) -> None:
    """Log to standard error from now on, as the settings say."""
    logging.basicConfig(level=settings.log_level, handlers=[handler_of(settings)])
    # Alembic logs every step; our own line says once that the schema is new.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def handler_of(settings: Settings) -> logging.Handler:
    """Return what writes records to standard error, as the settings say."""
    hidden = Hidden(settings.token)
    handler = _ToStream(sys.stderr)
    handler.setFormatter(_json_lines(hidden) if settings.log_format == "json" else Lines(hidden))
    return handler


class _ToStream(logging.StreamHandler[TextIO]):
    """Mentions a line that can't be written, but not what it has: Python would show that as it is, tokens included."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        lost = logging.makeLogRecord(
            {
                "name": record.name,
                "levelno": logging.ERROR,
                "levelname": "ERROR",
                "msg": "A line of the log could not be written (%s:%s, %s)",
                "args": (record.pathname, record.lineno, type(sys.exception()).__name__),
            }
        )
        with suppress(OSError, ValueError):  # the stream is full or closed, so that there is nowhere to say it
            self.stream.write(self.format(lost) + self.terminator)
            self.flush()


class Hidden:
    """Takes out of a text what nobody who reads the log may use: the bot's token, and the tokens of interactions.

    With the latter, anybody could answer in the bot's name for fifteen minutes.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    def in_text(self, text: str) -> str:
        """Return the text without them."""
        if self._token:
            text = text.replace(self._token, _HIDDEN)
        return _TOKENS.sub(lambda found: f"{found['before'] or ''}{_HIDDEN}", text)


class Lines(logging.Formatter):
    """Writes lines that nothing in them can make a terminal obey: some quote what people and sites wrote."""

    def __init__(self, hidden: Hidden) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(occasion)s: %(message)s", defaults={"occasion": ""})
        self._hidden = hidden

    def format(self, record: logging.LogRecord) -> str:
        now = current_occasion()
        record.occasion = f" [{now.kind} {now.id}]" if now else ""
        return printable(self._hidden.in_text(super().format(record)))


def _json_lines(hidden: Hidden) -> logging.Formatter:
    from pythonjsonlogger.orjson import OrjsonFormatter  # only where it is asked for

    def valid(text: str) -> str:
        # Halves of characters, as Discord's JSON and names of files may have, can't be written as UTF-8.
        return hidden.in_text(text).encode("utf-8", "backslashreplace").decode("utf-8")

    class JsonLines(OrjsonFormatter):
        """Writes an object on each line: `time` in UTC, `level`, `logger`, `message`, and what there is of the rest.

        `error` is a traceback, and `interaction_id`, `message_id` or `delivery_id` the occasion.
        """

        def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
            shown = {
                key: value if isinstance(value, bool | float | datetime | None) else valid(str(value))
                for key, value in log_data.items()
            }
            if (now := current_occasion()) is not None:
                shown[f"{now.kind}_id"] = str(now.id)  # programs that read JSON may round such long numbers
            return shown

    return JsonLines(
        ["levelname", "name", "message"],
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "error", "stack_info": "stack"},
        timestamp="time",
        reserved_attrs=[*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"],
    )
