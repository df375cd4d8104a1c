"""Driver for the app under test, with canned HTTP responses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from textual.pilot import Pilot

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token.finder import find_token
from cdx_tui.demo.catalogue import CATALOGUE, DemoToken
from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport
from cdx_tui.secret import Secret
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.screens.share import ShareScreen

__all__ = ["CREDENTIALS", "AppDriver", "CannedResponses", "open_app", "open_share", "sample"]

_READING = frozenset(("document", "outline", "comparison", "marks", "checks", "findings", "sample"))
"""Groups of the workers that read schemas."""

CREDENTIALS = Credentials("CLOUDKEY", Secret("cloud-secret-mark"), "test")


def sample(name: str) -> DemoToken:
    """Return a token of the demo by its label."""
    return next(token for token in CATALOGUE if token.name == name)


@dataclass
class CannedResponses(httpx.AsyncBaseTransport):
    """Transport that returns queued responses and records requests.

    Each entry is status, headers and body; a None entry never responds.
    """

    queue: list[tuple[int, Mapping[str, str], bytes] | None] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    cancelled: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the next response; the last one is repeated."""
        self.requests.append(request)
        response = self.queue.pop(0) if len(self.queue) > 1 else self.queue[0]
        if response is None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            raise AssertionError("the event is never set")
        status, headers, body = response
        return httpx.Response(status, headers=dict(headers), stream=httpx.ByteStream(body))


class AppDriver:
    """A running app, driven by keys and read as screen text."""

    def __init__(self, app: CdxApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def text(self) -> str:
        """The screen, one line per row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def press(self, *keys: str) -> None:
        """Press keys in order."""
        await self.pilot.press(*keys)

    async def paste(self, text: str) -> None:
        """Paste text as a terminal with bracketed paste does."""
        from textual.events import Paste

        self.app.post_message(Paste(text))
        await self.pilot.pause()

    async def until(self, expected: str | Callable[[], bool]) -> None:
        """Run the app until the screen shows `expected`, or until the condition holds."""

        def is_reached() -> bool:
            return expected in self.text if isinstance(expected, str) else expected()

        async with asyncio.timeout(20):
            while not is_reached():
                await self.pilot.pause(0.01)

    async def validate(self, token: str) -> None:
        """Paste a token and press Enter."""
        await self.paste(token)
        await self.press("enter")

    async def wait_until_idle(self) -> None:
        """Wait until everything is read that is read unasked, and the screen is painted."""

        def read() -> bool:
            screen = self.app.screen
            document = screen.document if isinstance(screen, ShareScreen) else None
            complete = document is None or document.lines.complete
            running = {worker.group for worker in self.app.workers if not worker.is_finished}
            return complete and not running & _READING and not screen._callbacks

        await self.until(read)
        await self.pilot.pause()
        await self.until(read)
        await self.pilot.pause()

    @property
    def focused(self) -> str | None:
        """The id of the focused widget, or None."""
        return self.app.focused.id if self.app.focused else None


@asynccontextmanager
async def open_app(
    transport: httpx.AsyncBaseTransport | None = None,
    *,
    credentials: Credentials | None = CREDENTIALS,
    token: Secret | None = None,
    size: tuple[int, int] = (80, 24),
    submit: str | None = None,
    **session: Any,
) -> AsyncIterator[AppDriver]:
    """Run the app over `transport`, by default over the demo.

    With `submit`, that token is pasted and Enter pressed first.
    """
    chosen = transport or DemoTransport()

    def open_client(given: Credentials) -> CdxClient:
        connection = Connection(base_url=DEMO_BASE_URL, timeout=10)
        return CdxClient(connection, given.key, given.secret, transport=chosen)

    app = CdxApp(
        Session(
            open_client=open_client,
            find_token=lambda text: find_token(text.reveal()),
            label="demo.invalid",
            find_credentials=lambda: credentials,
            **session,
        ),
        token,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = AppDriver(app, pilot)
        await driver.until(lambda: bool(driver.text.strip()))
        if submit is not None:
            await driver.validate(submit)
        yield driver
        app.exit()  # as users do: handlers that find their widgets gone are then no crash


@asynccontextmanager
async def open_share(
    name: str, *, size: tuple[int, int] = (120, 40), **options: Any
) -> AsyncIterator[AppDriver]:
    """Run the app over the demo with the sample share called `name` open.

    `options` are those of `open_app`.
    """
    async with open_app(size=size, submit=sample(name).token, **options) as driver:
        await driver.until("✓ valid")
        yield driver
