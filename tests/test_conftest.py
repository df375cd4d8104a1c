"""The test suite passes wherever it is started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

BACKGROUND = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
    "--timeout=30", *sys.argv[1:]])
"""


def test_signals_ignored_at_the_start_reach_the_children_of_tests() -> None:
    tests = [
        "tests/demo/test_server.py::test_the_program_serves_until_ctrl_c",
        "tests/terminal/test_signals.py::test_a_signal_ends_the_app_with_its_exit_status[SIGQUIT]",
    ]
    done = subprocess.run(
        [sys.executable, "-c", BACKGROUND, *tests],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
    )
    assert done.returncode == 0, done.stdout
