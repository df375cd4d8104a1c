"""Choose how a copy reaches the clipboard of the user in front of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = [
    "MAX_OSC52_BYTES",
    "CopyFailed",
    "CopyMethod",
    "CopyTransport",
    "choose_copy_method",
    "is_over_ssh",
    "pipe",
]

MAX_OSC52_BYTES: Final = 50_000
"""Maximum size in bytes of a text copied by OSC 52; terminals silently drop longer ones."""

_PIPE_TIMEOUT: Final = 5.0
"""Timeout in seconds for a clipboard program to accept a text."""


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
        return _none('clipboard = "off" in the settings')
    if setting == "native":
        return _native(environ, which) or _none(_NO_TOOL)
    if setting == "tmux":
        return _tmux(environ, which) or _none("this is no tmux session, or tmux is not found")
    if setting == "osc52":
        if environ.get("STY"):
            return _none("GNU screen would print the sequence")
        return CopyMethod(CopyTransport.OSC52, (), 'clipboard = "osc52" in the settings')
    return _choose_automatically(environ, which)


def is_over_ssh(environ: Mapping[str, str]) -> bool:
    """Return whether the session runs over SSH, so that the desktop here is not the user's."""
    return any(environ.get(name) for name in _SSH_VARIABLES)


_NO_TOOL: Final = (
    "no program for the clipboard is found: wl-copy under Wayland, xclip or xsel under X11, pbcopy"
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
        return _none("this terminal takes no control sequences")
    if environ.get("STY") or (term.startswith("screen") and not environ.get("TMUX")):
        return _none(
            f"TERM={term} may be GNU screen, which would print the sequence;"
            ' where it is not, set clipboard = "osc52"'
        )
    why = "the session came over SSH" if is_over_ssh(environ) else _NO_TOOL
    return CopyMethod(CopyTransport.OSC52, (), why)


def _native(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod | None:
    for variable, command in _TOOLS:
        if (not variable or environ.get(variable)) and which(command[0]):
            return CopyMethod(CopyTransport.NATIVE, command, f"{command[0]} is here")
    return None


def _tmux(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod | None:
    if environ.get("TMUX") and which("tmux"):
        return CopyMethod(
            CopyTransport.TMUX, ("tmux", "load-buffer", "-w", "-"), "this is a tmux session"
        )
    return None


def _none(why: str) -> CopyMethod:
    return CopyMethod(CopyTransport.NONE, (), why)


def pipe(method: CopyMethod, text: str) -> None:
    """Pipe `text` to the program of `method`.

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
        raise CopyFailed(f"{name} did not take it within {_PIPE_TIMEOUT:.0f} seconds") from None
    if done.returncode != 0:
        raise CopyFailed(f"{name} failed with exit status {done.returncode}")
