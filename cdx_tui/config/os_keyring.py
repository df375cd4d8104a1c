"""Secrets in the OS keyring, if the optional `keyring` package is installed."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from cdx_tui.config.problems import shown
from cdx_tui.secret import Secret

__all__ = ["SERVICE", "KeyringAnswer", "ask_keyring"]

SERVICE = "cdx-tui"
"""Service name under which secrets are stored; the user name is the API key."""

_PATIENCE = 60.0
"""How many seconds an unlocking dialogue of the desktop may stay open."""


@dataclass(frozen=True, slots=True)
class KeyringAnswer:
    """A secret, or the reason why there is none."""

    secret: Secret | None
    reason: str = ""


def ask_keyring(api_key: str, *, patience: float = _PATIENCE) -> KeyringAnswer:
    """Look up the secret of `api_key`; never raises, and waits for at most `patience` seconds.

    A desktop that asks for a password, or a session bus that does not answer, can take for ever;
    so the question is put in a thread that ends with the program.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return KeyringAnswer(None, "the keyring package is not installed")
    answers: list[KeyringAnswer] = []

    def ask() -> None:
        try:
            secret = keyring.get_password(SERVICE, api_key)
        except (KeyringError, OSError, RuntimeError, ValueError) as error:
            answers.append(KeyringAnswer(None, f"the keyring failed: {shown(error)}"))
        else:
            found = None if not secret else Secret(secret)
            answers.append(KeyringAnswer(found, "" if found else "it holds no secret for the key"))

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(patience)
    return answers[0] if answers else KeyringAnswer(None, "the keyring gave no answer")
