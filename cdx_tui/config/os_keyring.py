"""Secrets in the OS keyring, if the optional `keyring` package is installed."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from cdx_tui.config.problems import shown
from cdx_tui.secret import Secret

__all__ = ["SERVICE", "KeyringResult", "query_keyring"]

SERVICE = "cdx-tui"
"""Service name under which secrets are stored; the user name is the API key."""

_TIMEOUT = 60.0
"""Seconds; the time that the desktop's unlock dialog may stay open."""


@dataclass(frozen=True, slots=True)
class KeyringResult:
    """The result of a query: a secret, or the reason why there is none."""

    secret: Secret | None
    reason: str = ""


def query_keyring(api_key: str, *, timeout: float = _TIMEOUT) -> KeyringResult:
    """Look up the secret of `api_key`; never raises, and waits for at most `timeout` seconds.

    A desktop's password prompt or an unresponsive session bus can block indefinitely, so the query
    runs in a daemon thread.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return KeyringResult(None, "the keyring package is not installed")
    results: list[KeyringResult] = []

    def query() -> None:
        try:
            secret = keyring.get_password(SERVICE, api_key)
        except (KeyringError, OSError, RuntimeError, ValueError) as error:
            results.append(KeyringResult(None, f"the keyring failed: {shown(error)}"))
        else:
            found = None if not secret else Secret(secret)
            results.append(KeyringResult(found, "" if found else "no secret stored for the key"))

    thread = threading.Thread(target=query, name="keyring", daemon=True)
    thread.start()
    thread.join(timeout)
    return results[0] if results else KeyringResult(None, "the keyring did not respond")
