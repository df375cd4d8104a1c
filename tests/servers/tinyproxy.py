"""The real proxy `tinyproxy`, where the system has it."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

__all__ = ["BLOCKED_HOST", "PROXY_PASSWORD", "PROXY_USER", "tinyproxy"]

BLOCKED_HOST: Final = "blocked.example.invalid"
PROXY_USER: Final = "proxyuser"
PROXY_PASSWORD: Final = "proxy-password-mark"

_CONFIGURATION: Final = """
Listen 127.0.0.1
Port {port}
LogLevel Info
Filter "{filter}"
BasicAuth {user} {password}
"""


@contextmanager
def tinyproxy(folder: Path) -> Iterator[str]:
    """Run a proxy that requires a password and blocks one host; yield its host and port.

    The test is skipped if the program is not installed.
    """
    program = shutil.which("tinyproxy")
    if program is None:
        pytest.skip("needs tinyproxy")
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    (folder / "filter").write_text(f"^{BLOCKED_HOST.replace('.', '[.]')}$\n")
    (folder / "tinyproxy.conf").write_text(
        _CONFIGURATION.format(
            port=port, filter=folder / "filter", user=PROXY_USER, password=PROXY_PASSWORD
        )
    )
    command = [program, "-d", "-c", str(folder / "tinyproxy.conf")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert any("Accepting connections" in line for line in process.stdout)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.stdout.read()
