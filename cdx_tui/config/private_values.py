"""Find what a configuration file holds that other users must not read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cdx_tui.config.problems import shown
from cdx_tui.text import shorten

__all__ = ["is_private", "secret_path"]

_LONGEST_PATH = 120
_PRIVATE_NAME = (
    r"(?:.*[_-])?(?:(?:api)?[_-]?secret|secret[_-]?key|passw(?:or)?d|passphrase|(?:api)?[_-]?token)"
)


def secret_path(path: str, name: str, value: object) -> str | None:
    """Return the path of a setting named like a secret: `name` or one within `value`; or None.

    Args:
        path: The path of the setting, cleaned.
        name: The setting's own name.
        value: Its value.
    """
    pending = [(path, name, value)]  # a stack: dotted keys may exceed the recursion limit
    while pending:
        path, name, value = pending.pop()
        if re.fullmatch(_PRIVATE_NAME, name, re.IGNORECASE):
            return path
        if isinstance(value, dict):
            for key, each in value.items():
                pending.append((shorten(f"{path}.{shown(key)}", _LONGEST_PATH), key, each))
        elif isinstance(value, list):
            pending += [(path, "", each) for each in value]
    return None


def is_private(document: Mapping[str, object]) -> bool:
    """Return True if a configuration file holds a secret.

    A command that prints one, and a proxy with a user name, count as secrets.
    """
    profiles = document.get("profiles")
    tables = [document, *(profiles.values() if isinstance(profiles, Mapping) else ())]
    return any(_is_private_table(table) for table in tables if isinstance(table, Mapping))


def _is_private_table(table: Mapping[str, object]) -> bool:
    settings = {name: value for name, value in table.items() if name not in ("keys", "profiles")}
    return (
        "secret_command" in settings
        or "@" in str(settings.get("proxy", ""))
        or secret_path("", "", settings) is not None
    )
