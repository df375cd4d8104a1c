"""Memory while keys are pressed: `python -m tests.bench.many_keys`.

The views, dialogs and filters of one share, again and again, as in hours of browsing. What grows
without an end is a cache without a bound.
"""

from __future__ import annotations

import tempfile
import threading
from itertools import cycle, islice

from cdx_tui.demo.server import DemoServer
from tests.bench.keys import QUIET, run, validate
from tests.bench.start import resident
from tests.bench.table import Table
from tests.tui.driver import sample

__all__ = ["measure"]

_STEP, _STEPS = 1_000, 2

_DOWN, _PAGE_DOWN, _ESCAPE = "\x1b[B", "\x1b[6~", "\x1b"
_ROUND = (
    *("1", "2", _PAGE_DOWN, "3", "4", "5", "6", "1"),
    *(_DOWN, ")", "2", "1", "(", "?", _PAGE_DOWN, _ESCAPE, "b", "j"),
    *("/", "m", "e", "t", _ESCAPE, "\t", _DOWN, _DOWN, "/", "i", "d", _ESCAPE, "\t", "b"),
)
"""Keys that lead back to where they began, but one resource further."""


def measure(table: Table) -> None:
    """Print the rows of the table."""
    with tempfile.TemporaryDirectory() as home, DemoServer(0) as demo:
        threading.Thread(target=demo.serve_forever, args=(0.05,), daemon=True).start()
        with run(demo.base_url, home, 120, 40) as terminal:
            validate(terminal, sample("whole platform").token, "invoice_id")
            table.row("memory with a share, MiB", resident(terminal))
            keys = cycle(_ROUND)
            for step in range(1, _STEPS + 1):
                for key in islice(keys, _STEP):
                    terminal.send(key)
                    terminal.settle(0.06)  # longer than an Esc waits for a sequence
                terminal.settle(QUIET)
                table.row(f"memory after {step * _STEP:,} keys, MiB", resident(terminal))
        demo.shutdown()


if __name__ == "__main__":
    measure(Table())
