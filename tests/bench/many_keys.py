"""Memory while keys are pressed: `python -m tests.bench.many_keys`.

The views, dialogs and filters of one share, again and again, as in hours of browsing. What grows
without an end is a cache without a bound.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from itertools import cycle, islice, pairwise

from cdx_tui.demo.server import DemoServer
from tests.bench.keys import QUIET, run, validate
from tests.bench.start import resident
from tests.bench.table import Table
from tests.tui.driver import sample

__all__ = ["measure"]

_COUNTS = (1_000, 2_000)
_MORE_COUNTS = (*_COUNTS, 4_000, 8_000)

_DOWN, _PAGE_DOWN, _ESCAPE = "\x1b[B", "\x1b[6~", "\x1b"
_ROUND = (
    *("1", "2", _PAGE_DOWN, "3", "4", "5", "6", "1"),
    *(_DOWN, ")", "2", "1", "(", "?", _PAGE_DOWN, _ESCAPE, "b", "j"),
    *("/", "m", "e", "t", _ESCAPE, "\t", _DOWN, _DOWN, "/", "i", "d", _ESCAPE, "\t", "b"),
    *(":", "o", "u", _ESCAPE, "Y", _ESCAPE, "e", _ESCAPE),
    *("R", _PAGE_DOWN, _ESCAPE, "f", _PAGE_DOWN, _ESCAPE),
)
"""Keys that lead back to where they began, but one resource further."""


def measure(table: Table, counts: Sequence[int] = _COUNTS) -> None:
    """Print the rows of the table: the memory after each of `counts` keys."""
    with tempfile.TemporaryDirectory() as home, DemoServer(0) as demo:
        threading.Thread(target=demo.serve_forever, args=(0.05,), daemon=True).start()
        with run(demo.base_url, home, 120, 40) as terminal:
            validate(terminal, sample("whole platform").token, "invoice_id")
            table.row("memory with a share, MiB", resident(terminal))
            keys = cycle(_ROUND)
            for before, count in pairwise((0, *counts)):
                for key in islice(keys, count - before):
                    terminal.send(key)
                    terminal.settle(0.06)  # longer than an Esc waits for a sequence
                terminal.settle(QUIET)
                table.row(f"memory after {count:,} keys, MiB", resident(terminal))
        demo.shutdown()


if __name__ == "__main__":
    measure(Table(), _MORE_COUNTS)
