"""The app over a real connection to a server of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cdx_tui.api.client import CdxClient
from cdx_tui.api.transport import Connection
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token_source import normalise_token
from cdx_tui.secret import Secret
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.widgets.token_input import TokenInput
from tests.api.responses import API_SECRET, KEY
from tests.servers.networks import Route
from tests.tui.driver import AppDriver

__all__ = ["AMPLE", "Stage", "open_at"]

AMPLE = 20.0
"""Seconds; only what hangs is for the deadline to end, on however slow a machine."""


class Stage(AppDriver):
    """A scene that is asked for words, and for the token."""

    def shows(self, words: str) -> bool:
        """Whether the words are on the screen, wherever they are wrapped."""
        return "".join(words.split()) in "".join(self.text.split())

    @property
    def token(self) -> Secret:
        """The token in the pane."""
        return self.app.screen.query_one(TokenInput).secret

    async def paste(self, text: str) -> None:
        """Paste, and see that it has arrived before a key is pressed."""
        await super().paste(text)
        await self.until(lambda: self.token == Secret(text) and self.focused == "token")


@asynccontextmanager
async def open_at(
    way: Route, deadline: float = AMPLE, size: tuple[int, int] = (100, 40)
) -> AsyncIterator[Stage]:
    """Run the app with a client that asks as `way` says and gives up at `deadline`."""
    connection = Connection(way.base_url, way.ca_bundle, way.proxy or "", deadline)
    credentials = Credentials(KEY, Secret(API_SECRET), "test")
    session = Session(
        open_client=lambda given: CdxClient(connection, given.key, given.secret),
        check=lambda token: normalise_token(token.reveal()),
        label=connection.host,
        find_credentials=lambda: credentials,
    )
    app = CdxApp(session)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot)
        await stage.until("Nothing is redeemed")
        yield stage
