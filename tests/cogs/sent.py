"""All that the bot sends to Discord, checked: hostile text in it does nothing, and what spoils is hidden."""

import json
from collections.abc import Iterator
from typing import Any, cast

from simcord import Env

from tests.ui.harmless import assert_message, assert_plain
from tests.ui.strangers import SECRET

# Moderators format these posts themselves. Each post has this in its footer or its last line.
_POST, _LINE = "Announcement ·", "-# Announcement ·"


class Sent:
    """Reads the requests that the bot made, each once: answers, completions, forms, posts, lines of logs."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._checked = 0

    def check(self) -> int:
        """Check what was sent since the last check. Return how many messages that were."""
        requests = self._env.http_requests[self._checked :]
        self._checked += len(requests)
        count = 0
        for request in requests:
            body = cast(dict[str, Any], request.json or {})
            for message in _messages_in(request.path, body):
                assert "Something went wrong" not in (message.get("content") or ""), self._env.errors[-1]
                if message.get("content"):
                    assert message["allowed_mentions"]["parse"] == [], request
                assert_message(_without_own_post(message))
                count += 1
        return count


def _messages_in(path: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The messages in a request. Names of threads, completions and forms are checked at once."""
    if path.endswith("/callback"):
        data = cast(dict[str, Any], body.get("data") or {})
        for choice in data.get("choices", ()):
            # Moderators who type two words of a fact are shown it in full.
            assert_plain(choice["name"].replace(SECRET, "words"), 100)
        if "title" in data:
            assert_plain(data["title"], 45)
            for row in data["components"]:
                assert_plain(row["label"], 45)
        else:
            yield data
    elif path.endswith("/threads"):
        assert_plain(body["name"], 100)
        yield body["message"]
    elif "/messages" in path or "/webhooks/" in path:
        yield body


def _without_own_post(message: dict[str, Any]) -> dict[str, Any]:
    """The message without the post in it that moderators wrote and formatted."""
    embeds = cast(list[dict[str, Any]], message.get("embeds") or [])
    own = [embed for embed in embeds if embed.get("footer", {}).get("text", "").startswith(_POST)]
    by_text = (message.get("content") or "").rpartition("\n")[2].startswith(_LINE)
    if not (own or by_text) or SECRET in json.dumps(own):
        return message
    return {**message, "content": "", "embeds": [embed for embed in embeds if embed not in own]}
