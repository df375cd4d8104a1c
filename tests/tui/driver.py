"""The app over answers that a test gives, and what its screen shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from textual.pilot import Pilot

from cdx_tui.api.client import CdxClient
from cdx_tui.api.transport import Connection
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token_source import normalise_token
from cdx_tui.demo.catalogue import CATALOGUE, DemoToken
from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport
from cdx_tui.secret import Secret
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.screens.share import ShareScreen

__all__ = ["CREDENTIALS", "AppDriver", "CannedResponses", "open_app", "sample"]

CREDENTIALS = Credentials("CLOUDKEY", Secret("cloud-secret-mark"), "test")


def sample(name: str) -> DemoToken:
    """Return a token of the demo by its label."""
    return next(token for token in CATALOGUE if token.name == name)


@dataclass
class CannedResponses(httpx.AsyncBaseTransport):
    """Answers requests with what the test queued, and keeps them.

    Each entry is status, headers and body; None never answers.
    """

    queue: list[tuple[int, Mapping[str, str], bytes] | None] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    cancelled: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer in turn; the last entry is for all that follow."""
        self.requests.append(request)
        answer = self.queue.pop(0) if len(self.queue) > 1 else self.queue[0]
        if answer is None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            raise AssertionError("nobody sets that event")
        status, headers, body = answer
        return httpx.Response(status, headers=dict(headers), stream=httpx.ByteStream(body))


class AppDriver:
    """A running app: keys in, screen out."""

    def __init__(self, app: CdxApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def text(self) -> str:
        """What the screen shows, a line a row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def press(self, *keys: str) -> None:
        """Press keys in turn."""
        await self.pilot.press(*keys)

    async def paste(self, text: str) -> None:
        """Paste as a terminal with bracketed paste does."""
        from textual.events import Paste

        self.app.post_message(Paste(text))
        await self.pilot.pause()

    async def until(self, wanted: str | Callable[[], bool]) -> None:
        """Let the app run until the screen shows `wanted`, or the condition holds."""

        def reached() -> bool:
            return wanted in self.text if isinstance(wanted, str) else wanted()

        async with asyncio.timeout(20):
            while not reached():
                await self.pilot.pause(0.01)

    async def validate(self, token: str) -> None:
        """Paste a token and press Enter."""
        await self.paste(token)
        await self.press("enter")

    async def at_rest(self) -> None:
        """Let the schema's text come to its end, and the screen be painted."""

        def read() -> bool:
            screen = self.app.screen
            document = screen.document if isinstance(screen, ShareScreen) else None
            return document is None or document.lines.complete

        await self.until(read)
        await self.pilot.pause()

    @property
    def focused(self) -> str | None:
        """The id of the widget that has focus."""
        return self.app.focused.id if self.app.focused else None


@asynccontextmanager
async def open_app(
    answers: httpx.AsyncBaseTransport | None = None,
    *,
    credentials: Credentials | None = CREDENTIALS,
    token: Secret | None = None,
    size: tuple[int, int] = (80, 24),
    **session: Any,
) -> AsyncIterator[AppDriver]:
    """Run the app over `answers`; over the demo where there are none."""
    transport = answers or DemoTransport()

    def open_client(given: Credentials) -> CdxClient:
        connection = Connection(base_url=DEMO_BASE_URL, timeout=10)
        return CdxClient(connection, given.key, given.secret, transport=transport)

    app = CdxApp(
        Session(
            open_client=open_client,
            check=lambda token: normalise_token(token.reveal()),
            label="demo.invalid",
            find_credentials=lambda: credentials,
            **session,
        ),
        token,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        scene = AppDriver(app, pilot)
        await scene.until(lambda: bool(scene.text.strip()))
        yield scene
