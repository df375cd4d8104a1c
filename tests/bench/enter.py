"""From Enter to a schema on the screen, over loopback HTTP: `python -m tests.bench.enter`.

A program validates the same token twice, with another one in between, so that the second time
nothing is imported any more. Both times are compared with a bare Textual app's first paint.
"""

from __future__ import annotations

import tempfile
import threading

from cdx_tui.demo.server import DemoServer
from tests.bench.environment import environment
from tests.bench.keys import QUIET, run
from tests.bench.start import ROUNDS, bare_paint
from tests.bench.table import Table
from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

__all__ = ["measure"]

_TRADES, _TRADES_FIELD = sample("stock trades").token, "trade_id"
_ORDERS = sample("orders").token
_OTHER_FIELD = "order_id"


def measure(table: Table) -> None:
    """Print the rows of the table."""
    bare, first, again = [], [], []
    with tempfile.TemporaryDirectory() as home, DemoServer(0) as demo:
        threading.Thread(target=demo.serve_forever, args=(0.05,), daemon=True).start()
        for _ in range(ROUNDS):
            bare.append(bare_paint(environment(home)))
            with run(demo.base_url, home, 120, 40) as terminal:
                first.append(enter(terminal, _TRADES, _TRADES_FIELD))
                terminal.send("t")
                enter(terminal, _ORDERS, _OTHER_FIELD)
                terminal.send("t")
                again.append(enter(terminal, _TRADES, _TRADES_FIELD))
        demo.shutdown()
    table.compare("Enter to a schema beside first paint, ms", bare, first)
    table.compare("the same again, ms", bare, again)


def enter(terminal: Terminal, token: str, shown: str) -> float:
    """Paste a token; return the milliseconds from Enter to what is `shown` of its share."""
    terminal.settle(QUIET)
    terminal.paste(token)
    terminal.settle(QUIET)
    terminal.send("\r")
    return terminal.wait_for(shown) * 1000


if __name__ == "__main__":
    measure(Table())
