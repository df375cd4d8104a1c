"""Entry point of `python -m tests.bench`; see `tests.bench.start` and `tests.bench.keys`."""

from __future__ import annotations

from tests.bench import keys, start

if __name__ == "__main__":
    start.main()
    keys.main()
