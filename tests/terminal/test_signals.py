"""However the app is ended or stopped, the terminal is as it was within 2 seconds."""

from __future__ import annotations

import itertools
import os
import platform
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.servers.fault_server import FaultServer
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
WRITE = {"x86_64": "1", "aarch64": "64"}[platform.machine()]
"""The number of the system call."""

PROMISED = 2.0
"""Seconds."""


@pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)
def test_a_signal_ends_it_and_the_status_tells_which(
    run: Run, api: str, number: signal.Signals
) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    terminal.kill(number)
    assert terminal.wait(PROMISED) == 128 + number
    assert terminal.is_restored


@pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)
def test_a_signal_ends_it_in_the_middle_of_a_request(run: Run, number: signal.Signals) -> None:
    with FaultServer("silence") as server:
        terminal = run("--base-url", server.url)
        terminal.wait_for("Nothing is redeemed")
        terminal.paste(sample("orders").token)
        terminal.send("\r")
        assert server.playing.wait(10)
        terminal.kill(number)
        assert terminal.wait(PROMISED) == 128 + number
        assert terminal.is_restored


def test_many_signals_at_once(run: Run, api: str) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    for number in (*ENDINGS * 5, signal.SIGWINCH, signal.SIGCONT):
        terminal.kill(number)
    assert terminal.wait(PROMISED) - 128 in ENDINGS
    assert terminal.is_restored


def test_a_signal_at_any_moment_of_the_start(run: Run, api: str) -> None:
    for written in (1, 200, 400, 800, 2_000):
        terminal = run("--base-url", api)
        while len(terminal.raw) < written:
            assert terminal.read(0.005)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(PROMISED) == 143
        assert terminal.is_restored


EARLY = """
import os, signal, sys
from cdx_tui.cli import explore
make = explore._make_app
def make_late(*given):
    os.kill(os.getpid(), signal.SIGTERM)
    return make(*given)
explore._make_app = make_late
from cdx_tui.cli import main
sys.exit(main())
"""


