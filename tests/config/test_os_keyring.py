from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest

from cdx_tui.config.os_keyring import query_keyring


class KeyringError(Exception):
    """Stand-in for the package's own error."""


def install(
    monkeypatch: pytest.MonkeyPatch, get_password: Callable[[str, str], str | None]
) -> None:
    """Install a fake `keyring` module with one function."""
    package, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    vars(package).update(get_password=get_password, errors=errors)
    vars(errors).update(KeyringError=KeyringError)
    monkeypatch.setitem(sys.modules, "keyring", package)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)


def test_the_secret_is_kept_under_the_apps_name(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, lambda service, user: {("cdx-tui", "KEY"): "s3cret"}.get((service, user)))

    found = query_keyring("KEY")

    assert found.secret is not None
    assert found.secret.reveal() == "s3cret"
    assert "s3cret" not in repr(found)
    assert query_keyring("OTHER").secret is None
    assert query_keyring("OTHER").reason == "no secret stored for the key"


def test_without_the_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert query_keyring("KEY").secret is None
    assert query_keyring("KEY").reason == "the keyring package is not installed"


@pytest.mark.parametrize(
    "error", [KeyringError("lock\x1bed"), RuntimeError("no bus"), OSError("x")]
)
def test_a_failing_keyring_gives_no_secret_and_the_reason(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(service: str, user: str) -> str:
        raise error

    install(monkeypatch, fail)

    found = query_keyring("KEY")

    assert found.secret is None
    assert found.reason.startswith("the keyring failed: ")
    assert found.reason.isprintable()


def test_a_keyring_that_never_responds_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()

    def wait(service: str, user: str) -> None:
        closed.wait(60)

    install(monkeypatch, wait)

    assert query_keyring("KEY", timeout=0.05).reason == "the keyring did not respond"
    closed.set()
