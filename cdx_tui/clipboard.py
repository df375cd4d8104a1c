"""Choose how a copy reaches the clipboard of the user in front of the terminal, and make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = [
    "MAX_OSC52_BYTES",
    "CopyFailed",
    "CopyMethod",
    "CopyResult",
    "CopyTransport",
    "choose_copy_method",
    "is_over_ssh",
    "pipe",
]

MAX_OSC52_BYTES: Final = 50_000
"""Maximum size in bytes of a text copied by OSC 52; terminals silently drop longer ones."""

_PIPE_TIMEOUT: Final = 5.0
"""Timeout in seconds for a clipboard program to accept a text."""

_QUERY_TIMEOUT: Final = 1.0

_TMUX_BUFFER: Final = "tmux buffer"


class CopyFailed(Exception):
    """A clipboard program failed to accept the text; the message is for the user."""


class CopyTransport(StrEnum):
    """Mechanism that sets the clipboard."""

    NATIVE = "native"
    TMUX = "tmux"
    OSC52 = "osc52"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CopyMethod:
    """The chosen mechanism, and how to use it.

    Attributes:
        means: The mechanism.
        command: The program to run and its arguments; it reads the text from standard input.
            Empty if no program is needed.
        why: The reason for the choice, for the user.
    """

    means: CopyTransport
    command: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CopyResult:
    """What became of a copy.

    Attributes:
        destination: Where the text is, for the user, such as `tmux buffer`.
    """

    destination: str


_TOOLS: Final = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""Programs that set the desktop's clipboard, each after the environment variable it requires."""

_SSH_VARIABLES: Final = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def choose_copy_method(
    setting: str, environ: Mapping[str, str], which: Callable[[str], str | None]
) -> CopyMethod:
    """Choose the mechanism that sets the clipboard.

    `auto` prefers the desktop's own program, except over SSH, where it would set the clipboard of
    the remote machine; then, inside tmux, tmux's paste buffer, which tmux passes on to the
    terminal; then OSC 52. OSC 52 is never used inside GNU screen, which prints long sequences.

    Args:
        setting: `Settings.clipboard`: `auto`, `off`, or the only mechanism to use.
        environ: The environment variables.
        which: Finds a program by name, as `shutil.which` does.
    """
    if setting == "off":
        return _none('clipboard = "off" in the configuration')
    if setting == "native":
        return _native(environ, which) or _none(_NO_TOOL)
    if setting == "tmux":
        return _tmux(environ, which) or _none("not in tmux, or tmux not found")
    if setting == "osc52":
        if environ.get("STY"):
            return _none("GNU screen would print the escape sequence")
        return CopyMethod(CopyTransport.OSC52, (), 'clipboard = "osc52" in the configuration')
    return _choose_automatically(environ, which)


def is_over_ssh(environ: Mapping[str, str]) -> bool:
    """Return whether the session runs over SSH, so that the desktop here is not the user's."""
    return any(environ.get(name) for name in _SSH_VARIABLES)


_NO_TOOL: Final = (
    "no clipboard program found: wl-copy (Wayland), xclip or xsel (X11), pbcopy (macOS)"
)


def _choose_automatically(
    environ: Mapping[str, str], which: Callable[[str], str | None]
) -> CopyMethod:
    native = None if is_over_ssh(environ) else _native(environ, which)
    found = native or _tmux(environ, which)
    if found is not None:
        return found
    term = environ.get("TERM", "")
    if term in ("", "dumb"):
        return _none("this terminal does not support escape sequences")
    if environ.get("STY") or (term.startswith("screen") and not environ.get("TMUX")):
        return _none(
            f"TERM={term} may be GNU screen, which would print the escape sequence;"
            ' if it is not, set clipboard = "osc52"'
        )
    why = "SSH session" if is_over_ssh(environ) else _NO_TOOL
    return CopyMethod(CopyTransport.OSC52, (), why)


def _native(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod | None:
    for variable, command in _TOOLS:
        if (not variable or environ.get(variable)) and which(command[0]):
            return CopyMethod(CopyTransport.NATIVE, command, f"{command[0]} found")
    return None


def _tmux(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod | None:
    if environ.get("TMUX") and which("tmux"):
        return CopyMethod(CopyTransport.TMUX, ("tmux", "load-buffer", "-w", "-"), "tmux session")
    return None


def _none(why: str) -> CopyMethod:
    return CopyMethod(CopyTransport.NONE, (), why)


def pipe(method: CopyMethod, text: str) -> CopyResult:
    """Pipe `text` to the program of `method`.

    The result says which of two tmux sessions, one in the other, has the text: the inner one, since
    by default the outer one drops what the inner one passes on.

    It blocks until the program exits: call it in a thread.

    Raises:
        CopyFailed: The program could not be started, failed, or took over five seconds.
    """
    import subprocess

    name = method.command[0]
    try:
        # No pipes for output: some programs stay in the background to serve the clipboard, and keep
        # the descriptors that they inherit open.
        done = subprocess.run(  # noqa: S603 - one of the commands above
            method.command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PIPE_TIMEOUT,
            check=False,
        )
    except OSError as error:
        raise CopyFailed(f"{name} could not be started: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise CopyFailed(f"{name} timed out after {_PIPE_TIMEOUT:.0f} seconds") from None
    if done.returncode != 0:
        raise CopyFailed(f"{name} failed with exit status {done.returncode}")
    is_tmux = method.means is CopyTransport.TMUX
    return CopyResult(_tmux_destination(name) if is_tmux else name)


def _tmux_destination(tmux: str) -> str:
    """Return the name of tmux's buffer, for which tmux is asked in which terminal it runs."""
    import subprocess

    query = (tmux, "display-message", "-p", "#{client_termname} #{client_termtype}")
    try:
        done = subprocess.run(  # noqa: S603 - see `pipe`
            query,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_QUERY_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return _TMUX_BUFFER
    term, _, version = done.stdout.partition(b" ")
    if term.startswith(b"tmux") or version.startswith(b"tmux"):
        return "buffer of the inner tmux; the outer one needs set-clipboard on"
    if term.startswith(b"screen"):
        return "tmux buffer; the outer tmux or GNU screen may not pass it on"
    return _TMUX_BUFFER
