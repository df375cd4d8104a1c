"""A full disk results in one error message and no partial file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.driver import sample

FULL = """
import resource, sys
from cdx_tui.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))  # no file can grow, as on a full disk
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["export", "config"])
def test_a_full_disk(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDX_TUI_TOKEN", sample("orders").token)
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", str(tmp_path / "out"))
    arguments = {
        "export": ["export", str(tmp_path / "out"), "--demo"],
        "config": ["config", "init"],
    }
    done = subprocess.run(
        [sys.executable, "-c", FULL, *arguments[command]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "failed: File too large." in done.stderr
    assert "Traceback" not in done.stderr
    assert [*(tmp_path / "out").iterdir()] == []
