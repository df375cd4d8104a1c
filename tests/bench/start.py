"""Startup, memory and output of cdx-tui and a bare Textual app: `python -m tests.bench.start`.

Both run alternately in the same pty; the medians, and the median of the pairwise ratios, are
printed as the README's table. Absolute times are specific to this machine, the ratios are not.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

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
        for name, size in keys(env):
            print(f"| {name} | | {size:,} bytes | |")
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
        terminal.wait_for("TradeKey")
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


def keys(env: dict[str, str]) -> list[tuple[str, int]]:
    """Return the bytes written by startup and by some keys, with 1,000 resources at 80x24."""
    with (
        Api(thousand()) as server,
        Terminal([*OURS, "--base-url", server.url], env=env) as terminal,
    ):
        terminal.wait_for("Nothing is redeemed")
        terminal.settle()
        written = [("bytes to start, at 80x24", len(terminal.raw))]
        terminal.paste("dG9rZW4=")
        terminal.send("\r")
        terminal.wait_for("✓ valid")
        terminal.settle()
        for _ in range(3):
            terminal.send("j")
            down = terminal.settle()
        written.append(("cursor down in 1,000 resources", down))
        terminal.send("\t\t")
        terminal.settle()
        terminal.send("\x1b[6~")
        written.append(("page down in a schema", terminal.settle()))
        terminal.settle(1.0)
        before = len(terminal.raw)
        terminal.settle(3.0)
        written.append(("three idle seconds", len(terminal.raw) - before))
        return written


def thousand() -> list[dict[str, object]]:
    """Return 1,000 resources."""
    fields = [{"name": f"field_{number}", "type": "long"} for number in range(40)]
    schema = {"type": "record", "name": "Trade", "fields": fields}
    return [
        {
            "id": f"csr-{number}",
            "display_name": f"Topic {number}",
            "organization_name": "Northgate Exchange",
            "cloud": "AWS",
            "network_connection_types": [],
            "schemas": [
                {
                    "subject": f"topic-{number}-value",
                    "version": 1,
                    "id": 100_000 + number,
                    "schema_type": "AVRO",
                    "schema": json.dumps(schema),
                }
            ],
        }
        for number in range(1_000)
    ]


class Api:
    """A loopback API that sends the same resources for every token."""

    def __init__(self, resources: Sequence[Mapping[str, object]]) -> None:
        body = json.dumps({"consumer_shared_resources": resources}).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


if __name__ == "__main__":
    main()
