"""Diagnostics of the terminal and the clipboard."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator, Mapping

from cdx_tui.cli.colours import NO_ESCAPES
from cdx_tui.cli.diagnostics import Diagnostic, State
from cdx_tui.clipboard import CopyTransport, choose_copy_method, is_over_ssh
from cdx_tui.config.problems import shown

__all__ = ["examine_clipboard", "examine_terminal"]

_MINIMUM_SIZE = (40, 12)
_UNSTACKED_SIZE = (80, 24)


def examine_terminal(environ: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the terminal's type, size, colours, encoding, and multiplexer or SSH session."""
    term = environ.get("TERM", "")
    if term in NO_ESCAPES:
        text = f"TERM={shown(term)}: the app needs a terminal that can move the cursor"
        yield Diagnostic("terminal", "type", text, State.PROBLEM)
    else:
        yield Diagnostic("terminal", "type", f"TERM={shown(term)}")
    yield _size()
    yield Diagnostic("terminal", "colours", _colours(term, environ))
    yield _encoding()
    multiplexers = ", ".join(_multiplexers(term, environ)) or "none"
    yield Diagnostic("terminal", "multiplexer", multiplexers)
    yield Diagnostic("terminal", "SSH", "yes" if is_over_ssh(environ) else "no")


def examine_clipboard(setting: str, environ: Mapping[str, str]) -> Diagnostic:
    """Return the method that copying would use."""
    method = choose_copy_method(setting, environ, shutil.which)
    if method.means is CopyTransport.NONE:
        return Diagnostic("terminal", "clipboard", f"none: {method.why}", State.NOTE)
    via = {
        CopyTransport.NATIVE: f"by {' '.join(method.command)}",
        CopyTransport.TMUX: f"by {' '.join(method.command)}",
        CopyTransport.OSC52: "by OSC 52 (the terminal may ignore it)",
    }[method.means]
    return Diagnostic("terminal", "clipboard", f"{via}: {method.why}")


def _size() -> Diagnostic:
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            size = os.get_terminal_size(stream.fileno()) if stream else None
        except (OSError, ValueError):  # redirected, or closed
            continue
        if size is not None:
            return _size_diagnostic(size.columns, size.lines)
    return Diagnostic("terminal", "size", "unknown (not a terminal)", State.NOTE)


def _size_diagnostic(columns: int, rows: int) -> Diagnostic:
    text = f"{columns}x{rows}"
    if columns < _MINIMUM_SIZE[0] or rows < _MINIMUM_SIZE[1]:
        text += f": too small, the minimum is {_MINIMUM_SIZE[0]}x{_MINIMUM_SIZE[1]}"
        return Diagnostic("terminal", "size", text, State.PROBLEM)
    if columns < _UNSTACKED_SIZE[0] or rows < _UNSTACKED_SIZE[1]:
        text += f": panes are stacked below {_UNSTACKED_SIZE[0]}x{_UNSTACKED_SIZE[1]}"
        return Diagnostic("terminal", "size", text, State.NOTE)
    return Diagnostic("terminal", "size", text)


def _colours(term: str, environ: Mapping[str, str]) -> str:
    if environ.get("NO_COLOR"):
        return "none (NO_COLOR is set)"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return f"16 million (COLORTERM={shown(environ['COLORTERM'])})"
    if term.endswith("256color"):
        return f"256 (TERM={shown(term)}); set COLORTERM=truecolor for 16 million"
    return "16 (TERM and COLORTERM advertise no more)"


def _encoding() -> Diagnostic:
    encoding = locale.getpreferredencoding(False)
    if encoding.replace("-", "").lower() == "utf8":
        mode = " (Python's UTF-8 mode)" if sys.flags.utf8_mode else ""
        return Diagnostic("terminal", "encoding", f"UTF-8{mode}")
    text = f"{shown(encoding)}; set LANG or LC_ALL to a UTF-8 locale, such as C.UTF-8"
    return Diagnostic("terminal", "encoding", text, State.NOTE)


def _multiplexers(term: str, environ: Mapping[str, str]) -> Iterator[str]:
    if environ.get("TMUX"):
        yield "tmux"
    if environ.get("STY"):
        yield "GNU screen"
    elif term.startswith("screen") and not environ.get("TMUX"):
        yield "tmux or GNU screen (by TERM)"
