"""The progress line: only on a terminal that can erase it, and never wider than that."""

from __future__ import annotations

import io
import os
import threading
from types import SimpleNamespace

import pytest

from cdx_tui.cli.progress_line import progress, slow_progress


class _Terminal(io.StringIO):
    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def flush(self) -> None:
        super().flush()
        if "Comparing" in self.getvalue():
            self.written.set()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


def _redirect(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> None:
    streams = SimpleNamespace(stderr=stream)  # pytest puts its own into `sys` before each phase
    monkeypatch.setattr("cdx_tui.cli.progress_line.sys", streams)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    stream = _Terminal()
    _redirect(monkeypatch, stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))
    return stream


def test_it_is_shown_and_erased(terminal: _Terminal) -> None:
    with progress("Validating the token", quiet=False):
        shown = terminal.getvalue()
    assert "cdx-tui: Validating the token (Ctrl+C cancels)" in shown
    assert terminal.getvalue() == f"{shown}\x1b[1G\x1b[K"


def test_work_that_takes_longer_shows_it_later(terminal: _Terminal) -> None:
    with slow_progress("Comparing", quiet=False, after=3600):
        pass
    assert terminal.getvalue() == ""
    with slow_progress("Comparing", quiet=False, after=0):
        assert terminal.written.wait(10)
        assert "cdx-tui: Comparing (Ctrl+C cancels)" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[1G\x1b[K")


@pytest.mark.parametrize("columns", [1, 20, 46, 47, 0])
def test_it_never_wraps(columns: int, terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    with progress("Validating the token", quiet=False):
        shown = terminal.getvalue().removeprefix("\x1b[1G").removesuffix("\x1b[K")
    whole = "cdx-tui: Validating the token (Ctrl+C cancels)"
    assert shown == whole[: (columns or 80) - 1]


def test_it_is_not_shown_where_it_can_not_be_erased(
    terminal: _Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress("quiet", quiet=True):
        pass
    for name in ("dumb", ""):
        monkeypatch.setenv("TERM", name)
        with progress("on a terminal that can't erase", quiet=False):
            pass
    assert terminal.getvalue() == ""
    monkeypatch.setenv("TERM", "xterm")
    file = io.StringIO()
    _redirect(monkeypatch, file)
    with progress("to a file", quiet=False):
        pass
    assert file.getvalue() == ""
