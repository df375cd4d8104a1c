"""Fixtures that run the program in a pty, against the demo's API over loopback HTTP."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from cdx_tui.demo.server import DemoServer
from tests.terminal.emulator import Terminal
from tests.terminal.fork_server import ForkServer

Run = Callable[..., Terminal]
WriteSettings = Callable[..., None]

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def api() -> Iterator[str]:
    """Serve the demo's API over loopback HTTP and return its base URL."""
    with DemoServer(0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.base_url
        server.shutdown()
        thread.join()


@pytest.fixture
def environment(own_home: Path) -> dict[str, str]:
    """Return an environment with a temporary home and a plain 256-colour terminal."""
    return {
        **_base_environment(),
        "CONFLUENT_CLOUD_API_KEY": "CLOUDKEY",
        "CONFLUENT_CLOUD_API_SECRET": "cloud-secret-mark",
    }


def _base_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer]:
    """Start the process that forks the program."""
    server = ForkServer(_base_environment())
    yield server
    server.close()


@pytest.fixture
def run(
    environment: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Run]:
    """Start `cdx-tui` with arguments in a pty; keyword arguments are those of `Terminal`.

    `script` is a Python program to start instead of `python -m cdx_tui`; `unset` names variables to
    remove from the environment. Tests marked as `forked` start it in less time.
    """
    is_forked = request.node.get_closest_marker("forked") is not None
    forks = request.getfixturevalue("fork_server") if is_forked else None
    with ExitStack() as stack:

        def start(
            *arguments: str,
            env: dict[str, str] | None = None,
            unset: Sequence[str] = (),
            script: Path | None = None,
            **options: Any,
        ) -> Terminal:
            program = ["-m", "cdx_tui"] if script is None else [str(script)]
            argv = list(arguments) if forks else [sys.executable, *program, *arguments]
            given = {**environment, **(env or {})}
            given = {name: value for name, value in given.items() if name not in unset}
            options |= {"env": given, "cwd": str(tmp_path), "forks": forks}
            return stack.enter_context(Terminal(argv, **options))

        yield start


@pytest.fixture
def open_app(run: Run, api: str) -> Run:
    """Start `cdx-tui` like `run`, against the demo's API, and wait for its first screen."""

    def start(*arguments: str, **options: Any) -> Terminal:
        terminal = run("--base-url", api, *arguments, **options)
        terminal.wait_for("Nothing is redeemed")
        return terminal

    return start


@pytest.fixture
def write_settings(own_home: Path) -> WriteSettings:
    """Write the settings file of the temporary home; `mode` is its permissions."""

    def write(content: str, *, mode: int = 0o600) -> None:
        folder = own_home / ".config" / "cdx-tui"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text(content)
        (folder / "config.toml").chmod(mode)

    return write
