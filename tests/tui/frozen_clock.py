"""The demo app without run-dependent values, for snapshots."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.models import Preview
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.token.finder import find_token
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport
from cdx_tui.secret import Secret
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.session import Session
from tests.tui.driver import CREDENTIALS, sample

__all__ = ["frozen_app"]


class FrozenClient(CdxClient):
    """Client of the demo with a constant response time and request id."""

    async def shared_resources(self, token: Secret) -> Preview:
        """Validate the token, and replace the run-dependent values."""
        preview = await super().shared_resources(token)
        return replace(preview, elapsed=0.24, request_id="0f3c9a6e71d84b52")


def frozen_app(
    name: str | None = None, *, samples: bool = False, theme: str = "cdx-dark", **session: Any
) -> CdxApp:
    """Return the app; with `name`, it validates that sample share at startup.

    `session` are further fields of `Session`.
    """

    def open_client(given: Credentials) -> CdxClient:
        connection = Connection(base_url=DEMO_BASE_URL)
        return FrozenClient(connection, given.key, given.secret, transport=DemoTransport())

    chosen = Session(
        open_client=open_client,
        find_credentials=lambda: CREDENTIALS,
        find_token=lambda text: find_token(text.reveal()),
        label="prod · api.confluent.cloud",
        samples=CATALOGUE if samples else (),
        theme=theme,
        **session,
    )
    return CdxApp(chosen, Secret(sample(name).token) if name else None)
