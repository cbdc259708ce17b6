"""A feed's bytes become plain data, in a process of its own, since strangers wrote them.

Reads a line of JSON (where the feed is from) and then the body from its input, and writes JSON: the feed, or in words
what is wrong. Anything else that happens ends the process, and costs the bot nothing more.
"""

import json
import sys
from datetime import date

from pydantic import TypeAdapter

from bot.domain.feeds import ReadFeed
from bot.web.feed_entries import Place, Unreadable, feed_title, items
from bot.web.json_feeds import read_json
from bot.web.text import decoded
from bot.web.xml_feeds import read_xml

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 20


def read(body: bytes, content_type: str, place: Place) -> ReadFeed:
    """The feed; `every` is what it asks for itself, however little or much. Raises Unreadable."""
    text, in_its_encoding = decoded(body, content_type)
    beginning = text.lstrip()[:1]
    if not beginning:
        raise Unreadable("The site sent nothing at all.")
    feed = read_json(text, place.found) if beginning in "{[" else read_xml(text, place.found)
    broken = feed.broken or not in_its_encoding
    return ReadFeed(feed_title(feed, place), items(feed, place), feed.every, broken)


def limit() -> None:
    """Take no more memory and time than a feed can need. Windows knows no such limits, and macOS none of memory."""
    if sys.platform == "win32":
        return
    import resource

    bounds = {resource.RLIMIT_CPU: MOST_SECONDS}
    if sys.platform != "darwin":
        bounds[resource.RLIMIT_AS] = MOST_MEMORY
    for kind, bound in bounds.items():
        allowed = resource.getrlimit(kind)[1]
        most = bound if allowed == resource.RLIM_INFINITY else min(bound, allowed)
        resource.setrlimit(kind, (most, most))


def main() -> None:
    """Answer the one question on standard input."""
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
