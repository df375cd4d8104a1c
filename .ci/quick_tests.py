"""Run the quick tests with the lowest and the newest dependencies that pyproject.toml allows.

    python .ci/quick_tests.py

The lowest ones on the oldest Python that is allowed, the newest ones on every other Python of this
machine but the one that runs this: that one runs all tests. It needs uv and a registry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, STDOUT

ROOT = Path(__file__).parent.parent
UV = str(Path(sys.executable).with_name("uv"))
OLDEST, NEWEST = 11, 20
"""Minor versions of Python 3 to look for."""

TOOLS = ("hypothesis", "psutil", "pytest<9", "pytest-asyncio", "pytest-timeout", "trustme")
LONG_NUMBER = "test_every_fault_is_reported_and_the_client_recovers[content-length-of-5000-digits]"
TESTS = (
    *("tests/api/test_client.py", "tests/api/test_network.py", "tests/api/test_content_coding.py"),
    f"tests/api/test_faults.py::{LONG_NUMBER}",
    *("tests/config/test_paths.py", "tests/config/test_files.py", "tests/config/test_state.py"),
    *(
        "tests/cli/test_parser.py",
        "tests/tui/test_start_and_end.py",
        "tests/tui/test_validation.py",
    ),
    *("tests/tui/test_themes.py", "tests/tui/widgets/test_highlighting.py"),
)
"""Tests of what depends on the dependencies: requests, paths, the screen, highlighting."""


def main() -> int:
    """Run the tests and return the exit status."""
    pythons = dict(find_pythons())
    print(f"Pythons: {', '.join(f'{version} ({path})' for version, path in pythons.items())}")
    (oldest, *_), own = pythons, sys.version_info[:2]
    others = [each for each in pythons if tuple(map(int, each.split(".")[:2])) != own]
    runs = [(oldest, "lowest"), *((each, "newest") for each in others)]
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        done = executor.map(lambda run: run_tests(pythons[run[0]], run[1]), runs)
        for (version, ends), (status, output) in zip(runs, done, strict=True):
            print(
                f"+ quick tests with the {ends} dependencies on Python {version}\n{output}",
                flush=True,
            )
            if status != 0:
                return status
    return 0


def find_pythons() -> Iterator[tuple[str, str]]:
    """Yield the version and the path of one Python of each minor version, the oldest first."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(OLDEST, NEWEST):
        name = f"python3.{minor}"
        beside = sorted(pyenv.glob(f"3.{minor}.*/bin/{name}"))
        own = sys.executable if sys.version_info[1] == minor else None
        for python in filter(None, (own, *map(str, beside), shutil.which(name))):
            done = subprocess.run(  # noqa: S603 - a Python found on this machine
                [python, "--version"], capture_output=True, text=True, check=False
            )
            if done.returncode == 0:  # a shim of pyenv may stand for nothing
                yield done.stdout.split()[1], python
                break


def run_tests(python: str, ends: str) -> tuple[int, str]:
    """Run the tests in an environment of their own; return the exit status and the output."""
    with tempfile.TemporaryDirectory() as folder:
        own = str(Path(folder) / "bin" / "python")
        install = (UV, "pip", "install", "--quiet", "--python", own)
        resolution = "lowest-direct" if ends == "lowest" else "highest"
        commands = (
            (UV, "venv", "--quiet", "--python", python, folder),
            (*install, "--resolution", resolution, str(ROOT)),
            (UV, "pip", "freeze", "--python", own),
            (*install, "--constraints", str(ROOT / ".ci" / "constraints.txt"), *TOOLS),
            (own, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *TESTS),
        )
        output = ""
        for command in commands:
            done = subprocess.run(  # noqa: S603 - commands of our own
                command, cwd=ROOT, text=True, stdout=PIPE, stderr=STDOUT, check=False
            )
            is_list = command[2] == "freeze"
            output += " ".join(done.stdout.split()) + "\n" if is_list else done.stdout
            if done.returncode != 0:
                break
        return done.returncode, output


if __name__ == "__main__":
    sys.exit(main())
