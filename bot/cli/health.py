"""What `python -m bot health` does: a container's health check has no other program to ask with."""

from argparse import Namespace
from http.client import HTTPConnection, HTTPException

from bot.cli.output import say
from bot.errors import BadSettings
from bot.settings import Settings

_PATIENCE = 5.0
"""Seconds."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}
"""A port that is open at every address of the machine is asked at its own."""
_OK = 200


def run(settings: Settings, options: Namespace) -> int:
    """Ask the bot that runs with these settings, print what it says, and return 1 if it is not well."""
    if not settings.metrics_port:
        raise BadSettings(
            "METRICS_PORT names no port, so the bot can't be asked. Set it for the bot and for this command."
        )
    host = _EVERYWHERE.get(settings.metrics_host, settings.metrics_host)
    connection = HTTPConnection(host, settings.metrics_port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/ready" if options.ready else "/live")
        answer = connection.getresponse()
        words = answer.read(10_000).decode(errors="replace").strip()
    except (OSError, HTTPException, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        say(f"The bot does not answer at {host}, port {settings.metrics_port}: {why}.", error=True)
        return 1
    finally:
        connection.close()
    say(words, error=answer.status != _OK)
    return int(answer.status != _OK)
