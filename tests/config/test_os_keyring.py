from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest

from cdx_tui.config.os_keyring import ask_keyring


class KeyringError(Exception):
    """Stands for the package's own."""


def install(
    monkeypatch: pytest.MonkeyPatch, get_password: Callable[[str, str], str | None]
) -> None:
    """Put a `keyring` package with one function in place."""
    package, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    vars(package).update(get_password=get_password, errors=errors)
    vars(errors).update(KeyringError=KeyringError)
    monkeypatch.setitem(sys.modules, "keyring", package)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)


def test_the_secret_is_kept_under_the_apps_name(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, lambda service, user: {("cdx-tui", "KEY"): "s3cret"}.get((service, user)))

    found = ask_keyring("KEY")

    assert found.secret is not None
    assert found.secret.reveal() == "s3cret"
    assert "s3cret" not in repr(found)
    assert ask_keyring("OTHER").secret is None
    assert ask_keyring("OTHER").reason == "it holds no secret for the key"


def test_without_the_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert ask_keyring("KEY").secret is None
    assert ask_keyring("KEY").reason == "the keyring package is not installed"


@pytest.mark.parametrize(
    "error", [KeyringError("lock\x1bed"), RuntimeError("no bus"), OSError("x")]
)
def test_a_keyring_that_fails_is_none_and_says_why(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(service: str, user: str) -> str:
        raise error

    install(monkeypatch, fail)

    found = ask_keyring("KEY")

    assert found.secret is None
    assert found.reason.startswith("the keyring failed: ")
    assert found.reason.isprintable()


def test_a_keyring_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()

    def wait(service: str, user: str) -> None:
        closed.wait(60)

    install(monkeypatch, wait)

    assert ask_keyring("KEY", patience=0.05).reason == "the keyring gave no answer"
    closed.set()
