"""The schema viewer on large documents in the real program: `python -m tests.bench.viewer`.

Each document is a schema of one share over loopback HTTP. Measured are the time from the key that
selects a document to its first lines on the screen, and the time and bytes of a page down, compared
with `less` and `bat` on the same file if they are installed.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.documents import documents
from tests.bench.environment import environment
from tests.bench.shares import Api
from tests.bench.start import BARE, OURS, resident
from tests.terminal.emulator import Terminal

ROUNDS = 5
COLUMNS, ROWS = 120, 40


def main() -> None:
    """Measure and print the table."""
    peers = [name for name in ("less", "bat", "batcat") if shutil.which(name)]
    titles = ["", "first lines, ms", "page down, ms", "page down, bytes"]
    print(f"| {' | '.join([*titles, *(f'{peer}, ms' for peer in peers)])} |")
    print("| --- " * (len(titles) + len(peers)) + "|")
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        for number, (name, text) in enumerate(documents().items()):
            mark = f"mark_{'abcde'[number]}"
            shown, page, size = ours(text, mark, env)
            file = Path(home, f"{number}.json")
            file.write_text(text)
            peer_times = [f"{theirs([peer, str(file)], mark, env):,.0f}" for peer in peers]
            figures = [f"{shown:,.0f}", f"{page:,.0f}", f"{size:,}", *peer_times]
            print(f"| {' | '.join([name, *figures])} |", flush=True)
        memory(documents()["10 MB"], env)


def ours(text: str, mark: str, env: dict[str, str]) -> tuple[float, float, int]:
    """Return median milliseconds to the first lines, and milliseconds and bytes of a page down."""
    shown, pages, sizes = [], [], []
    with (
        share(text) as api,
        Terminal([*OURS, "--base-url", api.url], env=env, columns=COLUMNS, rows=ROWS) as terminal,
    ):
        validate(terminal)
        terminal.send("2")  # the source, as the pagers show it
        terminal.settle(1.0)
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            terminal.send(")")
            terminal.wait_for(mark)
            shown.append((time.perf_counter() - begin) * 1000)
            terminal.settle(1.0)
            terminal.send("(")
            terminal.wait_for("small_one")
            terminal.settle(0.3)
        terminal.send(")")
        terminal.wait_for(lambda text: mark in text and "Parsing" not in text, 60)
        terminal.settle(0.5)
        for _ in range(ROUNDS):
            took, size = page_down(terminal)
            pages.append(took)
            sizes.append(size)
    return statistics.median(shown), statistics.median(pages), round(statistics.median(sizes))


def page_down(terminal: Terminal) -> tuple[float, int]:
    """Press page down; return the milliseconds to the last byte, and the bytes."""
    begin = last = time.perf_counter()
    before = seen = len(terminal.raw)
    terminal.send("\x1b[6~")
    while time.perf_counter() - begin < 0.5:
        terminal.read(0.005)
        if len(terminal.raw) != seen:
            seen, last = len(terminal.raw), time.perf_counter()
    return (last - begin) * 1000, seen - before


def theirs(command: list[str], mark: str, env: dict[str, str]) -> float:
    """Return the milliseconds from starting a pager to the first lines on its screen."""
    begin = time.perf_counter()
    with Terminal(command, env=env, columns=COLUMNS, rows=ROWS) as terminal:
        terminal.wait_for(mark)
        return (time.perf_counter() - begin) * 1000


def memory(text: str, env: dict[str, str]) -> None:
    """Print what a large document adds to a bare Textual app and to this one without a share."""
    with Terminal(BARE, env=env, columns=COLUMNS, rows=ROWS) as terminal:
        terminal.wait_for("one line")
        terminal.settle(0.5)
        bare = resident(terminal)
    with (
        share(text) as api,
        Terminal([*OURS, "--base-url", api.url], env=env, columns=COLUMNS, rows=ROWS) as terminal,
    ):
        terminal.wait_for("Nothing is redeemed")
        terminal.settle(1.0)
        empty = resident(terminal)
        validate(terminal)
        terminal.send(")")
        terminal.wait_for("mark_b")
        terminal.settle(3.0)
        full = resident(terminal)
    size = len(text) / 2**20
    for name, without in (("a bare Textual app", bare), ("cdx-tui without a share", empty)):
        times = (full - without) / size
        print(f"\n10 MB document: {full - without:.0f} MiB over {name}, {times:.1f} times its size")


def share(text: str) -> Api:
    """Return an API whose only resource has a small schema and `text`."""
    texts = ('{"type": "enum", "name": "small_one", "symbols": []}', text)
    schemas = [{"subject": f"s{n}", "version": 1, "schema": t} for n, t in enumerate(texts)]
    return Api([{"display_name": "Large", "network_connection_types": [], "schemas": schemas}])


def validate(terminal: Terminal) -> None:
    """Open the share in a running app."""
    terminal.wait_for("Nothing is redeemed")
    terminal.paste("dG9rZW4=")
    terminal.send("\r")
    terminal.wait_for("small_one")
    terminal.settle()


if __name__ == "__main__":
    main()
