"""Run every check of the project, as `.ci/run` does: `python -m tests`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent

CHECKS = (
    (str(BIN / "ruff"), "format", "--check", "."),
    (str(BIN / "ruff"), "check", "."),
    (str(BIN / "mypy"),),
    (str(BIN / "lint-imports"), "--no-cache"),
    (sys.executable, "-m", "pytest", "-n", "4", "--dist", "worksteal", "-q"),
)


def main() -> int:
    """Run the checks in order and return the first non-zero exit status, or 0."""
    # Without compiled files each test process would rewrite the assertions of all plugins anew.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for command in CHECKS:
        print(f"+ {' '.join([Path(command[0]).name, *command[1:]])}", flush=True)
        begin = time.monotonic()
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if status != 0:
            return status
        print(f"  {time.monotonic() - begin:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
