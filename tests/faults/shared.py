"""Helpers shared by the fault tests: marked secrets and the expected outcome of a fault."""

from __future__ import annotations

import ssl
from typing import Final

import pytest

from cdx_tui.api import errors
from cdx_tui.text import clean_lines
from tests.api.responses import API_SECRET, TOKEN
from tests.servers.faults import FAULTS
from tests.servers.networks import NETWORKS, PROXY_PASSWORD

__all__ = ["DISTINCT_FAULTS", "NAMES_OF_NETWORKS", "SECRETS", "assert_shown_safely", "exit_code"]

SECRETS: Final = (API_SECRET, TOKEN, PROXY_PASSWORD)

_OLD_TLS: Final = ssl.HAS_TLSv1 or ssl.HAS_TLSv1_1

NAMES_OF_NETWORKS: Final = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(
            name == "tls-old-protocol" and not _OLD_TLS,
            reason="this OpenSSL has no old TLS to offer",
        ),
    )
    for name in NETWORKS
]


def _distinct_faults() -> list[str]:
    """Return one fault of those that end in the same error with the same message.

    Numbers aside: where a message is the number of a status, that number is all that differs.
    """
    names: dict[tuple[str, str, bool], str] = {}
    for name, fault in FAULTS.items():
        message = "" if fault.message.isdecimal() else fault.message
        names.setdefault((fault.kind, message, fault.hangs), name)
    return list(names.values())


DISTINCT_FAULTS: Final = _distinct_faults()
"""Faults for tests that take their time with each; `test_validate` goes through all."""


def exit_code(kind: str) -> int:
    """Return the exit status of an outcome: 0 for a preview, else the error's own."""
    return 0 if kind == "Preview" else int(getattr(errors, kind).exit_code)


def assert_shown_safely(text: str) -> None:
    """Assert that `text` has no secret, no traceback and nothing that a terminal interprets."""
    assert not [secret for secret in SECRETS if secret in text]
    assert "Traceback" not in text
    assert text == clean_lines(text)
