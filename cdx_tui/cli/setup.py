"""What every command that validates needs: settings, credentials, a token, a client."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Final

from cdx_tui.config.credentials import Credentials, find_credentials
from cdx_tui.config.settings import Settings, load_settings
from cdx_tui.config.token_source import normalise_token, read_token
from cdx_tui.secret import Secret
from cdx_tui.text import clean

if TYPE_CHECKING:  # httpx is imported when a request is about to be made
    from cdx_tui.api.client import CdxClient
    from cdx_tui.api.connection import Connection

__all__ = ["Setup", "connection_of", "given_settings"]

_OVERRIDES: Final = (
    "profile",
    "base_url",
    "ca_bundle",
    "proxy",
    "timeout",
    "theme",
    "mouse",
    "ascii",
)
"""The settings that the command line can change, by the names of its options."""


def given_settings(options: argparse.Namespace) -> dict[str, object]:
    """Return the settings given on the command line; None stands for those that were not."""
    return {name: vars(options).get(name) for name in _OVERRIDES}


@dataclass(frozen=True, slots=True)
class Setup:
    """What a command needs to validate: settings, credentials, a token and a client.

    `notices` are what is wrong with the configuration, ready to show.
    """

    settings: Settings
    token: Secret | None
    notices: tuple[str, ...]
    demo: bool
    present: bool = False

    @classmethod
    def of(cls, options: argparse.Namespace) -> Setup:
        """Gather it all.

        Raises:
            RefusedInput: A setting, the token or its source cannot be used.
        """
        settings, problems = load_settings(given_settings(options))
        return cls(
            settings=settings,
            token=read_token(vars(options).get("token_file"), os.environ, _stdin()),
            notices=tuple(str(problem) for problem in problems),
            demo=vars(options).get("demo", False),
            present=vars(options).get("present", False),
        )

    @property
    def label(self) -> str:
        """Profile and host, safe to show."""
        if self.demo:
            return "demo · no network"
        host = clean(self.settings.base_url.partition("://")[2])
        return " · ".join(filter(None, (self.settings.profile, host)))

    def credentials(self) -> Credentials | None:
        """Return what is found first; it may run the profile's `secret_command` and wait for it.

        Raises:
            RefusedInput: Credentials are there, but cannot be used.
        """
        return _DEMO_CREDENTIALS if self.demo else find_credentials(self.settings, os.environ)

    @staticmethod
    def check(token: Secret) -> Secret:
        """Return `token` normalised, or raise `RefusedInput` if it can't be a token."""
        return normalise_token(token.reveal())

    def open_client(self, credentials: Credentials) -> CdxClient:
        """Return a client for the configured connection, or for the demo.

        Raises:
            RefusedInput: The CA file, the proxy or the address cannot be used.
        """
        from cdx_tui.api.client import CdxClient

        connection = connection_of(self.settings)
        if not self.demo:
            return CdxClient(connection, credentials.key, credentials.secret)
        from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport

        connection = replace(connection, base_url=DEMO_BASE_URL)
        return CdxClient(connection, credentials.key, credentials.secret, transport=DemoTransport())


def _stdin() -> BinaryIO | None:
    """Return standard input, or None if it was closed."""
    return None if sys.stdin is None else sys.stdin.buffer


def connection_of(settings: Settings) -> Connection:
    """Return how the settings say that the API is reached."""
    from cdx_tui.api.connection import Connection

    return Connection(
        base_url=settings.base_url,
        ca_bundle=settings.ca_bundle,
        proxy=settings.proxy,
        timeout=settings.timeout,
        max_answer_bytes=settings.max_answer_bytes,
    )


_DEMO_CREDENTIALS: Final = Credentials("demo", Secret("demo"), "demo")
