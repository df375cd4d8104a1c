"""Keys in the table of all fields while 46 MB are indexed: `python -m tests.bench.dictionary`.

A share of 2,113 different schemas over loopback HTTP, in the real program at 120x40. A filter is
typed and deleted, letter by letter at the speed of a fast typist, and the table is scrolled; of
each key the time is measured until the first byte of its effect has been written (the letter and
the first rows that match), and until the last (all matches counted, and what grew). `--small`
measures a share of 20 schemas, which shows how much of that is the machine's and the terminal's.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tests.bench.environment import environment
from tests.bench.shares import Api
from tests.bench.start import OURS
from tests.terminal.emulator import Terminal

_SCHEMAS = 2_113
_FIELDS = 300
_QUIET = 0.03
"""Seconds without output after which a key is taken for done."""

_NO_EFFECT = 0.3
"""Seconds without output after which a key is taken to have none."""

_PACE = 0.12
"""Seconds between two keys."""

_WORDS = ("name string", "f1_2", "topic 7 f2", "value 99", "nothing at all", "f3 null")
_DELETE = "\x7f"
_MOTIONS = ("\x1b[B", "\x1b[6~", "\x1b[A", "\x1b[5~")


def main(small: bool) -> None:
    """Measure and print the table."""
    count = 20 if small else _SCHEMAS
    print("| keys, ms | first, 50 % | first, 99 % | last, 50 % | last, 99 % | keys |")
    print(f"|{' --- |' * 6}")
    with (
        tempfile.TemporaryDirectory() as home,
        Api(share(count)) as api,
        Terminal(
            [*OURS, "--base-url", api.url], env=environment(home), columns=120, rows=40
        ) as terminal,
    ):
        terminal.wait_for("Nothing is redeemed")
        terminal.paste("dG9rZW4=")
        terminal.send("\r")
        terminal.wait_for("✓ valid", 120)
        terminal.settle(1.0)
        terminal.send("f")
        terminal.wait_for("All fields of the share")
        if not small:
            terminal.wait_for("indexing")
            growing = takewhile(lambda _: "indexing" in terminal.text, letters(rounds=4))
            report("filter, while it grows", [press(terminal, key) for key in growing])
            print(f"then: {title(terminal)}", file=sys.stderr)
        while "indexing" in terminal.text:
            wait(terminal, 0.1)
        report("filter, once complete", [press(terminal, key) for key in letters(rounds=1)])
        report("moving in the table", [press(terminal, key) for key in _MOTIONS * 10])


def letters(*, rounds: int) -> Iterator[str]:
    """Yield the keys of all filters, each deleted before the next."""
    for _ in range(rounds):
        for words in _WORDS:
            yield from words
            yield from _DELETE * len(words)


def press(terminal: Terminal, key: str) -> tuple[float, float]:
    """Press a key; return the milliseconds to the first and to the last byte of its effect."""
    wait(terminal, _PACE)
    before = seen = len(terminal.raw)
    begin = first = last = time.perf_counter()
    terminal.send(key)
    while time.perf_counter() - last < (_QUIET if seen > before else _NO_EFFECT):
        terminal.read(0.002)
        if len(terminal.raw) != seen:
            last = time.perf_counter()
            first = last if seen == before else first
            seen = len(terminal.raw)
    return (first - begin) * 1000, (last - begin) * 1000


def wait(terminal: Terminal, seconds: float) -> None:
    """Read what the terminal is sent for some seconds."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        terminal.read(0.01)


def report(name: str, times: Sequence[tuple[float, float]]) -> None:
    """Print a row of the table."""
    cells = [name]
    for column in zip(*times, strict=True):
        ranked = sorted(column)
        cells += [f"{ranked[int(len(ranked) * part)]:.0f}" for part in (0.5, 0.99)]
    print(f"| {' | '.join(cells)} | {len(times)} |", flush=True)


def title(terminal: Terminal) -> str:
    """Return the first line of the screen."""
    return terminal.text.splitlines()[0].strip("━─ ")


def share(count: int) -> list[dict[str, object]]:
    """Return resources with `count` schemas, all different, of 22 kB each."""
    resources: list[dict[str, object]] = []
    for first in range(0, count, 35):
        schemas = [schema(number) for number in range(first, min(first + 35, count))]
        resources.append({"display_name": f"Topic {first}", "cloud": "AWS", "schemas": schemas})
    return resources


def schema(number: int) -> dict[str, object]:
    """Return a schema of a subject of its own."""
    fields = [
        {"name": f"f{number}_{place}_name", "type": ["null", "string"]} for place in range(_FIELDS)
    ]
    text = json.dumps({"type": "record", "name": "Row", "fields": fields}, indent=1)
    subject = f"topic-{number}-value"
    return {"subject": subject, "version": 1, "id": number, "schema_type": "AVRO", "schema": text}


if __name__ == "__main__":
    main("--small" in sys.argv[1:])
