"""Choose how a copy reaches the clipboard of the user in front of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = [
    "LONGEST_SEQUENCE",
    "CopyFailed",
    "CopyMethod",
    "Means",
    "choose_copy_method",
    "is_over_ssh",
    "pipe",
]

LONGEST_SEQUENCE: Final = 50_000
"""The most bytes of text that OSC 52 carries here; terminals drop longer ones without a word."""

_PATIENCE: Final = 5.0
"""Seconds that a program for the clipboard has to take a text."""


class CopyFailed(Exception):
    """A program did not take the text; the message is for the user."""


class Means(StrEnum):
    """What carries a copy."""

    NATIVE = "native"
    TMUX = "tmux"
    OSC52 = "osc52"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CopyMethod:
    """How a copy travels.

    Attributes:
        means: What carries it.
        command: The program to run and its arguments, which reads the text from standard input;
            empty if no program is needed.
        why: Why this one was chosen, for the user.
    """

    means: Means
    command: tuple[str, ...]
    why: str


_TOOLS: Final = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""Programs that set the desktop's clipboard, and the variable without which each is of no use."""

_SSH: Final = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def choose_copy_method(
    setting: str, environ: Mapping[str, str], which: Callable[[str], str | None]
) -> CopyMethod:
    """Return the way that a copy takes.

    By default it is the desktop's own program, unless the session came over SSH, where that
    would be the other machine's clipboard; inside tmux its paste buffer, which hands the text on
    to the terminal; else OSC 52. Never through GNU screen, which prints long sequences.

    Args:
        setting: `Settings.clipboard`: auto, or a way that is wanted and no other.
        environ: The environment.
        which: Finds a program, as `shutil.which` does.
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
        return CopyMethod(Means.OSC52, (), 'clipboard = "osc52" in the settings')
    return _first(environ, which)


def is_over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the session came over SSH, so that the desktop here is not the user's."""
    return any(environ.get(name) for name in _SSH)


_NO_TOOL: Final = (
    "no program for the clipboard is found: wl-copy under Wayland, xclip or xsel under X11, pbcopy"
)


def _first(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod:
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
    return CopyMethod(Means.OSC52, (), why)


def _native(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod | None:
    for variable, command in _TOOLS:
        if (not variable or environ.get(variable)) and which(command[0]):
            return CopyMethod(Means.NATIVE, command, f"{command[0]} is here")
    return None


def _tmux(environ: Mapping[str, str], which: Callable[[str], str | None]) -> CopyMethod | None:
    if environ.get("TMUX") and which("tmux"):
        return CopyMethod(Means.TMUX, ("tmux", "load-buffer", "-w", "-"), "this is a tmux session")
    return None


def _none(why: str) -> CopyMethod:
    return CopyMethod(Means.NONE, (), why)


def pipe(method: CopyMethod, text: str) -> None:
    """Hand `text` to the program of `method`. It waits for the program: call it in a thread.

    Raises:
        CopyFailed: It could not be started, failed, or took over five seconds.
    """
    import subprocess

    name = method.command[0]
    try:
        # Some programs stay in the background to serve the clipboard, with all that they inherit.
        done = subprocess.run(  # noqa: S603 - one of the commands above
            method.command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except OSError as error:
        raise CopyFailed(f"{name} could not be started: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise CopyFailed(f"{name} did not take it within {_PATIENCE:.0f} seconds") from None
    if done.returncode != 0:
        raise CopyFailed(f"{name} failed with exit status {done.returncode}")
