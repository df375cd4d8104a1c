"""Key latency over a line with 600 ms each way: `python -m tests.bench.slow_line`.

Each key is pressed without and with the delay. The cost of the delay is printed in round trips: 1.0
is the minimum that the line allows.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from typing import Final

from cdx_tui.demo.server import DemoServer
from tests.bench.environment import environment
from tests.terminal.emulator import Terminal
from tests.tui.driver import sample

__all__ = ["KEYS"]

_DELAY: Final = 0.6

KEYS: Final = (
    ("\r", "trade_id"),
    ("[", "ID 100007"),
    ("]", "latest"),
    ("3", "can't read"),
    ("4", "unions are untagged"),
    ("5", "Value schema registered"),
    ("6", "crn://"),
    ("1", "conditions"),
    ("?", "Keyboard shortcuts"),
    ("?", "conditions"),
    ("R", "consumer redeem"),
    ("\x1b", "conditions"),
    ("Y", "stock-trades-value "),
    ("\x1b", "conditions"),
    (")", "TradeKey"),
    ("(", "conditions"),
    ("b", "━ Resources 2"),
    ("j", "ClosingPrice"),
    ("k", "conditions"),
    ("c", "name ▲"),
    ("/", "Clear search"),
    ("Stock", "Resources 1 of 2"),
    ("\x1b", "Resources 2 "),
    ("\t", "─ Resources 2"),
    ("o", "com.example.northgate"),
    ("z", "│"),
)
"""Keys in order, each with the text that it brings up."""


def main() -> None:
    """Measure and print the table."""
    with DemoServer(0) as server, tempfile.TemporaryDirectory() as home:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        fast, slow = (measure(server.base_url, home, delay) for delay in (0.0, _DELAY))
        server.shutdown()
    print("| key | without delay, ms | with 600 ms each way, ms | round trips |")
    print("| --- | --- | --- | --- |")
    for (key, _), before, after in zip(KEYS, fast, slow, strict=True):
        trips = (after - before) / (2 * _DELAY)
        print(f"| {key!r} | {before * 1000:.0f} | {after * 1000:.0f} | {trips:.2f} |")


def measure(url: str, home: str, delay: float) -> list[float]:
    """Return the seconds from each key to the text that it brings up."""
    env = environment(home)
    argv = [sys.executable, "-m", "cdx_tui", "--base-url", url]
    with Terminal(argv, env=env, columns=100, rows=30, delay=delay) as terminal:
        terminal.wait_for("Nothing is redeemed")
        terminal.send(f"\x1b[200~{sample('stock trades').token}\x1b[201~")
        terminal.wait_for("308 characters")
        taken = []
        for key, shown in KEYS:
            terminal.settle(2 * delay + 0.3)
            terminal.send(key)
            taken.append(terminal.wait_for(shown))
    return taken


if __name__ == "__main__":
    main()
