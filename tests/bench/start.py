"""Startup and memory of cdx-tui and a bare Textual app: `python -m tests.bench.start`.

Both run alternately in the same pty; the medians, and the median of the pairwise ratios, are
printed as the README's table. Absolute times are specific to this machine, the ratios are not.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import psutil

from tests.bench.environment import environment
from tests.terminal.emulator import Terminal

ROUNDS = 9

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("one line of text")

Bare().run()
"""

PEERS = ("posting", "harlequin", "kaskade")
"""Other Textual apps, measured if they are on the PATH."""

OURS = [sys.executable, "-m", "cdx_tui"]


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        bare = [sys.executable, "-c", BARE]
        print("| | bare app | cdx-tui | ratio |\n| --- | --- | --- | --- |")
        row("first paint, ms", *paints(bare, env))
        row("memory after the start, MiB", *memories(bare, env))
        version = [*OURS, "--version"]
        pairs = alternate(lambda: run(["-c", "pass"], env), lambda: run(version[1:], env))
        row("`--version` beside `python -c pass`, ms", *pairs)
        shown = [first_schema(env) for _ in range(ROUNDS)]
        print(
            f"| from the start of the demo to a schema, ms | | {statistics.median(shown):,.0f} | |"
        )
        for peer in PEERS:
            print(f"| {peer}, first paint, ms | | {peer_paint(peer, env)} | |")


def row(name: str, theirs: list[float], ours: list[float]) -> None:
    """Print the medians and the median of the pairwise ratios."""
    ratio = statistics.median(b / a for a, b in zip(theirs, ours, strict=True))
    print(
        f"| {name} | {statistics.median(theirs):,.0f} | {statistics.median(ours):,.0f}"
        f" | {ratio:.2f} |"
    )


def alternate(
    theirs: Callable[[], float], ours: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Measure both alternately under the same load; the first pair is a warm-up."""
    pairs = [(theirs(), ours()) for _ in range(ROUNDS + 1)][1:]
    return [a for a, _ in pairs], [b for _, b in pairs]


def run(arguments: list[str], env: dict[str, str]) -> float:
    """Return the milliseconds that a Python with `arguments` takes."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True)
    return (time.perf_counter() - begin) * 1000


def paints(bare: list[str], env: dict[str, str]) -> tuple[list[float], list[float]]:
    """Return the milliseconds from starting a program to its first line on the screen."""

    def paint(argv: list[str], wanted: str) -> float:
        with Terminal(argv, env=env) as terminal:
            terminal.wait_for(wanted)
            return (time.perf_counter() - terminal.started) * 1000

    return alternate(lambda: paint(bare, "one line"), lambda: paint(OURS, "Nothing is redeemed"))


def first_schema(env: dict[str, str]) -> float:
    """Return the milliseconds from starting the demo to a schema, including one Enter."""
    with Terminal([*OURS, "--demo"], env=env, columns=100, rows=30) as terminal:
        terminal.wait_for("Sample shares")
        terminal.send("\r")
        terminal.wait_for("trade_id")
        return (time.perf_counter() - terminal.started) * 1000


def peer_paint(name: str, env: dict[str, str]) -> str:
    """Return the milliseconds until another app shows more than three words."""
    program = shutil.which(name)
    if program is None:
        return "not installed"
    taken = []
    for _ in range(3):
        with Terminal([program], env=env, columns=100, rows=30) as terminal:
            terminal.wait_for(lambda text: len(text.split()) > 3, 60)
            taken.append((time.perf_counter() - terminal.started) * 1000)
    return f"{statistics.median(taken):,.0f}"


def memories(bare: list[str], env: dict[str, str]) -> tuple[list[float], list[float]]:
    """Return the resident mebibytes once a program has settled."""

    def memory(argv: list[str], wanted: str) -> float:
        with Terminal(argv, env=env) as terminal:
            terminal.wait_for(wanted)
            terminal.settle(0.5)
            return float(psutil.Process(terminal.pid).memory_info().rss / 2**20)

    return alternate(lambda: memory(bare, "one line"), lambda: memory(OURS, "Nothing is redeemed"))


if __name__ == "__main__":
    main()
