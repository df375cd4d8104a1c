"""Run the program that prints an API key's secret."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from cdx_tui.config.problems import ConfigError, shown
from cdx_tui.config.secret_output import PRINT_ALONE, InvalidOutput, find_secret
from cdx_tui.secret import Secret
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:
    import subprocess

__all__ = ["DEADLINE", "HIDDEN_FROM_CHILDREN", "run_secret_command"]

DEADLINE = 15.0
"""Time limit of a secret command, in seconds."""

HIDDEN_FROM_CHILDREN = ("CONFLUENT_CLOUD_API_SECRET", "CDX_TUI_TOKEN")
"""Environment variables that child processes of the app do not inherit."""

_LARGEST_SECRET = 64 * 1024
_PIPE_READ_SIZE = 1024 * 1024
_STDERR_TAIL_BYTES = 4096
_SHOWN_LINES = 3
_SHOWN_WIDTH = 160
_POLL_INTERVAL = 0.05  # seconds; a program may exit while its pipes stay open


@dataclass(slots=True)
class _Output:
    stdout: bytearray = field(default_factory=bytearray, repr=False)
    stderr: bytearray = field(default_factory=bytearray, repr=False)


def run_secret_command(
    command: tuple[str, ...], environ: Mapping[str, str], *, deadline: float = DEADLINE
) -> Secret:
    """Run `command` without a shell, and return the secret that it prints (`find_secret`).

    It has no standard input and no terminal, and is killed with its children on timeout.

    Args:
        command: The program and its arguments.
        environ: Its environment, from which `HIDDEN_FROM_CHILDREN` is removed.
        deadline: Time limit in seconds.

    Raises:
        ConfigError: The command could not be started, failed, timed out, or did not print a secret
            in UTF-8, of up to 64 KiB. The message names the program, and quotes the end of its
            standard error, never its output.
    """
    program = shown(os.path.basename(command[0]) or command[0])
    process = _start_process(command, program, environ)
    output = _Output()
    try:
        finished = _collect(process, output, deadline)
    finally:
        _terminate(process)
    if len(output.stdout) > _LARGEST_SECRET:
        raise _failed(program, f"It printed more than {_LARGEST_SECRET:,} bytes.")
    if not finished:
        raise _failed(program, f"It timed out after {deadline:g} seconds.", output)
    if process.returncode:
        raise _failed(program, _describe_exit(process.returncode), output)
    return _secret(program, command, output)


def _start_process(
    command: tuple[str, ...], program: str, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    import subprocess

    child_environ = {
        name: value for name, value in environ.items() if name not in HIDDEN_FROM_CHILDREN
    }
    try:
        return subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environ,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise _failed(program, "Program not found.") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "unusable arguments"
        raise _failed(program, f"It could not be started: {shown(reason)}.") from None


def _collect(process: subprocess.Popen[bytes], output: _Output, deadline: float) -> bool:
    """Read output until the program exits; return False if it exceeds the time or size limit.

    It waits for the exit of the program, not for the end of its output: a background process that
    it leaves behind, such as an agent, may keep the pipes open indefinitely.
    """
    import selectors

    until = time.monotonic() + deadline
    with selectors.DefaultSelector() as selector:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, pipe)
        while True:
            exited = process.poll() is not None  # checked before reading, so that no output is lost
            for key, _ in selector.select(0 if exited else _POLL_INTERVAL):
                if not _read_available(key.data, output, is_secret=key.data is process.stdout):
                    selector.unregister(key.data)
            if len(output.stdout) > _LARGEST_SECRET:
                return False
            if exited:
                return True
            remaining = until - time.monotonic()
            if remaining <= 0:
                return False
            if not selector.get_map():  # nothing more to read, so that the exit need not be polled
                return _exits(process, remaining)


def _exits(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the program to exit; return False if it does not within `seconds`."""
    import subprocess

    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _read_available(pipe: IO[bytes], output: _Output, *, is_secret: bool) -> bool:
    """Read the available bytes of `pipe`; return False at its end."""
    part = os.read(pipe.fileno(), _PIPE_READ_SIZE)
    if is_secret:
        output.stdout += part
    else:
        output.stderr = (output.stderr + part)[-_STDERR_TAIL_BYTES:]
    return bool(part)


def _terminate(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and its children unless it has exited, and close its pipes."""
    if process.poll() is None:
        with suppress(OSError):  # already gone; macOS forbids it for an exiting process
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _secret(program: str, command: tuple[str, ...], output: _Output) -> Secret:
    try:
        return find_secret(bytes(output.stdout), command)
    except InvalidOutput as error:
        # Standard error may repeat a part of the output, which would not be recognised.
        quoted = None if output.stdout.strip() else output
        raise _failed(program, error.cause, quoted, error.next_step) from None


def _describe_exit(status: int) -> str:
    if status >= 0:
        return f"Its exit status is {status}."
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = str(-status)
    return f"It was killed by signal {name}."


def _failed(
    program: str, cause: str, output: _Output | None = None, next_step: str = PRINT_ALONE
) -> ConfigError:
    return ConfigError(
        f"The secret command {program} failed",
        cause,
        next_step,
        details=() if output is None else _last_lines(output),
    )


def _last_lines(output: _Output) -> tuple[str, ...]:
    stderr_text = output.stderr.decode("utf-8", "replace")
    for word in output.stdout.decode("utf-8", "replace").split():
        stderr_text = stderr_text.replace(word, "…")  # a shell's -x echoes the secret
    lines = [clean(line).strip() for line in stderr_text.split("\n")]
    return tuple(shorten(line, _SHOWN_WIDTH) for line in lines if line)[-_SHOWN_LINES:]
