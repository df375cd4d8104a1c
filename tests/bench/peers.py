"""Figures of other programs for the terminal, as far as they are installed.

A peer is looked for in an environment of its own, `NAME/bin` in the folder that the environment
variable `BENCH_PEERS` names, then on the PATH:

    python -m venv peers/posting && peers/posting/bin/pip install posting
    BENCH_PEERS=peers python -m tests.bench
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench.environment import environment
from tests.bench.generated import generate
from tests.bench.start import paint, resident
from tests.terminal.emulator import Terminal

__all__ = ["figures"]

ROUNDS = 3
FOLDER = "BENCH_PEERS"


class _Peer(NamedTuple):
    """A program: the name of its package, its command, and the keys that are measured."""

    package: str
    command: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


_FILE = "FILE"
"""Stands for a schema of 1 MB in a command."""

_TAB = (("Tab", "\t"),)
_PAGER = (
    ("cursor down in 1,000 resources", "j"),
    ("page down in the source", "\x1b[6~"),
    ("`/` in the fields", "/"),
)
_PAGE_UP = (("page down in the source", "\x1b[5~"),)  # toolong opens a file at its end
_PEERS = (
    _Peer("less", ("less", _FILE), _PAGER),
    _Peer("vim", ("vim", _FILE), _PAGER),
    _Peer("toolong", ("tl", _FILE), _PAGE_UP),
    _Peer("posting", ("posting",), _TAB),
    _Peer("harlequin", ("harlequin",), _TAB),
    _Peer("kaskade", ("kaskade", "admin", "-b", "127.0.0.1:9"), _TAB),
)


def figures() -> dict[str, dict[str, float]]:
    """Return the figures of each peer that is installed, by the names of the table's rows."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, "schema.json")
        file.write_text(generate("AVRO", 1_000_000))
        commands = {peer: _command(peer, str(file)) for peer in _PEERS}
        installed = {peer: command for peer, command in commands.items() if command}
        found = {}
        for peer, command in installed.items():
            try:
                found[peer.package] = dict(_measure(command, peer, environment(home)))
            except AssertionError as error:  # nothing to be seen of it
                print(f"without {peer.package}: {str(error).splitlines()[0]}", file=sys.stderr)
        return found


def _command(peer: _Peer, file: str) -> list[str]:
    """Return the command of a peer; empty if it is not installed."""
    own = Path(os.environ.get(FOLDER, ""), peer.package, "bin").absolute()
    program = shutil.which(peer.command[0], path=f"{own}{os.pathsep}{os.environ['PATH']}")
    arguments = (file if each == _FILE else each for each in peer.command[1:])
    return [program, *arguments] if program else []


def _measure(
    command: list[str], peer: _Peer, env: Mapping[str, str]
) -> Iterator[tuple[str, float]]:
    paints = [paint(command, _is_filled, env) for _ in range(ROUNDS)]
    yield "first paint, ms", statistics.median(paints)
    with Terminal(command, env=env, columns=120, rows=40) as terminal:
        terminal.wait_for(_is_filled)
        _watch(terminal, 3.0)
        yield "memory after the start, MiB", resident(terminal)
        yield "the first screen, bytes", len(terminal.raw)
        for name, key in peer.keys:
            terminal.send(key)
            yield f"{name}, bytes", _watch(terminal, 1.0)
        yield "three idle seconds, bytes", _watch(terminal, 3.0)


def _watch(terminal: Terminal, seconds: float) -> int:
    """Return the bytes written in a time; some peers are never quiet."""
    before, end = len(terminal.raw), time.perf_counter() + seconds
    while time.perf_counter() < end and terminal.read(0.02):
        pass
    return len(terminal.raw) - before


def _is_filled(text: str) -> bool:
    return len(text.split()) > 3


if __name__ == "__main__":
    print(figures())
