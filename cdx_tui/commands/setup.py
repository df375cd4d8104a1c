"""What every command that validates needs: settings, credentials, a token, a client."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cdx_tui.config.credentials import Credentials, find_credentials
from cdx_tui.config.settings import Settings, load_settings
from cdx_tui.config.token_source import check_token, read_token
from cdx_tui.secret import Secret
from cdx_tui.text import clean

if TYPE_CHECKING:  # httpx is imported when a request is about to be made
    from cdx_tui.api.client import CdxClient

__all__ = ["Setup"]

_OVERRIDES: Final = ("base_url", "ca_bundle", "proxy", "timeout", "theme", "mouse", "ascii")


@dataclass(frozen=True, slots=True)
class Setup:
    """What the command line, the environment and the configuration file come to.

    `notices` are what is wrong with the configuration, ready to show.
    """

    settings: Settings
    credentials: Credentials | None
    token: Secret | None
    notices: tuple[str, ...]
    demo: bool

    @classmethod
    def of(cls, options: argparse.Namespace) -> Setup:
        """Gather it all.

        Raises:
            RefusedInput: A setting, the credentials or the token's source cannot be used.
        """
        given = vars(options)
        overrides: dict[str, Any] = {n: given[n] for n in _OVERRIDES if n in given}
        settings, problems = load_settings(profile=given.get("profile"), overrides=overrides)
        demo = given.get("demo", False)
        token = read_token(given.get("token_file"), os.environ, sys.stdin.buffer)
        return cls(
            settings=settings,
            credentials=_DEMO_CREDENTIALS if demo else find_credentials(settings, os.environ),
            token=token,
            notices=tuple(str(problem) for problem in problems),
            demo=demo,
        )

    @property
    def label(self) -> str:
        """Profile and host, safe to show."""
        if self.demo:
            return "demo · no network"
        host = clean(self.settings.base_url.partition("://")[2])
        return " · ".join(filter(None, (self.settings.profile, host)))

    @staticmethod
    def check(token: Secret) -> None:
        """Raise `RefusedInput` where `token` is not fit to be sent."""
        check_token(token)

    def open_client(self, credentials: Credentials) -> CdxClient:
        """Return a client for the configured connection, or for the demo.

        Raises:
            RefusedInput: The CA file, the proxy or the address cannot be used.
        """
        from cdx_tui.api.client import CdxClient
        from cdx_tui.api.transport import Connection

        settings = self.settings
        connection = Connection(
            base_url=settings.base_url,
            ca_bundle=Path(settings.ca_bundle) if settings.ca_bundle else None,
            proxy=settings.proxy,
            timeout=settings.timeout,
            max_answer_bytes=settings.max_answer_bytes,
        )
        if not self.demo:
            return CdxClient(connection, credentials.key, credentials.secret)
        from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport

        connection = replace(connection, base_url=DEMO_BASE_URL)
        return CdxClient(connection, credentials.key, credentials.secret, transport=DemoTransport())


_DEMO_CREDENTIALS: Final = Credentials("demo", Secret("demo"), "demo")
