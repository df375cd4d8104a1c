"""The figures in one table: `python -m tests.bench`, which takes about ten minutes.

Times and memory are compared with a bare Textual app measured in turn, in the same run; bytes are
what a key writes to a terminal of 120x40. Other programs have a column each if they are installed:
see `tests.bench.peers`. The engine has tables of its own: `python -m tests.bench.engine`.
"""

from __future__ import annotations

from tests.bench import enter, keys, large_schemas, many_keys, peers, start
from tests.bench.table import Table


def main() -> None:
    """Measure and print the table."""
    table = Table(peers.figures())
    start.measure(table)
    enter.measure(table)
    large_schemas.measure(table)
    many_keys.measure(table)
    table.row("the first screen at 80x24, bytes", keys.first_screen(80, 24))
    for name, size in keys.measure(120, 40):
        table.row(f"{name}, bytes", size)


if __name__ == "__main__":
    main()
