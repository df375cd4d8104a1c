"""Starts the program in terminals by forking a process that has imported it already.

Importing takes most of the time until the first screen. The program itself runs as usual, with its
own process, session, environment and terminal; tests of how it starts run the interpreter instead.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import pkgutil
import pty
import socket
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["ForkServer"]

_LONGEST_REQUEST: Final = 1 << 16


class ForkServer:
    """Client of the process that forks; it ends with `close`."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._socket, other = socket.socketpair()
        self._terminal, terminal = pty.openpty()  # so that Python's streams are those of a terminal
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(other.fileno())],
                env=dict(env),
                pass_fds=[other.fileno()],
                stdin=terminal,
                stdout=terminal,
                stderr=terminal,
            )
        os.close(terminal)

    def start(
        self, arguments: Sequence[str], env: Mapping[str, str], cwd: str, terminal: int
    ) -> int:
        """Start the program on a terminal and return its process id."""
        return int(self._ask([list(arguments), dict(env), cwd], [terminal]))

    def poll(self, pid: int) -> int | None:
        """Return the wait status of a program that was started here, None while it is running."""
        status = self._ask(pid)
        return None if status is None else int(status)

    def close(self) -> None:
        """End the process."""
        self._socket.close()
        self._process.wait()
        os.close(self._terminal)

    def _ask(self, request: object, files: Sequence[int] = ()) -> Any:
        socket.send_fds(self._socket, [json.dumps(request).encode()], files)
        return json.loads(self._socket.recv(_LONGEST_REQUEST))


def _serve(connection: socket.socket) -> None:
    """Answer requests until the client closes the connection."""
    while True:
        data, files, _, _ = socket.recv_fds(connection, _LONGEST_REQUEST, 1)
        if not data:
            return
        request = json.loads(data)
        answer: int | None
        if files:
            answer = os.fork()
            if answer == 0:
                connection.close()
                _run(*request, terminal=files[0])
            os.close(files[0])
        else:
            ended, status = os.waitpid(request, os.WNOHANG)
            answer = status if ended else None
        connection.send(json.dumps(answer).encode())


def _run(arguments: list[str], env: dict[str, str], cwd: str, *, terminal: int) -> None:
    """Run the program in this process, on its terminal, and end the process."""
    from cdx_tui.cli import main

    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)
    os.close(terminal)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    status = main(arguments)
    sys.stdout.flush()
    os._exit(status)


def _import_everything() -> None:
    """Import every module of the program."""
    import cdx_tui

    os.environ["TEXTUAL_ANIMATIONS"] = "none"  # as the program does before it imports Textual
    for module in pkgutil.walk_packages(cdx_tui.__path__, "cdx_tui."):
        if module.name != "cdx_tui.__main__":
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _import_everything()
    _serve(socket.socket(fileno=int(sys.argv[1])))
