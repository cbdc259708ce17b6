"""Parsing a feed in a process of its own, since strangers wrote it.

Reads a line of JSON (where the feed is from) and then the body from standard input, and writes JSON: the feed, or what
is wrong with it, in words. If anything else happens only this process ends, and not the bot.
"""

import json
import sys
from datetime import date

from pydantic import TypeAdapter

from bot.domain.feeds import ReadFeed
from bot.web.encodings import decoded
from bot.web.feed_entries import Place, Unreadable, feed_title, items
from bot.web.json_feeds import read_json
from bot.web.xml_feeds import read_xml

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 20
"""Of processor time. What else the machine does does not count."""


def read(body: bytes, content_type: str, place: Place) -> ReadFeed:
    """The feed; its `every` is what it asks for itself, without bounds. Raises Unreadable."""
    text, in_its_encoding = decoded(body, content_type)
    beginning = text.lstrip()[:1]
    if not beginning:
        raise Unreadable("The site sent an empty answer.")
    read_text = read_json if beginning in "{[" else read_xml
    feed = read_text(text, place.found, place.today)
    broken = feed.broken or not in_its_encoding
    return ReadFeed(feed_title(feed, place), items(feed, place), feed.every, broken)


def limit(seconds: int = MOST_SECONDS) -> None:
    """Limit memory and processor time to what a feed can need.

    Windows has no such limits, and macOS none for memory. When its time is used up, the process ends with SIGXCPU.
    """
    if sys.platform == "win32":
        return
    import resource

    bounds = {resource.RLIMIT_CPU: seconds, resource.RLIMIT_CORE: 0}
    if sys.platform != "darwin":
        bounds[resource.RLIMIT_AS] = MOST_MEMORY
    for kind, bound in bounds.items():
        allowed = resource.getrlimit(kind)[1]
        most = bound if allowed == resource.RLIM_INFINITY else min(bound, allowed)
        # At the hard limit of processor time the signal would be another, which looks like any other end.
        resource.setrlimit(kind, (most, allowed if kind == resource.RLIMIT_CPU else most))


def main() -> None:
    """Answer the question on standard input."""
    limit()
    asked = json.loads(sys.stdin.buffer.readline())
    place = Place(asked["asked"], asked["found"], date.fromisoformat(asked["today"]))
    try:
        feed = read(sys.stdin.buffer.read(), asked["content_type"], place)
        answer = {"feed": TypeAdapter(ReadFeed).dump_python(feed, mode="json")}
    except Unreadable as error:
        answer = {"trouble": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
