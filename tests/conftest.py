"""Fixtures for all tests, among them a home directory that isolates them from the user's
configuration.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--corpus", default=None, help="folder of real schemas with a manifest.jsonl")
    parser.addoption(
        "--mutated-screens",
        type=int,
        default=50,
        help="how many mutated answers each of the four seeds shows on the screen",
    )
    parser.addoption(
        "--monkey-rounds",
        type=int,
        default=1,
        help="how many times as many keys the monkey presses",
    )


def pytest_collection_finish() -> None:
    """Look for garbage less often: each run of the app makes a lot that lives as long as the app.

    A third of the time of tests that run it went into that. What is imported by now stays.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)


@pytest.fixture(scope="session")
def corpus(request: pytest.FixtureRequest) -> Path:
    """Return the directory of real schemas; skip the test if `--corpus` is not given."""
    folder = request.config.getoption("--corpus")
    if folder is None:
        pytest.skip("needs --corpus DIR")
    return Path(folder)


SIGNALS = (
    *(signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP),
    *(signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU),
)


@pytest.fixture(scope="session", autouse=True)
def signals_by_default_in_children() -> Iterator[None]:
    """Let child processes take the signals that this process was started to ignore.

    A shell starts background jobs with SIGINT and SIGQUIT ignored, `nohup` with SIGHUP. An ignored
    signal stays ignored across `exec`, a caught one becomes the default: so a handler that does
    nothing keeps this process deaf and no child.
    """
    ignored = [number for number in SIGNALS if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, lambda *_: None)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@pytest.fixture(autouse=True)
def process_as_it_was() -> Iterator[None]:
    """Restore the process state that running the program in-process changes.

    The program removes Textual's environment variables, which the snapshot plugin needs, and
    installs its own crash hooks.
    """
    environment = dict(os.environ)
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every directory and variable that the program reads at a temporary home."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in (
        "CONFLUENT_CLOUD_API_KEY",
        "CONFLUENT_CLOUD_API_SECRET",
        "CDX_TUI_TOKEN",
        "CDX_TUI_CONFIG_DIR",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        *("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR"),
    ):
        monkeypatch.delenv(name, raising=False)
    return home
