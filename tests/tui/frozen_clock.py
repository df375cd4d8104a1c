"""The demo app with nothing in it that differs from one run to the next, for pictures."""

from __future__ import annotations

from dataclasses import replace

from cdx_tui.api.client import CdxClient
from cdx_tui.api.models import Preview
from cdx_tui.api.transport import Connection
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token_source import normalise_token
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport
from cdx_tui.secret import Secret
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.session import Session
from tests.tui.driver import CREDENTIALS, sample

__all__ = ["frozen_app"]


class FrozenClient(CdxClient):
    """Answers as the demo does, always in the same time and with the same request id."""

    async def shared_resources(self, token: Secret) -> Preview:
        """Validate, and put what would differ right."""
        preview = await super().shared_resources(token)
        return replace(preview, elapsed=0.24, request_id="0f3c9a6e71d84b52")


def frozen_app(
    name: str | None = None, *, samples: bool = False, theme: str = "cdx-dark"
) -> CdxApp:
    """Return the app; it validates the sample share called `name` at once."""

    def open_client(given: Credentials) -> CdxClient:
        connection = Connection(base_url=DEMO_BASE_URL)
        return FrozenClient(connection, given.key, given.secret, transport=DemoTransport())

    session = Session(
        open_client=open_client,
        find_credentials=lambda: CREDENTIALS,
        check=lambda token: normalise_token(token.reveal()),
        label="prod · api.confluent.cloud",
        samples=CATALOGUE if samples else (),
        theme=theme,
    )
    return CdxApp(session, Secret(sample(name).token) if name else None)
