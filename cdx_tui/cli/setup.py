"""Common setup of the commands that validate: settings, credentials, token and client."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from cdx_tui.config.settings import Settings, load_settings
from cdx_tui.config.token.source import read_token
from cdx_tui.secret import Secret
from cdx_tui.text import clean

if TYPE_CHECKING:  # httpx is imported only for a request
    import argparse

    from cdx_tui.api.client import CdxClient
    from cdx_tui.api.connection import Connection
    from cdx_tui.config.credentials import Credentials
    from cdx_tui.config.token.finder import FoundToken
    from cdx_tui.tui.screens.session import Demo

__all__ = ["STDIN", "Setup", "connection_of", "given_settings", "standard_input"]

STDIN: Final = "-"
"""The argument that stands for standard input."""

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
"""Settings that the command line can override, by the names of its options."""


def given_settings(options: argparse.Namespace) -> dict[str, object]:
    """Return the settings of the command line; None stands for an option not given."""
    return {name: vars(options).get(name) for name in _OVERRIDES}


class Setup(NamedTuple):
    """Settings, credentials, token and client of a command that validates.

    `notices` are warnings about the configuration, and `token_note` says what was left out of the
    text that held the token; both are safe to show. With `tour`, the app gives the demo's tour.
    """

    settings: Settings
    token: Secret | None
    notices: tuple[str, ...]
    demo: bool
    present: bool = False
    tour: bool = False
    token_note: str = ""

    @classmethod
    def of(cls, options: argparse.Namespace) -> Setup:
        """Load the settings and read the token.

        Raises:
            RefusedInput: A setting, the token or its source is invalid.
        """
        settings, problems = load_settings(given_settings(options))
        found = read_token(vars(options).get("token_file"), os.environ, standard_input())
        return cls(
            settings=settings,
            token=found.token if found else None,
            token_note=found.note if found else "",
            notices=tuple(str(problem) for problem in problems),
            demo=vars(options).get("demo", False),
            present=vars(options).get("present", False),
        )

    @property
    def label(self) -> str:
        """The profile and the host, safe to show."""
        if self.demo:
            return "demo · no network"
        host = clean(self.settings.base_url.partition("://")[2])
        return " · ".join(filter(None, (self.settings.profile, host)))

    def credentials(self) -> Credentials | None:
        """Find the credentials; None if the user must be prompted.

        It may run the profile's `secret_command` and wait for it.

        Raises:
            RefusedInput: The credentials are invalid or incomplete, or the settings are invalid.
        """
        from cdx_tui.config.credentials import find_credentials

        if self.demo:
            return _demo_credentials()
        self.settings.check_connection()  # before a program is run, or the user is asked
        return find_credentials(self.settings, os.environ)

    def key_source(self) -> str:
        """Return where the API key comes from, for display; empty if the user will be prompted.

        It runs no command and asks no keyring.
        """
        from cdx_tui.config.credentials import KEY_VARIABLE, SECRET_VARIABLE

        key = os.environ.get(KEY_VARIABLE, "").strip()
        if key and os.environ.get(SECRET_VARIABLE, "").strip():
            return f"API key {abbreviated(clean(key))} from {KEY_VARIABLE}"
        profile = self.settings.active_profile
        if profile is None or not profile.api_key:
            return ""
        return f"API key {abbreviated(profile.api_key)} from profile {profile.name}"

    def open_demo(self) -> Demo:
        """Return the demo's sample shares, client and credentials."""
        from cdx_tui.demo.catalogue import CATALOGUE
        from cdx_tui.tui.screens.session import Demo

        credentials = _demo_credentials()
        client = self._replace(demo=True).open_client(credentials)
        return Demo(CATALOGUE, client, credentials)

    @staticmethod
    def find_token(text: Secret) -> FoundToken:
        """Return the token in what was pasted or typed.

        Raises:
            RefusedInput: There is no token in it.
        """
        from cdx_tui.config.token.finder import find_token

        return find_token(text.reveal())

    def open_client(self, credentials: Credentials, *, idle_limit: float = 0.0) -> CdxClient:
        """Return a client for the configured connection, or for the demo.

        Args:
            credentials: The API key.
            idle_limit: Seconds for which the connection is kept for a next request.

        Raises:
            RefusedInput: The CA file, the proxy or the base URL cannot be used.
        """
        from cdx_tui.api.client import CdxClient

        if not self.demo:
            self.settings.check_connection()
            connection = connection_of(self.settings)
            key, secret = credentials.key, credentials.secret
            return CdxClient(connection, key, secret, idle_limit=idle_limit)
        from cdx_tui.demo.transport import DEMO_BASE_URL, DemoTransport

        connection = connection_of(self.settings._replace(base_url=DEMO_BASE_URL))
        return CdxClient(connection, credentials.key, credentials.secret, transport=DemoTransport())


def abbreviated(key: str) -> str:
    """Return the two first and the two last characters of a key, for display."""
    return f"{key[:2]}…{key[-2:]}" if len(key) > 8 else "…"


def standard_input() -> BinaryIO | None:
    """Return standard input, or None if it was closed."""
    return None if sys.stdin is None else sys.stdin.buffer


def connection_of(settings: Settings) -> Connection:
    """Return the connection settings of the API."""
    from cdx_tui.api.connection import Connection

    return Connection(
        base_url=settings.base_url,
        ca_bundle=settings.ca_bundle,
        proxy=settings.proxy,
        timeout=settings.timeout,
        max_answer_bytes=settings.max_answer_bytes,
    )


def _demo_credentials() -> Credentials:
    from cdx_tui.config.credentials import Credentials

    return Credentials("demo", Secret("demo"), "demo")
