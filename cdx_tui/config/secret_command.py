"""Running the program that prints an API key's secret."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from cdx_tui.config.problems import ConfigError, shown
from cdx_tui.secret import Secret
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:
    import subprocess

__all__ = ["DEADLINE", "HIDDEN_FROM_CHILDREN", "run_secret_command"]

DEADLINE = 15.0
"""Seconds that a secret command may take."""

HIDDEN_FROM_CHILDREN = ("CONFLUENT_CLOUD_API_SECRET", "CDX_TUI_TOKEN")
"""Variables that no program started by the app inherits."""

_LARGEST_SECRET = 64 * 1024
_MOST_IN_A_PIPE = 1024 * 1024
_KEPT_OF_STDERR = 4096
_SHOWN_LINES = 3
_SHOWN_WIDTH = 160
_LOOK_AGAIN = 0.05  # how often to look, in seconds, whether a program that closed nothing is gone


@dataclass(slots=True)
class _Output:
    stdout: bytearray = field(default_factory=bytearray, repr=False)
    stderr: bytearray = field(default_factory=bytearray, repr=False)


def run_secret_command(
    command: tuple[str, ...], environ: Mapping[str, str], *, deadline: float = DEADLINE
) -> Secret:
    """Run `command` without a shell, and return its output without the final line break.

    It has no standard input and no terminal, and is killed with its children when the time is up.

    Args:
        command: The program, and its arguments.
        environ: What it inherits, but for the secrets in it.
        deadline: How many seconds it may take.

    Raises:
        ConfigError: It could not be started, failed, took too long, or printed no secret. The
            message names the program, and quotes the end of its standard error, never its output.
    """
    program = shown(os.path.basename(command[0]) or command[0])
    process = _started(command, program, environ)
    output = _Output()
    try:
        finished = _collect(process, output, deadline)
    finally:
        _end(process)
    if len(output.stdout) > _LARGEST_SECRET:
        raise _failed(program, f"It printed more than {_LARGEST_SECRET:,} bytes.")
    if not finished:
        raise _failed(program, f"It did not end within {deadline:g} seconds.", output)
    if process.returncode:
        raise _failed(program, _ended(process.returncode), output)
    return _secret(program, output)


def _started(
    command: tuple[str, ...], program: str, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    import subprocess

    spared = {name: value for name, value in environ.items() if name not in HIDDEN_FROM_CHILDREN}
    try:
        return subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=spared,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise _failed(program, "There is no such program.") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "unusable arguments"
        raise _failed(program, f"It can't be started: {shown(reason)}.") from None


def _collect(process: subprocess.Popen[bytes], output: _Output, deadline: float) -> bool:
    """Read until the program has ended; return whether it did so in time and within the limit.

    The end of the program counts, not that of its output: a helper that it leaves behind, such as
    an agent, may hold the pipes open for ever.
    """
    import selectors

    until = time.monotonic() + deadline
    with selectors.DefaultSelector() as selector:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, pipe)
        while True:
            ended = process.poll() is not None  # before reading, so that nothing is missed
            for key, _ in selector.select(0 if ended else _LOOK_AGAIN):
                if not _take(key.data, output, is_secret=key.data is process.stdout):
                    selector.unregister(key.data)
            if len(output.stdout) > _LARGEST_SECRET:
                return False
            if ended:
                return True
            if time.monotonic() >= until:
                return False


def _take(pipe: IO[bytes], output: _Output, *, is_secret: bool) -> bool:
    """Read what `pipe` holds at the moment; return whether more may come."""
    part = os.read(pipe.fileno(), _MOST_IN_A_PIPE)
    if is_secret:
        output.stdout += part
    else:
        output.stderr = (output.stderr + part)[-_KEPT_OF_STDERR:]
    return bool(part)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and its children, unless it has ended."""
    if process.poll() is None:
        with suppress(OSError):  # gone in between; macOS forbids it for one that is just ending
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _secret(program: str, output: _Output) -> Secret:
    try:
        text = output.stdout.decode()
    except UnicodeDecodeError:
        raise _failed(program, "What it printed is not text in UTF-8.", output) from None
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret.strip():
        raise _failed(program, "It printed nothing.", output)
    if len(secret.splitlines()) > 1:
        raise _failed(program, "It printed more than one line; it must print the secret alone.")
    return Secret(secret)


def _ended(status: int) -> str:
    if status >= 0:
        return f"It ended with exit status {status}."
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = str(-status)
    return f"It was ended by signal {name}."


def _failed(program: str, what: str, output: _Output | None = None) -> ConfigError:
    return ConfigError(
        f"The secret command {program} failed",
        what,
        "Run the profile's secret_command by hand; it must print the secret and nothing else.",
        details=() if output is None else _last_lines(output),
    )


def _last_lines(output: _Output) -> tuple[str, ...]:
    said = output.stderr.decode("utf-8", "replace")
    for line in output.stdout.decode("utf-8", "replace").split():
        said = said.replace(line, "…")  # a shell's -x writes what it prints to both
    lines = [clean(line).strip() for line in said.split("\n")]
    return tuple(shorten(line, _SHOWN_WIDTH) for line in lines if line)[-_SHOWN_LINES:]
