"""The environment of the benchmarked programs."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["environment"]


def environment(home: str, key: str = "KEY", secret: str = "SECRET") -> dict[str, str]:
    """Return an environment with the home folder `home`, a plain terminal and an API key."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
        "CONFLUENT_CLOUD_API_KEY": key,
        "CONFLUENT_CLOUD_API_SECRET": secret,
    }
