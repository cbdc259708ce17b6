"""What a line of the log says, and what it must not say."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from pydantic import SecretStr

from bot.logs import Hidden, Lines, handler_of
from bot.occasion import occasion
from bot.settings import Settings

TOKEN = "MTEw.bot-token.of-this-test"
SECRET = "c2VjcmV0LXRva2Vu"
REAL = "aW50ZXJhY3Rpb246MTIzOmFiYw"

QUOTED = [
    f"POST https://discord.com/api/v10/interactions/12/{SECRET}/callback has returned 204",
    f"PATCH https://discord.com/api/v10/webhooks/12/{SECRET}/messages/@original",
    f"https://discord.com/api/v10/webhooks/12/{SECRET}?wait=true",
    f"{{'id': '12', 'token': '{SECRET}', 'type': 2}}",
    f'{{"id": "12", "token": "{SECRET}"}}',
    f"{{\\'token\\': \\'{SECRET}\\'}}",
    f"bucket 12+{REAL} is known",
    f"Authorization: Bot {TOKEN}",
]


@contextmanager
def logging_as(settings: Settings) -> Generator[logging.Logger]:
    """A logger that writes as these settings say."""
    log, handler = logging.getLogger("bot.test"), handler_of(settings)
    log.addHandler(handler)
    log.setLevel(settings.log_level)
    try:
        yield log
    finally:
        log.removeHandler(handler)
        log.setLevel(logging.NOTSET)


def written(caught: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in caught.readouterr().err.splitlines()]


@pytest.mark.parametrize("text", QUOTED)
def test_tokens_are_left_out_wherever_they_are(text: str) -> None:
    shown = Hidden(TOKEN).in_text(text)
    assert not any(secret in shown for secret in (SECRET, REAL, TOKEN))
    assert "…" in shown


@pytest.mark.parametrize(
    "text", ["the token was refused", "webhooks/12 is gone", "interactions: 12/3", "'token': None"]
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert Hidden("").in_text(text) == text


def test_a_line_names_its_occasion() -> None:
    record = logging.LogRecord("bot.test", logging.INFO, "file.py", 1, "It was %s", ("sent",), None)
    with occasion("delivery", 77):
        assert Lines(Hidden("")).format(record).endswith(" INFO bot.test [delivery 77]: It was sent")
    assert Lines(Hidden("")).format(record).endswith(" INFO bot.test: It was sent")


def fail() -> None:
    raise ValueError(f"/interactions/1/{SECRET}/callback by {TOKEN}")


def test_json_has_a_line_for_each_record_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as(Settings(discord_token=SecretStr(TOKEN), log_format="json", log_level="INFO")) as log:
        log.info("Two\nlines, “quotes” and %s", f"/webhooks/12/{SECRET}")
        with occasion("interaction", 2**63 - 1):
            try:
                fail()
            except ValueError:
                log.exception("It failed")
        log.debug("Nobody reads this")
    first, second = written(capsys)
    assert set(first) == {"time", "level", "logger", "message"}
    assert (first["level"], first["logger"]) == ("INFO", "bot.test")
    assert first["message"] == "Two\nlines, “quotes” and /webhooks/12/…"
    assert first["time"].endswith("+00:00")
    assert set(second) == {"time", "level", "logger", "message", "error", "interaction_id"}
    assert second["interaction_id"] == str(2**63 - 1)
    assert "ValueError: /interactions/1/…/callback by …" in second["error"]


async def test_each_task_has_the_occasion_for_which_it_was_started(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def work(number: int) -> None:
        await asyncio.sleep(0)
        log.warning("%s", number)

    tasks: list[asyncio.Task[None]] = []
    with logging_as(Settings(log_format="json")) as log:
        for number in range(5):
            with occasion("delivery", number):
                tasks.append(asyncio.create_task(work(number)))
        await asyncio.gather(*tasks, work(5))
    lines = written(capsys)
    assert {line["message"]: line.get("delivery_id") for line in lines} == {
        "5": None,
        **{str(number): str(number) for number in range(5)},
    }


def test_a_terminal_is_not_controlled_by_what_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as(Settings()) as log:
        log.warning("\x1b[2J gone")
    assert "\x1b" not in (said := capsys.readouterr().err)
    assert "[2J gone" in said


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_text_is_lost_and_none_shows_a_secret(
    form: Literal["text", "json"], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with logging_as(Settings(discord_token=SecretStr(TOKEN), log_format=form)) as log:
        monkeypatch.setattr(log, "propagate", False)  # what pytest's own handler takes must be valid Unicode
        log.info("half a character: \ud800 and %s", TOKEN)
        log.info("a large number", extra={"number": 2**70, "nested": {"url": f"/webhooks/12/{SECRET}"}})
        log.error("half a byte", exc_info=OSError(2, "None", "name\udcff"))
    shown = capsys.readouterr().err
    for words in ("half a character", "a large number", "half a byte"):
        assert words in shown
    assert "Logging error" not in shown
    assert not any(secret in shown for secret in (TOKEN, SECRET))
    if form == "json":
        lines = [json.loads(line) for line in shown.splitlines()]
        assert len(lines) == 3
        assert all(re.match(r"\d{4}-\d\d-\d\dT", line["time"]) for line in lines)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_that_can_t_be_written_is_mentioned_without_what_it_has(
    form: Literal["text", "json"], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with logging_as(Settings(discord_token=SecretStr(TOKEN), log_format=form)) as log:
        monkeypatch.setattr(log, "propagate", False)  # pytest's own handler would raise
        log.info("%d requests with %s", "many", TOKEN)
    shown = capsys.readouterr().err
    assert "A line of the log could not be written" in shown
    assert TOKEN not in shown
    assert len(shown.splitlines()) == 1