def test_a_signal_before_there_is_an_app(run: Run, api: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(EARLY)
    terminal = run("--base-url", api, script=script)
    assert terminal.wait(PROMISED) == 143
    assert terminal.is_restored


def fill(terminal: Terminal, pid: int) -> None:
    """Take nothing more, and have the program repaint until a thread of it waits in a write."""
    threads = Path(f"/proc/{pid}/task")
    sizes = itertools.cycle(range(100, 160))
    begin = time.monotonic()
    # A thread that waits in a write of its output has done so for a while when it is seen thrice.
    seen = 0
    while seen < 3:
        assert time.monotonic() - begin < 20
        terminal.resize(next(sizes), 60)
        os.kill(pid, signal.SIGWINCH)
        select.select([], [], [], 0.05)  # a repaint; there is nothing to read that would tell
        calls = [(thread / "syscall").read_text().split()[:2] for thread in threads.iterdir()]
        seen = seen + 1 if [WRITE, "0x2"] in calls else 0


# The leader of the session, as a shell is: it gets the hang-up in the app's place, and the terminal
# outlives the app. (What the terminal has not read yet is dropped when the leader ends.)
SHELL = """
import os, signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-m", "cdx_tui", *sys.argv[2:]])
with open(sys.argv[1], "w") as file:
    print(child.pid, file=file, flush=True)
    print(child.wait(), file=file, flush=True)
signal.pause()
"""


class Shell:
    """The app behind a shell."""

    def __init__(self, run: Run, folder: Path, *arguments: str) -> None:
        self._notes = folder / "notes"
        script = folder / "shell.py"
        script.write_text(SHELL)
        self.terminal = run(str(self._notes), *arguments, script=script, columns=200, rows=60)
        self.terminal.wait_for("Nothing is redeemed")
        self.pid = int(self._notes.read_text())

    def wait(self, seconds: float) -> int:
        """Return the app's exit status, and read nothing before it has ended."""
        begin = time.monotonic()
        while len(lines := self._notes.read_text().split()) < 2:
            assert time.monotonic() - begin < seconds
            select.select([], [], [], 0.02)
        return int(lines[1])


@pytest.mark.parametrize("number", ENDINGS, ids=lambda number: number.name)
def test_a_terminal_that_takes_no_bytes_does_not_hold_it_up(
    run: Run, api: str, tmp_path: Path, number: signal.Signals
) -> None:
    shell = Shell(run, tmp_path, "--base-url", api)
    fill(shell.terminal, shell.pid)
    os.kill(shell.pid, number)
    assert shell.wait(PROMISED) == 128 + number
    shell.terminal.settle()
    assert shell.terminal.is_restored


@pytest.mark.parametrize("before", [None, "token"])
def test_a_terminal_that_is_closed(run: Run, api: str, before: str | None) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    if before:
        terminal.paste(sample("orders").token)
        terminal.send("\r")
    terminal.hang_up()
    assert terminal.wait(PROMISED) == 129


HUP_IGNORED = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-m", "cdx_tui", *sys.argv[1:]])
"""


def test_a_terminal_that_is_closed_under_nohup(run: Run, api: str, tmp_path: Path) -> None:
    script = tmp_path / "nohup.py"
    script.write_text(HUP_IGNORED)
    terminal = run("--base-url", api, script=script)
    terminal.wait_for("Nothing is redeemed")
    terminal.hang_up()
    assert terminal.wait(PROMISED) == 129


def test_a_terminal_that_is_closed_behind_a_shell(run: Run, api: str, tmp_path: Path) -> None:
    shell = Shell(run, tmp_path, "--base-url", api)
    shell.terminal.hang_up()
    assert shell.wait(PROMISED) == 129


def stopped(terminal: Terminal) -> bool:
    return psutil.Process(terminal.pid).status() == psutil.STATUS_STOPPED


def until(condition: Callable[[], bool], terminal: Terminal) -> None:
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < 5
        terminal.read(0.02)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=lambda number: number.name)
def test_it_is_painted_anew_after_a_stop(run: Run, api: str, number: signal.Signals) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    for _ in range(3):
        terminal.kill(number)
        until(lambda: stopped(terminal), terminal)
        terminal.settle(0.1)
        assert terminal.is_restored == (number is signal.SIGTSTP)
        terminal.forget()
        terminal.kill(signal.SIGCONT)
        terminal.wait_for("Nothing is redeemed")
    terminal.settle()
    terminal.paste(sample("orders").token)
    terminal.wait_for("308 characters")
    terminal.send("\r")
    terminal.wait_for("✓ valid")
    terminal.send("q")
    assert terminal.wait(PROMISED) == 0
    assert terminal.is_restored


def test_a_continue_without_a_stop_changes_nothing(run: Run, api: str) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    for _ in range(5):
        terminal.kill(signal.SIGCONT)
        terminal.settle(0.1)
    threads = psutil.Process(terminal.pid).num_threads()
    terminal.kill(signal.SIGCONT)
    terminal.settle()
    assert psutil.Process(terminal.pid).num_threads() == threads
    terminal.send("\x03")
    assert terminal.wait(PROMISED) == 0
    assert terminal.is_restored


def test_a_stopped_app_can_be_ended(run: Run, api: str) -> None:
    terminal = run("--base-url", api)
    terminal.wait_for("Nothing is redeemed")
    terminal.kill(signal.SIGTSTP)
    until(lambda: stopped(terminal), terminal)
    terminal.kill(signal.SIGTERM)
    terminal.kill(signal.SIGCONT)
    assert terminal.wait(PROMISED) == 143
    assert terminal.is_restored


THREAD_THAT_NEVER_ENDS = """
import sys, threading
from cdx_tui.cli import main
threading.Thread(target=threading.Event().wait).start()
sys.exit(main())
"""


@pytest.mark.parametrize("how", ["keys", "signal"])
def test_a_thread_that_never_ends_does_not_hold_it_up(
    run: Run, api: str, tmp_path: Path, how: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(THREAD_THAT_NEVER_ENDS)
    terminal = run("--base-url", api, script=script)
    terminal.wait_for("Nothing is redeemed")
    if how == "keys":
        terminal.send("\x03")
    else:
        terminal.kill(signal.SIGTERM)
    assert terminal.wait(PROMISED + 0.5) == (0 if how == "keys" else 143)
    assert terminal.is_restored


LOOP_THAT_IS_BUSY = """
import sys
from cdx_tui.tui.app import CdxApp
from cdx_tui.cli import main

def busy(self):
    while True:
        pass

CdxApp.action_copy_or_quit = busy
sys.exit(main())
"""


def test_a_loop_that_is_busy_does_not_hold_it_up(run: Run, api: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(LOOP_THAT_IS_BUSY)
    terminal = run("--base-url", api, script=script)
    terminal.wait_for("Nothing is redeemed")
    terminal.send("\x03")
    terminal.settle()
    terminal.kill(signal.SIGTERM)
    assert terminal.wait(PROMISED) == 143
    assert terminal.is_restored
