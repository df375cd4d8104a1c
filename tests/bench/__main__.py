"""Entry point of `python -m tests.bench`; see `tests.bench.start`."""

from __future__ import annotations

from tests.bench.start import main

if __name__ == "__main__":
    main()
