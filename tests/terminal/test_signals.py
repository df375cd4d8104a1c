"""Signals and hang-ups: the app ends within 2 seconds and restores the terminal."""

from __future__ import annotations

import itertools
import os
import platform
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.servers.fault_server import FaultServer
from tests.servers.keeping_server import KeepingServer
from tests.terminal.actions import quit_app, submit
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

FATAL_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
WRITE = {"x86_64": "1", "aarch64": "64"}[platform.machine()]
"""The number of the `write` system call."""

EXIT_LIMIT = 2.0
"""Limit in seconds."""


@pytest.mark.parametrize("number", FATAL_SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_the_app_with_its_exit_status(open_app: Run, number: signal.Signals) -> None:
    terminal = open_app()
    terminal.kill(number)
    assert terminal.wait(EXIT_LIMIT) == 128 + number
    assert terminal.is_restored


@pytest.mark.parametrize("number", FATAL_SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_the_app_during_a_request(run: Run, number: signal.Signals) -> None:
    with FaultServer("silence") as server:
        terminal = run("--base-url", server.url)
        terminal.wait_for("Nothing is redeemed")
        submit(terminal)
        assert server.playing.wait(10)
        terminal.kill(number)
        assert terminal.wait(EXIT_LIMIT) == 128 + number
        assert terminal.is_restored


def test_many_signals_at_once(open_app: Run) -> None:
    terminal = open_app()
    for number in (*FATAL_SIGNALS * 5, signal.SIGWINCH, signal.SIGCONT):
        terminal.kill(number)
    assert terminal.wait(EXIT_LIMIT) - 128 in FATAL_SIGNALS
    assert terminal.is_restored


def test_a_signal_at_any_point_of_startup(run: Run, api: str) -> None:
    for written in (1, 200, 400, 800, 2_000):
        terminal = run("--base-url", api)
        while len(terminal.raw) < written:
            assert terminal.read(0.005)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(EXIT_LIMIT) == 143
        assert terminal.is_restored


EARLY = """
import os, signal, sys
from cdx_tui.cli import explore
make = explore._make_app
def make_late(*given, **more):
    os.kill(os.getpid(), signal.SIGTERM)
    return make(*given, **more)
explore._make_app = make_late
from cdx_tui.cli import main
sys.exit(main())
"""


def test_a_signal_before_the_app_exists(run: Run, api: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(EARLY)
    terminal = run("--base-url", api, script=script)
    assert terminal.wait(EXIT_LIMIT) == 143
    assert terminal.is_restored


def block_writes(terminal: Terminal, pid: int) -> None:
    """Stop reading and make the program repaint until one of its threads blocks in a write."""
    threads = Path(f"/proc/{pid}/task")
    sizes = itertools.cycle(range(100, 160))
    begin = time.monotonic()
    # A thread seen three times in a write to the output is blocked there.
    seen = 0
    while seen < 3:
        assert time.monotonic() - begin < 20
        terminal.resize(next(sizes), 60)
        os.kill(pid, signal.SIGWINCH)
        select.select([], [], [], 0.05)  # time for a repaint, which cannot be detected by reading
        calls = [call_of(thread) for thread in threads.iterdir()]
        seen = seen + 1 if [WRITE, "0x2"] in calls else 0


def call_of(thread: Path) -> list[str]:
    """Return the number and first argument of a thread's system call; empty if it has ended."""
    try:
        return (thread / "syscall").read_text().split()[:2]
    except FileNotFoundError:
        return []


# The session leader, like a shell: it receives the hang-up instead of the app, and the terminal
# outlives the app. (Output not read yet is discarded when the leader ends.)
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
    """The app run by a session leader, like a shell."""

    def __init__(self, run: Run, folder: Path, *arguments: str) -> None:
        self._notes = folder / "notes"
        script = folder / "shell.py"
        script.write_text(SHELL)
        self.terminal = run(str(self._notes), *arguments, script=script, columns=200, rows=60)
        self.terminal.wait_for("Nothing is redeemed")
        self.pid = int(self._notes.read_text())

    def wait(self, seconds: float) -> int:
        """Return the app's exit status, without reading its output before it has ended."""
        begin = time.monotonic()
        while len(lines := self._notes.read_text().split()) < 2:
            assert time.monotonic() - begin < seconds
            select.select([], [], [], 0.02)
        return int(lines[1])


@pytest.mark.parametrize("number", FATAL_SIGNALS, ids=lambda number: number.name)
def test_a_terminal_that_reads_nothing_does_not_delay_the_exit(
    run: Run, api: str, tmp_path: Path, number: signal.Signals
) -> None:
    shell = Shell(run, tmp_path, "--base-url", api)
    block_writes(shell.terminal, shell.pid)
    os.kill(shell.pid, number)
    assert shell.wait(EXIT_LIMIT) == 128 + number
    shell.terminal.settle()
    assert shell.terminal.is_restored


@pytest.mark.parametrize("before", [None, "token"])
def test_a_closed_terminal_ends_the_app(open_app: Run, before: str | None) -> None:
    terminal = open_app()
    if before:
        submit(terminal)
    terminal.hang_up()
    assert terminal.wait(EXIT_LIMIT) == 129


HUP_IGNORED = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-m", "cdx_tui", *sys.argv[1:]])
"""


def test_a_closed_terminal_ends_the_app_under_nohup(open_app: Run, tmp_path: Path) -> None:
    script = tmp_path / "nohup.py"
    script.write_text(HUP_IGNORED)
    terminal = open_app(script=script)
    terminal.hang_up()
    assert terminal.wait(EXIT_LIMIT) == 129


def test_a_closed_terminal_ends_the_app_behind_a_shell(run: Run, api: str, tmp_path: Path) -> None:
    shell = Shell(run, tmp_path, "--base-url", api)
    shell.terminal.hang_up()
    assert shell.wait(EXIT_LIMIT) == 129


def stopped(terminal: Terminal) -> bool:
    return psutil.Process(terminal.pid).status() == psutil.STATUS_STOPPED


def until(condition: Callable[[], bool], terminal: Terminal) -> None:
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < 5
        terminal.read(0.02)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=lambda number: number.name)
def test_the_screen_is_repainted_after_a_stop(open_app: Run, number: signal.Signals) -> None:
    terminal = open_app()
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
    quit_app(terminal, seconds=EXIT_LIMIT)


@pytest.mark.forked
def test_one_connection_serves_all_requests_until_a_stop(run: Run) -> None:
    with KeepingServer() as server:
        terminal = run("--base-url", server.url)
        terminal.wait_for("Nothing is redeemed")
        submit(terminal)
        terminal.wait_for("✓ valid")
        terminal.send("r")
        until(lambda: len(server.requests) == 2, terminal)
        terminal.wait_for("✓ valid")
        assert (server.accepted, server.closed.is_set()) == (1, False)
        terminal.kill(signal.SIGTSTP)
        until(lambda: stopped(terminal), terminal)
        assert server.closed.wait(5)
        terminal.kill(signal.SIGCONT)
        quit_app(terminal, seconds=EXIT_LIMIT)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_control_z_stops_the_app_and_fg_brings_it_back(
    environment: dict[str, str], api: str, tmp_path: Path
) -> None:
    with Terminal(["bash", "--norc", "-i"], env=environment, cwd=str(tmp_path)) as terminal:
        terminal.settle()
        terminal.send(f"{sys.executable} -m cdx_tui --base-url {api}\r")
        terminal.wait_for("Nothing is redeemed")
        for _ in range(2):
            terminal.settle()
            terminal.send("\x1a")
            terminal.wait_for("Stopped")
            terminal.settle()
            assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
            terminal.send("fg\r")
            until(
                lambda: terminal.raw.rfind(b"\x1b[?1049h") > terminal.raw.rfind(b"\x1b[?1049l"),
                terminal,
            )
            terminal.wait_for("Nothing is redeemed")
        terminal.settle()
        terminal.send("\x03")
        terminal.settle()
        terminal.send("echo status $?\r")
        terminal.wait_for("status 0")


def test_control_z_does_nothing_where_no_shell_could_bring_the_app_back(open_app: Run) -> None:
    terminal = open_app()
    terminal.send("\x1a")
    terminal.settle()
    assert not stopped(terminal)
    quit_app(terminal, "\x03", seconds=EXIT_LIMIT)


def test_a_continue_without_a_stop_changes_nothing(open_app: Run) -> None:
    terminal = open_app()
    for _ in range(5):
        terminal.kill(signal.SIGCONT)
        terminal.settle(0.1)
    threads = psutil.Process(terminal.pid).num_threads()
    terminal.kill(signal.SIGCONT)
    terminal.settle()
    assert psutil.Process(terminal.pid).num_threads() == threads
    quit_app(terminal, "\x03", seconds=EXIT_LIMIT)


def test_a_stopped_app_can_be_ended(open_app: Run) -> None:
    terminal = open_app()
    terminal.kill(signal.SIGTSTP)
    until(lambda: stopped(terminal), terminal)
    terminal.kill(signal.SIGTERM)
    terminal.kill(signal.SIGCONT)
    assert terminal.wait(EXIT_LIMIT) == 143
    assert terminal.is_restored


THREAD_THAT_NEVER_ENDS = """
import sys, threading
from cdx_tui.cli import main
threading.Thread(target=threading.Event().wait).start()
sys.exit(main())
"""


@pytest.mark.parametrize("how", ["keys", "signal"])
def test_a_thread_that_never_ends_does_not_delay_the_exit(
    open_app: Run, tmp_path: Path, how: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(THREAD_THAT_NEVER_ENDS)
    terminal = open_app(script=script)
    if how == "keys":
        terminal.send("\x03")
    else:
        terminal.kill(signal.SIGTERM)
    assert terminal.wait(EXIT_LIMIT + 0.5) == (0 if how == "keys" else 143)
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


def test_a_busy_event_loop_does_not_delay_the_exit(open_app: Run, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(LOOP_THAT_IS_BUSY)
    terminal = open_app(script=script)
    terminal.send("\x03")
    terminal.settle()
    terminal.kill(signal.SIGTERM)
    assert terminal.wait(EXIT_LIMIT) == 143
    assert terminal.is_restored
