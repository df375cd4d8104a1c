"""The app with a real connection to one of the tests' servers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cdx_tui.api.client import CdxClient
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token.finder import find_token
from cdx_tui.secret import Secret
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.api.responses import API_SECRET, KEY
from tests.servers.networks import Route
from tests.tui.driver import AppDriver

__all__ = ["AMPLE", "ConnectedAppDriver", "open_app_at"]

AMPLE = 20.0
"""Timeout in seconds for cases that do not hang, long enough for a slow machine."""


class ConnectedAppDriver(AppDriver):
    """An app driver that finds wrapped text and reads the token."""

    def shows(self, fragment: str) -> bool:
        """Return whether the text is on the screen, however it is wrapped."""
        return "".join(fragment.split()) in "".join(self.text.split())

    @property
    def token(self) -> Secret:
        """The token in the token pane."""
        return self.app.screen.query_one(TokenInput).secret

    async def paste(self, text: str) -> None:
        """Paste, and wait until the text has arrived before a key is pressed."""
        await super().paste(text)
        await self.until(lambda: self.token == Secret(text) and self.focused == "token")


@asynccontextmanager
async def open_app_at(
    route: Route, deadline: float = AMPLE, size: tuple[int, int] = (100, 40)
) -> AsyncIterator[ConnectedAppDriver]:
    """Run the app with a client that connects by `route` and times out after `deadline` seconds."""
    connection = route.connection(deadline)
    credentials = Credentials(KEY, Secret(API_SECRET), "test")
    session = Session(
        open_client=lambda given: CdxClient(connection, given.key, given.secret),
        find_token=lambda text: find_token(text.reveal()),
        label=connection.host,
        find_credentials=lambda: credentials,
    )
    app = CdxApp(session)
    async with app.run_test(size=size) as pilot:
        driver = ConnectedAppDriver(app, pilot)
        await driver.until("Nothing is redeemed")
        yield driver
