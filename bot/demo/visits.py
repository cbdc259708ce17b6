"""What the virtual server lacks for a visitor: patience while it is busy, the real time, and a way to channels."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, Preview

log = logging.getLogger(__name__)

BOT_NAME = "Casefile"
_BOT_BY_NAME = re.compile(rf"@{BOT_NAME}\b", re.IGNORECASE)

TICK = 1.0
"""Seconds between two updates of the virtual clock."""

PATIENCE = 60.0
"""Seconds that the bot may take for an action or a tick. On a busy machine that takes long."""

REPAINT = 30.0
"""Seconds after which an idle page is redrawn, so that "2 minutes ago" stays true."""


def lag(env: Env) -> float:
    """Return by how many seconds the virtual clock is behind the real one."""
    return (datetime.now(UTC) - env.now()).total_seconds()


def take_turns(env: Env, preview: Preview, turns: asyncio.Lock, channels: Mapping[int, ChannelHandle]) -> None:
    """Make a visitor's action wait for the clock instead of failing because of it."""
    # The virtual server refuses an operation while another is active, and an action on
    # an outdated drawing of the page. It has no public way to wait for either, so its
    # entry for actions is wrapped, and the list of its open pages is read.
    act: Callable[..., Awaitable[dict[str, Any]]] = preview._action  # pyright: ignore[reportPrivateUsage]

    async def action(context_id: str | None, body: Any) -> dict[str, Any]:
        async with turns:
            page = preview._pages.get(context_id or "")  # pyright: ignore[reportPrivateUsage]
            if page is not None and isinstance(body, dict):
                body = _as_on_discord(cast(dict[str, Any], body), page.revision, _mention(env))
            if page is None:
                return await act(context_id, body)
            # It looks for what was pressed in its own channel, not in the page's.
            usual, preview.channel = preview.channel, channels[page.channel_id]
            try:
                done = await act(context_id, body)
            finally:
                preview.channel = usual
            _go_where_wanted(preview, page)
            return done

    preview._action = action  # pyright: ignore[reportPrivateUsage]


def _go_where_wanted(preview: Preview, page: Any) -> None:
    """Turn the page to the channel whose button was pressed. The virtual server has a page for one channel alone."""
    from bot.demo.greeting import Go

    shown: Any = preview
    channel, Go.wanted = Go.wanted, None
    if channel is None:
        return
    shown._clear_page_assets(page)
    shown._reset_queries(page)
    page.channel_id = channel
    page.generation += 1
    page.target_id = page.window_end_id = shown._initial_target(page.viewer, channel)
    page.modal = page.modal_handle = None
    shown._publish(page, reason="navigation")


def _mention(env: Env) -> str:
    return env.bot.user.mention if env.bot.user else ""


def _as_on_discord(body: dict[str, Any], revision: int, mention: str) -> dict[str, Any]:
    """Return the action `body`, changed in two ways to behave like Discord's own client."""
    if "published_revision" in body:
        # A new message in the channel does not invalidate what is pressed or typed. It is
        # still checked that the control exists.
        body = {**body, "published_revision": revision}
    content = body.get("content")
    if body.get("kind") == "send_message" and isinstance(content, str):
        body = {**body, "content": _BOT_BY_NAME.sub(mention, content)}
    return body


async def run_clock(env: Env, preview: Preview, turns: asyncio.Lock) -> None:
    """Keep the virtual clock at the real time, and redraw the page after the bot did something by itself."""
    drawn_requests, drawn_at = 0, env.now()
    while True:
        await asyncio.sleep(TICK)
        async with turns:
            try:
                await env.advance_time(max(0.0, lag(env)))
                requests = len(env.http_requests)
                idle = (env.now() - drawn_at).total_seconds()
                if requests != drawn_requests or idle >= REPAINT:
                    await preview.refresh()
                    drawn_requests, drawn_at = requests, env.now()
            except TimeoutError:
                log.debug("The demo's clock is behind; the next tick continues", exc_info=True)
            except Exception:
                # A handler that fails must not stop the clock for the others.
                log.warning("The demo's clock missed a tick", exc_info=True)


class Timers:
    """Lets the demo's clock alone fire the bot's timers, once it runs.

    By itself the virtual server fires them by the wall clock too: then each action of a visitor waits for those that
    are due within its patience, and fails if what they do takes longer, as on a busy machine.
    """

    def __init__(self, env: Env) -> None:
        self._env: Any = env
        self._by_wall_clock: Callable[..., None] = self._env._schedule_timer
        self._held = False
        self._env._schedule_timer = self._schedule

    def _schedule(self, *timer: Any) -> None:
        if not self._held:
            self._by_wall_clock(*timer)

    def hold(self, patience: float) -> None:
        """Leave all timers to the clock from now on, and let actions and ticks take this many seconds."""
        self._held = True
        for timer in self._env._work.callbacks:
            if timer.real_handle is not None:
                timer.real_handle.cancel()
        self._env.settle_timeout = patience
