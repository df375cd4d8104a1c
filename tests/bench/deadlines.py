"""Time to report, cancel and quit for every fault: `python -m tests.bench.deadlines`.

Every fault and network failure of the tests is run in a pty with `--timeout 3`. A hanging case is
cancelled and quit while it hangs; another one may have been reported before the key arrives, so
that the key has nothing to end. Exits with status 1 if a limit is exceeded. Case names may be given
as arguments.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from tests.api.responses import API_SECRET, KEY, TOKEN
from tests.bench.environment import environment
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.networks import NETWORKS, Route
from tests.terminal.emulator import Terminal

TIMEOUT = 3
LIMITS = (5.0, 0.3, 1.0)
RESULTS = ("✓ valid", "What to do")


class Durations(NamedTuple):
    """Seconds from Enter to the result, from Esc to the result, and from Ctrl+C to the exit."""

    reported: float
    escape: float
    left: float


def main(names: list[str]) -> int:
    """Measure and print the table; return 1 if a limit is exceeded."""
    print("| case | told, s | Esc, s | left, s |\n| --- | --- | --- | --- |")
    every = [name for name in (*FAULTS, *NETWORKS) if not names or name in names]
    taken = {name: measure(name) for name in every}
    for title, index in zip(("told", "Esc", "left"), range(3), strict=True):
        worst = max(taken, key=lambda name: taken[name][index])
        print(f"slowest to be {title}: {worst}, {taken[worst][index]:.2f} s of {LIMITS[index]} s")
    over = [name for name in taken if any(a > b for a, b in zip(taken[name], LIMITS, strict=True))]
    print("over a limit:", ", ".join(over) or "none", f"of {len(taken)} cases")
    return bool(over)


def measure(name: str) -> Durations:
    """Run one case three times in one run of the program."""
    with (
        open_case(name) as (route, hangs),
        tempfile.TemporaryDirectory() as home,
        run(route, home) as terminal,
    ):
        terminal.wait_for("Nothing is redeemed")
        terminal.paste(TOKEN)
        terminal.wait_for("characters · sha")
        began = time.perf_counter()
        terminal.send("\r")
        terminal.wait_for(lambda text: any(end in text for end in RESULTS))
        reported = time.perf_counter() - began
        validate_again(terminal, hangs)
        began = time.perf_counter()
        terminal.send("\x1b")
        terminal.wait_for(
            lambda text: any(end in text for end in (*RESULTS, "Cancelled", "Nothing is"))
        )
        escape = time.perf_counter() - began
        validate_again(terminal, hangs)
        began = time.perf_counter()
        terminal.send("\x03")
        terminal.wait()
        took = Durations(reported, escape, time.perf_counter() - began)
    print(f"| {name} | {took.reported:.2f} | {took.escape:.2f} | {took.left:.2f} |", flush=True)
    return took


def validate_again(terminal: Terminal, hangs: bool) -> None:
    """Validate the token again, and wait until a hanging request is in progress."""
    terminal.send("t")
    terminal.settle(0.1)
    terminal.send("\r")
    if hangs:
        terminal.wait_for("Validating… 1 s")


@contextmanager
def open_case(name: str) -> Iterator[tuple[Route, bool]]:
    """Start a case's servers; yield the route and whether only the deadline ends the case."""
    if name in NETWORKS:
        network: AbstractContextManager[Route] = NETWORKS[name].open_route()
        with network as route:
            yield route, NETWORKS[name].hangs
    else:
        with FaultServer(name) as server:
            yield Route(server.url), FAULTS[name].hangs


def run(route: Route, home: str) -> Terminal:
    """Start the program in a pty with the connection options of `route`."""
    arguments = ["--timeout", str(TIMEOUT), "--base-url", route.base_url]
    if route.proxy:
        arguments += ["--proxy", route.proxy]
    if route.ca_bundle:
        arguments += ["--ca-bundle", str(route.ca_bundle)]
    env = environment(home, KEY, API_SECRET)
    return Terminal([sys.executable, "-m", "cdx_tui", *arguments], env=env, columns=100, rows=40)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
