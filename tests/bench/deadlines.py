"""How soon a fault is told, cancelled and left: `python -m tests.bench.deadlines`.

Every fault and every network of the tests is met in a pty with `--timeout 3`. A case that hangs is
cancelled and left while it hangs; one that does not may have been told before the key arrives,
and then the key has nothing to end. Exits with 1 where a limit is passed. Names of cases may be
given as arguments.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.api.responses import API_SECRET, KEY, TOKEN
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.networks import NETWORKS, Route
from tests.terminal.emulator import Terminal

TIMEOUT = 3
LIMITS = (5.0, 0.3, 1.0)
ENDS = ("✓ valid", "What to do")


class Took(NamedTuple):
    """Seconds from Enter to the words, from Esc to the words, from Ctrl+C to the end."""

    told: float
    escape: float
    left: float


def main(names: list[str]) -> int:
    """Measure and print the table; return 1 where a limit is passed."""
    print("| case | told, s | Esc, s | left, s |\n| --- | --- | --- | --- |")
    every = [name for name in (*FAULTS, *NETWORKS) if not names or name in names]
    taken = {name: measure(name) for name in every}
    for title, of in zip(("told", "Esc", "left"), range(3), strict=True):
        worst = max(taken, key=lambda name: taken[name][of])
        print(f"slowest to be {title}: {worst}, {taken[worst][of]:.2f} s of {LIMITS[of]} s")
    over = [name for name in taken if any(a > b for a, b in zip(taken[name], LIMITS, strict=True))]
    print("over a limit:", ", ".join(over) or "none", f"of {len(taken)} cases")
    return bool(over)


def measure(name: str) -> Took:
    """Meet one case, three times in one run of the program."""
    with case(name) as (way, hangs), tempfile.TemporaryDirectory() as home, run(way, home) as shown:
        shown.wait_for("Nothing is redeemed")
        shown.paste(TOKEN)
        shown.wait_for("characters · sha")
        began = time.perf_counter()
        shown.send("\r")
        shown.wait_for(lambda text: any(end in text for end in ENDS))
        told = time.perf_counter() - began
        ask_again(shown, hangs)
        began = time.perf_counter()
        shown.send("\x1b")
        shown.wait_for(lambda text: any(end in text for end in (*ENDS, "Cancelled", "Nothing is")))
        escape = time.perf_counter() - began
        ask_again(shown, hangs)
        began = time.perf_counter()
        shown.send("\x03")
        shown.wait()
        took = Took(told, escape, time.perf_counter() - began)
    print(f"| {name} | {took.told:.2f} | {took.escape:.2f} | {took.left:.2f} |", flush=True)
    return took


def ask_again(shown: Terminal, hangs: bool) -> None:
    """Validate the token once more, and see that it is under way where it stays so."""
    shown.send("t")
    shown.settle(0.1)
    shown.send("\r")
    if hangs:
        shown.wait_for("Validating … 1 s")


@contextmanager
def case(name: str) -> Iterator[tuple[Route, bool]]:
    """Open what a case needs; yields the way to it, and whether only the deadline ends it."""
    if name in NETWORKS:
        network: AbstractContextManager[Route] = NETWORKS[name].way()
        with network as way:
            yield way, NETWORKS[name].hangs
    else:
        with FaultServer(name) as server:
            yield Route(server.url), FAULTS[name].hangs


def run(way: Route, home: str) -> Terminal:
    """Start the program in a pty, to ask as `way` says."""
    arguments = ["--timeout", str(TIMEOUT), "--base-url", way.base_url]
    if way.proxy:
        arguments += ["--proxy", way.proxy]
    if way.ca_bundle:
        arguments += ["--ca-bundle", str(way.ca_bundle)]
    env = {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
        "CONFLUENT_CLOUD_API_KEY": KEY,
        "CONFLUENT_CLOUD_API_SECRET": API_SECRET,
    }
    return Terminal([sys.executable, "-m", "cdx_tui", *arguments], env=env, columns=100, rows=40)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
