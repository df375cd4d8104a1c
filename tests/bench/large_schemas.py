"""Keys and memory with a large outline on the screen: `python -m tests.bench.large_schemas`.

A share over loopback HTTP with a schema of 10 MB. Once its fields are shown, the cursor is moved
down and up; the longest key is the one that waits for the garbage collector, if any does.
"""

from __future__ import annotations

import tempfile
import time

from tests.bench.environment import environment
from tests.bench.generated import GENERATORS, generate
from tests.bench.start import OURS, resident
from tests.bench.table import Table
from tests.bench.viewer import share, validate
from tests.terminal.emulator import Terminal

__all__ = ["measure"]

_SIZE = 10_000_000
_KEYS = 100


def measure(table: Table) -> None:
    """Print the rows of the table."""
    for kind in GENERATORS:
        text = generate(kind, _SIZE)
        took, memory = longest_key(text)
        table.row(f"longest of {_KEYS} keys in 10 MB of {kind}, ms", took)
        table.row(f"memory with 10 MB of {kind}, MiB", memory)


def longest_key(text: str) -> tuple[float, float]:
    """Return the milliseconds of the slowest key with the fields of `text` shown, and the MiB."""
    with (
        tempfile.TemporaryDirectory() as home,
        share(text) as api,
        Terminal(
            [*OURS, "--base-url", api.url], env=environment(home), columns=120, rows=40
        ) as terminal,
    ):
        validate(terminal)
        terminal.send(")")
        terminal.wait_for("Parsing schema")
        terminal.wait_for("FIELD", 60)
        terminal.send("\t")
        terminal.settle(0.5)
        longest = max(effect(terminal, key) for key in "jk" * (_KEYS // 2))
        return longest, resident(terminal)


def effect(terminal: Terminal, key: str) -> float:
    """Press a key that has an effect; return the milliseconds until it is written."""
    before = len(terminal.raw)
    begin = time.perf_counter()
    terminal.send(key)
    terminal.wait_for(lambda _: len(terminal.raw) > before)
    took = (time.perf_counter() - begin) * 1000
    terminal.settle(0.05)
    return took


if __name__ == "__main__":
    measure(Table())
