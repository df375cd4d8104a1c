"""Start and memory of cdx-tui beside a bare Textual app: `python -m tests.bench.start`.

Both run in turn in the same pty. Absolute times are of one machine, the ratios are not.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence

import psutil

from tests.bench.environment import environment
from tests.bench.table import Table
from tests.terminal.emulator import Terminal

__all__ = ["BARE", "OURS", "alternate", "bare_paint", "measure", "paint", "resident"]

ROUNDS = 9

_BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("one line of text")

Bare().run()
"""

BARE = [sys.executable, "-c", _BARE]
OURS = [sys.executable, "-m", "cdx_tui"]


def measure(table: Table) -> None:
    """Print the rows of the table."""
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        pairs = alternate(lambda: bare_paint(env), lambda: paint(OURS, "Nothing is redeemed", env))
        table.compare("first paint, ms", *pairs)
        pairs = alternate(
            lambda: memory(BARE, "one line", env), lambda: memory(OURS, "Nothing is redeemed", env)
        )
        table.compare("memory after the start, MiB", *pairs)
        pairs = alternate(lambda: bare_paint(env), lambda: first_schema(env))
        table.compare("start of the demo to a schema, ms", *pairs)
        version = [*OURS, "--version"]
        pairs = alternate(
            lambda: run([sys.executable, "-c", "pass"], env), lambda: run(version, env)
        )
        table.compare("`--version` beside `python -c pass`, ms", *pairs)


def alternate(
    theirs: Callable[[], float], ours: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Measure both alternately under the same load; the first pair is a warm-up."""
    pairs = [(theirs(), ours()) for _ in range(ROUNDS + 1)][1:]
    return [a for a, _ in pairs], [b for _, b in pairs]


def paint(
    argv: Sequence[str], wanted: str | Callable[[str], bool], env: Mapping[str, str]
) -> float:
    """Return the milliseconds from starting a program to what is wanted on its screen."""
    with Terminal(argv, env=env) as terminal:
        terminal.wait_for(wanted)
        return (time.perf_counter() - terminal.started) * 1000


def bare_paint(env: Mapping[str, str]) -> float:
    """Return the milliseconds from starting the bare app to its only line."""
    return paint(BARE, "one line", env)


def memory(argv: Sequence[str], wanted: str, env: Mapping[str, str]) -> float:
    """Return the resident mebibytes of a program once it has settled."""
    with Terminal(argv, env=env) as terminal:
        terminal.wait_for(wanted)
        terminal.settle(0.5)
        return resident(terminal)


def resident(terminal: Terminal) -> float:
    """Return the resident mebibytes of the program in a terminal."""
    return float(psutil.Process(terminal.pid).memory_info().rss / 2**20)


def first_schema(env: Mapping[str, str]) -> float:
    """Return the milliseconds from starting the demo to a schema, including one Enter."""
    with Terminal([*OURS, "--demo"], env=env, columns=100, rows=30) as terminal:
        terminal.wait_for("Sample shares")
        terminal.send("\r")
        terminal.wait_for("trade_id")
        return (time.perf_counter() - terminal.started) * 1000


def run(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """Return the milliseconds that a program takes."""
    begin = time.perf_counter()
    subprocess.run(argv, env=env, check=True, capture_output=True)
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    measure(Table())
