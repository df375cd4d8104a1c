"""Bytes written to the terminal by the start and by keys: `python -m tests.bench.keys`.

They do not depend on the machine. Two shares over loopback HTTP: one with 1,000 resources for the
list, and the demo's `stock trades`, with three versions, for the views.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence

from cdx_tui.demo.server import DemoServer
from tests.bench.environment import environment
from tests.bench.shares import Api, thousand
from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

__all__ = ["QUIET", "first_screen", "main", "measure", "press", "run", "validate"]

SIZES = ((80, 24), (120, 40))

QUIET = 0.8
"""Seconds without output after which a key is taken for done, on a slow machine, too."""

LIST_KEYS = (
    ("cursor down in 1,000 resources", "bjj", "j"),
    ("page down in 1,000 resources", "", "\x1b[6~"),
    ("`/` in the list", "", "/"),
    ("a letter of a filter", "", "9"),
)
"""What is measured in the list: a name, keys pressed before, and the key."""

VIEW_KEYS = (
    ("another resource", "", ")"),
    ("back to the first resource", "", "("),
    ("the palette", "", ":"),
    ("closing the palette", "", "\x1b"),
    ("Tab", "", "\t"),
    ("cursor down in the fields", "1j", "j"),
    ("page down in the source", "2", "\x1b[6~"),
    ("`/` in the fields", "1", "/"),
    ("a letter of a search", "", "s"),
    ("fields to source", "\x1b", "2"),
    ("fields to changes", "1", "3"),
    ("fields to sample", "1", "4"),
    ("fields to checks", "1", "5"),
    ("fields to about", "1", "6"),
    ("another version", "1", "["),
    ("back to the newest version", "", "]"),
    ("help", "", "?"),
    ("back from help", "", "\x1b"),
)
"""What is measured in a share."""


def main() -> None:
    """Measure and print the table."""
    columns = [dict(measure(*size)) for size in SIZES]
    titles = " | ".join(f"{columns} x {rows}" for columns, rows in SIZES)
    print(f"| bytes | {titles} |\n| --- " + "| --- " * len(SIZES) + "|")
    for name in columns[0]:
        print(f"| {name} | {' | '.join(f'{column[name]:,}' for column in columns)} |")


def measure(columns: int, rows: int) -> Iterator[tuple[str, int]]:
    """Yield what is measured in a terminal of a size."""
    with tempfile.TemporaryDirectory() as home, Api(thousand()) as api, DemoServer(0) as demo:
        threading.Thread(target=demo.serve_forever, args=(0.05,), daemon=True).start()
        with run(api.url, home, columns, rows) as terminal:
            validate(terminal, "dG9rZW4=", "field_0")
            yield from press(terminal, LIST_KEYS)
        with run(demo.base_url, home, columns, rows) as terminal:
            yield "the first screen", len(terminal.raw)
            yield (
                "Enter to the fields",
                validate(terminal, sample("stock trades").token, "trade_id"),
            )
            yield from press(terminal, VIEW_KEYS)
            terminal.settle(QUIET)
            yield "three idle seconds", terminal.settle(3.0)
        demo.shutdown()


def first_screen(columns: int, rows: int) -> int:
    """Return the bytes of the first screen in a terminal of a size."""
    with (
        tempfile.TemporaryDirectory() as home,
        run("http://127.0.0.1:9", home, columns, rows) as terminal,
    ):
        return len(terminal.raw)


def run(url: str, home: str, columns: int, rows: int) -> Terminal:
    """Start the program, and wait until its first screen is complete."""
    argv = [sys.executable, "-m", "cdx_tui", "--base-url", url]
    terminal = Terminal(argv, env=environment(home), columns=columns, rows=rows)
    terminal.wait_for("Nothing is redeemed")
    terminal.settle(QUIET)
    return terminal


def validate(terminal: Terminal, token: str, shown: str) -> int:
    """Validate a token until `shown` is on the screen; return the bytes from Enter on."""
    terminal.paste(token)
    terminal.settle(QUIET)
    before = len(terminal.raw)
    terminal.send("\r")
    terminal.wait_for(shown)
    terminal.settle(QUIET)
    return len(terminal.raw) - before


def press(terminal: Terminal, keys: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, int]]:
    """Press keys, and yield the bytes of those that are measured."""
    for name, before, key in keys:
        for each in before:
            terminal.send(each)
            terminal.settle(QUIET)
        yield name, written(terminal, key)


def written(terminal: Terminal, key: str) -> int:
    """Press a key, and return the bytes that are written for it."""
    before = len(terminal.raw)
    terminal.send(key)
    terminal.wait_for(lambda _: len(terminal.raw) > before)
    terminal.settle(QUIET)
    return len(terminal.raw) - before


if __name__ == "__main__":
    main()
